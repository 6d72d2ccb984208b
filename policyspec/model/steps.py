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
    size = _size(value)
    if size is None:
        return True
    return (type_.lo is None or size >= type_.lo) and (type_.hi is None or size <= type_.hi)


def _size(value: Value) -> Fraction | None:
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
