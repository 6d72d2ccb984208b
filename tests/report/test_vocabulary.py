"""`policyspec vocabulary`, as a person reads it."""

from textwrap import dedent

import pytest

from policyspec.model.types import YES_NO
from policyspec.model.vocabulary import FactInfo, standard
from policyspec.readers import read
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
        "also": "value, contract value",
        "in a tender": "estimated value: GBP 1,200,000 excluding VAT",
        "OCDS": "tender.value",
        "eForms": "BT-27",
    }


def test_a_code_is_shown_with_its_list() -> None:
    assert "open procedure, restricted procedure" in entry("procedure").replace("\n", " ")
    assert entry("direct award").split()[:7] == ["direct", "award", "code", "one", "of", "the", "procedures"]


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


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("SME", "suitable for SMEs"),
        ("invoice", "payment period"),
        ("invoices", "payment period"),
        ("when are invoices paid", "payment period"),
        ("mutual", "public service mutual"),
    ],
)
def test_a_word_is_looked_for_in_phrases_codes_and_definitions(word: str, first: str) -> None:
    assert near_phrases(standard(), word)[0] == first


def test_a_deadline_may_be_one_of_several() -> None:
    assert {"submission deadline", "enquiry deadline"} <= set(near_phrases(standard(), "deadline"))


@pytest.mark.parametrize(
    ("word", "phrase"),
    [("closing date", "submission deadline"), ("contract value", "estimated value")],
)
def test_everyday_words_lead_to_their_fact(word: str, phrase: str) -> None:
    assert entry(word).splitlines()[0] == phrase


def test_a_code_points_to_the_facts_that_share_its_word() -> None:
    rows = [row for row in entry("SMEs").splitlines() if "see also" in row]
    assert rows
    assert rows[0].split("see also")[1].strip().startswith("suitable for SMEs")


def test_an_example_fits_its_fact() -> None:
    assert "payment period: 30 days" in entry("payment period")


@pytest.mark.parametrize("word", ["explanation", "explanations", "waiver", "waivers"])
def test_explanations_and_waivers_have_an_example_that_can_be_read(word: str) -> None:
    text = entry(word)
    assert text.splitlines()[0] == f"{word.removesuffix('s')}s"
    example = dedent(text[text.index("in a tender") :].replace("in a tender ", " " * 12, 1))
    (tender,), refused = read(f"tender: T\nlots: [A, B]\n{example}".encode(), "t.yaml", standard())
    assert refused == tender.diagnostics == ()
    assert [*(e.item for e in tender.explanations), *(w.item for w in tender.waivers)] == ["lots[1]"]


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
