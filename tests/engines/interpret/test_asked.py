"""Outcomes that have their verdicts from another engine say what the interpreter says, and only when they are asked."""

from collections import Counter
from dataclasses import replace

import pytest

from policyspec.engines.interpret import evaluate
from policyspec.engines.interpret.asked import EnginesDisagreeError
from policyspec.engines.python import compile_rulebook
from policyspec.ir.reads import reads_of
from policyspec.model.outcomes import TenderResult, Verdict
from policyspec.model.verdicts import Row
from tests.differential.cases import Case, cases

SEEDS = range(800, 830)


def rows_of(case: Case) -> tuple[Row, ...]:
    how, book = case.how, case.book
    program = compile_rulebook(book.rulebook, book.vocabulary)
    return program.judge(case.tender, gate=how.gate, on=how.on, assumptions=how.assumptions)


def judged(case: Case, rows: tuple[Row, ...] | None = None) -> TenderResult:
    how, book = case.how, case.book
    found = None if rows is None else (rows, reads_of(book.rulebook))
    return evaluate(
        book.rulebook, case.tender, book.vocabulary, gate=how.gate, on=how.on, assumptions=how.assumptions, found=found
    )[0]


def test_of_drawn_rulebooks_and_tenders_every_outcome_is_the_interpreters() -> None:
    found: Counter[Verdict] = Counter()
    for seed in SEEDS:
        for case in cases(seed, 4):
            asked = judged(case, rows_of(case))
            assert asked == judged(case)
            found.update(outcome.verdict for outcome in asked.outcomes)
    assert all(found[verdict] for verdict in Verdict if verdict is not Verdict.FAILED), found


def test_what_is_not_asked_for_is_not_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    case = next(case for case in cases(801, 4) if rows_of(case) and not case.tender.waivers)
    rows, expected = rows_of(case), judged(case)

    def asked(*_: object) -> None:
        pytest.fail("the interpreter was asked")

    monkeypatch.setattr("policyspec.engines.interpret.outcomes.judge", asked)
    result = judged(case, rows)
    shown = [(one.rule, one.item_label, one.verdict, one.possible, one.blocks) for one in result.outcomes]
    assert shown == [(one.rule, one.item_label, one.verdict, one.possible, one.blocks) for one in expected.outcomes]


def test_an_engine_that_says_otherwise_is_not_explained_away() -> None:
    drawn = (case for seed in SEEDS for case in cases(seed, 1))
    case = next(case for case in drawn if any(row.verdict is Verdict.MET for row in rows_of(case)))
    breached = frozenset((Verdict.BREACHED,))
    rows = tuple(replace(row, possible=breached) if row.verdict is Verdict.MET else row for row in rows_of(case))
    wrong = next(one for one in judged(case, rows).outcomes if one.verdict is Verdict.BREACHED)
    with pytest.raises(EnginesDisagreeError):
        wrong.message  # noqa: B018 - asking for it is the test
