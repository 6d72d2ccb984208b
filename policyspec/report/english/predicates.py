"""Subjects and predicates: `the value of the lot`, `must be at most GBP 5,000,000`."""

from typing import assert_never

from policyspec.ir import nodes as ir
from policyspec.model.types import Kind
from policyspec.report.english import expressions
from policyspec.report.english.speech import Mood, Speech, is_plural
from policyspec.report.words import joined

_DATES = {
    "at least": "on or after",
    "at most": "on or before",
    "above": "after",
    "below": "before",
    "equal": "the same day as",
}
_TIMES = {"at least": "at least", "at most": "at most", "above": "more than", "below": "less than", "equal": "exactly"}
_AMOUNTS = {"at least": "at least", "at most": "at most", "above": "above", "below": "below", "equal": "exactly"}

Simple = (
    ir.Compare | ir.BetweenBounds | ir.OneOf | ir.Within | ir.Mentions | ir.Yes | ir.IsStated | ir.Among | ir.Include
)


def subject_of(node: Simple, speech: Speech) -> str:
    match node:
        case ir.Yes(subject=ir.Fact(owner=owner, info=info)) if not info.own:
            return expressions.item(owner, speech)
        case ir.Yes(subject=ir.Fact(owner=owner, info=info)):
            return f"the answer to {expressions.belonging(f'‘{info.phrase}’', owner, speech)}"
        case ir.Include(collection=over) | ir.IsStated(subject=ir.Members() | ir.Scalars() as over):
            words = expressions.collection(over, speech)
            return words if words.startswith("their ") else f"the {words}"
        case ir.Compare(left=subject) | ir.IsStated(subject=subject):
            return _operand(subject, speech)
        case (
            ir.BetweenBounds(subject=subject)
            | ir.OneOf(subject=subject)
            | ir.Within(subject=subject)
            | ir.Mentions(subject=subject)
            | ir.Yes(subject=subject)
            | ir.Among(subject=subject)
        ):
            return _operand(subject, speech)
        case _:
            assert_never(node)


def _operand(node: ir.Expr | ir.Members | ir.Scalars, speech: Speech) -> str:
    assert not isinstance(node, ir.Members | ir.Scalars)
    return expressions.expression(node, speech)


def takes_plural(node: Simple, speech: Speech) -> bool:
    match node:
        case ir.Include() | ir.IsStated(subject=ir.Members() | ir.Scalars()):
            return True
        case ir.Yes(subject=ir.Fact(owner=ir.Var(name=name))) if name == speech.member:
            return speech.plural
        case ir.Compare(left=ir.Fact(info=info)) | ir.OneOf(subject=ir.Fact(info=info)):
            return is_plural(info)
        case ir.IsStated(subject=ir.Fact(info=info)) | ir.BetweenBounds(subject=ir.Fact(info=info)):
            return is_plural(info)
        case _:
            return False


def predicate_of(node: Simple, speech: Speech, mood: Mood, *, plural: bool) -> str:
    """What is said of the subject, its verb with it."""
    be = mood.be(plural=plural)

    def said(what: ir.Expr) -> str:
        return expressions.expression(what, speech)

    match node:
        case ir.Compare():
            words = (be, _relation(node), said(node.right))
            return " ".join(word for word in words if word) + _tolerance(node, speech)
        case ir.BetweenBounds(low=low, high=high):
            return f"{be} between {said(low)} and {said(high)}"
        case ir.OneOf(options=options):
            return _one_of([said(option) for option in options], mood, plural=plural)
        case ir.Within(whole=whole):
            return f"{be} within {said(whole)}"
        case ir.Mentions(text=text):
            return f"{mood.do('mention', plural=plural)} “{text}”"
        case ir.Yes(subject=ir.Fact(info=info)) if not info.own:
            return f"{be} {info.phrase}"
        case ir.Yes():
            return f"{be} yes"
        case ir.IsStated():
            return f"{be} stated"
        case ir.Among(collection=over):
            return f"{be} among the {expressions.collection(over, speech)}"
        case ir.Include(mode=mode, options=options):
            return _including(mode, [said(option) for option in options], mood)
        case _:
            assert_never(node)


def _including(mode: str, options: list[str], mood: Mood) -> str:
    """`must include each of a, b and c`; that it is not so that one is among them: `include none of a, b or c`."""
    if len(options) == 1:
        return f"{mood.do('include', plural=True)} {options[0]}"
    if mode == "each":
        return f"{mood.do('include', plural=True)} each of {joined(options)}"
    if mood.negated:
        return f"{Mood(mood.modal).do('include', plural=True)} none of {joined(options, 'or')}"
    return f"{mood.do('include', plural=True)} at least one of {joined(options, 'or')}"


def _relation(node: ir.Compare) -> str:
    """The words of a comparison; of codes, texts and items `is` says it all."""
    if node.left.type.kind is Kind.DATE:
        return _DATES[node.relation]
    if node.left.type.kind is Kind.DURATION:
        return _TIMES[node.relation]
    if node.relation != "equal":
        return _AMOUNTS[node.relation]
    plain = node.left.type.kind in (Kind.CODE, Kind.TEXT, Kind.ITEM, Kind.CLASSIFICATION, Kind.YES_NO)
    return "" if plain else "exactly"


def _tolerance(node: ir.Compare, speech: Speech) -> str:
    if node.tolerance is None:
        return ""
    words = expressions.expression(node.tolerance, speech)
    if node.tolerance.type.kind is Kind.PERCENTAGE:
        number, _, rest = words.partition("%")
        words = f"{number} percentage point{'' if number == '1' else 's'}{rest}"
    return f", give or take {words}"


def _one_of(options: list[str], mood: Mood, *, plural: bool) -> str:
    positive = Mood(mood.modal)
    if not mood.negated:
        return f"{mood.be(plural=plural)} {joined(options, 'or')}"
    if len(options) == 1:
        return f"{mood.be(plural=plural)} {options[0]}"
    if len(options) == 2:
        return f"{positive.be(plural=plural)} neither {joined(options, 'nor')}"
    return f"{positive.be(plural=plural)} none of {joined(options, 'or')}"
