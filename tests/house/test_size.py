"""Nothing so large that it needs a map of its own."""

import ast
from pathlib import Path

from tests.house.tree import GENERATED, modules, name_of, place, tree_of

LINES_OF_A_FILE = 500
LINES_OF_A_FUNCTION = 80

#: Long all the same, and why.
EXEMPT = {
    "policyspec/syntax/ast.py": "declares the whole tree: a list of records, with nothing in it that runs",
    "policyspec/ir/nodes.py": "declares the whole Core IR, likewise",
}

WRITTEN = [path for path in modules() if name_of(path) not in GENERATED]


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [n for n in ast.walk(tree_of(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_a_file_is_short() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in WRITTEN}
    assert {name for name, n in lengths.items() if n > LINES_OF_A_FILE} == EXEMPT.keys()


def test_a_function_is_short() -> None:
    lengths = {place(path, node): lines(node) for path in WRITTEN for node in functions(path)}
    assert {where: n for where, n in lengths.items() if n > LINES_OF_A_FUNCTION} == {}
