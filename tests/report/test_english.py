"""Rules in plain English: the sentences say what the rule says, in one way only, and read as English."""

import random
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
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
from policyspec.report.english.expressions import weights_of
from policyspec.report.english.speech import Speech, value
from policyspec.syntax.parse import parse
from tests.law.domain import VOCABULARY as LAW
from tests.law.domain import dims
from tests.law.rulebooks import rulebook

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
MARKS = (("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"), tuple("ABCDEFGHJK"), tuple("123456789"))
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
        tails: list[tuple[Tree, ...]] = [(each,) for each in readings(rest)] if joint[0] in last else []
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
    random_ = random.Random(7)  # noqa: S311 – worlds to look at, not secrets

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


# --- it reads as English ----------------------------------------------------------------------------------------------

HEAD = """policy t/t "T" version 1
  judged on publication date
  under "S" not checked
parameter least weight is 60% between 50% and 90%
threshold large purchase is
  GBP 100,000 including VAT from 1 January 2024 until 31 December 2025
  GBP 120,000 including VAT from 1 January 2026
fact carer panel of the tender is yes or no "whether a panel of carers met"
define a small lot as a lot where value of the lot is at most GBP 500,000 and the lot is suitable for SMEs
table caps decides lot cap
  | service type | lot cap     |
  | any          | GBP 900,000 |
  the first matching row applies
rule r "R"
"""


def words_of(*lines: str) -> InWords:
    text = HEAD + "".join(f"  {line}\n" for line in lines)
    source = Source("t.policy", text)
    file, found = parse(source)
    book, more = compile_policies([file], VOCABULARY, {"t.policy": source})
    assert [each.message for each in (*found, *more) if each.is_error] == []
    return in_words(book.rules[0], VOCABULARY.with_own(book.own_facts, dict(book.own_codes)))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("there must be at least 2 lots", "There must be at least 2 lots."),
        (
            "there must be at least 1 option where kind of the option is grant",
            "There must be at least one option whose kind is ‘grant’.",
        ),
        (
            "there must be no lot where value of the lot is above GBP 10",
            "There must be no lot whose value is above GBP 10.",
        ),
        ("number of lots must be exactly number of areas", "The number of lots must be exactly the number of areas."),
        (
            "estimated value should be at most large purchase",
            "The estimated value should be at most the large purchase (GBP 120,000 including VAT from 1 January 2026).",
        ),
        ("estimated value must be between GBP 1 and GBP 2", "The estimated value must be between GBP 1 and GBP 2."),
        ("category must be one of goods, services", "The category must be ‘goods’ or ‘services’."),
        ("category must not be one of goods, services", "The category must be neither ‘goods’ nor ‘services’."),
        ("procedure must not be direct award", "The procedure must not be ‘direct award’."),
        (
            "main CPV code must be within CPV 85000000",
            "The main CPV code must be within CPV 85000000 (health and social work services).",
        ),
        ("publication date must be before 1 May 2026", "The publication date must be before 1 May 2026."),
        (
            "approval date must be on or before publication date",
            "The approval date must be on or before the publication date.",
        ),
        (
            "the time from publication date to submission deadline must be at least 25 days",
            "The time from the publication date to the submission deadline must be at least 25 days.",
        ),
        ("contract length must be below 5 years", "The contract length must be less than 5 years."),
        ("maximum contract length must be at most 18 months", "The maximum contract length must be at most 18 months."),
        (
            "framework length must be at most 4 years when regime is not one of defence, utilities",
            "Where the regime is neither ‘defence’ nor ‘utilities’: the framework length must be at most 4 years.",
        ),
        ("the tender must be light touch", "The tender must be light touch."),
        ("the tender must not be urgent", "The tender must not be urgent."),
        ("the carer panel must be yes", "The answer to the ‘carer panel’ must be yes."),
        ("every lot must be suitable for SMEs", "Every lot must be suitable for SMEs."),
        ("decision of every finding should be stated", "The decision of every finding should be stated."),
        (
            "share of small lots by value must be at least 33%",
            "The share of the total value of the lots that falls to those whose value is at most GBP 500,000 and that are suitable for SMEs must be at least 33%.",
        ),
        (
            "the highest value of lots must be at most 60% of estimated value",
            "The highest value among the lots must be at most 60% of the estimated value.",
        ),
        (
            "kinds of outcomes must include each of social, operational",
            "The kinds of the outcomes must include each of ‘social’ and ‘operational’.",
        ),
        (
            "kinds of outcomes should not include one of social, operational",
            "The kinds of the outcomes should include none of ‘social’ or ‘operational’.",
        ),
        ("conditions must be stated", "The conditions must be stated."),
        ("each of social note, economic note must be stated", "The social note must be stated."),
        (
            "estimated value must be at most the lower of budget and GBP 5",
            "The estimated value must be at most the lower of the budget and GBP 5.",
        ),
        (
            "flag when estimated value is below GBP 10",
            "This is flagged, as something to look at, if the estimated value is below GBP 10.",
        ),
        ('description of the tender must not mention "brand"', "The description must not mention “brand”."),
    ],
)
def test_a_duty_of_the_tender_in_words(written: str, read: str) -> None:
    assert words_of(written).limbs[0].text == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            "quality weight of the lot must be at least least weight",
            "The quality weight of the lot must be at least 60% (the parameter ‘least weight’).",
        ),
        ("the quality:cost ratio must be above 50:50", "The quality:cost ratio of the lot must be above 50:50."),
        (
            "total weight of criteria of the lot where kind of the criterion is not price must be above 0%",
            "The total weight of the criteria of the lot whose kind is not ‘price’ must be above 0%.",
        ),
        (
            "total weight of criteria of the lot must be exactly 100%, give or take 1 percentage point",
            "The total weight of the criteria of the lot must be exactly 100%, give or take 1 percentage point.",
        ),
        (
            "value of the lot must be at most lot cap",
            "The value of the lot must be at most what the table ‘caps’ decides.",
        ),
        (
            "there must be no lot where (value of the lot is above 3 times value of this lot)",
            "There must be no lot whose value is above 3 times the value of this lot.",
        ),
        ("cost method of the lot should be whole-life cost", "The cost method of the lot should be ‘whole-life cost’."),
        (
            "low bid steps of the lot must include supplier answer",
            "The low bid steps of the lot must include ‘supplier answer’.",
        ),
    ],
)
def test_a_duty_of_each_lot_in_words(written: str, read: str) -> None:
    words = words_of("for each lot", written)
    assert words.about == "each lot"
    assert words.limbs[0].text == read


