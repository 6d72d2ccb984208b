"""`policyspec compile --to python`."""

import ast
from pathlib import Path

import pytest

from policyspec.cli.main import run

POLICY = """policy council/care "Care" version 1.0.0
  under "Standing orders" checked on 1 November 2026

rule quality "Quality first"
  for each lot
  quality weight must be at least 60%

rule said "Says so"
  title of the tender must mention "'''); import os; os.abort() #"
"""


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "care.policy"
    path.write_text(POLICY, encoding="utf-8")
    return path


def test_it_prints_a_function_for_each_rule(policy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compile", str(policy), "--to", "python"]) == 0
    functions = [node.name for node in ast.parse(capsys.readouterr().out).body if isinstance(node, ast.FunctionDef)]
    assert {"rule_1", "rule_2", "straight"} <= set(functions)


def test_what_a_policy_says_is_text_and_never_code(policy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["compile", str(policy), "--to", "python"])
    names = {node.id for node in ast.walk(ast.parse(capsys.readouterr().out)) if isinstance(node, ast.Name)}
    assert "os" not in names


def test_it_writes_to_a_file(policy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "care.py"
    assert run(["compile", str(policy), "--to", "python", "--out", str(out)]) == 0
    assert capsys.readouterr().out == ""
    ast.parse(out.read_text(encoding="utf-8"))


def test_a_policy_with_errors_is_not_compiled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.policy"
    path.write_text(POLICY.replace("quality weight", "qualty weight"), encoding="utf-8")
    assert run(["compile", str(path), "--to", "python"]) == 2
    assert capsys.readouterr().out == ""
