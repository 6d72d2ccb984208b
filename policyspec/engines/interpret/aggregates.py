"""Counts, totals, extremes, shares and ratios over a partly known list.

The bounds are normative for every engine (LANGUAGE: section 5). A member that may or may not belong contributes both
ways; members that are not stated contribute whatever they may.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import assert_never

from policyspec.engines.interpret import conditions, expressions
from policyspec.engines.interpret.comparing import unlike_currencies
from policyspec.engines.interpret.members import Member, Membership, asked, members, note_counted
from policyspec.engines.interpret.quantities import Columns, columns
from policyspec.engines.interpret.reading import MAY_NOT_APPLY, does_not_apply, missing
from policyspec.engines.interpret.world import VAT_BASIS, World
from policyspec.ir import nodes as ir
from policyspec.model import truth
from policyspec.model.facts import Absence
from policyspec.model.ranges import (
    ENDLESS,
    NOUGHT,
    ZERO,
    Amounts,
    Interval,
    NoBasis,
    Pair,
    Ranged,
    Ratios,
    Void,
    greatest,
    least,
    no_value,
)
from policyspec.model.truth import Truth
from policyspec.model.types import Type

ONE = Interval.point(Fraction(1))


@dataclass(frozen=True, slots=True)
class Counted:
    """A member's value, and whether it belongs to the whole and to the part that is asked about."""

    value: Ranged
    belongs: Truth
    part: Truth = truth.TRUE


def aggregate(world: World, node: ir.Aggregate) -> Ranged:
    """`number`, `total`, `highest` or `lowest` of a collection."""
    over = members(world, node.over)
    if node.function == "number":
        note_counted(world, node.over)
        return _number(over)
    over = asked(world, node.var, over, lambda w: _settled_values(w, node.value))
    counted = _counting(Counted(_value(world, node.var, m, node.value), m.belongs) for m in over.members)
    lost = _lost(counted)
    if lost is not None:
        return lost
    value_type = node.value.type if node.value is not None else node.type
    match node.function:
        case "total":
            return _total(world, counted, over, value_type)
        case "highest" | "lowest":
            return _extreme(world, counted, over, value_type, node)
        case _:
            assert_never(node.function)


def _value(world: World, var: str, member: Member, value: ir.Expr | None) -> Ranged:
    if value is not None:
        return expressions.value_of(world.binding(var, member.value), value)
    return member.value if isinstance(member.value, Ranged) else Ranged(ONE)


def _settled_values(world: World, *values: ir.Expr | None) -> list[bool]:
    return [expressions.value_of(world, value).settled for value in values if value is not None]


def _counting(counted: Iterable[Counted]) -> list[Counted]:
    """Those that count: a pass/fail criterion has no weight and is in no total (LANGUAGE: section 1a)."""
    return [_doubted(c) for c in counted if not does_not_apply(c.value)]


def _doubted(counted: Counted) -> Counted:
    """What may turn out not to apply may turn out not to count."""
    value = counted.value
    if value.void is not Void.MAYBE or not (value.reason or "").endswith(MAY_NOT_APPLY):
        return counted
    belongs = truth.both((counted.belongs, truth.unknown(settled=value.settled)))
    return replace(counted, value=replace(value, void=Void.NEVER), belongs=belongs)


def _lost(counted: Iterable[Counted]) -> Ranged | None:
    """That there is no value, where a member has none."""
    lost = next((c.value for c in counted if c.value.void is Void.ALWAYS), None)
    return None if lost is None else no_value(lost.reason or "a member has no value", settled=lost.settled)


def _number(over: Membership) -> Ranged:
    certain = sum(1 for m in over.members if m.belongs.holds)
    possible = len(over.members)
    settled = all(m.belongs.settled for m in over.members)
    if over.more is None:
        return Ranged(Interval(Fraction(certain), Fraction(possible)), settled)
    return Ranged(Interval(Fraction(certain + over.more.at_least), None), settled and over.more.settled)


def _settled(counted: Sequence[Counted], over: Membership) -> bool:
    parts = all(c.value.settled and c.belongs.settled and c.part.settled for c in counted)
    return parts and (over.more is None or over.more.settled)


def _no_common(world: World, counted: Sequence[Counted], reason: str) -> Ranged:
    # Amounts without a basis beside others with one: the tender's VAT basis would bring them together.
    amounts = [c.value.bounds for c in counted if isinstance(c.value.bounds, Amounts)]
    if unlike_currencies(tuple(amounts)) is None and any(NoBasis.UNSTATED in a.on for a in amounts):
        return no_value(reason, settled=world.needs(VAT_BASIS, "VAT basis", Absence.NOT_STATED))
    return no_value(reason)


def _void(counted: Sequence[Counted]) -> Void:
    return Void.MAYBE if any(c.value.void is Void.MAYBE for c in counted) else Void.NEVER


# --- total, highest, lowest -------------------------------------------------------------------------------------


