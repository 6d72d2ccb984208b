"""Expressions over ranges: sums, products, ratios, the one of several values that applies."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Literal

from policyspec.model import calendar, truth
from policyspec.model.comparing import as_days
from policyspec.model.literals import format_value
from policyspec.model.quantities import columns
from policyspec.model.ranges import (
    ANY_DATE,
    ENDLESS,
    NOUGHT,
    Amounts,
    Bounds,
    Choice,
    Dates,
    Durations,
    Elapsed,
    Interval,
    Pair,
    Ranged,
    Ratios,
    Void,
    does_not_apply,
    greatest,
    least,
    no_value,
)
from policyspec.model.truth import Truth
from policyspec.model.types import Kind
from policyspec.model.values import Moment, Unit

#: What two operands come to; a string says why they come to nothing. True: they may come to the ratio 0:0.
Combined = tuple[Bounds, bool] | str

#: How the row of a decision table is chosen among those that apply.
Selects = Literal["exactly one", "first", "highest", "lowest"]


# --- of two operands --------------------------------------------------------------------------------------------


def of_two(combine: Callable[[Bounds, Bounds], Combined], left: Ranged, right: Ranged) -> Ranged:
    """What two operands come to together; nothing where one of them has no value."""
    waits = left.waits | right.waits
    if Void.ALWAYS in (left.void, right.void):
        # Why there is none decides how it compares: what is ruled out says so, whatever the other may lack.
        ruled_out = next((each for each in (left, right) if does_not_apply(each)), None)
        without = ruled_out or next(each for each in (left, right) if each.void is Void.ALWAYS)
        return no_value(without.reason or "no value", waits)
    found = combine(left.bounds, right.bounds)
    if isinstance(found, str):
        return no_value(found, waits)
    bounds, zero_ratio = found
    maybe = zero_ratio or Void.MAYBE in (left.void, right.void)
    reason = left.reason or right.reason or ("a ratio of 0:0" if zero_ratio else None)
    return Ranged(bounds, waits, Void.MAYBE if maybe else Void.NEVER, reason)


def plus(left: Ranged, right: Ranged) -> Ranged:
    """The sum of two values of one dimension, or a date some time on."""
    return of_two(lambda a, b: _added(a, b, 1), left, right)


def minus(left: Ranged, right: Ranged) -> Ranged:
    """The difference of two values of one dimension, or a date some time before."""
    return of_two(lambda a, b: _added(a, b, -1), left, right)


def times(left: Ranged, right: Ranged) -> Ranged:
    """A value scaled by a number or a percentage, whichever of the two stands first."""
    return of_two(_scaled, left, right)


def ratio_of(left: Ranged, right: Ranged) -> Ranged:
    """The ratio of two values of one dimension."""
    return of_two(_ratio_of, left, right)


def lower_of(left: Ranged, right: Ranged) -> Ranged:
    return of_two(lambda a, b: _extreme(a, b, highest=False), left, right)


def higher_of(left: Ranged, right: Ranged) -> Ranged:
    return of_two(lambda a, b: _extreme(a, b, highest=True), left, right)


def time_from(start: Ranged, end: Ranged, country: str | None, region: str | None) -> Ranged:
    """The time from one date to another, at a buyer of some country and region."""

    def elapsed(first: Bounds, second: Bounds) -> Combined:
        assert isinstance(first, Dates)
        assert isinstance(second, Dates)
        return Elapsed(first, second, country, region), False

    return of_two(elapsed, start, end)


def _extreme(left: Bounds, right: Bounds, *, highest: bool) -> Combined:
    table = columns([left, right])
    if isinstance(table, str):
        return table
    pair = [truth.TRUE, truth.TRUE]
    return table.rebuild({b: extreme_of(highest=highest, truths=pair, row=r) for b, r in table.on.items()}), False


def extreme_of(*, highest: bool, truths: Sequence[Truth], row: Sequence[Interval]) -> Interval:
    """The highest (else the lowest) of some values, those that are certain and those that may be there."""
    if not highest:
        return -extreme_of(highest=True, truths=truths, row=[-i for i in row])
    certain = [i.low for t, i in zip(truths, row, strict=True) if t.holds and i.low is not None]
    low = max(certain) if certain else least(i.low for i in row)
    return Interval(low, greatest(i.high for i in row))


def _ratio_of(left: Bounds, right: Bounds) -> Combined:
    table = columns([left, right])
    if isinstance(table, str):
        return table
    first, second = next(iter(table.on.values()))
    if (first.low is None or first.low < 0) or (second.low is None or second.low < 0):
        return "a ratio with a part below zero"
    if first.high == 0 and second.high == 0:
        return "a ratio of 0:0"
    low = NOUGHT if second.high is None else Pair(first.low, second.high) if first.low or second.high else NOUGHT
    high = ENDLESS if first.high is None else Pair(first.high, second.low) if first.high or second.low else ENDLESS
    return Ratios(low, high), first.low == 0 and second.low == 0


def _scaled(factor: Bounds, amount: Bounds) -> Combined:
    if not isinstance(factor, Interval):
        factor, amount = amount, factor
    assert isinstance(factor, Interval)
    table = columns([amount])
    assert not isinstance(table, str)
    return table.rebuild({basis: row[0].times(factor) for basis, row in table.on.items()}), False


def _added(left: Bounds, right: Bounds, sign: int) -> Combined:
    if isinstance(left, Dates) and isinstance(right, Durations | Elapsed):
        time = right if isinstance(right, Durations) else Durations(Unit.DAYS, as_days(right))
        return calendar.plus(left, time if sign > 0 else calendar.negated(time)), False
    table = columns([left, right])
    if isinstance(table, str):
        return table
    return table.rebuild({b: one + other if sign > 0 else one - other for b, (one, other) in table.on.items()}), False


# --- dated values -----------------------------------------------------------------------------------------------


def within_window(judged: Ranged, start: date | None, end: date | None) -> Truth:
    """Whether the judged date falls in a window; both its days are included."""
    dates = days_of(judged)
    surely_started = start is None or (dates.low is not None and dates.low.day >= start)
    surely_going = end is None or (dates.high is not None and dates.high.day <= end)
    if surely_started and surely_going:
        return truth.TRUE
    return truth.unknown(judged.waits) if meets(dates, start, end) else truth.FALSE


def dated(name: str, judged: Ranged, periods: Iterable[tuple[date | None, date | None, Bounds]]) -> Ranged:
    """What a value of several periods, each with its first and last day, comes to on the judged date."""
    dates = days_of(judged)
    values = [Ranged(bounds, judged.waits) for start, end, bounds in periods if meets(dates, start, end)]
    if not values:
        moment = dates.exact
        on = format_value(Moment(moment.day), Kind.DATE) if moment else "that date"
        return no_value(f"{name} has no value on {on}")
    return hull(values)


def days_of(judged: Ranged) -> Dates:
    """The days on which a rule may be judged: any, where the date that it names does not apply to the tender."""
    return judged.bounds if isinstance(judged.bounds, Dates) else ANY_DATE


def meets(dates: Dates, start: date | None, end: date | None) -> bool:
    """Whether a date may fall in a period; both its days are included."""
    late_enough = start is None or dates.high is None or dates.high.day >= start
    return late_enough and (end is None or dates.low is None or dates.low.day <= end)


def hull(values: list[Ranged]) -> Ranged:
    """One of some values: the hull of numbers, the set of what is not ordered."""
    if len(values) == 1:
        return values[0]
    waits = truth.waits_of(values)
    defined = [v for v in values if v.void is not Void.ALWAYS]
    if not defined:
        lost = next((v for v in values if not does_not_apply(v)), values[0])
        return no_value(lost.reason or "no value", waits)
    void = Void.NEVER if all(v.void is Void.NEVER for v in values) else Void.MAYBE
    reason = next((v.reason for v in values if v.reason), None)
    bounds = [v.bounds for v in defined]
    if isinstance(bounds[0], Choice):
        sets = [b.options for b in bounds if isinstance(b, Choice)]
        known = [s for s in sets if s is not None]
        return Ranged(Choice(frozenset().union(*known) if len(known) == len(sets) else None), waits, void, reason)
    table = (
        columns(bounds)
        if _one_dimension(bounds)
        else "the values that may apply are of unlike units, currencies or bases"
    )
    if isinstance(table, str):
        return no_value(table, waits)
    merged = {basis: _interval_hull(row) for basis, row in table.on.items()}
    # One of several values is known only when what selects it is; equal values need no selecting.
    return Ranged(table.rebuild(merged), waits, void, reason)


def _one_dimension(bounds: list[Bounds]) -> bool:
    """Whether it does not matter for how a value compares which of these it is: on which bases, by days or by hours."""
    bases = {(b.currency, frozenset(b.on)) for b in bounds if isinstance(b, Amounts) and b.currency is not None}
    units = {b.unit for b in bounds if isinstance(b, Durations)}
    return len(bases) < 2 and (len(units) < 2 or not units & {Unit.HOURS, None})


def _interval_hull(row: tuple[Interval, ...]) -> Interval:
    found = row[0]
    for other in row[1:]:
        found = found.hull(other)
    return found


# --- decision tables --------------------------------------------------------------------------------------------


def rows_left(selects: Selects, truths: Sequence[Truth]) -> list[int]:
    """The numbers of the rows that may be the one that applies."""
    possible = [n for n, t in enumerate(truths) if not t.fails]
    certain = next((n for n in possible if truths[n].holds), None)
    return [n for n in possible if n <= certain] if selects == "first" and certain is not None else possible


def looked_up(
    selects: Selects, truths: Sequence[Truth], result: Callable[[int], Ranged], table: str, rows: Sequence[str]
) -> Ranged:
    """What a decision table comes to: whether each row applies, what a row decides by its number, and their words."""
    certain = [n for n, t in enumerate(truths) if t.holds]
    possible = rows_left(selects, truths)
    if not possible:
        return no_value(f"no row of the table `{table}` applies")
    if selects == "exactly one" and len(certain) > 1:
        two = " and ".join(f"`{rows[n]}`" for n in certain[:2])
        return no_value(f"two rows of the table `{table}` apply: {two}")
    left = [truths[n] for n in possible]
    results = [result(n) for n in possible]
    chosen = _ranked(selects, results, left) if selects in ("highest", "lowest") else None
    found = chosen or hull(results)
    may_fail = _may_fail(selects, left)
    void = Void.MAYBE if may_fail and found.void is Void.NEVER else found.void
    reason = None if may_fail and does_not_apply(found) else found.reason
    reason = reason or f"no row, or more than one, of the table `{table}` may apply"
    return Ranged(found.bounds, found.waits | truth.waits_of(left), void, reason)


def _may_fail(selects: Selects, truths: Sequence[Truth]) -> bool:
    none_certain = not any(t.holds for t in truths)
    return none_certain or (selects == "exactly one" and len(truths) > 1)


def _ranked(selects: Selects, results: Sequence[Ranged], truths: Sequence[Truth]) -> Ranged | None:
    """The highest (lowest) result over the rows that apply: certain rows bound it on one side."""
    table = columns([r.bounds for r in results])
    if isinstance(table, str) or any(r.void is not Void.NEVER for r in results):
        return None
    highest = selects == "highest"
    merged = {b: extreme_of(highest=highest, truths=truths, row=row) for b, row in table.on.items()}
    return Ranged(table.rebuild(merged), truth.waits_of(results))
