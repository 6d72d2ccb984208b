"""What a case changes: as if the tender had been written so, whatever it was read from."""

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyspec.base.diagnostics import has_errors
from policyspec.engines.interpret import evaluate
from policyspec.ir.nodes import Rulebook
from policyspec.model.facts import Item, Stated, Tender
from policyspec.model.outcomes import Outcome
from policyspec.model.vocabulary import standard
from policyspec.readers.criteria import settled, unsettled
from policyspec.readers.testing.changes import altered
from policyspec.readers.testing.file import read_tests
from policyspec.readers.testing.places import item_at
from policyspec.readers.testing.written import TestsFile
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import load
from policyspec.workspace.tenders import read_input
from policyspec.workspace.testing_run import narrowed
from tests.readers.reading import tender_of

ROOT = Path(__file__).parents[2]
FILES = [
    *sorted((ROOT / "examples").glob("*.yaml")),
    *sorted((ROOT / "tests" / "readers" / "replicas").glob("*.json")),
    *sorted((ROOT / "tests" / "readers" / "eforms" / "replicas").glob("*.xml")),
    ROOT / "tests" / "clothes" / "release.json",
    ROOT / "tests" / "clothes" / "notice.xml",
    ROOT / "tests" / "clothes" / "tender.yaml",
]
DATA = ROOT / "../shared/data"
VOCABULARY = standard()

Written = dict[str, object]


#: Those of the five principles that look at what is changed here.
RULES = ("good-practice-ratio", "every-criterion-weighted", "weights-add-up", "whole-life-cost", "small-lots",
         "staff-treatment-counts", "social-outcome-weighted", "many-small-units", "users-and-carers-involved")  # fmt: skip


@cache
def rulebook() -> Rulebook:
    whole = load([str(ROOT / "policies" / "commissioning" / "five-principles.policy")], Disk()).rulebook
    return narrowed(whole, [f"commissioning/five-principles#{rule}" for rule in RULES])


def case(tender: Tender, **parts: object) -> Tender:
    """The tender that a case with these parts makes, without a mistake."""
    text = json.dumps({"cases": [{"case": "it", **parts, "expect": {"r": "met"}}]})
    read = read_tests(text.encode(), "care.tests.yaml")
    assert isinstance(read, TestsFile)
    assert read.diagnostics == ()
    made, found = altered(tender, read.cases[0], read.document, VOCABULARY)
    assert not has_errors(found), found
    return made


def written(tender: Written) -> Tender:
    return tender_of(json.dumps(tender), "t.yaml")


def outcomes(tender: Tender) -> list[tuple[object, ...]]:
    """What the five principles come to, but for places in files."""
    result, _ = evaluate(rulebook(), tender, VOCABULARY)
    return [told(outcome) for outcome in result.outcomes]


def told(o: Outcome) -> tuple[object, ...]:
    return o.rule, o.limb, o.item, o.verdict, o.message, o.assumptions, sorted(used.name for used in o.missing)


# --- what a case does not touch -----------------------------------------------------------------------------------


def tenders_of(path: Path) -> tuple[Tender, ...]:
    return read_input(str(path), Disk(), VOCABULARY).tenders


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_is_not_touched_is_as_it_was_place_and_all(path: Path) -> None:
    for tender in tenders_of(path):
        made = case(tender, change={"tender": "Another title"})
        assert made.root.facts["title"] != tender.root.facts.get("title")
        assert replace(made, root=less_title(made.root)) == replace(tender, root=less_title(tender.root))


def less_title(root: Item) -> Item:
    return replace(root, facts={key: fact for key, fact in root.facts.items() if key != "title"})


def test_a_case_without_changes_is_the_tender_itself() -> None:
    for path in FILES:
        for tender in tenders_of(path):
            assert case(tender) is tender


def test_what_follows_from_facts_can_be_undone_and_follows_again() -> None:
    class Silent:
        vocabulary = VOCABULARY

        def say(self, _: object) -> None:
            return

    for path in FILES:
        for tender in tenders_of(path):
            bare = unsettled(tender.root, Silent())
            assert settled(bare, Silent()) == tender.root
            assert unsettled(bare, Silent()) == bare