def _total(world: World, counted: Sequence[Counted], over: Membership, value_type: Type) -> Ranged:
    if not counted and over.more is None:
        # The total of an empty list is 0 (LANGUAGE: section 5), in whatever it meets.
        return Ranged(expressions.zero(value_type))
    unseen = [missing(value_type)] if over.more is not None else []
    table = columns([*(c.value.bounds for c in counted), *unseen])
    if isinstance(table, str):
        return _no_common(world, counted, table)
    totals = {}
    for basis, row in table.on.items():
        pairs = list(zip(counted, row, strict=False))
        low = sum((_least_part(c, i) for c, i in pairs), Interval.point(ZERO))
        high = sum((_most_part(c, i) for c, i in pairs), Interval.point(ZERO))
        totals[basis] = _with_more(Interval(low.low, high.high), over, value_type)
    return Ranged(table.rebuild(totals), _settled(counted, over), _void(counted))


def _least_part(counted: Counted, interval: Interval) -> Interval:
    return interval if counted.belongs.holds else Interval(least((interval.low, ZERO)), ZERO)


def _most_part(counted: Counted, interval: Interval) -> Interval:
    return interval if counted.belongs.holds else Interval(ZERO, greatest((interval.high, ZERO)))


def _with_more(total: Interval, over: Membership, value_type: Type) -> Interval:
    if over.more is None:
        return total
    return Interval(None if _signed(value_type) else total.low, None)


def _signed(value_type: Type) -> bool:
    """Whether a value that is not stated may be below zero."""
    return value_type.lo is None or value_type.lo < 0


def _extreme(
    world: World, counted: Sequence[Counted], over: Membership, value_type: Type, node: ir.Aggregate
) -> Ranged:
    if not counted and over.more is None:
        return no_value(f"the {node.function} of an empty list")
    unseen = [missing(value_type)] if over.more is not None else []
    table = columns([*(c.value.bounds for c in counted), *unseen])
    if isinstance(table, str):
        return _no_common(world, counted, table)
    truths = [c.belongs for c in counted] + [truth.unknown()] * len(unseen)
    found = {
        basis: extreme_of(highest=node.function == "highest", truths=truths, row=row) for basis, row in table.on.items()
    }
    certain = any(t.holds for t in truths) or (over.more is not None and over.more.at_least > 0)
    void = Void.MAYBE if not certain else _void(counted)
    return Ranged(table.rebuild(found), _settled(counted, over), void, f"the {node.function} of an empty list")


def extreme_of(*, highest: bool, truths: Sequence[Truth], row: Sequence[Interval]) -> Interval:
    """The highest (else the lowest) of some values, those that are certain and those that may be there."""
    if not highest:
        return -extreme_of(highest=True, truths=truths, row=[-i for i in row])
    certain = [i.low for t, i in zip(truths, row, strict=True) if t.holds and i.low is not None]
    low = max(certain) if certain else least(i.low for i in row)
    return Interval(low, greatest(i.high for i in row))


# --- share ------------------------------------------------------------------------------------------------------


def share(world: World, node: ir.Share) -> Ranged:
    """The part of a collection for which a condition holds, by number or by value.

    Lower bound: the certain members at their least, the others outside at their most; the upper the reverse.
    """
    over = asked(world, node.var, members(world, node.over), lambda w: _settled_parts(w, [node.member], node.value))
    counted = _counting(_part_counted(world, node, m) for m in over.members)
    lost = _lost(counted)
    if lost is not None:
        return lost
    if not counted and over.more is None:
        return no_value("a share of an empty list")
    table = columns([c.value.bounds for c in counted] or [ONE])
    if isinstance(table, str):
        return _no_common(world, counted, table)
    unseen_below = over.more is not None and node.value is not None and _signed(node.value.type)
    if unseen_below or any(_below_zero(row) for row in table.on.values()):
        return no_value("a share with a part below zero", settled=_settled(counted, over))
    return _share(table, counted, over)


def _below_zero(row: Iterable[Interval]) -> bool:
    return any(i.low is None or i.low < 0 for i in row)


def _share(table: Columns, counted: Sequence[Counted], over: Membership) -> Ranged:
    shares = [_share_of(list(zip(counted, row, strict=False)), over) for row in table.on.values()]
    bounds, void = shares[0]
    for other, other_void in shares[1:]:
        bounds, void = bounds.hull(other), void if void is other_void else Void.MAYBE
    if void is Void.ALWAYS:
        return no_value("a share of a total of zero")
    void = void if _void(counted) is Void.NEVER else Void.MAYBE
    return Ranged(bounds, _settled(counted, over), void, "a share of a total of zero")


def _settled_parts(world: World, parts: Sequence[ir.Condition], value: ir.Expr | None) -> list[bool]:
    return [*(conditions.holds(world, part).settled for part in parts), *_settled_values(world, value)]


