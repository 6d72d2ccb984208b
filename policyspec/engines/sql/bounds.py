"""Values as SQL: the bounds of `model.ranges` with a text for each end."""

from collections.abc import Mapping
from fractions import Fraction

from policyspec.base.dataclasses import dataclass, field, replace
from policyspec.engines.sql.logic import FALSE, NULL, TRUE, case, is_number, op
from policyspec.engines.sql.unsupported import Unsupported
from policyspec.model.columns import DECIMALS, Digits, Storage, decimal_text
from policyspec.model.values import Unit

#: The most digits of an exact number in SQL.
MOST_DIGITS = 38


@dataclass(frozen=True, slots=True)
class Num:
    """An interval of numbers. A null end is endless.

    `point`: the fact itself, null where it is missing, with the bounds that it then has; `exact` a constant. They
    change nothing of the meaning: with them a comparison is written as a person would write it.
    """

    low: str
    high: str
    digits: Digits
    point: tuple[str, Fraction | None, Fraction | None] | None = None
    exact: Fraction | None = None

    @property
    def one(self) -> bool:
        """Whether both ends are always the same."""
        return self.low == self.high

    @property
    def from_zero(self) -> bool:
        """Whether it is never below zero."""
        if is_number(self.low):
            return Fraction(self.low) >= 0
        return self.point is not None and self.point[1] is not None and self.point[1] >= 0

    @property
    def low_may_be_null(self) -> bool:
        return not is_number(self.low) and (self.point is None or self.point[1] is None)

    @property
    def high_may_be_null(self) -> bool:
        return not is_number(self.high) and (self.point is None or self.point[2] is None)


def literal(value: Fraction) -> str:
    """An exact number. Raises Unsupported for what no decimal writes."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
        if places > MOST_DIGITS:
            raise Unsupported(f"{value} has no end as a decimal")
    return decimal_text((value * 10**places).numerator, places)


def constant(value: Fraction) -> Num:
    """One number, the same for every tender."""
    text = literal(value)
    whole, _, places = text.removeprefix("-").partition(".")
    return Num(text, text, Digits(len(whole), len(places)), exact=value)


def unknown(lo: Fraction | None, hi: Fraction | None) -> Num:
    """A number of which only the bounds of its type are known."""
    low, high = (NULL if end is None else literal(end) for end in (lo, hi))
    return Num(low, high, Digits(1, 0))


def of_column(text: str, storage: Storage, lo: Fraction | None, hi: Fraction | None) -> Num:
    """A number that stands in a column, with the bounds that it has where it is missing."""
    if text == NULL:
        return unknown(lo, hi)
    low, high = (text if end is None else f"coalesce({text}, {literal(end)})" for end in (lo, hi))
    return Num(low, high, DECIMALS[storage], (text, lo, hi))


def held(digits: Digits) -> Digits:
    """The digits, if a decimal has room for them. Raises Unsupported."""
    if digits.whole + digits.places > MOST_DIGITS:
        raise Unsupported(f"a number of up to {digits.whole + digits.places} digits")
    return digits


def wider(one: Digits, other: Digits, more: int = 0) -> Digits:
    return held(Digits(max(one.whole, other.whole) + more, max(one.places, other.places)))


def product_of(one: Digits, other: Digits) -> Digits:
    return held(Digits(one.whole + other.whole, one.places + other.places))


def product(left: str, right: str, one: Digits, other: Digits) -> str:
    """An exact product. Each side is made wide first: an engine gives a product no more room than its sides have."""
    product_of(one, other)
    return op(wide(left, one), "*", wide(right, other))


def wide(text: str, digits: Digits) -> str:
    if text == NULL or is_number(text):
        return text
    return f"CAST({text} AS DECIMAL(38, {digits.places}))"


# --- values -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Number:
    """A number or a percentage. `void`: whether it has, or may have, no value; `outside`: it does not apply."""

    num: Num
    void: str = FALSE
    outside: str = FALSE


@dataclass(frozen=True, slots=True)
class Side:
    """Money on one basis, and whether it is known there. `empty`: no tender of the dataset states it there."""

    num: Num
    present: str = TRUE
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """Money. A null currency meets any. The basis `ANY` meets any and then stands alone."""

    currency: str
    on: Mapping[str, Side]
    void: str = FALSE
    outside: str = FALSE


ANY = "any"


@dataclass(frozen=True, slots=True)
class Pair:
    """One end of a range of ratios, `left:right`. A null side makes it endless."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Ratio:
    low: Pair
    high: Pair
    digits: Digits
    void: str = FALSE
    outside: str = FALSE


@dataclass(frozen=True, slots=True)
class Part:
    """A share on one basis, by what is inside and outside at each end: low is `inside / (inside + outside)`.

    A null `low_outside` makes the low end 0, a null `high_inside` the high end 1.
    """

    low_inside: str
    low_outside: str
    high_inside: str
    high_outside: str
    digits: Digits


@dataclass(frozen=True, slots=True)
class Shares:
    """A share on each basis of the amounts that it is of, with whether all stand there: the hull of these."""

    on: tuple[tuple[str, Part], ...]
    void: str = FALSE
    outside: str = FALSE


@dataclass(frozen=True, slots=True)
class Day:
    """A date: null where it is missing, and then any date."""

    day: str
    second: str = NULL
    offset: str = NULL
    void: str = FALSE
    outside: str = FALSE


@dataclass(frozen=True, slots=True)
class Length:
    """A duration: an amount in a unit, and the same in days. A null unit: it is missing, or nought."""

    unit: str
    amount: Num
    days: Num
    known: Unit | None = None  # the unit, where it is the same for every tender
    void: str = FALSE
    outside: str = FALSE


@dataclass(frozen=True, slots=True)
class Span:
    """The time from one date to another."""

    start: Day
    end: Day
    void: str = FALSE
    outside: str = FALSE


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some values that are not ordered, null where it is missing. `texts`: what tells it from others."""

    texts: tuple[str, ...]
    void: str = FALSE
    outside: str = FALSE
    options: tuple[str, ...] = field(default=())


Bounds = Number | Amount | Ratio | Shares | Day | Length | Span | Choice


def with_void(value: Bounds, void: str) -> Bounds:
    """The value, of which it is further said where it has none."""
    return value if void == FALSE else replace(value, void=void if value.void == FALSE else f"({value.void} OR {void})")


def chosen(condition: str, one: Num, other: Num) -> Num:
    """One number where a condition holds, elsewhere the other."""
    low = case([(condition, one.low)], other.low)
    high = low if one.one and other.one else case([(condition, one.high)], other.high)
    return Num(low, high, wider(one.digits, other.digits))
