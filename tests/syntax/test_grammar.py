"""The grammar is LALR(1) without a conflict, its tables are current, and the table of keywords tells the truth of it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from lark import Lark, UnexpectedInput
from lark.common import ParserConf
from lark.grammar import Rule
from lark.lexer import PatternStr
from lark.parsers.lalr_analysis import LALR_Analyzer

from policyspec.base.source import Source
from policyspec.syntax import grammar
from policyspec.syntax.keywords import CLAUSES, DECLARATIONS, HABITS, KEYWORDS, LOCATORS, OPENINGS, RESERVED
from policyspec.syntax.parse import parse
from tests.house.tree import ROOT
from tests.syntax.reading import SAMPLE, source


@pytest.fixture(scope="module")
def built() -> Lark:
    return grammar.build(grammar.grammar_text())


def analyse(rules: list[Rule], *starts: str) -> None:
    """Build the tables; in its strict mode Lark raises at every conflict."""
    compute: Any = LALR_Analyzer(ParserConf(rules, {}, list(starts)), strict=True).compute_lalr
    compute()


def test_there_is_no_conflict_not_even_one_that_lark_resolves_in_silence(built: Lark) -> None:
    analyse(built.rules, *grammar.STARTS)


def test_a_conflict_is_seen() -> None:
    dangling = 'start: "if" start | "if" start "else" start | "x"'
    rules = Lark(dangling, parser="lalr").rules
    with pytest.raises(Exception, match="Shift/Reduce"):
        analyse(rules, "start")


def test_the_shipped_tables_are_those_of_the_grammar() -> None:
    assert grammar.shipped_tables()["digest"] == grammar.digest(grammar.grammar_text())


def test_the_shipped_tables_parse_as_the_grammar_does(built: Lark) -> None:
    text = "the highest value of lots must be at most 60% of estimated value when number of lots is at least 2"
    assert grammar.parser().parse(text, start="duty") == built.parse(text, start="duty")


def test_terminals_are_told_apart_as_by_lark(built: Lark, monkeypatch: pytest.MonkeyPatch) -> None:
    """In every clause of some policies, and in what is left of each when a word of it is taken out."""
    clauses: set[tuple[str, str]] = set()
    reading = grammar.parse

    def noted(text: str, start: str) -> Any:
        clauses.add((text, start))
        return reading(text, start)

    monkeypatch.setattr(grammar, "parse", noted)
    for path in sorted((ROOT / "policies" / "commissioning").glob("*.policy"))[:3]:
        parse(Source(str(path), path.read_text(encoding="utf-8")))
    assert len(clauses) > 200
    broken = {(" ".join(words[:at] + words[at + 1 :]), start) for words, at, start in one_word_less(clauses)}
    differ = [
        (text, start)
        for text, start in clauses | broken
        if read(built, text, start) != read(grammar.parser(), text, start)
    ]
    assert differ == []


def one_word_less(clauses: set[tuple[str, str]]) -> Iterator[tuple[list[str], int, str]]:
    for text, start in clauses:
        words = text.split()
        yield words, len(text) % len(words), start


def read(parser: Lark, text: str, start: str) -> object:
    """The tree, or the kind and place of what does not fit."""
    try:
        return parser.parse(text, start=start)
    except UnexpectedInput as error:
        return type(error), error.pos_in_stream, getattr(error, "token", None), getattr(error, "allowed", None)


def test_tables_of_another_grammar_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grammar, "shipped_tables", lambda: {"digest": "another"})
    grammar.parser.cache_clear()
    try:
        assert not isinstance(grammar.parse("for each lot", "for_each"), grammar.Failure)
    finally:
        grammar.parser.cache_clear()


def test_every_clause_and_declaration_is_a_start(built: Lark) -> None:
    rules = {rule.origin.name for rule in built.rules}
    assert set(grammar.STARTS) <= rules
    assert {rule for rule, _ in CLAUSES.values()} | set(DECLARATIONS.values()) <= set(grammar.STARTS)


def words_of(parser: Lark) -> set[str]:
    """The words of the grammar's keywords; those of a phrase one by one."""
    patterns = (terminal.pattern.value.replace(r"\s+", " ").removesuffix(r"(?![\w-])") for terminal in parser.terminals)
    return {word for pattern in patterns if re.fullmatch(r"[a-z ]+|VAT", pattern) for word in pattern.split()}


def test_every_keyword_is_in_the_grammar_and_every_word_of_the_grammar_is_a_keyword(built: Lark) -> None:
    words = {word for keyword in KEYWORDS for word in keyword.split()}
    assert words == words_of(built)


def test_keywords_are_single_strings(built: Lark) -> None:
    alternations = [
        t.name
        for t in built.terminals
        if not isinstance(t.pattern, PatternStr) and re.match(r"\(\?:[a-z]+\|", t.pattern.value)
    ]
    assert alternations == []


def test_no_name_contains_a_reserved_word(built: Lark) -> None:
    pattern = built.get_terminal("WORD").pattern.value
    excluded = re.match(r"\(\?!\(\?:([a-z|]+)\)", pattern)
    assert excluded is not None
    assert set(excluded[1].split("|")) == RESERVED


def test_what_people_write_by_habit_is_no_keyword_and_means_one() -> None:
    words = {word for keyword in KEYWORDS for word in keyword.split()}
    meanings = {word for meant in (*HABITS.values(), *OPENINGS.values()) for word in meant.split()}
    assert meanings <= words
    assert not set(HABITS) & (set(KEYWORDS) - set(CLAUSES))
    assert set(LOCATORS) <= words


def test_the_sample_stays_within_the_lexer(built: Lark) -> None:
    """No keyword of the sample is read as a part of a longer word, nor a longer word as a keyword."""
    assert "official" not in source(SAMPLE).text
    assert isinstance(grammar.parse("60% official must be stated", "duty"), grammar.Failure)
    failure = grammar.parse("60% official must be stated", "duty")
    assert isinstance(failure, grammar.Failure)
    assert failure.word == "official"
