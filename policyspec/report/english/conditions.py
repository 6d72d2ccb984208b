"""Conditions and duties in words: `the category is services`, `the value of the lot must be at most GBP 5,000,000`.

A condition on the member of a collection becomes a clause of it: `whose kind is not price and that is relevant`.
"""

import re
from fractions import Fraction
from typing import assert_never

from policyspec.ir import nodes as ir
from policyspec.model.types import Kind
from policyspec.report.english import expressions
from policyspec.report.english.speech import FACT, Mood, Speech, is_plural, joined_clauses
from policyspec.report.words import joined

_DATES = {
    "at least": "on or after",
    "at most": "on or before",
    "above": "after",
    "below": "before",
    "equal": "the same day as",
}
_TIMES = {"at least": "at least", "at most": "at most", "above": "more than", "below": "less than", "equal": "exactly"}
_NUMBERS = {
    "at least": "at least",
    "at most": "at most",
    "above": "more than",
    "below": "fewer than",
    "equal": "exactly",
}
_AMOUNTS = {"at least": "at least", "at most": "at most", "above": "above", "below": "below", "equal": "exactly"}
#: The signs of parts, the innermost first: what stands in a part is marked by others than the parts are.
_MARKS = (
    ("(i)", "(ii)", "(iii)", "(iv)", "(v)", "(vi)", "(vii)", "(viii)", "(ix)", "(x)"),
    ("(A)", "(B)", "(C)", "(D)", "(E)", "(F)", "(G)", "(H)", "(J)", "(K)"),
    ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)"),
)


# --- whole sentences ----------------------------------------------------------------------------------------------


def statement(node: ir.Condition, speech: Speech, mood: Mood = FACT) -> str:
    """A condition as a fact, or in the mood of a duty."""
    node = alone(node)
    if mood.negated and isinstance(node, ir.And | ir.Or | ir.Quantified):
        return _not(node, speech, mood.other())
    match node:
        case ir.Compare(left=ir.Aggregate(function="number") as number) if _counts(node):
            return _there(node, number, speech, mood)
        case ir.BetweenBounds(subject=ir.Aggregate(function="number") as number, low=low, high=high):
            bounds = f"between {expressions.expression(low, speech)} and {expressions.expression(high, speech)}"
            return f"there {mood.be(plural=True)} {bounds} {expressions.collection(number.over, speech)}"
        case ir.Quantified():
            return _quantified(node, speech, mood)
        case ir.Not(condition=inner):
            return statement(inner, speech, mood.other())
        case ir.And():
            return _both([statement(part, speech, mood) for part in parts_of(node)])
        case ir.Or():
            lists = any(len(parts_of(part)) > 2 for part in parts_of(node))
            return _either([statement(part, speech, mood) for part in parts_of(node)], listed=lists)
        case _:
            subject = _subject(node, speech)
            pause = "," if " for which " in subject else ""
            return f"{subject}{pause} {_predicate(node, speech, mood, plural=_is_plural(node, speech))}"


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


def _both(parts: list[str]) -> str:
    """`A and B`. What has parts of its own may stand last, where nothing that follows can be taken for one of them."""
    if any(map(_has_parts, parts[:-1])) or _MARKS[0][0] in parts[-1]:
        return _marked(f"{'both' if len(parts) == 2 else 'all'} of these hold", parts, "and")
    return joined_clauses(parts, "and")


def _either(parts: list[str], *, listed: bool) -> str:
    """`either A, or B and C`. `listed`: a part is itself a list, in which an `or` would be lost."""
    if listed or any(map(_has_parts, parts)):
        return _marked("at least one of these holds", parts, "or")
    return f"either {', or '.join(parts)}"


#: What has parts, or reaches as far as the sentence: something that follows could be taken for a part of it.
_REACHES = re.compile(
    r"\beither |\(i\)|\bit (?:is|must|should) not (?:be )?so that |\bfor (?:which|every) |\bor (?:whose|that|the .* of whose)\b"
)


def _has_parts(words: str) -> bool:
    return _REACHES.search(words) is not None


def _marked(lead: str, parts: list[str], conjunction: str) -> str:
    """`both of these hold: (i) …; and (ii) …`, for parts that have parts of their own."""
    level = max(n for n in range(len(_MARKS)) if n == 0 or any(_MARKS[n - 1][0] in part for part in parts))
    marked = [f"{_mark(level, n)} {part}" for n, part in enumerate(parts)]
    return f"{lead}: {'; '.join(marked[:-1])}; {conjunction} {marked[-1]}"


def _mark(level: int, number: int) -> str:
    marks = _MARKS[level]
    return marks[number] if number < len(marks) else f"({number + 1})"


# --- subjects and predicates --------------------------------------------------------------------------------------

Simple = (
    ir.Compare | ir.BetweenBounds | ir.OneOf | ir.Within | ir.Mentions | ir.Yes | ir.IsStated | ir.Among | ir.Include
)


def _subject(node: Simple, speech: Speech) -> str:
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


def _is_plural(node: Simple, speech: Speech) -> bool:
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


def _predicate(node: Simple, speech: Speech, mood: Mood, *, plural: bool) -> str:
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


# --- how many -----------------------------------------------------------------------------------------------------


def _counts(node: ir.Compare) -> bool:
    """Whether it asks for a number of things that is written there: `there must be at least 2 lots`."""
    return isinstance(node.right, ir.Const) and node.right.name is None and node.tolerance is None


