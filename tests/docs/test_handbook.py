"""The page on the handbook: its commands come to what it says, and what it quotes stands on the pages."""

import re
from pathlib import Path

from lxml import html

from tests.cli.conftest import Shop, shop
from tests.docs.walk import walk

__all__ = ["shop"]

PAGE = Path(__file__).parents[2] / "docs" / "handbook.md"


def test_the_page_says_what_the_commands_say(shop: Shop) -> None:
    steps = [step for step in walk(PAGE, shop) if step.exits is not None]
    assert [step.said for step in steps] == [step.shown for step in steps]
    assert [step.code for step in steps] == [step.exits for step in steps]
    assert len(steps) == 2


def test_what_it_quotes_stands_on_the_page_of_the_rule(shop: Shop) -> None:
    walk(PAGE, shop)
    made = (shop.folder / "handbook/rules/council/care/quality-first.html").read_text(encoding="utf-8")
    told = " ".join(" ".join(html.document_fromstring(made).itertext()).split())
    quoted = " ".join(re.findall(r"^> ?(.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)).split("  ")
    for sentence in (part for text in quoted for part in re.split(r"(?<=\.) ", text.replace("(a) ", ""))):
        assert sentence.strip() in told
