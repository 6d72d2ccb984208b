"""What names another thing of the tender, when that stands elsewhere or is gone."""

from collections.abc import Mapping
from typing import TypeVar

from policyspec.base.dataclasses import replace
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
from policyspec.readers.called import Called

#: Where each thing stands now, by where it stood. What is gone is not in it.
Moved = Mapping[str, str]

Record = TypeVar("Record", Explanation, Waiver)


def led(tender: Tender, moved: Moved) -> Tender:
    """The tender with its references, and its explanations and waivers, leading to where things stand now."""
    explanations, waivers = _records(tender.explanations, moved), _records(tender.waivers, moved)
    return replace(tender, root=_item(tender.root, moved), explanations=explanations, waivers=waivers)


def replaced(path: str, before: Called, after: Called) -> Moved:
    """Where things stand when what is at a path has been written anew: a thing is known again by its name.

    A thing without a name is known by its place.
    """
    moved: dict[str, str] = {}
    for old in before.things.values():
        if not old.path.startswith(path):
            moved[old.path] = old.path
        elif old.name is None:
            moved |= {old.path: old.path} if old.path in after.things else {}
        else:
            same = [new for new in after.paths(old.name, old.entity) if new.startswith(path)]
            moved |= {old.path: same[0]} if len(same) == 1 else {}
    return moved


def _item(item: Item, moved: Moved) -> Item:
    """The thing with its references leading to where things stand now."""
    return replace(
        item,
        facts={key: _reference(fact, moved) for key, fact in item.facts.items()},
        values={key: _references(listing, moved) for key, listing in item.values.items()},
        records={key: _item(record, moved) for key, record in item.records.items()},
        lists={key: _list(listing, moved) for key, listing in item.lists.items()},
    )


def _list(listing: Listing, moved: Moved) -> Listing:
    return replace(listing, items=tuple(_item(member, moved) for member in listing.items))


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
