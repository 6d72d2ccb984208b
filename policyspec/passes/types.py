"""Whether two values may be compared, and in which way."""

from fractions import Fraction

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.ir import nodes as ir
from policyspec.model.steps import above, size
from policyspec.model.types import ORDERED, Kind, Type
from policyspec.passes.context import Context
from policyspec.passes.errors import mismatch
from policyspec.passes.errors import types as errors
from policyspec.passes.money import agree

_OF_DATES = ("before", "after", "on or before", "on or after")
_OF_ALL = ("at least", "at most")


def ordered(left: ir.Expr, relation: str, right: ir.Expr, span: Span, at: Context) -> bool:
    """Whether `left relation right` makes sense: of one kind that has an order, in the words for that kind."""
    if left.type.kind not in ORDERED:
        at.say(_without_order(left, relation, right.type.kind, span, at))
        return False
    if not alike(left, right, span, at):
        return False
    dates = left.type.kind is Kind.DATE
    if relation not in _OF_ALL and dates is not (relation in _OF_DATES):
        at.say(errors.wrong_relation(left, relation, span))
        return False
    _within_reach(left, relation, right, span, at)
    return True


def _without_order(left: ir.Expr, relation: str, kind: Kind, span: Span, at: Context) -> Diagnostic:
    """Of a thing, which of its facts the relation may be said of."""
    if left.type.kind is not Kind.ITEM:
        return errors.no_order(left, relation, span)
    facts = [info.phrase for info in at.vocabulary.facts_of(left.type.entity or "") if info.type.kind is kind]
    return errors.thing_compared(left, relation, facts[:3], span)


def alike(left: ir.Expr, right: ir.Expr, span: Span, at: Context) -> bool:
    """Whether two values are of one type: kind, code list, sort of thing, currency and VAT basis."""
    if not same_type(left.type, right.type):
        at.say(mismatch.unlike(left, right, at.vocabulary.codes.get(left.type.codes or "", ())))
        return False
    return agree(left, right, at, span)


def same_type(one: Type, other: Type) -> bool:
    if one.kind is not other.kind:
        return False
    return one.codes == other.codes and one.entity == other.entity


def member_alike(value: ir.Expr, element: Type, words: str, span: Span, at: Context) -> bool:
    """Whether a value may be a member of a list."""
    if same_type(value.type, element):
        return True
    at.say(errors.never_a_member(value, element, words, span))
    return False


def tolerated(left: ir.Expr, tolerance: ir.Expr, at: Context) -> bool:
    """Whether `give or take` fits: as the value itself, a length of time for a date."""
    needed = Kind.DURATION if left.type.kind is Kind.DATE else left.type.kind
    if left.type.kind not in ORDERED or left.type.kind is Kind.RATIO or tolerance.type.kind is not needed:
        at.say(errors.no_tolerance(left, tolerance, tolerance.span))
        return False
    return agree(left, tolerance, at, tolerance.span)


def bounded(subject: ir.Expr, low: ir.Expr, high: ir.Expr, span: Span, at: Context) -> bool:
    """Whether `between low and high` makes sense."""
    if subject.type.kind not in ORDERED:
        at.say(errors.no_order(subject, "between", span))
        return False
    if not alike(subject, low, span, at) or not alike(subject, high, span, at) or not agree(low, high, at, span):
        return False
    if isinstance(low, ir.Const) and isinstance(high, ir.Const) and above(low.value, high.value):
        at.say(errors.bounds_reversed(low.words, high.words, span))
        return False
    _within_reach(subject, "at least", low, span, at)
    end = _number(high)
    if end is not None and subject.type.hi is not None and end > subject.type.hi:
        at.say(errors.beyond(subject, high))
    return True


def reachable(left: ir.Expr, right: ir.Expr, span: Span, at: Context) -> None:
    """Warns of a value that the type of the left does not have."""
    number = _number(right)
    beyond = number is not None and (
        (left.type.lo is not None and number < left.type.lo) or (left.type.hi is not None and number > left.type.hi)
    )
    if beyond:
        at.say(errors.foregone(left, span, at.words(span), holds=False))


def _within_reach(left: ir.Expr, relation: str, right: ir.Expr, span: Span, at: Context) -> None:
    """Warns of a bound that no value of the type can meet, or that each meets."""
    number = _number(right)
    if number is None:
        return
    answer = _foregone(relation, number, left.type)
    if answer is not None:
        at.say(errors.foregone(left, span, at.words(span), holds=answer))


def _number(expr: ir.Expr) -> Fraction | None:
    return size(expr.value) if isinstance(expr, ir.Const) else None


def _foregone(relation: str, bound: Fraction, type_: Type) -> bool | None:
    """Whether each value of the type meets the bound (True), none does (False), or it depends (None)."""
    lo, hi = type_.lo, type_.hi
    match relation:
        case "at least":
            always, never = lo is not None and lo >= bound, hi is not None and hi < bound
        case "above":
            always, never = lo is not None and lo > bound, hi is not None and hi <= bound
        case "at most":
            always, never = hi is not None and hi <= bound, lo is not None and lo > bound
        case _:
            always, never = hi is not None and hi < bound, lo is not None and lo >= bound
    return always if always or never else None
