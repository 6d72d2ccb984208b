"""Comparing two values by their bounds, as SQL: true, false, or null where it may be either."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import TypeVar, assert_never

from policyspec.engines.sql import bounds as b
from policyspec.engines.sql.bounds import (
    ANY,
    Amount,
    Bounds,
    Choice,
    Day,
    Length,
    Num,
    Number,
    Part,
    Ratio,
    Shares,
    Span,
    constant,
)
from policyspec.engines.sql.logic import FALSE, NULL, TRUE, case, coalesce, conj, disj, neg, null, op, there
from policyspec.engines.sql.unsupported import Unsupported
from policyspec.engines.sql.world import World
from policyspec.ir.nodes import Relation
from policyspec.model.columns import EXCLUDING, INCLUDING, UNSTATED, Digits
from policyspec.model.values import Unit


def compare(world: World, relation: Relation, left: Bounds, right: Bounds) -> str:
    """Whether the relation holds between two values. Without a value on either side it cannot be told."""
    void = disj((left.void, right.void))
    answer = _by_bounds(world, relation, left, right)
    return answer if void == FALSE else case([(void, NULL)], answer)


def _by_bounds(world: World, relation: Relation, left: Bounds, right: Bounds) -> str:
    match left, right:
        case Number(one), Number(other):
            return numbers(relation, one, other)
        case Amount(), Amount():
            return _amounts(world, relation, left, right)
        case Ratio(), Ratio():
            return _related(relation, _ratio_at_least, left, right)
        case Day(), Day():
            return _related(relation, _not_before, left, right)
        case (Shares(on), Number()):
            return _agreed([(present, _parts(relation, part, right)) for present, part in on])
        case (Number(), Shares(on)):
            return _agreed([(present, _parts(relation, left, part)) for present, part in on])
        case ((Length() | Span()), (Length() | Span())):
            return _durations(world, relation, left, right)
        case Choice(), Choice():
            return conj(op(one, "=", other) for one, other in zip(left.texts, right.texts, strict=True))
        case _:
            raise Unsupported(f"a {type(left).__name__.lower()} beside a {type(right).__name__.lower()}")


#: What has an order, or one side of it: numbers, ratios, shares, dates.
Ordered = TypeVar("Ordered")


def _related(relation: Relation, at_least: Callable[[Ordered, Ordered], str], left: Ordered, right: Ordered) -> str:
    """Any relation from the one of being at least as high."""
    match relation:
        case "at least":
            return at_least(left, right)
        case "at most":
            return at_least(right, left)
        case "above":
            return neg(at_least(right, left))
        case "below":
            return neg(at_least(left, right))
        case "equal":
            return conj((at_least(left, right), at_least(right, left)))
        case _:
            assert_never(relation)


# --- numbers ----------------------------------------------------------------------------------------------------


def numbers(relation: Relation, left: Num, right: Num) -> str:
    """A relation between two intervals."""
    return _equal(left, right) if relation == "equal" else _related(relation, _at_least, left, right)


def _at_least(left: Num, right: Num) -> str:
    if left.exact is not None and right.exact is not None:
        return TRUE if left.exact >= right.exact else FALSE
    if _undecided_when_missing(left, right.exact, strict_below=True):
        return op(_point(left), ">=", right.low)
    if _undecided_when_missing(right, left.exact, strict_below=False):
        return op(left.low, ">=", _point(right))
    if left.one and right.one:
        return op(left.low, ">=", right.low)
    return case([(op(left.low, ">=", right.high), TRUE), (op(left.high, "<", right.low), FALSE)])


def _undecided_when_missing(num: Num, bound: Fraction | None, *, strict_below: bool) -> bool:
    """Whether a fact that is missing decides nothing, so that it may stand in the comparison as it is."""
    if num.point is None or bound is None:
        return False
    _, lo, hi = num.point
    if strict_below:  # `fact >= bound`: not sure to hold, not sure to fail
        return (lo is None or lo < bound) and (hi is None or hi >= bound)
    return (hi is None or hi > bound) and (lo is None or lo <= bound)


def _point(num: Num) -> str:
    assert num.point is not None
    return num.point[0]


def _equal(left: Num, right: Num) -> str:
    if left.one and right.one:
        return op(left.low, "=", right.low)
    for one, other in ((left, right), (right, left)):
        inside = _undecided_when_missing(one, other.exact, strict_below=True)
        if inside and _undecided_when_missing(one, other.exact, strict_below=False):
            return op(_point(one), "=", other.low)
    ends = [op(left.low, "=", left.high), op(right.low, "=", right.high), op(left.low, "=", right.low)]
    apart = disj((op(left.high, "<", right.low), op(right.high, "<", left.low)))
    return case([(conj(e for e in ends if not _same(e)), TRUE), (apart, FALSE)])


def _same(equality: str) -> bool:
    left, _, right = equality[1:-1].partition(" = ")
    return left == right


# --- money ------------------------------------------------------------------------------------------------------


def _amounts(world: World, relation: Relation, left: Amount, right: Amount) -> str:
    shared = _of_some_tender(left, right, shared_bases(left, right))
    answers = [
        (
            conj((left.on[one].present, right.on[other].present)),
            numbers(relation, left.on[one].num, right.on[other].num),
        )
        for one, other in shared
    ]
    on_shared = disj(present for present, _ in answers)
    highest = world.rule.vat_at_most if world.rule is not None else None
    across = [
        (conj((neg(on_shared), present)), numbers(relation, *_brought(one, other, wanted, highest)))
        for present, one, other, wanted in _across(left, right)
    ]
    answer = _agreed(answers)
    found = case([(present, across_) for present, across_ in across if across_ != NULL], answer)
    unlike = _unlike(left.currency, right.currency)
    return case([(unlike, NULL)], found) if unlike != FALSE else found


def _across(left: Amount, right: Amount) -> Iterator[tuple[str, Num, Num, str]]:
    """The pairs of unlike bases on which two amounts may stand, neither of them without one; and the right's basis."""
    for one, other in ((EXCLUDING, INCLUDING), (INCLUDING, EXCLUDING)):
        if one in left.on and other in right.on and not (left.on[one].empty or right.on[other].empty):
            open_ = [side.present for amount in (left, right) for basis, side in amount.on.items() if basis == UNSTATED]
            present = conj((left.on[one].present, right.on[other].present, *map(neg, open_)))
            yield present, left.on[one].num, right.on[other].num, other


