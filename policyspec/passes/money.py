"""Currencies and VAT bases that a policy's own amounts fix before any tender is seen."""

from collections.abc import Iterator

from policyspec.base.source import Span
from policyspec.ir import nodes as ir
from policyspec.model.values import Between, Money, Value, Vat
from policyspec.passes.context import Context
from policyspec.passes.errors import types as errors


def amounts(expr: ir.Expr) -> Iterator[Money]:
    """The amounts of money in the policy that an expression comes to, or is added up from."""
    match expr:
        case ir.Const(value=value):
            yield from of_value(value)
        case ir.Threshold(periods=periods):
            yield from (money for period in periods for money in of_value(period.value))
        case ir.Arithmetic(operator="times", right=right):
            yield from amounts(right)
        case ir.Arithmetic(left=left, right=right) | ir.Extreme(left=left, right=right):
            yield from amounts(left)
            yield from amounts(right)
        case ir.Lookup(rows=rows):
            yield from (money for row in rows for money in amounts(row.result))


def of_value(value: Value) -> Iterator[Money]:
    ends = (value.low, value.high) if isinstance(value, Between) else (value,)
    yield from (end for end in ends if isinstance(end, Money))


def basis(money: Money) -> Vat | None:
    """The basis on which a policy writes an amount; None: any."""
    return next((vat for vat in Vat if money.on(vat) is not None), None)


def agree(left: ir.Expr, right: ir.Expr, at: Context, span: Span) -> bool:
    """Whether the amounts on both sides can meet; where not, says so."""
    for one in amounts(left):
        for other in amounts(right):
            if one.currency != other.currency:
                at.say(errors.unlike_currencies(left.words, one.currency, right.words, other.currency, span))
                return False
            bases = basis(one), basis(other)
            if None not in bases and bases[0] is not bases[1]:
                at.say(errors.unlike_bases(left.words, str(bases[0]), right.words, str(bases[1]), span))
                return False
    return True