@pytest.mark.long
def test_a_real_notice_is_as_it_was_but_for_its_title() -> None:
    if not DATA.exists():
        pytest.skip(f"there are no real notices at {DATA}")
    notices = [path for path in sorted(DATA.rglob("*")) if path.suffix in (".json", ".xml")]
    changed = 0
    for tender in (tender for path in notices for tender in tenders_of(path)):
        made = case(tender, change={"tender": "Another title"})
        assert replace(made, root=less_title(made.root)) == replace(tender, root=less_title(tender.root)), tender.source
        changed += 1
    assert changed > 900


# --- a case against a tender written so ---------------------------------------------------------------------------

BASE: Written = {
    "tender": "Day centres",
    "buyer": {"name": "Ashcombe", "country": "GB"},
    "main CPV code": "85312100",
    "category": "services",
    "estimated value": "GBP 1,800,000",
    "areas": ["Hill side", "River side"],
    "reason for not dividing into lots": "none",
    "lots": [
        {"title": "Hill", "value": "GBP 800,000"},
        {"title": "River", "value": "GBP 1,000,000", "cost method": "unit price"},
        {"title": "Wood", "criteria": [{"name": "Wood care", "kind": "quality", "points": "30"}]},
    ],
    "commencement date": "2 March 2026",
    "publication date": "2 March 2026",
    "specification date": "2 February 2026",
    "contract start date": "1 July 2026",
    "contract end date": "30 June 2029",
    "cost horizon": "3 years",
    "criteria": [
        {"name": "Company", "kind": "quality", "theme": "service quality", "weight": "65%"},
        {"name": "Staff pay", "kind": "quality", "weight": "15%"},
        {"name": "Price", "kind": "price", "weight": "20%"},
    ],
    "outcomes": [
        {"name": "Company kept", "kind": "social", "criterion": "Company"},
        {"name": "Paid well", "kind": "social", "criterion": "Staff pay"},
    ],
    "engagements": [{"name": "Tea", "group": "user", "date": "1 September 2025"}],
    "explanations": [
        {"rule": "commissioning/five-principles#small-lots", "item": "lot 3", "reason": "x", "author": "y",
         "date": "1 March 2026"}
    ],
}  # fmt: skip

Path_ = tuple[str | int, ...]

#: What a case changes, its values, and where that stands in the tender as it is written.
CHANGES: list[tuple[str, list[object], Path_]] = [
    ("tender", ["Night centres"], ("tender",)),
    ("estimated value", ["GBP 5", "GBP 9,000,000 including VAT"], ("estimated value",)),
    ("main CPV code", ["45000000"], ("main CPV code",)),
    ("people-facing", ["yes", "no"], ("people-facing",)),
    ("country of the buyer", ["FR"], ("buyer", "country")),
    ("areas", [["One"], ["One", "more to come"], []], ("areas",)),
    ("value of Hill", ["GBP 6,000,000"], ("lots", 0, "value")),
    ("value of lot 2", ["GBP 6,000,000", "EUR 5"], ("lots", 1, "value")),
    ("title of lot 2", ["Sea"], ("lots", 1, "title")),
    ("title of Wood", ["Forest"], ("lots", 2, "title")),
    ("cost method of River", ["whole-life cost"], ("lots", 1, "cost method")),
    ("criteria of Hill", [[{"name": "Own", "kind": "price"}], []], ("lots", 0, "criteria")),
    ("kind of Wood care", ["cost"], ("lots", 2, "criteria", 0, "kind")),
    ("points of Wood care", ["5"], ("lots", 2, "criteria", 0, "points")),
    ("weight of Staff pay", ["35%", "10% to 20%"], ("criteria", 1, "weight")),
    ("weight of criterion 3", ["5%"], ("criteria", 2, "weight")),
    ("kind of Price", ["quality"], ("criteria", 2, "kind")),
    ("pass-fail of Price", ["yes"], ("criteria", 2, "pass-fail")),
    ("criteria", [[{"name": "Only", "kind": "price"}]], ("criteria",)),
    ("contract end date", ["31 December 2027"], ("contract end date",)),
    ("contract start date", ["1 August 2026"], ("contract start date",)),
    ("maximum contract length", ["9 years"], ("maximum contract length",)),
    ("criterion of Paid well", ["Wood care"], ("outcomes", 1, "criterion")),
    ("engagements", [[]], ("engagements",)),
    ("group of Tea", ["carer"], ("engagements", 0, "group")),
    ("social note", ["Thought of."], ("social note",)),
]
ADDITIONS: list[tuple[str, list[object]]] = [
    ("lots", [{"title": "East", "value": "GBP 7"}, {"title": "West"}]),
    ("criteria", [{"name": "Social value", "kind": "quality", "weight": "5%"}]),
    ("areas", ["Town"]),
    ("engagements", [{"name": "Supper", "group": "carer", "date": "9 September 2025"}]),
    ("outcomes", [{"name": "Third", "kind": "social", "criterion": "Wood care"}]),
]
REMOVALS: list[tuple[str, Path_]] = [
    ("Hill", ("lots", 0)),
    ("lot 3 (Wood)", ("lots", 2)),
    ("lots", ("lots",)),
    ("value of River", ("lots", 1, "value")),
    ("Company", ("criteria", 0)),
    ("kind of criterion 2", ("criteria", 1, "kind")),
    ("theme of Company", ("criteria", 0, "theme")),
    ("contract end date", ("contract end date",)),
    ("buyer", ("buyer",)),
    ("areas", ("areas",)),
    ("explanations", ("explanations",)),
]


