"""The conformance table is full: every node of the Core IR, and no case, heading or engine that is not there."""

import inspect
import re
from pathlib import Path

import pytest

from policyspec.ir import nodes as ir

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.split("## Conformance", 1)[1].splitlines()
    if line.startswith("|")
][2:]
HEADINGS = {
    re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-")
    for heading in re.findall(r"^## (.+)$", PAGE, re.MULTILINE)
}
NODES = {name for name, kind in inspect.getmembers(ir, inspect.isclass) if kind.__module__ == ir.__name__}


def test_every_node_has_a_row() -> None:
    named = {node for row in ROWS for node in re.findall(r"`(\w+)`", row[1])}
    assert named == NODES


@pytest.mark.parametrize("row", ROWS, ids=[row[1] for row in ROWS])
def test_its_cases_are_there(row: list[str]) -> None:
    cases = re.findall(r"`([\w-]+)`", row[2])
    anchors = re.findall(r"\(#([\w-]+)\)", row[2])
    assert cases or anchors
    assert all((ROOT / "tests" / "cases" / case / "expected.yaml").exists() for case in cases)
    assert set(anchors) <= HEADINGS


@pytest.mark.parametrize("row", ROWS, ids=[row[1] for row in ROWS])
def test_its_engines_are_there(row: list[str]) -> None:
    engines = [e.strip() for e in row[3].split(",")]
    assert "interpret" in engines
    assert all((ROOT / "policyspec" / "engines" / engine).is_dir() for engine in engines)
