"""The smallest sensible step of a value: one percentage point, 60:40 to 61:39, a pound, a day.

A value that is written more finely (12.5%) goes by its own last place.
"""

from datetime import timedelta
from fractions import Fraction
from typing import Literal

from policyspec.model.types import Kind, Type
from policyspec.model.values import Duration, Moment, Money, Ratio, Scalar, Value

Way = Literal[-1, 1]
_POINT = Fraction(1, 100)
_FINEST = 12  # decimal places that are looked at


def step(amount: Fraction, kind: Kind) -> Fraction:
    """The step of a number, of a percentage as parts of one, of an amount or of a length of time in its unit."""
    place = _POINT if kind is Kind.PERCENTAGE else Fraction(1)
    for _ in range(_FINEST):
        if (amount / place).denominator == 1:
            break
        place /= 10
    return place


def ratio_step(ratio: Ratio) -> Fraction:
    """The step of a ratio's left part of both sides: 60:40 goes to 61:39."""
    return step(ratio.left / (ratio.left + ratio.right), Kind.PERCENTAGE)


def stepped(value: Value, kind: Kind, way: Way) -> Scalar | None:
    """A value one step on (1) or back (-1); None for what has no order, or nothing further that way."""
    match value:
        case bool() | str():
            return None
        case Fraction():
            return value + way * step(value, kind)
        case Ratio(left, right) if left + right:
            return _ratio(value, way)
        case Money(currency):
            return Money(currency, *(None if a is None else a + way * step(a, kind) for a in _amounts(value)))
        case Moment(day):
            return Moment(day + timedelta(days=way), value.second, value.offset)
        case Duration(amount, unit):
            return Duration(amount + way * step(amount, kind), unit)
        case _:
            return None


def _amounts(money: Money) -> tuple[Fraction | None, ...]:
    return money.unstated, money.excluding, money.including


def _ratio(ratio: Ratio, way: Way) -> Ratio | None:
    """The same whole, divided otherwise."""
    whole = ratio.left + ratio.right
    left = ratio.left + way * ratio_step(ratio) * whole
    return Ratio(left, whole - left) if 0 <= left <= whole else None


def has_value(type_: Type, value: Value) -> bool:
    """Whether a type has such a value: no weight is below 0%, no amount below nothing."""
    number = size(value)
    if number is None:
        return True
    return (type_.lo is None or number >= type_.lo) and (type_.hi is None or number <= type_.hi)


def size(value: Value) -> Fraction | None:
    """The number of a value: an amount on the basis on which it is written, a length of time in its unit."""
    match value:
        case bool():
            return None
        case Fraction():
            return value
        case Duration(amount):
            return amount
        case Money():
            return next(amount for amount in _amounts(value) if amount is not None)
        case _:
            return None


def above(one: Value, other: Value) -> bool:
    """Whether one value of a policy is surely above another of its type."""
    match one, other:
        case Ratio(), Ratio():
            return one.left * other.right > other.left * one.right
        case Moment(), Moment():
            return one.day > other.day
        case Duration(unit=unit), Duration(unit=other_unit) if unit is not other_unit:
            return False
        case _:
            number, of_other = size(one), size(other)
            return number is not None and of_other is not None and number > of_other


def is_within(value: Value, low: Value | None, high: Value | None) -> bool:
    """Whether a value is in bounds of its type, either of which may be open."""
    return not (low is not None and above(low, value)) and not (high is not None and above(value, high))
