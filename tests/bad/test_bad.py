"""Bad input: what each case says, whole, and the exit code. README.md has the list and how a case is laid out."""

import io
import re
import runpy
import shlex
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from policyspec.cli.main import run
from tests.house.tree import ROOT

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("[0-9]*/cmd"))
SKIPPED = "..."  # a line that stands for any number of lines
LISTED = 145  # cases in the list that README.md is the table of


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_says_what_is_expected(
    case: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    pytestconfig: pytest.Config,
) -> None:
    lay_out(case, tmp_path, monkeypatch)
    capfd.readouterr()
    code = run(shlex.split(_text(case / "cmd")))
    out, err = capfd.readouterr()
    if pytestconfig.getoption("--update-bad", default=False):
        write_again(case, int(code), out, err)
    assert (int(code), mismatch(out, _text(case / "out")), mismatch(err, _text(case / "err"))) == (
        int(_text(case / "rc")),
        None,
        None,
    )


def lay_out(case: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of the case, with what `make.py` adds to it, as the working folder; `stdin` as standard input."""
    shutil.copy(HERE / "rules.policy", folder)
    shutil.copytree(case, folder, dirs_exist_ok=True, symlinks=True)
    monkeypatch.chdir(folder)
    for name in ("NO_COLOR", "FORCE_COLOR", "POLICYSPEC_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    if (case / "make.py").exists():
        runpy.run_path(str(folder / "make.py"))
    given = (case / "stdin").read_bytes() if (case / "stdin").exists() else b""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))


def mismatch(said: str, expected: str) -> str | None:
    """What was said, where it is not what is expected; a line `...` stands for any number of lines."""
    pattern = "".join("(?:.*\n)*?" if row == SKIPPED else f"{re.escape(row)}\n" for row in expected.splitlines())
    return None if re.fullmatch(pattern, said) else said


def write_again(case: Path, code: int, out: str, err: str) -> None:
    """What is said now, in place of what was. What a person has cut to the lines that matter is left to them."""
    (case / "rc").write_text(f"{code}\n", encoding="utf-8")
    for name, said in (("out", out), ("err", err)):
        path = case / name
        if SKIPPED in _text(path).splitlines():
            continue
        if said:
            path.write_text(said, encoding="utf-8")
        else:
            path.unlink(missing_ok=True)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


# --- the list -----------------------------------------------------------------------------------------------------


def rows(text: str) -> dict[int, Sequence[str]]:
    """The table of README.md: the number, the case, and where it is held."""
    found = re.findall(r"^\| (\d+) \| (.+?) \| (.+?) \|$", text, re.MULTILINE)
    return {int(number): (what, held) for number, what, held in found}


def test_each_number_of_the_list_has_a_row() -> None:
    assert list(rows(_text(HERE / "README.md"))) == list(range(1, LISTED + 1))


def test_what_a_row_names_is_there() -> None:
    lost = []
    for number, (_, held) in rows(_text(HERE / "README.md")).items():
        named = [
            HERE / path if (HERE / path).exists() else ROOT / path
            for path in re.findall(r"`([^`]*(?:/|\.py)[^`]*)`", held)
        ]
        lost += [f"{number}: {path}" for path in named if not path.exists()]
        if held.startswith("here") and not list(HERE.glob(f"{number:03}-*/cmd")):
            lost.append(f"{number}: no case")
    assert lost == []


def test_a_case_is_whole() -> None:
    """Arguments, an exit code and something said; a folder that lacks its `cmd` would otherwise be passed over."""
    folders = [path for path in HERE.glob("[0-9]*") if path.is_dir()]
    assert [f.name for f in folders if not ({"cmd", "rc"} <= (there := names(f)) and there & {"out", "err"})] == []


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_case_has_a_number_of_the_list() -> None:
    listed = rows(_text(HERE / "README.md"))
    held_here = {number for number, (_, held) in listed.items() if held.startswith("here")}
    assert {int(case.name[:3]) for case in CASES} == held_here


@pytest.mark.parametrize(
    ("said", "expected", "same"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\nb\nc\n", "a\n...\nc\n", True),
        ("a\nc\n", "a\n...\nc\n", True),
        ("a\nb\n", "...\nc\n", False),
        ("a\nb\n", "a\n", False),
        ("a.b\n", "a?b\n", False),
        ("", "", True),
        ("a\n", "", False),
    ],
)
def test_how_it_is_compared(said: str, expected: str, same: bool) -> None:
    assert (mismatch(said, expected) is None) is same
