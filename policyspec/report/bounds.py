"""The bounds that rules set on the weights of criteria, found in the Core IR: `quality weight must be at least 60%`.

Only what a picture can show is looked for: the total weight of criteria of some kinds, or a ratio of two such totals
that make up the whole, held against a number that the policy fixes.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from policyspec.base.dataclasses import dataclass, replace
from policyspec.ir import nodes as ir
from policyspec.model.literals import format_value
from policyspec.model.outcomes import Strength
from policyspec.model.types import Kind
from policyspec.model.values import Ratio, Value

KINDS = ("quality", "price", "cost")


@dataclass(frozen=True, slots=True)
class Bound:
    """A floor (`least`) or a cap on the weight of criteria of these kinds together. `at`: part of one.

    `strict`: at the number itself it is not kept. `owner`: the variable of the item whose criteria they are.
    """

    owner: str
    kinds: tuple[str, ...]
    least: bool
    strict: bool
    at: Fraction
    words: str


def bounds(rulebook: ir.Rulebook, judged_on: str | None) -> list[tuple[str, str, Bound]]:
    """Every bound with its rule and limb. `judged_on`: the ISO date that selects the value of a dated threshold."""
    on = date.fromisoformat(judged_on) if judged_on else None
    return [
        (rule.id, limb.label, replace(bound, words=_words(limb, bound)))
        for rule in rulebook.rules
        for limb in rule.limbs
        for bound in _bounds(limb.duty, on, kept=limb.strength is not Strength.FLAG)
        if bound.owner == (rule.scope[-1].var if rule.scope else ir.TENDER)
    ]


def _words(limb: ir.Limb, bound: Bound) -> str:
    """The duty, with the number where the policy gives it a name."""
    return f"{limb.words} ({bound.words})" if bound.words and bound.words not in limb.words else limb.words


def _bounds(duty: ir.Condition, on: date | None, *, kept: bool) -> Iterator[Bound]:
    """The bounds that a condition sets where it is to hold; `kept` false: where it is not to hold."""
    match duty:
        case ir.Not(condition=inner):
            yield from _bounds(inner, on, kept=not kept)
        case ir.Compare(relation="at least" | "above" as relation, left=left, right=right):
            yield from _bound(left, right, on, least=kept, strict=(relation == "above") == kept)
        case ir.Compare(relation="at most" | "below" as relation, left=left, right=right):
            yield from _bound(left, right, on, least=not kept, strict=(relation == "below") == kept)
        case ir.BetweenBounds(subject=subject, low=low, high=high) if kept:
            yield from _bound(subject, low, on, least=True, strict=False)
            yield from _bound(subject, high, on, least=False, strict=False)
        case _:
            return


def _bound(left: ir.Expr, right: ir.Expr, on: date | None, *, least: bool, strict: bool) -> Iterator[Bound]:
    value = _fixed(right, on)
    match left, value:
        case ir.Aggregate(function="total", over=ir.Filtered() as over, var=var, value=weight), Fraction():
            criteria, kinds, at = over.over, _kinds(over.condition, over.var), value
            words = format_value(value, Kind.PERCENTAGE)
        case ir.ClassRatio(over=criteria, var=var, value=weight), Ratio(one, other) if one + other:
            kinds, at = _kinds_of_ratio(left), one / (one + other)
            words = format_value(value, Kind.RATIO)
        case _:
            return
    owner = _owner(criteria)
    if owner and kinds and _is_weight(weight, var):
        yield Bound(owner, kinds, least, strict, at, words)


def _fixed(expr: ir.Expr, on: date | None) -> Value | None:
    """The value of an expression that no tender changes; None for all others."""
    match expr:
        case ir.Const(value=value):
            return value
        case ir.Threshold(periods=periods):
            meant = [period for period in periods if on is None or _in_force(period, on)]
            values = {period.value for period in meant}
            return values.pop() if len(values) == 1 else None
        case _:
            return None


def _in_force(period: ir.Period, on: date) -> bool:
    return (period.start is None or period.start <= on) and (period.end is None or on <= period.end)


# --- whose weights ----------------------------------------------------------------------------------------------


def _is_weight(value: ir.Expr | None, var: str) -> bool:
    return (
        isinstance(value, ir.Fact)
        and value.info.key == "weight"
        and value.info.owner == "criterion"
        and value.owner == ir.Var(var, "criterion")
    )


def _owner(over: ir.Collection) -> str | None:
    """The variable of the item that the criteria are of, where the collection is all its criteria."""
    match over:
        case ir.Members(owner=ir.Var(name=name), info=info) if info.key == "criteria":
            return name
        case _:
            return None


def _kinds_of_ratio(ratio: ir.ClassRatio) -> tuple[str, ...]:
    """The kinds on the left, where both sides make up the whole; else none."""
    left, right = _kinds(ratio.left, ratio.var), _kinds(ratio.right, ratio.var)
    return left if sorted(left + right) == sorted(KINDS) else ()


def _kinds(condition: ir.Condition, var: str) -> tuple[str, ...]:
    picked = {kind: _picks(condition, var, kind) for kind in KINDS}
    return () if None in picked.values() else tuple(kind for kind in KINDS if picked[kind])


def _picks(condition: ir.Condition, var: str, kind: str) -> bool | None:
    """Whether a condition on a criterion's kind holds for a kind; None where it is on anything else."""
    match condition:
        case ir.Not(condition=inner):
            picked = _picks(inner, var, kind)
            return None if picked is None else not picked
        case ir.OneOf(subject=subject, options=options) if _is_kind(subject, var):
            return kind in {option.value for option in options if isinstance(option, ir.Const)}
        case ir.Compare(relation="equal", left=subject, right=ir.Const(value=value)) if _is_kind(subject, var):
            return kind == value
        case _:
            return None


def _is_kind(subject: ir.Expr, var: str) -> bool:
    return isinstance(subject, ir.Fact) and subject.info.key == "kind" and subject.owner == ir.Var(var, "criterion")
