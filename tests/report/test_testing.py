"""Reports on tests: hostile texts in every field, and the words that sum a run up."""

import json
import re

import pytest
from lxml import etree

from policyspec.base.diagnostics import Diagnostic, Severity
from policyspec.base.source import Span
from policyspec.report.formats import View
from policyspec.report.page import write
from policyspec.report.testing import json as as_json
from policyspec.report.testing import junit, text
from policyspec.report.testing.results import CaseResult, Difference, Status, SuiteResult, Tested, tally
from policyspec.report.testing.words import closing
from tests.report.payloads import PAYLOADS
from tests.report.test_injection import ACTING
from tests.report.test_junit import SCHEMA

VIEW = View(lambda _: None)
SPAN = Span("care.tests.yaml", 3, 5, 3, 9)
ERROR = Diagnostic("PS059", Severity.ERROR, "there is no rule", SPAN)
NONE = Diagnostic("PS065", Severity.ERROR, "there are no tests", None)

PASSED = CaseResult("good", SPAN)
FAILED = CaseResult("bad", SPAN, (Difference("p#r", "", "met", "breached", ("it is so",), SPAN),))
BROKEN = CaseResult("unclear", SPAN, (), (ERROR,))


def poisoned(words: str) -> Tested:
    span = Span(words, 3, 5, 3, 9)
    differences = (
        Difference(words, words, words, words, (words,), span),
        Difference(words, words, None, words, (words,), span),
        Difference(words, words, words, None, (), span),
    )
    error = Diagnostic("PS059", Severity.ERROR, words, span, words)
    cases = (CaseResult(words, span, differences), CaseResult(words, span, (), (error,)))
    return Tested((SuiteResult(words, cases, (error,)),), (error,))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_text_acts_nowhere(payload: str) -> None:
    tested = poisoned(PAYLOADS[payload])
    page, xml, said = write(text.render(tested, VIEW)), junit.render(tested, VIEW), as_json.render(tested, VIEW)
    for report in (page, xml, said):
        assert not ACTING.search(report)
        assert not [row for row in report.splitlines() if row.lstrip().startswith("::")]
    SCHEMA.assertValid(etree.fromstring(xml.encode()))
    assert {part.tag for part in etree.fromstring(xml.encode()).iter()} == {
        "testsuites",
        "testsuite",
        "testcase",
        "failure",
        "error",
    }
    whole = PAYLOADS[payload].encode("utf-8", "backslashreplace").decode()
    assert json.loads(said)["suites"][0]["cases"][0]["case"] == whole


def test_junit_never_passes_what_did_not() -> None:
    root = etree.fromstring(junit.render(Tested((SuiteResult("t", (PASSED, FAILED, BROKEN), (NONE,)),)), VIEW).encode())
    assert [[part.tag for part in case] for case in root.iter("testcase")] == [[], ["failure"], ["error"], ["error"]]
    (suite,) = root.iter("testsuite")
    assert [suite.get(key) for key in ("tests", "failures", "errors", "skipped")] == ["4", "1", "2", "0"]


def test_each_case_counts_once_by_the_gravest() -> None:
    both = CaseResult("both", SPAN, FAILED.differences, (ERROR,))
    assert tally((PASSED, FAILED, BROKEN, both)) == {Status.BROKEN: 2, Status.FAILED: 1, Status.PASSED: 1}


@pytest.mark.parametrize(
    ("suites", "expected"),
    [
        ((), "No tests were found, so nothing was tested."),
        ((SuiteResult("t", (), (NONE,)),), "No tests were found, so nothing was tested."),
        ((SuiteResult("t", (), (ERROR,)),), "1 tests file could not be run."),
        ((SuiteResult("t", (PASSED,)),), "1 case passed."),
        ((SuiteResult("t", (PASSED, PASSED, FAILED)),), "2 cases passed and 1 case failed."),
        ((SuiteResult("t", (PASSED,), (ERROR,)),), "1 case passed and 1 tests file could not be read in full."),
        (
            (SuiteResult("t", (PASSED, FAILED, BROKEN)), SuiteResult("u", (), (ERROR,))),
            "1 case passed, 1 case failed, 1 case could not be run and 1 tests file could not be run.",
        ),
    ],
)
def test_a_run_is_summed_up_in_a_sentence(suites: tuple[SuiteResult, ...], expected: str) -> None:
    assert closing(Tested(suites)) == expected


def test_a_mistake_that_stops_several_cases_is_told_once() -> None:
    cases = tuple(CaseResult(title, SPAN, (), (ERROR,)) for title in ("one", "two"))
    page = write(text.render(Tested((SuiteResult("t", cases),)), VIEW))
    assert len(re.findall("there is no rule", page)) == 1
    assert "For the reason given above." in page
