"""Plain values for the oracle: sums, products, order. Written apart from the engines, from the language's design.

A question to which even complete data has a range for an answer (a month added to days) raises `Unsure`: the oracle
has no opinion there. A comparison gives the signs that are possible: of left minus right, -1, 0 or 1.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache

from policyspec.model import _holidays
from policyspec.model.values import Classification, Duration, ItemRef, Moment, Money, Ratio, Unit

ANY = "any"  # the basis of an amount that names none in the policy, and of no amount at all
EVERY_SIGN = frozenset((-1, 0, 1))


class Unsure(Exception):
    """The oracle has no opinion."""


@dataclass(frozen=True)
class NoValue:
    """There is none: 0:0, the highest of nothing. `out`: the structure of the tender rules it out."""

    out: bool = False


@dataclass(frozen=True)
class Amount:
    currency: str | None
    on: tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True)
class Length:
    amount: Fraction
    unit: Unit | None


@dataclass(frozen=True)
class Span:
    """The time from one moment to another, counted as what it is held against asks."""

    start: Moment
    end: Moment
    country: str | None
    region: str | None

    @property
    def days(self) -> Fraction:
        return Fraction((self.end.day - self.start.day).days)


Plain = bool | str | Classification | ItemRef | Fraction | Ratio | Amount | Moment | Length | Span | NoValue
Signs = frozenset[int]


def plain(value: object, vat: str | None, *, policy: bool) -> Plain:
    """A stated value as a plain one. `vat` is the basis of the tender's amounts that name none."""
    match value:
        case Money(currency, unstated, excluding, including):
            bare = ANY if policy else vat or "unstated"
            on = {"excluding VAT": excluding, "including VAT": including}
            stated = {basis: amount for basis, amount in on.items() if amount is not None}
            if unstated is not None:
                stated.setdefault(bare, unstated)
            return Amount(currency, tuple(stated.items()))
        case Duration(amount, unit):
            return Length(amount, unit)
        case bool() | str() | Classification() | ItemRef() | Fraction() | Ratio() | Moment():
            return value
        case _:
            raise Unsure


def nothing(like: str) -> Plain:
    """The total of no members."""
    zero = Fraction(0)
    match like:
        case "money":
            return Amount(None, ((ANY, zero),))
        case "duration":
            return Length(zero, None)
        case _:
            return zero


# --- bringing together ------------------------------------------------------------------------------------------


def together(values: Sequence[Plain], combine: Callable[[list[Fraction]], Fraction]) -> Plain:
    """Values of one kind combined: numbers, amounts on each basis that all of them have, times of one unit."""
    lost = next((v for v in values if isinstance(v, NoValue)), None)
    if lost is not None:
        return lost
    if all(isinstance(v, Fraction) for v in values):
        return combine([v for v in values if isinstance(v, Fraction)])
    if all(isinstance(v, Amount) for v in values):
        return _amounts([v for v in values if isinstance(v, Amount)], combine)
    if all(isinstance(v, Length | Span) for v in values):
        return _lengths([v for v in values if isinstance(v, Length | Span)], combine)
    raise Unsure


def rows(values: Sequence[Amount]) -> tuple[str | None, dict[str, list[Fraction]]] | None:
    """Amounts side by side on each basis that all have, and their currency; None where they have nothing in common."""
    currencies = {v.currency for v in values} - {None}
    if len(currencies) > 1:
        return None
    bases = [set(dict(v.on)) for v in values if ANY not in dict(v.on)]
    shared = set.intersection(*bases) if bases else {ANY}
    on = {b: [dict(v.on).get(b, dict(v.on).get(ANY, Fraction(0))) for v in values] for b in sorted(shared)}
    return next(iter(currencies), None), on


def _amounts(values: list[Amount], combine: Callable[[list[Fraction]], Fraction]) -> Plain:
    found = rows(values)
    if found is None or not found[1]:
        return NoValue()
    return Amount(found[0], tuple((basis, combine(row)) for basis, row in found[1].items()))


def _lengths(values: list[Length | Span], combine: Callable[[list[Fraction]], Fraction]) -> Plain:
    units = {v.unit if isinstance(v, Length) else Unit.DAYS for v in values} - {None}
    if len(units) > 1:
        raise Unsure
    amounts = [v.amount if isinstance(v, Length) else v.days for v in values]
    return Length(combine(amounts), next(iter(units), None))


def added(left: Plain, right: Plain, sign: int) -> Plain:
    """`left plus right`, or minus."""
    for side in (left, right):
        if isinstance(side, NoValue):
            return side
    if isinstance(left, Moment):
        return _later(left, right, sign)
    return together((left, right), lambda pair: pair[0] + sign * pair[1])