def _part_counted(world: World, node: ir.Share, member: Member) -> Counted:
    part = conditions.holds(world.binding(node.var, member.value), node.member)
    value = Ranged(ONE) if node.value is None else _value(world, node.var, member, node.value)
    return Counted(value, member.belongs, part)


def _share_of(pairs: list[tuple[Counted, Interval]], over: Membership) -> tuple[Interval, Void]:
    inside = [(c, i) for c, i in pairs if not c.part.fails]
    least_in = _sum(i.low for c, i in inside if c.part.holds and c.belongs.holds)
    most_out = _sum(i.high for c, i in pairs if not c.part.holds)
    most_in = _sum(i.high for _, i in inside)
    least_out = _sum(i.low for c, i in pairs if c.part.fails and c.belongs.holds)
    if over.more is not None:
        most_out = most_in = None
    least_all = _sum(i.low for c, i in pairs if c.belongs.holds)
    most_all = None if over.more is not None else _sum(i.high for _, i in pairs)
    if most_all == 0:
        return Interval(ZERO, ZERO), Void.ALWAYS
    void = Void.MAYBE if not least_all else Void.NEVER
    return Interval(_low_share(least_in or ZERO, most_out), _high_share(most_in, least_out or ZERO)), void


def _sum(bounds: object) -> Fraction | None:
    """The sum of some bounds; None (endless) where one of them is."""
    total = ZERO
    for bound in bounds:  # type: ignore[attr-defined]
        if bound is None:
            return None
        total += bound
    return total


def _low_share(inside: Fraction, outside: Fraction | None) -> Fraction:
    if outside is None:
        return ZERO
    return Fraction(1) if outside == 0 else inside / (inside + outside)


def _high_share(inside: Fraction | None, outside: Fraction) -> Fraction:
    if inside is None:
        return Fraction(1)
    return ZERO if inside == 0 else inside / (inside + outside)


# --- the ratio of two classes -----------------------------------------------------------------------------------


def class_ratio(world: World, node: ir.ClassRatio) -> Ranged:
    """The ratio of the totals of two classes; a member that may be of either counts on one side at a time."""
    parts = [node.left, node.right]
    over = asked(world, node.var, members(world, node.over), lambda w: _settled_parts(w, parts, node.value))
    sides = [_sides(world, node, m) for m in over.members]
    sides = [(left, right) for left, right in sides if not does_not_apply(left.value)]
    values = [left.value for left, _ in sides]
    lost = _lost(left for left, _ in sides)
    if lost is not None:
        return lost
    table = columns([v.bounds for v in values] or [missing(node.value.type)])
    if isinstance(table, str):
        return no_value(table)
    return _ratio(sides, next(iter(table.on.values())), over)


def _sides(world: World, node: ir.ClassRatio, member: Member) -> tuple[Counted, Counted]:
    inside = world.binding(node.var, member.value)
    value = expressions.value_of(inside, node.value)
    left, right = conditions.holds(inside, node.left), conditions.holds(inside, node.right)
    return Counted(value, member.belongs, left), Counted(value, member.belongs, right)


def _ratio(sides: list[tuple[Counted, Counted]], row: Sequence[Interval], over: Membership) -> Ranged:
    lefts = [(left, right, i) for (left, right), i in zip(sides, row, strict=False)]
    rights = [(right, left, i) for left, right, i in lefts]
    settled = _settled([c for pair in sides for c in pair], over)
    reason = "a ratio of 0:0"
    if over.more is not None:
        return Ranged(Ratios(NOUGHT, ENDLESS), settled, Void.MAYBE, reason)
    most = _sum(i.high for left, right, i in lefts if not (left.part.fails and right.part.fails))
    if most == 0:
        return no_value(reason, settled=settled)
    certain = _sum(
        i.low for left, right, i in lefts if left.belongs.holds and truth.either((left.part, right.part)).holds
    )
    low = _pair(_least_of(lefts), _most_of(rights))
    high = _pair(_least_of(rights), _most_of(lefts))
    void = Void.NEVER if certain else Void.MAYBE
    return Ranged(Ratios(low, Pair(high.right, high.left)), settled, void, reason)


def _least_of(sides: list[tuple[Counted, Counted, Interval]]) -> Fraction | None:
    """The least that one class may total while the other totals its most."""
    return _sum(i.low for mine, _, i in sides if mine.belongs.holds and mine.part.holds)


def _most_of(sides: list[tuple[Counted, Counted, Interval]]) -> Fraction | None:
    """The most that one class may total while the other totals its least."""
    return _sum(i.high for mine, _, i in sides if not mine.part.fails)


def _pair(least_side: Fraction | None, most_side: Fraction | None) -> Pair:
    """The least ratio of one side to the other."""
    if most_side is None:
        return NOUGHT
    if least_side is None:
        return ENDLESS
    if least_side == 0 and most_side == 0:
        return NOUGHT
    return Pair(least_side, most_side)
