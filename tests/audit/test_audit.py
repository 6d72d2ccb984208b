"""An audit from files to figures: what is counted, what is told, and what happens when it is broken off."""

import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from policyspec.audit import inputs, run, spark
from policyspec.audit.chunks import SPARK, Task
from policyspec.audit.dataset import Dataset
from policyspec.audit.judge import How
from policyspec.cli.audit import command
from policyspec.model.outcomes import Verdict
from policyspec.report.audit_tables import files, workbook
from policyspec.report.summary import Amount, Group, Summary, from_json
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import load
from tests.audit.sample import POLICY, TENDERS, written


def audit(folder: Path, out: str = "out", *more: str) -> Result:
    given = [
        str(folder / "in"),
        "--policy",
        str(folder / "sample.policy"),
        "--out",
        str(folder / out),
        "-j",
        "1",
        *more,
    ]
    return CliRunner().invoke(command, given, standalone_mode=False, catch_exceptions=False)


def show(folder: Path, *more: str) -> Result:
    return CliRunner().invoke(command, ["show", str(folder / "out"), *more], standalone_mode=False)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("audit")
    written(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inputs, "UNIT", 700)  # bytes: a file of the dataset has some tenders, and there are several
        patch.setattr(run, "CHUNK", 3)
        assert audit(folder).return_value == 3  # h.json cannot be read
    return folder


@pytest.fixture(scope="module")
def summary(done: Path) -> Summary:
    return from_json((done / "out/summary.json").read_text(encoding="utf-8"))


# --- figures ----------------------------------------------------------------------------------------------------


def gbp(amount: int, tenders: int) -> Amount:
    return Amount("GBP", "excluding VAT", Decimal(amount), tenders)


def verdicts(**counts: int) -> dict[Verdict, int]:
    return {verdict: counts.get(verdict.replace(" ", "_"), 0) for verdict in Verdict}


def test_the_figures_of_all_tenders(summary: Summary) -> None:
    made = summary.figures
    assert (made.tenders, made.breaching, made.open, made.without_value) == (len(TENDERS), 4, 2, 2)
    assert made.rules == verdicts(breached=5, undetermined=3, explained=1, met=5)
    assert made.outcomes == made.rules
    assert made.value == (Amount("EUR", "including VAT", Decimal(100), 1), gbp(10_900_000, 4))
    assert made.at_stake == (gbp(10_000_000, 3),)
    assert made.undecided == (Amount("EUR", "including VAT", Decimal(100), 1),)


def test_the_figures_of_rules(summary: Summary) -> None:
    small, friendly = summary.rules
    assert small.figures.rules == verdicts(met=1, breached=4, undetermined=2)
    assert friendly.figures.rules == verdicts(met=4, breached=1, explained=1, undetermined=1)
    assert (small.figures.breaching, small.figures.open) == (4, 2)
    assert small.figures.at_stake == (gbp(10_000_000, 3),)
    assert friendly.figures.at_stake == ()  # the tender that breaches it states no value
    assert (small.strengths, friendly.strengths) == (("must",), ("should",))


def test_the_figures_of_groups(summary: Summary) -> None:
    told = [(one.name, one.figures.tenders, one.figures.breaching, one.figures.open) for one in summary.buyers]
    assert told == [(None, 2, 2, 0), ("South", 3, 1, 2), ("North", 2, 1, 0)]
    months = [(one.name, one.figures.tenders) for one in summary.months]
    assert months == [("2026-03", 2), ("2026-04", 2), ("2026-05", 1), (None, 2)]
    assert {one.name: one.figures.tenders for one in summary.regions} == {"Coast": 2, "Hills": 1, "Moor": 1, None: 3}
    assert {one.name: one.figures.tenders for one in summary.categories} == {"services": 1, "works": 1, None: 5}
    assert summary.months[0].figures.at_stake == (gbp(2_000_000, 1),)


def test_rules_by_month(summary: Summary) -> None:
    found = {(cell.rule.partition("#")[2], cell.month): cell.rules for cell in summary.cells}
    assert found["small", "2026-03"] == verdicts(met=1, breached=1)
    assert found["friendly", None] == verdicts(met=1, breached=1)


def test_for_want_of_which_facts(summary: Summary) -> None:
    small, friendly = summary.rules
    assert (small.undetermined, small.asked, small.unsettled) == (2, 2, 1)  # euros do not compare with pounds
    told = [(want.entity, want.fact, want.outcomes, want.alone, want.tenders) for want in small.wants]
    assert told == [("tender", "estimated value", 1, 1, 1)]
    assert [(want.fact, want.ocds) for want in friendly.wants] == [("suitable for SMEs", "tender.suitability.sme")]
    assert {want.fact: want.rules for want in summary.wants} == {
        "estimated value": ("audit/sample#small",),
        "suitable for SMEs": ("audit/sample#friendly",),
    }


