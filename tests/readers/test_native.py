"""The native format: keys are phrases of the vocabulary, values are read as the language writes them."""

from datetime import date
from fractions import Fraction

import pytest

from policyspec.model import types
from policyspec.model.facts import Absence, Stated
from policyspec.model.types import Kind
from policyspec.model.values import NO_LIMIT, Between, ItemRef, Moment
from policyspec.model.vocabulary import FactInfo, standard
from policyspec.readers import read
from tests.readers.reading import absence, assumption, item, literal, messages, said, stated, tender_of

EXAMPLE = """\
tender: Supported living, North and South
buyer: {name: Example Council, type: local authority, country: GB}
main CPV code: 85000000
estimated value: GBP 1,200,000 excluding VAT
publication date: 2 March 2026
submission deadline: 7 April 2026
lots:
  - title: North
    value: GBP 700,000 excluding VAT
    suitable for SMEs: no
    criteria:
      - {name: Quality of care, kind: quality, weight: 60%}
      - {name: Social value, kind: quality, theme: social value, weight: 10%}
      - {name: Price, kind: price, weight: 30%}
  - title: South
    value: GBP 500,000 excluding VAT
    suitable for SMEs: yes
    criteria:
      - {name: Quality of care, kind: quality, weight: 65%}
      - {name: Price, kind: price, weight: 35%}
outcomes:
  - {name: Fewer hospital admissions, measure: admissions per quarter, baseline: 31, target: 20}
explanations:
  - {rule: council/commissioning#small-lots, reason: "…", author: Head of commissioning, date: 20 February 2026}
"""


def test_the_example_of_the_language() -> None:
    tender = tender_of(EXAMPLE)
    assert tender.diagnostics == ()
    assert (tender.name, tender.format) == ("Supported living, North and South", "native")
    assert stated(tender, "main_cpv_code") == literal("CPV 85000000", Kind.CLASSIFICATION)
    assert stated(tender, "estimated_value") == literal("GBP 1,200,000 excluding VAT", Kind.MONEY)
    assert stated(tender, "submission_deadline") == Moment(date(2026, 4, 7))
    assert stated(tender, "type", "buyer") == "local authority"
    assert stated(tender, "suitable_for_smes", "lots[0]") is False
    assert stated(tender, "suitable_for_smes", "lots[1]") is True
    assert stated(tender, "weight", "lots[0].criteria[1]") == Fraction(1, 10)
    assert stated(tender, "theme", "lots[0].criteria[1]") == "social value"
    assert stated(tender, "baseline", "outcomes[0]") == "31"
    (explanation,) = tender.explanations
    assert (explanation.rule, explanation.author) == ("council/commissioning#small-lots", "Head of commissioning")
    assert explanation.date == Moment(date(2026, 2, 20))


def test_things_are_called_as_a_person_would_and_know_their_line() -> None:
    tender = tender_of(EXAMPLE)
    lot, criterion = item(tender, "lots[1]"), item(tender, "lots[1].criteria[0]")
    assert lot.label == "lot 2 (South)"
    assert criterion.label == "criterion 1 (Quality of care) of lot 2 (South)"
    assert item(tender, "buyer").label == "the buyer"
    assert lot.origin is not None
    assert lot.origin.line == 15
    weight = criterion.fact("weight")
    assert weight.origin is not None
    assert (weight.origin.line, weight.origin.column, weight.origin.raw) == (19, 56, "65%")


@pytest.mark.parametrize("key", ["ESTIMATED VALUE", "Estimated  value", "value"])
def test_case_blanks_and_aliases_of_a_key_do_not_matter(key: str) -> None:
    tender = tender_of(f"tender: T\n{key}: GBP 10")
    assert stated(tender, "estimated_value") == literal("GBP 10", Kind.MONEY)
    assert tender.diagnostics == ()


def test_json_with_the_keys_of_the_vocabulary_is_native() -> None:
    tender = tender_of(
        '{"tender": "T", "lots": [{"title": "N", "suitable for SMEs": true}], "bid pages": 30}', "t.json"
    )
    assert tender.format == "native"
    assert stated(tender, "suitable_for_smes", "lots[0]") is True
    assert stated(tender, "bid_pages") == 30