def _there(node: ir.Compare, number: ir.Aggregate, speech: Speech, mood: Mood) -> str:
    assert isinstance(node.right, ir.Const)
    amount = node.right.value
    assert isinstance(amount, Fraction)
    single, words = amount == 1, expressions.expression(node.right, speech)
    if _none(node.relation, amount):
        how, single, mood = ("at least one", True, mood.other()) if mood.negated else ("no", True, mood)
    elif mood.negated and _none(_OPPOSITE[node.relation], amount):
        how, single, mood = "no", True, mood.other()
    else:
        how = f"{_NUMBERS[node.relation]} {'one' if single else words}"
    return f"there {mood.be(plural=not single)} {how} {expressions.collection(number.over, speech, plural=not single)}"


#: A relation that holds just where the other does not.
_OPPOSITE: dict[ir.Relation, ir.Relation] = {
    "at least": "below",
    "below": "at least",
    "at most": "above",
    "above": "at most",
    "equal": "equal",
}


def _none(relation: ir.Relation, amount: Fraction) -> bool:
    """Whether so many is none at all."""
    match relation:
        case "equal" | "at most":
            return amount == 0
        case "below":
            return 0 < amount <= 1
        case "at least" | "above":
            return False


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
        case _ if (whose := _whose(inner, node.var)) and whose.startswith("whose "):
            subject = f"the {whose.removeprefix('whose ')} of every {things}"
            return f"{subject} {_predicate(inner, inside, mine, plural=False)}"
        case _:
            return f"for every {things}, {statement(node.condition, inside, mood)}"


def _none_of(node: ir.Quantified, speech: Speech, mood: Mood) -> str:
    entity = expressions.entity_of(node.over)
    clause = relative(node.condition, node.var, entity, speech, plural=False)
    return f"there {mood.be()} no {expressions.collection(node.over, speech, plural=False)} {clause}"


def _some(node: ir.Quantified, speech: Speech, mood: Mood) -> str:
    entity = expressions.entity_of(node.over)
    clause = relative(node.condition, node.var, entity, speech, plural=False)
    return f"there {mood.be()} at least one {expressions.collection(node.over, speech, plural=False)} {clause}"


# --- clauses of a noun --------------------------------------------------------------------------------------------


def relative(node: ir.Condition, var: str, entity: str, speech: Speech, *, plural: bool) -> str:
    """`whose kind is not price and that is relevant`; `for which all of this holds: …` where it is not that simple."""
    inner = speech.within(var, entity, plural=plural)
    clauses = [_clause(part, var, inner) or f"for which {statement(part, inner)}" for part in parts_of(node)]
    if len(clauses) > 1 and any(map(_has_parts, clauses[:-1])):
        return f"for which {statement(node, inner)}"
    return joined_clauses(clauses, "or" if isinstance(alone(node), ir.Or) else "and")


def parts_of(node: ir.Condition) -> list[ir.Condition]:
    """What a condition joins by one `and` or `or`, however it is nested; of any other the condition itself."""
    node = alone(node)
    if not isinstance(node, ir.And | ir.Or):
        return [node]
    kind = type(node)
    inner = [alone(part) for part in node.conditions]
    return [part for each in inner for part in (parts_of(each) if isinstance(each, kind) else [each])]


def alone(node: ir.Condition) -> ir.Condition:
    """A condition without an `and` or `or` of one part around it, and without a `not` of a `not`."""
    match node:
        case ir.And(conditions=(only,)) | ir.Or(conditions=(only,)):
            return alone(only)
        case ir.Not(condition=inner) if isinstance(under := alone(inner), ir.Not):
            return alone(under.condition)
        case _:
            return node


def _clause(node: ir.Condition, var: str, speech: Speech) -> str | None:
    """What one simple condition says of the member itself."""
    node, mood = alone(node), FACT
    if isinstance(node, ir.Not):
        node, mood = alone(node.condition), mood.other()
    match node:
        case ir.Yes(subject=ir.Fact(owner=ir.Var(name=name), info=info)) if name == var and not info.own:
            return f"that {mood.be(plural=speech.plural)} {info.phrase}"
        case (
            ir.Compare(left=ir.ScalarVar(name=name))
            | ir.OneOf(subject=ir.ScalarVar(name=name))
            | ir.Among(subject=ir.ScalarVar(name=name))
        ) if name == var:
            return f"that {_predicate(node, speech, mood, plural=speech.plural)}"
        case ir.Yes() | ir.Quantified() | ir.And() | ir.Or() | ir.Not():
            return None
        case _:
            head = _whose(node, var)
            return f"{head} {_predicate(node, speech, mood, plural=_is_plural(node, speech))}" if head else None


def _whose(node: Simple, var: str) -> str | None:
    """`whose kind`, `the weight of whose criterion`: the subject as a part of the member, if it is one."""
    match node:
        case (
            ir.Compare(left=ir.Fact(owner=owner, info=info))
            | ir.BetweenBounds(subject=ir.Fact(owner=owner, info=info))
            | ir.OneOf(subject=ir.Fact(owner=owner, info=info))
            | ir.Within(subject=ir.Fact(owner=owner, info=info))
            | ir.Mentions(subject=ir.Fact(owner=owner, info=info))
            | ir.IsStated(subject=ir.Fact(owner=owner, info=info))
            | ir.IsStated(subject=ir.Members(owner=owner, info=info) | ir.Scalars(owner=owner, info=info))
            | ir.IsStated(subject=ir.TheItem(item=ir.Step(owner=owner, info=info)))
            | ir.Among(subject=ir.Fact(owner=owner, info=info))
        ):
            match owner:
                case ir.Var(name=name) if name == var:
                    return f"whose {info.phrase}"
                case ir.Step(owner=ir.Var(name=name), info=step) if name == var:
                    return f"the {info.phrase} of whose {step.phrase}"
    return None