def _brought(one: Num, other: Num, wanted: str, highest: Fraction | None) -> tuple[Num, Num]:
    """The two on the other's basis, or in proportion to it: VAT takes nothing off and adds at most the highest rate."""
    below, above = (op(end, sign, "0") for end, sign in ((one.low, "<"), (one.high, "<=")))
    if highest is None and wanted == INCLUDING:
        return Num(case([(below, NULL)], one.low), case([(above, one.high)]), one.digits), other
    if highest is None:
        return Num(case([(below, one.low)], "0"), case([(above, "0")], one.high), one.digits), other
    most = b.constant(1 + highest)
    more = [b.product(end, most.low, one.digits, most.digits) for end in (one.low, one.high)]
    digits = b.product_of(one.digits, most.digits)
    if wanted == INCLUDING:
        return Num(case([(below, more[0])], one.low), case([(above, one.high)], more[1]), digits), other
    beside = [b.product(end, most.low, other.digits, most.digits) for end in (other.low, other.high)]
    low, high = case([(below, more[0])], one.low), case([(above, one.high)], more[1])
    return Num(low, high, digits), Num(beside[0], beside[1], b.product_of(other.digits, most.digits))


def _unlike(one: str, other: str) -> str:
    if NULL in (one, other) or one == other:
        return FALSE
    return TRUE if one.startswith("'") and other.startswith("'") else op(one, "<>", other)


def shared_bases(left: Amount, right: Amount) -> list[tuple[str, str]]:
    """The pairs of bases on which two amounts may stand together."""
    if ANY in left.on or ANY in right.on:
        return [(one, other) for one in left.on for other in right.on]
    return [(basis, basis) for basis in left.on if basis in right.on]


