"""The VAT basis on which a tender's amounts are taken that name none."""

from collections.abc import Iterator

from policyspec.base import trees
from policyspec.ir import nodes as ir
from policyspec.model.facts import Stated, Tender
from policyspec.model.values import Between, Money, Value, Vat


def first_basis(rules: tuple[ir.Rule, ...]) -> Vat | None:
    """The basis of the first dated threshold that the rules name; where none has one, of their first amount."""
    first: Vat | None = None
    for node in walk(rules):
        match node:
            case ir.Threshold(periods=periods):
                for period in periods:
                    if basis := _basis(period.value):
                        return basis
            case ir.Const(value=value) if first is None:
                first = _basis(value)
            case _:
                pass
    return first


def basis_taken(rulebook: ir.Rulebook, tender: Tender, *, assume: bool) -> Vat | None:
    """The basis of a tender's amounts that state none: its own, else (an assumption) that of the rules."""
    own = tender.root.fact("vat_basis")
    if isinstance(own, Stated):
        return Vat(str(own.value))
    return rulebook.vat_basis if assume else None


def _basis(value: Value) -> Vat | None:
    amount = value.low if isinstance(value, Between) else value
    if not isinstance(amount, Money):
        return None
    return next((vat for vat in Vat if amount.on(vat) is not None), None)


def walk(node: object) -> Iterator[object]:
    """Every node of the Core IR under this one, in the order of the text."""
    return trees.walk(node, ir.__name__)
