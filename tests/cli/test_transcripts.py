"""The text report as an officer reads it. Each transcript was read and judged by a person before it was kept."""

from pathlib import Path

import pytest

from policyspec.base.diagnostics import Diagnostic, Severity
from policyspec.base.source import Span
from policyspec.model.outcomes import Gate, Strength, UsedFact, Verdict
from policyspec.report import text
from policyspec.report.formats import View
from policyspec.report.page import write
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
    SOURCE,
    WAIVED,
    origin,
    outcome,
    result,
)

TRANSCRIPTS = Path(__file__).parent / "transcripts"

UNREADABLE = Diagnostic(
    "PS511",
    Severity.WARNING,
    "`9O%` is not a percentage",
    Span("t.yaml", 6, 44, 6, 47),
    "write it with the digits 0 to 9, like `60%`",
)
UNREAD = Diagnostic("PS001", Severity.ERROR, "`lost.yaml` cannot be read: no such file", None, "did you mean `t.yaml`?")
LINT = Diagnostic("PS401", Severity.WARNING, "duty without a source", None)
MANY = [
    outcome(
        Verdict.UNDETERMINED,
        rule="council/x#weighted",
        title="Every criterion has a weight",
        item=f"criteria[{n}]",
        item_label=f"criterion {n + 1}",
        possible=(Verdict.MET, Verdict.BREACHED),
        missing=(UsedFact(f"weight of criterion {n + 1}", None, "not stated"),),
    )
    for n in range(9)
]
UNUSABLE = outcome(
    Verdict.UNDETERMINED,
    rule="council/x#value",
    title="Small enough",
    strength=Strength.SHOULD,
    possible=(Verdict.MET, Verdict.BREACHED),
    missing=(UsedFact("estimated value", None, "unreadable", origin("Supported")),),
)
CURRENCIES = outcome(
    Verdict.UNDETERMINED,
    rule="council/x#threshold",
    title="Below the threshold",
    message="the estimated value is EUR 100,000; it must be below GBP 663,540: there are no exchange rates in rules",
    possible=(Verdict.MET, Verdict.BREACHED),
)
ASSUMED = outcome(Verdict.MET, rule="council/x#lot", title="Lots", assumptions=("not divided into lots",))

#: A rule of which one lot is breached and the others are open, and one that only lots may yet breach.
PARTS = [
    outcome(Verdict.BREACHED, rule="council/x#lots", title="Lots", explainable=True, explain_in="reason for procedure"),
    *(
        outcome(Verdict.UNDETERMINED, rule="council/x#lots", title="Lots", possible=(Verdict.MET, Verdict.BREACHED))
        for _ in range(2)
    ),
]

RUNS = {
    "in-part": Run((Judged(result(*PARTS, OPEN)),)),
    "everything": Run(
        (Judged(result(BREACHED, OPEN, MET, NOT_APPLICABLE, EXPLAINED, WAIVED, FLAGGED, SHOULD), (UNREADABLE,)),),
        (LINT,),
    ),
    "nothing-holds-it-back": Run((Judged(result(MET, ASSUMED, EXPLAINED)),)),
    "draft": Run((Judged(result(OPEN, *MANY, UNUSABLE, CURRENCIES, MET)),)),
    "publication": Run((Judged(result(BREACHED, OPEN, CURRENCIES, gate=Gate.PUBLISH)),)),
    "publication-open": Run((Judged(result(OPEN, MET, gate=Gate.PUBLISH)),)),
    "nothing-applied": Run((Judged(result(NOT_APPLICABLE)),)),
    "no-rules": Run((Judged(result()),)),
    "our-fault": Run((Judged(result(FAILED, BREACHED)),)),
    "several": Run((Judged(result(MET)), Judged(result(NOT_APPLICABLE))), (UNREAD,), ("lost.yaml",)),
}


@pytest.mark.parametrize("name", RUNS)
def test_transcript(name: str) -> None:
    said = write(text.render(RUNS[name], View({"t.yaml": SOURCE}.get, 80)))
    assert said == (TRANSCRIPTS / f"{name}.txt").read_text(encoding="utf-8")


def test_every_transcript_is_of_a_run() -> None:
    assert sorted(path.stem for path in TRANSCRIPTS.iterdir()) == sorted(RUNS)


@pytest.mark.parametrize("name", RUNS)
def test_no_line_is_wider_than_the_page(name: str) -> None:
    rows = write(text.render(RUNS[name], View({"t.yaml": SOURCE}.get, 60))).splitlines()
    assert [row for row in rows if len(row) > 60] == []


@pytest.mark.parametrize("name", RUNS)
def test_colour_adds_to_the_words_and_takes_none_away(name: str) -> None:
    import re

    rows = text.render(RUNS[name], View({"t.yaml": SOURCE}.get, 80))
    assert re.sub(r"\x1b\[[0-9;]*m", "", write(rows, color=True)) == write(rows)
