"""The tender of a case: its base with what the case changes, adds and removes, whatever the base was read from.

All is said of facts, so a base may be of any format. What the case does not touch keeps its place in its own file;
what it states has its place in the tests file.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from policyspec.base.diagnostics import Diagnostic, has_errors
from policyspec.model.facts import Item, Listing, Stated, Tender, ValueListing
from policyspec.model.inherit import inherited
from policyspec.model.types import Kind
from policyspec.model.vocabulary import FactInfo, Vocabulary, fold
from policyspec.readers.beside import read_explanations, read_waivers
from policyspec.readers.called import Called, called_of
from policyspec.readers.criteria import settle, settled, unsettled
from policyspec.readers.native import EXPLANATIONS, WAIVERS, with_stated
from policyspec.readers.scalars import Reading, read_fact
from policyspec.readers.testing import errors
from policyspec.readers.testing.places import Place, item_at, place_of, with_item
from policyspec.readers.testing.references import led, replaced
from policyspec.readers.testing.removal import without
from policyspec.readers.testing.scaling import INSTEAD, SCALED, scaled
from policyspec.readers.testing.written import Case
from policyspec.readers.tree import Document, Entry, Scalar
from policyspec.readers.zones import Zone, zone_of


def altered(
    tender: Tender, case: Case, document: Document, vocabulary: Vocabulary
) -> tuple[Tender, tuple[Diagnostic, ...]]:
    """The tender of a case, and what is wrong with what the case says of it.

    What is changed comes first, then what is added, then what is removed. All names are those of the base.
    With an error among the diagnostics the tender is not what the case means.
    """
    if not (case.change or case.add or case.remove):
        return tender, ()
    work = _Work(tender, document, vocabulary, _zone(tender), called_of(tender.root, vocabulary))
    made = replace(tender, root=unsettled(tender.root, work.reading(Called())))
    for entry in case.change:
        made = _changed(made, entry, work)
    for entry in case.add:
        made = _added(made, entry, work)
    made = _removed(made, case.remove, work)
    if has_errors(work.found):
        return made, tuple(work.found)
    made = replace(made, root=settled(made.root, work.reading(Called())))
    return made, tuple(dict.fromkeys(work.found))


@dataclass(frozen=True, slots=True)
class _Work:
    """What the making of one tender has at hand, and what it has found to say."""

    base: Tender
    document: Document
    vocabulary: Vocabulary
    zone: Zone | None
    called: Called  # what the things of the base are called: a case means those, whatever it changes
    found: list[Diagnostic] = field(default_factory=list)
    anew: list[str] = field(default_factory=list)  # how the paths begin of what stands in lists that it writes anew

    def called_within(self) -> Called:
        """What they are called when each lot has what it has from the tender."""
        return called_of(_with_inherited(self.base.root, self.vocabulary), self.vocabulary)

    def reading(self, called: Called) -> Reading:
        return Reading(self.document, self.vocabulary, self.zone, called=called)

    def read(self, root: Item, make: Callable[[Reading], Item]) -> Item:
        """A thing that a case states. References in it may be to things that it states itself, so it is read twice."""
        first = make(self.reading(called_of(root, self.vocabulary)))
        reading = self.reading(called_of(with_item(root, first), self.vocabulary))
        made = make(reading)
        self.found.extend(map(errors.as_error, reading.found))
        return made

    def say(self, found: Diagnostic) -> None:
        self.found.append(found)


def _zone(tender: Tender) -> Zone | None:
    buyer = tender.root.records.get("buyer")
    stated = (buyer.fact(key) if buyer else None for key in ("country", "time_zone"))
    country, clock = (str(fact.value) if isinstance(fact, Stated) else None for fact in stated)
    return zone_of(country, clock)


# --- what is changed ----------------------------------------------------------------------------------------------


def _changed(tender: Tender, entry: Entry, work: _Work) -> Tender:
    if fold(entry.key.text) in (EXPLANATIONS, WAIVERS):
        return _recorded(tender, entry, work, keep=False)
    root, place = _found(tender, entry.key, work)
    if place is None:
        return tender
    item, info, written = item_at(root, place.path), place.info, entry.key.text
    span = work.document.span(entry.key)
    if item is None or info is None:
        work.say(errors.no_place(span, written, "name a fact of it, as `value of lot 1`"))
        return tender
    if info.derived:
        made = _scaled(item, info, entry, root, work)
    else:
        made = _renamed(item, work.read(root, lambda reading: with_stated(item, info, entry.value, reading)), work)
        if info.type.kind is Kind.LIST:
            return _with_list(replace(tender, root=root), made, info.key, work)
    return tender if made is None else replace(tender, root=with_item(root, made))


def _with_list(tender: Tender, made: Item, key: str, work: _Work) -> Tender:
    """The tender with another list of things. What led to one of the old leads to the new one of that name."""
    before = called_of(tender.root, work.vocabulary)
    after = called_of(with_item(tender.root, made), work.vocabulary)
    inside = f"{made.path}.{key}[".lstrip(".")
    work.anew.append(inside)
    tender = led(tender, replaced(inside, before, after))
    item = item_at(tender.root, made.path)
    assert item is not None  # a list stands in it, and not it in the list
    there = replace(item, lists={**item.lists, key: made.lists[key]} if key in made.lists else item.lists)
    return replace(tender, root=with_item(tender.root, there))


def _renamed(before: Item, after: Item, work: _Work) -> Item:
    """The thing with its new name in its label, where it has been given one."""
    key = work.vocabulary.entities[after.entity].identified_by
    old, new = (
        fact.value if isinstance(fact, Stated) else None for fact in (i.fact(key or "") for i in (before, after))
    )
    return after if old in (None, new) else replace(after, label=after.label.replace(f"({old})", f"({new})", 1))


def _scaled(item: Item, info: FactInfo, entry: Entry, root: Item, work: _Work) -> Item | None:
    """The thing with its criteria brought to a weight that is worked out from them."""
    span, written = work.document.span(entry.key), entry.key.text
    if info.key not in SCALED or not isinstance(entry.value, Scalar):
        hint = INSTEAD.get(info.key, "change the facts that it is worked out from")
        work.say(errors.derived(span, written, hint))
        return None
    reading = work.reading(Called())
    target = read_fact(entry.value, info, reading)
    work.found.extend(map(errors.as_error, reading.found))
    listing = _criteria(item, root, work)
    if not isinstance(target, Stated) or not isinstance(target.value, Fraction) or target.origin is None:
        if not has_errors(work.found):
            work.say(errors.cannot_scale(span, written, "it takes one percentage"))
        return None
    made = "no criteria stand here" if listing is None else scaled(listing, info.key, target.value, target.origin)
    if isinstance(made, str):
        work.say(errors.cannot_scale(span, written, made))
        return None
    return replace(item, lists={**item.lists, "criteria": made})


def _criteria(item: Item, root: Item, work: _Work) -> Listing | None:
    """The criteria that count for a thing, with the weights that follow from their points."""
    listing = _own(item, "criteria", root, work)
    return settle(listing, item.label, work.reading(Called())) if listing else None


def _own(item: Item, key: str, root: Item, work: _Work) -> Listing | None:
    """A list of a thing; of a lot that states none, a copy of the tender's."""
    if key in item.lists or item.entity != "lot":
        return item.lists.get(key)
    lot = item_at(_with_inherited(root, work.vocabulary), item.path)
    return lot.lists.get(key) if lot else None


