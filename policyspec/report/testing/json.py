"""Tests as JSON, for other programs. Later reports of the same major version may add keys and never change one."""

from policyspec.base.source import Span
from policyspec.base.version import __version__
from policyspec.report.formats import View
from policyspec.report.json import Json, diagnostic, dumps
from policyspec.report.testing.measures import Coverage, Mutation, RuleCoverage, RuleMutants
from policyspec.report.testing.results import CaseResult, Difference, SuiteResult, Tested, tally

SCHEMA_VERSION = "1.0"
_EXPANDED = 4  # levels that have a line for each member: down to the keys of a case


def render(tested: Tested, _view: View) -> str:
    told: Json = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "policyspec", "version": __version__},
        "cases": {status.value: number for status, number in tally(tested.cases).items()},
        "suites": [_suite(suite) for suite in tested.suites],
        "diagnostics": [diagnostic(one) for one in tested.diagnostics],
    }
    if tested.coverage is not None:
        told["coverage"] = _coverage(tested.coverage)
    if tested.mutation is not None:
        told["mutation"] = _mutation(tested.mutation)
    return dumps(told, _EXPANDED)


def _suite(suite: SuiteResult) -> Json:
    return {
        "file": suite.name,
        "cases": [_case(case) for case in suite.cases],
        "diagnostics": [diagnostic(one) for one in suite.diagnostics],
    }


def _case(case: CaseResult) -> Json:
    return {
        "case": case.title,
        "line": case.span.line,
        "status": case.status.value,
        "differences": [_difference(one) for one in case.differences],
        "diagnostics": [diagnostic(one) for one in case.diagnostics],
    }


def _difference(difference: Difference) -> Json:
    return {
        "rule": difference.rule,
        "of": difference.of,
        "expected": difference.expected,
        "got": difference.got,
        "said": list(difference.said),
        "place": _place(difference.span),
    }


def _place(span: Span) -> Json:
    return {"file": span.file, "line": span.line, "column": span.column}


# --- measures -----------------------------------------------------------------------------------------------------


def _coverage(coverage: Coverage) -> Json:
    return {
        "points": sum(rule.points for rule in coverage.rules),
        "exercised": sum(rule.exercised for rule in coverage.rules),
        "rules": [_covered(rule) for rule in coverage.rules],
    }


def _covered(rule: RuleCoverage) -> Json:
    return {
        "rule": rule.rule,
        "points": rule.points,
        "exercised": rule.exercised,
        "cases": rule.cases,
        "wanting": list(rule.wanting),
        "place": _place(rule.span),
    }


def _mutation(mutation: Mutation) -> Json:
    return {
        "changes": sum(rule.tried for rule in mutation.rules),
        "noticed": sum(rule.noticed for rule in mutation.rules),
        "unexplained": mutation.unexplained,
        "rules": [_changes(rule) for rule in mutation.rules],
        "diagnostics": [diagnostic(one) for one in mutation.unused],
    }


def _changes(rule: RuleMutants) -> Json:
    survivors = [{"change": s.change, "telling": s.telling, "because": s.because} for s in rule.survivors]
    return {"rule": rule.rule, "changes": rule.tried, "noticed": rule.noticed, "survivors": survivors}
