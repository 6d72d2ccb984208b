"""Dataclasses are those of `base.dataclasses`, which cost nothing until they are used."""

import ast

import pytest

from tests.house.tree import ROOT, modules, name_of, tree_of

#: Where they are the standard library's, and why.
APART = {
    "policyspec/base/dataclasses.py": "is held against it, and describes its own to it",
    "policyspec/lsp/analysis.py": "what is worked out of a page is kept in the object, which has no slots",
    "policyspec/lsp/page.py": "as analysis",
}


def standard(name: str) -> set[str]:
    """What a module takes of the standard library's dataclasses."""
    imports = [node for node in ast.walk(tree_of(ROOT / name)) if isinstance(node, ast.ImportFrom)]
    return {one.name for node in imports if node.module == "dataclasses" for one in node.names}


def test_they_are_ours() -> None:
    taken = {name_of(path): standard(name_of(path)) & {"dataclass", "field", "replace"} for path in modules()}
    assert {name for name, names in taken.items() if names} <= set(APART)


@pytest.mark.parametrize("name", APART)
def test_what_is_apart_needs_to_be(name: str) -> None:
    assert standard(name) & {"dataclass", "field", "replace"}
