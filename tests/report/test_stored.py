"""A JSON report read back: every format can be made from it, and what is no report is told exactly."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Source
from policyspec.report import formats
from policyspec.report import json as report
from policyspec.report.formats import FORMATS, View
from policyspec.report.run import Run
from policyspec.report.stored import read
from tests.cli.samples import SOURCE
from tests.report.payloads import PAYLOADS, RUN, poisoned

Change = Callable[[dict[str, Any]], object]
QUOTING = View({"t.yaml": SOURCE}.get)


def back(run: Run) -> Run:
    found = read(report.render(run).encode(), "result.json")
    assert isinstance(found, Run), found
    return found


def refusal(text: str | bytes) -> tuple[str, str]:
    found = read(text if isinstance(text, bytes) else text.encode(), "result.json")
    assert isinstance(found, Diagnostic), "it was read"
    return found.code, found.message


def changed(change: Change) -> str:
    made = json.loads(report.render(RUN))
    change(made)
    return json.dumps(made)


def test_a_run_comes_back_whole() -> None:
    assert back(RUN) == replace(RUN, diagnostics=RUN.diagnostics)


def test_an_empty_run_comes_back() -> None:
    assert back(Run(())) == Run(())


@pytest.mark.parametrize("name", [name for name in PAYLOADS if name != "surrogate"])
def test_hostile_texts_come_back(name: str) -> None:
    run = poisoned(PAYLOADS[name])
    assert back(run) == run


def test_half_a_surrogate_pair_is_written_out() -> None:
    text = report.render(poisoned("broken \udce9 byte \U0001f600"))
    assert back(poisoned("broken \udce9 byte \U0001f600")) == poisoned("broken \\udce9 byte \U0001f600")
    text.encode("utf-8")
    assert json.loads(text)["unread"] == ["broken \\udce9 byte \U0001f600"]


@settings(max_examples=25)
@given(st.text(max_size=40))
def test_any_text_comes_back(text: str) -> None:
    assert back(poisoned(text)) == poisoned(text)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_the_same_from_the_stored_report(name: str) -> None:
    for run in (RUN, Run(()), poisoned("<b>=1+1\n::error::")):
        assert formats.render(name, back(run), QUOTING) == formats.render(name, run, QUOTING)


def older(made: dict[str, Any]) -> None:
    """What version 1.0 wrote."""
    made["schema_version"] = "1.0"
    for key in ("general", "comparison", "policies", "files"):
        del made[key]
    for tender in made["tenders"]:
        for key in ("identity", "takes_records", "diagnostics", "picture"):
            del tender[key]
        for outcome in tender["outcomes"]:
            del outcome["item_key"], outcome["new"]


def test_a_report_of_version_1_0_is_read() -> None:
    found = read(changed(older).encode(), "result.json")
    assert isinstance(found, Run)
    assert [o.message for o in found.tenders[0].outcomes] == [o.message for o in RUN.tenders[0].outcomes]
    assert len(found.diagnostics) == 3, "whose they are is not said in it"


def test_keys_of_a_later_minor_version_are_passed_over() -> None:
    text = changed(lambda made: made.update(schema_version="1.99", later={"a": 1}))
    assert read(text.encode(), "result.json") == RUN


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "`result.json` ends before the report does"),
        (report.render(RUN)[:-40], "`result.json` ends before the report does"),
        ("tender: Day care", "`result.json` is no JSON"),
        ("[" * 100_000, "`result.json` is no JSON"),
        ("[]", "`result.json` is JSON, and no report of `policyspec check`"),
        ("null", "`result.json` is JSON, and no report of `policyspec check`"),
        ("{}", "`result.json` is JSON, and no report of `policyspec check`"),
        ('{"schema_version": "1.0", "policies": [], "rules": []}', "is JSON, and no report of `policyspec check`"),
        (changed(lambda made: made["tool"].update(name="other")), "is JSON, and no report of `policyspec check`"),
        ("tender: Pr\xe9v\xf4yance".encode("latin-1"), "this file was saved in an older way of writing letters"),
        ("{}".encode("utf-16"), "this file was saved in another way of writing letters (UTF-16)"),
    ],
)
def test_what_is_no_report(text: str | bytes, told: str) -> None:
    code, message = refusal(text)
    assert code == "PS020"
    assert told in message


@pytest.mark.parametrize("version", ["2.0", "0.9", "1", "one", 2])
def test_a_report_of_another_version(version: object) -> None:
    text = changed(lambda made: made.update(schema_version=version, tenders="changed too"))
    message = f"`result.json` is a report of version {version}, and this policyspec reads version 1"
    assert refusal(text) == ("PS021", message)


def outcome_of(made: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = made["tenders"][0]["outcomes"][0]
    return found


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda made: made.pop("unread"), "`unread` is missing in `result.json`"),
        (lambda made: made["tenders"][1].pop("name"), "`tenders[1].name` is missing in `result.json`"),
        (
            lambda made: outcome_of(made)["facts"][0].pop("role"),
            "`tenders[0].outcomes[0].facts[0].role` is missing in `result.json`",
        ),
        (
            lambda made: outcome_of(made)["policy"].update(file=None),
            "`tenders[0].outcomes[0].policy.file` is missing in `result.json`",
        ),
        (
            lambda made: made["tenders"][0].update(diagnostics=[7]),
            "`diagnostics[7]` of `tenders[0]` is missing in `result.json`",
        ),
        (
            lambda made: outcome_of(made).update(verdict="passed"),
            "`tenders[0].outcomes[0].verdict` in `result.json` is not what a report has there",
        ),
        (
            lambda made: made["tenders"][0].update(judged_on="2026-02-30"),
            "`tenders[0].judged_on` in `result.json` is not what a report has there",
        ),
        (
            lambda made: outcome_of(made)["facts"][0].update(line=0),
            "`tenders[0].outcomes[0].facts[0].line` in `result.json` is not what a report has there",
        ),
        (
            lambda made: made["tenders"][0]["picture"]["lots"][0]["floors"][0].update(at="3/0"),
            "`tenders[0].picture.lots[0].floors[0].at` in `result.json` is not what a report has there",
        ),
        (
            lambda made: made.update(tenders={}),
            "`tenders` in `result.json` is not what a report has there",
        ),
    ],
)
def test_what_is_missing_or_changed(change: Change, told: str) -> None:
    assert refusal(changed(change)) == ("PS022", told)


def test_the_place_where_json_ends_to_be_json() -> None:
    found = read(b'{"schema_version": "1.1",\n  "tenders": oops}', "result.json")
    assert isinstance(found, Diagnostic)
    assert found.span is not None
    assert (found.span.line, Source("", '{"schema_version": "1.1",\n  "tenders": oops}').line(2)[13:17]) == (2, "oops")
