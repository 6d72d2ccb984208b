"""A range in words: `10:90`, `from 0% to 60%`, `40% or more`, `not known`."""

from fractions import Fraction

from policyspec.model.comparing import as_days
from policyspec.model.facts import Item
from policyspec.model.literals import format_value
from policyspec.model.ranges import (
    Amounts,
    AnyBasis,
    Basis,
    Choice,
    Dates,
    Durations,
    Elapsed,
    Interval,
    NoBasis,
    Pair,
    Ranged,
    Ratios,
    Void,
)
from policyspec.model.types import Kind, Type
from policyspec.model.values import Duration, ItemRef, Moment, Money, Ratio, Unit, Value, Vat

UNKNOWN = "not known"


def shown(value: Ranged, type_: Type, items: dict[str, Item] | None = None) -> str:
    """What an expression comes to, in words."""
    if value.void is Void.ALWAYS:
        return f"without a value ({value.reason})" if value.reason else "without a value"
    match value.bounds:
        case Interval() as interval:
            return _interval(interval, type_.kind)
        case Amounts() as amounts:
            return _amounts(amounts)
        case Ratios(low, high):
            return _ratio(low) if _same(low, high) else _span(_ratio(low), _ratio(high), low.left == 0, high.right == 0)
        case Dates(low, high):
            return _dates(low, high)
        case Durations() as durations:
            return _durations(durations)
        case Elapsed() as elapsed:
            return _durations(Durations(Unit.DAYS, as_days(elapsed)))
        case Choice(options):
            return _choice(options, type_, items or {})


def _span(low: str, high: str, no_low: bool, no_high: bool) -> str:  # noqa: FBT001
    if no_low and no_high:
        return UNKNOWN
    if no_high:
        return f"{low} or more"
    return f"at most {high}" if no_low else f"from {low} to {high}"


def _interval(interval: Interval, kind: Kind) -> str:
    if interval.exact is not None:
        return format_value(interval.exact, kind)
    low = "" if interval.low is None else format_value(interval.low, kind)
    high = "" if interval.high is None else format_value(interval.high, kind)
    whole = kind is Kind.PERCENTAGE and interval.high == 1
    return _span(
        low, high, interval.low is None or interval.low == 0, interval.high is None or (whole and not interval.low)
    )


def _amounts(amounts: Amounts) -> str:
    if amounts.currency is None:
        return UNKNOWN
    parts = [_amount(amounts.currency, basis, interval) for basis, interval in amounts.on.items()]
    return " and ".join(parts)


def _amount(currency: str, basis: Basis, interval: Interval) -> str:
    vat = basis if isinstance(basis, Vat) else None
    assert isinstance(basis, Vat | AnyBasis | NoBasis)

    def words(bound: Fraction | None) -> str:
        return "" if bound is None else format_value(Money.of(currency, bound, vat), Kind.MONEY)

    if interval.exact is not None:
        return words(interval.exact)
    return _span(words(interval.low), words(interval.high), not interval.low, interval.high is None)


def _same(low: Pair, high: Pair) -> bool:
    return low.left * high.right == high.left * low.right


def _ratio(pair: Pair) -> str:
    """As shares of a hundred, as people write weights, where they are: 13/20 to 7/20 is 65:35."""
    total = pair.left + pair.right
    scale = Fraction(100) / total if total and total <= 1 else Fraction(1)
    if pair.right == 0:
        scale = Fraction(100) / pair.left
    return format_value(Ratio(pair.left * scale, pair.right * scale), Kind.RATIO)


def _dates(low: Moment | None, high: Moment | None) -> str:
    if low == high and low is not None:
        return format_value(low, Kind.DATE)
    words = [format_value(m, Kind.DATE) if m is not None else "" for m in (low, high)]
    if low is None or high is None:
        return f"{words[0]} or later" if low is not None else f"{words[1]} or earlier" if high is not None else UNKNOWN
    return f"from {words[0]} to {words[1]}"


def _durations(durations: Durations) -> str:
    unit, amount = durations.unit or Unit.DAYS, durations.amount

    def words(bound: Fraction | None) -> str:
        if bound is not None and unit is Unit.HOURS and bound.denominator > 1:
            return _clock(bound)
        return "" if bound is None else format_value(Duration(bound, unit), Kind.DURATION)

    if amount.exact is not None:
        return words(amount.exact)
    return _span(words(amount.low), words(amount.high), not amount.low, amount.high is None)


def _clock(hours: Fraction) -> str:
    """`359 hours 59 minutes 59 seconds`: a part of an hour as people say it; less than a second as a number."""
    seconds = abs(hours) * 60 * 60
    if seconds.denominator > 1:
        return format_value(Duration(hours, Unit.HOURS), Kind.DURATION)
    whole, rest = divmod(int(seconds), 60 * 60)
    parts = ((whole, "hour"), (rest // 60, "minute"), (rest % 60, "second"))
    said = " ".join(f"{number} {unit if number == 1 else unit + 's'}" for number, unit in parts if number)
    return f"-{said}" if hours < 0 else said


def _choice(options: frozenset[object] | None, type_: Type, items: dict[str, Item]) -> str:
    if options is None:
        return UNKNOWN
    return " or ".join(sorted(_option(option, type_, items) for option in options))


def _option(option: object, type_: Type, items: dict[str, Item]) -> str:
    if isinstance(option, ItemRef):
        return items[option.path].label if option.path in items else option.path
    value: Value = option  # type: ignore[assignment]
    return format_value(value, type_.kind)
