"""The wording of PS3xx: what cannot be compared, added up or looked at in the way that the text does."""

from collections.abc import Sequence
from fractions import Fraction

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.ir import nodes as ir
from policyspec.model.literals import format_value
from policyspec.model.types import Kind, Type
from policyspec.passes.errors.common import a, cpv, quoted, say, spoken

# --- comparisons ------------------------------------------------------------------------------------------------


def unlike_currencies(left: str, one: str, right: str, other: str, span: Span) -> Diagnostic:
    message = f"`{left}` is in {one}, and `{right}` is in {other}"
    return say(
        "PS303", message, span, f"write both in one currency; there are no exchange rates between {one} and {other}"
    )


def unlike_bases(left: str, one: str, right: str, other: str, span: Span) -> Diagnostic:
    message = f"`{left}` is {one}, and `{right}` is {other}"
    return say("PS304", message, span, f"write both {one}, or both {other}")


def list_compared(words: str, noun: str, span: Span, *, counted: bool) -> Diagnostic:
    which = f"`every {noun}`, `some {noun}`, `no {noun}`"
    hint = f"say of which: {which}; or compare `number of {words}`"
    if counted:
        hint = f"compare `number of {words}`; or say of which: {which}"
    return say("PS305", f"`{words}` is a list, and this speaks of one value", span, hint)


def projection_compared(words: str, fact: str, noun: str, span: Span) -> Diagnostic:
    """`payment period of subcontracts must be …`: of each one."""
    hint = f"write `{fact} of every {noun}`, or `some {noun}`, or `no {noun}`"
    return say("PS305", f"`{words}` is a list, and this speaks of one value", span, hint)


def list_as_value(words: str, noun: str, span: Span) -> Diagnostic:
    hint = f"write `number of {words}`, `total`, `highest` or `lowest` … `of {words}`, or go through `for each {noun}`"
    return say("PS305", f"`{words}` is a list, and one value is needed here", span, hint)


def no_order(left: ir.Expr, relation: str, span: Span) -> Diagnostic:
    message = f"`{left.words}` is {spoken(left.type)}, which has no order, so nothing is `{relation}` it"
    hints = {
        Kind.CODE: "write `is` and a code, or `is one of` several",
        Kind.TEXT: 'write `is "…"` or `mentions "…"`',
        Kind.YES_NO: f"write `{left.words} is yes`",
        Kind.CLASSIFICATION: "write `is within CPV …`",
    }
    return say("PS306", message, span, hints.get(left.type.kind))


def thing_compared(left: ir.Expr, relation: str, facts: Sequence[str], span: Span) -> Diagnostic:
    """`every engagement must be before …`: of which of its facts is that said?"""
    owner = left.words
    message = f"`{owner}` is a thing, and `{relation}` is said of one of its facts"
    hint = f"write {quoted(f'{fact} of {owner}' for fact in facts)}" if facts else "name a fact of it that has an order"
    return say("PS306", message, span, hint)


def text_includes(left: ir.Expr, said: str, span: Span) -> Diagnostic:
    """`title must include "care"`; `said` is the whole sentence."""
    head, verb, rest = said.partition(" includes ") if " includes " in said else said.partition(" include ")
    meant = f"{head} {'mentions' if verb == ' includes ' else 'mention'} {rest}"
    hint = "write `mention`, in a sentence of its own for each text" if '", "' in rest else f"write `{meant}`"
    return say("PS306", f"`{left.words}` is text, and only a list includes something", span, hint)


def wrong_relation(left: ir.Expr, relation: str, span: Span) -> Diagnostic:
    dates = {"above": "after", "below": "before"}
    others = {"before": "below", "after": "above", "on or before": "at most", "on or after": "at least"}
    meant = dates.get(relation) or others[relation]
    message = f"`{relation}` is not said of {spoken(left.type)}"
    return say("PS306", message, span, f"write `{meant}`")


def mentions_nothing(left: ir.Expr, span: Span) -> Diagnostic:
    message = f"`{left.words}` is {spoken(left.type)}, and only text mentions words"
    return say("PS306", message, span, "write `is`, or name a fact that is text")


