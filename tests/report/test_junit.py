"""JUnit XML: against Jenkins' schema, and never a pass for what was not decided."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from policyspec.base.diagnostics import Diagnostic, Severity
from policyspec.base.source import Span
from policyspec.model.outcomes import Gate, Outcome, Strength, Verdict
from policyspec.report import junit
from policyspec.report.formats import View
from policyspec.report.page import visible
from policyspec.report.run import Comparison, Judged, Run, key
from tests.cli.samples import BREACHED, EXPLAINED, FAILED, FLAGGED, MET, NOT_APPLICABLE, OPEN, SHOULD, WAIVED, result
from tests.report.payloads import PAYLOADS, RUN, outcomes, poisoned

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parents[1] / "schemas" / "junit-10.xsd"))
VIEW = View(lambda _: None)
NOT_PASSED = ("failure", "error", "skipped")


def suites(run: Run) -> Any:
    """The document, which fits the schema."""
    root = etree.fromstring(junit.render(run, VIEW).encode())
    SCHEMA.assertValid(root)
    return root


def case_of(one: Outcome, gate: Gate = Gate.DRAFT) -> Any:
    [case] = suites(Run((Judged(result(one, gate=gate)),))).iter("testcase")
    return case


def came_to(case: Any) -> str:
    return next((kind for kind in NOT_PASSED if case.find(kind) is not None), "passed")


SHOULD_OPEN = replace(OPEN, strength=Strength.SHOULD)


@pytest.mark.parametrize(
    ("one", "gate", "expected"),
    [
        (MET, Gate.PUBLISH, "passed"),
        (BREACHED, Gate.DRAFT, "failure"),
        (SHOULD, Gate.DRAFT, "failure"),
        (OPEN, Gate.DRAFT, "skipped"),
        (OPEN, Gate.PUBLISH, "failure"),
        (SHOULD_OPEN, Gate.PUBLISH, "skipped"),
        (EXPLAINED, Gate.PUBLISH, "skipped"),
        (WAIVED, Gate.PUBLISH, "skipped"),
        (FLAGGED, Gate.PUBLISH, "skipped"),
        (NOT_APPLICABLE, Gate.PUBLISH, "skipped"),
        (FAILED, Gate.DRAFT, "error"),
    ],
    ids=lambda value: f"{value.verdict} {value.strength}" if isinstance(value, Outcome) else str(value),
)
def test_only_what_is_met_passes(one: Outcome, gate: Gate, expected: str) -> None:
    cases = list(suites(Run((Judged(result(MET, one, gate=gate)),))).iter("testcase"))
    assert came_to(cases[1]) == expected


def test_a_case_is_named_by_its_rule_its_duty_and_its_item() -> None:
    case = case_of(BREACHED)
    assert case.attrib == {"classname": "council/x", "name": "quality · duty a · lot 1 (North)"}


def test_the_reason_of_what_is_not_passed_is_its_message() -> None:
    assert "waits for" in case_of(OPEN).find("skipped").attrib["message"]
    assert "Agreed by the board" in case_of(WAIVED).find("skipped").attrib["message"]
    assert case_of(SHOULD).find("failure").attrib["type"] == "breached should"


def test_an_assumption_is_a_property_of_the_tender_and_told_with_the_case() -> None:
    root = suites(Run((Judged(result(replace(MET, assumptions=("the weights are percentages",)))),)))
    assert "The weights are percentages." in root.find(".//property[@name='taken for granted']").attrib["value"]
    assert "The weights are percentages." in (root.findtext(".//testcase/system-out") or "")


def test_what_was_not_checked_is_an_error() -> None:
    root = suites(Run((Judged(result(NOT_APPLICABLE)),), unread=("lost.yaml",)))
    assert [(s.attrib["name"], s.attrib["errors"]) for s in root] == [
        ("lost.yaml", "1"),
        ("t.yaml: Supported living", "1"),
    ]
    assert (root.attrib["tests"], root.attrib["errors"]) == ("3", "2")


def test_a_diagnostic_of_the_policies_is_a_case_of_its_own() -> None:
    lint = Diagnostic("PS401", Severity.WARNING, "duty without a source", Span("council.policy", 7, 3, 7, 40))
    error = Diagnostic("PS201", Severity.ERROR, "`widht` means nothing", Span("council.policy", 9, 3, 9, 8))
    root = suites(Run((), (lint, error)))
    assert [came_to(case) for case in root.iter("testcase")] == ["skipped", "error"]


def test_the_numbers_are_those_of_the_cases() -> None:
    root = suites(RUN)
    for suite in root:
        cases = list(suite.iter("testcase"))
        assert int(suite.attrib["tests"]) == len(cases)
        for kind, name in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            assert int(suite.attrib[name]) == sum(case.find(kind) is not None for case in cases)


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_hostile_text_is_only_text(payload: str) -> None:
    root = suites(poisoned(payload))
    assert [e.tag for e in root.iter()] == [e.tag for e in suites(RUN).iter()]
    texts = [text for e in root.iter() for text in (e.text or "", *e.attrib.values())]
    assert all(visible(line) == line for text in texts for line in text.split("\n"))
    passed = sum(came_to(case) == "passed" for case in root.iter("testcase"))
    assert passed == sum(o.verdict is Verdict.MET for o in outcomes(RUN))


def test_characters_that_xml_does_not_have_are_written_out() -> None:
    case = case_of(replace(BREACHED, message="a\ufffeb\uffffc\x00d"))
    assert case.find("failure").attrib["message"].startswith(r"A\ufffeb\uffffc\x00d")


def test_what_is_new_since_an_earlier_run_says_so() -> None:
    judged = result(BREACHED, SHOULD)
    root = suites(Run((Judged(judged),), comparison=Comparison("before.json", frozenset({key(judged, BREACHED)}))))
    assert [e.attrib["type"] for e in root.iter("failure")] == ["new breached must", "unchanged breached should"]
