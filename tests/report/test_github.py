"""What GitHub Actions is told: annotations and the step summary, and that nobody's text can forge either."""

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from policyspec.base.diagnostics import Severity
from policyspec.model.facts import Origin
from policyspec.model.outcomes import Gate, Outcome, Role, UsedFact, Verdict
from policyspec.report import github, github_summary
from policyspec.report.findings import findings
from policyspec.report.formats import View
from policyspec.report.page import visible
from policyspec.report.run import Comparison, Fixed, Judged, Run, key
from tests.cli.samples import BREACHED, EXPLAINED, FAILED, FLAGGED, MET, NOT_APPLICABLE, OPEN, SHOULD, WAIVED, result
from tests.report.payloads import PAYLOADS, RUN, poisoned

VIEW = View(lambda _: None)
COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def annotations(run: Run) -> list[tuple[str, dict[str, str], str]]:
    """Each line as GitHub takes it apart: the kind, the properties, the message, their escapes undone."""
    text = github.render(run, VIEW)
    assert text.endswith("\n") or not text
    found = []
    for line in text.splitlines():
        match = COMMAND.fullmatch(line)
        assert match, line
        properties = dict(part.split("=", 1) for part in match[2].split(","))
        found.append((match[1], {name: _undone(value) for name, value in properties.items()}, _undone(match[3])))
    return found


def _undone(text: str) -> str:
    for escape, char in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(escape, char)
    return text


def of(*outcomes: Outcome, gate: Gate = Gate.DRAFT) -> Run:
    return Run((Judged(result(*outcomes, gate=gate)),))


@pytest.mark.parametrize(
    ("one", "gate", "kind"),
    [
        (BREACHED, Gate.DRAFT, "error"),
        (FAILED, Gate.DRAFT, "error"),
        (OPEN, Gate.DRAFT, "warning"),
        (OPEN, Gate.PUBLISH, "error"),
        (SHOULD, Gate.PUBLISH, "warning"),
        (EXPLAINED, Gate.PUBLISH, "notice"),
        (WAIVED, Gate.PUBLISH, "notice"),
        (FLAGGED, Gate.PUBLISH, "notice"),
    ],
    ids=lambda value: f"{value.verdict} {value.strength}" if isinstance(value, Outcome) else str(value),
)
def test_an_outcome_is_an_annotation_of_its_kind(one: Outcome, gate: Gate, kind: str) -> None:
    [(told, properties, message)] = annotations(of(one, gate=gate))
    assert told == kind
    assert one.title in properties["title"]
    assert message.endswith(f"[{one.rule}]")


def test_what_is_met_needs_nobody() -> None:
    assert annotations(of(MET, NOT_APPLICABLE)) == []


def test_it_stands_where_the_fact_stands() -> None:
    [(_, properties, _)] = annotations(of(BREACHED))
    assert (properties["file"], properties["line"]) == ("t.yaml", "5")
    assert int(properties["endColumn"]) - int(properties["col"]) == len("10%")


def test_a_cell_is_named_in_the_message() -> None:
    at = Origin("lots.xlsx", 4, 3, None, "10%", "Lots")
    [(_, properties, message)] = annotations(of(replace(BREACHED, facts=(UsedFact("w", "1", None, at, Role.DUTY),))))
    assert "line" not in properties
    assert message.startswith("lots.xlsx, sheet Lots, cell C4: ")


def test_an_input_that_was_not_checked_comes_first() -> None:
    first = annotations(Run((Judged(result(BREACHED)),), unread=("lost.yaml",)))[0]
    assert first[0] == "error"
    assert first[1]["file"] == "lost.yaml"


