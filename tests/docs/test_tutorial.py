"""The tutorial is worked through as a newcomer does it: files saved, commands typed, answers compared."""

import re
import subprocess
from pathlib import Path

from tests.cli.conftest import Shop, shop
from tests.docs.blocks import FILE, WHOLE
from tests.docs.walk import walk

__all__ = ["shop"]

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "tutorial.md"
BLOCKS = [(match["info"].strip(), match["body"]) for match in WHOLE.finditer(PAGE.read_text(encoding="utf-8"))]


def test_every_command_says_what_the_page_shows(shop: Shop) -> None:
    steps = walk(PAGE, shop)
    assert [step.said for step in steps] == [step.shown for step in steps]
    assert [step.code for step in steps if step.exits is not None] == [s.exits for s in steps if s.exits is not None]
    assert (shop.folder / "report.html").stat().st_size
    assert (shop.folder / "handbook" / "index.html").stat().st_size


def test_the_commands_of_the_shell_are_there(tmp_path: Path) -> None:
    installing, folder = (body for info, body in BLOCKS if info == "sh")
    make, activate = installing.splitlines()
    assert re.search(rf"^{make.removeprefix('make ')}: ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert activate == "source .venv/bin/activate"
    (inside := tmp_path / "policyspec").mkdir()
    done = subprocess.run(["/bin/sh", "-ec", f"{folder}pwd"], cwd=inside, capture_output=True, text=True, check=True)
    assert Path(done.stdout.strip()) == tmp_path / "day-centres"


def test_every_block_is_a_file_or_commands() -> None:
    others = [info for info, _ in BLOCKS if not FILE.match(info) and not info.startswith("console exits ")]
    assert others == ["sh", "sh"]


def test_every_command_that_policy_writers_use_is_in_it() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for command in ("lint", "check", "explain", "vocabulary", "test", "fmt", "docs", "new", "repl"):
        assert f"policyspec {command}" in text, command
