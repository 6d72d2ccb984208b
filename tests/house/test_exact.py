"""No binary float where the meaning lives."""

import ast

import pytest

from tests.house.tree import modules, place, tree_of

FLOAT_MAKERS = {"math", "cmath", "statistics", "random"}


def floats(tree: ast.Module) -> list[ast.expr | ast.stmt]:
    """Literals, calls and annotations of `float`, and imports of modules that return them."""
    found: list[ast.expr | ast.stmt] = []
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=float() | complex()) | ast.Name(id="float" | "complex"):
                found.append(node)
            case ast.Import(names=names) if {alias.name for alias in names} & FLOAT_MAKERS:
                found.append(node)
            case ast.ImportFrom(module=str(module)) if module in FLOAT_MAKERS:
                found.append(node)
    return found


def test_no_float() -> None:
    found = [place(path, node) for path in modules("model", "ir", "engines") for node in floats(tree_of(path))]
    assert found == []


@pytest.mark.parametrize(
    "text", ["x = 0.5", "x: float = y", "x = float(y)", "import math", "from math import inf", "1e3"]
)
def test_a_float_is_seen(text: str) -> None:
    assert len(floats(ast.parse(text))) == 1


def test_fractions_are_let_through() -> None:
    assert floats(ast.parse('x = Fraction("0.5") * 3 // 2')) == []