def not_of_a_value(predicate: str, span: Span) -> Diagnostic:
    return say("PS306", f"`{predicate}` cannot be said of a number of things", span)


def no_tolerance(left: ir.Expr, tolerance: ir.Expr, span: Span) -> Diagnostic:
    message = f"`{left.words}` is {spoken(left.type)}, and `{tolerance.words}` is {spoken(tolerance.type)}"
    hints = {Kind.PERCENTAGE: "write it as `1 percentage point`", Kind.DATE: "write it as a number of days"}
    return say("PS301", message, span, hints.get(left.type.kind, "`give or take` is of the same type as the value"))


def bounds_reversed(low: str, high: str, span: Span) -> Diagnostic:
    return say("PS312", f"nothing is between `{low}` and `{high}`", span, f"write `between {high} and {low}`")


def foregone(left: ir.Expr, span: Span, predicate: str, *, holds: bool) -> Diagnostic:
    always = "always" if holds else "never"
    hint = f"check the number{_ends(left)}: every tender is judged alike"
    return say("PS311", f"`{left.words}` is {always} `{predicate}`", span, hint)


def beyond(left: ir.Expr, bound: ir.Expr) -> Diagnostic:
    """`between 50% and 125%`: an end that no value reaches."""
    message = f"`{left.words}` never reaches `{bound.words}`, so this end bounds nothing"
    return say("PS311", message, bound.span, f"check the number{_ends(left)}")


def _ends(left: ir.Expr) -> str:
    """Between which ends a value lies, where it has two."""
    match left.type.lo, left.type.hi:
        case Fraction() as lo, Fraction() as hi:
            return f" (it lies between {format_value(lo, left.type.kind)} and {format_value(hi, left.type.kind)})"
        case _:
            return ""


_WITHIN = {
    Kind.DURATION: "at most",
    Kind.MONEY: "at most",
    Kind.PERCENTAGE: "at most",
    Kind.NUMBER: "at most",
    Kind.DATE: "on or before",
}


def within_of(left: ir.Expr, right: ir.Expr | None, predicate: Span) -> Diagnostic:
    """`payment period must be within 30 days`."""
    message = f"`within` is said of classifications, and `{left.words}` is {spoken(left.type)}"
    if right is not None and right.type.kind is Kind.CLASSIFICATION:
        return say("PS301", message, left.span, "say it of a fact that holds one, such as `main CPV code`")
    relation = _WITHIN.get(left.type.kind)
    if relation is None:
        return say("PS301", message, predicate, "write `is` and a value, or `is one of` several")
    if right is None or right.type.kind is not left.type.kind:
        return say("PS301", message, predicate, f"write `{relation}` and {spoken(left.type)}")
    meant = f"{relation} {right.words}"
    return say("PS301", message, predicate, f"write `{meant}`", replacement=meant)


def not_a_classification(left: ir.Expr, found: ir.Expr, span: Span) -> Diagnostic:
    """`main CPV code is within 85`."""
    meant = cpv(found)
    message = f"`{left.words}` is a classification, and `{found.words}` is {spoken(found.type)}"
    hint = f"write `{meant}`" if meant else "write a classification, such as `CPV 85000000`"
    return say("PS301", message, span, hint, replacement=meant)


def never_a_member(value: ir.Expr, element: Type, words: str, span: Span) -> Diagnostic:
    message = f"`{words}` holds {spoken(element)} each, and `{value.words}` is {spoken(value.type)}"
    return say("PS301", message, span)


# --- operands ---------------------------------------------------------------------------------------------------


def not_a_date(found: ir.Expr, span: Span) -> Diagnostic:
    return say("PS301", f"`{found.words}` is {spoken(found.type)}, and `the time from` needs two dates", span)


def cannot_add(operator: str, left: ir.Expr, right: ir.Expr, span: Span) -> Diagnostic:
    done = "added to" if operator == "plus" else "taken from"
    message = f"{spoken(right.type)} cannot be {done} {spoken(left.type)}"
    return say("PS307", message, span, _meant_sum(operator, left, right))


