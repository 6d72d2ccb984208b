"""Values as ranges: a fact that is missing may take any value of its type.

Every bound is exact and closed. `None` is no bound. A ratio is a pair compared by cross-multiplication; (1, 0) is
endless. Dimensions (currency, VAT basis, unit of time) are kept beside the numbers and never converted in silence.
"""

from collections.abc import Iterable
from enum import Enum
from fractions import Fraction
from typing import Literal

from policyspec.base.dataclasses import dataclass, field
from policyspec.model import truth
from policyspec.model.truth import NOTHING, Truth, Waits
from policyspec.model.values import Classification, ItemRef, Moment, Unit, Vat

ZERO = Fraction(0)

#: How two values may stand to each other. Of dates, before is below, and on or after is at least.
Relation = Literal["at least", "at most", "above", "below", "equal"]


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, both included; None is endless."""

    low: Fraction | None
    high: Fraction | None

    @staticmethod
    def point(value: Fraction) -> "Interval":
        return Interval(value, value)

    @property
    def exact(self) -> Fraction | None:
        """The value, where there is but one."""
        return self.low if self.low is not None and self.low == self.high else None

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(_add(self.low, other.low), _add(self.high, other.high))

    def __neg__(self) -> "Interval":
        return Interval(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
        )

    def __sub__(self, other: "Interval") -> "Interval":
        return self + -other

    def times(self, factor: "Interval") -> "Interval":
        """The product of two ranges."""
        if factor.exact is not None:
            return self.scaled(factor.exact)
        if self.exact is not None:
            return factor.scaled(self.exact)
        ends = [_corner(a, b) for a in _ends(self) for b in _ends(factor)]
        low, high = min(ends), max(ends)
        return Interval(None if low[0] else low[1], None if high[0] else high[1])

    def scaled(self, factor: Fraction) -> "Interval":
        """The range times an exact number."""
        low = _multiply(self.low, factor) if factor else ZERO
        high = _multiply(self.high, factor) if factor else ZERO
        return Interval(low, high) if factor >= 0 else Interval(high, low)

    def hull(self, other: "Interval") -> "Interval":
        """The least range that holds both."""
        return Interval(least((self.low, other.low)), greatest((self.high, other.high)))


#: A bound, or an endless one: -1 and 1 stand for the two directions, 0 for a bound that is a number.
_End = tuple[int, Fraction]

ANY = Interval(None, None)
FROM_ZERO = Interval(ZERO, None)


def _add(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or b is None else a + b


def _multiply(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or b is None else a * b


def _ends(of: Interval) -> tuple[_End, _End]:
    low = (-1, ZERO) if of.low is None else (0, of.low)
    return low, (1, ZERO) if of.high is None else (0, of.high)


def _corner(a: _End, b: _End) -> _End:
    """The product of two bounds. Zero times an endless one is zero: whatever value there is, it has an end."""
    if a[0] or b[0]:
        return _sign(a) * _sign(b), ZERO
    return 0, a[1] * b[1]


def _sign(end: _End) -> int:
    return end[0] or (end[1] > 0) - (end[1] < 0)


def least(bounds: Iterable[Fraction | None]) -> Fraction | None:
    """The least of some lower bounds; None (endless) beats all."""
    seen = list(bounds)
    return None if any(b is None for b in seen) else min(b for b in seen if b is not None)


def greatest(bounds: Iterable[Fraction | None]) -> Fraction | None:
    """The greatest of some upper bounds; None (endless) beats all."""
    seen = list(bounds)
    return None if any(b is None for b in seen) else max(b for b in seen if b is not None)


def at_least(left: Interval, right: Interval) -> Truth:
    """Whether the left is at least the right, by their bounds."""
    if left.low is not None and right.high is not None and left.low >= right.high:
        return truth.TRUE
    if left.high is not None and right.low is not None and left.high < right.low:
        return truth.FALSE
    return truth.unknown()


def above(left: Interval, right: Interval) -> Truth:
    """Whether the left is above the right, by their bounds."""
    return ~at_least(right, left)


def equal(left: Interval, right: Interval) -> Truth:
    """Whether the two are equal, by their bounds."""
    if left.exact is not None and left.exact == right.exact:
        return truth.TRUE
    if above(left, right).holds or above(right, left).holds:
        return truth.FALSE
    return truth.unknown()


class AnyBasis(Enum):
    """The basis of a policy's amount that names none, and of an amount that is missing: it compares with any."""

    ANY = "any"


