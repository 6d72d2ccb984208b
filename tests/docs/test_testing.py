"""The writer's guide to tests: every file on the page is what it says, and every command says what the page shows."""

import json
import re
from pathlib import Path

import pytest

from policyspec.readers.testing.file import KEYS_OF_CASE, KEYS_OF_EXPECTED, KEYS_OF_FILE
from tests.cli.conftest import Shop, shop
from tests.docs.blocks import FENCE
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


# --- the pages of the codes ---------------------------------------------------------------------------------------

CODES = [f"PS{number:03}" for number in range(50, 65)]
TENDERS = """\
tenders:
  base:
    tender: Day centres
    main CPV code: 85312100
    lots: [{title: North, value: "GBP 5"}, {title: South}]
    criteria: [{name: Price, kind: price, weight: 40%}, {name: Care, kind: quality, weight: 60%}]
"""
PRICE_ALONE = TENDERS.replace(", {name: Care, kind: quality, weight: 60%}", "")


@pytest.mark.parametrize("code", CODES)
def test_the_example_of_a_code_gives_the_message_on_its_page(code: str, shop: Shop) -> None:
    page = (PAGE.parent / "codes" / f"{code}.md").read_text(encoding="utf-8")
    example, message = (match["body"] for match in FENCE.finditer(page))
    tenders = PRICE_ALONE if code == "PS058" else TENDERS
    pack = PAGE.parents[1] / "policies" / "commissioning" / "five-principles.policy"
    shop.write("rules.policy", pack.read_text(encoding="utf-8"))
    shop.write("rules.tests.yaml", example if "tenders:" in example else f"{example}{tenders}")
    ran = shop.run("test", "rules.tests.yaml")
    said = " ".join(ran.out.split())
    assert ran.code == 2
    assert " ".join(message.split()) in said
    assert said.count("error[") == 1
