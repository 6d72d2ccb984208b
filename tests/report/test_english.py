"""Rules in plain English: the sentences say what the rule says, in one way only, and read as English."""

import random
import re
from collections.abc import Iterator
from functools import cache
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspec.base.source import Source, Span
from policyspec.ir import nodes as ir
from policyspec.model.types import YES_NO
from policyspec.model.vocabulary import standard
from policyspec.passes.compile import compile_policies
from policyspec.report.english import InWords, in_words
from policyspec.report.english.conditions import statement
from policyspec.report.english.speech import Speech
from policyspec.syntax.parse import parse

HERE = Span("x", 1, 1, 1, 1)
VOCABULARY = standard()
TENDER = ir.Var(ir.TENDER, ir.TENDER)

# --- whatever a condition is made of, its sentence has one reading, and that is its meaning ---------------------------

OF_TENDER = ("urgent", "dynamic", "electronic", "sheltered")
OF_LOT = ("sheltered", "recurring", "EU-funded")

Tree = tuple[object, ...]


def yes(var: ir.Var, phrase: str) -> ir.Yes:
    info = VOCABULARY.fact(var.entity, phrase)
    assert info is not None
    return ir.Yes(ir.Fact(var, info, YES_NO, phrase, HERE), phrase, phrase, HERE)


def joins(leaves: st.SearchStrategy[ir.Condition], most: int) -> st.SearchStrategy[ir.Condition]:
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: ir.And(tuple(parts), "", HERE)),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: ir.Or(tuple(parts), "", HERE)),
            inner.map(lambda part: ir.Not(part, "", HERE)),
        ),
        max_leaves=most,
    )


LOT = ir.Var("lot", "lot")
LOTS = ir.Members(TENDER, VOCABULARY.facts["tender", "lots"], "lots")
LOT_LEAVES = st.sampled_from(OF_LOT).map(lambda phrase: yes(LOT, phrase))
QUANTIFIED = st.builds(
    lambda quantifier, condition: ir.Quantified(quantifier, LOTS, "lot", condition, "", HERE),
    st.sampled_from(["every", "some", "no"]),
    joins(LOT_LEAVES, 4),
)
CONDITIONS = joins(st.one_of(st.sampled_from(OF_TENDER).map(lambda phrase: yes(TENDER, phrase)), QUANTIFIED), 6)

World = tuple[frozenset[str], tuple[frozenset[str], ...]]  # what holds of the tender, and of each of its lots


def truth(node: ir.Condition, world: World, lot: frozenset[str] | None = None) -> bool:
    match node:
        case ir.Yes(subject=ir.Fact(owner=owner), words=phrase):
            holds = lot if owner == LOT else world[0]
            assert holds is not None
            return phrase in holds
        case ir.Not(condition=inner):
            return not truth(inner, world, lot)
        case ir.And(conditions=parts):
            return all(truth(part, world, lot) for part in parts)
        case ir.Or(conditions=parts):
            return any(truth(part, world, lot) for part in parts)
        case ir.Quantified(quantifier=quantifier, condition=inner):
            answers = [truth(inner, world, each) for each in world[1]]
            return all(answers) if quantifier == "every" else any(answers) is (quantifier == "some")
        case _:
            raise AssertionError(node)


def said(tree: Tree, world: World, lot: frozenset[str] | None = None) -> bool:
    match tree:
        case ("tender", str(phrase)):
            return phrase in world[0]
        case ("lot", str(phrase)):
            assert lot is not None
            return phrase in lot
        case ("not", inner):
            return not said(inner, world, lot)  # type: ignore[arg-type]
        case ("and", *parts):
            return all(said(part, world, lot) for part in parts)  # type: ignore[arg-type]
        case ("or", *parts):
            return any(said(part, world, lot) for part in parts)  # type: ignore[arg-type]
        case ("every" | "some" | "no" as quantifier, inner):
            answers = [said(inner, world, each) for each in world[1]]  # type: ignore[arg-type]
            return all(answers) if quantifier == "every" else any(answers) is (quantifier == "some")
        case _:
            raise AssertionError(tree)


LEADS = {"both of these hold: ": "and", "all of these hold: ": "and", "at least one of these holds: ": "or"}
MARKS = ("i ii iii iv v vi vii viii ix x".split(), "A B C D E F G H J K".split(), [str(n) for n in range(1, 11)])
SIGNS = [[re.escape(f"({mark}) ") for mark in marks] for marks in MARKS]
REACHING = re.compile(r"\beither |it is not so that |\bfor every |\bfor which |of these holds?: ")


