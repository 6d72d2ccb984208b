"""GitLab code quality: the fields that GitLab reads, a fingerprint for each, and no forged entry."""

import json
from dataclasses import replace
from typing import Any

import pytest

from policyspec.model.facts import Origin
from policyspec.model.outcomes import Gate, Outcome, Role, UsedFact
from policyspec.report import gitlab
from policyspec.report.formats import View
from policyspec.report.page import visible
from policyspec.report.run import Judged, Run
from tests.cli.samples import BREACHED, EXPLAINED, FLAGGED, MET, NOT_APPLICABLE, OPEN, SHOULD, WAIVED, result
from tests.report.payloads import PAYLOADS, RUN, poisoned

VIEW = View(lambda _: None)
SEVERITIES = {"info", "minor", "major", "critical", "blocker"}


def entries(run: Run) -> Any:
    found = json.loads(gitlab.render(run, VIEW))
    for entry in found:
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in SEVERITIES
        assert entry["location"]["path"]
        assert entry["location"]["lines"]["begin"] >= 1
    assert len({entry["fingerprint"] for entry in found}) == len(found)
    return found


def of(*outcomes: Outcome, gate: Gate = Gate.DRAFT) -> Any:
    return entries(Run((Judged(result(*outcomes, gate=gate)),)))


@pytest.mark.parametrize(
    ("one", "gate", "severity"),
    [
        (BREACHED, Gate.DRAFT, "blocker"),
        (OPEN, Gate.PUBLISH, "critical"),
        (OPEN, Gate.DRAFT, "major"),
        (SHOULD, Gate.DRAFT, "major"),
        (FLAGGED, Gate.DRAFT, "minor"),
        (WAIVED, Gate.DRAFT, "info"),
        (EXPLAINED, Gate.DRAFT, "info"),
    ],
    ids=lambda value: f"{value.verdict} {value.strength}" if isinstance(value, Outcome) else str(value),
)
def test_an_outcome_has_its_severity(one: Outcome, gate: Gate, severity: str) -> None:
    [entry] = of(one, gate=gate)
    assert entry["severity"] == severity


def test_what_is_met_is_no_entry() -> None:
    assert of(MET) == []


def test_an_entry_stands_where_the_fact_stands() -> None:
    [entry] = of(BREACHED)
    assert entry["location"] == {"path": "t.yaml", "lines": {"begin": 5}}


def test_a_cell_stands_on_the_first_line_and_is_named() -> None:
    at = Origin("lots.xlsx", 4, 3, None, "10%", "Lots")
    [entry] = of(replace(BREACHED, facts=(UsedFact("w", "1", None, at, Role.DUTY),)))
    assert entry["location"] == {"path": "lots.xlsx", "lines": {"begin": 1}}
    assert "sheet Lots, cell C4" in entry["description"]


def test_the_same_tender_twice_has_two_fingerprints() -> None:
    judged = Judged(result(BREACHED))
    assert len(entries(Run((judged, judged)))) == 2


def test_a_fingerprint_outlives_a_change_of_lines() -> None:
    [before] = of(BREACHED)
    [after] = of(replace(BREACHED, facts=()))
    assert before["fingerprint"] == after["fingerprint"]


def test_an_input_that_was_not_checked_is_a_blocker() -> None:
    found = entries(Run((Judged(result(NOT_APPLICABLE)),), unread=("lost.yaml",)))
    assert [(e["check_name"], e["severity"]) for e in found] == [("unread", "blocker"), ("unchecked", "blocker")]


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_hostile_text_is_only_text(payload: str) -> None:
    text = gitlab.render(poisoned(payload), VIEW)
    found = entries(poisoned(payload))
    assert text.isascii()
    assert [e["severity"] for e in found] == [e["severity"] for e in entries(RUN)]
    for entry in found:
        for said in (entry["description"], entry["check_name"], entry["location"]["path"]):
            assert visible(said) == said
