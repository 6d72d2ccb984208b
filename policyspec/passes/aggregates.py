"""Aggregates over a collection: number, total, highest, lowest, share, and the ratio of two weights."""

from policyspec.base.dataclasses import replace
from policyspec.base.source import Span
from policyspec.ir import nodes as ir
from policyspec.model.types import COUNT, ORDERED, RATIO, SHARE, SUMMABLE, Kind, Type
from policyspec.model.vocabulary import FactInfo
from policyspec.passes import derived, lists, names, unknown
from policyspec.passes.context import Context
from policyspec.passes.errors import types as errors
from policyspec.passes.meaning import Many, Scalar
from policyspec.syntax import ast


def aggregate(node: ast.Aggregate, at: Context) -> ir.Expr | None:
    """`number of C`, `total F of C`, `highest F of C`, `lowest F of C`."""
    assert node.function != "share"  # `share` has a node of its own
    many = lists.path(node.collection.path, at)
    if many is None:
        return None
    over = lists.restricted(many, node.collection.where, at, at.words(node.collection.span))
    if over is None:
        return None
    if node.fact is None:
        return count(many, over, at.words(node.span), node.span, at)
    variable = at.variables.fresh(many.nouns[0])
    value = _fact_of_member(node.fact, many, variable, at)
    if value is None or not _fits(node, value, at):
        return None
    type_ = _total_type(value.type) if node.function == "total" else value.type
    return ir.Aggregate(node.function, over, variable, value, type_, at.words(node.span), node.span)


def count(many: Many, over: ir.Collection, words: str, span: Span, at: Context) -> ir.Aggregate:
    """The number of members of a collection."""
    return ir.Aggregate("number", over, at.variables.fresh(many.nouns[0]), None, COUNT, words, span)


def _fact_of_member(phrase: ast.Phrase, many: Many, variable: str, at: Context) -> ir.Expr | None:
    if many.entity is None:
        at.say(errors.no_facts_of_its_own(many.over.words, phrase.words, phrase.span))
        return None
    info = names.fact_called(phrase, many.entity, at)
    if info is None:
        return None
    found = names.fact_of(ir.Var(variable, many.entity), info, phrase.span, at)
    if isinstance(found, Scalar):
        return found.expr
    at.say(errors.list_as_value(phrase.words, phrase.words, phrase.span))
    return None


def _fits(node: ast.Aggregate, value: ir.Expr, at: Context) -> bool:
    """Whether what is added up can be added, and what is ordered can be ordered."""
    kinds = SUMMABLE if node.function == "total" else ORDERED
    if value.type.kind in kinds:
        return True
    at.say(errors.no_aggregate(node.function, value, node.fact.span if node.fact else node.span))
    return False


def _total_type(type_: Type) -> Type:
    return replace(type_, lo=type_.lo if type_.lo == 0 else None, hi=None)


def share(node: ast.Aggregate, at: Context) -> ir.Expr | None:
    """`share of C by F`: the part of a list that its class, or `where`, picks out."""
    many = lists.path(node.collection.path, at)
    if many is None:
        return None
    if not many.classes and node.collection.where is None:
        at.say(errors.share_of_all(many.over.words, node.span))
        return None
    bound = lists.member(many, at)
    variable = lists.variable_of(bound)
    tests = lists.tests(many, node.collection.where, bound, at)
    value = _fact_of_member(node.fact, many, variable, at) if node.fact is not None else None
    if tests is None or (node.fact is not None and value is None):
        return None
    if value is not None and value.type.kind not in SUMMABLE:
        at.say(errors.no_aggregate("share", value, node.fact.span if node.fact else node.span))
        return None
    return ir.Share(many.over, variable, lists.joined(tests), value, SHARE, at.words(node.span), node.span)


def named_ratio(node: ast.NamedRatio, at: Context) -> ir.Expr | None:
    """`the quality:cost ratio`, short for the ratio of `quality weight` to `cost weight`.

    Weights of classes of criteria are bounded jointly, as one `ClassRatio`.
    """
    slip = unknown.named_ratio(node, at)
    if slip is not None:
        at.say(slip)
        return None
    left, right = _weight(node.left, at), _weight(node.right, at)
    if left is None or right is None:
        return None
    words = at.words(node.span)
    if left[0] == right[0]:
        joint = derived.class_ratio(left[0], left[1], right[1], words, node.span, at)
        if joint is not None:
            return joint
    one, other = (names.fact_of(*side, node.span, at) for side in (left, right))
    assert isinstance(one, Scalar)  # weights are percentages
    assert isinstance(other, Scalar)
    return ir.RatioOf(one.expr, other.expr, RATIO, words, node.span)


def _weight(side: ast.Phrase, at: Context) -> tuple[ir.ItemExpr, FactInfo] | None:
    """The weight that one side of a named ratio is short for."""
    found = names.owner_and_fact(replace(side, words=f"{side.words} weight"), side.span, at)
    if found is not None and found[1].type.kind is not Kind.PERCENTAGE:
        at.say(errors.not_a_weight(found[1].phrase, side.span))
        return None
    return found
