"""Parameters and dated thresholds: values that a policy names, with their bounds and days."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from policyspec.base.diagnostics import Diagnostic
from policyspec.ir import nodes as ir
from policyspec.model.literals import format_value
from policyspec.model.steps import above, is_within
from policyspec.model.types import Kind, Type
from policyspec.model.values import Money
from policyspec.passes.declared import Parameter, Threshold
from policyspec.passes.errors import rules as errors
from policyspec.passes.errors.common import spoken
from policyspec.passes.money import basis, of_value
from policyspec.syntax import ast

Report = list[Diagnostic]
_DAY = timedelta(days=1)


def parameter(node: ast.Parameter, policy: str, setting: ast.Setting | None, found: Report) -> Parameter:
    """A parameter and its value: the one set by `use … with`, else its own."""
    name = node.name.words
    own = [literal for literal in (node.low, node.high, node.value) if literal is not None]
    sorts = [sort_of(literal) for literal in own]
    usual = max(own, key=lambda literal: sorts.count(sort_of(literal)))  # the odd one out is the slip
    sound = all(_fits(name, usual, literal, found) for literal in own)
    if sound and node.low is not None and node.high is not None and above(node.low.value, node.high.value):
        found.append(errors.bounds_reversed_of(name, node.low.text, node.high.text, node.low.span.to(node.high.span)))
        sound = False
    sound = sound and _inside(node, node.value, found)
    if setting is not None and (
        not _fits(name, node.value, setting.value, found) or not _inside(node, setting.value, found)
    ):
        sound = False
    value = setting.value if setting is not None else node.value
    if not sound:
        return Parameter(policy, name, node.name.span, None)
    low, high = (None if bound is None else bound.value for bound in (node.low, node.high))
    const = ir.Const(value.value, Type(value.kind), value.text, value.span, name, low, high, node.name.span)
    return Parameter(policy, name, node.name.span, const)


def _fits(name: str, one: ast.Literal, other: ast.Literal, found: Report) -> bool:
    """Whether two literals are of one type, currency and VAT basis."""
    if sort_of(one) == sort_of(other):
        return True
    found.append(errors.unlike_parameter(name, sort_of(one), other.text, _as(one, other), other.span))
    return False


def _as(one: ast.Literal, other: ast.Literal) -> str | None:
    """A plain number written as the other literal is: with its sign, currency or unit."""
    match one.kind, one.value, other.value:
        case Kind.PERCENTAGE, _, Fraction() as number if other.kind is Kind.NUMBER:
            return format_value(number, Kind.PERCENTAGE) if 0 < number < 1 else f"{other.text}%"
        case Kind.MONEY, Money(currency) as money, Fraction() if other.kind is Kind.NUMBER:
            return " ".join(word for word in (currency, other.text, basis(money)) if word)
        case Kind.DURATION, _, Fraction() if other.kind is Kind.NUMBER:
            return f"{other.text} {one.text.partition(' ')[2]}"
        case _:
            return None


def _inside(node: ast.Parameter, literal: ast.Literal, found: Report) -> bool:
    low, high = node.low, node.high
    if not is_within(literal.value, low.value if low else None, high.value if high else None):
        ends = (low.text if low else None, high.text if high else None)
        found.append(errors.out_of_bounds(node.name.words, literal.text, *ends, literal.span))
        return False
    return True


def sort_of(literal: ast.Literal) -> str:
    """The type of a literal as a person says it, with currency and VAT basis: `an amount in GBP including VAT`."""
    if literal.kind is not Kind.MONEY:
        return spoken(Type(literal.kind))
    money: Money = next(iter(of_value(literal.value)))
    return " ".join(word for word in ("an amount in", money.currency, basis(money)) if word)


def threshold(node: ast.Threshold, policy: str, found: Report) -> Threshold:
    """A threshold and its timeline, which has neither gaps nor overlaps."""
    name, entries = node.name.words, node.entries
    sound = bool(entries) and _alike(name, entries, found) and _in_order(name, entries, found)
    by_start = sorted(entries, key=lambda e: e.start or date.min)
    periods = tuple(ir.Period(e.value.value, e.start, e.end) for e in by_start) if sound else ()
    return Threshold(policy, name, node.name.span, periods, Type(entries[0].value.kind) if sound else None)


def _alike(name: str, entries: Sequence[ast.ThresholdEntry], found: Report) -> bool:
    first = sort_of(entries[0].value)
    for entry in entries[1:]:
        other = sort_of(entry.value)
        if other != first:
            found.append(errors.unlike_entries(name, first, other, entry.value.span))
            return False
    return True


def _in_order(name: str, entries: Sequence[ast.ThresholdEntry], found: Report) -> bool:
    for entry in entries:
        if entry.start is not None and entry.end is not None and entry.end < entry.start:
            return False  # said when it was read
    by_start = sorted(entries, key=lambda e: e.start or date.min)
    for before, after in pairwise(by_start):
        if after.start is None or before.end is None or after.start <= before.end:
            found.append(errors.overlap(name, before.end, after.start, after.span))
            return False
        if after.start > before.end + _DAY:
            found.append(errors.gap(name, before.end, after.start, after.span))
            return False
    return True
