"""How near a value comes to its bound: within a step below it, at it, or within a step above."""

from fractions import Fraction

from policyspec.engines.interpret.comparing import compare
from policyspec.engines.interpret.seen import Position
from policyspec.engines.interpret.world import World
from policyspec.ir import nodes as ir
from policyspec.model import calendar
from policyspec.model.ranges import Amounts, Bounds, Dates, Durations, Elapsed, Interval, Pair, Ranged, Ratios, Void
from policyspec.model.steps import Way, ratio_step, step
from policyspec.model.types import ORDERED, Kind
from policyspec.model.values import Ratio, Unit

_EXACT = Interval.point


def note_positions(world: World, node: ir.Condition, value: Ranged, *bounds: Ranged) -> None:
    """Note where a value stands to each of its bounds, if somebody asked. What is not exact stands nowhere."""
    if (seen := world.seen) is None:
        return
    kind = _kind(node)
    if kind not in ORDERED:
        return
    quiet = world.tracing()
    for number, bound in enumerate(bounds):
        position = _position(quiet, kind, value, bound)
        if position is not None:
            seen.stood(node, number, position)


def _kind(node: ir.Condition) -> Kind | None:
    match node:
        case ir.Compare(left=subject) | ir.BetweenBounds(subject=subject):
            return subject.type.kind
        case _:
            return None


def _position(world: World, kind: Kind, value: Ranged, bound: Ranged) -> Position | None:
    """Above, and no longer so after a step down; below, and no longer so after a step up."""
    if value.void is not Void.NEVER or bound.void is not Void.NEVER:
        return None
    if compare(world, "equal", value, bound).holds:
        return 0
    if compare(world, "above", value, bound).holds:
        return 1 if compare(world, "at most", _moved(value, bound, kind, -1), bound).holds else None
    if compare(world, "below", value, bound).holds:
        return -1 if compare(world, "at least", _moved(value, bound, kind, 1), bound).holds else None
    return None


def _moved(value: Ranged, bound: Ranged, kind: Kind, way: Way) -> Ranged:
    """The value a step nearer to its bound, by the bound's own step."""
    return Ranged(_stepped(value.bounds, bound.bounds, kind, way), value.waits)


def _stepped(value: Bounds, bound: Bounds, kind: Kind, way: Way) -> Bounds:
    match value, bound:
        case Interval(), Interval(low=low):
            return value + _EXACT(way * step(low or Fraction(0), kind))
        case Amounts(currency, on), Amounts(on=theirs):
            (by, *_) = (step(i.low or Fraction(0), kind) for i in theirs.values())
            return Amounts(currency, {basis: amount + _EXACT(way * by) for basis, amount in on.items()})
        case Ratios(low, high), Ratios(low=near):
            by = way * ratio_step(Ratio(near.left, near.right))
            return Ratios(_shifted(low, by), _shifted(high, by))
        case Dates(), Dates():
            return calendar.plus(value, _one(Unit.DAYS, way))
        case Durations(unit, amount), (Durations() | Elapsed()):
            return Durations(unit, amount + _EXACT(Fraction(way)))
        case Elapsed(start, end, country, region), (Durations() | Elapsed()):
            hours = isinstance(bound, Durations) and bound.unit is Unit.HOURS
            return Elapsed(start, calendar.plus(end, _one(Unit.HOURS if hours else Unit.DAYS, way)), country, region)
        case _:
            return value


def _one(unit: Unit, way: Way) -> Durations:
    return Durations(unit, _EXACT(Fraction(way)))


def _shifted(pair: Pair, by: Fraction) -> Pair:
    """A ratio with another part of the whole on its left, between nothing and all of it."""
    left = min(max(pair.left / (pair.left + pair.right) + by, Fraction(0)), Fraction(1))
    return Pair(left, 1 - left)
