"""Runs larger than anybody reads: what is left out is said, in each format that leaves anything out."""

import json
from dataclasses import replace

import pytest

from policyspec.report import csv, formats, page
from policyspec.report.run import Judged, Run
from tests.cli.samples import BREACHED, MET, result
from tests.report.payloads import NOTHING, RUN


def lines(name: str, run: Run) -> list[str]:
    found = formats.render(name, run, NOTHING)
    assert isinstance(found, str | list)
    return (found if isinstance(found, str) else page.write(found)).splitlines()


@pytest.mark.parametrize("name", ["text", "plain"])
def test_a_page_ends_at_its_last_line_but_says_how_many_follow(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = lines(name, RUN)
    monkeypatch.setattr(page, "_MOST", len(whole))
    assert lines(name, RUN) == whole
    monkeypatch.setattr(page, "_MOST", len(whole) - 1)
    assert lines(name, RUN)[-1] == "and 1 more line, which is in the JSON report"
    monkeypatch.setattr(page, "_MOST", len(whole) - 9)
    assert lines(name, RUN)[-1] == "and 9 more lines, which are in the JSON report"


def test_a_table_ends_at_its_last_row_but_says_how_many_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run((Judged(result(*[MET] * 12)),))
    monkeypatch.setattr(csv, "LIMIT", 12)
    assert len(lines("csv", run)) == 13
    monkeypatch.setattr(csv, "LIMIT", 11)
    assert lines("csv", run)[-1] == '"and 1 more row, which is in the JSON report"'


@pytest.mark.parametrize("name", ["plain", "text"])
def test_the_outcomes_of_one_rule_that_are_not_told_are_counted(name: str) -> None:
    run = Run((Judged(result(*[replace(BREACHED, item=f"lots[{n}]") for n in range(25)])),))
    said = "\n".join(lines(name, run)).casefold()
    assert said.count("must be at least 60:40") == 20
    assert "and 5 more, which are in the json report" in said


def test_the_formats_for_programs_leave_nothing_out() -> None:
    run = Run((Judged(result(*[replace(BREACHED, item=f"lots[{n}]") for n in range(1000)])),))
    found = formats.render("json", run, NOTHING)
    assert isinstance(found, str)
    assert len(json.loads(found)["tenders"][0]["outcomes"]) == 1000
    assert len([row for row in lines("jsonl", run) if '"kind": "outcome"' in row]) == 1000
    assert len([row for row in lines("concise", run) if "breached must" in row]) == 1000


@pytest.mark.parametrize("name", [name for name, format_ in formats.FORMATS.items() if not format_.binary])
@pytest.mark.parametrize("number", [300, pytest.param(10_000, marks=pytest.mark.long)])
def test_thousands_of_findings_are_reported(name: str, number: int) -> None:
    """Each format has them all, or says that it has not."""
    outcomes = [replace(BREACHED, item=f"lots[{n}]", item_key=f"lots[{n}]") for n in range(number)]
    found = formats.render(name, Run((Judged(result(*outcomes)),)), NOTHING)
    said = found if isinstance(found, str) else page.write(found) if isinstance(found, list) else found.decode()
    assert said.count("60:40") >= number or any(words in said for words in _LEFT_OUT)


_LEFT_OUT = ("JSON report", "left out", "more finding")
