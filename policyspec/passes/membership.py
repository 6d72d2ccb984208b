"""Being one of several: `one of`, `within`, `among`, `include`."""

from policyspec.base.dataclasses import replace
from policyspec.base.source import Span
from policyspec.ir import nodes as ir
from policyspec.model.types import Kind, Type
from policyspec.model.types import item as item_type
from policyspec.passes import lists, names, operands, types
from policyspec.passes.context import Context
from policyspec.passes.errors import types as errors
from policyspec.passes.meaning import Many, Scalar
from policyspec.syntax import ast


def options(nodes: tuple[ast.Operand, ...], left: ir.Expr, at: Context) -> tuple[ir.Expr, ...] | None:
    """The values of which the left may be one."""
    found = [operands.operand(node, at, left.type) for node in nodes]
    sound = tuple(o for o in found if o is not None)
    alike = [types.alike(left, option, option.span, at) for option in sound]
    return sound if len(sound) == len(nodes) and all(alike) else None


def within(left: ir.Expr, node: ast.Operand, predicate: Span, span: Span, at: Context) -> ir.Within | None:
    """`CPV code is within CPV 85000000`."""
    whole = operands.operand(node, at, left.type)
    if left.type.kind is not Kind.CLASSIFICATION:
        at.say(errors.within_of(left, whole, predicate))
        return None
    if whole is not None and whole.type.kind is not Kind.CLASSIFICATION:
        at.say(errors.not_a_classification(left, whole, whole.span))
        return None
    return None if whole is None else ir.Within(left, whole, at.words(predicate), at.words(span), span)


def within_one_of(left: ir.Expr, nodes: tuple[ast.Operand, ...], span: Span, at: Context) -> ir.Condition | None:
    """`CPV code is within one of CPV 85000000, CPV 98000000`: within the one, or within the other."""
    found = [within(left, node, node.span, span, at) for node in nodes]
    each = tuple(replace(one, predicate=f"within {at.words(one.whole.span)}") for one in found if one is not None)
    return ir.Or(each, at.words(span), span) if len(each) == len(nodes) else None


def among(left: ir.Expr, node: ast.Operand, predicate: Span, span: Span, at: Context) -> ir.Condition | None:
    """`owner of the risk is among managers of the risk`."""
    many = _collection(node, at)
    over = None if many is None else lists.restricted(many, None, at)
    if many is None or over is None:
        return None
    if not types.member_alike(left, element_of(many), many.over.words, predicate, at):
        return None
    return ir.Among(left, over, at.words(predicate), at.words(span), span)


def include(subject: ast.Operand, predicate: ast.Include, span: Span, at: Context) -> ir.Condition | None:
    """`kinds of outcomes include each of social, operational`."""
    if _texts(predicate) and isinstance(subject, ast.Name | ast.Of) and _said_of_text(subject, span, at):
        return None
    many = _collection(subject, at)
    over = None if many is None else lists.restricted(many, None, at)
    if many is None or over is None:
        return None
    element = element_of(many)
    found = [operands.operand(node, at, element) for node in predicate.operands]
    sound = tuple(o for o in found if o is not None)
    alike = [types.member_alike(option, element, many.over.words, option.span, at) for option in sound]
    if len(sound) < len(found) or not all(alike):
        return None
    return ir.Include(over, predicate.mode, sound, at.words(predicate.span), at.words(span), span)


def _texts(predicate: ast.Include) -> bool:
    return all(isinstance(o, ast.Literal) and o.kind is Kind.TEXT for o in predicate.operands)


def _said_of_text(subject: ast.Name | ast.Of, span: Span, at: Context) -> bool:
    """Whether `title must include "care"` says of a text what is said of lists; if so, says so."""
    known = isinstance(subject, ast.Of) or names.is_known(subject.phrase, at)
    found = names.meaning(subject, at) if known else None
    if not isinstance(found, Scalar) or found.expr.type.kind is not Kind.TEXT:
        return False
    at.say(errors.text_includes(found.expr, at.words(span), span))
    return True


def _collection(node: ast.Operand, at: Context) -> Many | None:
    if isinstance(node, ast.Name | ast.Of):
        return lists.path(node, at)
    found = names.meaning(node, at)
    if found is not None:
        at.say(errors.not_a_list(at.words(node.span), node.span))
    return None


def element_of(many: Many) -> Type:
    """The type of one member."""
    return many.scalar or item_type(many.entity or "")
