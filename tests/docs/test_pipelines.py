"""What docs/pipelines.md shows: its commands come to what it says, its table is what the formats do, its YAML fits."""

import json
import re
import shlex
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from lxml import etree

from policyspec.cli.main import run
from policyspec.model.outcomes import Gate, Outcome, Strength
from policyspec.report.formats import View, render
from policyspec.report.run import Judged, Run
from tests.cli.conftest import BREACHING, GOOD, POLICY
from tests.cli.samples import BREACHED, EXPLAINED, FAILED, FLAGGED, MET, NOT_APPLICABLE, OPEN, SHOULD, WAIVED, result
from tests.docs.blocks import FENCE

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "pipelines.md").read_text(encoding="utf-8")
BLOCKS = [(match["info"].strip(), match["body"]) for match in FENCE.finditer(PAGE)]
RUN = [(int(info.removeprefix("sh exits ")), body) for info, body in BLOCKS if info.startswith("sh exits ")]


@pytest.mark.parametrize(("code", "body"), RUN)
def test_the_last_command_exits_as_the_page_says_and_writes_its_files(
    code: int, body: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules.policy").write_text(POLICY, encoding="utf-8")
    (tmp_path / "tenders").mkdir()
    for name, text in (("good", GOOD), ("bad", BREACHING)):
        (tmp_path / "tenders" / f"{name}.yaml").write_text(text, encoding="utf-8")
    came_to = [run(shlex.split(line)[1:]) for line in body.splitlines()]
    assert came_to[-1] == code
    assert all((tmp_path / name).stat().st_size for name in re.findall(r"--format \w+=(\S+)", body))


def test_there_are_commands() -> None:
    assert len(RUN) == 2


def test_the_hooks_that_it_names_are_there() -> None:
    [shown] = [yaml.safe_load(body) for info, body in BLOCKS if info == "yaml" and "repos:" in body]
    hooks = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    assert {hook["id"] for hook in shown["repos"][0]["hooks"]} == hooks


def test_the_inputs_of_the_action_that_it_names_are_there() -> None:
    action = yaml.safe_load((ROOT / ".ci" / "github" / "action.yml").read_text(encoding="utf-8"))
    [shown] = [yaml.safe_load(body) for info, body in BLOCKS if info == "yaml" and "uses:" in body]
    assert set(shown["steps"][1]["with"]) <= set(action["inputs"])
    assert all(f"`{name}`" in PAGE for name in (*action["inputs"], *action["outputs"]))


def test_the_job_of_gitlab_that_it_extends_is_there() -> None:
    [shown] = [yaml.safe_load(body) for info, body in BLOCKS if info == "yaml" and "include:" in body]
    template = yaml.safe_load((ROOT / shown["include"][0]["file"]).read_text(encoding="utf-8"))
    job = template[shown["tenders"]["extends"]]
    assert set(shown["tenders"]["variables"]) <= set(job["variables"])


# --- the table of verdicts ------------------------------------------------------------------------------------------

ROWS = {
    cells[0].strip(): [cell.strip() for cell in cells[1:]]
    for row in PAGE.splitlines()
    if row.startswith("| ") and len(cells := row.strip("|").split("|")) == 6
}

CASES: list[tuple[str, Outcome, Gate]] = [
    ("breached `must`", BREACHED, Gate.DRAFT),
    ("breached `should`", SHOULD, Gate.PUBLISH),
    ("undetermined, and holds back publication at the publication gate", OPEN, Gate.PUBLISH),
    ("undetermined `must` of a draft", OPEN, Gate.DRAFT),
    ("other undetermined", replace(OPEN, strength=Strength.SHOULD), Gate.PUBLISH),
    ("explained, waived", EXPLAINED, Gate.PUBLISH),
    ("explained, waived", WAIVED, Gate.PUBLISH),
    ("flagged", FLAGGED, Gate.PUBLISH),
    ("failed (a fault in policyspec)", FAILED, Gate.DRAFT),
    ("met", MET, Gate.PUBLISH),
    ("not applicable", NOT_APPLICABLE, Gate.PUBLISH),
]


def rendered(name: str, run_: Run) -> str:
    text = render(name, run_, View(lambda _: None))
    assert isinstance(text, str)
    return text


def sarif_of(run_: Run) -> str:
    results = [r for r in json.loads(rendered("sarif", run_))["runs"][0]["results"] if r["ruleId"] != FIRST.rule]
    if not results:
        return "counted"
    [one] = results
    level = "suppressed" if "suppressions" in one else one["level"]
    return f"`{one['kind']}`" if level == "none" else f"`{one['kind']}`, {level}"


def junit_of(run_: Run) -> str:
    case = etree.fromstring(rendered("junit", run_).encode()).findall(".//testcase")[1]
    return next((kind for kind in ("failure", "error", "skipped") if case.find(kind) is not None), "passed")


def github_of(run_: Run) -> str:
    told = re.findall(r"^::(\w+)", rendered("github", run_), re.MULTILINE)
    told.remove("error")
    return told[0] if told else "–"


def gitlab_of(run_: Run) -> str:
    told = [entry["severity"] for entry in json.loads(rendered("gitlab", run_))]
    told.remove("blocker")
    return told[0] if told else "–"


def svrl_of(run_: Run) -> str:
    *_, last = etree.fromstring(rendered("svrl", run_).encode())
    kind = etree.QName(last).localname
    if kind == "fired-rule":
        return "fired-rule"
    # A rule that is not fired leaves the first outcome, which is breached, the last of them.
    return f"{kind}, {last.get('role')}" if last.get("test") != FIRST.rule + " a" else "–"


FIRST = replace(BREACHED, rule="council/x#first")


@pytest.mark.parametrize(("row", "one", "gate"), CASES)
def test_a_row_of_the_table_is_what_the_formats_do(row: str, one: Outcome, gate: Gate) -> None:
    made = Run((Judged(result(FIRST, one, gate=gate)),))
    said = [sarif_of(made), junit_of(made), github_of(made), gitlab_of(made), svrl_of(made)]
    assert all(cell.startswith(told) for cell, told in zip(ROWS[row], said, strict=True)), said
