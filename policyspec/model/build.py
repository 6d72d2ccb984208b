"""A tender built in Python, as facts: what engines take."""

from collections.abc import Iterator
from typing import Any

from policyspec.model.facts import Absence, Absent, Fact, Item, Listing, Stated, ValueListing
from policyspec.model.facts import Tender as Facts
from policyspec.model.tender import Tender
from policyspec.model.things.base import Thing
from policyspec.model.types import Kind, Type
from policyspec.model.values import ItemRef
from policyspec.model.vocabulary import FactInfo, Vocabulary, fold, standard

#: The paths of all things that go by a name, by entity and folded name.
Names = dict[tuple[str, str], list[str]]


def tender_facts(tender: Tender, *, source: str = "python") -> Facts:
    """The facts of a tender built with `model.tender`; `source` is what messages call it.

    Fields left out are facts not stated. A reference given as a name means the one thing that goes by it; where
    none or several do, the fact is unreadable, with the reason.
    """
    names: Names = {}
    for entity, name, path in _named(tender, "tender", "", standard()):
        names.setdefault((entity, fold(name)), []).append(path)
    root = _item(tender, "tender", "", "the tender", names)
    return Facts(source, "python", root, tender.explanations, tender.waivers)


def _named(thing: Thing, entity: str, path: str, words: Vocabulary) -> Iterator[tuple[str, str, str]]:
    key = words.entities[entity].identified_by
    if path and key and (name := getattr(thing, key)):
        yield entity, name, path
    for info, below, part in _parts(thing, entity, path, words):
        yield from _named(part, info.type.entity or "", below, words)


def _parts(thing: Thing, entity: str, path: str, words: Vocabulary) -> Iterator[tuple[FactInfo, str, Thing]]:
    """The things in a thing, with their paths."""
    for info in words.facts_of(entity):
        match getattr(thing, info.key):
            case Thing() as part:
                yield info, _below(path, info), part
            case [Thing(), *_] as members:
                yield from ((info, f"{_below(path, info)}[{number}]", part) for number, part in enumerate(members))
            case _:
                pass


def _below(path: str, info: FactInfo) -> str:
    return f"{path}.{info.key}".lstrip(".")


def _item(thing: Thing, entity: str, path: str, label: str, names: Names) -> Item:
    item = Item(entity, path, label)
    for info in standard().facts_of(entity):
        value = getattr(thing, info.key)
        if info.derived or value is None:
            continue
        complete = info.key not in thing.more_to_come
        match info.type:
            case Type(Kind.LIST, entity=str(member)):
                item.lists[info.key] = Listing(_members(value, member, _below(path, info), item, names), complete)
            case Type(Kind.VALUES, element=Type() as element):
                item.values[info.key] = ValueListing(tuple(_fact(v, element, names) for v in value), complete)
            case Type(Kind.ITEM, entity=str(record), reference=False):
                item.records[info.key] = _item(value, record, _below(path, info), f"the {info.phrase}", names)
            case type_:
                item.facts[info.key] = _fact(value, type_, names)
    return item


def _members(things: list[Thing], entity: str, path: str, parent: Item, names: Names) -> tuple[Item, ...]:
    return tuple(
        _item(thing, entity, f"{path}[{number}]", _label(thing, entity, number, parent), names)
        for number, thing in enumerate(things)
    )


def _label(thing: Thing, entity: str, number: int, parent: Item) -> str:
    """`lot 1 (North)`, `criterion 2 (Price) of lot 1 (North)`."""
    info = standard().entities[entity]
    name = getattr(thing, info.identified_by) if info.identified_by else None
    called = f"{info.singular} {number + 1}" + (f" ({name})" if name else "")
    return f"{called} of {parent.label}" if parent.path else called


def _fact(value: Any, type_: Type, names: Names) -> Fact:  # noqa: ANN401  (whatever a field of the models may hold)
    if type_.kind is not Kind.ITEM or isinstance(value, ItemRef):
        return Stated(value)
    noun = standard().entities[type_.entity or ""]
    match names.get((noun.key, fold(value)), []):
        case [path]:
            return Stated(ItemRef(path))
        case []:
            return Absent(Absence.UNREADABLE, reason=f"there is no {noun.singular} called `{value}`")
        case _:
            return Absent(Absence.UNREADABLE, reason=f"two or more {noun.plural} are called `{value}`")
