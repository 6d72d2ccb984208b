"""SARIF: against the published schema, what kind each verdict is, and what code scanning does with it."""

import gzip
import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from policyspec.base.diagnostics import Diagnostic, Related, Severity
from policyspec.base.source import Span
from policyspec.model.facts import Origin
from policyspec.model.outcomes import Citation, Outcome, Role, Strength, UsedFact, Verdict
from policyspec.report import sarif
from policyspec.report.findings import uri
from policyspec.report.formats import View
from policyspec.report.page import visible
from policyspec.report.run import Comparison, Fixed, Judged, Run, key
from policyspec.report.sarif_notes import RESULTS
from tests.cli.samples import BREACHED, EXPLAINED, FAILED, FLAGGED, MET, OPEN, SHOULD, TENDER, WAIVED, outcome, result
from tests.report.payloads import PAYLOADS, RUN, poisoned

SCHEMA = Path(__file__).parents[1] / "schemas" / "sarif-2.1.0-rtm.5.json"
VIEW = View(lambda _: None)


@cache
def checker() -> jsonschema.Draft4Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


def log_of(run: Run) -> Any:
    """The one run of the log, which fits the schema."""
    log = json.loads(sarif.render(run, VIEW))
    assert [error.message for error in checker().iter_errors(log)] == []
    [one] = log["runs"]
    return one


def of(*outcomes: Outcome, **more: Any) -> Any:
    return log_of(Run((Judged(result(*outcomes)),), **more))


def the_result(one: Outcome) -> Any:
    [found] = of(one)["results"]
    return found


def notes(log: Any) -> list[tuple[str, str]]:
    return [(n["descriptor"]["id"], n["level"]) for n in log["invocations"][0]["toolExecutionNotifications"]]


def test_a_result_stands_on_a_line_of_its_own() -> None:
    run = Run((Judged(result(BREACHED, OPEN)),))
    rows = [json.loads(row.strip().rstrip(",")) for row in sarif.render(run, VIEW).splitlines() if '"ruleIndex"' in row]
    assert rows == log_of(run)["results"]


def test_the_schema_finds_mistakes() -> None:
    log = json.loads(sarif.render(RUN, VIEW))
    log["runs"][0]["results"][0]["kind"] = "maybe"
    assert not checker().is_valid(log)


@pytest.mark.parametrize(
    ("one", "kind", "level"),
    [
        (BREACHED, "fail", "error"),
        (SHOULD, "fail", "warning"),
        (OPEN, "open", "none"),
        (FAILED, "open", "none"),
        (FLAGGED, "review", "none"),
        (EXPLAINED, "fail", "error"),
        (replace(WAIVED, strength=Strength.SHOULD), "fail", "warning"),
        (replace(WAIVED, missing=OPEN.missing), "open", "none"),
    ],
    ids=lambda value: f"{value.verdict} {value.strength}" if isinstance(value, Outcome) else value,
)
def test_a_verdict_is_of_its_kind(one: Outcome, kind: str, level: str) -> None:
    found = the_result(one)
    assert (found["kind"], found["level"]) == (kind, level)


def test_what_needs_nobody_is_counted_and_not_listed() -> None:
    log = of(MET, outcome(Verdict.NOT_APPLICABLE))
    assert log["results"] == []
    [told] = [n for n in log["invocations"][0]["toolExecutionNotifications"] if n["descriptor"]["id"] == "not-listed"]
    assert told["message"]["text"] == "Outcomes that are not listed: 1 met and 1 not applicable."
    assert len(log["tool"]["driver"]["rules"]) == len({MET.rule, "council/x#r"})


def test_only_what_is_excused_is_suppressed() -> None:
    log = of(BREACHED, OPEN, FLAGGED, EXPLAINED, WAIVED)
    suppressed = {r["properties"]["verdict"]: r["suppressions"] for r in log["results"] if "suppressions" in r}
    assert set(suppressed) == {"explained", "waived"}
    for [one] in suppressed.values():
        assert (one["kind"], one["status"]) == ("external", "accepted")
    assert WAIVED.explanation is not None
    assert WAIVED.explanation.rstrip(".") in suppressed["waived"][0]["justification"]


