"""The members of a collection, each with whether it belongs; and whether more may come."""

from dataclasses import dataclass
from typing import assert_never

from policyspec.engines.interpret import conditions, expressions
from policyspec.engines.interpret.reading import follow, name_of, read, step_settled
from policyspec.engines.interpret.world import World
from policyspec.ir import nodes as ir
from policyspec.model import truth
from policyspec.model.facts import Absence, Item, Listing, ValueListing
from policyspec.model.outcomes import Gate
from policyspec.model.ranges import Ranged
from policyspec.model.truth import Truth
from policyspec.model.vocabulary import FactInfo

#: Lists that publication does not close: criteria that are not stated stay unknown (LANGUAGE: section 5).
_NEVER_CLOSED = ("criteria",)


@dataclass(frozen=True, slots=True)
class Member:
    """A thing, or a scalar, and whether it belongs to the collection."""

    value: Item | Ranged
    belongs: Truth


@dataclass(frozen=True, slots=True)
class More:
    """Members that are not stated. `at_least` of them are certain; `settled`: the list is taken as known."""

    at_least: int
    settled: bool


@dataclass(frozen=True, slots=True)
class Membership:
    """What a collection has. `more` is None where all of it is stated."""

    members: tuple[Member, ...]
    more: More | None


def members(world: World, collection: ir.Collection) -> Membership:
    """The members of a collection in the order of the tender."""
    match collection:
        case ir.Members(owner, info):
            return _listed(world, owner, info)
        case ir.Scalars(owner, info):
            return _scalars(world, owner, info)
        case ir.Filtered():
            return _filtered(world, collection)
        case ir.Projected():
            return _projected(world, collection)
        case _:
            assert_never(collection)


def _listed(world: World, owner: ir.ItemExpr, info: FactInfo) -> Membership:
    item = follow(world, owner)
    if item is None:
        return Membership((), More(0, step_settled(world, owner)))
    listing = item.lists.get(info.key)
    stated = tuple(Member(i, truth.TRUE) for i in listing.items) if listing else ()
    return Membership(stated, _more(world, item, info, listing))


def _scalars(world: World, owner: ir.ItemExpr, info: FactInfo) -> Membership:
    item = follow(world, owner)
    if item is None:
        return Membership((), More(0, step_settled(world, owner)))
    listing = item.values.get(info.key)
    stated = tuple(Member(read(world, f, item, info), truth.TRUE) for f in listing.values) if listing else ()
    return Membership(stated, _more(world, item, info, listing))


def _more(world: World, item: Item, info: FactInfo, listing: Listing | ValueListing | None) -> More | None:
    unreadable = isinstance(listing, Listing) and listing.unreadable is not None
    if not unreadable and _closed(world, info, listing):
        return None
    why = Absence.UNREADABLE if unreadable else Absence.NOT_STATED
    name = name_of(item, info) if listing is None or unreadable else f"the rest of {name_of(item, info)}"
    settled = world.needs((item.path, info.key), name, why, listing.origin if listing else None)
    # Every tender has one lot at least, divided or not.
    at_least = 1 if info.key == "lots" and (listing is None or unreadable) else 0
    return More(at_least, settled)


def _closed(world: World, info: FactInfo, listing: Listing | ValueListing | None) -> bool:
    if world.gate is Gate.PUBLISH:
        return listing is not None or info.key not in _NEVER_CLOSED
    return listing is not None and listing.complete


def _filtered(world: World, collection: ir.Filtered) -> Membership:
    over = members(world, collection.over)
    kept = []
    for member in over.members:
        within = conditions.holds(world.binding(collection.var, member.value), collection.condition)
        belongs = truth.both((member.belongs, within))
        if not belongs.fails:
            kept.append(Member(member.value, belongs))
    return Membership(tuple(kept), over.more and More(0, over.more.settled))


def _projected(world: World, collection: ir.Projected) -> Membership:
    over = members(world, collection.over)
    found: list[Member] = []
    more = over.more
    for member in over.members:
        inside = world.binding(collection.var, member.value)
        if isinstance(collection.value, ir.Scalars):
            inner = members(inside, collection.value)
            found += [Member(m.value, truth.both((member.belongs, m.belongs))) for m in inner.members]
            more = _joined(more, inner.more)
        else:
            found.append(Member(expressions.value_of(inside, collection.value), member.belongs))
    return Membership(tuple(found), more and More(0, more.settled))


def _joined(one: More | None, other: More | None) -> More | None:
    if one is None or other is None:
        return one or other
    return More(0, one.settled and other.settled)
