"""Every case comes out as a person judged it, and nothing that comes out is unjudged."""

from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

import policyspec
from policyspec.cli.exits import FailOn, exit_code
from policyspec.report import run as report
from tests.cases.case import HERE, called, runs, told

RUNS = list(runs())
PACK = "five-principles"
VERDICTS = ("met", "breached", "undetermined")


@cache
def _policies(path: Path) -> policyspec.Policies:
    return policyspec.load_policies(path)


def _id(policies: policyspec.Policies, path: Path) -> str:
    """The id of the policy in a file."""
    return next(f.policy.id for f in policies.files if f.policy and f.file == str(path))


@cache
def _judged(number: int) -> policyspec.Judged:
    run = RUNS[number]
    policies = _policies(run.policy)
    tender = policyspec.read_tender(run.tender, policies)
    on = datetime.strptime(run.on, "%d %B %Y").date() if run.on else None  # noqa: DTZ007 - a calendar date
    return policyspec.check(policies, tender, gate=run.gate, on=on, assumptions=run.assumptions)


@pytest.mark.parametrize("number", range(len(RUNS)), ids=[run.name for run in RUNS])
def test_every_outcome_is_as_it_was_judged(number: int) -> None:
    run, judged = RUNS[number], _judged(number)
    policy = _id(_policies(run.policy), run.policy)
    several = {o.rule for o in judged.outcomes if o.limb != "a"}
    found = [o for o in judged.outcomes if run.whole or called(o.rule, policy) in run.named]
    assert sorted(told(o, limb=o.rule in several, policy=policy) for o in found) == sorted(run.lines)


@pytest.mark.parametrize("number", range(len(RUNS)), ids=[run.name for run in RUNS])
def test_all_else_is_as_it_was_judged(number: int) -> None:
    run, judged = RUNS[number], _judged(number)
    policy = _id(_policies(run.policy), run.policy)
    if run.finds is not None:
        assert sorted(d.code for d in judged.diagnostics) == sorted(run.finds)
    assert set(run.says) <= {o.message for o in judged.outcomes}
    if run.blocks is not None:
        assert judged.blocks is run.blocks
    if run.exits is not None:
        assert exit_code(report.Run((judged,)), {FailOn.MUST}) == run.exits
    if run.assumes is not None:
        assert {a for o in judged.outcomes for a in o.assumptions} == set(run.assumes)
    if run.rules is not None:
        assert {f"{called(r.rule, policy)}: {r.verdict}" for r in judged.rules} == set(run.rules)


def test_every_folder_is_a_case() -> None:
    folders = {path.name for path in HERE.iterdir() if path.is_dir() and not path.name.startswith("__")}
    assert folders == {run.case for run in RUNS}


@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_rule_of_the_pack_is_met_breached_and_undetermined_somewhere(verdict: str) -> None:
    pack = _policies(next(run.policy for run in RUNS if run.case == PACK))
    rules = {rule.id.split("#")[1] for rule in pack.rulebook.rules}
    lines = [line.split(": ") for run in RUNS if run.case == PACK for line in run.lines]
    shown = {place.split()[0] for place, verdicts in lines if verdicts.startswith(verdict)}
    assert rules - shown == set()
