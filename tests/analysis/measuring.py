"""Small policies with tests, and what is measured of them."""

from policyspec.report.testing.measures import Mutation, RuleCoverage
from policyspec.report.testing.results import Status
from policyspec.workspace.testing import Suite
from policyspec.workspace.testing_coverage import measured
from policyspec.workspace.testing_mutants import mutated
from policyspec.workspace.testing_run import run_suite
from tests.workspace.suites import Files

HEAD = """\
policy council/care "Care" version 1.0.0
  judged on publication date
  under "Care paper" page "2" checked on 21 November 2026

"""

THERE = 'rule there "It is there"\n  title must be stated\n'

BASE = """\
others: any
tenders:
  base:
    tender: Day care
    main CPV code: 85312100
    category: services
    estimated value: GBP 700,000
    procedure: open procedure
    publication date: 2 March 2026
    submission deadline: 1 April 2026
    maximum contract length: 36 months
    lots:
      - {title: North, value: "GBP 300,000"}
      - {title: South, value: "GBP 400,000"}
    criteria:
      - {name: Care, kind: quality, weight: 60%}
      - {name: Price, kind: price, weight: 40%}
    outcomes:
      - {name: Fewer falls, kind: social, measure: falls, target: 3}
"""


def suite(policy: str, *cases: str, more: str = "", **others: str) -> Suite:
    """A suite of a policy of these rules. A case is its lines under the title.

    One more rule with its case stands behind them, for a tests file has cases.
    """
    written = ["cases:"]
    for number, case in enumerate((*cases, "expect: {there: met}"), start=1):
        written += [f"  - case: case {number}", *(f"    {line}" for line in case.splitlines())]
    tests = f"{BASE}{more}" + "\n".join(written) + "\n"
    return Files({"care.policy": f"{HEAD}{policy}\n{THERE}", "care.tests.yaml": tests, **others}).suite()


def passing(policy: str, *cases: str, more: str = "", **others: str) -> Suite:
    """The same, of which every case passes: no figure is taken from tests that fail."""
    made = suite(policy, *cases, more=more, **others)
    ran = run_suite(made)
    assert [case for case in ran.cases if case.status is not Status.PASSED] == []
    assert len(ran.cases) == len(cases) + 1
    return made


def covered(made: Suite) -> RuleCoverage:
    (rule, *_) = measured([made]).rules
    return rule


def wanting(policy: str, *cases: str, **others: str) -> set[str]:
    """What none of the cases does, of the only rule."""
    return set(covered(passing(policy, *cases, **others)).wanting)


def surviving(policy: str, *cases: str, more: str = "") -> Mutation:
    return mutated([passing(policy, *cases, more=more)])


def unnoticed(policy: str, *cases: str) -> list[str]:
    """The changes that none of the cases notices."""
    (rule, *_) = surviving(policy, *cases).rules
    return [one.change for one in rule.survivors]
