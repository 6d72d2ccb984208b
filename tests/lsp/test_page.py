"""The page on editors says what the server does, and its settings can be copied."""

import json
import re
import tomllib
from dataclasses import fields

import pytest

from policyspec.lsp.folder import Wishes, wishes_of
from policyspec.lsp.server import server
from tests.lsp.talk import ROOT

PAGE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_every_setting_is_on_the_page() -> None:
    assert re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE) == [field.name for field in fields(Wishes)]


def test_every_command_is_on_the_page() -> None:
    assert set(re.findall(r"`(policyspec\.\w+)`", PAGE)) - {"policyspec.path", "policyspec.toml"} == set(
        server().protocol.fm.commands
    )


def test_what_is_to_be_copied_can_be_read() -> None:
    read = {"toml": tomllib.loads, "json": json.loads}
    found = [read[kind](body) for kind, body in BLOCKS if kind in read]
    assert len(found) == 2
    assert {kind for kind, _ in BLOCKS} == {"text", "lua", "toml", "elisp", "json"}


@pytest.mark.parametrize(
    ("sent", "taken"),
    [
        ({"example": "a.yaml", "on": "1 April 2026", "pause": 5}, Wishes("a.yaml", "1 April 2026", 5)),
        ({"policyspec": {"example": "a.yaml"}, "yaml": {}}, Wishes("a.yaml")),
        ({"example": 3, "on": ["x"], "pause": "soon"}, Wishes()),
        ({"pause": -1}, Wishes()),
        ({"pause": 10**9}, Wishes()),
        ({"on": "the day before"}, Wishes(None, "the day before")),  # no date: as if none were set
        (None, Wishes()),
        ("example", Wishes()),
        ([], Wishes()),
        ({"policyspec": None}, Wishes()),
    ],
)
def test_settings_of_another_kind_are_passed_over(sent: object, taken: Wishes) -> None:
    assert wishes_of(sent) == taken


def test_what_is_not_sent_stays_as_it_was() -> None:
    before = Wishes("a.yaml", "2026-04-01", 7)
    assert wishes_of({"on": ""}, before) == Wishes("a.yaml", "", 7)
    assert wishes_of({}, before) == before
