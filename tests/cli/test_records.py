"""Explanations and waivers at the command line: what is amiss with them, and what the report shows of them."""

import json
from typing import Any

import pytest

from tests.cli.conftest import Shop

POLICY = """\
policy council/standards "Standards" version 1.0.0
  judged on publication date
  under "Standards paper" section "2" checked on 21 November 2026

rule small-lots "More than one lot"
  there must be at least 2 lots
  or explain

rule kpis "Measured"
  there must be at least 1 KPI
  suggest "Name one measure."

rule reasons "Divided, or a reason"
  there must be at least 2 lots
  or explain in reason for not dividing into lots
"""
TENDER = """\
tender: Day care
publication date: 2 March 2026
lots: [{title: North}]
KPIs: []
"""
EXPLANATION = "rule: council/standards#small-lots, reason: one building"
WAIVER = "rule: council/standards#kpis, reason: a pilot, author: Head of roads"
BY = "author: Head of roads, date: 1 February 2026"


@pytest.fixture
def desk(shop: Shop) -> Shop:
    shop.write("p.policy", POLICY)
    return shop


def explained(record: str) -> str:
    return f"{TENDER}explanations:\n  - {{{record}}}\n"


def waived(record: str) -> str:
    return f"{TENDER}waivers:\n  - {{{record}}}\n"


def found(desk: Shop, tender: str, *options: str) -> list[dict[str, Any]]:
    """The diagnostics of a run."""
    report: dict[str, Any] = json.loads(desk.check(tender, "--format", "json", *options).out)
    return list(report["diagnostics"])


def outcome(desk: Shop, tender: str, slug: str) -> dict[str, Any]:
    report = json.loads(desk.check(tender, "--format", "json").out)
    return next(o for o in report["tenders"][0]["outcomes"] if o["rule"].endswith(slug))


@pytest.mark.parametrize("written", ["small-lots", "small-lot", "council/standards#small-lot"])
def test_the_full_id_of_the_rule_meant_is_said(desk: Shop, written: str) -> None:
    (one,) = found(desk, explained(f"rule: {written}, reason: one building, {BY}"))
    assert one["code"] == "PS601"
    assert one["hint"] == "did you mean `council/standards#small-lots`?"


def test_an_explanation_without_author_and_date_counts_and_is_said_to(desk: Shop) -> None:
    tender = explained(EXPLANATION)
    (one,) = found(desk, tender)
    assert one["code"] == "PS602"
    assert one["message"].endswith("has no author and no date")
    assert one["hint"] == "it counts all the same: add author and date"
    assert outcome(desk, tender, "small-lots")["verdict"] == "explained"


def test_a_waiver_without_approver_and_expiry_does_not_count_and_is_said_not_to(desk: Shop) -> None:
    tender = waived(f"{WAIVER}, date: 1 February 2026")
    (one,) = found(desk, tender)
    assert one["message"].endswith("has no approver and no expiry")
    assert one["hint"] == "without that it does not count: add approver and expiry"
    assert outcome(desk, tender, "kpis")["verdict"] == "breached"


def test_a_waiver_without_author_counts(desk: Shop) -> None:
    whole = "approver: Chief executive, date: 1 February 2026, expiry: 1 April 2026"
    tender = waived(f"rule: council/standards#kpis, reason: a pilot, {whole}")
    (one,) = found(desk, tender)
    assert one["hint"].startswith("it counts all the same")
    assert outcome(desk, tender, "kpis")["verdict"] == "waived"


def test_a_record_dated_after_the_day_that_is_judged_is_said_and_counts(desk: Shop) -> None:
    tender = explained(f"{EXPLANATION}, author: Head of roads, date: 3 March 2026")
    (one,) = found(desk, tender)
    assert (one["code"], one["severity"]) == ("PS607", "warning")
    assert "dated 3 March 2026" in one["message"]
    assert "judged on 2 March 2026" in one["hint"]
    assert outcome(desk, tender, "small-lots")["verdict"] == "explained"


def test_a_record_of_the_day_itself_is_in_time(desk: Shop) -> None:
    assert found(desk, explained(f"{EXPLANATION}, author: Head of roads, date: 2 March 2026")) == []


def test_the_date_given_is_what_a_record_is_held_against(desk: Shop) -> None:
    tender = explained(f"{EXPLANATION}, author: Head of roads, date: 3 March 2026")
    assert found(desk, tender, "--on", "3 March 2026") == []


