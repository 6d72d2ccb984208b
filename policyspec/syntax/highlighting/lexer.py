"""Lexers for Pygments, which finds them by the entry points of the package. Only Pygments imports this module."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from pygments.lexer import RegexLexer, inherit
from pygments.lexers.markup import MarkdownLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, Punctuation, String, Whitespace

from policyspec.syntax.highlighting.patterns import Pattern, Role, patterns

TOKENS = {
    Role.COMMENT: Comment.Single,
    Role.TEXT: String.Double,
    Role.ADDRESS: String.Other,
    Role.DECLARATION: Keyword.Declaration,
    Role.CLAUSE: Keyword,
    Role.MODAL: Keyword.Reserved,
    Role.WORD: Operator.Word,
    Role.ANSWER: Keyword.Constant,
    Role.AMOUNT: Number,
    Role.DECLARED: Name.Function,
    Role.REFERENCE: Name.Label,
    Role.NAME: Name,
    Role.SIGN: Punctuation,
}


def _taken(pattern: Pattern) -> Any:  # noqa: ANN401 – what Pygments takes for an action
    """What is made of a match: one token, or one for each group and for the blanks between them."""
    if not pattern.grouped:
        return TOKENS[pattern.roles[0]]

    def parts(_lexer: object, match: re.Match[str], _context: object = None) -> Iterator[tuple[int, Any, str]]:
        at = match.start()
        for number, role in enumerate(pattern.roles, start=1):
            start, end = match.span(number)
            if start >= 0:
                if start > at:
                    yield at, Whitespace, match.string[at:start]
                yield start, TOKENS[role], match[number]
                at = end

    return parts


class PolicyLexer(RegexLexer):  # type: ignore[misc]  # Pygments comes without types
    """A policy."""

    name = "Policy"
    aliases: ClassVar = ["policyspec", "policy"]  # the second is what fenced blocks of Markdown are marked with
    filenames: ClassVar = ["*.policy"]
    flags = re.MULTILINE
    tokens: ClassVar = {
        "root": [*((one.regex, _taken(one)) for one in patterns()), (r"\n", Whitespace), (r"[^\S\n]+", Whitespace)]
    }


#: Blank lines before a block go with it, since Markdown's own pattern for blocks begins with them.
_BLOCK = (
    r"(^(?:[ \t]*\n)* {0,3}(`{3,}|~{3,})[ \t]*policy(?!\S)[^\n]*\n)"
    r"((?:.*\n)*?)"
    r"(^ {0,3}\2[`~]*[ \t]*\n)"
)


def _block(_lexer: object, match: re.Match[str], _context: object = None) -> Iterator[tuple[int, Any, str]]:
    """A fenced block of a policy."""
    yield match.start(), String.Backtick, match[1]
    for at, token, text in PolicyLexer(stripnl=False, ensurenl=False).get_tokens_unprocessed(match[3]):
        yield match.start(3) + at, token, text
    yield match.end(3), String.Backtick, match[4]


class PaperLexer(MarkdownLexer):  # type: ignore[misc]  # as above
    """A policy paper: Markdown with the policy in fenced blocks."""

    name = "Policy paper"
    aliases: ClassVar = ["policy-paper"]
    filenames: ClassVar = ["*.policy.md"]
    mimetypes: ClassVar[list[str]] = []
    priority = 0.1  # above Markdown's own, for a name that fits both
    tokens: ClassVar = {"root": [(_BLOCK, _block), inherit]}
