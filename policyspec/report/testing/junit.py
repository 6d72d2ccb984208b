"""Tests as JUnit XML: a suite for each tests file, a test case for each case. What could not be run is an error."""

from xml.etree.ElementTree import Element

from policyspec.base.diagnostics import Diagnostic
from policyspec.report.formats import View
from policyspec.report.testing.results import CaseResult, Status, SuiteResult, Tested
from policyspec.report.testing.words import told
from policyspec.report.words import sentence
from policyspec.report.xml import document, put


def render(tested: Tested, _view: View) -> str:
    root = Element("testsuites", {"name": "policyspec test"})
    for suite in tested.suites:
        _suite(root, suite)
    _count(root)
    return document(root)


def _suite(root: Element, suite: SuiteResult) -> None:
    made = put(root, "testsuite", {"name": suite.name, "file": suite.name})
    for case in suite.cases:
        _case(made, case, suite.name)
    for found in suite.diagnostics:
        case_ = put(made, "testcase", {"classname": suite.name, "name": f"{found.code} · {found.span or suite.name}"})
        put(case_, "error" if found.is_error else "skipped", _named(found), _line(found))
    _count(made)


def _case(suite: Element, case: CaseResult, name: str) -> None:
    made = put(suite, "testcase", {"classname": name, "name": case.title})
    match case.status:
        case Status.PASSED:
            return
        case Status.BROKEN:
            first = next(one for one in case.diagnostics if one.is_error)
            put(made, "error", _named(first), *map(_line, case.diagnostics))
        case Status.FAILED:
            rows = [row for d in case.differences for row in (f"{told(d)} ({d.span})", *map(sentence, d.said))]
            # Behind a mark no line can be a command to a pipeline that shows the report.
            put(
                made, "failure", {"type": "failed", "message": told(case.differences[0])}, *(f"- {row}" for row in rows)
            )


def _named(found: Diagnostic) -> dict[str, str | None]:
    return {"type": found.code, "message": sentence(found.message)}


def _line(found: Diagnostic) -> str:
    return f"{found.severity}[{found.code}] {found.span or ''}: {sentence(found.message)} {sentence(found.hint or '')}"


def _count(counted: Element) -> None:
    cases = list(counted.iter("testcase"))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        if counted.tag == "testsuite" or tag != "skipped":
            counted.set(name, str(sum(case.find(tag) is not None for case in cases)))
    counted.set("tests", str(len(cases)))
