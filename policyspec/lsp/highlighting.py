"""Semantic highlighting: what each word of a policy is, from the keyword table and the tree."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from policyspec.lsp.analysis import Analysis
from policyspec.lsp.meaning import Code, Meaning
from policyspec.lsp.occurrences import Literal, PolicyId, RuleId
from policyspec.lsp.text import Text
from policyspec.model.types import Kind
from policyspec.model.vocabulary import EntityInfo, FactInfo
from policyspec.passes.declared import Definition, OwnFact, Parameter, Table, Threshold
from policyspec.syntax import ast
from policyspec.syntax.keywords import KEYWORDS
from policyspec.syntax.literate import policy_of
from policyspec.syntax.text import Plain, plain

#: The legend: kinds of token that every editor has colours for, in the order of their numbers.
TYPES = (
    *("keyword", "comment", "string", "number", "property", "variable"),
    *("class", "enumMember", "function", "namespace"),
)
MODIFIERS = ("declaration",)

_WORDS = sorted(KEYWORDS, key=len, reverse=True)
_KEYWORD = re.compile("|".join(rf"(?<![\w-]){word.replace(' ', chr(92) + 's+')}(?![\w-])" for word in _WORDS))
_QUOTED = re.compile(r'"[^"\n]*"')


class Token(NamedTuple):
    """A stretch of text between two offsets, its type and whether it declares a name."""

    start: int
    end: int
    type: str
    declares: bool = False


def tokens(analysis: Analysis) -> list[Token]:
    """Every token in order; none covers another, and none runs over a line end."""
    text = analysis.page.text
    read = plain(policy_of(analysis.page.source))
    named = list(_named(analysis))
    comments = [Token(*text.offsets(c.span), "comment") for c in read.comments]
    quoted = [Token(*match.span(), "string") for match in _QUOTED.finditer(read.bare)]
    found = apart((*comments, *quoted, *named, *_keywords(read)), len(text.content))
    return sorted(_lines(found, text))


def _keywords(read: Plain) -> Iterator[Token]:
    return (Token(*match.span(), "keyword") for match in _KEYWORD.finditer(read.bare))


def apart(found: Iterable[Token], length: int) -> Iterator[Token]:
    """Each token that covers none before it, in a text of some length."""
    taken = bytearray(length)
    for token in found:
        if taken.find(1, token.start, token.end) < 0:
            taken[token.start : token.end] = b"\1" * (token.end - token.start)
            yield token


def _lines(found: Iterable[Token], text: Text) -> Iterator[Token]:
    """A token for each line that one stands on."""
    for token in found:
        for number in range(text.line_of(token.start), text.line_of(max(token.end - 1, token.start)) + 1):
            first = text.start(number)
            start, end = max(token.start, first), min(token.end, first + len(text.line(number)))
            if start < end:
                yield token._replace(start=start, end=end)


def _named(analysis: Analysis) -> Iterator[Token]:
    for one in analysis.occurrences:
        type_ = _type(analysis.meaning(one))
        if type_ is not None:
            start, end = analysis.page.text.offsets(one.span)
            yield Token(start, end, type_, getattr(one, "declares", False) and not isinstance(one, Literal))


def _type(meant: Meaning | None) -> str | None:
    match meant:
        case FactInfo() | OwnFact():
            return "property"
        case Parameter() | Threshold() | Table():
            return "variable"
        case EntityInfo() | Definition():
            return "class"
        case Code():
            return "enumMember"
        case RuleId():
            return "function"
        case PolicyId():
            return "namespace"
        case ast.Literal(kind=kind):
            return "string" if kind is Kind.TEXT else "keyword" if kind is Kind.YES_NO else "number"
        case None:
            return None


def encoded(found: list[Token], text: Text) -> list[int]:
    """The tokens as the protocol packs them: five numbers each, places counted from the one before."""
    data: list[int] = []
    line = character = 0
    for token in found:
        start, end = text.position(token.start), text.position(token.end)
        column = start.character - (character if start.line == line else 0)
        data += [start.line - line, column, end.character - start.character, TYPES.index(token.type), token.declares]
        line, character = start.line, start.character
    return data
