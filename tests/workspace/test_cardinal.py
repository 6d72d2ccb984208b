"""Cardinal's own examples for R003: the flag falls on the tenders that its expected output names."""

import json
from pathlib import Path

import pytest

from policyspec.model.outcomes import Verdict
from policyspec.report.run import Judged
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import load
from policyspec.workspace.tenders import How, check
from tests.house.tree import ROOT

DATA = ROOT / "../shared/data/robustness/cardinal"
POLICY = ROOT / "policies/red-flags/ocp.policy.md"
R003 = "red-flags/ocp#short-submission-period"


@pytest.fixture(autouse=True)
def data() -> None:
    if not DATA.exists():
        pytest.skip(f"Cardinal's examples are not at {DATA}")


def verdicts(name: str, policy: Path) -> dict[str, Verdict]:
    loaded = load([str(policy)], Disk())
    assert loaded.usable
    run = check([str(DATA / name)], loaded, Disk(), How())
    assert run.unread == ()
    return {judged.result.identity: verdict(judged) for judged in run.tenders}


def verdict(judged: Judged) -> Verdict:
    (outcome,) = (outcome for outcome in judged.outcomes if outcome.rule == R003)
    return outcome.verdict


def flagged(name: str) -> set[str]:
    return set(json.loads((DATA / name).read_text(encoding="utf-8"))["OCID"])


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """The pack, judged on a day of ours, since these examples have no publication date."""
    path = tmp_path / "ocp.policy.md"
    path.write_text(POLICY.read_text(encoding="utf-8").replace("judged on publication date\n", ""), encoding="utf-8")
    return path


def test_the_tenders_that_cardinal_flags_are_flagged(policy: Path) -> None:
    found = verdicts("indicators__R003.jsonl", policy)
    assert {ocid for ocid, verdict in found.items() if verdict is Verdict.FLAGGED} == flagged(
        "indicators__R003.expected"
    )
    assert found["exact"] is Verdict.NOT_APPLICABLE
    assert found["invalid start date"] is found["invalid end date"] is Verdict.UNDETERMINED


def test_the_example_of_the_documentation_is_flagged(policy: Path) -> None:
    assert verdicts("docs__examples__R__003.jsonl", policy) == {"F": Verdict.FLAGGED}


def test_a_choice_of_methods_is_a_choice_of_procedures_which_selective_leaves_open(policy: Path) -> None:
    text = policy.read_text(encoding="utf-8")
    flag = "  flag when the time from"
    condition = "  applies when procedure is one of open procedure, restricted procedure, competitive dialogue\n"
    policy.write_text(text.replace(flag, condition + flag), encoding="utf-8")
    found = verdicts("indicators__R003-procurement_methods-open_selective.jsonl", policy)
    expected = flagged("indicators__R003-procurement_methods-open_selective.expected")
    assert {ocid for ocid, verdict in found.items() if verdict is Verdict.FLAGGED} == expected - {"selective"}
    assert found["selective"] is Verdict.UNDETERMINED  # the method covers several procedures
    assert found["direct"] is Verdict.NOT_APPLICABLE
    assert found["limited"] is found["missing"] is Verdict.UNDETERMINED