def at(tender: Written, path: Path_) -> tuple[object, str | int]:
    """What holds the last step of a path, and that step."""
    held: object = tender
    for step in path[:-1]:
        held = held[step]  # type: ignore[index]
    return held, path[-1]


def overlap(one: Path_, other: Path_) -> bool:
    length = min(len(one), len(other))
    return one[:length] == other[:length]


@st.composite
def differences(draw: st.DrawFn) -> tuple[Mapping[str, object], Written]:
    """The parts of a case, and the tender as it would be written."""
    tender = deepcopy(BASE)
    changes = draw(st.lists(st.sampled_from(CHANGES), unique_by=lambda c: c[0], max_size=4))
    gone = draw(st.lists(st.sampled_from(REMOVALS), unique_by=lambda r: r[0], max_size=2))
    gone = [r for n, r in enumerate(gone) if not any(overlap(r[1], other[1]) for other in gone[:n])]
    changes = [c for n, c in enumerate(changes) if not any(overlap(c[2], other[2]) for other in changes[:n])]
    changes = [c for c in changes if not any(overlap(c[2], path) for _, path in gone)]
    touched = [*(c[2] for c in changes), *(path for _, path in gone)]
    added = draw(st.lists(st.sampled_from(ADDITIONS), unique_by=lambda a: a[0], max_size=2))
    added = [a for a in added if not any(path == (a[0],) for path in touched)]
    change: Written = {}
    for words, values, path in changes:
        held, step = at(tender, path)
        change[words] = held[step] = draw(st.sampled_from(values))  # type: ignore[index]
    for words, members in added:
        tender[words] = [*tender[words], *members]  # type: ignore[misc]
    for _, path in sorted(gone, key=lambda r: r[1][-1] if isinstance(r[1][-1], int) else 99, reverse=True):
        held, step = at(tender, path)
        del held[step]  # type: ignore[attr-defined]
    return {"change": change, "add": dict(added), "remove": [words for words, _ in gone]}, tender


@given(differences())
@settings(max_examples=20)
def test_a_case_is_the_tender_as_it_would_be_written(drawn: tuple[Mapping[str, object], Written]) -> None:
    parts, tender = drawn
    assert outcomes(case(written(BASE), **parts)) == outcomes(written(tender))


@given(differences())
@settings(max_examples=8)
def test_changed_and_changed_back_is_the_same(drawn: tuple[Mapping[str, object], Written]) -> None:
    change = {words: value for words, value in drawn[0]["change"].items() if stated(words)}  # type: ignore[attr-defined]
    change.pop("criteria", None)  # what names a criterion that is gone names nothing, and does not come back to it
    names = {"River": "Sea"} if "title of lot 2" in change else {}
    names |= {"Wood": "Forest"} if "title of Wood" in change else {}
    back = {renamed(words, names): stated(words) for words in change}
    there = case(written(BASE), change=change)
    assert outcomes(case(there, change=back)) == outcomes(written(BASE))


