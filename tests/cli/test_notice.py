"""What is said once of a tender: what its notice has no place for, and what only its lots state."""

import json

import pytest

from tests.cli.conftest import GOOD, Shop

HEADER = """\
policy a/b "B"
  judged on publication date
  under "Act" section "1" not checked

"""
NOTE = "An OCDS release has no place for some of the facts that these rules ask for:"
RELEASE = {"ocid": "a-1", "tender": {"id": "1", "title": "Day care", "datePublished": "2026-03-02T00:00:00Z"}}


def rules(*duties: str) -> str:
    return HEADER + "\n".join(f'rule r{n} "R"\n  {duty}\n' for n, duty in enumerate(duties))


@pytest.fixture
def desk(shop: Shop) -> Shop:
    shop.write("n.json", json.dumps(RELEASE))
    return shop


def report(desk: Shop, policy: str, gate: str = "publish", tender: str = "n.json") -> str:
    desk.write("p.policy", policy)
    return " ".join(desk.run("check", tender, "--policy", "p.policy", "--gate", gate).out.split())


def test_facts_without_a_place_are_named_once(desk: Shop) -> None:
    out = report(desk, rules("market note must be stated", "bid pages must be at most 20", "title must be stated"))
    assert f"{NOTE} market note and bid pages." in out
    assert out.count(NOTE) == 1


def test_a_fact_of_another_thing_says_whose(desk: Shop) -> None:
    out = report(desk, rules("there must be at least 1 option where kind of the option is in-house"))
    assert f"{NOTE} options and kind of the option." in out


def test_of_many_the_first_six_are_named(desk: Shop) -> None:
    names = "market note, jobs impact, skills impact, community impact, social note, economic note, replication plan"
    out = report(desk, rules(f"each of {names} must be stated"))
    assert f"{NOTE} {names.removesuffix(', replication plan')} and 1 more." in out


def test_only_rules_that_are_open_or_breached_count(desk: Shop) -> None:
    assert NOTE not in report(desk, rules("title must be stated"))
    assert NOTE not in report(desk, rules("title must be stated\n  or market note must be stated"))


def test_while_drafting_nothing_is_said(desk: Shop) -> None:
    assert NOTE not in report(desk, rules("market note must be stated"), gate="draft")


def test_of_a_tender_in_its_own_format_nothing_is_said(desk: Shop) -> None:
    desk.write("t.yaml", GOOD)
    assert NOTE not in report(desk, rules("market note must be stated"), tender="t.yaml")


LOTS = "Some rules ask the tender for what only its lots state:"
OF_LOTS = """\
tender: Day care
publication date: 2 March 2026
lots:
  - title: North
    contract start date: 1 May 2026
    criteria: [{name: Care, kind: quality, weight: 70%}, {name: Price, kind: price, weight: 30%}]
  - {title: South}
"""


@pytest.mark.parametrize("gate", ["draft", "publish"])
def test_what_only_lots_state_is_not_taken_for_missing(gate: str, desk: Shop) -> None:
    desk.write("t.yaml", OF_LOTS)
    policy = rules("contract start date must be stated", "quality weight must be at least 60%")
    out = report(desk, policy, gate=gate, tender="t.yaml")
    assert f"{LOTS} contract start date and criteria; a rule with `for each lot` asks the lots." in out


@pytest.mark.parametrize(
    ("duty", "tender"),
    [
        ("for each lot\n  contract start date must be stated", OF_LOTS),
        ("contract end date must be stated", OF_LOTS),
        ("contract start date must be stated", f"contract start date: 1 May 2026\n{OF_LOTS}"),
        ("contract start date must be stated", "tender: Day care\n"),
        ("contract start date must be stated\n  or publication date must be stated", OF_LOTS),
    ],
)
def test_of_lots_nothing_is_said_where_nothing_is_amiss(duty: str, tender: str, desk: Shop) -> None:
    desk.write("t.yaml", tender)
    assert LOTS not in report(desk, rules(duty), tender="t.yaml")