def _meant_sum(operator: str, left: ir.Expr, right: ir.Expr) -> str | None:
    match left.type.kind, right.type.kind, right:
        case _, Kind.PERCENTAGE, ir.Const(value=value) if not isinstance(value, (str, bool)):
            return f"write `{_percent_of(operator, right)} of {left.words}`"
        case Kind.DATE, Kind.DATE, _:
            return f"write `the time from {right.words} to {left.words}`"
        case Kind.DURATION, Kind.DATE, _:
            return f"write `{right.words} plus {left.words}`"
        case _:
            return None


def _percent_of(operator: str, right: ir.Const) -> str:
    assert isinstance(right.value, Fraction)
    return format_value(1 + right.value if operator == "plus" else 1 - right.value, Kind.PERCENTAGE)


def cannot_multiply(left: ir.Expr, right: ir.Expr, span: Span) -> Diagnostic:
    message = f"{spoken(left.type)} cannot be multiplied by {spoken(right.type)}"
    return say("PS307", message, span, "`times` needs a number or a percentage on one side")


def no_percentage_of(percentage: str, whole: ir.Expr, span: Span) -> Diagnostic:
    return say("PS307", f"`{whole.words}` is {spoken(whole.type)}, of which there is no `{percentage}`", span)


def no_order_between(which: str, left: ir.Expr, right: ir.Expr, span: Span) -> Diagnostic:
    message = f"there is no {which} of {spoken(left.type)} and {spoken(right.type)}"
    return say("PS307", message, span, "name two values of one type that has an order")


def no_ratio(left: ir.Expr, right: ir.Expr, span: Span) -> Diagnostic:
    message = f"there is no ratio of {spoken(left.type)} to {spoken(right.type)}"
    return say("PS307", message, span, "a ratio is of two numbers, percentages, amounts or lengths of time")


def no_aggregate(function: str, value: ir.Expr, span: Span) -> Diagnostic:
    message = f"`{value.words}` is {spoken(value.type)}, which has no {function}"
    return say("PS308", message, span, "count with `number of … where …`, or name a fact that is a number")


def share_of_all(words: str, span: Span) -> Diagnostic:
    hint = f"say which of them: `share of {words} where …`"
    return say("PS308", f"the share of all `{words}` is always everything", span, hint)


def not_a_weight(phrase: str, span: Span) -> Diagnostic:
    return say("PS308", f"`{phrase}` is not a percentage, and a ratio of weights needs two", span)


# --- shapes -----------------------------------------------------------------------------------------------------


def not_a_list(words: str, span: Span) -> Diagnostic:
    return say("PS309", f"`{words}` is one thing, and a list is needed here", span, "lists are `lots`, `criteria`, …")


def list_of_lists(head: str, span: Span) -> Diagnostic:
    hint = "go through the outer list with `for each`, and through the inner one in the rule"
    return say("PS309", f"each member has `{head}` of its own, and a list of lists is no list", span, hint)


def no_facts_of_its_own(words: str, head: str, span: Span) -> Diagnostic:
    return say("PS310", f"`{words}` is a value, which has no `{head}`", span, "facts belong to things, such as a lot")


def class_as_value(name: str, noun: str, span: Span) -> Diagnostic:
    hint = f"write `the {noun} is {a(name)}`"
    return say("PS310", f"`{name}` is defined as a class of things, and is no value", span, hint)


def quantifier_out_of_place(quantifier: str, span: Span) -> Diagnostic:
    hint = f"put it first, as in `{quantifier} lot is …`"
    return say("PS310", f"`{quantifier}` stands at the head of a comparison, before `is`", span, hint)


def never_stated(words: str, span: Span) -> Diagnostic:
    hint = "ask for the facts that it is worked out from"
    return say("PS323", f"`{words}` is not a fact that a tender states", span, hint)


def too_large(name: str, span: Span) -> Diagnostic:
    hint = "definitions that use each other several times multiply; write some of it out"
    return say("PS322", f"the rule grows too large where it spells out `{name}`", span, hint)
