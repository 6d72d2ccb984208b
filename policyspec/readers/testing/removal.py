"""A tender without some of its things: those behind them move up, and what named them names nothing."""

import re
from collections.abc import Collection
from dataclasses import replace
from typing import TypeVar

from policyspec.model.facts import (
    Absence,
    Absent,
    Explanation,
    Fact,
    Item,
    Listing,
    Stated,
    Tender,
    ValueListing,
    Waiver,
)
from policyspec.model.values import ItemRef
from policyspec.model.vocabulary import Vocabulary

#: Where each thing stands now, by where it stood. What is gone is not in it.
Moved = dict[str, str]

Record = TypeVar("Record", Explanation, Waiver)


def without(tender: Tender, gone: Collection[str], vocabulary: Vocabulary) -> Tender:
    """The tender without the things of these paths. Paths, numbers and references are those of what is left."""
    moved: Moved = {}
    root = _kept(tender.root, tender.root, gone, vocabulary, moved)
    explanations, waivers = _records(tender.explanations, moved), _records(tender.waivers, moved)
    return replace(tender, root=_led(root, moved), explanations=explanations, waivers=waivers)


def _kept(before: Item, now: Item, gone: Collection[str], vocabulary: Vocabulary, moved: Moved) -> Item:
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


def _led(item: Item, moved: Moved) -> Item:
    """The thing with its references leading to where things stand now."""
    return replace(
        item,
        facts={key: _reference(fact, moved) for key, fact in item.facts.items()},
        values={key: _references(listing, moved) for key, listing in item.values.items()},
        records={key: _led(record, moved) for key, record in item.records.items()},
        lists={key: _list(listing, moved) for key, listing in item.lists.items()},
    )


def _list(listing: Listing, moved: Moved) -> Listing:
    return replace(listing, items=tuple(_led(member, moved) for member in listing.items))


def _references(listing: ValueListing, moved: Moved) -> ValueListing:
    return replace(listing, values=tuple(_reference(fact, moved) for fact in listing.values))


def _reference(fact: Fact, moved: Moved) -> Fact:
    match fact:
        case Stated(value=ItemRef(path)) if path not in moved:
            return Absent(Absence.UNREADABLE, fact.origin, "what it names is not there any more")
        case Stated(value=ItemRef(path)):
            return replace(fact, value=ItemRef(moved[path]))
        case _:
            return fact


def _records(records: tuple[Record, ...], moved: Moved) -> tuple[Record, ...]:
    """The records, of things at the places that these have now; of a thing that is gone they are gone too."""
    left = (record for record in records if record.item is None or record.item in moved)
    return tuple(record if record.item is None else replace(record, item=moved[record.item]) for record in left)
