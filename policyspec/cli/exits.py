"""Exit codes. The highest that applies of 4 > 2 > 3 > 1 > 0."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from enum import IntEnum, StrEnum

from policyspec.base.diagnostics import Diagnostic
from policyspec.model.outcomes import Gate, Outcome, Strength, Verdict
from policyspec.report.run import Comparison, Judged, Run, fails_must, key

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
    codes = {of_tender(judged, run.comparison, fail_on) for judged in run.tenders}
    return worst({*codes, of_rest(run, len(run.tenders))})


def of_tender(judged: Judged, comparison: Comparison | None, fail_on: AbstractSet[FailOn]) -> Exit:
    """The code of a run over this tender alone. With a baseline only what is new is held against it."""
    codes = {Exit.DONE}
    if any(o.verdict is Verdict.FAILED for o in judged.outcomes) or _at_fault(judged.diagnostics):
        codes.add(Exit.FAULT)
    if not judged.checked:
        codes.add(Exit.NOT_CHECKED)
    held = (o for o in judged.outcomes if comparison is None or key(judged.result, o) in comparison.new)
    if FailOn.NEVER not in fail_on and any(_fails(o, judged.result.gate, fail_on) for o in held):
        codes.add(Exit.FINDINGS)
    return worst(codes)


def of_rest(run: Run, tenders: int) -> Exit:
    """The code of what a run has beside its tenders, of which there were so many."""
    codes = {Exit.DONE}
    if _at_fault(run.diagnostics):
        codes.add(Exit.FAULT)
    if run.unread or not tenders:
        codes.add(Exit.NOT_CHECKED)
    return worst(codes)


def _at_fault(found: Iterable[Diagnostic]) -> bool:
    return any(diagnostic.code == "PS901" for diagnostic in found)


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
