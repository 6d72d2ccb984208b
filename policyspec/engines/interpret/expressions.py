"""What an expression comes to, as a range."""

from datetime import date
from typing import assert_never

from policyspec.engines.interpret import aggregates, conditions
from policyspec.engines.interpret.reading import awaiting_step, by_reference, follow, read_fact
from policyspec.engines.interpret.world import World
from policyspec.ir import nodes as ir
from policyspec.model import combining, truth
from policyspec.model.bounds import constant, missing
from policyspec.model.facts import Item, Stated
from policyspec.model.literals import format_value
from policyspec.model.ranges import ANY_DATE, MAY_NOT_APPLY, Choice, Dates, Ranged, Void
from policyspec.model.truth import Truth
from policyspec.model.values import ItemRef
from policyspec.model.vocabulary import FactInfo


def value_of(world: World, node: ir.Expr) -> Ranged:
    """The range of an expression."""
    match node:
        case ir.Const():
            return Ranged(constant(node.value))
        case ir.Fact():
            return _fact(world, node)
        case ir.ScalarVar(name):
            bound = world.bound[name]
            assert isinstance(bound, Ranged)
            return bound
        case ir.TheItem():
            return _item(world, node)
        case ir.Threshold():
            return _threshold(world, node)
        case ir.Lookup():
            return _lookup(world, node)
        case ir.Aggregate():
            return aggregates.aggregate(world, node)
        case ir.Share():
            return aggregates.share(world, node)
        case ir.ClassRatio():
            return aggregates.class_ratio(world, node)
        case ir.RatioOf() | ir.TimeFrom() | ir.Arithmetic() | ir.Extreme():
            return _of_two(world, node)
        case _:
            assert_never(node)


def _fact(world: World, node: ir.Fact) -> Ranged:
    item = follow(world, node.owner)
    if item is None:
        void = Void.MAYBE if by_reference(node.owner) else Void.NEVER
        reason = f"{node.info.phrase} {MAY_NOT_APPLY}"
        return Ranged(missing(node.info.type), awaiting_step(world, node.owner), void, reason)
    return read_fact(world, item, node.info)


def _item(world: World, node: ir.TheItem) -> Ranged:
    item = follow(world, node.item)
    if item is None:
        return Ranged(Choice(None), awaiting_step(world, node.item))
    if item.path in world.unseen:
        return Ranged(Choice(None), world.awaiting((item.path, "")))
    return Ranged(as_item(item))


# --- thresholds and tables --------------------------------------------------------------------------------------


def judged_date(world: World) -> Ranged:
    """The date that selects thresholds and windows; any date where it is missing."""
    if world.ground.on is not None:
        return Ranged(world.ground.on)
    if world.rule is None or world.rule.judged_on is None:
        return Ranged(ANY_DATE)
    return _fact(world, world.rule.judged_on)


def _threshold(world: World, node: ir.Threshold) -> Ranged:
    judged = judged_date(world)
    _note_day(world, combining.days_of(judged))
    return combining.dated(node.name, judged, [(p.start, p.end, constant(p.value)) for p in node.periods])


def _note_day(world: World, dates: Dates) -> None:
    if (seen := world.seen) is not None and dates.exact is not None:
        seen.days.add(dates.exact.day)


def within_window(world: World, start: date | None, end: date | None) -> Truth:
    """Whether the judged date falls in a window; both its days are included."""
    judged = judged_date(world)
    _note_day(world, combining.days_of(judged))
    return combining.within_window(judged, start, end)


def _lookup(world: World, node: ir.Lookup) -> Ranged:
    truths = [truth.both(conditions.holds(world, c) for c in row.conditions) for row in node.rows]
    if (seen := world.seen) is not None and len(left := combining.rows_left(node.selects, truths)) == 1:
        seen.answered(node.rows[left[0]], truths[left[0]])
    words = [row.words for row in node.rows]
    return combining.looked_up(node.selects, truths, lambda n: value_of(world, node.rows[n].result), node.table, words)


# --- of two operands --------------------------------------------------------------------------------------------


def _of_two(world: World, node: ir.RatioOf | ir.TimeFrom | ir.Arithmetic | ir.Extreme) -> Ranged:
    match node:
        case ir.TimeFrom(start, end):
            place = _buyer(world, "country"), _buyer(world, "region")
            return combining.time_from(value_of(world, start), value_of(world, end), *place)
        case ir.RatioOf(left, right):
            return combining.ratio_of(value_of(world, left), value_of(world, right))
        case ir.Arithmetic(operator, left, right):
            return _ARITHMETIC[operator](value_of(world, left), value_of(world, right))
        case ir.Extreme(which, left, right):
            return _EXTREMES[which](value_of(world, left), value_of(world, right))
        case _:
            assert_never(node)


_ARITHMETIC = {"plus": combining.plus, "minus": combining.minus, "times": combining.times}
_EXTREMES = {"lower": combining.lower_of, "higher": combining.higher_of}


def _buyer(world: World, key: str) -> str | None:
    buyer = world.tender.root.records.get("buyer")
    fact = buyer.fact(key) if buyer is not None else None
    return str(fact.value) if isinstance(fact, Stated) else None


def as_item(item: Item) -> Choice:
    """A thing as a value: which of the tender's things it is."""
    return Choice.of(ItemRef(item.path))


def shown_fact(fact: Stated, info: FactInfo) -> str:
    """A stated value as people write it."""
    return format_value(fact.value, (info.type.element or info.type).kind)
