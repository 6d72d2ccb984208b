"""From a phrase to what it means: a thing in scope, a fact, or a name that a policy declares.

Things in scope come first, then facts of them, then declared names; a declared name that is also a word of the
vocabulary is an error where it is declared, so that the order settles nothing else.
"""

from policyspec.base.dataclasses import replace
from policyspec.base.diagnostics import Related
from policyspec.base.source import Span
from policyspec.ir import nodes as ir
from policyspec.model.types import Kind, Type
from policyspec.model.types import item as item_type
from policyspec.model.vocabulary import FactInfo, fold
from policyspec.passes import derived, lists, operands, tables
from policyspec.passes.context import Bound, Context, entity_of
from policyspec.passes.declared import Declared, Definition, OwnFact, Parameter, Table, Threshold
from policyspec.passes.errors import names as errors
from policyspec.passes.errors import types as type_errors
from policyspec.passes.errors.common import singular
from policyspec.passes.meaning import Class, Many, Meaning, Scalar, Thing
from policyspec.passes.meant import meant_of
from policyspec.passes.relations import relation_of
from policyspec.passes.scope import bound_as, called, meant, owners_in_scope
from policyspec.passes.unknown import turned_round, unknown
from policyspec.syntax import ast


def meaning(node: ast.Operand, at: Context) -> Meaning | None:
    """What an operand means; None where it means nothing, which has been said then."""
    match node:
        case ast.Name(phrase, span):
            return named(phrase, span, at)
        case ast.Of(head, owner, span):
            return possessed(head, owner, span, at)
        case _:
            expr = operands.operand(node, at)
            return Scalar(expr) if expr is not None else None


def named(phrase: ast.Phrase, span: Span, at: Context) -> Meaning | None:
    """What a phrase that stands alone means."""
    bound = bound_as(phrase, at)
    if bound is not None:
        return _of_bound(bound, span, at)
    if phrase.article == "this":
        at.say(errors.this_of_nothing(phrase.words, span))
        return None
    if owners_in_scope(phrase.words, at):
        found = owner_and_fact(phrase, span, at)
        return None if found is None else fact_of(*found, span, at)
    return declared(phrase, span, at)


def owner_and_fact(phrase: ast.Phrase, span: Span, at: Context) -> tuple[ir.ItemExpr, FactInfo] | None:
    """The fact of a thing in scope that a phrase names, and whose it is."""
    owners = owners_in_scope(phrase.words, at)
    if not owners:
        at.say(unknown(phrase, span, at))
        return None
    found = meant(owners)
    if found is None:
        readings = [f"{phrase.words} of {called(bound, at)}" for bound, _, _ in owners]
        at.say(errors.ambiguous(phrase.words, readings, span))
    return found


def is_known(phrase: ast.Phrase, at: Context) -> bool:
    """Whether a phrase means something here."""
    return bool(bound_as(phrase, at) or owners_in_scope(phrase.words, at) or at.names.find(phrase.words))


def _of_bound(bound: Bound, span: Span, at: Context) -> Meaning:
    if bound.item is not None:
        return Thing(bound.item)
    assert bound.scalar is not None  # a bound thing is an item or a scalar
    variable, type_ = bound.scalar
    return Scalar(ir.ScalarVar(variable, type_, at.words(span), span))


def possessed(head: ast.Phrase, owner: ast.Operand, span: Span, at: Context) -> Meaning | None:
    """What `value of the lot` means."""
    turned = turned_round(head, owner, span, at)
    if turned is not None:
        at.say(turned)
        return None
    whose = meaning(owner, at)
    match whose:
        case None:
            return None
        case Thing(item):
            info = fact_called(head, entity_of(item), at)
            return fact_of(item, info, span, at) if info is not None else None
        case Many():
            return projected(head, whose, span, at)
        case Scalar(expr):
            relation = relation_of(head.words, expr.type.kind)
            if relation is not None:
                at.say(errors.relation_of(at.words(span), f"{relation} {expr.words}", span))
            else:
                at.say(type_errors.no_facts_of_its_own(expr.words, head.words, owner.span))
        case Class(definition):
            at.say(errors.nothing_in_scope(definition.name, owner.span))
    return None


