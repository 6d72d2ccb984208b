"""The Core IR as text, for people who look into a rulebook and for tests: `every(lot in tender.lots: lot.value …)`."""

from collections.abc import Iterator
from typing import assert_never

from policyspec.ir import nodes as ir
from policyspec.model.literals import format_value
from policyspec.model.types import Kind


def dump(rulebook: ir.Rulebook) -> str:
    """All rules of a rulebook, a few lines each."""
    return "\n\n".join("\n".join(lines(rule)) for rule in rulebook.rules) + "\n"


def lines(rule: ir.Rule) -> Iterator[str]:
    """A rule, a line for each of its parts."""
    yield f"rule {rule.id}"
    for binding in rule.scope:
        where = f" | {condition(binding.where)}" if binding.where is not None else ""
        yield f"  for each {binding.var} in {collection(binding.over)}{where}"
    if rule.judged_on is not None:
        yield f"  judged on {expr(rule.judged_on)}"
    if rule.vat_at_most is not None:
        yield f"  VAT at most {format_value(rule.vat_at_most, Kind.PERCENTAGE)}"
    yield from (f"  in force {window.start or '…'} – {window.end or '…'}" for window in rule.in_force)
    yield from (f"  applies {condition(each)}" for each in rule.applies)
    yield from (f"  except {condition(each)}" for each in rule.exceptions)
    for other in rule.yields_to:
        yield f"  yields to {other.rule}{' for the same item' if other.same_item else ''}"
    yield from (f"  {limb(each)}" for each in rule.limbs)


def limb(each: ir.Limb) -> str:
    when = f" when {condition(each.when)}" if each.when is not None else ""
    explain = ""
    if each.explain is not None:
        explain = " or explain" + (f" in {expr(each.explain.fact)}" if each.explain.fact is not None else "")
    return f"({each.label}) {each.strength} {condition(each.duty)}{when}{explain}"


def item(node: ir.ItemExpr) -> str:
    match node:
        case ir.Var(name, _):
            return name
        case ir.Step(owner, info):
            return f"{item(owner)}.{info.key}"
        case _:
            assert_never(node)


def collection(node: ir.Collection) -> str:
    match node:
        case ir.Members(owner, info, _) | ir.Scalars(owner, info, _):
            return f"{item(owner)}.{info.key}"
        case ir.Projected(over, var, value, _):
            shown = collection(value) if isinstance(value, ir.Scalars) else expr(value)
            return f"[{shown} for {var} in {collection(over)}]"
        case ir.Filtered(over, var, test, _):
            return f"[{var} in {collection(over)} | {condition(test)}]"
        case _:
            assert_never(node)


def expr(node: ir.Expr) -> str:
    match node:
        case ir.Const(value, type_, _, _, name):
            shown = format_value(value, type_.kind)
            return f"{name}={shown}" if name is not None else shown
        case ir.Fact(owner, info):
            return f"{item(owner)}.{info.key}"
        case ir.ScalarVar(name):
            return name
        case ir.TheItem(of):
            return item(of)
        case ir.Threshold(name, periods):
            return f"{name}[{len(periods)}]"
        case ir.Lookup():
            return _lookup(node)
        case ir.Aggregate(function, over, _, None):
            return f"{function}({collection(over)})"
        case ir.Aggregate(function, over, var, value) if value is not None:
            return f"{function}({expr(value)} for {var} in {collection(over)})"
        case ir.Share(over, var, member, value):
            by = f" by {expr(value)}" if value is not None else ""
            return f"share({var} in {collection(over)} | {condition(member)}{by})"
        case ir.ClassRatio(over, var, left, right, value):
            classes = f"{condition(left)} : {condition(right)}"
            return f"ratio({var} in {collection(over)} | {classes} by {expr(value)})"
        case ir.RatioOf(left, right):
            return f"({expr(left)} : {expr(right)})"
        case ir.TimeFrom(start, end):
            return f"({expr(start)} → {expr(end)})"
        case ir.Arithmetic(operator, left, right):
            return f"({expr(left)} {operator} {expr(right)})"
        case ir.Extreme(which, left, right):
            return f"{which}({expr(left)}, {expr(right)})"
        case _:
            raise AssertionError(node)


def _lookup(node: ir.Lookup) -> str:
    rows = "; ".join(
        f"{' and '.join(map(condition, row.conditions)) or 'any'} → {expr(row.result)}" for row in node.rows
    )
    return f"{node.table}({node.selects}: {rows})"


def condition(node: ir.Condition) -> str:
    match node:
        case ir.Compare(relation, left, right, tolerance):
            give = f" ± {expr(tolerance)}" if tolerance is not None else ""
            return f"{expr(left)} {relation} {expr(right)}{give}"
        case ir.BetweenBounds(subject, low, high):
            return f"{expr(subject)} between {expr(low)} and {expr(high)}"
        case ir.OneOf(subject, options):
            return f"{expr(subject)} one of {', '.join(map(expr, options))}"
        case ir.Within(subject, whole):
            return f"{expr(subject)} within {expr(whole)}"
        case ir.Mentions(subject, text):
            return f'{expr(subject)} mentions "{text}"'
        case ir.Yes(subject):
            return expr(subject)
        case ir.IsStated(subject):
            shown = collection(subject) if isinstance(subject, ir.Members | ir.Scalars) else expr(subject)
            return f"{shown} stated"
        case ir.Among(subject, over):
            return f"{expr(subject)} among {collection(over)}"
        case ir.Include(over, mode, options):
            return f"{collection(over)} include {mode} of {', '.join(map(expr, options))}"
        case ir.Quantified(quantifier, over, var, inner):
            return f"{quantifier}({var} in {collection(over)}: {condition(inner)})"
        case ir.Not(inner):
            return f"not({condition(inner)})"
        case ir.And(parts):
            return _joined(" and ", parts)
        case ir.Or(parts):
            return _joined(" or ", parts)
        case _:
            assert_never(node)


def _joined(joint: str, parts: tuple[ir.Condition, ...]) -> str:
    shown = [condition(part) for part in parts]
    return shown[0] if len(shown) == 1 else f"({joint.join(shown)})"
