"""The JSON report: its published schema, and the keys that other programs rely on."""

import json
from pathlib import Path

import jsonschema
import pytest

from policyspec.base.diagnostics import Diagnostic, Related, Severity
from policyspec.base.source import Span
from policyspec.model.outcomes import Verdict
from policyspec.report import json as report
from policyspec.report import schema
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

PUBLISHED = Path(__file__).parents[2] / "docs" / "report.schema.json"
DIAGNOSTIC = Diagnostic(
    "PS203", Severity.ERROR, "`estimated valu` is not known", Span("p.policy", 3, 5, 3, 19), "did you mean …?",
    (Related(Span("p.policy", 1, 1, 1, 7), "declared here"),),
)  # fmt: skip
EVERYTHING = Run(
    (Judged(result(BREACHED, OPEN, MET, NOT_APPLICABLE, EXPLAINED, WAIVED, FLAGGED, SHOULD, FAILED)), Judged(result())),
    (DIAGNOSTIC, Diagnostic("PS001", Severity.ERROR, "`x.yaml` cannot be read: no such file", None)),
    ("x.yaml",),
)


def rendered(run: Run = EVERYTHING) -> dict[str, object]:
    found: dict[str, object] = json.loads(report.render(run))
    return found


def test_the_published_schema_is_current() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == schema.text()


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema.schema())


@pytest.mark.parametrize("run", [EVERYTHING, Run(())], ids=["everything", "nothing"])
def test_a_report_conforms(run: Run) -> None:
    jsonschema.validate(rendered(run), schema.schema(), jsonschema.Draft202012Validator)


def test_every_key_of_a_report_is_in_the_schema() -> None:
    model = schema.Report.model_validate(rendered())
    assert json.loads(model.model_dump_json()) == rendered()


@pytest.mark.parametrize(
    ("change", "key"),
    [({"verdict": "passed"}, "verdict"), ({"strength": "shall"}, "strength"), ({"possible": ["maybe"]}, "possible")],
)
def test_the_schema_refuses_words_that_are_none(change: dict[str, object], key: str) -> None:
    found = rendered()
    found["tenders"][0]["outcomes"][0].update(change)  # type: ignore[index]
    with pytest.raises(jsonschema.ValidationError) as refused:
        jsonschema.validate(found, schema.schema(), jsonschema.Draft202012Validator)
    assert key in refused.value.absolute_path


def test_an_outcome_has_the_keys_that_programs_rely_on() -> None:
    one = rendered()["tenders"][0]["outcomes"][0]  # type: ignore[index]
    assert one["rule"] == "council/x#quality"
    assert (one["limb"], one["item"], one["verdict"], one["strength"]) == ("a", "lots[0]", "breached", "must")
    assert one["message"] == "the quality:cost ratio of lot 1 (North) is 10:90; it must be at least 60:40"
    assert {k: one["policy"][k] for k in ("file", "line", "column")} == {
        "file": "council.policy",
        "line": 7,
        "column": 3,
    }
    fact = {"name": "weight of criterion 1", "value": "10%", "file": "t.yaml", "line": 5, "column": 56}
    assert one["facts"][0].items() >= fact.items()
    assert (one["possible"], one["missing"], one["assumptions"]) == (["breached"], [], [])


def test_counts_say_what_they_count() -> None:
    two = outcome(Verdict.MET, rule="council/x#quality")
    counts = rendered(Run((Judged(result(BREACHED, two)),)))["tenders"][0]["counts"]  # type: ignore[index]
    assert (counts["outcomes"]["met"], counts["outcomes"]["breached"]) == (1, 1)
    assert (counts["rules"]["met"], counts["rules"]["breached"]) == (0, 1)
    assert counts["rules"]["waived"] == 0


def test_a_diagnostic_has_its_place() -> None:
    found = rendered()["diagnostics"]
    assert isinstance(found, list)
    placed = next(d for d in found if d["code"] == "PS203")
    assert (placed["file"], placed["line"], placed["column"], placed["severity"]) == ("p.policy", 3, 5, "error")
    assert next(d for d in found if d["code"] == "PS001")["file"] is None


def test_the_bytes_are_ascii_and_hide_nothing() -> None:
    text = report.render(Run((Judged(result(outcome(Verdict.MET, message="£5 \u202e \x1b \x9b"))),)))
    assert text.isascii()
    assert "\x1b" not in text
