"""Arithmetic and its types: no unit, currency or VAT basis converts silently."""

from fractions import Fraction

from policyspec.ir import nodes as ir
from policyspec.model.types import ORDERED, SUMMABLE, Kind, Type
from policyspec.passes import operands
from policyspec.passes.context import Context
from policyspec.passes.errors import types as errors
from policyspec.passes.money import agree
from policyspec.syntax import ast

_FACTORS = (Kind.NUMBER, Kind.PERCENTAGE)


def arithmetic(node: ast.Arithmetic, at: Context) -> ir.Expr | None:
    left, right = operands.operand(node.left, at), operands.operand(node.right, at)
    if left is None or right is None:
        return None
    if node.operator == "times":
        return _product(node, left, right, at)
    type_ = _sum_type(node.operator, left.type, right.type)
    if type_ is None:
        at.say(errors.cannot_add(node.operator, left, right, node.span))
        return None
    if not agree(left, right, at, node.span):
        return None
    return ir.Arithmetic(node.operator, left, right, type_, at.words(node.span), node.span)


def _sum_type(operator: str, left: Type, right: Type) -> Type | None:
    """The type of a sum or difference: of two of one kind, or of a date and a length of time."""
    if left.kind is Kind.DATE and right.kind is Kind.DURATION:
        return Type(Kind.DATE)
    if left.kind is not right.kind or left.kind not in SUMMABLE:
        return None
    non_negative = operator == "plus" and _from_zero(left) and _from_zero(right)
    return Type(left.kind, lo=Fraction(0) if non_negative else None)


def _from_zero(type_: Type) -> bool:
    return type_.lo is not None and type_.lo >= 0


def _product(node: ast.Arithmetic, left: ir.Expr, right: ir.Expr, at: Context) -> ir.Expr | None:
    if left.type.kind not in _FACTORS and right.type.kind in _FACTORS:
        left, right = right, left  # `value times 2` is `2 times value`
    if left.type.kind not in _FACTORS or right.type.kind not in SUMMABLE:
        at.say(errors.cannot_multiply(left, right, node.span))
        return None
    return ir.Arithmetic("times", left, right, Type(right.type.kind), at.words(node.span), node.span)


def percent_of(node: ast.PercentOf, at: Context) -> ir.Expr | None:
    """`60% of estimated value`."""
    whole = operands.operand(node.whole, at)
    if whole is None:
        return None
    if whole.type.kind not in SUMMABLE:
        at.say(errors.no_percentage_of(node.percentage.text, whole, node.span))
        return None
    share = operands.literal(node.percentage, at)
    return ir.Arithmetic("times", share, whole, Type(whole.type.kind), at.words(node.span), node.span)


def extreme(node: ast.Extreme, at: Context) -> ir.Expr | None:
    """`the lower of X and Y`."""
    left, right = operands.operand(node.left, at), operands.operand(node.right, at)
    if left is None or right is None:
        return None
    if left.type.kind is not right.type.kind or left.type.kind not in ORDERED:
        at.say(errors.no_order_between(node.which, left, right, node.span))
        return None
    if not agree(left, right, at, node.span):
        return None
    return ir.Extreme(node.which, left, right, Type(left.type.kind), at.words(node.span), node.span)
