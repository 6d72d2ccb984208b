"""The shipped policies' own tests: they pass, and show each rule at its best, at its worst and open."""

from pathlib import Path

import pytest

from policyspec.model.outcomes import Strength, Verdict
from policyspec.report.testing.results import Status
from policyspec.workspace import testing_coverage
from policyspec.workspace.disk import Disk
from policyspec.workspace.testing import Suite, load_suites
from policyspec.workspace.testing_mutants import mutated
from policyspec.workspace.testing_run import run_suite

POLICIES = Path(__file__).parents[2] / "policies"
SUITES = load_suites([str(POLICIES)], Disk())
RULES = [(suite, rule.id) for suite in SUITES for rule in testing_coverage.tested_rules(suite)]


def test_every_policy_has_its_tests() -> None:
    names = {path.name.removesuffix(".md").removesuffix(".policy") for path in POLICIES.rglob("*.policy*")}
    assert {Path(suite.name).name.removesuffix(".tests.yaml") for suite in SUITES} == names


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: Path(suite.name).name)
def test_they_pass(suite: Suite) -> None:
    ran = run_suite(suite)
    assert ran.diagnostics == ()
    assert [
        (case.title, case.differences, case.diagnostics) for case in ran.cases if case.status is not Status.PASSED
    ] == []


@pytest.mark.parametrize(("suite", "rule"), RULES, ids=[rule for _, rule in RULES])
def test_each_rule_is_met_missed_and_left_open_somewhere(suite: Suite, rule: str) -> None:
    assert suite.policies
    (strengths,) = [{limb.strength for limb in r.limbs} for r in suite.policies.rulebook.rules if r.id == rule]
    expected = {aim.expected.verdict for case in suite.cases for aim in case.aims if aim.rule == rule}
    flag = strengths == {Strength.FLAG}
    assert (
        {Verdict.FLAGGED, Verdict.NOT_APPLICABLE} <= expected if flag else {Verdict.MET, Verdict.BREACHED} <= expected
    )
    assert Verdict.UNDETERMINED in expected


def test_they_cover_all_of_every_rule() -> None:
    coverage = testing_coverage.measured(SUITES)
    assert {rule.rule: rule.wanting for rule in coverage.rules if rule.wanting} == {}
    assert {rule.rule for rule in coverage.rules} == {rule for _, rule in RULES}


@pytest.mark.long
def test_they_notice_every_change_of_a_rule() -> None:
    mutation = mutated(SUITES)
    survivors = {rule.rule: [one.change for one in rule.survivors if one.because is None] for rule in mutation.rules}
    assert {rule: changes for rule, changes in survivors.items() if changes} == {}
    assert mutation.unused == ()
    assert sum(rule.tried for rule in mutation.rules) > 400
