"""Which fact of which thing a key of a case means: `estimated value`, `value of lot 1`, `weight of Price`, `lot 2`."""

from policyspec.base.dataclasses import dataclass, replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.base.suggest import did_you_mean
from policyspec.model.facts import Item
from policyspec.model.spelling import with_article
from policyspec.model.vocabulary import FactInfo, Vocabulary, fold
from policyspec.readers.called import Called
from policyspec.readers.native import TITLE
from policyspec.readers.testing import errors

_OF = " of "
_THE = "the "


@dataclass(frozen=True, slots=True)
class Place:
    """A fact, list or record of a thing of the tender; without a fact, the thing itself. `path` is the thing's."""

    path: str
    info: FactInfo | None


def place_of(written: str, span: Span, called: Called, vocabulary: Vocabulary) -> Place | Diagnostic:
    """What is meant among the things of a tender, or why nothing is (PS056)."""
    words = " ".join(written.split())
    if fact := _fact("tender", words, vocabulary):
        return Place("", fact)
    for cut in _cuts(words):
        phrase, name = words[:cut], words[cut + len(_OF) :]
        if not vocabulary.owners_of(phrase):
            continue
        return _within(phrase, name, written, span, called, vocabulary)
    match _paths(words, called):
        case (path,):
            return Place(path, None)
        case ():
            return errors.no_place(span, written, _hint(words, called, vocabulary))
        case several:
            return errors.two_places(span, written, words, called.labels(several))


def _fact(entity: str, phrase: str, vocabulary: Vocabulary) -> FactInfo | None:
    """As in a tender file, where `tender:` is the tender's title."""
    return vocabulary.fact(entity, "title" if entity == "tender" and fold(phrase) == TITLE else phrase)


def _cuts(words: str) -> list[int]:
    """Where a phrase may end and a thing begin: a phrase may hold `of` itself, and so may a name."""
    return [at for at in range(len(words)) if words.startswith(_OF, at)]


def _within(
    phrase: str, name: str, written: str, span: Span, called: Called, vocabulary: Vocabulary
) -> Place | Diagnostic:
    """A fact of the thing of that name. Of several things, those count that can state it."""
    if fold(name) in ("the tender", "tender"):
        found = _fact("tender", phrase, vocabulary)
        return Place("", found) if found else errors.no_place(span, written, _not_of(phrase, "tender", vocabulary))
    paths = _paths(name, called)
    able = tuple(path for path in paths if _fact(called.things[path].entity, phrase, vocabulary))
    match able or paths:
        case (path,):
            info = _fact(called.things[path].entity, phrase, vocabulary)
            if info is not None:
                return Place(path, info)
            return errors.no_place(span, written, _not_of(phrase, called.things[path].entity, vocabulary))
        case ():
            return errors.no_place(span, written, _hint(name, called, vocabulary))
        case several:
            return errors.two_places(span, written, name, called.labels(several))


def _paths(name: str, called: Called) -> tuple[str, ...]:
    return called.paths(name) or called.paths(fold(name).removeprefix(_THE))


def _not_of(phrase: str, entity: str, vocabulary: Vocabulary) -> str:
    owners = dict.fromkeys(vocabulary.entities[info.owner] for info in vocabulary.owners_of(phrase))
    kinds = " or ".join(with_article(owner.singular) for owner in list(owners)[:2])
    return f"`{phrase}` is a fact of {kinds}, and not of {with_article(vocabulary.entities[entity].singular)}"


def _hint(words: str, called: Called, vocabulary: Vocabulary) -> str | None:
    """A phrase or a thing that is spelt nearly so; of a phrase that belongs to things, which there are."""
    if owners := vocabulary.owners_of(words):
        owner = vocabulary.entities[owners[0].owner]
        there = [thing.label for thing in called.things.values() if thing.entity == owner.key]
        which = f": write `{words} of {there[0]}`" if there else ""
        return f"it is a fact of {with_article(owner.singular)}{which}"
    phrase, of, name = words.partition(_OF)
    if of and (paths := _paths(name, called)):
        near = did_you_mean(phrase, [i.phrase for i in vocabulary.facts_of(called.things[paths[0]].entity)])
        return near or f"{with_article(vocabulary.entities[called.things[paths[0]].entity].singular)} has no such fact"
    shorts = [thing.short for thing in called.things.values()]
    known = [*(i.phrase for i in vocabulary.facts_of("tender")), *called.names(), *shorts]
    return did_you_mean(words, known) or "`policyspec vocabulary` lists the facts; a thing has its name or number"


# --- putting something in a place ---------------------------------------------------------------------------------


def item_at(root: Item, path: str) -> Item | None:
    """The thing of that path, found by its steps."""
    if root.path == path:
        return root
    inside = [*root.records.values(), *(member for listing in root.lists.values() for member in listing.items)]
    nearer = next((item for item in inside if item.path == path or _around(item.path, path)), None)
    return item_at(nearer, path) if nearer else None


def with_item(root: Item, item: Item) -> Item:
    """The tender with the thing of that path replaced."""
    if root.path == item.path:
        return item
    records = {key: _nearer(record, item) for key, record in root.records.items()}
    lists = {
        key: replace(listing, items=tuple(_nearer(member, item) for member in listing.items))
        if any(member.path == item.path or _around(member.path, item.path) for member in listing.items)
        else listing
        for key, listing in root.lists.items()
    }
    return replace(root, records=records, lists=lists)


def _nearer(inside: Item, item: Item) -> Item:
    return with_item(inside, item) if inside.path == item.path or _around(inside.path, item.path) else inside


def _around(path: str, inner: str) -> bool:
    return inner.startswith(f"{path}.")
