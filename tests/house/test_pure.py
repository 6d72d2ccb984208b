"""Below the workspace nothing looks at a clock, a file, the environment or chance: same input, same bytes."""

import ast
from pathlib import Path

import pytest

from tests.house.tree import ROOT, imports, modules, name_of, place, tree_of

PURE = ("base", "model", "syntax", "ir", "passes", "readers", "writers", "engines", "analysis", "report")

#: What may touch files all the same, and why.
EXEMPT = {
    "policyspec/base/data.py": "says where the shipped data stands",
    "policyspec/model/generate.py": "a tool for developers: writes the generated table",
    "policyspec/syntax/grammar.py": "loads the shipped grammar",
    "policyspec/engines/python/compiled.py": "runs the code that it has generated; no text of a policy is code in it",
}

IMPURE_MODULES = {
    "getpass", "io", "locale", "os", "pathlib", "platform", "random", "secrets", "shutil", "socket", "subprocess",
    "tempfile", "threading", "time", "urllib", "uuid",
}  # fmt: skip
#: Of these, what stays in memory: libraries that read zip files ask for bytes that can be searched.
IN_MEMORY = {"io.BytesIO", "io.StringIO"}
IMPURE_NAMES = {"open", "input", "print", "eval", "exec", "hash", "id"}
IMPURE_METHODS = {"now", "today", "utcnow", "fromtimestamp", "read_text", "read_bytes", "write_text", "write_bytes"}


def impurities(path: Path) -> list[str]:
    far = [(name, node) for name, node in imports(path) if name not in IN_MEMORY]
    found = [place(path, node) for name, node in far if name.split(".")[0] in IMPURE_MODULES]
    for node in ast.walk(tree_of(path)):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in IMPURE_NAMES:
                found.append(place(path, node))
            case ast.Call(func=ast.Attribute(attr=name)) if name in IMPURE_METHODS:
                found.append(place(path, node))
    return found


def test_the_core_is_pure() -> None:
    found = [where for path in modules(*PURE) if name_of(path) not in EXEMPT for where in impurities(path)]
    assert found == []


@pytest.mark.parametrize("name", EXEMPT)
def test_what_is_exempt_needs_to_be(name: str) -> None:
    assert impurities(ROOT / name)


@pytest.mark.parametrize(
    "text",
    [
        "import random",
        "from os import environ",
        "from io import FileIO",
        "import datetime\ndatetime.datetime.now()",
        "import datetime\ndatetime.date.today()",
        "open('x')",
        "from time import time",
        "key = hash(name)",
    ],
)
def test_an_impurity_is_seen(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.house.tree.ROOT", tmp_path)
    path = tmp_path / "sample.py"
    path.write_text(text, encoding="utf-8")
    assert len(impurities(path)) == 1
