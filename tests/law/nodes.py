"""Core IR nodes with words, for generated policies: short to write, and readable in a counterexample."""

from policyspec.base.source import Span
from policyspec.ir import nodes as ir
from policyspec.model.literals import format_value
from policyspec.model.types import NUMBER, RATIO, SHARE, Kind, Type
from policyspec.model.values import Value
from policyspec.model.vocabulary import FactInfo
from tests.law.domain import VOCABULARY

HERE = Span("law.policy", 1, 1, 1, 2)
TENDER = ir.Var(ir.TENDER, "tender")


def entity_of(item: ir.ItemExpr) -> str:
    return item.entity if isinstance(item, ir.Var) else item.info.type.entity or ""


def called(item: ir.ItemExpr) -> str:
    if isinstance(item, ir.Var):
        return item.name
    return f"{item.info.phrase} of {called(item.owner)}"


def fact(owner: ir.ItemExpr, info: FactInfo) -> ir.Fact:
    return ir.Fact(owner, info, info.type, f"{info.phrase} of {called(owner)}", HERE)


def const(value: Value, type_: Type, *, name: str | None = None) -> ir.Const:
    return ir.Const(value, type_, format_value(value, type_.kind), HERE, name)


def members(owner: ir.ItemExpr, info: FactInfo) -> ir.Members:
    return ir.Members(owner, info, f"{info.phrase} of {called(owner)}")


def scalars(owner: ir.ItemExpr, info: FactInfo) -> ir.Scalars:
    return ir.Scalars(owner, info, f"{info.phrase} of {called(owner)}")


def filtered(over: ir.Collection, var: str, condition: ir.Condition) -> ir.Filtered:
    return ir.Filtered(over, var, condition, f"{over.words} (as {var}) where ({condition.words})")


def projected(over: ir.Collection, var: str, value: ir.Expr | ir.Scalars) -> ir.Projected:
    return ir.Projected(over, var, value, f"[{value.words} for {var} in {over.words}]")


def aggregate(function: str, over: ir.Collection, var: str, value: ir.Expr | None) -> ir.Aggregate:
    type_ = value.type if value is not None else Type(Kind.NUMBER, lo=NUMBER.lo)
    words = f"{function} of {value.words if value else ''} over {over.words} (as {var})"
    return ir.Aggregate(function, over, var, value, type_, words, HERE)  # type: ignore[arg-type]


def share(over: ir.Collection, var: str, member: ir.Condition, value: ir.Expr | None) -> ir.Share:
    by = f" by {value.words}" if value else ""
    words = f"share of {over.words} (as {var}) where ({member.words}){by}"
    return ir.Share(over, var, member, value, SHARE, words, HERE)


def class_ratio(
    over: ir.Collection, var: str, left: ir.Condition, right: ir.Condition, value: ir.Expr
) -> ir.ClassRatio:
    words = f"ratio of ({left.words}) to ({right.words}) over {over.words} by {value.words}"
    return ir.ClassRatio(over, var, left, right, value, RATIO, words, HERE)


def compare(left: ir.Expr, relation: str, right: ir.Expr, give: ir.Expr | None = None) -> ir.Compare:
    predicate = f"{relation} {right.words}" + (f", give or take {give.words}" if give else "")
    return ir.Compare(relation, left, right, give, predicate, f"{left.words} is {predicate}", HERE)  # type: ignore[arg-type]


def one_of(subject: ir.Expr, options: tuple[ir.Expr, ...]) -> ir.OneOf:
    predicate = "one of " + ", ".join(o.words for o in options)
    return ir.OneOf(subject, options, predicate, f"{subject.words} is {predicate}", HERE)


def negated(condition: ir.Condition) -> ir.Not:
    return ir.Not(condition, f"not ({condition.words})", HERE)


def yes(subject: ir.Expr) -> ir.Yes:
    return ir.Yes(subject, subject.words, f"{subject.words} holds", HERE)


def singular(entity: str) -> str:
    return VOCABULARY.entities[entity].singular