def test_one_fact_under_two_names_is_unreadable() -> None:
    tender = tender_of("tender: T\nestimated value: GBP 1\nvalue: GBP 2")
    assert absence(tender, "estimated_value").why is Absence.UNREADABLE
    assert said(tender) == ["PS511 3"]


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("estimated valu: GBP 1", "did you mean `estimated value`?"),
        ("weight: 60%", "it is a fact of a criterion"),
        ("quality weight: 60%", "worked out from other facts"),
    ],
)
def test_an_unknown_key_is_said_with_what_may_be_meant(line: str, hint: str) -> None:
    tender = tender_of(f"tender: T\n{line}")
    assert said(tender) == ["PS510 2"]
    assert hint in messages(tender)


@pytest.mark.parametrize(
    ("line", "key", "hint"),
    [
        ("estimated value: c. £2m", "estimated_value", "GBP|amount"),
        ("estimated value: 1,200,000", "estimated_value", "GBP 1,200,000"),
        ("estimated value: GBP 1,00,000", "estimated_value", ""),
        ("estimated value: UKP 5", "estimated_value", "GBP"),
        ("estimated value: GBP -5", "estimated_value", "write 0 or more"),
        ("submission deadline: 31/12/2026", "submission_deadline", "31 December 2026"),
        ("submission deadline: 2026-02-30", "submission_deadline", "28 days"),
        ("people-facing: perhaps", "people_facing", "yes"),
        ("expected quality: 101%", "expected_quality", "write a percentage from 0% to 100%"),
        ("expected quality: 60", "expected_quality", "60%"),
        ("main CPV code: 8500", "main_cpv_code", "8 digits"),
        ("bid pages: -1", "bid_pages", "write 0 or more"),
        ("bid pages: ٣", "bid_pages", "0 to 9"),
    ],
)
def test_a_value_that_cannot_be_read_is_located_and_never_guessed(line: str, key: str, hint: str) -> None:
    tender = tender_of(f"tender: T\n{line}")
    fact = absence(tender, key)
    assert fact.why is Absence.UNREADABLE
    assert fact.reason
    assert fact.origin is not None
    assert fact.origin.line == 2
    assert said(tender) == ["PS511 2"]
    assert any(word in messages(tender) for word in hint.split("|"))


def test_a_word_that_is_not_in_its_list() -> None:
    tender = tender_of("tender: T\nprocedure: opne procedure")
    assert absence(tender, "procedure").why is Absence.UNREADABLE
    assert said(tender) == ["PS512 2"]
    assert "did you mean `open procedure`?" in messages(tender)


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("procedure: Open", "did you mean `open procedure`?"),
        ("procedure: Competitive", "did you mean `competitive flexible procedure` or `competitive dialogue`?"),
        ("category: service", "did you mean `services`?"),
        ("procedure: “open procedure”", "write it without them: `open procedure`"),
        ("procedure: by raffle", "write one of: open procedure, restricted procedure"),
    ],
)
def test_a_word_that_is_nearly_in_its_list(line: str, hint: str) -> None:
    tender = tender_of(f"tender: T\n{line}")
    assert said(tender) == ["PS512 2"]
    assert hint in messages(tender)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("notes: x", "it is a fact of an approach"),
        ("lots: 3", "`lots` should be a list, and `3` stands here"),
        ("estimated value: [GBP 1]", "`estimated value` should be an amount of money, and a list stands here"),
        ("approaches: [[x]]", "should be an approach, and a list stands here"),
    ],
)
def test_what_stands_in_the_wrong_place_is_named(line: str, words: str) -> None:
    assert words in messages(tender_of(f"tender: T\n{line}"))


def test_a_word_of_a_list_is_read_whatever_its_case() -> None:
    assert stated(tender_of("tender: T\nprocedure: OPEN  Procedure"), "procedure") == "open procedure"