def _later(moment: Moment, time: Plain, sign: int) -> Moment:
    length = Length(time.days, Unit.DAYS) if isinstance(time, Span) else time
    assert isinstance(length, Length)
    amount = sign * length.amount
    if length.unit is Unit.WORKING_DAYS or amount.denominator != 1:
        raise Unsure
    if length.unit is Unit.HOURS and moment.second is not None and moment.offset is not None:
        days, second = divmod(moment.second + int(amount) * 3600, 86_400)
        return Moment(_days_on(moment.day, days), second, moment.offset)
    if length.unit is Unit.HOURS and amount % 24:
        raise Unsure
    if length.unit is Unit.MONTHS:
        return Moment(months_on(moment.day, int(amount)), moment.second, moment.offset)
    days = int(amount / 24 if length.unit is Unit.HOURS else amount)
    return Moment(_days_on(moment.day, days), moment.second, moment.offset)


def _days_on(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError as out:
        raise Unsure from out


def months_on(day: date, months: int) -> date:
    """Some months on, one at a time; clipped to the last month's end."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month in (0, 13):
            year, month = (year - 1, 12) if month == 0 else (year + 1, 1)
    if not 1 <= year <= 9999:
        raise Unsure
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def scaled(factor: Plain, value: Plain) -> Plain:
    for side in (factor, value):
        if isinstance(side, NoValue):
            return side
    assert isinstance(factor, Fraction)
    return together((value,), lambda one: factor * one[0])


def best(values: Sequence[Plain], sign: int) -> Plain:
    """The highest (sign 1) or lowest (-1)."""
    first = values[0]
    if isinstance(first, Ratio | Moment):
        for other in values[1:]:
            (way,) = signs(other, first)
            if way == 0 and other != first:
                raise Unsure  # a date with a time and one without, on the same day
            first = other if way == sign else first
        return first
    return together(values, lambda row: max(row) if sign > 0 else min(row))


def parts(left: Plain, right: Plain) -> Plain:
    """The ratio of two values; of amounts on two bases only where it is the same on both."""
    for side in (left, right):
        if isinstance(side, NoValue):
            return side
    if isinstance(left, Amount) and isinstance(right, Amount):
        found = rows((left, right))
        if found is None or not found[1]:
            return NoValue()
        pairs = list(found[1].values())
    elif isinstance(left, Fraction) and isinstance(right, Fraction):
        pairs = [[left, right]]
    else:
        raise Unsure
    if any(a * pairs[0][1] != b * pairs[0][0] for a, b in pairs):
        raise Unsure
    a, b = pairs[0]
    return NoValue() if a < 0 or b < 0 or a == b == 0 else Ratio(a, b)


# --- order ------------------------------------------------------------------------------------------------------


def _sign(difference: Fraction) -> int:
    return (difference > 0) - (difference < 0)


def _between(low: Fraction, high: Fraction | None) -> Signs:
    """The signs of a number that lies between two, both included."""
    return frozenset(s for s in EVERY_SIGN if (s >= _sign(low)) and (high is None or s <= _sign(high)))


def signs(left: Plain, right: Plain, rate: Fraction | None = None) -> Signs:
    """The signs that left minus right may have. `rate`: the highest of VAT, None where it is not known."""
    match left, right:
        case (NoValue(), _) | (_, NoValue()):
            return EVERY_SIGN
        case Fraction(), Fraction():
            return frozenset((_sign(left - right),))
        case Ratio(), Ratio():
            return frozenset((_sign(left.left * right.right - right.left * left.right),))
        case Amount(), Amount():
            found = rows((left, right))
            if found is None:
                return EVERY_SIGN
            if not found[1]:
                return _across(left, right, rate)
            return frozenset(_sign(a - b) for a, b in found[1].values())
        case Moment(), Moment():
            return frozenset((_order(left, right),))
        case ((Length() | Span()), (Length() | Span())):
            return _times(left, right)
        case _:
            return frozenset((0 if _folded(left) == _folded(right) else 1,))


def _across(left: Amount, right: Amount, rate: Fraction | None) -> Signs:
    """The signs of an amount excluding VAT less one including it, or the other way, at every rate that there may be."""
    if "excluding VAT" not in dict(left.on):
        return frozenset(-s for s in _across(right, left, rate)) if "excluding VAT" in dict(right.on) else EVERY_SIGN
    if "including VAT" not in dict(right.on):
        return EVERY_SIGN
    net, gross = dict(left.on)["excluding VAT"], dict(right.on)["including VAT"]
    most = None if rate is None and net else net * (1 + (rate or 0))
    low, high = (net, most) if net >= 0 else (most, net)
    return _open(*(None if end is None else end - gross for end in (low, high)))


def _folded(value: Plain) -> object:
    return " ".join(value.casefold().split()) if isinstance(value, str) else value


def _order(left: Moment, right: Moment) -> int:
    """By the day; by the time on that day where both have one."""
    if left.day != right.day or left.second is None or right.second is None:
        return _sign(Fraction(left.day.toordinal() - right.day.toordinal()))
    return _sign(Fraction(left.second - right.second))


def _times(left: Length | Span, right: Length | Span) -> Signs:
    if isinstance(left, Length) and isinstance(right, Span):
        return frozenset(-s for s in _times(right, left))
    if isinstance(left, Span) and isinstance(right, Length):
        return _elapsed(left, right)
    if isinstance(left, Length) and isinstance(right, Length) and None in (left.unit, right.unit, left.unit):
        return frozenset((_sign(left.amount - right.amount),))
    if isinstance(left, Length) and isinstance(right, Length) and left.unit is right.unit:
        return frozenset((_sign(left.amount - right.amount),))
    (a, b), (c, d) = _in_days(left), _in_days(right)
    low = None if d is None else a - d
    high = None if b is None else b - c
    return EVERY_SIGN if low is None and high is None else _open(low, high)


def _open(low: Fraction | None, high: Fraction | None) -> Signs:
    if low is None:
        assert high is not None
        return frozenset(-s for s in _between(-high, None))
    return _between(low, high)


def _elapsed(span: Span, bound: Length) -> Signs:
    match bound.unit:
        case Unit.MONTHS if bound.amount.denominator == 1:
            target = months_on(span.start.day, int(bound.amount))
            return frozenset((_sign(Fraction((span.end.day - target).days)),))
        case Unit.MONTHS:
            raise Unsure
        case Unit.HOURS:
            known = [m.offset for m in (span.start, span.end) if m.offset is not None]
            (a, b), (c, d) = (_instants(m, known) for m in (span.start, span.end))
            # Where an offset is not known, clocks may have changed by the hour of summer time.
            give = 0 if len(known) == 2 else 3600
            wanted = bound.amount * 3600
            return _between(c - b - wanted - give, d - a - wanted + give)
        case Unit.WORKING_DAYS:
            counts = working_days(span)
            return _between(min(counts) - bound.amount, max(counts) - bound.amount)
        case _:
            return frozenset((_sign(span.days - bound.amount),))


def _instants(moment: Moment, known: list[int]) -> tuple[Fraction, Fraction]:
    """The seconds within which a moment falls; where its offset is not known, at the other's."""
    offset = moment.offset if moment.offset is not None else next(iter(known), 0)
    start = Fraction(moment.day.toordinal() * 86_400 - 60 * offset)
    return (start, start + 86_400) if moment.second is None else (start + moment.second, start + moment.second)


def working_days(span: Span) -> list[int]:
    """The working days by each calendar that may apply, one day at a time. No opinion without a calendar."""
    country = (span.country or "").upper()
    nation = {"england": "ENG", "scotland": "SCT"}.get((span.region or "").casefold(), (span.region or "").upper())
    names = [n for n in _holidays.HOLIDAYS if n == country or n.startswith(f"{country}-")]
    names = [n for n in names if n == f"{country}-{nation}"] or names
    first, last = sorted((span.start.day, span.end.day))
    if not names or first.year < _holidays.FIRST_YEAR or last.year > _holidays.LAST_YEAR:
        raise Unsure
    days = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    way = 1 if span.end.day >= span.start.day else -1
    off = [set(_holidays.HOLIDAYS[name].split()) for name in names]
    return [way * sum(1 for d in days if d.weekday() < 5 and d.isoformat() not in closed) for closed in off]


def _in_days(time: Length | Span) -> tuple[Fraction, Fraction | None]:
    """The fewest and the most days that a time may be."""
    if isinstance(time, Span):
        return time.days, time.days
    match time.unit:
        case Unit.HOURS:
            return time.amount / 24, time.amount / 24
        case Unit.WORKING_DAYS:
            if time.amount < 0:
                raise Unsure
            return time.amount, None if time.amount else time.amount
        case Unit.MONTHS:
            if time.amount.denominator != 1 or not 0 <= time.amount <= 60:
                raise Unsure
            return month_lengths(int(time.amount))
        case _:
            return time.amount, time.amount


@cache
def month_lengths(months: int) -> tuple[Fraction, Fraction]:
    """The fewest and the most days that some months have on the calendar of 1896 to 2004, day by day."""
    starts = (date.fromordinal(n) for n in range(date(1896, 1, 1).toordinal(), date(1906, 1, 1).toordinal()))
    later = (date.fromordinal(n) for n in range(date(2024, 1, 1).toordinal(), date(2028, 1, 1).toordinal()))
    lengths = [(months_on(day, months) - day).days for group in (starts, later) for day in group]
    return Fraction(min(lengths)), Fraction(max(lengths))
