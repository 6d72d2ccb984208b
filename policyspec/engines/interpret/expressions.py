"""What an expression comes to, as a range."""

from datetime import date
from typing import assert_never

from policyspec.engines.interpret import aggregates, conditions
from policyspec.engines.interpret.comparing import as_days
from policyspec.engines.interpret.quantities import columns
from policyspec.engines.interpret.reading import (
    MAY_NOT_APPLY,
    by_reference,
    constant,
    does_not_apply,
    follow,
    missing,
    read_fact,
    step_settled,
)
from policyspec.engines.interpret.world import World
from policyspec.ir import nodes as ir
from policyspec.model import calendar, truth
from policyspec.model.facts import Item, Stated
from policyspec.model.literals import format_value
from policyspec.model.ranges import (
    ANY_DATE,
    ENDLESS,
    NOUGHT,
    ZERO,
    Amounts,
    AnyBasis,
    Bounds,
    Choice,
    Dates,
    Durations,
    Elapsed,
    Interval,
    Pair,
    Ranged,
    Ratios,
    Void,
    no_value,
)
from policyspec.model.truth import Truth
from policyspec.model.types import Kind, Type
from policyspec.model.values import ItemRef, Moment, Unit
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


def _fact(world: World, node: ir.Fact) -> Ranged:
    item = follow(world, node.owner)
    if item is None:
        void = Void.MAYBE if by_reference(node.owner) else Void.NEVER
        reason = f"{node.info.phrase} {MAY_NOT_APPLY}"
        return Ranged(missing(node.info.type), step_settled(world, node.owner), void, reason)
    return read_fact(world, item, node.info)


def _item(world: World, node: ir.TheItem) -> Ranged:
    item = follow(world, node.item)
    if item is None:
        return Ranged(Choice(None), step_settled(world, node.item))
    if item.path in world.unseen:
        return Ranged(Choice(None), world.is_settled((item.path, "")))
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
    dates = judged.bounds
    assert isinstance(dates, Dates)
    _note_day(world, dates)
    values = [Ranged(constant(p.value), judged.settled) for p in node.periods if _meets(dates, p)]
    if not values:
        moment = dates.exact
        on = format_value(Moment(moment.day), Kind.DATE) if moment else "that date"
        return no_value(f"{node.name} has no value on {on}")
    return _hull(values)


def _note_day(world: World, dates: Dates) -> None:
    if (seen := world.seen) is not None and dates.exact is not None:
        seen.days.add(dates.exact.day)


def _meets(dates: Dates, period: ir.Period) -> bool:
    """Whether a date may fall in a period."""
    late_enough = period.start is None or dates.high is None or dates.high.day >= period.start
    return late_enough and (period.end is None or dates.low is None or dates.low.day <= period.end)


def within_window(world: World, start: date | None, end: date | None) -> Truth:
    """Whether the judged date falls in a window; both its days are included."""
    judged = judged_date(world)
    dates = judged.bounds
    assert isinstance(dates, Dates)
    _note_day(world, dates)
    surely_started = start is None or (dates.low is not None and dates.low.day >= start)
    surely_going = end is None or (dates.high is not None and dates.high.day <= end)
    if surely_started and surely_going:
        return truth.TRUE
    return truth.unknown(settled=judged.settled) if _meets(dates, ir.Period(False, start, end)) else truth.FALSE


def _hull(values: list[Ranged]) -> Ranged:
    """One of some values: the hull of numbers, the set of what is not ordered."""
    if len(values) == 1:
        return values[0]
    settled = all(v.settled for v in values)
    defined = [v for v in values if v.void is not Void.ALWAYS]
    if not defined:
        lost = next((v for v in values if not does_not_apply(v)), values[0])
        return no_value(lost.reason or "no value", settled=settled)
    void = Void.NEVER if all(v.void is Void.NEVER for v in values) else Void.MAYBE
    reason = next((v.reason for v in values if v.reason), None)
    bounds = [v.bounds for v in defined]
    if isinstance(bounds[0], Choice):
        sets = [b.options for b in bounds if isinstance(b, Choice)]
        known = [s for s in sets if s is not None]
        return Ranged(Choice(frozenset().union(*known) if len(known) == len(sets) else None), settled, void, reason)
    table = (
        columns(bounds)
        if _one_dimension(bounds)
        else "the values that may apply are of unlike units, currencies or bases"
    )
    if isinstance(table, str):
        return no_value(table, settled=settled)
    merged = {basis: _interval_hull(row) for basis, row in table.on.items()}
    # One of several values is known only when what selects it is; equal values need no selecting.
    return Ranged(table.rebuild(merged), settled, void, reason)