def test_what_could_not_be_read_and_what_does_not_fit_is_told(summary: Summary, done: Path) -> None:
    (one,) = summary.unread
    assert (Path(one.name).name, one.tenders) == ("h.json", 0)
    assert sum(summary.beside.values()) == 2
    assert summary.faults == 0
    assert not list((done / "out").rglob("*work*"))


def test_the_python_engine_gives_the_same_figures_and_a_sample_says_how_large_it_is(
    done: Path, summary: Summary
) -> None:
    audit(done, "python", "--engine", "python", "--facts", "1")
    found = from_json((done / "python/summary.json").read_text(encoding="utf-8"))
    assert (found.figures, found.buyers) == (summary.figures, summary.buyers)
    assert [(rule.figures, rule.undetermined) for rule in found.rules] == [
        (rule.figures, rule.undetermined) for rule in summary.rules
    ]
    assert [rule.asked for rule in found.rules] == [1, 1]


def test_cells_of_a_spreadsheet_are_no_formulas(summary: Summary) -> None:
    (one,) = (group for group in summary.buyers if group.name == "South")
    made = files(replace(summary, buyers=(Group("=HYPERLINK(1)", one.figures),)))
    assert made["buyers.csv"].splitlines()[1].startswith('"\'=HYPERLINK(1)"')


def test_the_workbook_is_the_same_for_the_same_figures(summary: Summary, done: Path) -> None:
    assert workbook(summary) == (done / "out/audit.xlsx").read_bytes()


# --- one tender -------------------------------------------------------------------------------------------------


def test_a_tender_is_explained(done: Path) -> None:
    told = show(done, "t-b").output
    assert "Contracts are small" in told
    assert "2,000,000" in told
    assert "Small firms can bid" not in show(done, "t-b", "--rule", "small").output


def test_what_is_not_there_to_be_explained(done: Path) -> None:
    near, none = show(done, "t-bb"), CliRunner().invoke(command, ["show", str(done / "in"), "t-b"])
    assert (near.return_value, "PS044" in near.stderr, "`t-b`" in near.stderr) == (2, True, True)
    assert "PS043" in none.stderr


def test_policies_that_have_changed_explain_nothing(done: Path) -> None:
    policy = done / "sample.policy"
    policy.write_text(POLICY.replace("1,000,000", "2,000,000"), encoding="utf-8")
    found = show(done, "t-b")
    policy.write_text(POLICY, encoding="utf-8")
    assert (found.return_value, "PS041" in found.stderr) == (2, True)
    assert "the digest of the policies" in " ".join(found.stderr.split())


def test_a_policy_that_ships_is_found_again_by_its_id(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text("tender: Youth service\nbuyer: {country: AU}\n")
    made = CliRunner().invoke(
        command, [str(tmp_path), "--policy", "us/rule-of-two", "--out", str(tmp_path / "out"), "-j1"]
    )
    assert made.exit_code == 0, made.output
    told = CliRunner().invoke(command, ["show", str(tmp_path / "out"), str(tmp_path / "t.yaml")])
    assert (told.exit_code, "Youth service" in told.output) == (0, True), told.output


def test_without_its_library_the_workbook_is_left_out_aloud(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    told = audit(tmp_path).stderr
    assert "the workbook of an audit needs a library that is not installed, and is left out" in told
    assert 'pip install "policyspec[audit]"' in told
    assert not (tmp_path / "out/audit.xlsx").exists()
    assert (tmp_path / "out/index.html").exists()


def test_an_audit_says_with_which_spark_it_was_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "version", lambda: "4.0.0")
    written(tmp_path)
    policies = load([str(tmp_path / "sample.policy")], Disk())
    task = Task(policies.rulebook, policies.vocabulary, How(), SPARK)
    asked = run.Asked(policies, Dataset(tmp_path, "", ()), task, 0, 1, {})
    plan = run.plan_of(asked)
    assert plan["pyspark"] == "4.0.0"
    assert run.differences(plan, {**plan, "pyspark": "4.1.0"}) == [("pyspark", "4.0.0", "4.1.0")]
    assert "pyspark" not in run.plan_of(replace(asked, task=replace(asked.task, engine="sql")))
