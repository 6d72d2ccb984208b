"""A clause as its words, each in the one canonical spelling."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import lru_cache

from lark import Token

from policyspec.base.dataclasses import dataclass
from policyspec.model.literals import LiteralError, format_value, parse_literal
from policyspec.model.types import Kind
from policyspec.syntax.clause import Clause
from policyspec.syntax.grammar import parser
from policyspec.syntax.reading import KINDS

#: What a sign says in words; `is` and `be` alone say that two things are equal.
_SIGNS = {">=": "at least", "≥": "at least", "<=": "at most", "≤": "at most", ">": "above", "<": "below"}
_EQUAL, _UNEQUAL = {"=", "=="}, {"!=", "≠"}
_COPULAS = {"IS", "ARE", "BE", "NOT"}
_LINE_END = re.compile(r"[ \t\r]*\n[ \t]*")
_AS_WRITTEN = {"STRING", "POINTS", "DURATION", "YES", "NO", "NO_LIMIT"}
_NO_BLANK_BEFORE = {",", ")", ":"}
_NO_BLANK_AFTER = {"(", ":"}


class Place(Enum):
    """Whether a line may be broken before a word, the best place first."""

    LEVEL = -2  # always, and no further in: another alternative, `or explain`
    BELOW = -1  # always: an entry of a timeline, what a parameter is
    JOIN = 0  # `and`, `or` between conditions or duties
    WHEN = 1  # `when`, `where`, `with`, a quoted text that explains, `checked`, the `of` after `each of X, Y`
    ITEM = 2  # after a comma, before `plus` and `minus`, before the `is` after a parenthesis
    NONE = 9


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a clause, or a quoted text, a value, a sign. `depth`: the parentheses that it stands in."""

    text: str
    depth: int = 0
    place: Place = Place.NONE
    offset: int = 0  # in the file, where it stands


def words_of(clause: Clause) -> list[Word]:
    """The words of a clause that has no mistake."""
    tokens = _tokens(clause.text, clause.kind)
    spelt = _spellings(clause, tokens)
    return [
        Word(text, depth, place, clause.place(token.start_pos or 0))
        for token, text, (depth, place) in zip(tokens, spelt, _places(clause, tokens), strict=True)
        if text
    ]


def _places(clause: Clause, tokens: Sequence[Token]) -> Iterator[tuple[int, Place]]:
    """In how many parentheses each word stands, and whether a line may be broken before it."""
    depth, pairs = 0, 0
    led = _LED.get(clause.kind, 1)
    terms = _first("WHEN", tokens) if clause.kind == "duty" else 0  # of a duty, which `or` joins, stand before that
    whose = _first("OF", tokens) if _first("EACH_OF", tokens) < 2 else 0
    for number, token in enumerate(tokens):
        depth -= token.type == "RPAR"
        pairs += token.type in _PAIRS
        paired = token.type == "AND" and pairs > 0
        pairs -= paired
        if token.type == "OR_EXPLAIN" or (token.type == "OR" and depth == 0 and number < terms):
            yield depth, Place.LEVEL
        elif number and number == whose:
            yield depth, Place.WHEN
        elif paired or number < led:
            yield depth, Place.NONE
        else:
            yield depth, _place(token, tokens[number - 1].type, clause)
        depth += token.type == "LPAR"


def _first(kind: str, tokens: Sequence[Token]) -> int:
    return next((number for number, token in enumerate(tokens) if token.type == kind), len(tokens))


def _spellings(clause: Clause, tokens: Sequence[Token]) -> Iterator[str]:
    """What each word says; nothing for a sign that goes without saying. `must be ≠ X` says `must not be X`."""
    kinds = ["", "", *(token.type for token in tokens)]
    for token, earlier, before, after in zip(tokens, kinds, kinds[1:], [*tokens[1:], ""], strict=False):
        if token.type == "BE" and after in _UNEQUAL and before != "NOT":
            yield "not be"
        elif token in _UNEQUAL and before == "BE":
            yield str(token) if earlier == "NOT" else ""
        else:
            yield _spelt(clause, token, before)


_LED = {"applies_when": 2, "except_when": 2, "flag_when": 2}  # words of the keyword that begins a clause
_TIMELINE = re.compile(r"\b(from|until)\b")
_EXPLAINED = {"fact", "threshold", "entry_line"}
_PAIRS = {"BETWEEN", "LOWER_OF", "HIGHER_OF"}  # each takes an `and` of its own


def joined(words: list[Word]) -> str:
    """The words on one line."""
    line = ""
    for word in words:
        apart = line and word.text not in _NO_BLANK_BEFORE and line[-1] not in _NO_BLANK_AFTER
        line += f" {word.text}" if apart else word.text
    return line


@lru_cache(maxsize=8192)
def _tokens(text: str, kind: str) -> tuple[Token, ...]:
    """The words of a clause as the parser takes them. Kept, since the same clauses stand under many rules."""
    return tuple(parser().parse_interactive(text, start=kind).iter_parse())


def _place(token: Token, before: str, clause: Clause) -> Place:
    """A quoted text that explains a declaration may stand below it, and so may a text after a text."""
    kind = clause.kind
    if kind == "parameter" and token.type == "STRING" and before != "STRING":
        return Place.BELOW
    if kind == "threshold" and before == "IS" and _TIMELINE.search(clause.bare):
        return Place.BELOW
    # No line begins with `in OCDS`, so the path stays where that stands.
    explains = token.type == "STRING" and (kind in _EXPLAINED or before == "STRING") and before != "OCDS"
    if token in ("and", "or") and kind != "fact":  # what a fact is, `yes or no`, is one thing
        return Place.JOIN
    if token in ("when", "where", "with") or explains:
        return Place.WHEN
    if kind == "under" and (token.type == "NOT" or (token.type == "CHECKED" and before != "NOT")):
        return Place.WHEN
    after_all = before == "RPAR" and token.type in ("IS", "ARE")
    return Place.ITEM if before == "COMMA" or after_all or token.type in ("PLUS", "MINUS") else Place.NONE


def _spelt(clause: Clause, token: Token, before: str) -> str:
    text = " ".join(str(token).split())
    if token.type == "STRING":
        return _quoted(clause.written(token.start_pos or 0, token.end_pos or 0))
    if token.type == "OPERATOR":
        return _in_words(text, before)
    if token.type in KINDS and token.type not in _AS_WRITTEN:
        return _value(text, KINDS[token.type])
    return text


def _quoted(written: str) -> str:
    """A quoted text between straight quotes, its blanks single where it ran over a line end."""
    return f'"{_LINE_END.sub(" ", written[1:-1])}"'


def _in_words(sign: str, before: str) -> str:
    """The sign in words. After `is`, `are` and `be`, and first in a cell, they stand alone; else after `is`."""
    if sign in _UNEQUAL:
        return sign if before == "NOT" or not before else "not" if before in _COPULAS else "is not"
    said = "" if sign in _EQUAL else _SIGNS[sign]
    return said if before in _COPULAS or not before else f"is {said}".rstrip()


def _value(text: str, kind: Kind) -> str:
    value = parse_literal(text, kind)
    return text if isinstance(value, LiteralError) else format_value(value, kind)
