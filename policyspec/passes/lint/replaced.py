"""An amount that a dated threshold had once and has no more: whoever wrote it meant the threshold."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from policyspec.base.trees import walk
from policyspec.ir import nodes as ir
from policyspec.model.types import Kind
from policyspec.model.values import Money, Value
from policyspec.passes.context import Findings
from policyspec.passes.declared import Names, Threshold
from policyspec.passes.errors import lint
from policyspec.syntax import ast


def look(files: Iterable[ast.PolicyFile], library: Mapping[str, Names], on: date | None, findings: Findings) -> None:
    """On the date given; without one, beside the newest entry."""
    known = [each for names in library.values() for each in names.own.values() if isinstance(each, Threshold)]
    for file in files if known else ():
        said = tuple(d for d in file.declarations if isinstance(d, ast.Rule | ast.Change | ast.Define))
        for node in walk(said, ast.__name__):
            if isinstance(node, ast.Literal) and node.kind is Kind.MONEY:
                _of_amount(node, known, on, findings)


def _of_amount(node: ast.Literal, thresholds: list[Threshold], on: date | None, findings: Findings) -> None:
    for threshold in thresholds:
        now = _now(threshold, on)
        old = [period for period in threshold.periods if _is_amount(node.value, period.value)]
        if now is not None and old and not _is_amount(node.value, now.value):
            findings.say(lint.replaced(node.text, threshold.name, old[-1], now, node.span))
            return


def _now(threshold: Threshold, on: date | None) -> ir.Period | None:
    if on is None:
        return threshold.periods[-1] if threshold.periods else None
    days = (p for p in threshold.periods if (p.start is None or p.start <= on) and (p.end is None or on <= p.end))
    return next(days, None)


def _is_amount(value: Value, other: Value) -> bool:
    """The same sum; a rule that leaves VAT unsaid may mean either."""
    if not isinstance(value, Money) or not isinstance(other, Money) or value.currency != other.currency:
        return False
    return bool(_amounts(value) & _amounts(other))


def _amounts(money: Money) -> set[Fraction]:
    return {amount for amount in (money.unstated, money.excluding, money.including) if amount is not None}