def _with_inherited(root: Item, vocabulary: Vocabulary) -> Item:
    return inherited(Tender("", "", root), vocabulary).root


# --- what is added and removed ------------------------------------------------------------------------------------


def _added(tender: Tender, entry: Entry, work: _Work) -> Tender:
    if fold(entry.key.text) in (EXPLANATIONS, WAIVERS):
        return _recorded(tender, entry, work, keep=True)
    root, place = _found(tender, entry.key, work)
    if place is None:
        return tender
    item, info = item_at(root, place.path), place.info
    if item is None or info is None or info.type.kind not in (Kind.LIST, Kind.VALUES):
        work.say(errors.adds_to_no_list(work.document.span(entry.key), entry.key.text))
        return tender
    there = _own(item, info.key, root, work)
    after = len(there.items) if there else 0
    stated = work.read(
        root, lambda reading: _joined(item, info, there, with_stated(item, info, entry.value, reading, after=after))
    )
    return replace(tender, root=with_item(root, stated))


def _joined(item: Item, info: FactInfo, there: Listing | None, stated: Item) -> Item:
    """The thing with the members of a list behind those that were there."""
    if info.key in stated.values and info.key in item.values:
        own, new = item.values[info.key], stated.values[info.key]
        both = ValueListing((*own.values, *new.values), own.complete and new.complete, own.origin)
        return replace(stated, values={**stated.values, info.key: both})
    if there is None or info.key not in stated.lists:
        return stated
    more = stated.lists[info.key]
    joined = Listing((*there.items, *more.items), there.complete and more.complete, there.origin, there.unreadable)
    return replace(stated, lists={**stated.lists, info.key: joined})


