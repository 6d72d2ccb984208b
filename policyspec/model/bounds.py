"""Values as bounds: what a tender states, what a policy states, and what is not stated."""

from fractions import Fraction

from policyspec.model.ranges import (
    ANY,
    ANY_DATE,
    ANYTHING,
    ENDLESS,
    FROM_ZERO,
    MISSING_MONEY,
    NOUGHT,
    ZERO,
    Amounts,
    AnyBasis,
    Basis,
    Bounds,
    Choice,
    Dates,
    Durations,
    Interval,
    NoBasis,
    Pair,
    Ratios,
)
from policyspec.model.types import Kind, Type
from policyspec.model.values import Between, Duration, Moment, Money, Ratio, Scalar, Value, Vat


def missing(type_: Type) -> Bounds:
    """The range of a value that may be anything of its type."""
    match type_.kind:
        case Kind.NUMBER | Kind.PERCENTAGE:
            return Interval(type_.lo, type_.hi)
        case Kind.MONEY:
            return MISSING_MONEY if type_.lo is not None else Amounts(None, {AnyBasis.ANY: ANY})
        case Kind.RATIO:
            return Ratios(NOUGHT, ENDLESS)
        case Kind.DATE:
            return ANY_DATE
        case Kind.DURATION:
            return Durations(None, FROM_ZERO if type_.lo is not None else ANY)
        case _:
            return ANYTHING


def zero(type_: Type) -> Bounds:
    """Nothing, in the dimension of a type: no money compares with money of any currency."""
    nothing = Interval.point(ZERO)
    match type_.kind:
        case Kind.MONEY:
            return Amounts(None, {AnyBasis.ANY: nothing})
        case Kind.DURATION:
            return Durations(None, nothing)
        case _:
            return nothing


def stated(value: Value, vat: Vat | None) -> Bounds:
    """The range of a value that the tender states. An amount without a basis takes `vat`, where one is given."""
    low, high = _ends(value)
    if not isinstance(low, Money) or not isinstance(high, Money):
        return spread(low, high)
    on = _by_basis(low, high, NoBasis.UNSTATED)
    if NoBasis.UNSTATED not in on or vat is None:
        return Amounts(low.currency, on)
    amount = on.pop(NoBasis.UNSTATED)
    return Amounts(low.currency, {**on, vat: on.get(vat, amount)})


def takes_basis(value: Value) -> bool:
    """Whether it is an amount that names no VAT basis, so that one is taken for it."""
    low, high = _ends(value)
    return isinstance(low, Money) and isinstance(high, Money) and None not in (low.unstated, high.unstated)


def _ends(value: Value) -> tuple[Scalar, Scalar]:
    return (value.low, value.high) if isinstance(value, Between) else (value, value)


def constant(value: Value) -> Bounds:
    """The range of a value that the policy states. An amount without a basis compares with any."""
    low, high = _ends(value)
    if isinstance(low, Money) and isinstance(high, Money):
        return Amounts(low.currency, _by_basis(low, high, AnyBasis.ANY))
    return spread(low, high)


def spread(low: Scalar, high: Scalar) -> Bounds:
    """The range from one value to another of the same type."""
    match low, high:
        case Fraction(), Fraction():
            return Interval(low, high)
        case Ratio(), Ratio():
            return Ratios(Pair(low.left, low.right), Pair(high.left, high.right))
        case Moment(), Moment():
            return Dates(low, high)
        case Duration(), Duration():
            return Durations(low.unit, Interval(low.amount, high.amount))
        case (Money(), _) | (_, Money()):
            message = "money is ranged on its bases"
            raise TypeError(message)
        case _:
            return Choice(frozenset((low, high)))  # type: ignore[arg-type]


def _by_basis(low: Money, high: Money, none: Basis) -> dict[Basis, Interval]:
    found: dict[Basis, Interval] = {}
    for basis, name in ((None, none), (Vat.EXCLUDING, Vat.EXCLUDING), (Vat.INCLUDING, Vat.INCLUDING)):
        bottom, top = low.on(basis), high.on(basis)
        if bottom is not None and top is not None:
            found[name] = Interval(bottom, top)
    return found
