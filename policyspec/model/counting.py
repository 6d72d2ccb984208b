"""Counts, totals, extremes, shares and ratios over a partly known list.

The bounds are normative for every engine (LANGUAGE: section 5). A member that may or may not belong contributes both
ways; members that are not stated contribute whatever they may.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Literal

from policyspec.base.dataclasses import dataclass, replace
from policyspec.model import truth
from policyspec.model.bounds import missing, zero
from policyspec.model.combining import extreme_of
from policyspec.model.comparing import unlike_currencies
from policyspec.model.quantities import Columns, columns
from policyspec.model.ranges import (
    ENDLESS,
    MAY_NOT_APPLY,
    NOUGHT,
    ZERO,
    Amounts,
    Bounds,
    Interval,
    NoBasis,
    Pair,
    Ranged,
    Ratios,
    Void,
    does_not_apply,
    greatest,
    least,
    no_value,
)
from policyspec.model.truth import NOTHING, Truth, Waits
from policyspec.model.types import Type

ONE = Ranged(Interval.point(Fraction(1)))


@dataclass(frozen=True, slots=True)
class Counted:
    """A member's value, and whether it belongs to the whole and to the part that is asked about."""

    value: Ranged
    belongs: Truth
    part: Truth = truth.TRUE


@dataclass(frozen=True, slots=True)
class Rest:
    """Members of a list that are not stated, of which so many are certain."""

    at_least: int = 0
    waits: Waits = NOTHING


def counting(counted: Iterable[Counted]) -> list[Counted]:
    """Those that count: a pass/fail criterion has no weight and is in no total (LANGUAGE: section 1a)."""
    return [_doubted(c) for c in counted if not does_not_apply(c.value)]


def _doubted(counted: Counted) -> Counted:
    """What may turn out not to apply may turn out not to count."""
    value = counted.value
    if value.void is not Void.MAYBE or not (value.reason or "").endswith(MAY_NOT_APPLY):
        return counted
    belongs = truth.both((counted.belongs, truth.unknown(value.waits)))
    return replace(counted, value=replace(value, void=Void.NEVER), belongs=belongs)


def lost(counted: Iterable[Counted]) -> Ranged | None:
    """That there is no value, where a member has none."""
    lost = next((c.value for c in counted if c.value.void is Void.ALWAYS), None)
    return None if lost is None else no_value(lost.reason or "a member has no value", lost.waits)


def number(truths: Sequence[Truth], rest: Rest | None) -> Ranged:
    """How many members there are, by whether each belongs."""
    certain = sum(1 for t in truths if t.holds)
    waits = truth.waits_of(truths)
    if rest is None:
        return Ranged(Interval(Fraction(certain), Fraction(len(truths))), waits)
    return Ranged(Interval(Fraction(certain + rest.at_least), None), waits | rest.waits)


def _waits(counted: Sequence[Counted], rest: Rest | None) -> Waits:
    parts = truth.waits_of(part for c in counted for part in (c.value, c.belongs, c.part))
    return parts if rest is None else parts | rest.waits


def wants_basis(counted: Sequence[Counted]) -> bool:
    """Whether amounts have nothing in common because some state no VAT basis and others do."""
    members = counting(counted)
    amounts = [c.value.bounds for c in members if isinstance(c.value.bounds, Amounts)]
    apart = lost(members) is None and isinstance(columns(amounts), str) and unlike_currencies(tuple(amounts)) is None
    return apart and any(NoBasis.UNSTATED in a.on for a in amounts)


def _void(counted: Sequence[Counted]) -> Void:
    return Void.MAYBE if any(c.value.void is Void.MAYBE for c in counted) else Void.NEVER


# --- total, highest, lowest -------------------------------------------------------------------------------------


def total(counted: Iterable[Counted], rest: Rest | None, value_type: Type) -> Ranged:
    """The total of the members' values, each of `value_type`."""
    members = counting(counted)
    if found := lost(members):
        return found
    if not members and rest is None:
        # The total of an empty list is 0 (LANGUAGE: section 5), in whatever it meets.
        return Ranged(zero(value_type))
    table = columns([*(c.value.bounds for c in members), *_unseen(rest, value_type)])
    if isinstance(table, str):
        return no_value(table)
    totals = {}
    for basis, row in table.on.items():
        pairs = list(zip(members, row, strict=False))
        low = sum((_least_part(c, i) for c, i in pairs), Interval.point(ZERO))
        high = sum((_most_part(c, i) for c, i in pairs), Interval.point(ZERO))
        totals[basis] = _with_more(Interval(low.low, high.high), rest, value_type)
    return Ranged(table.rebuild(totals), _waits(members, rest), _void(members))


def _unseen(rest: Rest | None, value_type: Type) -> list[Bounds]:
    return [] if rest is None else [missing(value_type)]


def _least_part(counted: Counted, interval: Interval) -> Interval:
    return interval if counted.belongs.holds else Interval(least((interval.low, ZERO)), ZERO)


def _most_part(counted: Counted, interval: Interval) -> Interval:
    return interval if counted.belongs.holds else Interval(ZERO, greatest((interval.high, ZERO)))


