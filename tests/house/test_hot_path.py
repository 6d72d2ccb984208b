"""What `policyspec check` loads. A list of modules is held, not a clock: the clock is in benchmarks/."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec

import pytest

from tests.house.tree import ROOT

POLICY = ROOT / "policies" / "commissioning" / "five-principles.policy"
TENDERS = sorted((ROOT / "examples").glob("*.yaml"))

#: Loaded by nothing that a check needs. pydantic alone costs 200 ms.
KEPT_OFF = [
    "pydantic",
    "hypothesis",
    "z3",
    "duckdb",
    "jinja2",
    "rich",
    "email",
    "http",
    "asyncio",
    "importlib.metadata",
    "click",  # the arguments are plain
    "uuid",
]

RUN = """
import sys
from policyspec.cli.main import run
code = run(["check", *sys.argv[1:]])
loaded = sorted(sys.modules)
import json
print(json.dumps({"code": code, "modules": loaded}), file=sys.stderr)
"""


#: Loaded by a check only where its policies were not compiled before, or where it is asked for what needs it.
KEPT_OFF_WHERE_KEPT = [
    *KEPT_OFF,
    "lark",
    "policyspec.syntax",
    "policyspec.passes",
    "policyspec.analysis",
    "policyspec.engines.python",
    "policyspec.engines.sql",
    "policyspec.readers.json_tree",
    "policyspec.readers.ocds",
    "policyspec.readers.eforms",
    "policyspec.readers.sheets",
    "policyspec.readers.streams",
    "policyspec.report.html",
    "policyspec.report.json",
    "policyspec.report.sarif",
    "policyspec.workspace.baseline",
    "policyspec.workspace.gather",
    "policyspec.workspace.picking",
    "dataclasses",  # ours are written when they are needed, and do not import `inspect`
    "difflib",
    "hashlib",  # loads OpenSSL
    "inspect",
    "locale",
    "logging",
    "pathlib",  # imports urllib and ipaddress
    "pickle",
    "shutil",
    "tempfile",
    "tomllib",
    "urllib",
    "zlib",
]


def loaded(cache: str) -> list[str]:
    """The modules in memory after one tender was checked in a fresh process."""
    if find_spec("policyspec.cli.main") is None or not POLICY.exists() or not TENDERS:
        pytest.skip("there is no `policyspec check`, policy or example tender yet")
    command = [sys.executable, "-c", RUN, str(TENDERS[0]), "--policy", str(POLICY), "--no-config"]
    environ = {**os.environ, "POLICYSPEC_CACHE": cache}
    run = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    *errors, last = run.stderr.splitlines()
    said = json.loads(last)
    assert said["code"] in (0, 1), errors
    return list(said["modules"])


@pytest.fixture(scope="module")
def checks(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], list[str]]:
    """What a check loads with a policy never seen before, and what it loads when it sees the policy again."""
    cache = str(tmp_path_factory.mktemp("kept") / "policies")
    return loaded(cache), loaded(cache)


def of(module: str, modules: list[str]) -> list[str]:
    return [name for name in modules if name == module or name.startswith(f"{module}.")]


@pytest.mark.parametrize("module", KEPT_OFF)
def test_a_check_does_not_load(module: str, checks: tuple[list[str], list[str]]) -> None:
    assert of(module, checks[0]) == []


@pytest.mark.parametrize("module", KEPT_OFF_WHERE_KEPT)
def test_a_check_with_a_kept_policy_does_not_load(module: str, checks: tuple[list[str], list[str]]) -> None:
    assert of(module, checks[1]) == []


def test_both_checks_were_really_made(checks: tuple[list[str], list[str]]) -> None:
    assert of("policyspec.passes.compile", checks[0])
    assert of("policyspec.engines.interpret", checks[0])
    assert of("policyspec.engines.interpret", checks[1])
