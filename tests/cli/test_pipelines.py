"""What pipelines use of this repository: hooks of pre-commit, the action of GitHub, the job of GitLab, the image."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from policyspec.cli.main import COMMANDS
from tests.cli.conftest import BREACHING, GOOD, OPEN, POLICY

ROOT = Path(__file__).parents[2]
CI = ROOT / ".ci"
BASH = shutil.which("bash")


def parsed(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def command(folder: Path) -> Path:
    """A folder with `policyspec` in it, of this checkout."""
    folder.mkdir(parents=True)
    script = folder / "policyspec"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m policyspec.cli.main "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return folder


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A repository with a policy and two tenders, of which one breaches it and bears a forged command as its name."""
    folder = tmp_path / "work"
    (folder / "day care").mkdir(parents=True)
    (folder / "rules.policy").write_text(POLICY, encoding="utf-8")
    (folder / "day care" / "good.yaml").write_text(GOOD, encoding="utf-8")
    forged = BREACHING.replace("tender: Day care", r'tender: "Day care\n::error::forged"')
    (folder / "day care" / "bad.yaml").write_text(forged, encoding="utf-8")
    return folder


# --- pre-commit ----------------------------------------------------------------------------------------------------


def test_each_hook_runs_a_command_that_there_is() -> None:
    hooks = parsed(ROOT / ".pre-commit-hooks.yaml")
    assert [hook["id"] for hook in hooks] == ["policyspec-fmt", "policyspec-lint", "policyspec-check"]
    for hook in hooks:
        name, subcommand = hook["entry"].split()
        assert (name, hook["language"]) == ("policyspec", "python")
        assert subcommand in COMMANDS


@pytest.mark.parametrize(
    ("name", "taken"),
    [("rules.policy", True), ("a/rules.policy.md", True), ("rules.policy.yaml", False), ("policy", False)],
)
def test_the_hooks_for_policies_take_policies(name: str, taken: bool) -> None:
    [fmt, lint, _] = parsed(ROOT / ".pre-commit-hooks.yaml")
    assert bool(re.search(fmt["files"], name)) is bool(re.search(lint["files"], name)) is taken


# --- GitHub ---------------------------------------------------------------------------------------------------------

ACTION = CI / "github" / "action.yml"


def test_the_action_takes_its_inputs_through_the_environment() -> None:
    action = parsed(ACTION)
    steps = action["runs"]["steps"]
    used = {name for step in steps for value in step["env"].values() for name in re.findall(r"inputs\.([\w-]+)", value)}
    assert used == set(action["inputs"])
    for step in steps:
        assert "${{" not in step["run"]
        script = CI / "github" / step["run"].strip('"').split("/")[-1]
        assert os.access(script, os.X_OK)
        assert set(step["env"]) == set(re.findall(r"POLICYSPEC_[A-Z_]+", script.read_text(encoding="utf-8")))


def acted(work: Path, tenders: str, **inputs: str) -> tuple[int, str, dict[str, str], str]:
    """The action's step as a runner starts it: exit code, log, outputs and summary."""
    given = {name: str(of.get("default", "")) for name, of in parsed(ACTION)["inputs"].items()}
    given |= {"tenders": tenders, "policies": "rules.policy"} | inputs
    runner = work.parent
    path = command(runner / "bin")
    environment = os.environ | {f"POLICYSPEC_{name.upper().replace('-', '_')}": value for name, value in given.items()}
    environment |= {
        "PATH": f"{path}{os.pathsep}{os.environ['PATH']}",
        "RUNNER_TEMP": str(runner),
        "GITHUB_OUTPUT": str(runner / "output"),
        "GITHUB_STEP_SUMMARY": str(runner / "summary"),
    }
    ran = subprocess.run(
        [str(CI / "github" / "check")], cwd=work, env=environment, capture_output=True, text=True, check=False
    )
    outputs = dict(line.split("=", 1) for line in (runner / "output").read_text(encoding="utf-8").splitlines())
    return ran.returncode, ran.stdout, outputs, (runner / "summary").read_text(encoding="utf-8")


