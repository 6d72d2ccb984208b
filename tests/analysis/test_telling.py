"""What is said to tell a survivor apart: written as a case, it does."""

import json
import re
from pathlib import Path

import pytest

from policyspec.report.testing.measures import RuleMutants
from policyspec.workspace.disk import Disk
from policyspec.workspace.testing import load_suites
from policyspec.workspace.testing_mutants import mutated

PACK = Path(__file__).parents[2] / "policies" / "commissioning"
POLICY = (PACK / "five-principles.policy").read_text(encoding="utf-8")
TESTS = (PACK / "five-principles.tests.yaml").read_text(encoding="utf-8")
SAID = re.compile(
    r"(?:`(?P<lines>.*)` in the case `.*` tells them apart|the case `.*` could tell them apart, if it said so): "
    r"(?:the rule|(?:limb (?P<limb>\w+))?(?:, )?(?P<item>.*)) is (?P<verdict>[a-z ]+)(?:, (?P<possible>.*) in the end)?"
    r"(?P<blocks>, which blocks)?; with the change .*"
)


@pytest.mark.long
def test_what_tells_a_survivor_apart_is_a_case_that_notices_it() -> None:
    """Of the five principles with one case in which all are met, most of what survives is told apart; and truly so."""
    head, *cases = re.split(r"\n(?=  - case: )", TESTS)
    one = f"{head}\n{cases[0]}\n"
    before = mutated(load_suites(["five-principles.tests.yaml"], _disk(one)))
    told = [(rule, one) for rule in before.rules for one in rule.survivors if one.telling]
    assert len(told) > 0.8 * sum(len(rule.survivors) for rule in before.rules)
    written = [_case(rule, one.telling or "", number) for number, (rule, one) in enumerate(told)]
    after = mutated(load_suites(["five-principles.tests.yaml"], _disk("\n".join([one, *written]))))
    left = {(rule.rule, one.change) for rule in after.rules for one in rule.survivors}
    assert left & {(rule.rule, one.change) for rule, one in told} == set()


def _disk(tests: str) -> Disk:
    return Disk({"five-principles.policy": POLICY.encode(), "five-principles.tests.yaml": tests.encode()})


def _case(rule: RuleMutants, telling: str, number: int) -> str:
    said = SAID.fullmatch(telling)
    assert said, telling
    expected = {key: said[key] for key in ("verdict", "limb", "item") if said[key]}
    expected["blocks"] = "yes" if said["blocks"] else "no"
    if said["possible"]:
        expected["possible"] = said["possible"].split(" or ")
    lines = [f"  - case: told {number}", "    others: any"]
    lines += [f"    {line}" for line in re.split(r"(?<=[}\]]), (?=change: |remove: )", said["lines"] or "") if line]
    slug = rule.rule.rpartition("#")[2]
    return "\n".join([*lines, f"    expect: {json.dumps({slug: expected})}"])
