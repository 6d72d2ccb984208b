"""The values that a rulebook names, and those one step beside: what a tender states to stand at a boundary."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from policyspec.ir import nodes as ir
from policyspec.ir.basis import walk
from policyspec.model.types import Kind
from policyspec.model.values import Between, Classification, Duration, Moment, Money, Ratio, Scalar, Unit, Value, Vat

DAY = timedelta(days=1)
#: The parts of a constant that members of a list state, so that their totals come to it.
PARTS = tuple(
    Fraction(*part) for part in ((1, 1), (1, 1), (1, 1), (1, 2), (1, 3), (2, 3), (1, 4), (3, 5), (2, 5), (3, 10))
)
STEPS = {Kind.PERCENTAGE: Fraction(1, 1000), Kind.NUMBER: Fraction(1), Kind.MONEY: Fraction(1, 100)}
#: The finest amount that anybody writes, so that a part of a constant has no endless decimals.
FINEST = Fraction(1, 10**6)


@dataclass
class Constants:
    """The values of a rulebook by kind; the texts that it looks for; the days on which it changes."""

    values: dict[Kind, list[Scalar]] = field(default_factory=dict)
    codes: dict[str, list[str]] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    days: list[date] = field(default_factory=list)


def constants(rules: tuple[ir.Rule, ...]) -> Constants:
    found = Constants()
    for node in walk(rules):
        match node:
            case ir.Const(value, type_) | ir.Threshold(_, (ir.Period(value), *_), type_):
                for scalar in _scalars(value):
                    if type_.codes is not None:
                        found.codes.setdefault(type_.codes, []).append(str(scalar))
                    found.values.setdefault(type_.kind, []).append(scalar)
            case ir.Mentions(text=text):
                found.words.append(text)
            case _:
                pass
        if isinstance(node, ir.Threshold):
            found.days += [day for period in node.periods for day in (period.start, period.end) if day]
            found.values.setdefault(node.type.kind, []).extend(
                one for period in node.periods for one in _scalars(period.value)
            )
        if isinstance(node, ir.InForce):
            found.days += [day for day in (node.start, node.end) if day]
    return found


def _scalars(value: Value) -> Iterator[Scalar]:
    if isinstance(value, Between):
        yield from (value.low, value.high)
    else:
        yield value


def beside(rng: Random, value: Scalar, kind: Kind) -> Scalar:
    """The value, a part of it, or what stands one step to either side."""
    step = rng.choice((-1, 0, 0, 0, 0, 1))
    match value:
        case bool() | str():
            return value
        case Fraction():
            return _part(rng, value) + step * STEPS.get(kind, Fraction(1))
        case Money():
            part = rng.choice(PARTS)
            return _money(value, lambda amount: _rounded(amount * part) + step * STEPS[Kind.MONEY])
        case Moment(day):
            return replace(value, day=day + step * DAY)
        case Duration(amount, unit):
            finer = Fraction(step, 60) if unit is Unit.HOURS else Fraction(step)
            return Duration(amount + finer, unit)
        case Ratio(left, right):
            return Ratio(max(left + step, Fraction(0)), right)
        case Classification():
            return replace(value, code=_near(rng, value.code))
        case _:
            return value


def _part(rng: Random, value: Fraction) -> Fraction:
    return _rounded(value * rng.choice(PARTS))


def _rounded(value: Fraction) -> Fraction:
    return value // FINEST * FINEST


def _money(value: Money, change: Callable[[Fraction], Fraction]) -> Money:
    def new(amount: Fraction | None) -> Fraction | None:
        return None if amount is None else max(change(amount), Fraction(0))

    return Money(value.currency, new(value.unstated), new(value.excluding), new(value.including))


def _near(rng: Random, code: str) -> str:
    """The code, the one above it, or one below it."""
    stem = code.rstrip("0")
    other = rng.choice((stem, stem, stem[:-1], f"{stem}1", f"{stem}9"))
    return other[:8].ljust(8, "0")


def rebased(rng: Random, value: Money) -> Money:
    """An amount, now and then in another currency, on another basis or on both."""
    amount = next(a for a in (value.unstated, value.excluding, value.including) if a is not None)
    currency = value.currency if rng.random() < 0.93 else rng.choice(("EUR", "GBP", "NOK"))
    match rng.choice(("as it is", "as it is", "excluding", "including", "unstated", "both")):
        case "as it is":
            return replace(value, currency=currency)
        case "unstated":
            return Money(currency, unstated=amount)
        case "both":
            return Money(currency, excluding=amount, including=_rounded(amount * 6 / 5))
        case basis:
            return Money.of(currency, amount, Vat(f"{basis} VAT"))