@pytest.mark.parametrize("blank", ["", " ~", " null", ' ""', " '  '"])
def test_a_blank_is_not_stated_and_said(blank: str) -> None:
    tender = tender_of(f"tender: T\nsubmission deadline:{blank}\nlots:{blank}\nbuyer:{blank}")
    root = item(tender)
    assert "submission_deadline" not in root.facts
    assert "lots" not in root.lists
    assert "buyer" not in root.records
    assert said(tender) == ["PS514 2", "PS514 3", "PS514 4"]


def test_withheld_and_not_applicable() -> None:
    tender = tender_of("tender: T\nestimated value: withheld\nbudget: Not applicable\nmarket note: 'withheld'")
    assert absence(tender, "estimated_value").why is Absence.WITHHELD
    assert absence(tender, "budget").why is Absence.NOT_APPLICABLE
    assert stated(tender, "market_note") == "withheld"
    assert tender.diagnostics == ()


def test_ranges_and_no_limit() -> None:
    tender = tender_of("tender: T\nexpected quality: 50% to 60%\nmaximum lots per supplier: no limit")
    assert stated(tender, "expected_quality") == Between(Fraction(1, 2), Fraction(3, 5))
    assert stated(tender, "maximum_lots_per_supplier") == NO_LIMIT


def test_a_list_is_complete_unless_it_ends_in_more_to_come() -> None:
    tender = tender_of("tender: T\nlots: [{title: A}, more to come]\noutcomes: []\nrisks: more to come\ngoals: [G]")
    lists = item(tender).lists
    assert [(len(lists[k].items), lists[k].complete) for k in ("lots", "outcomes", "risks", "goals")] == [
        (1, False),
        (0, True),
        (0, False),
        (1, True),
    ]


def test_a_thing_written_as_its_name_alone() -> None:
    tender = tender_of("tender: T\nbuyer: Example Council\ngoals: [Fewer admissions]")
    assert stated(tender, "name", "buyer") == "Example Council"
    assert stated(tender, "name", "goals[0]") == "Fewer admissions"
    assert tender.diagnostics == ()


def test_lists_of_values() -> None:
    tender = tender_of("tender: T\nareas: [North, South, more to come]\nCPV codes: 85000000\nSME barriers: []")
    values = item(tender).values
    assert [f.value for f in values["areas"].values if isinstance(f, Stated)] == ["North", "South"]
    assert not values["areas"].complete
    assert len(values["cpv_codes"].values) == 1
    assert values["sme_barriers"].values == ()
    assert values["sme_barriers"].complete


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("lots: {title: North}", "lots"),
        ("lots: North", "lots"),
    ],
)
def test_what_stands_where_a_list_should_leaves_its_members_unknown(text: str, path: str) -> None:
    tender = tender_of(f"tender: T\n{text}")
    listing = item(tender).lists[path]
    assert listing.items == ()
    assert not listing.complete
    assert listing.unreadable
    assert said(tender) == ["PS515 2"]


def test_a_list_or_keys_where_a_value_should_stand() -> None:
    tender = tender_of("tender: T\nbudget: [GBP 1]\nneeds date: {day: 1}")
    assert absence(tender, "budget").why is Absence.UNREADABLE
    assert absence(tender, "needs_date").why is Absence.UNREADABLE
    assert said(tender) == ["PS515 2", "PS515 3"]


def test_references_lead_to_the_one_thing_of_that_name() -> None:
    tender = tender_of(
        "tender: T\n"
        "outcomes: [{name: O, criterion: quality OF care}]\n"
        "criteria: [{name: Quality of care, kind: quality, weight: 100%}]\n"
        "parties: [Us, Them]\n"
        "risks: [{name: R, owner: Us, managers: [Us, Them]}]\n"
    )
    assert stated(tender, "criterion", "outcomes[0]") == ItemRef("criteria[0]")
    assert stated(tender, "owner", "risks[0]") == ItemRef("parties[0]")
    managers = item(tender, "risks[0]").values["managers"].values
    assert [f.value for f in managers if isinstance(f, Stated)] == [ItemRef("parties[0]"), ItemRef("parties[1]")]
    assert tender.diagnostics == ()