def _one_dimension(bounds: list[Bounds]) -> bool:
    """Whether it does not matter for how a value compares which of these it is: on which bases, by days or by hours."""
    bases = {(b.currency, frozenset(b.on)) for b in bounds if isinstance(b, Amounts) and b.currency is not None}
    units = {b.unit for b in bounds if isinstance(b, Durations)}
    return len(bases) < 2 and (len(units) < 2 or not units & {Unit.HOURS, None})


def _interval_hull(row: tuple[Interval, ...]) -> Interval:
    found = row[0]
    for other in row[1:]:
        found = found.hull(other)
    return found


def _lookup(world: World, node: ir.Lookup) -> Ranged:
    truths = [truth.both(conditions.holds(world, c) for c in row.conditions) for row in node.rows]
    possible = [(row, t) for row, t in zip(node.rows, truths, strict=True) if not t.fails]
    certain = [row for row, t in possible if t.holds]
    if not possible:
        return no_value(f"no row of the table `{node.table}` applies")
    if node.selects == "exactly one" and len(certain) > 1:
        rows = " and ".join(f"`{row.words}`" for row in certain[:2])
        return no_value(f"two rows of the table `{node.table}` apply: {rows}")
    if node.selects == "first":
        stop = next((n for n, (_, t) in enumerate(possible) if t.holds), len(possible))
        possible = possible[: stop + 1]
    if (seen := world.seen) is not None and len(possible) == 1:
        seen.answered(possible[0][0], possible[0][1])
    settled = all(t.settled for _, t in possible)
    results = [value_of(world, row.result) for row, _ in possible]
    chosen = _ranked(node, results, [t for _, t in possible]) if node.selects in ("highest", "lowest") else None
    found = chosen or _hull(results)
    may_fail = _may_fail(node, [t for _, t in possible])
    void = Void.MAYBE if may_fail and found.void is Void.NEVER else found.void
    reason = None if may_fail and does_not_apply(found) else found.reason
    reason = reason or f"no row, or more than one, of the table `{node.table}` may apply"
    return Ranged(found.bounds, found.settled and settled, void, reason)


def _may_fail(node: ir.Lookup, truths: list[Truth]) -> bool:
    none_certain = not any(t.holds for t in truths)
    return none_certain or (node.selects == "exactly one" and len(truths) > 1)


def _ranked(node: ir.Lookup, results: list[Ranged], truths: list[Truth]) -> Ranged | None:
    """The highest (lowest) result over the rows that apply: certain rows bound it on one side."""
    table = columns([r.bounds for r in results])
    if isinstance(table, str) or any(r.void is not Void.NEVER for r in results):
        return None
    highest = node.selects == "highest"
    merged = {b: aggregates.extreme_of(highest=highest, truths=truths, row=row) for b, row in table.on.items()}
    return Ranged(table.rebuild(merged), all(r.settled for r in results))


# --- of two operands --------------------------------------------------------------------------------------------


def _of_two(world: World, node: ir.RatioOf | ir.TimeFrom | ir.Arithmetic | ir.Extreme) -> Ranged:
    left, right = (
        (value_of(world, node.start), value_of(world, node.end))
        if isinstance(node, ir.TimeFrom)
        else (value_of(world, node.left), value_of(world, node.right))
    )
    if isinstance(node, ir.Arithmetic) and node.operator != "times":
        return plus(left, right) if node.operator == "plus" else minus(left, right)
    settled = left.settled and right.settled
    if Void.ALWAYS in (left.void, right.void):
        return no_value(left.reason or right.reason or "no value", settled=settled)
    found = _combined(world, node, left.bounds, right.bounds)
    if isinstance(found, str):
        return no_value(found, settled=settled)
    bounds, zero_ratio = found
    maybe = zero_ratio or Void.MAYBE in (left.void, right.void)
    reason = left.reason or right.reason or ("a ratio of 0:0" if zero_ratio else None)
    return Ranged(bounds, settled, Void.MAYBE if maybe else Void.NEVER, reason)


