"""A small policy, a tender, and the tests of it that a test writes."""

from dataclasses import dataclass

from policyspec.report.testing.results import CaseResult, SuiteResult
from policyspec.workspace.disk import Disk
from policyspec.workspace.testing import Suite, load_suites
from policyspec.workspace.testing_run import run_suite

POLICY = """\
policy council/care "Care" version 1.0.0
  judged on publication date
  under "Care paper" page "2" checked on 21 November 2026

parameter least lots is 2 between 1 and 5
  "how many lots there should be"

rule quality "Quality outweighs cost"
  applies when main CPV code is within CPV 85000000
  for each lot
  the quality:cost ratio must be at least 60:40
  value of the lot must be below GBP 700,000

rule lots "More than one lot"
  number of lots should be at least least lots
  or explain

rule later "From 2026 on"
  in force from 1 January 2026
  procedure must be stated
"""

TENDERS = """\
tenders:
  base:
    tender: Day care
    main CPV code: 85312100
    procedure: open procedure
    publication date: 2 March 2026
    lots:
      - {title: North, value: "GBP 300,000"}
      - {title: South, value: "GBP 400,000"}
    criteria:
      - {name: Care, kind: quality, weight: 70%}
      - {name: Price, kind: price, weight: 30%}
"""


@dataclass(frozen=True)
class Files:
    """Texts by name, as the files of a folder."""

    texts: dict[str, str]

    def suite(self, name: str = "care.tests.yaml") -> Suite:
        (suite,) = load_suites([name], Disk({name: text.encode() for name, text in self.texts.items()}))
        return suite


def files(cases: str, tenders: str = TENDERS, policy: str = POLICY, **others: str) -> Files:
    """A folder with a policy and its tests. `cases`: the lines of the tests file from `cases:` on."""
    return Files({"care.policy": policy, "care.tests.yaml": f"{tenders}{cases}", **others})


def results(cases: str, tenders: str = TENDERS) -> SuiteResult:
    return run_suite(files(cases, tenders).suite())


def one(body: str, tenders: str = TENDERS) -> CaseResult:
    """What one case comes to. `body`: its lines under the title."""
    indented = "".join(f"    {line}\n" for line in body.splitlines())
    (case,) = results(f"cases:\n  - case: it\n{indented}", tenders).cases
    return case


def codes(suite: SuiteResult) -> list[str]:
    found = [*suite.diagnostics, *(one for case in suite.cases for one in case.diagnostics)]
    return [diagnostic.code for diagnostic in found if diagnostic.is_error]
