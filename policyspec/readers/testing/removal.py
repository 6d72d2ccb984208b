"""What a case takes away: facts, lists and things. Those behind a thing move up, and what named it names nothing."""

import re
from collections.abc import Collection

from policyspec.base.dataclasses import replace
from policyspec.model.facts import Item, Tender
from policyspec.model.vocabulary import FactInfo, Vocabulary, fold
from policyspec.readers.native import EXPLANATIONS, WAIVERS
from policyspec.readers.testing import errors
from policyspec.readers.testing.places import item_at, with_item
from policyspec.readers.testing.references import led
from policyspec.readers.testing.work import Work, found_in
from policyspec.readers.tree import Scalar


def removed(tender: Tender, remove: tuple[Scalar, ...], work: Work) -> Tender:
    """The tender without these facts, lists and things. Things are taken out together, so that no number shifts."""
    things: set[str] = set()
    for word in remove:
        if fold(word.text) == EXPLANATIONS:
            tender = replace(tender, explanations=())
        elif fold(word.text) == WAIVERS:
            tender = replace(tender, waivers=())
        else:
            root, place = found_in(tender, word, work)
            if place is not None and place.info is None:
                things.add(place.path)
            elif place is not None and place.info is not None:
                tender = replace(tender, root=_bared(root, place.path, place.info, word, work))
    return without(tender, things, work.vocabulary) if things else tender


def _bared(root: Item, path: str, info: FactInfo, word: Scalar, work: Work) -> Item:
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


# --- things -------------------------------------------------------------------------------------------------------


def without(tender: Tender, gone: Collection[str], vocabulary: Vocabulary) -> Tender:
    """The tender without the things of these paths. Paths, numbers and references are those of what is left."""
    moved: dict[str, str] = {}
    root = _kept(tender.root, tender.root, gone, vocabulary, moved)
    return led(replace(tender, root=root), moved)


def _kept(before: Item, now: Item, gone: Collection[str], vocabulary: Vocabulary, moved: dict[str, str]) -> Item:
    """A thing, at its new place, with what is left in it."""
    moved[before.path] = now.path
    records = {}
    for key, record in before.records.items():
        if record.path not in gone:
            placed = replace(record, path=f"{now.path}.{key}".lstrip("."))
            records[key] = _kept(record, placed, gone, vocabulary, moved)
    lists = {}
    for key, listing in before.lists.items():
        left = [member for member in listing.items if member.path not in gone]
        placed_ = [_placed(m, n, key, before, now, vocabulary) for n, m in enumerate(left)]
        members = (_kept(m, p, gone, vocabulary, moved) for m, p in zip(left, placed_, strict=True))
        lists[key] = replace(listing, items=tuple(members))
    return replace(now, records=records, lists=lists)


def _placed(item: Item, number: int, key: str, before: Item, now: Item, vocabulary: Vocabulary) -> Item:
    """The thing with its path, and with the number in its label, that it has now."""
    noun = re.escape(vocabulary.entities[item.entity].singular)
    label = re.sub(rf"^({noun}) \d+", rf"\g<1> {number + 1}", item.label)
    if label.endswith(f" of {before.label}"):
        label = f"{label.removesuffix(before.label)}{now.label}"
    return replace(item, path=f"{now.path}.{key}[{number}]".lstrip("."), label=label)
