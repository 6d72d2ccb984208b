"""What an expression comes to, as bounds in SQL."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal, assert_never

from policyspec.base.dataclasses import replace
from policyspec.engines.sql import aggregates, conditions
from policyspec.engines.sql import bounds as b
from policyspec.engines.sql.bounds import (
    Amount,
    Bounds,
    Choice,
    Day,
    Length,
    Num,
    Number,
    Pair,
    Ratio,
    Shares,
    Side,
    Span,
    wider,
    with_void,
)
from policyspec.engines.sql.comparing import shared_bases
from policyspec.engines.sql.logic import (
    FALSE,
    NULL,
    TRUE,
    case,
    coalesce,
    conj,
    disj,
    maybe,
    neg,
    null,
    op,
    sure,
    there,
)
from policyspec.engines.sql.reading import folded, follow, of_policy, read
from policyspec.engines.sql.unsupported import Unsupported
from policyspec.engines.sql.world import Place, World
from policyspec.ir import nodes as ir
from policyspec.model.values import Unit

ZERO = Fraction(0)


def value_of(world: World, node: ir.Expr) -> Bounds:
    """The bounds of an expression."""
    match node:
        case ir.Const():
            return folded(world, of_policy(world, node.value), node.type)
        case ir.Fact():
            return read(world, follow(world, node.owner), node.info.key, node.info.type)
        case ir.ScalarVar(name):
            bound = world.bound[name]
            assert not isinstance(bound, Place)
            return bound
        case ir.TheItem(item):
            return _item(world, item)
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
        case ir.TimeFrom(start, end):
            return _time(value_of(world, start), value_of(world, end))
        case ir.RatioOf(left, right):
            return _ratio_of(value_of(world, left), value_of(world, right))
        case ir.Arithmetic(operator, left, right):
            one, other = value_of(world, left), value_of(world, right)
            return (
                _scaled(one, other)
                if operator == "times"
                else added(world, one, other, 1 if operator == "plus" else -1)
            )
        case ir.Extreme(which, left, right):
            return _extreme(which, value_of(world, left), value_of(world, right))
        case _:
            assert_never(node)


def _item(world: World, item: ir.ItemExpr) -> Choice:
    """A thing as a value: its path in the tender."""
    if isinstance(item, ir.Step) and item.info.type.reference:
        return Choice((world.cell(follow(world, item.owner), item.info.key),))
    return as_item(world, follow(world, item))


def as_item(world: World, place: Place) -> Choice:
    """The path of a thing in a list of the tender itself: `parties[0]`."""
    if place.imagined:
        return Choice((NULL,))
    if len(place.at) != 1 or "__" in place.prefix:
        raise Unsupported("a thing within another held against one")
    before = world.dialect.string(f"{place.prefix}[")
    return Choice((f"({before} || CAST({place.at[0]} - 1 AS {world.dialect.text}) || ']')",))


# --- thresholds and tables --------------------------------------------------------------------------------------


def judged_day(world: World) -> str:
    """The day that selects thresholds and windows; null where it is missing, and then any day."""
    if world.on is not None:
        return _day(world.on)
    if world.rule is None or world.rule.judged_on is None:
        return NULL
    value = value_of(world, world.rule.judged_on)
    assert isinstance(value, Day)
    return value.day


def _day(day: date) -> str:
    return f"DATE '{day.isoformat()}'"


def within_window(world: World, start: date | None, end: date | None) -> str:
    """Whether the judged day falls in a window; both its days are included."""
    if world.on is not None:
        return TRUE if (start is None or world.on >= start) and (end is None or world.on <= end) else FALSE
    day = judged_day(world)
    after = TRUE if start is None else op(day, ">=", _day(start))
    return conj((after, TRUE if end is None else op(day, "<=", _day(end))))


def _threshold(world: World, node: ir.Threshold) -> Bounds:
    values = [of_policy(world, p.value) for p in node.periods]
    falls = [within_window(world, p.start, p.end) for p in node.periods]
    may = [maybe(f) for f in falls]
    # One period at most meets a known day; an unknown one meets them all.
    return with_void(_one_of(world, values, may), conj(neg(m) for m in may))


def _one_of(world: World, values: Sequence[Bounds], may: Sequence[str]) -> Bounds:
    """One of some values: the hull of those that may be it."""
    left = [(value, m) for value, m in zip(values, may, strict=True) if m != FALSE]
    if not left:
        return replace(values[0], void=TRUE)
    if len(left) == 1:
        return left[0][0]
    values, may = [value for value, _ in left], [m for _, m in left]
    if any(value.outside != FALSE for value in values):
        raise Unsupported("one of several values of which some may not apply")
    void = disj(conj((m, value.void)) for value, m in left)
    if all(isinstance(v, Number) for v in values):
        return Number(_hull(world, [v.num for v in values if isinstance(v, Number)], may), void)
    if all(isinstance(v, Amount) for v in values):
        return replace(_amounts_hull(world, [v for v in values if isinstance(v, Amount)], may), void=void)
    if all(isinstance(v, Length) for v in values):
        return replace(_lengths_hull(world, [v for v in values if isinstance(v, Length)], may), void=void)
    raise Unsupported("one of several values that are not ordered")


def _lengths_hull(world: World, values: Sequence[Length], may: Sequence[str]) -> Length:
    if len({v.known for v in values}) > 1 or values[0].known is None:
        raise Unsupported("one of several times in unlike units")
    amount, days = _hull(world, [v.amount for v in values], may), _hull(world, [v.days for v in values], may)
    return Length(values[0].unit, amount, days, values[0].known)


def _amounts_hull(world: World, values: Sequence[Amount], may: Sequence[str]) -> Amount:
    if len({v.currency for v in values}) > 1 or len({frozenset(v.on) for v in values}) > 1:
        raise Unsupported("one of several amounts in unlike currencies or on unlike bases")
    on = {}
    for basis in values[0].on:
        sides = [v.on[basis] for v in values]
        if any(side.present != TRUE for side in sides):
            raise Unsupported("one of several amounts that the tender states")
        on[basis] = Side(_hull(world, [side.num for side in sides], may))
    return Amount(values[0].currency, on)


def _hull(world: World, nums: Sequence[Num], may: Sequence[str]) -> Num:
    digits = nums[0].digits
    for num in nums[1:]:
        digits = wider(digits, num.digits)
    low = _furthest("least", [(num.low, m, num.exact) for num, m in zip(nums, may, strict=True)])
    high = _furthest("greatest", [(num.high, m, num.exact) for num, m in zip(nums, may, strict=True)])
    return Num(world.keep(low), world.keep(high), digits)


def _furthest(word: str, ends: Sequence[tuple[str, str, Fraction | None]]) -> str:
    """The furthest of the ends that may be it; null, endless, where one of those is."""
    endless = disj(conj((m, null(end))) for end, m, exact in ends if exact is None)
    return case([(endless, NULL)], f"{word}({', '.join(case([(m, end)]) for end, m, _ in ends)})")


def _lookup(world: World, node: ir.Lookup) -> Bounds:
    truths = [world.keep(conj(conditions.holds(world, c) for c in row.conditions)) for row in node.rows]
    surely, may = [sure(t) for t in truths], [maybe(t) for t in truths]
    values = [value_of(world, row.result) for row in node.rows]
    if node.selects == "first":
        may = [conj((m, *(neg(s) for s in surely[:n]))) for n, m in enumerate(may)]
    elif node.selects != "exactly one":
        raise Unsupported("a table in which the highest or the lowest row applies")
    void = neg(disj(surely))
    if node.selects == "exactly one":
        many = " + ".join(case([(m, "1")], "0") for m in may)
        void = disj((void, f"({many} > 1)"))
    return with_void(_one_of(world, values, may), void)


# --- of two operands --------------------------------------------------------------------------------------------


def _void(left: Bounds, right: Bounds) -> str:
    return disj((left.void, right.void))


def _outside(left: Bounds, right: Bounds) -> str:
    return disj((left.outside, right.outside))


def _time(start: Bounds, end: Bounds) -> Span:
    assert isinstance(start, Day)
    assert isinstance(end, Day)
    return Span(start, end, _void(start, end), _outside(start, end))


def _ratio_of(left: Bounds, right: Bounds) -> Ratio:
    if not isinstance(left, Number) or not isinstance(right, Number):
        raise Unsupported("a ratio of amounts of money")
    one, other = left.num, right.num
    for num in (one, other):
        if num.point is not None and (num.point[1] is None or num.point[1] < 0):
            raise Unsupported("a ratio with a part that may be below zero")
        if num.point is None and (num.exact is None or num.exact < 0):
            raise Unsupported("a ratio of parts that are worked out")
    nought = disj((null(other.high), conj((op(one.low, "=", "0"), op(other.high, "=", "0")))))
    endless = disj((null(one.high), conj((op(one.high, "=", "0"), op(other.low, "=", "0")))))
    low = Pair(case([(nought, "0")], one.low), case([(nought, "1")], other.high))
    high = Pair(case([(endless, "1")], one.high), case([(endless, "0")], other.low))
    void = conj((op(one.low, "=", "0"), op(other.low, "=", "0")))
    return Ratio(low, high, wider(one.digits, other.digits), disj((_void(left, right), void)), _outside(left, right))


def _scaled(factor: Bounds, amount: Bounds) -> Bounds:
    if not isinstance(factor, Number):
        factor, amount = amount, factor
    if not isinstance(factor, Number) or isinstance(amount, Shares | Ratio | Span | Day):
        raise Unsupported("a product of these")
    void, outside = _void(factor, amount), _outside(factor, amount)
    match amount:
        case Number(num):
            return Number(_times(num, factor.num), void, outside)
        case Amount(currency, on):
            sides = {basis: replace(side, num=_times(side.num, factor.num)) for basis, side in on.items()}
            return Amount(currency, sides, void, outside)
        case _:
            raise Unsupported("a product of these")


def _times(num: Num, factor: Num) -> Num:
    """The product of two ranges, of which neither goes below zero."""
    digits = b.product_of(num.digits, factor.digits)
    if num.exact is not None and factor.exact is not None:
        return b.constant(num.exact * factor.exact)
    if num.exact is not None:
        num, factor = factor, num
    if factor.exact is not None:
        ends = [
            b.product(end, factor.low, num.digits, factor.digits) if factor.exact else "0"
            for end in (num.low, num.high)
        ]
        low, high = ends if factor.exact >= 0 else reversed(ends)
        return Num(low, high, digits)
    for one in (num, factor):
        if one.point is None or one.point[1] is None or one.point[1] < 0:
            raise Unsupported("a product of two ranges that may go below zero")
    low = b.product(num.low, factor.low, num.digits, factor.digits)
    high = b.product(num.high, factor.high, num.digits, factor.digits)
    nought = disj(conj((op(one.low, "=", "0"), op(one.high, "=", "0"))) for one in (num, factor))
    return Num(low, case([(nought, "0")], high), digits)


def added(world: World, left: Bounds, right: Bounds, sign: Literal[1, -1]) -> Bounds:
    """The sum, or the difference, of two values of one dimension."""
    void, outside = _void(left, right), _outside(left, right)
    match left, right:
        case Number(one), Number(other):
            return Number(_sum(one, other, sign), void, outside)
        case Amount(), Amount():
            return _amounts_sum(left, right, sign, void, outside)
        case Day(day), Length(known=unit, amount=amount) if amount.exact is not None:
            return replace(left, day=_moved(world, day, unit, amount.exact * sign), void=void, outside=outside)
        case _:
            raise Unsupported(f"a {type(left).__name__.lower()} and a {type(right).__name__.lower()} together")


def _moved(world: World, day: str, unit: Unit | None, amount: Fraction) -> str:
    if day == NULL:
        return NULL
    if amount.denominator != 1 or unit not in (Unit.DAYS, Unit.MONTHS):
        raise Unsupported("a date some working days, hours or parts of a day on")
    move = world.dialect.plus_days if unit is Unit.DAYS else world.dialect.plus_months
    return move(day, int(amount))


def _sum(one: Num, other: Num, sign: Literal[1, -1]) -> Num:
    if one.exact is not None and other.exact is not None:
        return b.constant(one.exact + sign * other.exact)
    word, low, high = ("+", other.low, other.high) if sign > 0 else ("-", other.high, other.low)
    return Num(op(one.low, word, low), op(one.high, word, high), wider(one.digits, other.digits, 1))


def like_currency(left: Amount, right: Amount) -> tuple[str, str]:
    """The currency of two amounts together, and whether they have none in common."""
    if NULL in (left.currency, right.currency) or left.currency == right.currency:
        return coalesce(left.currency, right.currency), FALSE
    return coalesce(left.currency, right.currency), sure(op(left.currency, "<>", right.currency))


def _joined(left: Amount, right: Amount) -> Mapping[str, tuple[Side, Side]]:
    """The sides of two amounts on each basis on which both may stand."""
    found = {}
    for one, other in shared_bases(left, right):
        found[other if one == b.ANY else one] = (left.on[one], right.on[other])
    return found


def _together(left: Amount, right: Amount, void: str, outside: str, sides: Mapping[str, Side]) -> Amount:
    currency, unlike = like_currency(left, right)
    return Amount(currency, sides, disj((void, unlike, aggregates.nowhere(sides.values()))), outside)


def _amounts_sum(left: Amount, right: Amount, sign: Literal[1, -1], void: str, outside: str) -> Amount:
    sides = {
        basis: Side(_sum(one.num, other.num, sign), conj((one.present, other.present)), one.empty and other.empty)
        for basis, (one, other) in _joined(left, right).items()
    }
    return _together(left, right, void, outside, sides)


def _extreme(which: Literal["lower", "higher"], left: Bounds, right: Bounds) -> Bounds:
    void, outside = _void(left, right), _outside(left, right)
    match left, right:
        case Number(one), Number(other):
            return Number(_of_two(which, one, other), void, outside)
        case Amount(), Amount():
            sides = {
                basis: Side(
                    _of_two(which, one.num, other.num), conj((one.present, other.present)), one.empty and other.empty
                )
                for basis, (one, other) in _joined(left, right).items()
            }
            return _together(left, right, void, outside, sides)
        case _:
            raise Unsupported(f"the {which} of values that are neither numbers nor amounts of money")


def _of_two(which: Literal["lower", "higher"], one: Num, other: Num) -> Num:
    """Of two ranges; `greatest` and `least` leave out what is null."""
    word = "greatest" if which == "higher" else "least"
    lows, highs = [f"{word}({one.low}, {other.low})", f"{word}({one.high}, {other.high})"]
    both_lows, both_highs = (conj((there(x), there(y))) for x, y in ((one.low, other.low), (one.high, other.high)))
    if which == "higher":
        return Num(lows, case([(both_highs, highs)]), wider(one.digits, other.digits))
    return Num(case([(both_lows, lows)]), highs, wider(one.digits, other.digits))
