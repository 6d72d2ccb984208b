"""What follows from conditions by their text alone: whether they can hold together, whether one holds where others do.

Sound and not complete: what is said to be impossible is, and much that is impossible is not noticed. Bounds are held
against each other where both name an amount of one currency and basis, or one unit; codes where both name codes.
"""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from math import prod

from policyspec.base.dataclasses import dataclass, replace
from policyspec.ir import nodes as ir
from policyspec.model.values import Classification, Duration, Moment, Money, Ratio, Value, Vat
from policyspec.passes.shape import shape

_MOST_CASES = 64
_TURNED: dict[ir.Relation, ir.Relation] = {
    "at least": "below",
    "at most": "above",
    "above": "at most",
    "below": "at least",
}

Subject = tuple[Hashable, Hashable]  # the operand, and what its amount is measured in


@dataclass(frozen=True, slots=True)
class _Limit:
    """What one condition says of one operand."""

    subject: Subject
    low: tuple[Fraction, bool] | None = None  # the bound, and whether it lies outside
    high: tuple[Fraction, bool] | None = None
    among: frozenset[Hashable] | None = None
    barred: frozenset[Hashable] = frozenset()


def never(conditions: Iterable[ir.Condition]) -> bool:
    """Whether conditions cannot all hold."""
    cases = [_cases(condition) for condition in conditions]
    if prod(map(len, cases)) > _MOST_CASES:
        cases = [each for each in cases if len(each) == 1]
    return all(_contradict([part for parts in chosen for part in parts]) for chosen in product(*cases))


def implies(conditions: Sequence[ir.Condition], condition: ir.Condition) -> bool:
    """Whether a condition holds wherever all of the others do."""
    if isinstance(condition, ir.And):
        return all(implies(conditions, part) for part in condition.conditions)
    return never([*conditions, negated(condition)])


def negated(condition: ir.Condition) -> ir.Condition:
    match condition:
        case ir.Not(inner):
            return inner
        case ir.Or(parts, words, span):
            return ir.And(tuple(map(negated, parts)), words, span)
        case ir.And(parts, words, span):
            return ir.Or(tuple(map(negated, parts)), words, span)
        case ir.Compare(relation) if relation in _TURNED and condition.tolerance is None:
            return replace(condition, relation=_TURNED[relation])
        case _:
            return ir.Not(condition, condition.words, condition.span)


def within(judged_on: ir.Fact | None, windows: Iterable[ir.InForce]) -> list[ir.Condition]:
    """The days on which a rule is in force, as conditions on the date on which it is judged."""
    found: list[ir.Condition] = []
    for window in windows if judged_on is not None else ():
        assert judged_on is not None
        for relation, day in (("at least", window.start), ("at most", window.end)):
            if day is not None:
                found.append(_on(judged_on, relation, day))
    return found


def _on(fact: ir.Fact, relation: str, day: date) -> ir.Compare:
    const = ir.Const(Moment(day), fact.type, "", fact.span)
    return ir.Compare("at least" if relation == "at least" else "at most", fact, const, None, "", "", fact.span)


# --- one case ------------------------------------------------------------------------------------------------------


def _cases(condition: ir.Condition) -> list[list[ir.Condition]]:
    """The ways in which a condition may hold, each as conditions without `and` and `or`."""
    match condition:
        case ir.And(parts):
            ways = [_cases(part) for part in parts]
            if prod(map(len, ways)) > _MOST_CASES:
                return [[condition]]
            return [[part for parts_ in chosen for part in parts_] for chosen in product(*ways)]
        case ir.Or(parts):
            return [way for part in parts for way in _cases(part)]
        case ir.Not(ir.And() | ir.Or() | ir.Not() as inner):
            return _cases(negated(inner))
        case _:
            return [[condition]]


def _contradict(conditions: Sequence[ir.Condition]) -> bool:
    return _deny_each_other(conditions) or _leave_nothing(conditions)


def _deny_each_other(conditions: Sequence[ir.Condition]) -> bool:
    """Whether one is another's denial. Shapes are only made of those of one kind, for they cost the most here."""
    for one in (each.condition for each in conditions if isinstance(each, ir.Not)):
        alike = [each for each in conditions if type(each) is type(one)]
        if alike and shape(one) in map(shape, alike):
            return True
    return False


