"""What `policyspec check` loads. A list of modules is held, not a clock: the clock is in benchmarks/."""

import json
import subprocess
import sys
from functools import cache
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
]

RUN = """
import json, sys
sys.argv = ["policyspec", "check", *sys.argv[1:]]
from policyspec.cli.main import main
try:
    code = main()
except SystemExit as stop:
    code = stop.code
print(json.dumps({"code": code or 0, "modules": sorted(sys.modules)}), file=sys.stderr)
"""


@cache
def loaded_by_a_check() -> list[str]:
    """The modules in memory after one tender was checked in a fresh process."""
    if find_spec("policyspec.cli.main") is None or not POLICY.exists() or not TENDERS:
        pytest.skip("there is no `policyspec check`, policy or example tender yet")
    command = [sys.executable, "-c", RUN, str(TENDERS[0]), "--policy", str(POLICY)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    *errors, last = run.stderr.splitlines()
    said = json.loads(last)
    assert said["code"] in (0, 1), errors
    return list(said["modules"])


@pytest.mark.parametrize("module", KEPT_OFF)
def test_a_check_does_not_load(module: str) -> None:
    loaded = [name for name in loaded_by_a_check() if name == module or name.startswith(f"{module}.")]
    assert loaded == []


def test_a_check_was_really_made() -> None:
    assert "policyspec.engines.interpret" in loaded_by_a_check()