def _with_more(total: Interval, rest: Rest | None, value_type: Type) -> Interval:
    if rest is None:
        return total
    return Interval(None if _signed(value_type) else total.low, None)


def _signed(value_type: Type) -> bool:
    """Whether a value that is not stated may be below zero."""
    return value_type.lo is None or value_type.lo < 0


def extreme(
    which: Literal["highest", "lowest"], counted: Iterable[Counted], rest: Rest | None, value_type: Type
) -> Ranged:
    """The highest or the lowest of the members' values, each of `value_type`."""
    members = counting(counted)
    if found := lost(members):
        return found
    if not members and rest is None:
        return no_value(f"the {which} of an empty list")
    unseen = _unseen(rest, value_type)
    table = columns([*(c.value.bounds for c in members), *unseen])
    if isinstance(table, str):
        return no_value(table)
    truths = [c.belongs for c in members] + [truth.unknown()] * len(unseen)
    on = {b: extreme_of(highest=which == "highest", truths=truths, row=row) for b, row in table.on.items()}
    certain = any(t.holds for t in truths) or (rest is not None and rest.at_least > 0)
    void = Void.MAYBE if not certain else _void(members)
    return Ranged(table.rebuild(on), _waits(members, rest), void, f"the {which} of an empty list")


# --- share ------------------------------------------------------------------------------------------------------


def share(counted: Iterable[Counted], rest: Rest | None, value_type: Type | None) -> Ranged:
    """The part of a whole, by its members' values of `value_type`; None: by number.

    Lower bound: the certain members at their least, the others outside at their most; the upper the reverse.
    """
    members = counting(counted)
    if found := lost(members):
        return found
    if not members and rest is None:
        return no_value("a share of an empty list")
    table = columns([c.value.bounds for c in members] or [ONE.bounds])
    if isinstance(table, str):
        return no_value(table)
    unseen_below = rest is not None and value_type is not None and _signed(value_type)
    if unseen_below or any(_below_zero(row) for row in table.on.values()):
        return no_value("a share with a part below zero", _waits(members, rest))
    return _share(table, members, rest)


def _below_zero(row: Iterable[Interval]) -> bool:
    return any(i.low is None or i.low < 0 for i in row)


def _share(table: Columns, counted: Sequence[Counted], rest: Rest | None) -> Ranged:
    shares = [_share_of(list(zip(counted, row, strict=False)), rest) for row in table.on.values()]
    bounds, void = shares[0]
    for other, other_void in shares[1:]:
        bounds, void = bounds.hull(other), void if void is other_void else Void.MAYBE
    if void is Void.ALWAYS:
        return no_value("a share of a total of zero")
    void = void if _void(counted) is Void.NEVER else Void.MAYBE
    return Ranged(bounds, _waits(counted, rest), void, "a share of a total of zero")


def _share_of(pairs: list[tuple[Counted, Interval]], rest: Rest | None) -> tuple[Interval, Void]:
    inside = [(c, i) for c, i in pairs if not c.part.fails]
    least_in = _sum(i.low for c, i in inside if c.part.holds and c.belongs.holds)
    most_out = _sum(i.high for c, i in pairs if not c.part.holds)
    most_in = _sum(i.high for _, i in inside)
    least_out = _sum(i.low for c, i in pairs if c.part.fails and c.belongs.holds)
    if rest is not None:
        most_out = most_in = None
    least_all = _sum(i.low for c, i in pairs if c.belongs.holds)
    most_all = None if rest is not None else _sum(i.high for _, i in pairs)
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


def class_ratio(sides: Iterable[tuple[Counted, Counted]], rest: Rest | None, value_type: Type) -> Ranged:
    """The ratio of the totals of two classes: of each member its value, as of the left and as of the right."""
    members = [(left, right) for left, right in sides if not does_not_apply(left.value)]
    values = [left.value for left, _ in members]
    if found := lost(left for left, _ in members):
        return found
    table = columns([v.bounds for v in values] or [missing(value_type)])
    if isinstance(table, str):
        return no_value(table)
    return _ratio(members, next(iter(table.on.values())), rest)


def _ratio(sides: list[tuple[Counted, Counted]], row: Sequence[Interval], rest: Rest | None) -> Ranged:
    lefts = [(left, right, i) for (left, right), i in zip(sides, row, strict=False)]
    rights = [(right, left, i) for left, right, i in lefts]
    waits = _waits([c for pair in sides for c in pair], rest)
    reason = "a ratio of 0:0"
    if rest is not None:
        return Ranged(Ratios(NOUGHT, ENDLESS), waits, Void.MAYBE, reason)
    most = _sum(i.high for left, right, i in lefts if not (left.part.fails and right.part.fails))
    if most == 0:
        return no_value(reason, waits)
    certain = _sum(
        i.low for left, right, i in lefts if left.belongs.holds and truth.either((left.part, right.part)).holds
    )
    low = _pair(_least_of(lefts), _most_of(rights))
    high = _pair(_least_of(rights), _most_of(lefts))
    void = Void.NEVER if certain else Void.MAYBE
    return Ranged(Ratios(low, Pair(high.right, high.left)), waits, void, reason)


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
