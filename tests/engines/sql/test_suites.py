"""The test tenders of the packs of policies through the query and through the interpreter."""

from dataclasses import replace
from pathlib import Path

import pytest

from policyspec.audit.judge import How
from policyspec.model.outcomes import Gate
from policyspec.workspace.disk import Disk
from policyspec.workspace.testing import load_suites
from tests.engines.sql.agreeing import disagreements

ROOT = Path(__file__).parents[3]
SUITES = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "policies").rglob("*.tests.yaml"))
#: Packs that between them say most of what can be said, and so many of their cases, for the default run.
SOME, CASES = ("policies/commissioning/strategic.tests.yaml", "policies/red-flags/ocp.tests.yaml"), 3


def differences(name: str, folder: Path, gate: Gate, most: int | None) -> list[str]:
    (suite,) = load_suites([str(ROOT / name)], Disk())
    assert suite.policies is not None
    own = [ready.tender for ready in suite.cases if ready.tender is not None and ready.policies is suite.policies]
    assert own
    step = max(1, len(own) // most) if most else 1
    tenders = [
        replace(tender, source=f"{name}#{n}", explanations=(), waivers=()) for n, tender in enumerate(own[::step])
    ]
    return disagreements(folder, tenders, suite.policies.rulebook, suite.policies.vocabulary, How(gate))


@pytest.mark.parametrize("name", [name for name in SUITES if name in SOME])
def test_test_tenders_come_out_alike(name: str, tmp_path: Path) -> None:
    assert differences(name, tmp_path, Gate.DRAFT, CASES) == []


@pytest.mark.long
@pytest.mark.parametrize("gate", Gate)
@pytest.mark.parametrize("name", SUITES)
def test_all_test_tenders_come_out_alike_at_both_gates(name: str, gate: Gate, tmp_path: Path) -> None:
    assert differences(name, tmp_path, gate, None) == []
