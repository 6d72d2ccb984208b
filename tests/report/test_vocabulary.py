"""`policyspec vocabulary`, as a person reads it."""

import pytest

from policyspec.model.types import YES_NO
from policyspec.model.vocabulary import FactInfo, standard
from policyspec.report.vocabulary import near_phrases, render_vocabulary


def entry(phrase: str) -> str:
    text = render_vocabulary(standard(), phrase)
    assert text is not None
    return text


def test_an_entry_says_all_there_is() -> None:
    rows = dict(line.strip().split("  ", 1) for line in entry("estimated value").splitlines()[2:] if "  " in line[2:])
    assert {label: text.strip() for label, text in rows.items()} == {
        "of": "tender",
        "type": "money",
        "plural": "estimated values",
        "also": "value",
        "in a tender": "estimated value: GBP 1,200,000 excluding VAT",
        "OCDS": "tender.value",
        "eForms": "BT-27",
    }


def test_a_code_is_shown_with_its_list() -> None:
    assert "open procedure, restricted procedure" in entry("procedure").replace("\n", " ")
    assert entry("direct award").split() == ["direct", "award", "code", "one", "of", "the", "procedures"]


def test_a_word_of_many_things_shows_each() -> None:
    text = entry("pain share")
    assert text.count("pain share\n") == 1
    assert entry("weight").count("\n  of ") == 3  # of a criterion, of a criteria group, of its members


def test_a_thing_lists_its_facts() -> None:
    assert "gain share" in entry("party")


def test_what_a_lot_may_say_in_the_tenders_place_stands_once() -> None:
    assert "of            tender, lot" in entry("payment basis")
    assert entry("payment basis").count("payment basis\n") == 1


def test_case_and_blanks_do_not_matter() -> None:
    assert entry("  MAIN  cpv code") == entry("main CPV code")


@pytest.mark.parametrize(
    ("phrase", "near"),
    [("pain", "pain share"), ("estimate value", "estimated value"), ("SMEs suitable", "suitable for SMEs")],
)
def test_a_phrase_that_names_nothing_has_near_ones(phrase: str, near: str) -> None:
    assert render_vocabulary(standard(), phrase) is None
    assert near in near_phrases(standard(), phrase)


def test_nothing_is_near_to_nonsense() -> None:
    assert near_phrases(standard(), "xyzzy") == []
    assert near_phrases(standard(), "") == []


def test_a_fact_of_a_policys_own_stands_under_extensions() -> None:
    plan = FactInfo("tender", "carbon_plan", "carbon plan", YES_NO, "Whether a carbon plan is asked for.", own=True)
    text = render_vocabulary(standard().with_own([plan], {}), "carbon plan") or ""
    assert "extensions: {carbon plan: yes}" in text
    assert "Declared by policies" in (render_vocabulary(standard().with_own([plan], {})) or "")


def test_without_a_phrase_everything_stands_under_its_group() -> None:
    text = render_vocabulary(standard()) or ""
    assert text.splitlines()[0] == "The purchase"
    assert all(info.phrase in " ".join(text.split()) for info in standard().facts.values())