def test_a_name_that_leads_nowhere_or_to_two_things() -> None:
    tender = tender_of(
        "tender: T\n"
        "lots: [{title: A, criteria: [{name: Price}]}, {title: B, criteria: [{name: Price}]}]\n"
        "outcomes:\n"
        "  - {name: O, criterion: Pirce}\n"
        "  - {name: P, criterion: Price}\n"
    )
    for path in ("outcomes[0]", "outcomes[1]"):
        assert absence(tender, "criterion", path).why is Absence.UNREADABLE
    assert said(tender) == ["PS513 4", "PS513 5"]
    assert "did you mean `Price`?" in messages(tender)


def test_two_things_of_one_name() -> None:
    tender = tender_of("tender: T\nlots:\n  - {title: North}\n  - {title: north}\n")
    assert said(tender) == ["PS520 4"]


def test_criteria_on_the_tender_and_on_a_lot() -> None:
    tender = tender_of(
        "tender: T\ncriteria: [{name: Q, kind: quality, weight: 100%}]\n"
        "lots:\n  - title: A\n    criteria:\n      - {name: P, kind: price, weight: 100%}\n  - {title: B}\n"
    )
    assert said(tender) == ["PS516 6"]
    assert "criteria" not in item(tender, "lots[1]").lists


def test_times_are_put_on_the_buyers_clock() -> None:
    tender = tender_of(
        "tender: T\nbuyer: {name: C, country: GB}\nsubmission deadline: 2026-07-01T23:30:00Z\n"
        "enquiry deadline: 1 July 2026 12:00\naward date: 1 July 2026\n"
    )
    assert stated(tender, "submission_deadline") == Moment(date(2026, 7, 2), 1800, 60)
    assert assumption(tender, "submission_deadline") is None
    assert stated(tender, "enquiry_deadline") == Moment(date(2026, 7, 1), 12 * 3600, 60)
    assert "Europe/London" in (assumption(tender, "enquiry_deadline") or "")
    assert stated(tender, "award_date") == Moment(date(2026, 7, 1))
    assert assumption(tender, "award_date") is None


def test_a_clock_that_is_not_known_keeps_the_written_offset_and_says_so() -> None:
    tender = tender_of("tender: T\nsubmission deadline: 2026-07-01T23:30:00+03:00\n")
    assert stated(tender, "submission_deadline") == Moment(date(2026, 7, 1), 23 * 3600 + 1800, 180)
    assert "not known" in (assumption(tender, "submission_deadline") or "")


OWN = FactInfo("tender", "carbon_plan", "carbon plan", types.YES_NO, "It has one.", own=True)


def test_a_fact_of_a_policys_own_stands_under_extensions() -> None:
    vocabulary = standard().with_own([OWN], {})
    (tender,), _ = read(b"tender: T\nextensions:\n  carbon plan: yes\n", "t.yaml", vocabulary)
    assert stated(tender, "carbon_plan") is True
    assert tender.diagnostics == ()


def test_extensions_that_are_a_list_are_no_facts_and_make_no_tender() -> None:
    (tender,), _ = read(b"tender: T\nextensions: [carbon plan]\n", "t.yaml", standard())
    assert "`extensions` should be the facts that policies declare, and a list stands here" in messages(tender)
    package = b'{"version": "1.1", "extensions": ["https://example.org/extension.json"]}'
    tenders, (refused,) = read(package, "t.json", standard())
    assert (tenders, refused.message) == ((), "no key of this file is a fact of a tender")


def test_a_fact_of_ones_own_outside_extensions_and_one_nobody_declares() -> None:
    vocabulary = standard().with_own([OWN], {})
    (tender,), _ = read(b"tender: T\ncarbon plan: yes\nextensions:\n  moon phase: full\n", "t.yaml", vocabulary)
    assert [(d.code, d.severity.value) for d in tender.diagnostics] == [("PS510", "warning"), ("PS510", "note")]
    assert "under `extensions:`" in messages(tender)
    assert "carbon_plan" not in item(tender).facts


def test_a_non_breaking_space_in_a_number_is_a_space() -> None:
    tender = tender_of("tender: T\nestimated value: GBP\u00a0500,000")
    assert stated(tender, "estimated_value") == literal("GBP 500,000", Kind.MONEY)