@pytest.mark.long
@given(differences())
@settings(max_examples=800)
def test_many_cases_are_the_tender_as_it_would_be_written(drawn: tuple[Mapping[str, object], Written]) -> None:
    parts, tender = drawn
    assert outcomes(case(written(BASE), **parts)) == outcomes(written(tender))


def renamed(words: str, names: Mapping[str, str]) -> str:
    """A key with the thing's new name. What stands in the thing has kept its own."""
    return " ".join(names.get(word, word) for word in words.split()) if words.rsplit(maxsplit=1)[-1] in names else words


def stated(words: str) -> object:
    """What the base says where a change would stand."""
    path = next(path for key, _, path in CHANGES if key == words)
    held, step = at(BASE, path)
    return held.get(step) if isinstance(held, dict) else None


# --- weights that are scaled --------------------------------------------------------------------------------------


def weights(tender: Tender, lot: str) -> list[Fraction]:
    item = item_at(tender.root, lot)
    assert item
    facts = [criterion.fact("weight") for criterion in item.lists["criteria"].items]
    return [fact.value for fact in facts if isinstance(fact, Stated) and isinstance(fact.value, Fraction)]


@given(st.lists(st.integers(1, 60), min_size=2, max_size=5), st.integers(1, 99), st.data())
@settings(max_examples=30)
def test_scaled_weights_make_the_whole_mark_and_keep_their_proportions(
    given_weights: list[int], target: int, data: st.DataObject
) -> None:
    kinds = ["price", "quality", *(data.draw(st.sampled_from(["quality", "price", "cost"])) for _ in given_weights[2:])]
    criteria = [
        {"name": f"C{n}", "kind": kind, "weight": f"{weight}%"}
        for n, (kind, weight) in enumerate(zip(kinds, given_weights, strict=True))
    ]
    base = written({"tender": "T", "criteria": criteria})
    made = weights(case(base, change={"quality weight": f"{target}%"}), "")
    assert sum(made) == 1
    of_quality = [kind == "quality" for kind in kinds]
    assert sum(w for w, quality in zip(made, of_quality, strict=True) if quality) == Fraction(target, 100)
    factors = {
        (quality, weight / given) for weight, given, quality in zip(made, given_weights, of_quality, strict=True)
    }
    assert len(factors) == 2
    assert made == weights(case(base, change={"cost weight": f"{100 - target}%"}), "")


def test_a_lot_that_is_scaled_gets_criteria_of_its_own() -> None:
    made = case(written(BASE), change={"quality weight of River": "10%"})
    assert weights(made, "lots[1]") == [Fraction(13, 160), Fraction(3, 160), Fraction(9, 10)]
    assert weights(made, "") == [Fraction(13, 20), Fraction(3, 20), Fraction(1, 5)]
    (river,) = [lot for lot in made.root.lists["lots"].items if lot.path == "lots[1]"]
    assert [criterion.label for criterion in river.lists["criteria"].items] == [
        "criterion 1 (Company) of lot 2 (River)",
        "criterion 2 (Staff pay) of lot 2 (River)",
        "criterion 3 (Price) of lot 2 (River)",
    ]


def test_a_criterion_that_a_lot_has_from_the_tender_is_changed_in_that_lot_alone() -> None:
    made = case(written(BASE), change={"weight of criterion 1 of lot 2": "1%"})
    assert weights(made, "lots[1]")[0] == Fraction(1, 100)
    assert weights(made, "")[0] == Fraction(13, 20)


# --- other formats ------------------------------------------------------------------------------------------------


def test_a_notice_of_ocds_is_changed_like_any_tender() -> None:
    (tender,) = tenders_of(ROOT / "tests" / "clothes" / "release.json")
    made = case(tender, change={"quality weight of lot 1": "1%"}, remove=["submission deadline"])
    assert "submission_deadline" not in made.root.facts
    assert made.format == "ocds"
