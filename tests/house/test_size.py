"""Nothing so large that it needs a map of its own."""

import ast
from pathlib import Path

import pytest

from tests.house.tree import GENERATED, modules, name_of, tree_of

LINES_OF_A_FILE = 500
LINES_OF_A_FUNCTION = 80

#: Long all the same, and why.
EXEMPT = {"policyspec/syntax/ast.py": "declares the whole tree: a list of records, with nothing in it that runs"}

WRITTEN = [path for path in modules() if name_of(path) not in GENERATED]


@pytest.mark.parametrize("path", WRITTEN, ids=name_of)
def test_a_file_is_short(path: Path) -> None:
    if name_of(path) in EXEMPT:
        return
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LINES_OF_A_FILE


@pytest.mark.parametrize("path", WRITTEN, ids=name_of)
def test_a_function_is_short(path: Path) -> None:
    lengths = {
        node.name: (node.end_lineno or node.lineno) - node.lineno + 1
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: n for name, n in lengths.items() if n > LINES_OF_A_FUNCTION} == {}
