"""What tests of policies come to: the one thing that every report on them is made from."""

from collections.abc import Iterable
from enum import StrEnum

from policyspec.base.dataclasses import dataclass
from policyspec.base.diagnostics import Diagnostic, has_errors, in_order
from policyspec.base.source import Span
from policyspec.model.outcomes import Outcome
from policyspec.report.testing.measures import Coverage, Mutation

#: What is said of a place without tests.
NO_TESTS = "PS065"


class Status(StrEnum):
    """What a case came to, the gravest first."""

    BROKEN = "not run"  # it cannot be told what it means: a mistake in the tests file
    FAILED = "failed"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Difference:
    """Something else than what a case expects.

    `expected` and `got` are in words (`breached`, `waits for ...`). Without `expected` the case says nothing of it,
    without `got` the rule came to nothing there. `said`: the sentences of the outcomes that it is about.
    """

    rule: str
    of: str  # the limb and item that it is about, in words; empty: the rule as a whole
    expected: str | None
    got: str | None
    said: tuple[str, ...]
    span: Span  # in the tests file


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case: what is other than expected, what kept it from being run, and all that the rules came to."""

    title: str
    span: Span
    differences: tuple[Difference, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    outcomes: tuple[Outcome, ...] = ()

    @property
    def status(self) -> Status:
        if has_errors(self.diagnostics):
            return Status.BROKEN
        return Status.FAILED if self.differences else Status.PASSED


@dataclass(frozen=True, slots=True)
class SuiteResult:
    """One tests file: its cases in order, and what is wrong with it as a whole, or with the policies that it tests."""

    name: str
    cases: tuple[CaseResult, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether it stands for a place where there are no tests."""
        return [one.code for one in self.diagnostics] == [NO_TESTS]

    @property
    def broken(self) -> bool:
        return has_errors(self.diagnostics) or any(case.status is Status.BROKEN for case in self.cases)


@dataclass(frozen=True, slots=True)
class Tested:
    """All of a run. `diagnostics`: what was wrong before any tests file was read.

    Measures of the tests themselves stand in it where somebody asked for them.
    """

    __test__ = False  # pytest takes what begins with `Test` for its own

    suites: tuple[SuiteResult, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    coverage: Coverage | None = None
    mutation: Mutation | None = None

    def all_diagnostics(self) -> list[Diagnostic]:
        suites = (d for suite in self.suites for d in suite.diagnostics)
        return in_order([*self.diagnostics, *suites, *(d for case in self.cases for d in case.diagnostics)])

    @property
    def cases(self) -> tuple[CaseResult, ...]:
        return tuple(case for suite in self.suites for case in suite.cases)


def tally(cases: Iterable[CaseResult]) -> dict[Status, int]:
    """How many there are of each; every status is a key."""
    found = [case.status for case in cases]
    return {status: found.count(status) for status in Status}
