"""Exit codes: each of them, and which counts where several apply."""

import pytest

from policyspec.base.diagnostics import Diagnostic, Severity
from policyspec.cli.exits import Exit, FailOn, exit_code
from policyspec.cli.options import fail_on
from policyspec.cli.usage import CannotStart
from policyspec.model.outcomes import Gate, Outcome, Strength, Verdict
from policyspec.report.run import Judged, Run
from tests.cli.samples import (
    BREACHED,
    EXPLAINED,
    FAILED,
    FLAGGED,
    MET,
    NOT_APPLICABLE,
    OPEN,
    SHOULD,
    WAIVED,
    outcome,
    result,
)

MUST = fail_on([])
HARMLESS_OPEN = outcome(Verdict.UNDETERMINED, possible=(Verdict.MET, Verdict.NOT_APPLICABLE))
OPEN_SHOULD = outcome(Verdict.UNDETERMINED, strength=Strength.SHOULD, possible=(Verdict.MET, Verdict.BREACHED))
OPEN_FLAG = outcome(Verdict.UNDETERMINED, strength=Strength.FLAG, possible=(Verdict.FLAGGED, Verdict.NOT_APPLICABLE))


def code(*outcomes: Outcome, gate: Gate = Gate.DRAFT, on: frozenset[FailOn] = MUST) -> Exit:
    return exit_code(Run((Judged(result(*outcomes, gate=gate)),)), on)


@pytest.mark.parametrize("one", [MET, EXPLAINED, WAIVED, FLAGGED, SHOULD, OPEN], ids=lambda o: o.verdict)
def test_a_draft_without_a_breached_must_exits_0(one: Outcome) -> None:
    assert code(one) == 0


def test_a_breached_must_exits_1() -> None:
    assert code(MET, BREACHED) == 1


@pytest.mark.parametrize(
    ("one", "word"),
    [(SHOULD, "should"), (OPEN, "undetermined"), (OPEN_SHOULD, "undetermined"), (FLAGGED, "flag")],
)
def test_each_word_tightens_by_its_own_kind_and_keeps_must(one: Outcome, word: str) -> None:
    assert code(MET, one, on=fail_on([word])) == 1
    assert code(MET, one) == 0
    assert code(MET, BREACHED, on=fail_on([word])) == 1


@pytest.mark.parametrize(
    ("one", "word"), [(SHOULD, "flag"), (FLAGGED, "should"), (OPEN, "should"), (SHOULD, "undetermined")]
)
def test_a_word_does_not_tighten_by_another_kind(one: Outcome, word: str) -> None:
    assert code(MET, one, on=fail_on([word])) == 0


def test_an_undetermined_flag_never_fails() -> None:
    assert code(MET, OPEN_FLAG, on=fail_on(["undetermined,flag"])) == 0
    assert code(MET, OPEN_FLAG, gate=Gate.PUBLISH) == 0


def test_at_publication_an_undetermined_must_that_may_be_breached_exits_1() -> None:
    assert code(MET, OPEN, gate=Gate.PUBLISH) == 1


def test_at_publication_one_that_cannot_be_breached_does_not() -> None:
    assert code(MET, HARMLESS_OPEN, gate=Gate.PUBLISH) == 0


def test_never_loosens_findings_and_nothing_else() -> None:
    never = fail_on(["never"])
    assert code(BREACHED, on=never) == 0
    assert code(OPEN, gate=Gate.PUBLISH, on=never) == 0
    assert code(NOT_APPLICABLE, on=never) == 3
    assert code(FAILED, on=never) == 4


def test_nothing_applied_exits_3() -> None:
    assert code(NOT_APPLICABLE) == 3
    assert code() == 3


def test_nothing_applied_to_one_of_two_tenders_exits_3() -> None:
    run = Run((Judged(result(MET)), Judged(result(NOT_APPLICABLE))))
    assert exit_code(run, MUST) == 3


def test_an_unread_input_exits_3_and_outranks_a_breach() -> None:
    assert exit_code(Run((Judged(result(BREACHED)),), unread=("x.yaml",)), MUST) == 3
    assert exit_code(Run((), unread=("x.yaml",)), MUST) == 3


def test_an_unreadable_fact_is_not_an_unread_input() -> None:
    found = Diagnostic("PS511", Severity.WARNING, "`c. £2m` does not state an amount exactly", None)
    assert exit_code(Run((Judged(result(MET), (found,)),)), MUST) == 0


def test_our_own_fault_outranks_everything() -> None:
    assert exit_code(Run((Judged(result(BREACHED, FAILED)),), unread=("x.yaml",)), MUST) == 4
    fault = Diagnostic("PS901", Severity.ERROR, "a fault", None)
    assert exit_code(Run((Judged(result(MET)),), (fault,), ("x.yaml",)), MUST) == 4


def test_words_may_be_a_list_or_repeated() -> None:
    assert fail_on(["should, flag"]) == fail_on(["should", "flag"]) == {FailOn.MUST, FailOn.SHOULD, FailOn.FLAG}
    assert fail_on(["never"]) == {FailOn.NEVER}


@pytest.mark.parametrize("words", [["never", "should"], ["shuold"], ["must,never"]])
def test_words_that_do_not_go_are_refused(words: list[str]) -> None:
    with pytest.raises(CannotStart):
        fail_on(words)
