"""How far a value can ever be known: its highest lower bound and its lowest upper bound over all tenders of a source.

A value that the source states may be known from below as high, and from above as low, as its type goes; one that the
source never states only by the bounds of its type. A comparison is decided where the bounds of its sides pass each
other. Everything errs towards too much knowledge, so that what is never decided here is never decided.
"""

from collections.abc import Iterable
from fractions import Fraction

from policyspec.base.dataclasses import dataclass
from policyspec.model.types import Type
from policyspec.model.values import Between, Duration, Moment, Money, Ratio, Scalar, Unit, Value

#: Endless. Sums and products stop there.
FAR = Fraction(10**60)
_DAY = Fraction(1)


@dataclass(frozen=True, slots=True)
class Span:
    """`low`: the greatest lower bound that can be known; `high`: the least upper bound. `low` may be above `high`."""

    low: Fraction
    high: Fraction

    def __add__(self, other: "Span") -> "Span":
        return Span(_sum(self.low, other.low, -FAR), _sum(self.high, other.high, FAR))

    def __neg__(self) -> "Span":
        return Span(-self.high, -self.low)

    def __sub__(self, other: "Span") -> "Span":
        return self + -other

    def __mul__(self, other: "Span") -> "Span":
        if min(self.high, other.high, self.low, other.low) < 0:
            return self._signed_product(other)
        return Span(_clamp(self.low * other.low), _clamp(self.high * other.high))

    def _signed_product(self, other: "Span") -> "Span":
        for one, two in ((self, other), (other, self)):
            if one.low == one.high:
                ends = _clamp(one.low * two.low), _clamp(one.low * two.high)
                return Span(*ends) if one.low >= 0 else Span(ends[1], ends[0])
        never = self.low < self.high and other.low < other.high
        return NEVER if never else KNOWN

    def over(self, other: "Span") -> "Span":
        """The ratio of two totals of zero or more."""
        low = Fraction(0) if self.low <= 0 or other.high >= FAR else _divided(self.low, other.high)
        high = Fraction(0) if self.high <= 0 else _divided(self.high, other.low)
        return Span(low, high)


KNOWN = Span(FAR, -FAR)
NEVER = Span(-FAR, FAR)
#: A value without an order: known, or not.
Known = bool
Extent = Span | Known


def stated(type_: Type) -> Span:
    """A value that a tender may state, within the bounds of its type."""
    low, high = bounds(type_)
    return Span(high, low)


def missing(type_: Type) -> Span:
    """A value that no tender of the source states."""
    return Span(*bounds(type_))


def bounds(type_: Type) -> tuple[Fraction, Fraction]:
    return (-FAR if type_.lo is None else type_.lo), (FAR if type_.hi is None else type_.hi)


def one_of(spans: Iterable[Span], *, known: bool) -> Span:
    """One of some values: which of them it is may come to be known, or never is."""
    found = list(spans)
    lows, highs = [span.low for span in found], [span.high for span in found]
    if not found:
        return NEVER
    return Span(max(lows), min(highs)) if known else Span(min(lows), max(highs))


def at_least(left: Extent, right: Extent) -> tuple[bool, bool]:
    """Whether `left is at least right` may come to hold, and to fail."""
    if isinstance(left, Span) and isinstance(right, Span):
        return left.low >= right.high, left.high < right.low
    return _unordered(left, right)


def equal(left: Extent, right: Extent) -> tuple[bool, bool]:
    if isinstance(left, Span) and isinstance(right, Span):
        holds = left.low >= right.high and left.high <= right.low
        return holds, left.low > right.high or left.high < right.low
    return _unordered(left, right)


def _unordered(left: Extent, right: Extent) -> tuple[bool, bool]:
    known = may_be_known(left) and may_be_known(right)
    return known, known


def may_be_known(extent: Extent) -> bool:
    """Whether the value itself may be known, and not only bounds of it."""
    return extent.low >= extent.high if isinstance(extent, Span) else extent


def constant(value: Value) -> Span | None:
    """The extent of a value that a policy states; None for one without an order."""
    ends = (value.low, value.high) if isinstance(value, Between) else (value, value)
    low, high = (_measures(end) for end in ends)
    # Months and zones differ in length, so a constant may be taken for known a little better than it is.
    return None if low is None or high is None else Span(max(low), min(high))


def _measures(value: Scalar) -> tuple[Fraction, ...] | None:
    match value:
        case bool() | str():
            return None
        case Fraction():
            return (value,)
        case Money():
            return tuple(a for a in (value.unstated, value.excluding, value.including) if a is not None)
        case Moment():
            day = Fraction(value.day.toordinal())
            return day - _DAY, day + 2 * _DAY
        case Duration(amount, unit):
            return _in_days(amount, unit)
        case Ratio(left, right):
            return (left / right if right else FAR,)
        case _:
            return None


def _in_days(amount: Fraction, unit: Unit) -> tuple[Fraction, ...]:
    match unit:
        case Unit.DAYS:
            return (amount,)
        case Unit.HOURS:
            return amount / 24 - _DAY, amount / 24 + _DAY
        case Unit.MONTHS:
            return amount * 28, amount * 31
        case Unit.WORKING_DAYS:
            return (amount, FAR) if amount > 0 else (-FAR, amount) if amount < 0 else (-FAR, FAR)


def _sum(one: Fraction, two: Fraction, nothing: Fraction) -> Fraction:
    """A sum of bounds; a side of which nothing is known leaves nothing of it."""
    return nothing if nothing in (one, two) else _clamp(one + two)


def _divided(one: Fraction, two: Fraction) -> Fraction:
    if two <= 0 or one >= FAR:
        return FAR
    return Fraction(0) if two >= FAR else one / two


def _clamp(value: Fraction) -> Fraction:
    return max(-FAR, min(FAR, value))
