"""Operands that are one value: literals, facts, aggregates, ratios, arithmetic.

`expected` is the type of what an operand is compared with. It is what makes `in-house` a code and not a name.
"""

from typing import assert_never

from policyspec.base.source import Span
from policyspec.ir import nodes as ir
from policyspec.model.types import DURATION, RATIO, Kind, Type
from policyspec.model.types import item as item_type
from policyspec.model.vocabulary import fold
from policyspec.passes import aggregates, arithmetic, names
from policyspec.passes.context import Context, entity_of
from policyspec.passes.errors import names as name_errors
from policyspec.passes.errors import types as errors
from policyspec.passes.errors.common import singular
from policyspec.passes.meaning import Class, Many, Meaning, Scalar, Thing
from policyspec.passes.unknown import ratio_of_weights
from policyspec.syntax import ast


def operand(node: ast.Operand, at: Context, expected: Type | None = None) -> ir.Expr | None:
    """The value that an operand stands for; None where it has a mistake, which has been said."""
    match node:
        case ast.Literal():
            return literal(node, at)
        case ast.Name(phrase, span):
            code = coded(phrase, span, at, expected)
            return code or _named(phrase, span, at, expected)
        case ast.Of(span=span):
            return single(names.meaning(node, at), span, at)
        case ast.Quantified(quantifier=quantifier, span=span):
            at.say(errors.quantifier_out_of_place(quantifier, span))
            return None
        case ast.Aggregate(function="share"):
            return aggregates.share(node, at)
        case ast.Aggregate():
            return aggregates.aggregate(node, at)
        case ast.NamedRatio():
            return aggregates.named_ratio(node, at)
        case ast.RatioOf(left, right, span):
            return _ratio(left, right, span, at)
        case ast.TimeFrom(start, end, span):
            return _time(start, end, span, at)
        case ast.Arithmetic():
            return arithmetic.arithmetic(node, at)
        case ast.PercentOf():
            return arithmetic.percent_of(node, at)
        case ast.Extreme():
            return arithmetic.extreme(node, at)
        case ast.BadOperand():
            return None
        case _:
            assert_never(node)


def literal(node: ast.Literal, at: Context) -> ir.Const:
    return ir.Const(node.value, Type(node.kind), at.words(node.span), node.span)


def coded(phrase: ast.Phrase, span: Span, at: Context, expected: Type | None) -> ir.Const | None:
    """The phrase as a code of the list that is expected, if it is in it."""
    if expected is None or expected.kind is not Kind.CODE or phrase.article is not None:
        return None
    codes = at.vocabulary.codes.get(expected.codes or "", ())
    code = next((c for c in codes if fold(c) == fold(phrase.words)), None)
    return None if code is None else ir.Const(code, expected, at.words(span), span)


def _named(phrase: ast.Phrase, span: Span, at: Context, expected: Type | None) -> ir.Expr | None:
    if expected is not None and expected.kind is Kind.CODE and not names.is_known(phrase, at):
        codes = expected.codes or ""
        if not at.names.missed(phrase.words):
            at.say(name_errors.no_such_code(phrase.words, span, codes, at.vocabulary.codes.get(codes, ())))
        return None
    if expected is not None and expected.kind is Kind.TEXT and not names.is_known(phrase, at):
        if not at.names.missed(phrase.words):
            at.say(name_errors.not_quoted(at.words(span), span))
        return None
    return single(names.named(phrase, span, at), span, at)


def single(meaning: Meaning | None, span: Span, at: Context) -> ir.Expr | None:
    """A meaning as one value. A list, or the name of a class, is none."""
    match meaning:
        case None:
            return None
        case Scalar(expr):
            return expr
        case Thing(item):
            return ir.TheItem(item, item_type(entity_of(item)), at.words(span), span)
        case Many(nouns=nouns):
            at.say(errors.list_as_value(at.words(span), nouns[0], span))
        case Class(definition):
            noun = singular(at.vocabulary, definition.entity or "")
            at.say(errors.class_as_value(definition.name, noun, span))
        case _:
            assert_never(meaning)
    return None


def _ratio(left: ast.Operand, right: ast.Operand, span: Span, at: Context) -> ir.Expr | None:
    weights = ratio_of_weights(left, right, span, at)
    if weights is not None:
        at.say(weights)
        return None
    a, b = operand(left, at), operand(right, at)
    if a is None or b is None:
        return None
    fits = a.type.kind is b.type.kind and a.type.kind in (Kind.NUMBER, Kind.PERCENTAGE, Kind.MONEY, Kind.DURATION)
    if not fits:
        at.say(errors.no_ratio(a, b, span))
        return None
    return ir.RatioOf(a, b, RATIO, at.words(span), span)


def _time(start: ast.Operand, end: ast.Operand, span: Span, at: Context) -> ir.Expr | None:
    first, last = operand(start, at), operand(end, at)
    for found in (first, last):
        if found is not None and found.type.kind is not Kind.DATE:
            at.say(errors.not_a_date(found, found.span))
            return None
    if first is None or last is None:
        return None
    return ir.TimeFrom(first, last, Type(DURATION.kind), at.words(span), span)
