"""A library that not everyone needs has its home too, and is loaded only through `base.extras`, when it is used."""

import ast
from pathlib import Path

import pytest

from tests.house.tree import imports, modules, name_of, tree_of

#: The libraries of the extras, and the modules or folders that may load each.
HOMES = {
    "duckdb": ("policyspec/audit/duck.py",),
    "pygls": ("policyspec/cli/lsp.py",),
    "markdown_it": ("policyspec/report/handbook/prose.py",),
    "msgspec": ("policyspec/workspace/typed.py",),
    "ocdsmerge": ("policyspec/readers/ocds/",),
    "pyspark": ("policyspec/audit/spark.py",),
    "python_calamine": ("policyspec/readers/sheets/",),
    "xlsxwriter": ("policyspec/writers/workbook/", "policyspec/report/xlsx.py"),
}

#: A room that stands on a library as a whole. It is loaded by the home, once the library is.
ROOMS = {"pygls": "policyspec/lsp/"}


def loads() -> list[tuple[str, str]]:
    """The module and the library of each `library("…")`."""
    found = []
    for path in modules():
        for node in ast.walk(tree_of(path)):
            match node:
                case ast.Call(func=ast.Name(id="library"), args=[ast.Constant(value=str(name)), *_]):
                    found.append((name_of(path), name.split(".")[0]))
    return found


def test_every_library_that_is_loaded_has_a_home() -> None:
    assert {library for _, library in loads()} == set(HOMES)


@pytest.mark.parametrize("library", HOMES)
def test_it_is_loaded_at_home_only(library: str) -> None:
    assert [place for place, name in loads() if name == library and not place.startswith(HOMES[library])] == []


def test_none_is_imported_where_a_program_would_pay_for_it() -> None:
    """An import for the types only, in a block that no program runs, is not one."""
    found = []
    for path in modules():
        typed = {id(node) for block in ast.walk(tree_of(path)) if is_for_types(block) for node in ast.walk(block)}
        named = [(name.split(".")[0], node) for name, node in imports(path) if id(node) not in typed]
        found += [name_of(path) for name, _ in named if name in HOMES and not at_home(path, name)]
    assert found == []


def at_home(path: Path, library: str) -> bool:
    return library in ROOMS and name_of(path).startswith(ROOMS[library])


def is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
