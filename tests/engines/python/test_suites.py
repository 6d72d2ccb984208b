"""The test tenders of every pack of policies through both engines."""

from pathlib import Path

import pytest

from policyspec.engines.python import Compiled, compile_rulebook
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import Policies
from policyspec.workspace.testing import Ready, load_suites
from tests.engines.python.agreeing import disagreements, everyhow

ROOT = Path(__file__).parents[3]
SUITES = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "policies").rglob("*.tests.yaml"))
#: Of each suite so many cases in the default run.
SOME = 2


class Bench:
    """Compiles each policies once. They are told apart by identity: comparing whole rulebooks takes longer."""

    def __init__(self) -> None:
        self.known: dict[int, tuple[Policies, Compiled]] = {}

    def compiled(self, policies: Policies) -> Compiled:
        if id(policies) not in self.known:
            self.known[id(policies)] = policies, compile_rulebook(policies.rulebook, policies.vocabulary)
        return self.known[id(policies)][1]


def cases_of(name: str) -> list[Ready]:
    found = [
        case for suite in load_suites([str(ROOT / name)], Disk()) for case in suite.cases if case.tender is not None
    ]
    assert found
    return found


@pytest.mark.parametrize("name", SUITES)
def test_test_tenders_come_out_alike(name: str) -> None:
    cases, bench = cases_of(name), Bench()
    for ready in cases[:: -(-len(cases) // SOME)]:
        assert ready.tender is not None
        said = disagreements(
            bench.compiled(ready.policies), ready.tender, gate=ready.case.gate, on=ready.case.judged_on
        )
        assert list(said) == []


@pytest.mark.long
@pytest.mark.parametrize("name", SUITES)
def test_all_test_tenders_come_out_alike_at_both_gates(name: str) -> None:
    bench = Bench()
    for ready in cases_of(name):
        assert ready.tender is not None
        assert everyhow(bench.compiled(ready.policies), ready.tender, ready.case.judged_on) == []