# --- what the report shows of them ------------------------------------------------------------------------------


def test_a_breach_that_may_be_explained_says_how(desk: Shop) -> None:
    out = desk.check(TENDER).out
    record = "- {rule: council/standards#small-lots, reason: …, author: …, date: …}"
    assert f"    Or explain: add to `explanations` in the tender's file:\n      {record}\n" in out
    closed = " ".join(desk.check(TENDER, "--gate", "publish").out.split())
    assert "Or explain: state `reason for not dividing into lots` or add to `explanations`" in closed


def test_the_way_that_is_said_explains_it(desk: Shop) -> None:
    filled = "rule: council/standards#small-lots, reason: one building, author: Head of roads, date: 1 February 2026"
    assert outcome(desk, explained(filled), "small-lots")["verdict"] == "explained"


def test_a_breach_that_may_not_be_explained_says_nothing_of_it(desk: Shop) -> None:
    assert desk.check(TENDER, "--gate", "publish").out.count("Or explain:") == 2
    assert outcome(desk, TENDER, "kpis")["explainable"] is False
    assert outcome(desk, TENDER, "small-lots")["explainable"] is True
    assert outcome(desk, TENDER, "reasons")["explain_in"] == "reason for not dividing into lots"


def test_who_explained_it_and_when_is_shown(desk: Shop) -> None:
    tender = explained(f"{EXPLANATION}, {BY}")
    assert "    Given:  Head of roads, 1 February 2026.\n" in desk.check(tender).out
    record = outcome(desk, tender, "small-lots")["record"]
    assert (record["kind"], record["author"], record["date"]) == ("explanation", "Head of roads", "2026-02-01")
    assert (record["approver"], record["expiry"]) == (None, None)
    assert record["place"]["line"] == 6


def test_an_explanation_by_nobody_says_so(desk: Shop) -> None:
    assert "Given:  no author is named, no date is given." in desk.check(explained(EXPLANATION)).out


def test_who_approved_a_waiver_and_until_when_is_shown(desk: Shop) -> None:
    tender = waived(f"{WAIVER}, approver: Chief executive, date: 1 February 2026, expiry: 1 April 2026")
    said = " ".join(desk.check(tender).out.split())
    assert "Given: Head of roads, 1 February 2026; approved by Chief executive; until 1 April 2026." in said
    record = outcome(desk, tender, "kpis")["record"]
    assert (record["kind"], record["approver"], record["expiry"]) == ("waiver", "Chief executive", "2026-04-01")


def test_a_fact_that_explains_is_named(desk: Shop) -> None:
    tender = f"{TENDER}reason for not dividing into lots: one building\n"
    assert "Given:  in the tender, as its `reason for not dividing into lots`." in desk.check(tender).out
    assert outcome(desk, tender, "reasons")["record"] is None


def test_a_notice_is_told_to_be_explained_in_a_file_of_its_own(desk: Shop) -> None:
    release = {"ocid": "a-1", "tender": {"title": "Day care", "lots": [{"id": "1", "title": "North"}]}}
    desk.write("n.json", json.dumps(release))
    ran = desk.run("check", "n.json", "--policy", "p.policy", "--on", "2 March 2026")
    out = " ".join(ran.out.split())
    assert "add to `explanations` in a file that is given with --records:" in out
    assert "- {rule: council/standards#small-lots, tender: a-1, reason: …, author: …, date: …}" in out
    desk.run("check", "n.json", "--policy", "p.policy", "--on", "2 March 2026", "--format", "html=n.html")
    page = (desk.folder / "n.html").read_text(encoding="utf-8")
    assert "in a file that is given with --records:" in page
    assert "- {rule: council/standards#small-lots, tender: a-1, reason: …, author: …, date: …}" in page
    filled = "{rule: council/standards#small-lots, tender: a-1, reason: one building, author: A, date: 1 March 2026}"
    desk.write("records.yaml", f"explanations:\n  - {filled}\n")
    options = ("--policy", "p.policy", "--on", "2 March 2026", "--records", "records.yaml", "--format", "json")
    report = json.loads(desk.run("check", "n.json", *options).out)
    assert [o["verdict"] for o in report["tenders"][0]["outcomes"] if o["explainable"]] == ["explained", "undetermined"]