def test_an_undetermined_result_says_what_it_waits_for() -> None:
    found = the_result(OPEN)
    assert "Undetermined: may be" in found["message"]["text"]
    assert all(fact.name in found["message"]["text"] for fact in OPEN.missing)
    assert found["properties"]["possible"] == [v.value for v in OPEN.possible]


def test_an_assumption_is_told_even_where_the_rule_is_met() -> None:
    log = of(replace(MET, assumptions=("the weights are percentages",)))
    assert ("assumed", "note") in notes(log)


def test_the_place_is_that_of_the_duty_and_the_rule_is_related() -> None:
    found = the_result(BREACHED)
    at = TENDER.splitlines()[4].index("10%") + 1
    [place] = found["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "t.yaml"
    assert place["physicalLocation"]["region"] == {"startLine": 5, "startColumn": at, "endLine": 5, "endColumn": at + 3}
    assert found["relatedLocations"][-1]["physicalLocation"]["artifactLocation"]["uri"] == "council.policy"


def test_a_cell_is_a_logical_place() -> None:
    at = Origin("lots.xlsx", 4, 3, "/lots/0/weight", "10%", "Lots")
    found = the_result(replace(BREACHED, facts=(UsedFact("weight", "10%", None, at, Role.DUTY),)))
    [place] = found["locations"]
    assert "region" not in place["physicalLocation"]
    assert [logical["fullyQualifiedName"] for logical in place["logicalLocations"]] == ["Lots!C4", "/lots/0/weight"]


@pytest.mark.parametrize(
    ("name", "encoded"),
    [
        ("tenders/day care.yaml", "tenders/day%20care.yaml"),
        ("a:b%.yaml", "a%3Ab%25.yaml"),
        ("/srv/t.yaml", "file:///srv/t.yaml"),
        ("tenders\\t.yaml", "tenders/t.yaml"),
        ("C:\\t.yaml", "file:///C:/t.yaml"),
        ("été.yaml", "%C3%A9t%C3%A9.yaml"),
    ],
)
def test_a_file_name_is_a_reference(name: str, encoded: str) -> None:
    assert uri(name) == encoded


def test_a_fingerprint_outlives_a_change_of_lines() -> None:
    moved = replace(BREACHED, facts=(), item_origin=None)
    assert the_result(moved)["partialFingerprints"] == the_result(BREACHED)["partialFingerprints"]
    other = replace(BREACHED, item="lots[1]")
    assert the_result(other)["partialFingerprints"] != the_result(BREACHED)["partialFingerprints"]


def test_a_comparison_says_what_is_new_and_what_is_gone() -> None:
    judged = result(BREACHED, SHOULD)
    gone = Fixed(("t.yaml", "", "council/x#gone", "a"), "t.yaml", "the tender", "Gone", Verdict.BREACHED)
    compared = Comparison("before.json", frozenset({key(judged, BREACHED)}), (gone,))
    log = log_of(Run((Judged(judged),), comparison=compared))
    assert [r["baselineState"] for r in log["results"]] == ["new", "unchanged", "absent"]


def test_what_was_not_checked_makes_the_run_a_failed_one() -> None:
    assert of(MET)["invocations"][0]["executionSuccessful"] is True
    unread = log_of(Run((Judged(result(MET)),), unread=("lost.yaml",)))
    assert unread["invocations"][0]["executionSuccessful"] is False
    assert ("unread", "error") in notes(unread)
    unchecked = log_of(Run((Judged(result()),)))
    assert unchecked["invocations"][0]["executionSuccessful"] is False
    assert ("unchecked", "error") in notes(unchecked)
    failed = of(FAILED)
    assert failed["invocations"][0]["executionSuccessful"] is False
    assert ("failed", "error") in notes(failed)


def test_the_files_that_were_read_have_their_digests_and_the_policies_their_versions() -> None:
    log = log_of(RUN)
    assert log["artifacts"] == [{"location": {"uri": "t.yaml"}, "hashes": {"sha-256": "0" * 64}}]
    assert log["properties"]["policies"] == [{"id": "council/x", "title": "Our rules", "version": "1.0.0"}]


LINT = Diagnostic("PS401", Severity.WARNING, "duty without a source", Span("council.policy", 7, 3, 7, 40))


def test_diagnostics_are_notifications_of_a_check_and_the_results_of_a_lint() -> None:
    check = log_of(Run((Judged(result(MET)),), (LINT,)))
    assert check["results"] == []
    assert ("PS401", "warning") in notes(check)
    lint = log_of(Run((), (LINT,)))
    assert [(r["ruleId"], r["level"]) for r in lint["results"]] == [("PS401", "warning")]


def test_a_diagnostic_has_its_other_places_and_what_mends_it() -> None:
    there = Related(Span("council.policy", 2, 1, 2, 9), "it is declared here")
    lint = replace(LINT, related=(there,), replacement="must be at least")
    [found] = log_of(Run((), (lint,)))["results"]
    assert found["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 2
    [change] = found["fixes"][0]["artifactChanges"][0]["replacements"]
    assert change["deletedRegion"] == {"startLine": 7, "startColumn": 3, "endLine": 7, "endColumn": 40}
    assert change["insertedContent"]["text"] == "must be at least"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://x.test/ a", 'https://x.test/">', "//x.test", "ftp://x"]
)
def test_only_a_plain_web_address_is_a_link(url: str) -> None:
    [rule] = of(replace(BREACHED, citations=(Citation("Act", (), url),)))["tool"]["driver"]["rules"]
    assert "helpUri" not in rule
    [rule] = of(replace(BREACHED, citations=(Citation("Act", (), "https://x.test/a#b"),)))["tool"]["driver"]["rules"]
    assert rule["helpUri"] == "https://x.test/a#b"


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_hostile_text_is_only_text(payload: str) -> None:
    run = poisoned(payload)
    log = log_of(run)
    strings = list(_strings(log))
    assert all(visible(text) == text for text in strings)
    messages = [text for path, text in _paths(log) if path.endswith("text")]
    assert not any("](" in text for text in messages)
    assert not any("{" in text.replace("{{", "") or "}" in text.replace("}}", "") for text in messages)
    assert [r["kind"] for r in log["results"]] == [r["kind"] for r in log_of(RUN)["results"]]


def _strings(node: Any) -> list[str]:
    return [text for _, text in _paths(node)]


def _paths(node: Any, path: str = "") -> list[tuple[str, str]]:
    match node:
        case str():
            return [(path, node)]
        case list():
            return [found for part in node for found in _paths(part, path)]
        case dict():
            return [found for name, part in node.items() for found in _paths(part, f"{path}/{name}")]
        case _:
            return []


@pytest.mark.parametrize("more", [0, 1])
def test_at_most_so_many_results_and_the_rest_is_said(more: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "RESULTS", 5)
    flags = [replace(FLAGGED, item=f"lots[{n}]") for n in range(4 + more)]
    log = of(*flags, BREACHED)
    assert len(log["results"]) == 5
    assert log["results"][0]["kind"] == "fail"
    assert (("left-out", "warning") in notes(log)) is bool(more)


@pytest.mark.long
def test_as_many_results_as_are_taken_pack_into_ten_megabytes() -> None:
    many = [replace(BREACHED, item=f"lots[{n}]", item_label=f"lot {n}") for n in range(RESULTS)]
    text = sarif.render(Run((Judged(result(*many)),)), VIEW)
    assert len(gzip.compress(text.encode())) < 10_000_000