def _leave_nothing(conditions: Sequence[ir.Condition]) -> bool:
    """Whether the limits that they set to one operand exclude each other."""
    limited = [each for each in conditions if _may_limit(each)]
    limits: dict[Subject, _Limit] = {}
    for limit in (limit for each in limited for limit in _limits(each)) if len(limited) > 1 else ():
        whole = _both(limits.get(limit.subject), limit)
        if _is_empty(whole):
            return True
        limits[limit.subject] = whole
    return False


def _may_limit(condition: ir.Condition) -> bool:
    inner = condition.condition if isinstance(condition, ir.Not) else condition
    return isinstance(inner, ir.Compare | ir.BetweenBounds | ir.OneOf)


def _both(one: _Limit | None, other: _Limit) -> _Limit:
    if one is None:
        return other
    lows = [low for low in (one.low, other.low) if low is not None]
    highs = [high for high in (one.high, other.high) if high is not None]
    sets = [among for among in (one.among, other.among) if among is not None]
    return _Limit(
        one.subject,
        max(lows, default=None),
        min(highs, key=lambda high: (high[0], not high[1]), default=None),
        frozenset.intersection(*sets) if sets else None,
        one.barred | other.barred,
    )


def _is_empty(limit: _Limit) -> bool:
    if limit.among is not None and not limit.among - limit.barred:
        return True
    if limit.low is None or limit.high is None:
        return False
    (low, above), (high, below) = limit.low, limit.high
    return low > high or (low == high and (above or below))


def _limits(condition: ir.Condition) -> list[_Limit]:
    match condition:
        case ir.Compare(relation, left, ir.Const(value=value), None):
            return _compared(relation, left, value)
        case ir.Not(ir.Compare("equal", left, ir.Const(value=str(value)), None)):
            return [_Limit((shape(left), "code"), barred=frozenset({value}))]
        case ir.BetweenBounds(subject, ir.Const(value=low), ir.Const(value=high)):
            return _compared("at least", subject, low) + _compared("at most", subject, high)
        case ir.OneOf(subject, options):
            codes = _codes(options)
            return [] if codes is None else [_Limit((shape(subject), "code"), among=codes)]
        case ir.Not(ir.OneOf(subject, options)):
            codes = _codes(options)
            return [] if codes is None else [_Limit((shape(subject), "code"), barred=codes)]
        case _:
            return []


def _codes(options: Iterable[ir.Expr]) -> frozenset[Hashable] | None:
    values = [each.value for each in options if isinstance(each, ir.Const) and isinstance(each.value, str)]
    return frozenset(values) if len(values) == len(tuple(options)) else None


def _compared(relation: ir.Relation, left: ir.Expr, value: Value) -> list[_Limit]:
    if isinstance(value, str):
        return [_Limit((shape(left), "code"), among=frozenset({value}))] if relation == "equal" else []
    measured = _measured(value)
    if measured is None:
        return []
    unit, amount = measured
    subject = (shape(left), unit)
    match relation:
        case "at least" | "above":
            return [_Limit(subject, low=(amount, relation == "above"))]
        case "at most" | "below":
            return [_Limit(subject, high=(amount, relation == "below"))]
        case "equal":
            return [_Limit(subject, (amount, False), (amount, False))]


def _measured(value: Value) -> tuple[Hashable, Fraction] | None:
    """The unit of a value, and how many of it."""
    match value:
        case bool() | Classification():
            return None
        case Fraction():
            return "parts", value
        case Ratio(left, right) if left + right:
            return "ratio", left / (left + right)
        case Money(currency):
            stated = [(basis, value.on(basis)) for basis in (None, *Vat)]
            amounts = [(basis, amount) for basis, amount in stated if amount is not None]
            return ((currency, amounts[0][0]), amounts[0][1]) if len(amounts) == 1 else None
        case Duration(amount, unit):
            return unit, amount
        case Moment(day, None):
            return "day", Fraction(day.toordinal())
        case _:
            return None