@cache
def readings(text: str) -> frozenset[Tree]:
    """Every way in which a careful reader may take a sentence. `either` and the like reach to the end."""
    return frozenset(_readings(text))


def _readings(text: str) -> Iterator[Tree]:
    for pattern, build in (
        (r"the tender is (not )?([A-Za-z-]+)", lambda m: ("tender", m[2])),
        (r"(?:it|the lot|this lot) is (not )?([A-Za-z-]+)", lambda m: ("lot", m[2])),
        (r"every lot is (not )?([A-Za-z-]+)", lambda m: ("every", ("lot", m[2]))),
    ):
        if match := re.fullmatch(pattern, text):
            yield ("not", build(match)) if match[1] else build(match)
    if match := re.fullmatch(r"no lot is ([A-Za-z-]+)", text):
        yield ("no", ("lot", match[1]))
    for lead, quantifier in (("there is at least one lot ", "some"), ("there is no lot ", "no")):
        if text.startswith(lead):
            yield from ((quantifier, inner) for inner in clauses(text.removeprefix(lead)))
    if text.startswith("for every lot, "):
        yield from (("every", inner) for inner in readings(text.removeprefix("for every lot, ")))
    if text.startswith("it is not so that "):
        yield from (("not", inner) for inner in readings(text.removeprefix("it is not so that ")))
    if text.startswith("either "):
        yield from (("or", *parts) for parts in splits(text.removeprefix("either "), (", or ",), (", or ",)))
    for lead, joint in LEADS.items():
        if text.startswith(lead):
            yield from ((joint, *parts) for parts in marked(text.removeprefix(lead), joint))
    for parts in splits(text, (", ",), (" and ", ", and ")):
        yield ("and", *parts)


def splits(text: str, between: tuple[str, ...], last: tuple[str, ...]) -> Iterator[tuple[Tree, ...]]:
    """The text as a list: its parts, none of which but the last reaches to the end of the sentence."""
    for joint in re.finditer("|".join(sorted({*between, *last}, key=len, reverse=True)), text):
        first, rest = text[: joint.start()], text[joint.end() :]
        if REACHING.search(first):
            continue
        heads = readings(first)
        if not heads:
            continue
        tails = [(each,) for each in readings(rest)] if joint[0] in last else []
        tails += list(splits(rest, between, last)) if joint[0] in between else []
        yield from ((head, *tail) for head, tail in product(heads, tails))


def marked(text: str, joint: str) -> Iterator[tuple[Tree, ...]]:
    for signs in SIGNS:
        parts = re.split("|".join(rf"(?:^|; |; {joint} ){sign}" for sign in signs), text)
        if parts[0] == "" and len(parts) > 2 and re.search(rf"; {joint} ", text):
            yield from product(*map(readings, parts[1:]))


def clauses(text: str) -> Iterator[Tree]:
    """`that is urgent and that is not sheltered`."""
    if match := re.fullmatch(r"that is (not )?([A-Za-z-]+)", text):
        yield ("not", ("lot", match[2])) if match[1] else ("lot", match[2])
    if text.startswith("for which "):
        yield from readings(text.removeprefix("for which "))
    for joint in ("and", "or"):
        for match in re.finditer(rf",? {joint} (?=that |for which )", text):
            firsts = re.split(r", (?=that |for which )", text[: match.start()])
            options = [list(clauses(each)) for each in [*firsts, text[match.end() :]]]
            yield from ((joint, *parts) for parts in product(*options))


def worlds() -> list[World]:
    random_ = random.Random(7)

    def some(names: tuple[str, ...]) -> frozenset[str]:
        return frozenset(name for name in names if random_.random() < 0.5)

    return [(some(OF_TENDER), tuple(some(OF_LOT) for _ in range(random_.randrange(4)))) for _ in range(150)]


WORLDS = worlds()


@given(CONDITIONS)
def test_a_sentence_has_one_reading_and_it_is_the_meaning(condition: ir.Condition) -> None:
    words = statement(condition, Speech(VOCABULARY, (TENDER,)))
    found = readings(words)
    assert found, words
    meaning = [truth(condition, world) for world in WORLDS]
    for tree in found:
        assert [said(tree, world) for world in WORLDS] == meaning, (words, tree)
