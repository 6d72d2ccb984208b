"""Conditions and duties as sentences: `the category is services`, `the lot must be suitable for SMEs`."""

from typing import assert_never

from policyspec.ir import nodes as ir
from policyspec.report.english import clauses, expressions
from policyspec.report.english.counting import counts, there
from policyspec.report.english.joints import alone, both, either, parts_of
from policyspec.report.english.predicates import predicate_of, subject_of, takes_plural
from policyspec.report.english.speech import FACT, Mood, Speech


def statement(node: ir.Condition, speech: Speech, mood: Mood = FACT) -> str:
    """A condition as a fact, or in the mood of a duty."""
    node = alone(node)
    if mood.negated and isinstance(node, ir.And | ir.Or | ir.Quantified):
        return _not(node, speech, mood.other())
    match node:
        case ir.Compare(left=ir.Aggregate(function="number") as number) if counts(node):
            return there(node, number, speech, mood)
        case ir.BetweenBounds(subject=ir.Aggregate(function="number") as number, low=low, high=high):
            bounds = f"between {expressions.expression(low, speech)} and {expressions.expression(high, speech)}"
            return f"there {mood.be(plural=True)} {bounds} {expressions.collection(number.over, speech)}"
        case ir.Quantified():
            return _quantified(node, speech, mood)
        case ir.Not(condition=inner):
            return statement(inner, speech, mood.other())
        case ir.And():
            return both([statement(part, speech, mood) for part in parts_of(node)])
        case ir.Or():
            lists = any(len(parts_of(part)) > 2 for part in parts_of(node))
            return either([statement(part, speech, mood) for part in parts_of(node)], listed=lists)
        case _:
            subject = subject_of(node, speech)
            pause = "," if " for which " in subject else ""
            return f"{subject}{pause} {predicate_of(node, speech, mood, plural=takes_plural(node, speech))}"


def _not(node: ir.And | ir.Or | ir.Quantified, speech: Speech, mood: Mood) -> str:
    """That it is not so; `mood` is not negated."""
    match node:
        case ir.Quantified(quantifier="no"):
            return _some(node, speech, mood)
        case ir.Quantified(quantifier="some"):
            return _none_of(node, speech, mood)
        case _:
            lead = f"it {mood.modal} not be so that" if mood.modal else "it is not so that"
            return f"{lead} {statement(node, speech)}"


def _quantified(node: ir.Quantified, speech: Speech, mood: Mood) -> str:
    things = expressions.collection(node.over, speech, plural=False)
    match node.quantifier:
        case "every":
            return _every(node, things, speech, mood)
        case "some":
            return _some(node, speech, mood)
        case "no":
            return _none_of(node, speech, mood)
        case _:
            assert_never(node.quantifier)


def _every(node: ir.Quantified, things: str, speech: Speech, mood: Mood) -> str:
    """`the decision of every finding is ‘accepted’`, `every lot is suitable for SMEs`; else `for every lot, …`."""
    inside = speech.within(node.var, expressions.entity_of(node.over)).aloof()
    inner, mine = alone(node.condition), mood
    if isinstance(inner, ir.Not):
        inner, mine = alone(inner.condition), mood.other()
    match inner:
        case ir.Yes(subject=ir.Fact(owner=ir.Var(name=name), info=info)) if name == node.var and not info.own:
            return (
                f"every {things} {mine.be()} {info.phrase}"
                if not mine.negated
                else f"no {things} {mood.be()} {info.phrase}"
            )
        case ir.And() | ir.Or() | ir.Not() | ir.Quantified() | ir.Yes():
            return f"for every {things}, {statement(node.condition, inside, mood)}"
        case _ if (head := clauses.whose(inner, node.var)) and head.startswith("whose "):
            subject = f"the {head.removeprefix('whose ')} of every {things}"
            return f"{subject} {predicate_of(inner, inside, mine, plural=False)}"
        case _:
            return f"for every {things}, {statement(node.condition, inside, mood)}"


def _none_of(node: ir.Quantified, speech: Speech, mood: Mood) -> str:
    entity = expressions.entity_of(node.over)
    clause = clauses.relative(node.condition, node.var, entity, speech, plural=False)
    return f"there {mood.be()} no {expressions.collection(node.over, speech, plural=False)} {clause}"


def _some(node: ir.Quantified, speech: Speech, mood: Mood) -> str:
    entity = expressions.entity_of(node.over)
    clause = clauses.relative(node.condition, node.var, entity, speech, plural=False)
    return f"there {mood.be()} at least one {expressions.collection(node.over, speech, plural=False)} {clause}"
