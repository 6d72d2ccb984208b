"""The door of the Python engine: `policyspec.compile_policies`."""

from pathlib import Path

import pytest

import policyspec

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def policies() -> policyspec.Policies:
    return policyspec.load_policies(ROOT / "policies/commissioning/five-principles.policy")


@pytest.mark.parametrize("gate", ["draft", "publish"])
@pytest.mark.parametrize("example", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda path: path.stem)
def test_rows_are_the_outcomes_of_check(policies: policyspec.Policies, example: Path, gate: str) -> None:
    tender = policyspec.read_tender(example, policies)
    rows = policyspec.compile_policies(policies).judge(tender, gate=gate)
    outcomes = policyspec.check(policies, tender, gate=gate).outcomes
    assert [(r.rule, r.limb, r.item, r.verdict) for r in rows] == [
        (o.rule, o.limb, o.item, o.verdict) for o in outcomes
    ]


def test_the_same_policies_give_the_same_source(policies: policyspec.Policies) -> None:
    assert policyspec.compile_policies(policies).source == policyspec.compile_policies(policies).source
