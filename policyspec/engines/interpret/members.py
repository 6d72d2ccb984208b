"""The members of a collection, each with whether it belongs; and whether more may come."""

from collections.abc import Callable, Iterable
from typing import assert_never

from policyspec.base.dataclasses import dataclass, replace
from policyspec.engines.interpret import conditions, expressions
from policyspec.engines.interpret.reading import follow, missing_step, name_of, read
from policyspec.engines.interpret.world import World
from policyspec.ir import nodes as ir
from policyspec.model import truth
from policyspec.model.bounds import missing
from policyspec.model.facts import Absence, FactId, Item, Listing, ValueListing, is_closed
from policyspec.model.outcomes import Gate, UsedFact
from policyspec.model.ranges import Ranged
from policyspec.model.truth import Truth, Waits
from policyspec.model.vocabulary import FactInfo


@dataclass(frozen=True, slots=True)
class Member:
    """A thing, or a scalar, and whether it belongs to the collection."""

    value: Item | Ranged
    belongs: Truth


@dataclass(frozen=True, slots=True)
class More:
    """Members that are not stated. `at_least` of them are certain.

    `listed` is the list that is missing, `like` stands for each of its members. `waits`: the facts that all of it waits
    for, with what is asked of its members.
    """

    at_least: int
    waits: Waits
    listed: FactId
    like: Item | Ranged


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


def member_at(world: World, collection: ir.Collection, place: int) -> Member | More:
    """One member by its number in the order of the tender; after the last, those that are not stated.

    Of a plain list the others are not looked at: what waits for a fact is looked at again for each fact.
    """
    if isinstance(collection, ir.Members) and (item := follow(world, collection.owner)) is not None:
        listing = item.lists.get(collection.info.key)
        if listing is not None and place < len(listing.items):
            return Member(listing.items[place], truth.TRUE)
    found = members(world, collection)
    if place < len(found.members):
        return found.members[place]
    assert found.more is not None
    return found.more


def belongs(world: World, collection: ir.Collection, item: Item) -> Truth:
    """Whether a member of a list belongs to a collection over that list."""
    if not isinstance(collection, ir.Filtered):
        return truth.TRUE
    within = conditions.holds(world.binding(collection.var, item), collection.condition)
    return truth.both((belongs(world, collection.over, item), within))


def imagined(world: World, var: str, more: More) -> World:
    """The world with a variable bound to a member that is not stated. No two are known to be the same one."""
    if isinstance(more.like, Ranged):
        return world.binding(var, more.like)
    like = replace(more.like, path=f"{more.like.path}?{var}")
    return replace(world.binding(var, like), unseen={**world.unseen, like.path: more.listed})


def asked(world: World, var: str, over: Membership, waits: Callable[[World], Iterable[Waits]]) -> Membership:
    """The membership, waiting also for what is asked of its members that are not stated."""
    if over.more is None:
        return over
    wanted = waits(imagined(world, var, over.more))
    return replace(over, more=replace(over.more, waits=over.more.waits.union(*wanted)))


def note_counted(world: World, collection: ir.Collection) -> None:
    """Note the list behind a collection that is counted: where it stands, and how many it states."""
    match collection:
        case ir.Filtered(inner) | ir.Projected(inner):
            note_counted(world, inner)
        case ir.Members(owner, info) | ir.Scalars(owner, info):
            item = follow(world, owner)
            found = None if item is None else item.lists.get(info.key) or item.values.get(info.key)
            if item is not None and found is not None and found.origin is not None:
                number = len(found.items if isinstance(found, Listing) else found.values)
                used = UsedFact(name_of(item, info), f"{number} stated", None, found.origin)
                world.notes((item.path, info.key), used, None)
        case _:
            assert_never(collection)


def _listed(world: World, owner: ir.ItemExpr, info: FactInfo) -> Membership:
    item = follow(world, owner)
    if item is None:
        return Membership((), _beyond(world, owner, info))
    listing = item.lists.get(info.key)
    stated = tuple(Member(i, truth.TRUE) for i in listing.items) if listing else ()
    return Membership(stated, _more(world, item, info, listing))


