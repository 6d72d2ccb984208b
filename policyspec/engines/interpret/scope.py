"""Where a rule is judged: the tender, or each member of its scope."""

from collections.abc import Sequence

from policyspec.base.dataclasses import dataclass, replace
from policyspec.engines.interpret.conditions import holds
from policyspec.engines.interpret.members import Member, More, belongs, imagined, member_at, members
from policyspec.engines.interpret.world import World
from policyspec.ir import nodes as ir
from policyspec.model import truth
from policyspec.model.facts import Item, Listing, with_list
from policyspec.model.outcomes import Gate
from policyspec.model.truth import Truth

NOT_DIVIDED = "not divided into lots: the tender is judged as one lot"


@dataclass(frozen=True, slots=True)
class Site:
    """One place where a rule is judged: the world with the scope bound, the item, whether it is in scope.

    `empty` marks a scope without members: nothing to check. `unseen`: the item holds others that are not stated, and
    the rule is judged for those. `trail` is its place: the number of the member in each `for each`, outermost first.
    """

    world: World
    item: Item
    in_scope: Truth = truth.TRUE
    empty: bool = False
    unseen: bool = False
    trail: tuple[int, ...] = ()


def sites(world: World, rule: ir.Rule) -> list[Site]:
    """Every site of a rule, in the order of the tender. Members that are not stated give one at their parent."""
    found = [_tender(world, rule)]
    for binding in rule.scope:
        found = [inner for site in found for inner in _inside(site, binding)]
    return found


def site_at(world: World, rule: ir.Rule, trail: tuple[int, ...]) -> Site | None:
    """The site at a place where `sites` found one, with facts taken as stated; None where these put it out of scope."""
    site = _tender(world, rule)
    for binding, place in zip(rule.scope, trail, strict=False):
        looking = looking_at(site, binding)
        inner = _at(site, binding, looking, place, member_at(looking, binding.over, place))
        if inner is None:
            return None
        site = inner
    return site


def _tender(world: World, rule: ir.Rule) -> Site:
    return Site(replace(world, rule=rule).tracing(), world.tender.root)


def in_scope(world: World, rule: ir.Rule, items: Sequence[Item]) -> tuple[World, Truth]:
    """A world in which these items are bound to a rule's scope, one to each binding; whether they are in it."""
    found = []
    for binding, item in zip(rule.scope, items, strict=True):
        found.append(belongs(world, binding.over, item))
        world = world.binding(binding.var, item)
        found.append(holds(world, binding.where) if binding.where is not None else truth.TRUE)
    return world, truth.both(found)


def _inside(site: Site, binding: ir.Binding) -> list[Site]:
    if site.empty:
        return [site]
    looking = looking_at(site, binding)
    looked = members(looking, binding.over)
    there: list[Member | More] = [*looked.members, *([looked.more] if looked.more is not None else [])]
    tried = (_at(site, binding, looking, place, one) for place, one in enumerate(there))
    found = [inner for inner in tried if inner is not None]
    return found or [replace(site, world=site.world.tracing(site.world.trace, looking.trace), empty=True)]


def looking_at(site: Site, binding: ir.Binding) -> World:
    """The world in which the members of a `for each` are looked at."""
    return _with_implicit_lot(site.world, binding.over).tracing()


def _at(site: Site, binding: ir.Binding, looking: World, place: int, found: Member | More) -> Site | None:
    """The site of one member by its number; or that of the members that are not stated, which comes after the last."""
    if isinstance(found, More):
        return replace(_unseen(site, looking, binding, found), trail=(*site.trail, place))
    assert isinstance(found.value, Item)
    traces = [site.world.trace] if isinstance(binding.over, ir.Members) else [site.world.trace, looking.trace]
    world = site.world.binding(binding.var, found.value).tracing(*traces)
    # Publication closes the tender: it is one lot then, and nothing is assumed.
    if found.value is world.ground.implicit_lot and world.gate is Gate.DRAFT:
        world.trace.assumptions.setdefault(NOT_DIVIDED)
    within = holds(world, binding.where) if binding.where is not None else truth.TRUE
    in_scope = truth.both((site.in_scope, found.belongs, within))
    return None if in_scope.fails else Site(world, found.value, in_scope, trail=(*site.trail, place))


def _unseen(site: Site, looking: World, binding: ir.Binding, more: More) -> Site:
    """The members that are not stated, as one that nothing is known of. There may be none."""
    world = imagined(site.world, binding.var, more).tracing(site.world.trace, looking.trace)
    within = holds(world, binding.where) if binding.where is not None else truth.TRUE
    maybe = truth.unknown(more.waits | within.waits)
    return Site(world, site.item, truth.both((site.in_scope, maybe)), unseen=True)


def _entity(over: ir.Collection) -> str:
    match over:
        case ir.Members(_, info):
            return info.type.entity or ""
        case ir.Filtered(inner):
            return _entity(inner)
        case _:
            return ""


def _with_implicit_lot(world: World, over: ir.Collection) -> World:
    """While the tender states no lots, `for each lot` judges it as one lot (LANGUAGE: section 5)."""
    lot = world.ground.implicit_lot
    if lot is None or _entity(over) != "lot":
        return world
    return world.binding(ir.TENDER, with_list(world.tender.root, "lots", Listing((lot,))))
