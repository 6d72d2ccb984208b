"""The report as a workbook: what stands on its sheets, and that nothing in it acts."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from python_calamine import load_workbook

from policyspec.model.outcomes import Gate
from policyspec.report.formats import View, render
from policyspec.report.run import Run
from policyspec.report.xlsx import MOST_CHARACTERS
from policyspec.report.xlsx import render as with_rows
from tests.report.payloads import PAYLOADS, RUN, poisoned

VIEW = View(lambda _: None)
SHEETS = ["Summary", "Findings", "All outcomes", "Missing facts", "Taken for granted", "Fixed", "About the files"]
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def made(run: Run) -> bytes:
    data = render("xlsx", run, VIEW)
    assert isinstance(data, bytes)
    return data


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    book = load_workbook(BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def column(rows: list[list[Any]], head: str) -> list[object]:
    at = rows[0].index(head)
    return [row[at] for row in rows[1:]]


def test_the_sheets_stand_in_the_order_of_reading() -> None:
    assert list(sheets(made(RUN))) == SHEETS


def test_a_run_without_a_baseline_does_not_speak_of_one() -> None:
    found = sheets(made(replace(RUN, comparison=None)))
    assert "Fixed" not in found
    assert "Since" not in found["Findings"][0]


def test_a_row_for_each_finding_the_gravest_first() -> None:
    rows = sheets(made(RUN))["Findings"]
    verdicts = column(rows, "Verdict")
    assert verdicts[0] in ("failed", "breached")
    assert {"failed", "breached", "undetermined", "explained", "waived", "flagged"} == set(verdicts)
    assert not {"met", "not applicable"} & set(verdicts)
    assert set(column(rows, "Holds back")) == {"yes", "no"}


@pytest.mark.parametrize(("gate", "word"), [(Gate.DRAFT, "may"), (Gate.PUBLISH, "yes")])
def test_what_is_open_only_may_hold_back_a_draft(gate: Gate, word: str) -> None:
    judged = RUN.tenders[0]
    rows = sheets(made(Run((replace(judged, result=replace(judged.result, gate=gate)),))))["Findings"]
    told = zip(column(rows, "Verdict"), column(rows, "Strength"), column(rows, "Holds back"), strict=True)
    assert [holds for verdict, strength, holds in told if (verdict, strength) == ("undetermined", "must")] == [word]


def test_all_outcomes_are_there() -> None:
    verdicts = column(sheets(made(RUN))["All outcomes"], "Verdict")
    assert len(verdicts) == len(RUN.tenders[0].outcomes)
    assert {"met", "not applicable"} <= set(verdicts)


def test_a_cell_of_a_sheet_is_cited_by_its_name() -> None:
    places = [*column(sheets(made(RUN))["Findings"], "Where"), *column(sheets(made(RUN))["Missing facts"], "Where")]
    assert "lots.xlsx, sheet Lots, cell C4" in places


def test_an_explanation_a_waiver_and_an_assumption_are_told() -> None:
    found = sheets(made(RUN))
    assert len([text for text in column(found["Findings"], "Explained or waived") if text]) == 2
    assert column(found["Taken for granted"], "Taken for granted") == ["The lots are all there are."]


def test_missing_facts_say_how_many_wait() -> None:
    rows = sheets(made(RUN))["Missing facts"]
    assert dict(zip(column(rows, "Fact"), column(rows, "Why"), strict=True)) == {
        "publication date": "not stated",
        "budget": "unreadable",
    }
    assert set(column(rows, "Outcomes that wait")) == {1.0}


def test_a_baseline_is_a_column_and_what_was_fixed_a_sheet() -> None:
    found = sheets(made(RUN))
    assert column(found["Findings"], "Since").count("new") == 1
    assert column(found["Fixed"], "Rule") == ["It is gone"]


def test_what_was_not_read_stands_at_the_top() -> None:
    summary = sheets(made(RUN))["Summary"]
    lead = [str(row[0]) for row in summary[:8]]
    assert "lost.yaml: Not checked: it could not be read." in lead
    assert any("before.json" in text for text in lead)


def test_that_nothing_was_found_is_told_from_that_nothing_applied() -> None:
    judged = RUN.tenders[0]
    for verdict, told in (
        ("met", "Every rule that applies is met."),
        ("not applicable", "Nothing was checked: no rule applies."),
    ):
        kept = tuple(outcome for outcome in judged.outcomes if outcome.verdict == verdict)
        run = Run((replace(judged, result=replace(judged.result, outcomes=kept)),))
        assert sheets(made(run))["Findings"] == [[told]]


def test_an_empty_run_says_so() -> None:
    found = sheets(made(Run(())))
    assert found["Findings"] == [["Nothing was checked: no rule applies."]]
    assert found["Summary"][1][0] == "No tenders."


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_is_run_linked_or_hidden(payload: str) -> None:
    data = made(poisoned(PAYLOADS[payload]))
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    worksheets = {name: text for name, text in parts.items() if name.startswith("xl/worksheets/sheet")}
    assert not [name for name, text in worksheets.items() if "<f>" in text or "<hyperlink" in text]
    assert not [name for name in parts if "externalLink" in name or name.endswith("vbaProject.bin")]
    assert not HIDDEN.search(re.sub(r"_x[0-9A-F]{4}_", "", parts["xl/sharedStrings.xml"]))
    assert not re.search(r"_x00(?!0A|5F)[0-9A-F]{2}_", parts["xl/sharedStrings.xml"])
    assert list(sheets(data)) == SHEETS


@pytest.mark.parametrize(
    ("length", "kept"), [(MOST_CHARACTERS, MOST_CHARACTERS), (MOST_CHARACTERS + 1, MOST_CHARACTERS)]
)
def test_a_cell_holds_what_excel_lets_it_hold(length: int, kept: int) -> None:
    rows = sheets(made(poisoned("x" * length)))["Fixed"]
    assert len(str(column(rows, "Rule")[0])) == kept


@pytest.mark.parametrize(("most", "left_out"), [(10, 0), (9, 1)])
def test_a_sheet_has_as_many_rows_as_there_is_room_for_and_says_what_is_left_out(most: int, left_out: int) -> None:
    found = sheets(with_rows(RUN, VIEW, most_rows=most))
    outcomes = len(RUN.tenders[0].outcomes)
    assert outcomes == 9
    assert len(found["All outcomes"]) - 1 == outcomes - left_out
    told = [str(row[0]) for row in found["Summary"] if str(row[0]).startswith("“All outcomes”")]
    assert told == (
        [f"“All outcomes” has room for {most - 1} rows: 1 more are in the JSON report."] if left_out else []
    )


def test_the_same_run_makes_the_same_bytes() -> None:
    assert made(RUN) == made(RUN)
