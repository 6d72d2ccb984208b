"""Explanations and waivers beside the tender."""

from datetime import date

import pytest

from policyspec.model.values import Moment
from tests.readers.reading import messages, said, tender_of


def test_a_waiver_with_all_its_parts() -> None:
    tender = tender_of(
        "tender: T\nlots: [{title: North}, {title: South}]\nwaivers:\n"
        "  - {rule: a#b, reason: r, author: A, approver: B, date: 1 May 2026, expiry: 1 June 2026, item: South,\n"
        "     facts: [Estimated Value, weight]}\n"
    )
    (waiver,) = tender.waivers
    assert (waiver.rule, waiver.reason, waiver.author, waiver.approver) == ("a#b", "r", "A", "B")
    assert (waiver.date, waiver.expiry) == (Moment(date(2026, 5, 1)), Moment(date(2026, 6, 1)))
    assert waiver.item == "lots[1]"
    assert waiver.facts == ("estimated value", "weight")
    assert waiver.origin is not None
    assert waiver.origin.line == 4
    assert tender.diagnostics == ()


def test_an_item_may_be_named_by_its_path() -> None:
    tender = tender_of("tender: T\nlots: [{title: N}]\nexplanations: [{rule: r, reason: x, item: 'lots[0]'}]")
    assert tender.explanations[0].item == "lots[0]"


TWO_LOTS = "tender: T\nlots: [{title: North, criteria: [Price]}, {title: South, criteria: [Price]}]\n"


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("South", "lots[1]"),
        ("lot 2", "lots[1]"),
        ("Lot  2", "lots[1]"),
        ("lot 2 (South)", "lots[1]"),
        ("lots[1]", "lots[1]"),
        ("criterion 1 (Price) of lot 2 (South)", "lots[1].criteria[0]"),
        ("criterion 1 of lot 2", "lots[1].criteria[0]"),
    ],
)
def test_an_item_may_be_named_as_reports_name_it(written: str, path: str) -> None:
    tender = tender_of(f"{TWO_LOTS}explanations: [{{rule: r, reason: x, item: '{written}'}}]")
    assert tender.explanations[0].item == path
    assert tender.diagnostics == ()


def test_a_name_goes_before_a_label() -> None:
    tender = tender_of("tender: T\nlots: [{title: lot 2}, {title: X}]\nwaivers: [{rule: r, reason: x, item: lot 2}]")
    assert tender.waivers[0].item == "lots[0]"


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("West", "the lots are `lot 1 (North)` and `lot 2 (South)`"),
        ("Souht", "did you mean `South`?"),
        ("lot 3", "the lots are"),
        ("Price", "they are `criterion 1 (Price) of lot 1 (North)` and `criterion 1 (Price) of lot 2 (South)`"),
    ],
)
def test_an_item_that_is_not_there_or_there_twice(written: str, hint: str) -> None:
    tender = tender_of(f"{TWO_LOTS}explanations: [{{rule: r, reason: x, item: {written}}}]")
    assert said(tender) == ["PS513 3"]
    assert hint in messages(tender)


@pytest.mark.parametrize(("written", "meant"), [("explanation", "explanations"), ("waiver", "waivers")])
def test_a_list_of_records_in_the_singular(written: str, meant: str) -> None:
    tender = tender_of(f"tender: T\n{written}: [{{rule: r, reason: x}}]")
    assert said(tender) == ["PS510 2"]
    assert f"did you mean `{meant}`?" in messages(tender)


def test_a_key_by_another_word_is_read_and_said_once() -> None:
    tender = tender_of("tender: T\nwaivers: [{rule: r, reason: x, approved by: B, expires: 1 June 2026, autor: A}]")
    (waiver,) = tender.waivers
    assert (waiver.author, waiver.approver, waiver.expiry) == ("A", "B", Moment(date(2026, 6, 1)))
    assert said(tender) == ["PS510 2", "PS510 2", "PS510 2"]
    assert "did you mean `expiry`?" in messages(tender)
    assert "did you mean `approver`?" in messages(tender)


def test_a_key_that_is_stated_by_two_words_counts_as_its_own() -> None:
    tender = tender_of("tender: T\nwaivers: [{rule: r, reason: x, expires: 1 May 2026, expiry: 1 June 2026}]")
    assert tender.waivers[0].expiry == Moment(date(2026, 6, 1))
    assert "`expiry` is stated already" in messages(tender)


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ("{reason: x}", "PS521"),
        ("{rule: r}", "PS521"),
        ("{rule: r, reason: ' '}", "PS521"),
        ("{rule: r, reason: x, autor: A}", "PS510"),
        ("{rule: r, reason: x, item: West}", "PS513"),
        ("{rule: r, reason: x, date: soon}", "PS511"),
        ("{rule: r, reason: [x]}", "PS515"),
        ("r", "PS515"),
    ],
)
def test_what_is_wrong_with_an_explanation_is_said_at_its_line(record: str, code: str) -> None:
    tender = tender_of(f"tender: T\nlots: [{{title: North}}]\nexplanations:\n  - {record}\n")
    assert f"{code} 4" in said(tender)


def test_an_explanation_without_a_rule_or_a_reason_is_left_out() -> None:
    tender = tender_of("tender: T\nexplanations: [{reason: x}, {rule: r}, {rule: s, reason: y}]")
    assert [e.rule for e in tender.explanations] == ["s"]


@pytest.mark.parametrize("written", ["explanations: none given", "waivers: {rule: r, reason: x}"])
def test_explanations_and_waivers_are_lists(written: str) -> None:
    assert said(tender_of(f"tender: T\n{written}")) == ["PS515 2"]


def test_a_fact_that_a_waiver_misspells() -> None:
    tender = tender_of("tender: T\nwaivers: [{rule: r, reason: x, facts: [estimated valu]}]")
    assert "did you mean `estimated value`?" in messages(tender)
