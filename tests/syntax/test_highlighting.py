"""Highlighting: it is what the keyword table and the grammar say, and leaves nothing of a shipped policy uncoloured."""

import json
import re
import tomllib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from pygments.token import Comment, Error, Keyword, Name, Number, Operator, String, Token

from policyspec.syntax.highlighting import textmate
from policyspec.syntax.highlighting.lexer import PaperLexer, PolicyLexer
from policyspec.syntax.highlighting.patterns import VALUES, Role, patterns
from policyspec.syntax.keywords import CLAUSES, DECLARATIONS, EXPRESSIONS, LOCATORS, MODALS

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((*(ROOT / "policies").rglob("*.policy"), *(ROOT / "policies").rglob("*.policy.md")))


def tokens(text: str) -> list[tuple[Any, str]]:
    return [
        (kind, written)
        for kind, written in PolicyLexer(stripnl=False, ensurenl=False).get_tokens(text)
        if written.strip()
    ]


def kinds(text: str) -> dict[str, Any]:
    return {written: kind for kind, written in tokens(text)}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_character_of_a_shipped_policy_is_in_a_token_without_error(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = list((PaperLexer if path.name.endswith(".md") else PolicyLexer)(stripnl=False).get_tokens(text))
    assert [written for kind, written in found if kind in Error] == []
    assert "".join(written for _, written in found) == text
    assert any(kind in Keyword.Declaration and written == "rule" for kind, written in found)


def test_what_each_word_is() -> None:
    found = kinds(
        """policy uk/care "Care" version 1.0
# a remark
define a small lot as a lot where value of the lot is below GBP 10,000 including VAT
rule time-to-bid "Time"
  applies when main CPV code is within CPV 85000000
  under "Act" section "18" checked on 21 November 2026
  the quality:cost ratio must be at least 60:40
  subject to uk/act#other-rule
  the lot is suitable for SMEs
"""
    )
    assert found["uk/care"] is Name.Function
    assert found["time-to-bid"] is Name.Function
    assert found["small lot"] is Name.Function
    assert found["uk/act#other-rule"] is Name.Label
    assert found["# a remark"] is Comment.Single
    assert found['"Care"'] is String.Double
    assert found["rule"] is Keyword.Declaration
    assert found["applies when"] is Keyword
    assert found["must"] is Keyword.Reserved
    assert found["at least"] is Operator.Word
    assert found["section"] is Operator.Word
    assert all(
        found[value] is Number for value in ("GBP 10,000 including VAT", "CPV 85000000", "21 November 2026", "60:40")
    )
    assert found["quality"] is Name


@pytest.mark.parametrize("word", DECLARATIONS)
def test_a_declaration_has_its_keyword(word: str) -> None:
    assert tokens(f"{word} a-b")[0] == (Keyword.Declaration, word)


@pytest.mark.parametrize("word", CLAUSES)
def test_a_clause_has_its_keyword(word: str) -> None:
    assert tokens(f"  {word} this")[0] == (Keyword, word)


@pytest.mark.parametrize("word", [*EXPRESSIONS, *MODALS])
def test_a_word_of_a_sentence_is_one_token(word: str) -> None:
    (_, _), (kind, written), (_, _) = tokens(f"  budget {word} budget")
    assert (written, kind not in Name) == (word, True)


@pytest.mark.parametrize("word", LOCATORS)
def test_a_locator_is_one_before_its_number_only(word: str) -> None:
    assert kinds(f'  under "A" {word} "18"')[word] is Operator.Word
    assert kinds(f"  {word} must be stated")[word] is Name


def test_words_with_keywords_in_them_are_names() -> None:
    found = kinds("  official isle mustard people-facing at-least today's is-not")
    assert set(found.values()) == {Name}


def test_a_paper_shows_its_blocks_as_a_policy() -> None:
    text = (
        '# Title\n\nIt must be so.\n\n```policy\nrule a-b "R"\n  title must be stated\n```\n\n```yaml\nrule: x\n```\n'
    )
    found = list(PaperLexer().get_tokens(text))
    assert (Keyword.Declaration, "rule") in found
    assert [written for kind, written in found if kind in Keyword.Reserved] == ["must"]
    assert (Token.Generic.Heading, "# Title") in found


def test_pygments_finds_the_lexers() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    found = [entry.split(":") for entry in declared["pygments.lexers"].values()]
    assert [getattr(import_module(module), name) for module, name in found] == [PolicyLexer, PaperLexer]


# --- the TextMate grammars ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "made"), [("policyspec", textmate.grammar), ("markdown", textmate.injection)])
def test_the_generated_grammar_is_current(name: str, made: Callable[[], dict[str, object]]) -> None:
    path = ROOT / "editors" / "vscode" / "syntaxes" / f"{name}.tmLanguage.json"
    assert path.read_text(encoding="utf-8") == textmate.text(made()), "`make highlighting` makes it again"


def test_every_role_has_a_scope_and_is_used() -> None:
    assert set(textmate.SCOPES) == set(Role) == {role for one in patterns() for role in one.roles}


def test_nothing_in_it_is_of_python_alone() -> None:
    for one in patterns():
        assert not re.search(r"\(\?P|\(\?\(|\\Z", one.regex)
        assert re.compile(one.regex).groups == (len(one.roles) if one.grouped else 0)


def test_the_values_are_those_of_the_grammar() -> None:
    lark = (ROOT / "grammars" / "policyspec.lark").read_text(encoding="utf-8")
    assert all(f"\n{name}." in lark for name in VALUES)
    regexes = [rule["match"] for rule in json.loads(textmate.text(textmate.grammar()))["patterns"]]
    assert sum("working|calendar|business" in regex for regex in regexes) == 1


def test_the_injection_takes_policy_blocks_only() -> None:
    (block,) = json.loads(textmate.text(textmate.injection()))["patterns"]
    begin = re.compile(block["begin"].replace(r"\G", "(?!)").replace("(?i:(policy)(?=\\s|$))", "(policy)(?=\\s|$)"))
    assert begin.search("```policy")
    assert begin.search("   ~~~~ policy care.policy")
    assert not begin.search("```policyspec")
    assert not begin.search("```yaml")