class NoBasis(Enum):
    """The basis of a tender's amount that states none, where none is assumed."""

    UNSTATED = "unstated"


Basis = Vat | AnyBasis | NoBasis


@dataclass(frozen=True, slots=True)
class Amounts:
    """Money: a range on each basis on which it is known. `currency` None: missing, so in whatever it meets."""

    currency: str | None
    on: dict[Basis, Interval]


#: An amount that is not stated: zero upwards, in the currency and on the basis of what it meets.
MISSING_MONEY = Amounts(None, {AnyBasis.ANY: FROM_ZERO})


@dataclass(frozen=True, slots=True)
class Pair:
    """One end of a range of ratios: `left:right`, not both zero. (1, 0) is endless."""

    left: Fraction
    right: Fraction

    def at_least(self, other: "Pair") -> bool:
        return self.left * other.right >= other.left * self.right


NOUGHT, ENDLESS = Pair(ZERO, Fraction(1)), Pair(Fraction(1), ZERO)


@dataclass(frozen=True, slots=True)
class Ratios:
    """From one ratio to another, both included."""

    low: Pair
    high: Pair


@dataclass(frozen=True, slots=True)
class Dates:
    """From one moment to another; None is endless."""

    low: Moment | None
    high: Moment | None

    @property
    def exact(self) -> Moment | None:
        return self.low if self.low == self.high else None

    def days(self) -> Interval:
        """The range of day numbers."""
        return Interval(_day_number(self.low), _day_number(self.high))


def _day_number(moment: Moment | None) -> Fraction | None:
    return None if moment is None else Fraction(moment.day.toordinal())


ANY_DATE = Dates(None, None)


@dataclass(frozen=True, slots=True)
class Durations:
    """A range of durations in one unit; None: missing, so in whatever unit it meets."""

    unit: Unit | None
    amount: Interval


@dataclass(frozen=True, slots=True)
class Elapsed:
    """The time from one date to another, kept as its two ends so that months can be counted on the calendar."""

    start: Dates
    end: Dates
    country: str | None = None  # of the buyer, for working days
    region: str | None = None


Atom = bool | str | Classification | ItemRef


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some values that are not ordered; None: any of its type."""

    options: frozenset[Atom] | None

    @staticmethod
    def of(value: Atom) -> "Choice":
        return Choice(frozenset((value,)))

    @property
    def exact(self) -> Atom | None:
        return next(iter(self.options)) if self.options is not None and len(self.options) == 1 else None


ANYTHING = Choice(None)

Bounds = Interval | Amounts | Ratios | Dates | Durations | Elapsed | Choice


class Void(Enum):
    """Whether an expression has a value: the highest of an empty list has none."""

    NEVER = "has a value"
    MAYBE = "may have none"
    ALWAYS = "has none"


@dataclass(frozen=True, slots=True)
class Ranged:
    """What an expression comes to: its bounds, the missing facts that it waits for, whether it has a value.

    `reason` says in words why it has, or may have, no value.
    """

    bounds: Bounds
    waits: Waits = NOTHING
    void: Void = Void.NEVER
    reason: str | None = field(default=None, compare=False)


#: A yes/no value that is yes.
YES = Ranged(Choice.of(True))


def no_value(reason: str, waits: Waits = NOTHING) -> Ranged:
    """An expression without a value."""
    return Ranged(ANYTHING, waits, Void.ALWAYS, reason)


#: What is said of a fact that the tender's structure rules out, or may.
DOES_NOT_APPLY, MAY_NOT_APPLY = "does not apply", "may not apply"


def does_not_apply(value: Ranged) -> bool:
    """Whether a value is of a fact that the tender's structure rules out."""
    return value.void is Void.ALWAYS and (value.reason or "").endswith(DOES_NOT_APPLY)
