"""The writer's guide to tests: every file on the page is what it says, and every command says what the page shows."""

import json
import re
from pathlib import Path

import pytest

from policyspec.readers.testing.file import KEYS_OF_CASE, KEYS_OF_EXPECTED, KEYS_OF_FILE
from tests.cli.conftest import Shop, shop
from tests.docs.walk import walk

__all__ = ["shop"]

PAGE = Path(__file__).parents[2] / "docs" / "testing.md"
NOTICE = {"ocid": "ocds-aaaaaa-1", "tender": {"lots": [{"id": "1", "value": {"amount": 750000, "currency": "GBP"}}]}}


def test_the_page_says_what_the_commands_say(shop: Shop) -> None:
    steps = walk(PAGE, shop)
    assert [step.said for step in steps] == [step.shown for step in steps]
    assert [step.code for step in steps if step.exits is not None] == [s.exits for s in steps if s.exits is not None]
    assert steps


@pytest.mark.parametrize("name", ["which", "changes", "judged"])
def test_the_tests_on_the_page_pass(name: str, shop: Shop) -> None:
    shop.write("notices/day-care.json", json.dumps(NOTICE))
    walk(PAGE, shop)
    ran = shop.run("test", f"{name}.tests.yaml")
    assert ran.code == 0, ran.out


def test_every_key_of_a_tests_file_is_on_the_page() -> None:
    words = set(re.findall(r"`(?:- )?([a-z ]+):?`", PAGE.read_text(encoding="utf-8")))
    assert {*KEYS_OF_FILE, *KEYS_OF_CASE, *KEYS_OF_EXPECTED} - words == set()
