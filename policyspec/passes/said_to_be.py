"""`X is Y`, the one sentence with many meanings: a value, a code, a class, a yes/no fact; and `X is stated`."""

from typing import assert_never

from policyspec.base.source import Span
from policyspec.ir import nodes as ir
from policyspec.model.types import Kind
from policyspec.model.types import item as item_type
from policyspec.model.vocabulary import fold
from policyspec.passes import comparisons, definitions, derived, names
from policyspec.passes.context import Context, entity_of
from policyspec.passes.declared import Definition
from policyspec.passes.errors import names as name_errors
from policyspec.passes.errors import types as errors
from policyspec.passes.errors.common import singular
from policyspec.passes.kin import kin, slip
from policyspec.passes.meaning import Class, Many, Scalar, Thing
from policyspec.passes.scope import bound_as, owners_in_scope
from policyspec.syntax import ast


def is_(subject: ast.Operand, predicate: ast.Is, span: Span, at: Context) -> ir.Condition | None:
    """`the lot is suitable for SMEs`, `the tender is a care service`, `the procedure is urgent`, `kind is price`."""
    transferred = _said_of_another(subject, predicate.operand, at)
    if transferred is not None:
        return yes(transferred, predicate.span, span, at)
    meaning = names.meaning(subject, at)
    match meaning, predicate.operand:
        case Thing(item), ast.Name(phrase, _) if bound_as(phrase, at) is None:
            return _thing_is(item, phrase, subject, predicate, span, at)
        case Scalar(expr), ast.Literal(kind=Kind.YES_NO, value=answer) if expr.type.kind is Kind.YES_NO:
            said = yes(expr, predicate.span, span, at)
            return said if answer else comparisons.negation(said, span, at)
        case _:
            left = comparisons.value(meaning, subject.span, at)
            if left is None:
                return None
            return comparisons.equal(left, predicate.operand, predicate.span, span, at)


def _thing_is(
    item: ir.ItemExpr, phrase: ast.Phrase, subject: ast.Operand, predicate: ast.Is, span: Span, at: Context
) -> ir.Condition | None:
    """What a name says of a thing: a class that it is in, a yes/no fact of it, or which thing it is."""
    found = at.names.find(phrase.words)
    if len(found) == 1 and isinstance(found[0], Definition):
        at.findings.use(found[0])
        return definitions.holds(found[0], item, at.words(span), span, at)
    entity = entity_of(item)
    info = at.vocabulary.fact(entity, phrase.words)
    if info is not None and info.type.kind is Kind.YES_NO:
        return yes(ir.Fact(item, info, info.type, at.words(span), span), predicate.span, span, at)
    if at.names.missed(phrase.words) and not names.is_known(phrase, at):
        return None
    if not names.is_known(phrase, at):
        answers = [p for f in at.vocabulary.facts_of(entity) if f.type.kind is Kind.YES_NO for p in f.phrases]
        classes = [d.name for d in at.names.all() if isinstance(d, Definition)]
        _say_unsaid(phrase, entity, [*answers, *classes], at)
        return None
    left = ir.TheItem(item, item_type(entity), at.words(subject.span), subject.span)
    return comparisons.equal(left, predicate.operand, predicate.span, span, at)


def _say_unsaid(phrase: ast.Phrase, entity: str, known: list[str], at: Context) -> None:
    """Says that nothing so called is said of a thing: a slip, a fact of other things, or one that shares a word."""
    facts = [info for info in at.vocabulary.owners_of(phrase.words) if info.type.kind is Kind.YES_NO]
    owners = [singular(at.vocabulary, owner) for owner in dict.fromkeys(info.owner for info in facts)]
    near = slip(phrase.words, known)
    akin = kin(phrase.words, {name: name for name in known})
    noun = singular(at.vocabulary, entity)
    at.say(name_errors.not_said_of(phrase.words, noun, near, owners, akin, phrase.span))


def _said_of_another(subject: ast.Operand, operand: ast.Operand, at: Context) -> ir.Expr | None:
    """A yes/no fact that may be said of another: `the procedure is urgent`, `the urgency is the fault of the buyer`."""
    match subject:
        case ast.Name(phrase, _) | ast.Of(head=phrase):
            said_of = fold(phrase.words)
        case _:
            return None
    match operand:
        case ast.Name(phrase, span):
            facts = [(item, info) for _, item, info in owners_in_scope(phrase.words, at)]
            return next(
                (
                    ir.Fact(item, f, f.type, at.words(span), span)
                    for item, f in facts
                    if said_of in map(fold, f.said_of)
                ),
                None,
            )
        case ast.Of(head, _, _) if any(said_of in map(fold, f.said_of) for f in at.vocabulary.owners_of(head.words)):
            found = names.meaning(operand, at)
            return found.expr if isinstance(found, Scalar) else None
        case _:
            return None


def yes(expr: ir.Expr, predicate: Span, span: Span, at: Context) -> ir.Condition:
    """That a yes/no fact holds."""
    words, said = at.words(predicate), at.words(span)
    if isinstance(expr, ir.Fact) and expr.info.derived:
        worked_out = derived.condition(expr.owner, expr.info, words, said, span, at)
        if worked_out is not None:
            return worked_out
    return ir.Yes(expr, words, said, span)


def stated(subject: ast.Operand, span: Span, at: Context) -> ir.Condition | None:
    """`X is stated`: a fact, a list or a thing. What is worked out is never stated."""
    meaning = names.meaning(subject, at)
    words = at.words(span)
    match meaning:
        case None:
            return None
        case Scalar(ir.Fact() as fact) if not fact.info.derived:
            return ir.IsStated(fact, words, span)
        case Many(over=ir.Members() | ir.Scalars() as over, classes=()):
            return ir.IsStated(over, words, span)
        case Thing(item):
            said = at.words(subject.span)
            return ir.IsStated(ir.TheItem(item, item_type(entity_of(item)), said, subject.span), words, span)
        case Many():
            at.say(comparisons.of_a_list(meaning, subject.span, at))
        case Scalar() | Class():
            at.say(errors.never_stated(at.words(subject.span), subject.span))
        case _:
            assert_never(meaning)
    return None
