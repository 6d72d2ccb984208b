"""The VAT basis on which a tender's amounts are taken that name none."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from policyspec.ir import nodes as ir
from policyspec.model.values import Between, Money, Value, Vat


def first_basis(rules: tuple[ir.Rule, ...]) -> Vat | None:
    """The basis of the first dated threshold that the rules name; where none has one, of their first amount."""
    thresholds, others = [], []
    for node in walk(rules):
        match node:
            case ir.Threshold(periods=periods):
                thresholds += [basis for p in periods if (basis := _basis(p.value))]
            case ir.Const(value=value) if basis := _basis(value):
                others.append(basis)
            case _:
                pass
    return next(iter(thresholds + others), None)


def _basis(value: Value) -> Vat | None:
    amount = value.low if isinstance(value, Between) else value
    if not isinstance(amount, Money):
        return None
    return next((vat for vat in Vat if amount.on(vat) is not None), None)


def walk(node: object) -> Iterator[object]:
    """Every node of the Core IR under this one, in the order of the text."""
    if isinstance(node, tuple):
        for part in node:
            yield from walk(part)
    elif is_dataclass(node) and type(node).__module__ == ir.__name__:
        yield node
        for part in fields(node):
            yield from walk(getattr(node, part.name))