@pytest.mark.parametrize(
    ("breached", "flagged", "told"),
    [(10, 10, 20), (11, 0, 11), (10, 11, 20), (11, 10, 20), (30, 30, 20)],
)
def test_ten_of_a_kind_are_told_and_the_last_says_how_many_more(breached: int, flagged: int, told: int) -> None:
    some = [replace(BREACHED, item=f"lots[{n}]") for n in range(breached)]
    more = [replace(FLAGGED, item=f"lots[{n}]") for n in range(flagged)]
    found = annotations(of(*some, *more))
    kinds = [kind for kind, _, _ in found]
    assert len(found) == told
    assert max(kinds.count("error"), kinds.count("notice")) <= 10
    left = breached + flagged - told + 1
    assert found[-1][2].startswith(f"{left} more finding") is (breached > 10 or flagged > 10)


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_hostile_text_forges_no_annotation(payload: str) -> None:
    found = annotations(poisoned(payload))
    assert [kind for kind, _, _ in found] == [kind for kind, _, _ in annotations(RUN)]
    assert all(set(p) <= {"file", "line", "col", "endLine", "endColumn", "title"} for _, p, _ in found)
    text = github.render(poisoned(payload), VIEW)
    assert all(visible(line) == line for line in text.split("\n"))


def test_a_percent_sign_is_no_escape() -> None:
    [(_, _, message)] = annotations(of(replace(BREACHED, message="it is %0A::error::10%")))
    assert message.startswith("It is %0A::error::10%")


# --- the step summary -----------------------------------------------------------------------------------------------


def rendered(text: str) -> str:
    """As HTML, by a reader of CommonMark with the tables and links of GitHub."""
    return str(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))


def test_the_summary_counts_every_verdict_and_tells_every_finding() -> None:
    text = github_summary.render(RUN, VIEW)
    assert text.count("\n- **") == len(findings(RUN))
    assert "| breached | undetermined | waived | explained | flagged | failed | met | not applicable |" in text
    assert "Not checked: it could not be read." in text
    assert "### Taken for granted" in text


def test_an_undetermined_outcome_says_in_the_summary_what_it_waits_for() -> None:
    assert "waits for publication date and submission deadline" in github_summary.render(of(OPEN), VIEW)


def test_a_summary_that_would_be_too_large_says_what_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(github_summary, "LIMIT", 8000)
    many = [replace(SHOULD, item=f"lots[{n}]", item_label=f"lot {n}") for n in range(200)]
    text = github_summary.render(of(BREACHED, *many), VIEW)
    told = text.count("\n- **")
    assert len(text.encode()) < 8000
    assert 0 < told < 201
    assert f"{201 - told} findings are left out" in text
    assert "breached must" in text
    assert text.count("<details") == text.count("</details>")


def _structure(html: str) -> list[str]:
    """The elements of a page that somebody's text could have made."""
    return re.findall(
        r"</?(?:a|img|h\d|code|pre|em|strong|s|table|tr|td|th|li|ul|ol|blockquote|details|script|p)\b", html
    )


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_hostile_text_is_no_markup(payload: str) -> None:
    text = github_summary.render(poisoned(payload), VIEW)
    assert all(visible(line) == line for line in text.split("\n"))
    assert _structure(rendered(text)) == _structure(rendered(github_summary.render(RUN, VIEW)))
    bare = re.sub(r"<!-- -->", "\x00", text)
    assert not re.search(r"@\w|(?<!&)#\d|://|www\.\w|\bGH-\d", bare)


def test_every_severity_has_a_heading() -> None:
    assert set(github_summary._HEADINGS) == set(Severity)


def test_what_is_new_since_an_earlier_run_says_so_and_what_is_fixed_is_listed() -> None:
    judged = result(BREACHED, SHOULD)
    gone = Fixed(("t.yaml", "", "council/x#gone", "a"), "t.yaml", "the tender", "A rule kept now", Verdict.BREACHED)
    run = Run((Judged(judged),), comparison=Comparison("before.json", frozenset({key(judged, BREACHED)}), (gone,)))
    titles = [properties["title"] for _, properties, _ in annotations(run)]
    assert titles == ["new breached must: Quality outweighs cost", "unchanged breached should: Small is good"]
    assert "- Was breached: A rule kept now, the tender – t.yaml" in github_summary.render(run, VIEW)