def _combined(
    world: World, node: ir.RatioOf | ir.TimeFrom | ir.Arithmetic | ir.Extreme, left: Bounds, right: Bounds
) -> tuple[Bounds, bool] | str:
    match node:
        case ir.TimeFrom():
            assert isinstance(left, Dates)
            assert isinstance(right, Dates)
            return Elapsed(left, right, _buyer(world, "country"), _buyer(world, "region")), False
        case ir.RatioOf():
            return _ratio_of(left, right)
        case ir.Arithmetic():
            return _scaled(left, right), False
        case ir.Extreme(which):
            table = columns([left, right])
            if isinstance(table, str):
                return table
            pair = [truth.TRUE, truth.TRUE]
            found = {
                b: aggregates.extreme_of(highest=which == "higher", truths=pair, row=r) for b, r in table.on.items()
            }
            return table.rebuild(found), False
        case _:
            assert_never(node)


def _buyer(world: World, key: str) -> str | None:
    buyer = world.tender.root.records.get("buyer")
    fact = buyer.fact(key) if buyer is not None else None
    return str(fact.value) if isinstance(fact, Stated) else None


def _ratio_of(left: Bounds, right: Bounds) -> tuple[Bounds, bool] | str:
    table = columns([left, right])
    if isinstance(table, str):
        return table
    first, second = next(iter(table.on.values()))
    if (first.low is None or first.low < 0) or (second.low is None or second.low < 0):
        return "a ratio with a part below zero"
    if first.high == 0 and second.high == 0:
        return "a ratio of 0:0"
    low = NOUGHT if second.high is None else Pair(first.low, second.high) if first.low or second.high else NOUGHT
    high = ENDLESS if first.high is None else Pair(first.high, second.low) if first.high or second.low else ENDLESS
    return Ratios(low, high), first.low == 0 and second.low == 0


def _scaled(factor: Bounds, amount: Bounds) -> Bounds:
    if not isinstance(factor, Interval):
        factor, amount = amount, factor
    assert isinstance(factor, Interval)
    table = columns([amount])
    assert not isinstance(table, str)
    return table.rebuild({basis: row[0].times(factor) for basis, row in table.on.items()})


def plus(left: Ranged, right: Ranged) -> Ranged:
    """The sum of two values of one dimension."""
    return _sum(left, right, 1)


def minus(left: Ranged, right: Ranged) -> Ranged:
    """The difference of two values of one dimension."""
    return _sum(left, right, -1)


def _sum(left: Ranged, right: Ranged, sign: int) -> Ranged:
    settled = left.settled and right.settled
    if Void.ALWAYS in (left.void, right.void):
        return no_value(left.reason or right.reason or "no value", settled=settled)
    found = _added(left.bounds, right.bounds, sign)
    if isinstance(found, str):
        return no_value(found, settled=settled)
    void = Void.MAYBE if Void.MAYBE in (left.void, right.void) else Void.NEVER
    return Ranged(found, settled, void, left.reason or right.reason)


def _added(left: Bounds, right: Bounds, sign: int) -> Bounds | str:
    if isinstance(left, Dates) and isinstance(right, Durations | Elapsed):
        time = right if isinstance(right, Durations) else Durations(Unit.DAYS, as_days(right))
        return calendar.plus(left, time if sign > 0 else calendar.negated(time))
    table = columns([left, right])
    if isinstance(table, str):
        return table
    return table.rebuild({b: one + other if sign > 0 else one - other for b, (one, other) in table.on.items()})


def as_item(item: Item) -> Choice:
    """A thing as a value: which of the tender's things it is."""
    return Choice.of(ItemRef(item.path))


def shown_fact(fact: Stated, info: FactInfo) -> str:
    """A stated value as people write it."""
    return format_value(fact.value, (info.type.element or info.type).kind)