def _recorded(tender: Tender, entry: Entry, work: _Work, *, keep: bool) -> Tender:
    """The tender with explanations or waivers of the case, beside its own or in their place."""
    reading = work.reading(called_of(tender.root, work.vocabulary))
    explains = fold(entry.key.text) == EXPLANATIONS
    explanations = read_explanations(entry, reading) if explains else ()
    waivers = () if explains else read_waivers(entry, reading)
    work.found.extend(map(errors.as_error, reading.found))
    if explains:
        return replace(tender, explanations=(*(tender.explanations if keep else ()), *explanations))
    return replace(tender, waivers=(*(tender.waivers if keep else ()), *waivers))


def _removed(tender: Tender, remove: tuple[Scalar, ...], work: _Work) -> Tender:
    """The tender without these facts, lists and things. Things are taken out together, so that no number shifts."""
    things: set[str] = set()
    for word in remove:
        if fold(word.text) == EXPLANATIONS:
            tender = replace(tender, explanations=())
        elif fold(word.text) == WAIVERS:
            tender = replace(tender, waivers=())
        else:
            root, place = _found(tender, word, work)
            if place is not None and place.info is None:
                things.add(place.path)
            elif place is not None and place.info is not None:
                tender = replace(tender, root=_bared(root, place.path, place.info, word, work))
    return without(tender, things, work.vocabulary) if things else tender


def _bared(root: Item, path: str, info: FactInfo, word: Scalar, work: _Work) -> Item:
    item, span = item_at(root, path), work.document.span(word)
    if info.derived:
        work.say(errors.derived(span, word.text, "remove the facts that it is worked out from"))
    elif item is None or not any(info.key in table for table in (item.facts, item.lists, item.values, item.records)):
        work.say(errors.nothing_there(span, word.text))
    else:
        return with_item(root, _less(item, info.key))
    return root


def _less(item: Item, key: str) -> Item:
    """The thing without what it states under a key, whatever its type."""
    return replace(
        item,
        facts={k: v for k, v in item.facts.items() if k != key},
        lists={k: v for k, v in item.lists.items() if k != key},
        values={k: v for k, v in item.values.items() if k != key},
        records={k: v for k, v in item.records.items() if k != key},
    )


# --- finding the place --------------------------------------------------------------------------------------------


def _found(tender: Tender, key: Scalar, work: _Work) -> tuple[Item, Place | None]:
    """What a key means, and the tender in which it has a place: a criterion that a lot has from the tender is its own.

    Nothing is found where the key leads nowhere; that has been said then.
    """
    span, root = work.document.span(key), tender.root
    place = place_of(key.text, span, work.called, work.vocabulary)
    if isinstance(place, Place):
        if any(place.path.startswith(inside) for inside in work.anew):
            work.say(errors.written_anew(span, key.text))
            return root, None
        return root, place
    there = place_of(key.text, span, work.called_within(), work.vocabulary)
    if isinstance(there, Place) and (made := _with_own_list(root, _with_inherited(root, work.vocabulary), there.path)):
        return made, there
    work.say(place)
    return root, None


def _with_own_list(root: Item, within: Item, path: str) -> Item | None:
    """The tender with the list in which a thing stands copied to the lot that has it from the tender."""
    for lot in _lots(root):
        step = path.removeprefix(f"{lot.path}.").partition("[")[0]
        full = item_at(within, lot.path)
        if path.startswith(f"{lot.path}.") and full and step in full.lists:
            return with_item(root, replace(lot, lists={**lot.lists, step: full.lists[step]}))
    return None


def _lots(root: Item) -> Iterator[Item]:
    yield from root.lists["lots"].items if "lots" in root.lists else ()
