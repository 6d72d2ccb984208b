"""Values brought to one dimension, to be added or put in order: amounts of one currency and basis, one unit."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from policyspec.base.dataclasses import dataclass
from policyspec.model.comparing import as_days, unlike_currencies
from policyspec.model.ranges import (
    Amounts,
    AnyBasis,
    Basis,
    Bounds,
    Dates,
    Durations,
    Elapsed,
    Interval,
    NoBasis,
    Pair,
    Ratios,
)
from policyspec.model.values import Moment, Unit

#: Makes bounds of a kind again from an interval, on every basis for which there is one.
Rebuild = Callable[[dict[Basis, Interval]], Bounds]


@dataclass(frozen=True, slots=True)
class Columns:
    """Some values as intervals, side by side for each basis on which all of them stand.

    Only money has bases; all else stands in one column, `AnyBasis.ANY`.
    """

    on: dict[Basis, tuple[Interval, ...]]
    rebuild: Rebuild


def columns(values: Sequence[Bounds]) -> Columns | str:
    """The values in one dimension, or in words why they have none in common."""
    if any(isinstance(v, Amounts) for v in values):
        return _money([v for v in values if isinstance(v, Amounts)])
    if any(isinstance(v, Durations | Elapsed) for v in values):
        return _durations([v for v in values if isinstance(v, Durations | Elapsed)])
    if any(isinstance(v, Ratios) for v in values):
        return _ratios([v for v in values if isinstance(v, Ratios)])
    if any(isinstance(v, Dates) for v in values):
        return _dates([v for v in values if isinstance(v, Dates)])
    return Columns({AnyBasis.ANY: tuple(v for v in values if isinstance(v, Interval))}, lambda on: on[AnyBasis.ANY])


def _money(values: list[Amounts]) -> Columns | str:
    unlike = unlike_currencies(tuple(values))
    if unlike:
        return unlike
    stated = [set(v.on) - {AnyBasis.ANY} for v in values if AnyBasis.ANY not in v.on]
    shared: set[Basis] = set.intersection(*stated) if stated else {AnyBasis.ANY}
    if not shared:
        return "amounts excluding VAT and amounts including VAT do not add up or compare"
    order: tuple[Basis, ...] = (*(b for v in values for b in v.on), AnyBasis.ANY, NoBasis.UNSTATED)
    bases = [b for b in dict.fromkeys(order) if b in shared]
    currency = next((v.currency for v in values if v.currency is not None), None)
    on = {b: tuple(v.on.get(b, v.on.get(AnyBasis.ANY)) or Interval(None, None) for v in values) for b in bases}
    return Columns(on, lambda totals: Amounts(currency, totals))


def _durations(values: list[Durations | Elapsed]) -> Columns:
    unit = _unit(values)
    return Columns({AnyBasis.ANY: tuple(_in(unit, v) for v in values)}, lambda on: Durations(unit, on[AnyBasis.ANY]))


def _in(unit: Unit | None, value: Durations | Elapsed) -> Interval:
    return value.amount if isinstance(value, Durations) and value.unit is unit else as_days(value)


def _unit(values: list[Durations | Elapsed]) -> Unit | None:
    """The unit in which all stand, else days; None where it is not known yet whether days or hours.

    A time that is missing may yet come in any unit. Months and working days are a number of days only by bounds, so
    beside one that may come in days they are counted by these bounds already.
    """
    units = {v.unit if isinstance(v, Durations) else Unit.DAYS for v in values} - {None}
    missing = any(isinstance(v, Durations) and v.unit is None and v.amount.exact is None for v in values)
    if not units or (missing and units == {Unit.HOURS}):
        return None
    return Unit.DAYS if missing or len(units) > 1 else units.pop()


def _ratios(values: list[Ratios]) -> Columns:
    """Ratios by the left's part of both sides, which orders them as they are; not to be added."""
    pairs = {_part(pair): pair for v in values for pair in (v.low, v.high)}

    def rebuild(on: dict[Basis, Interval]) -> Ratios:
        low, high = on[AnyBasis.ANY].low, on[AnyBasis.ANY].high
        assert low is not None
        assert high is not None
        return Ratios(pairs[low], pairs[high])

    return Columns({AnyBasis.ANY: tuple(Interval(_part(v.low), _part(v.high)) for v in values)}, rebuild)


def _part(pair: Pair) -> Fraction:
    return pair.left / (pair.left + pair.right)


def _dates(values: list[Dates]) -> Columns:
    """Dates by day and time, a date without a time at the start of its day; not to be added."""
    moments = {_instant(end): end for v in values for end in (v.low, v.high)}

    def rebuild(on: dict[Basis, Interval]) -> Dates:
        return Dates(moments.get(on[AnyBasis.ANY].low), moments.get(on[AnyBasis.ANY].high))

    return Columns({AnyBasis.ANY: tuple(Interval(_instant(v.low), _instant(v.high)) for v in values)}, rebuild)


def _instant(moment: Moment | None) -> Fraction | None:
    return None if moment is None else moment.day.toordinal() + Fraction(moment.second or 0, 24 * 60 * 60)
