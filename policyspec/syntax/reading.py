"""What the builders of the abstract syntax share: the clause that they read, and what they find wrong in it."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from lark import Token, Tree

from policyspec.base.dataclasses import dataclass, field
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.model.literals import LiteralError, parse_literal
from policyspec.model.types import Kind
from policyspec.model.values import Moment
from policyspec.syntax import ast, errors
from policyspec.syntax.clause import Clause

Node = Tree[Token] | Token
Named = TypeVar("Named", bound=Tree[Token])

#: The kind of value that each terminal is.
KINDS: dict[str, Kind] = {
    "MONEY": Kind.MONEY,
    "PERCENT": Kind.PERCENTAGE,
    "POINTS": Kind.PERCENTAGE,
    "RATIO": Kind.RATIO,
    "DATE": Kind.DATE,
    "DURATION": Kind.DURATION,
    "CPV": Kind.CLASSIFICATION,
    "NUMBER": Kind.NUMBER,
    "NO_LIMIT": Kind.NUMBER,
    "STRING": Kind.TEXT,
    "YES": Kind.YES_NO,
    "NO": Kind.YES_NO,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A clause being read. Builders add to `found` what they find wrong, and go on with a `Bad` node."""

    clause: Clause
    found: list[Diagnostic] = field(default_factory=list)

    def span(self, node: Node) -> Span:
        start, end = _offsets(node)
        return self.clause.span(start, end)

    def opening(self, node: Node, length: int) -> Span:
        """The place of the first characters of a node."""
        start, _ = _offsets(node)
        return self.clause.span(start, start + length)

    def written(self, node: Node) -> str:
        """What the author wrote, on one line."""
        return " ".join(self.clause.written(*_offsets(node)).split())

    def report(self, diagnostic: Diagnostic) -> None:
        """One mistake, one diagnostic: a clause that is excused has been spoken of."""
        if not self.clause.excused:
            self.found.append(diagnostic)


def literal(reading: Reading, token: Token) -> ast.Literal | ast.BadOperand:
    """The literal that a token states, or what is wrong with it."""
    kind, span = KINDS[token.type], reading.span(token)
    written = str(token) if kind is Kind.TEXT else " ".join(token.split())
    value = parse_literal(written, kind)
    if isinstance(value, LiteralError):
        reading.report(errors.bad_literal(span, kind, value))
        return ast.BadOperand(span)
    return ast.Literal(value, kind, reading.written(token), span)


def day(reading: Reading, token: Token) -> date | None:
    """The calendar day that a DATE token states."""
    value = literal(reading, token)
    if isinstance(value, ast.Literal) and isinstance(value.value, Moment):
        if value.value.second is not None:
            reading.report(errors.time_of_day(value.span, value.text))
        return value.value.day
    return None


def phrase(reading: Reading, words: Tree[Token], article: Tree[Token] | None = None) -> ast.Phrase:
    return ast.Phrase(" ".join(str(w) for w in words.children), reading.span(words), _article(article))


def text(token: Token) -> str:
    """What stands in the quotes, its blanks single where it ran over a line end."""
    return str(token)[1:-1]


def texts(tree: Tree[Token]) -> str:
    """Several quoted texts in a row are one."""
    return " ".join(text(t) for t in tokens(tree))


def tokens(tree: Tree[Token], kind: str | None = None) -> list[Token]:
    return [c for c in tree.children if isinstance(c, Token) and kind in (None, c.type)]


def trees(tree: Tree[Token], *names: str) -> list[Tree[Token]]:
    """The parts of these names, or every part that is a tree."""
    return [c for c in tree.children if isinstance(c, Tree) and (not names or c.data in names)]


def only(tree: Tree[Token], name: str) -> Tree[Token] | None:
    """The part of this name, where there is one."""
    return next(iter(trees(tree, name)), None)


def split_article(children: Sequence[Node]) -> tuple[Tree[Token] | None, list[Node]]:
    """An article that stands first, and the rest."""
    first = children[0]
    if isinstance(first, Tree) and first.data == "article":
        return first, list(children[1:])
    return None, list(children)


def _article(tree: Tree[Token] | None) -> ast.Article | None:
    match str(tree.children[0]) if tree else None:
        case "the":
            return "the"
        case "a":
            return "a"
        case "an":
            return "an"
        case "this":
            return "this"
        case _:
            return None


def _offsets(node: Node) -> tuple[int, int]:
    if isinstance(node, Token):
        return node.start_pos or 0, node.end_pos or 0
    return node.meta.start_pos, node.meta.end_pos