def _scalars(world: World, owner: ir.ItemExpr, info: FactInfo) -> Membership:
    item = follow(world, owner)
    if item is None:
        return Membership((), _beyond(world, owner, info))
    listing = item.values.get(info.key)
    stated = tuple(Member(read(world, f, item, info), truth.TRUE) for f in listing.values) if listing else ()
    return Membership(stated, _more(world, item, info, listing))


def _more(world: World, item: Item, info: FactInfo, listing: Listing | ValueListing | None) -> More | None:
    unreadable = isinstance(listing, Listing) and listing.unreadable is not None
    if not unreadable and item.path not in world.unseen and _closed(world, info, listing):
        return None
    why = Absence.UNREADABLE if unreadable else Absence.NOT_STATED
    name = name_of(item, info) if listing is None or unreadable else f"the rest of {name_of(item, info)}"
    waits = world.needs((item.path, info.key), name, why, listing.origin if listing else None)
    # Every tender has one lot at least, divided or not.
    at_least = 1 if info.key == "lots" and (listing is None or unreadable) else 0
    return _of(world, (item.path, info.key), info, at_least, waits)


def _beyond(world: World, owner: ir.ItemExpr, info: FactInfo) -> More:
    """The members of a list of a thing that cannot be reached."""
    step = missing_step(world, owner)
    return _of(world, step, info, 0, world.awaiting(step))


def _of(world: World, listed: FactId, info: FactInfo, at_least: int, waits: Waits) -> More:
    """Members that are not stated, of the list or the step that is missing."""
    path, key = listed
    entity = info.type.entity
    when = "still to come" if world.gate is Gate.DRAFT else "not stated"
    label = f"each of the {info.phrase} {when}"
    like = Item(entity, f"{path}?{key}", label) if entity else _any_of(info, waits)
    return More(at_least, waits, world.unseen.get(path, world.meant(listed)), like)


def _any_of(info: FactInfo, waits: Waits) -> Ranged:
    return Ranged(missing(info.type.element or info.type), waits)


def _closed(world: World, info: FactInfo, listing: Listing | ValueListing | None) -> bool:
    return is_closed(info.key, listing, closing=world.gate is Gate.PUBLISH)


def _filtered(world: World, collection: ir.Filtered) -> Membership:
    over = members(world, collection.over)
    kept = []
    for member in over.members:
        within = conditions.holds(world.binding(collection.var, member.value), collection.condition)
        belongs = truth.both((member.belongs, within))
        if not belongs.fails:
            kept.append(Member(member.value, belongs))
    found = Membership(tuple(kept), over.more and replace(over.more, at_least=0))
    return asked(world, collection.var, found, lambda w: [conditions.holds(w, collection.condition).waits])


def _projected(world: World, collection: ir.Projected) -> Membership:
    over = members(world, collection.over)
    found: list[Member] = []
    more = over.more and _projected_more(world, collection, over.more)
    for member in over.members:
        inside = world.binding(collection.var, member.value)
        if isinstance(collection.value, ir.Scalars):
            inner = members(inside, collection.value)
            found += [Member(m.value, truth.both((member.belongs, m.belongs))) for m in inner.members]
            more = _joined(more, inner.more)
        else:
            found.append(Member(expressions.value_of(inside, collection.value), member.belongs))
    return Membership(tuple(found), more and replace(more, at_least=0))


def _projected_more(world: World, collection: ir.Projected, more: More) -> More:
    inside = imagined(world, collection.var, more)
    if isinstance(collection.value, ir.Scalars):
        return _joined(more, members(inside, collection.value).more) or more
    value = expressions.value_of(inside, collection.value)
    return replace(more, waits=more.waits | value.waits, like=value)


def _joined(one: More | None, other: More | None) -> More | None:
    if one is None or other is None:
        return one or other
    return replace(other, waits=one.waits | other.waits)