@pytest.mark.parametrize(
    ("written", "about"),
    [
        ("for each criterion of each lot", "each criterion of each lot"),
        ("for each outcome where the outcome is paid", "each outcome that is paid"),
        ("for each party where pain share of the party is above 0%", "each party whose pain share is above 0%"),
        (
            "for each criterion of each lot where weight of the criterion is above 0%",
            "each criterion of each lot, where the weight of the criterion is above 0%",
        ),
    ],
)
def test_whom_it_speaks_of(written: str, about: str) -> None:
    assert words_of(written, "there must be at least 1 lot").about == about


def test_when_it_applies_and_what_excuses() -> None:
    words = words_of(
        "applies when main CPV code is within CPV 85000000 or (category is services and the tender is people-facing)",
        "except when estimated value is below GBP 10 and procedure is one of direct award, call-off",
        "in force from 1 January 2026 until 31 December 2026",
        "there must be at least 2 lots",
        "or explain in reason for not dividing into lots",
    )
    assert words.when == (
        "This rule is about the tender.",
        "It applies only where either the main CPV code is within CPV 85000000 (health and social work services), or the category is ‘services’ and the tender is people-facing.",
        "It does not apply where the estimated value is below GBP 10, and the procedure is ‘direct award’ or ‘call-off’.",
    )
    assert words.in_force == "It is in force from 1 January 2026 until 31 December 2026."
    assert words.limbs[0].explain == (
        "If not, the reason for not dividing into lots may be stated, or a reason recorded: it is then ‘explained’, and no breach."
    )
    assert words.judged_on == "the publication date"


@pytest.mark.parametrize("seed", range(60))
def test_no_rule_is_beyond_words_and_no_number_of_it_goes_unsaid(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 – as above
    for rule in rulebook(rng, dims(rng)).rules:
        told = in_words(rule, LAW).summary
        assert not re.search(r"None|[{}]|  |\.\.", told)
        parts = (rule.scope, rule.applies, rule.exceptions, rule.limbs)
        unsaid = [value(each.value, each.type.kind) for each in constants(parts)]
        assert [
            words for words in unsaid if words.casefold() not in told.casefold() and not COUNTED.search(words)
        ] == []


#: Numbers that are said in another way: `at least one`, `no lot`, `1 percentage point`.
COUNTED = re.compile(r"^(?:0|1|[\d.]+%)$")


def constants(node: object) -> Iterator[ir.Const]:
    """The literals that a rule says itself: not the rows of its tables, nor what makes up a weight with a name."""
    if isinstance(node, ir.Lookup) or (isinstance(node, ir.Aggregate | ir.ClassRatio) and weights_of(node)):
        return
    if isinstance(node, ir.Const):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from constants(part)
    elif is_dataclass(node) and type(node).__module__ == ir.__name__:
        for part in fields(node):
            yield from constants(getattr(node, part.name))
