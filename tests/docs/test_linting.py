"""docs/linting.md: each rule that it shows gets the advice that it says, and the table names all advice there is."""

import re
import shlex
from pathlib import Path

import pytest

from policyspec.base.codes import CODES
from policyspec.base.source import Source
from policyspec.cli.main import run
from policyspec.model.vocabulary import standard
from policyspec.passes.compile import compile_policies
from policyspec.syntax.parse import parse
from tests.docs.blocks import FENCE

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "linting.md").read_text(encoding="utf-8")
BLOCKS = [(match["info"].split(), match["body"]) for match in FENCE.finditer(PAGE)]
POLICIES = [(info[2], body) for info, body in BLOCKS if info[0] == "policy"]
COMMANDS = [line for info, body in BLOCKS if info[0] == "sh" for line in body.splitlines()]
HEADER = 'policy docs/linting "Linting"\n  judged on publication date\n  under "An Act" not checked\n\n'


@pytest.mark.parametrize(("said", "body"), POLICIES)
def test_a_rule_gets_the_advice_that_the_page_says(said: str, body: str) -> None:
    source = Source("page.policy", HEADER + body)
    file, found = parse(source)
    _, later = compile_policies([file], standard(), {source.name: source}, found)
    assert [d.code for d in (*found, *later)] == ([] if said == "nothing" else [said])


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_page_exits_0(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert run(shlex.split(command)[1:]) == 0


def test_all_advice_is_on_the_page() -> None:
    advice = {code for code in CODES if code.startswith("PS4")}
    assert advice - set(re.findall(r"PS\d{3}", PAGE)) == set()


def test_there_are_blocks() -> None:
    assert len(POLICIES) == 6
    assert len(COMMANDS) == 2
