"""The sentences of outcomes: what was found and what was asked in one unit, each thing named once."""

import pytest

from tests.cli.conftest import Shop

HEAD = (
    'policy council/s "S" version 1.0.0\n  judged on publication date\n  under "Paper" checked on 21 November 2026\n\n'
)
BIDS = "the time from submission start date to submission deadline"
RULE = f'{HEAD}rule r "R"\n  %s\n'


def said(shop: Shop, duty: str, tender: str) -> str:
    """What the report says of the one outcome, on one line."""
    shop.write("s.policy", RULE % duty)
    given = shop.write("s.yaml", f"tender: Day care\n{tender}")
    ran = shop.run("check", given, "--policy", "s.policy", "--format", "concise")
    return ran.out.partition("council/s#r: ")[2]


DATES = "submission start date: 2026-03-02T09:00:00Z\nsubmission deadline: 2026-03-12T08:30:00Z\n"
WEEK = "submission start date: 2 March 2026\nsubmission deadline: 9 March 2026\n"


@pytest.mark.parametrize(
    ("asked", "tender", "found"),
    [
        ("360 hours", DATES, "239 hours 30 minutes"),
        ("15 days", DATES, "10 days"),
        ("15 days", WEEK, "7 days"),
    ],
)
def test_a_time_is_told_in_the_unit_that_it_is_asked_in(shop: Shop, asked: str, tender: str, found: str) -> None:
    assert said(shop, f"{BIDS} must be at least {asked}", tender).startswith(
        f"The time from submission start date to submission deadline is {found}; it must be at least {asked}."
    )


def test_working_days_are_counted_where_they_are_asked(shop: Shop) -> None:
    text = said(
        shop, f"{BIDS} must be at least 15 working days", f"buyer: {{name: B, country: GB, region: England}}\n{WEEK}"
    )
    assert "is 5 working days; it must be at least 15 working days" in text


def test_a_flag_says_what_it_is_and_what_it_is_held_against(shop: Shop) -> None:
    text = said(shop, f"flag when {BIDS} is below 360 hours", DATES)
    assert text.startswith(f"Worth a look: {BIDS} is below 360 hours (it is 239 hours 30 minutes).")


def test_what_is_not_known_is_not_said_to_be_not_known_twice(shop: Shop) -> None:
    text = said(shop, f"flag when {BIDS} is below 360 hours", "")
    assert text.startswith(f"It is not known whether {BIDS} is below 360 hours. Undetermined: ")


def test_the_noun_of_a_total_is_said_once(shop: Shop) -> None:
    text = said(
        shop,
        "total weight of criteria where kind of the criterion is not price must be above 0%",
        "criteria:\n  - {name: Price, kind: price, weight: 100%}\nlots:\n  - {title: North}\n",
    )
    assert text.startswith("The total weight of criteria where kind is not price is 0%; it must be above 0%.")