def _of_some_tender(left: Amount, right: Amount, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Without the bases on which no tender states either: there both stand only where both stand on all."""
    stated = [(one, other) for one, other in pairs if not (left.on[one].empty and right.on[other].empty)]
    return stated or pairs[:1]


def _agreed(answers: Sequence[tuple[str, str]]) -> str:
    """The answer on which all bases agree on which both amounts are known."""
    if not answers:
        return NULL
    if len(answers) == 1:
        present, answer = answers[0]
        return answer if present == TRUE else case([(present, answer)])
    known = disj(present for present, _ in answers)
    yes = conj((known, *(disj((neg(present), answer)) for present, answer in answers)))
    no = conj((known, *(disj((neg(present), neg(answer))) for present, answer in answers)))
    return case([(yes, TRUE), (no, FALSE)])


# --- ratios and shares ------------------------------------------------------------------------------------------


def _ratio_at_least(left: Ratio, right: Ratio) -> str:
    yes = _pairs(left.low, right.high, left.digits, right.digits, ">=")
    no = _pairs(left.high, right.low, left.digits, right.digits, "<")
    return case([(yes, TRUE), (no, FALSE)])


def _pairs(one: b.Pair, other: b.Pair, of_one: Digits, of_other: Digits, sign: str) -> str:
    return op(
        b.product(one.left, other.right, of_one, of_other),
        sign,
        b.product(other.left, one.right, of_other, of_one),
    )


def _parts(relation: Relation, left: Part | Number, right: Part | Number) -> str:
    return _related(relation, _part_at_least, left, right)


def _part_at_least(left: Part | Number, right: Part | Number) -> str:
    if isinstance(left, Part) and isinstance(right, Number):
        return case(
            [(_low_part(left, ">=", right.num.high, right.num.digits), TRUE),
             (_high_part(left, "<", right.num.low, right.num.digits), FALSE)]
        )  # fmt: skip
    assert isinstance(left, Number)
    assert isinstance(right, Part)
    return case(
        [(_high_part(right, "<=", left.num.low, left.num.digits), TRUE),
         (_low_part(right, ">", left.num.high, left.num.digits), FALSE)]
    )  # fmt: skip


def _low_part(part: Part, sign: str, bound: str, digits: Digits) -> str:
    divided = _divided(part.low_inside, part.low_outside, sign, bound, part.digits, digits)
    nothing_outside = op(part.low_outside, "=", "0")
    return case([(null(part.low_outside), op("0", sign, bound)), (nothing_outside, op("1", sign, bound))], divided)


def _high_part(part: Part, sign: str, bound: str, digits: Digits) -> str:
    divided = _divided(part.high_inside, part.high_outside, sign, bound, part.digits, digits)
    nothing_inside = op(part.high_inside, "=", "0")
    return case([(null(part.high_inside), op("1", sign, bound)), (nothing_inside, op("0", sign, bound))], divided)


def _divided(inside: str, outside: str, sign: str, bound: str, one: Digits, other: Digits) -> str:
    whole = b.wider(one, one, 1)
    return op(inside, sign, b.product(op(inside, "+", outside), bound, whole, other))


# --- dates and durations ----------------------------------------------------------------------------------------


def _not_before(left: Day, right: Day) -> str:
    later = op(left.day, ">=", right.day)
    if NULL in (left.second, right.second):
        return later
    # On the same day by time, where both have one.
    instants = [op(d.second, "-", f"60 * {coalesce(d.offset, '0')}") for d in (left, right)]
    both = conj((op(left.day, "=", right.day), there(left.second), there(right.second)))
    return case([(both, op(instants[0], ">=", instants[1]))], later)


_MIRROR: dict[Relation, Relation] = {
    "at least": "at most",
    "at most": "at least",
    "above": "below",
    "below": "above",
    "equal": "equal",
}
_DAY = 24 * 60 * 60
_WHOLE = Digits(9, 0)


def _durations(world: World, relation: Relation, left: Length | Span, right: Length | Span) -> str:
    match left, right:
        case Span(), Length():
            return _elapsed(world, relation, left, right)
        case Length(), Span():
            return _elapsed(world, _MIRROR[relation], right, left)
        case Length(), Length():
            return _lengths(relation, left, right)
        case _:
            assert isinstance(left, Span)
            assert isinstance(right, Span)
            return numbers(relation, in_days(world, left), in_days(world, right))


def _lengths(relation: Relation, left: Length, right: Length) -> str:
    alike = op(left.unit, "=", right.unit)
    by_days = numbers(relation, left.days, right.days)
    return case([(alike, numbers(relation, left.amount, right.amount))], by_days)


def in_days(world: World, span: Span) -> Num:
    """The days from one date to the other; null, endless both ways, where one is missing."""
    text = NULL if NULL in (span.start.day, span.end.day) else world.dialect.days(span.end.day, span.start.day)
    return Num(text, text, _WHOLE)


def _elapsed(world: World, relation: Relation, span: Span, bound: Length) -> str:
    if bound.known is None:
        raise Unsupported("a time between two dates beside one that the tender states")
    match bound.known:
        case Unit.HOURS:
            return numbers(relation, _seconds(world, span), _times(bound.amount, Fraction(60 * 60)))
        case Unit.WORKING_DAYS:
            raise Unsupported("working days")
        case Unit.MONTHS:
            if bound.amount.exact is None or bound.amount.exact.denominator != 1:
                raise Unsupported("one of several numbers of months, or a part of a month")
            if NULL in (span.start.day, span.end.day):
                return NULL
            target = world.dialect.plus_months(span.start.day, int(bound.amount.exact))
            return numbers(relation, Num(span.end.day, span.end.day, _WHOLE), Num(target, target, _WHOLE))
        case Unit.DAYS:
            return numbers(relation, in_days(world, span), bound.amount)
        case _:
            assert_never(bound.known)


def _times(num: Num, factor: Fraction) -> Num:
    if num.exact is not None:
        return constant(num.exact * factor)
    by = constant(factor)
    ends = [b.product(end, by.low, num.digits, by.digits) for end in (num.low, num.high)]
    return Num(ends[0], ends[1], b.product_of(num.digits, by.digits))


def _seconds(world: World, span: Span) -> Num:
    """Elapsed time. A moment whose offset is not known has the other's, give or take the hour of summer time."""
    days = in_days(world, span).low
    if days == NULL:
        return Num(NULL, NULL, _WHOLE)
    start, end = span.start, span.end
    zones = [f"60 * {coalesce(one.offset, other.offset, '0')}" for one, other in ((end, start), (start, end))]
    base = f"({days} * CAST({_DAY} AS BIGINT) - {zones[0]} + {zones[1]})"
    summer = case([(disj((null(start.offset), null(end.offset))), "3600")], "0")
    low = f"({base} + {coalesce(end.second, '0')} - {coalesce(start.second, str(_DAY))} - {summer})"
    high = f"({base} + {coalesce(end.second, str(_DAY))} - {coalesce(start.second, '0')} + {summer})"
    return Num(world.keep(low), world.keep(high), _WHOLE)