def fact_called(phrase: ast.Phrase, entity: str, at: Context, *, plural: bool = False) -> FactInfo | None:
    """The fact of a kind of thing, by its phrase; `plural` where it is asked of many."""
    info = at.vocabulary.fact(entity, phrase.words)
    if info is None and not at.names.missed(phrase.words):
        owners = [singular(at.vocabulary, i.owner) for i in at.vocabulary.owners_of(phrase.words)]
        noun = singular(at.vocabulary, entity)
        found = meant_of(phrase.words, entity, at, plural=plural)
        if owners:
            at.say(errors.fact_of_another(phrase.words, noun, owners, phrase.span))
        else:
            at.say(errors.no_such_fact(phrase.words, noun, phrase.span, found.hint, found.text))
    return info


def fact_of(item: ir.ItemExpr, info: FactInfo, span: Span, at: Context) -> Meaning:
    """A fact of an item: a value, another item or a list."""
    words = at.words(span)
    match info.type.kind:
        case Kind.ITEM:
            return Thing(ir.Step(item, info))
        case Kind.LIST:
            entity = info.type.entity or ""
            nouns = (info.singular, singular(at.vocabulary, entity))
            return Many(ir.Members(item, info, words), tuple(fold(n) for n in nouns if n), entity, None)
        case Kind.VALUES:
            return Many(ir.Scalars(item, info, words), _one_of(info), None, info.type.element)
        case _:
            return Scalar(derived.formula(item, info, words, span, at) or ir.Fact(item, info, info.type, words, span))


def _one_of(info: FactInfo) -> tuple[str, ...]:
    return (fold(info.singular or info.phrase),)


def projected(head: ast.Phrase, many: Many, span: Span, at: Context) -> Many | None:
    """`kinds of outcomes`: one fact of each member."""
    if many.entity is None:
        at.say(type_errors.no_facts_of_its_own(many.over.words, head.words, span))
        return None
    info = fact_called(head, many.entity, at, plural=True)
    if info is None:
        return None
    variable = at.variables.fresh(many.nouns[0])
    value = _value_of_each(fact_of(ir.Var(variable, many.entity), info, head.span, at), head, at)
    over = lists.restricted(many, None, at)
    if value is None or over is None:
        return None
    expr, element = value
    return Many(ir.Projected(over, variable, expr, at.words(span)), _one_of(info), None, element)


def _value_of_each(found: Meaning, head: ast.Phrase, at: Context) -> tuple[ir.Expr | ir.Scalars, Type] | None:
    """What each member adds to a projection, and its type; a list of scalars adds them all."""
    match found:
        case Scalar(expr):
            return expr, expr.type
        case Many(over=ir.Scalars() as scalars, scalar=Type() as element):
            return scalars, element
        case Thing(item):
            item_ = ir.TheItem(item, item_type(entity_of(item)), at.words(head.span), head.span)
            return item_, item_.type
        case _:
            at.say(type_errors.list_of_lists(head.words, head.span))
            return None


def declared(phrase: ast.Phrase, span: Span, at: Context) -> Meaning | None:
    """What a name that a policy declares means."""
    found = at.names.find(phrase.words)
    if len(found) > 1:
        related = tuple(Related(d.span, f"declared by {d.policy}") for d in found)
        at.say(errors.from_two_policies(phrase.words, [d.policy for d in found], span, related))
        return None
    if not found:
        if not at.names.missed(phrase.words):
            at.say(unknown(phrase, span, at))
        return None
    at.findings.use(found[0])
    return _of_declared(found[0], phrase, span, at)


def _of_declared(found: Declared, phrase: ast.Phrase, span: Span, at: Context) -> Meaning | None:
    words = at.words(span)
    match found:
        case Parameter(const=const):
            return None if const is None else Scalar(replace(const, words=words, span=span))
        case Threshold(name=name, periods=periods, type=type_):
            if any(p.start or p.end for p in periods):
                at.variables.dated = at.variables.dated or span
            return None if type_ is None else Scalar(ir.Threshold(name, periods, type_, words, span, found.span))
        case Definition():
            is_plural = fold(phrase.words) == fold(found.plural) != fold(found.name)
            return lists.members(found, span, at) if is_plural else Class(found)
        case Table():
            lookup = tables.lookup(found, span, at)
            return None if lookup is None else Scalar(lookup)
        case OwnFact():
            at.say(unknown(phrase, span, at))
            return None
