"""Exit codes. The highest that applies of 4 > 2 > 3 > 1 > 0."""

from collections.abc import Set as AbstractSet
from enum import IntEnum, StrEnum

from policyspec.model.outcomes import Gate, Outcome, Strength, TenderResult, Verdict
from policyspec.report.run import Run, fails_must, key

_GRAVITY = (4, 2, 3, 1, 0)


class Exit(IntEnum):
    """What a run came to, for the program that started it."""

    DONE = 0  # every input was read, something applied, nothing at or above --fail-on
    FINDINGS = 1
    NOT_STARTED = 2  # a bad option, a policy with errors; or the report could not be written
    NOT_CHECKED = 3  # an input could not be read, or no rule applied to it
    FAULT = 4  # ours
    INTERRUPTED = 130


class FailOn(StrEnum):
    """What makes a run exit 1. `must` always does, unless it is `never`."""

    MUST = "must"
    SHOULD = "should"
    UNDETERMINED = "undetermined"
    FLAG = "flag"
    NEVER = "never"


def exit_code(run: Run, fail_on: AbstractSet[FailOn]) -> Exit:
    """The code of a run whose policies could be compiled."""
    outcomes = [(o, j.result) for j in run.tenders for o in j.result.outcomes]
    codes = {Exit.DONE}
    if any(o.verdict is Verdict.FAILED for o, _ in outcomes) or any(d.code == "PS901" for d in run.all_diagnostics()):
        codes.add(Exit.FAULT)
    if run.unread or not run.tenders or not all(j.applied for j in run.tenders):
        codes.add(Exit.NOT_CHECKED)
    if FailOn.NEVER not in fail_on and any(
        _counts(o, result, run) and _fails(o, result.gate, fail_on) for o, result in outcomes
    ):
        codes.add(Exit.FINDINGS)
    return worst(codes)


def _counts(outcome: Outcome, result: TenderResult, run: Run) -> bool:
    """Whether an outcome is held against the run: with a baseline only what is new."""
    return run.comparison is None or key(result, outcome) in run.comparison.new


def worst(codes: AbstractSet[Exit]) -> Exit:
    return min(codes, key=_GRAVITY.index)


def _fails(outcome: Outcome, gate: Gate, fail_on: AbstractSet[FailOn]) -> bool:
    if fails_must(outcome, gate):
        return True
    match outcome.verdict, outcome.strength:
        case Verdict.BREACHED, Strength.SHOULD:
            return FailOn.SHOULD in fail_on
        case Verdict.UNDETERMINED, Strength.MUST | Strength.SHOULD:
            return FailOn.UNDETERMINED in fail_on
        case Verdict.FLAGGED, _:
            return FailOn.FLAG in fail_on
        case _:
            return False
