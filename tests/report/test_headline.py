"""What a run comes to in a sentence: in no format can it be read as a pass while something is open or unread."""

import pytest

from policyspec.base.diagnostics import Diagnostic, Severity
from policyspec.base.source import Span
from policyspec.model.outcomes import Gate, Outcome, Strength, Verdict
from policyspec.report.formats import FORMATS, render
from policyspec.report.headline import headline, standing, together
from policyspec.report.page import Style, write
from policyspec.report.run import Judged, Run
from policyspec.report.stored import read
from tests.cli.samples import BREACHED, FAILED, MET, OPEN, outcome, result
from tests.report.payloads import NOTHING

OPEN_FLAG = outcome(Verdict.UNDETERMINED, strength=Strength.FLAG, title="Little time", possible=(Verdict.FLAGGED,))
UNKNOWN_KEY = Diagnostic("PS510", Severity.WARNING, "`wieght` is no fact", Span("t.yaml", 3, 1, 3, 7))
BAD_LINE = Diagnostic("PS504", Severity.ERROR, "`,` stands where a key should", Span("t.jsonl", 3, 9, 3, 10))

#: The formats that a person reads.
READ = ("text", "plain", "markdown", "github-summary", "html")


def made(name: str, run: Run) -> str:
    """The report as text, on one line."""
    report = render(name, run, NOTHING)
    assert not isinstance(report, bytes)
    text = report if isinstance(report, str) else write(report, color=False)
    return " ".join(text.split())


def clear(*outcomes: Outcome, gate: Gate = Gate.DRAFT) -> Judged:
    return Judged(result(*outcomes, gate=gate))


@pytest.mark.parametrize("gate", Gate)
def test_what_is_open_is_said_in_the_sentence_that_nothing_holds_it_back(gate: Gate) -> None:
    said = headline(clear(MET, OPEN_FLAG, gate=gate))
    assert said.text == "Nothing holds back publication, but 1 rule is undetermined."
    assert said.style is Style.DOUBT
    assert standing(clear(MET, OPEN_FLAG)) == "not decided"


def test_so_is_what_could_not_be_read() -> None:
    said = headline(Judged(result(MET), (UNKNOWN_KEY,)))
    assert said.text == "Nothing holds back publication, but 1 thing in its file could not be read."
    assert said.style is Style.DOUBT


def test_beside_a_breach_the_open_rules_that_hold_nothing_back_are_counted() -> None:
    assert headline(clear(BREACHED, OPEN_FLAG)).further == "Also: 1 more rule is undetermined."


def test_only_a_tender_with_every_rule_settled_is_clear() -> None:
    assert (headline(clear(MET)).text, standing(clear(MET))) == ("Nothing holds back publication.", "clear")


def test_the_tenders_of_a_run_by_how_they_stand() -> None:
    run = Run((clear(MET), clear(MET, OPEN_FLAG), clear(BREACHED), clear(FAILED), clear(OPEN)), unread=("lost.yaml",))
    said = "5 tenders: 1 failed, 1 held back, 2 not decided, 1 clear; 1 input not read"
    assert together(run) == said
    assert made("markdown", run).startswith(f"## {said} ")
    assert made("github-summary", run).startswith(f"## {said} ")


@pytest.mark.parametrize("name", READ)
def test_no_report_for_people_lets_an_open_rule_pass(name: str) -> None:
    text = made(name, Run((clear(MET, OPEN_FLAG), clear(MET, OPEN_FLAG))))
    assert "Nothing holds back publication." not in text
    assert "Nothing holds back 2 tenders." not in text


IN_PART = Run(
    (Judged(result(MET, source="t.jsonl:1")), Judged(result(MET, source="t.jsonl:5"))),
    (BAD_LINE,),
    ("t.jsonl", "lost.yaml"),
    in_part={"t.jsonl": 2},
)
SAID = "Checked in part: 2 tenders in it were judged; the rest could not be (line 3)."


@pytest.mark.parametrize("name", [name for name, one in FORMATS.items() if not one.binary and "json" not in name])
def test_what_was_read_only_in_part_says_what_was_checked(name: str) -> None:
    text = made(name, IN_PART)
    assert SAID in text
    assert "Not checked: it could not be read." in text


@pytest.mark.parametrize("name", ["text", "plain", "concise", "markdown", "github-summary", "html"])
def test_inputs_read_in_part_are_counted_apart(name: str) -> None:
    assert "1 input not read and 1 checked only in part" in made(name, IN_PART)


def test_a_stored_report_knows_it_too() -> None:
    stored = read(made("json", IN_PART).encode(), "result.json")
    assert isinstance(stored, Run)
    assert (stored.unread, stored.in_part) == (("t.jsonl", "lost.yaml"), {"t.jsonl": 2})


@pytest.mark.parametrize("name", ["markdown", "github-summary", "junit", "svrl"])
def test_what_could_not_be_read_within_a_tender_is_counted(name: str) -> None:
    text = made(name, Run((Judged(result(BREACHED), (UNKNOWN_KEY, UNKNOWN_KEY)),)))
    assert "2 things in the tender's file could not be read, and so were not judged" in text
