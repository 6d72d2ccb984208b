"""Comparisons: a subject and what it is said to be. `every`, `some` and `no` stand in the subject."""

from typing import assert_never

from policyspec.base.dataclasses import replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.ir import nodes as ir
from policyspec.model.types import Kind
from policyspec.passes import lists, membership, names, operands, said_to_be, types
from policyspec.passes.context import Context
from policyspec.passes.errors import types as errors
from policyspec.passes.meaning import Many, Meaning
from policyspec.syntax import ast

_RELATIONS: dict[str, ir.Relation] = {
    "at least": "at least",
    "at most": "at most",
    "above": "above",
    "below": "below",
    "after": "above",
    "before": "below",
    "on or after": "at least",
    "on or before": "at most",
}


def comparison(
    subject: ast.Operand, predicate: ast.Predicate, span: Span, at: Context, *, negated: bool
) -> ir.Condition | None:
    """`subject is predicate`, or with `negated` that it is not."""
    found = quantified_in(subject)
    if found is not None:
        return _quantified(found, subject, predicate, span, at, negated=negated)
    said = _plain(subject, predicate, span, at)
    return negation(said, span, at) if negated else said


def negation(said: ir.Condition | None, span: Span, at: Context) -> ir.Condition | None:
    """That a condition does not hold."""
    return None if said is None else ir.Not(said, at.words(span), span)


def quantified_in(node: ast.Operand) -> ast.Quantified | None:
    """The `every lot` in `every lot`, `value of every lot`, `cap of the owner of every risk`."""
    match node:
        case ast.Quantified():
            return node
        case ast.Of(owner=owner):
            return quantified_in(owner)
        case _:
            return None


def _quantified(
    found: ast.Quantified,
    subject: ast.Operand,
    predicate: ast.Predicate,
    span: Span,
    at: Context,
    *,
    negated: bool,
) -> ir.Condition | None:
    """The comparison said of each member. `not` belongs to what is said of it: every lot is not so."""
    many = lists.path(found.noun, at)
    if many is None:
        return None
    over = lists.restricted(many, found.where, at, at.words(found.span))
    if over is None:
        return None
    bound = lists.member(many, at)
    one = ast.Name(ast.Phrase(bound.nouns[0], found.span, "the"), found.span)
    said = comparison(_with_member(subject, one), predicate, span, at.within(bound), negated=negated)
    variable = lists.variable_of(bound)
    if said is None:
        return None
    return ir.Quantified(found.quantifier, over, variable, said, at.words(span), span)


def _with_member(subject: ast.Operand, one: ast.Name) -> ast.Operand:
    match subject:
        case ast.Of(owner=owner):
            return replace(subject, owner=_with_member(owner, one))
        case _:
            return one


def _plain(subject: ast.Operand, predicate: ast.Predicate, span: Span, at: Context) -> ir.Condition | None:
    match predicate:
        case ast.Is():
            return said_to_be.is_(subject, predicate, span, at)
        case ast.IsStated():
            return said_to_be.stated(subject, span, at)
        case ast.Include():
            return membership.include(subject, predicate, span, at)
        case _:
            said = names.meaning(subject, at)
            if isinstance(said, Many) and isinstance(predicate, ast.Bound | ast.BetweenBounds | ast.Exactly):
                at.say(of_a_list(said, subject.span, at, counted=True))
                return None
            left = value(said, subject.span, at)
            return None if left is None else compared(left, predicate, span, at)


def value(meaning: Meaning | None, span: Span, at: Context) -> ir.Expr | None:
    """The subject of a comparison as one value."""
    if isinstance(meaning, Many):
        at.say(of_a_list(meaning, span, at))
        return None
    return operands.single(meaning, span, at)


def of_a_list(many: Many, span: Span, at: Context, *, counted: bool = False) -> Diagnostic:
    """That a list is said to be what only one of its members can be, or, with `counted`, their number."""
    if isinstance(many.over, ir.Projected):
        return errors.projection_compared(at.words(span), *_of_each(many.over), span)
    return errors.list_compared(at.words(span), many.nouns[0], span, counted=counted)


def _of_each(over: ir.Projected) -> tuple[str, str]:
    """The fact and the thing of a projection: `payment period`, `subcontract`."""
    fact = over.value.info.phrase if isinstance(over.value, ir.Fact) else over.words.partition(" of ")[0]
    return fact, over.var.rstrip(" 0123456789")


def compared(left: ir.Expr, predicate: ast.Predicate, span: Span, at: Context) -> ir.Condition | None:
    """A value said to be at least, between, one of, within … something."""
    words, said = at.words(predicate.span), at.words(span)
    match predicate:
        case ast.Bound(relation, bound, _):
            right = operands.operand(bound, at, left.type)
            if right is None or not types.ordered(left, relation, right, predicate.span, at):
                return None
            return ir.Compare(_RELATIONS[relation], left, right, None, words, said, span)
        case ast.Exactly(target, tolerance, _):
            return _exactly(left, target, tolerance, predicate.span, span, at)
        case ast.BetweenBounds(low, high, _):
            return _between(left, low, high, predicate.span, span, at)
        case ast.OneOf(options, _):
            found = membership.options(options, left, at)
            return None if found is None else ir.OneOf(left, found, words, said, span)
        case ast.Within(whole, _):
            return membership.within(left, whole, predicate.span, span, at)
        case ast.WithinOneOf(wholes, _):
            return membership.within_one_of(left, wholes, span, at)
        case ast.Mentions(text, _):
            if left.type.kind is not Kind.TEXT:
                at.say(errors.mentions_nothing(left, span))
                return None
            return ir.Mentions(left, text, words, said, span)
        case ast.Among(collection, _):
            return membership.among(left, collection, predicate.span, span, at)
        case ast.Is(operand, _):
            return equal(left, operand, predicate.span, span, at)
        case ast.IsStated() | ast.Include():
            at.say(errors.not_of_a_value(words, span))
            return None
        case _:
            assert_never(predicate)


def equal(left: ir.Expr, node: ast.Operand, predicate: Span, span: Span, at: Context) -> ir.Condition | None:
    """`X is Y`, where both are values."""
    right = operands.operand(node, at, left.type)
    if right is None or not types.alike(left, right, predicate, at):
        return None
    types.reachable(left, right, predicate, at)
    return ir.Compare("equal", left, right, None, at.words(predicate), at.words(span), span)


def _exactly(
    left: ir.Expr, target: ast.Operand, give: ast.Operand | None, predicate: Span, span: Span, at: Context
) -> ir.Condition | None:
    right = operands.operand(target, at, left.type)
    tolerance = operands.operand(give, at) if give is not None else None
    if right is None or (give is not None and tolerance is None) or not types.alike(left, right, predicate, at):
        return None
    if tolerance is not None and not types.tolerated(left, tolerance, at):
        return None
    types.reachable(left, right, predicate, at)
    return ir.Compare("equal", left, right, tolerance, at.words(predicate), at.words(span), span)


def _between(
    subject: ir.Expr, low: ast.Operand, high: ast.Operand, predicate: Span, span: Span, at: Context
) -> ir.Condition | None:
    least, most = operands.operand(low, at, subject.type), operands.operand(high, at, subject.type)
    if least is None or most is None or not types.bounded(subject, least, most, predicate, at):
        return None
    return ir.BetweenBounds(subject, least, most, at.words(predicate), at.words(span), span)
