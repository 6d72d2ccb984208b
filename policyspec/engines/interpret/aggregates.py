"""Counts, totals, extremes, shares and ratios over a collection of a tender (`model.counting` has their bounds)."""

from collections.abc import Sequence

from policyspec.base.dataclasses import replace
from policyspec.engines.interpret import conditions, expressions
from policyspec.engines.interpret.members import Member, Membership, asked, members, note_counted
from policyspec.engines.interpret.world import VAT_BASIS, World
from policyspec.ir import nodes as ir
from policyspec.model import counting
from policyspec.model.counting import ONE, Counted, Rest
from policyspec.model.facts import Absence
from policyspec.model.ranges import Ranged, Void
from policyspec.model.truth import Waits


def aggregate(world: World, node: ir.Aggregate) -> Ranged:
    """`number`, `total`, `highest` or `lowest` of a collection."""
    over = members(world, node.over)
    if node.function == "number":
        note_counted(world, node.over)
        return counting.number([m.belongs for m in over.members], _rest(over))
    over = asked(world, node.var, over, lambda w: _value_waits(w, node.value))
    counted = [Counted(_value(world, node.var, m, node.value), m.belongs) for m in over.members]
    value_type = node.value.type if node.value is not None else node.type
    if node.function == "total":
        return _based(world, counted, counting.total(counted, _rest(over), value_type))
    return _based(world, counted, counting.extreme(node.function, counted, _rest(over), value_type))


def _rest(over: Membership) -> Rest | None:
    return None if over.more is None else Rest(over.more.at_least, over.more.waits)


def _based(world: World, counted: Sequence[Counted], found: Ranged) -> Ranged:
    """The same; where there is no value for want of a VAT basis, that is noted."""
    if found.void is not Void.ALWAYS or not counting.wants_basis(counted):
        return found
    return replace(found, waits=world.needs(VAT_BASIS, "VAT basis", Absence.NOT_STATED))


def _value(world: World, var: str, member: Member, value: ir.Expr | None) -> Ranged:
    if value is not None:
        return expressions.value_of(world.binding(var, member.value), value)
    return member.value if isinstance(member.value, Ranged) else ONE


def _value_waits(world: World, *values: ir.Expr | None) -> list[Waits]:
    return [expressions.value_of(world, value).waits for value in values if value is not None]


# --- share ------------------------------------------------------------------------------------------------------


def share(world: World, node: ir.Share) -> Ranged:
    """The part of a collection for which a condition holds, by number or by value."""
    over = asked(world, node.var, members(world, node.over), lambda w: _part_waits(w, [node.member], node.value))
    counted = [_part_counted(world, node, m) for m in over.members]
    found = counting.share(counted, _rest(over), node.value.type if node.value is not None else None)
    return _based(world, counted, found)


def _part_waits(world: World, parts: Sequence[ir.Condition], value: ir.Expr | None) -> list[Waits]:
    return [*(conditions.holds(world, part).waits for part in parts), *_value_waits(world, value)]


def _part_counted(world: World, node: ir.Share, member: Member) -> Counted:
    part = conditions.holds(world.binding(node.var, member.value), node.member)
    value = ONE if node.value is None else _value(world, node.var, member, node.value)
    return Counted(value, member.belongs, part)


# --- the ratio of two classes -----------------------------------------------------------------------------------


def class_ratio(world: World, node: ir.ClassRatio) -> Ranged:
    """The ratio of the totals of two classes; a member that may be of either counts on one side at a time."""
    parts = [node.left, node.right]
    over = asked(world, node.var, members(world, node.over), lambda w: _part_waits(w, parts, node.value))
    return counting.class_ratio([_sides(world, node, m) for m in over.members], _rest(over), node.value.type)


def _sides(world: World, node: ir.ClassRatio, member: Member) -> tuple[Counted, Counted]:
    inside = world.binding(node.var, member.value)
    value = expressions.value_of(inside, node.value)
    left, right = conditions.holds(inside, node.left), conditions.holds(inside, node.right)
    return Counted(value, member.belongs, left), Counted(value, member.belongs, right)
