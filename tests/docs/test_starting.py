"""docs/starting.md: each command says what the page shows, each file is what it shows, each line is answered so."""

import re
from pathlib import Path

import pytest

from policyspec.cli.dialogue import Dialogue
from tests.cli.conftest import Shop, shop
from tests.docs.blocks import FENCE
from tests.docs.walk import walk

__all__ = ["shop"]

PAGE = Path(__file__).parents[2] / "docs" / "starting.md"
BLOCKS = [(match["info"].split(), match["body"]) for match in FENCE.finditer(PAGE.read_text(encoding="utf-8"))]
TALKS = [(info[1:], body) for info, body in BLOCKS if info[0] == "repl"]


def test_the_page_says_what_the_commands_say(shop: Shop) -> None:
    steps = walk(PAGE, shop)
    assert [step.said for step in steps] == [step.shown for step in steps]
    assert [step.code for step in steps if step.exits is not None] == [s.exits for s in steps if s.exits is not None]
    assert len(steps) == 6


def test_the_tender_is_written_as_the_page_shows(shop: Shop) -> None:
    walk(PAGE, shop)
    ((_, shown),) = [(info, body) for info, body in BLOCKS if info[2:] == ["as", "written"]]
    assert Path("centres.yaml").read_text(encoding="utf-8") == shown


@pytest.mark.parametrize(("files", "talk"), TALKS, ids=["questions", "a rule"])
def test_the_dialogue_answers_as_the_page_shows(files: list[str], talk: str, shop: Shop) -> None:
    walk(PAGE, shop)
    dialogue = Dialogue()
    dialogue.hear(f":policy {files[1]}")
    dialogue.hear(f":tender {files[0]}")
    said = ""
    for line in re.findall(r"^[>…].*$", talk, re.MULTILINE):
        shop.capture.readouterr()
        dialogue.hear(line[2:])
        out, err = shop.capture.readouterr()
        said += f"{line}\n{out}{err}"
    assert said == talk


def test_every_line_of_the_dialogue_is_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert all(f"`:{name}" in text for name in Dialogue()._commands)