@pytest.mark.skipif(BASH is None, reason="there is no bash here")
def test_the_action_annotates_summarises_and_fails(work: Path) -> None:
    code, log, outputs, summary = acted(work, "day care/good.yaml\n\nday care/bad.yaml\n", junit="junit.xml")
    assert (code, outputs) == (1, {"exit-code": "1", "sarif": "policyspec.sarif"})
    annotations = [line for line in log.splitlines() if re.match("::(error|warning|notice)", line)]
    assert [line.split(",")[0] for line in annotations] == ["::error file=day care/bad.yaml"]
    assert "Holds back publication" in summary
    assert json.loads((work / "policyspec.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert (work / "junit.xml").exists()


@pytest.mark.skipif(BASH is None, reason="there is no bash here")
def test_the_action_shows_messages_where_no_line_is_a_command(work: Path) -> None:
    (work / "rules.policy").write_text(POLICY.replace("number of lots", "numbr of lots"), encoding="utf-8")
    code, log, outputs, _ = acted(work, "day care")
    assert (code, outputs["exit-code"]) == (2, "2")
    stopped = re.search(r"^::stop-commands::(\w{32})\n(.*)^::\1::$", log, re.MULTILINE | re.DOTALL)
    assert stopped
    assert "error[PS203]" in stopped[2]


@pytest.mark.skipif(BASH is None, reason="there is no bash here")
@pytest.mark.parametrize(("gate", "code"), [("", 1), ("draft", 0)])
def test_the_action_takes_the_gate_of_the_configuration_unless_told(work: Path, gate: str, code: int) -> None:
    configured(work)
    assert acted(work, "day care", gate=gate)[0] == code


def configured(work: Path) -> None:
    """One tender that may pass while it is drafted and not as it stands, and a configuration that says so."""
    (work / "day care" / "bad.yaml").unlink()
    (work / "day care" / "good.yaml").write_text(OPEN, encoding="utf-8")
    (work / "policyspec.toml").write_text('gate = "publish"\n', encoding="utf-8")


# --- GitLab ---------------------------------------------------------------------------------------------------------

JOB = parsed(CI / "gitlab" / "policyspec.gitlab-ci.yml")[".policyspec"]


def worked(work: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """The job's script as a runner starts it."""
    builds = work.parent / "builds"
    command(builds / "policyspec" / "bin")
    (work / "day care").rename(work / "tenders")
    variables = JOB["variables"] | {"POLICYSPEC_POLICIES": "rules.policy", "CI_BUILDS_DIR": str(builds)} | given
    script = "\n".join(["set -e", *JOB["script"]])
    return subprocess.run(
        ["/bin/sh", "-c", script], cwd=work, env=os.environ | variables, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(("gate", "code"), [("", 1), ("draft", 0)])
def test_the_job_of_gitlab_takes_the_gate_of_the_configuration_unless_told(work: Path, gate: str, code: int) -> None:
    configured(work)
    assert worked(work, POLICYSPEC_GATE=gate).returncode == code


def test_the_job_of_gitlab_writes_the_reports_that_it_hands_over(work: Path) -> None:
    ran = worked(work)
    assert ran.returncode == 1
    assert "Holds back publication" in ran.stdout
    assert JOB["artifacts"]["when"] == "always"
    assert all((work / name).stat().st_size for name in JOB["artifacts"]["reports"].values())


# --- the image ------------------------------------------------------------------------------------------------------


def test_the_image_is_made_of_what_is_there_and_runs_as_nobody_special() -> None:
    rows = (CI / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = [row.split()[1:-1] for row in rows if row.startswith("COPY ") and "--from" not in row]
    assert all((ROOT / name).exists() for names in copied for name in names)
    [user] = [row.split()[1] for row in rows if row.startswith("USER ")]
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", user)
    assert not any("://" in row for row in rows)


def test_the_image_is_given_no_more_than_it_copies() -> None:
    ignored = (CI / "Dockerfile.dockerignore").read_text(encoding="utf-8").split()
    rows = (CI / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = {name for row in rows if row.startswith("COPY ") and "--from" not in row for name in row.split()[1:-1]}
    assert {name.removeprefix("!") for name in ignored if name.startswith("!")} == copied
    assert ignored[0] == "*"
