"""JSON to a tree of raw text, with the place of every value.

Stricter than the standard library: a key stated twice, half a surrogate pair and `NaN` are refused. Numbers stay
text, so nothing is rounded and no number is too long. A bare `Infinity` is kept as a word: files from Find a Tender
that passed through other tools hold it where the guidance of OCDS says `1e9999` for "no limit". Whoever expects a
limit there reads it so; for all others it is no number.
"""

import json
import re

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.patterns import pattern
from policyspec.base.source import Source
from policyspec.readers import errors
from policyspec.readers.json_quick import container
from policyspec.readers.tree import (
    Document,
    Entry,
    Mapping,
    Node,
    Refused,
    Scalar,
    Sequence,
    Style,
    add,
    check_depth,
    check_text,
)

MAX_PARTS = 1_000_000  # values of one text: what they take up in memory is many times their size

STRING_BODY = r'"([^"\\\x00-\x1f]*+(?:\\[^\x00-\x1f][^"\\\x00-\x1f]*+)*+)"'  # a long text cut off is seen at once
VALUE = pattern(
    rf"""[ \t\n\r]*(?:
      {STRING_BODY}
    | (-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?![\w.+-])
    | (true|false|null|-?Infinity)(?!\w)
    | ([{{\[])
    )""",
    re.VERBOSE,
)
STRING, NUMBER, WORD, OPENS = range(1, 5)
KEY = pattern(rf"[ \t\n\r]*{STRING_BODY}[ \t\n\r]*:")
AFTER = pattern(r"[ \t\n\r]*([,}\]])")
BLANKS = pattern(r"[ \t\n\r]*")
_LONGEST_WORD = len("-Infinity") + 1
A_VALUE, A_KEY = "a value", "a key in double quotes and a colon"


def read_json(source: Source, start: int = 0, most: int = MAX_PARTS) -> Document | Diagnostic:
    """The tree of a JSON text, or the one diagnostic that says why it is refused and where."""
    scanner = Scanner(source, most)
    try:
        root, position = scanner.whole(start, 0)
        scanner.expect_end(position)
    except Refused as refused:
        return refused.diagnostic
    return Document(source, root)


class Scanner:
    """Recursive descent; the limit of depth is far below that of the stack."""

    def __init__(self, source: Source, most: int = MAX_PARTS) -> None:
        self.source, self.text, self.most = source, source.text, most
        self.parts = 0

    def whole(self, position: int, depth: int) -> tuple[Node, int]:
        """A value with all that is in it: without looking at each sign of it, where nothing is wrong."""
        found = container(self.text, self.skip(position), depth, self.most)
        return self.value(position, depth) if found is None else found

    def value(self, position: int, depth: int) -> tuple[Node, int]:
        token = VALUE.match(self.text, position)
        if token is None:
            raise self.stray(position, A_VALUE)
        self.parts += 1
        if self.parts > self.most:
            raise Refused(errors.too_many_parts(self.source.span(token.start(), token.start()), self.most))
        kind = token.lastindex or STRING
        if kind == OPENS:
            check_depth(depth + 1, token.start(OPENS), self.source)
            return (self.mapping if token[OPENS] == "{" else self.sequence)(token.start(OPENS), depth + 1)
        if kind == STRING:
            return self.string(token), token.end()
        style = Style.NUMBER if kind == NUMBER else Style.WORD
        return Scalar(token[kind], style, token.start(kind), token.end(kind)), token.end()

    def mapping(self, start: int, depth: int) -> tuple[Node, int]:
        entries: dict[str, Entry] = {}
        position = start + 1
        while key := KEY.match(self.text, position):
            value, position = self.value(key.end(), depth)
            add(entries, Entry(self.string(key), value), self.source)
            position, closed = self.after(position, "}")
            if closed:
                return Mapping(entries, start, position), position
        if not entries and self.text.startswith("}", end := self.skip(position)):
            return Mapping(entries, start, end + 1), end + 1
        raise self.stray(position, A_KEY)

    def sequence(self, start: int, depth: int) -> tuple[Node, int]:
        if self.text.startswith("]", end := self.skip(start + 1)):
            return Sequence((), start, end + 1), end + 1
        items: list[Node] = []
        position, closed = start + 1, False
        while not closed:
            value, position = self.value(position, depth)
            items.append(value)
            position, closed = self.after(position, "]")
        return Sequence(tuple(items), start, position), position

    def after(self, position: int, closer: str) -> tuple[int, bool]:
        """Where the next member starts, or that the list or mapping has ended."""
        token = AFTER.match(self.text, position)
        if token is None or token[1] not in (",", closer):
            raise self.stray(position, f"a comma or `{closer}`")
        return token.end(), token[1] == closer

    def string(self, token: re.Match[str]) -> Scalar:
        text, start, end = token[STRING], token.start(STRING) - 1, token.end(STRING) + 1
        if "\\" in text:
            try:
                text = str(json.loads(self.text[start:end]))
            except json.JSONDecodeError as error:
                span = self.source.span(start + error.pos, start + error.pos + 1)
                raise Refused(errors.not_json(span, "a backslash here starts no known sign", "write `\\\\`")) from None
            check_text(text, start, end, self.source)
        return Scalar(text, Style.QUOTED, start, end)

    def skip(self, position: int) -> int:
        blanks = BLANKS.match(self.text, position)
        return blanks.end() if blanks else position

    def expect_end(self, position: int) -> None:
        position = self.skip(position)
        if position < len(self.text):
            raise Refused(errors.text_after_json(self.source.span(position, position + 1)))

    def stray(self, position: int, expected: str) -> Refused:
        """What stands where `expected` should; the commonest slips by name."""
        position = self.skip(position)
        span = self.source.span(position, min(position + 1, len(self.text)))
        rest = self.text[position:]
        if not rest:
            return Refused(errors.json_cut_off(span, expected), unfinished=True)
        if rest[0] in "}]" and self.text[:position].rstrip().endswith(","):
            return Refused(errors.not_json(span, f"a comma stands before `{rest[0]}`", "delete the comma"))
        token = VALUE.match(rest)
        if rest[0] == '"' and not token:
            if "\n" not in rest.rstrip():
                return Refused(errors.text_cut_off(span), unfinished=True)
            return Refused(errors.not_json(span, "a text in quotes does not end on its line", "add the closing quote"))
        message, hint = _slip(rest, expected)
        unfinished = not rest[token.end() :].strip() if token else len(rest) < _LONGEST_WORD
        return Refused(errors.not_json(span, message, hint), unfinished=unfinished)


_HINTS = {
    A_VALUE: "a value is a text in double quotes, a number, `true`, `false` or `null`",
    A_KEY: 'write each key as in `"title": "Day care"`',
}


def _slip(rest: str, expected: str) -> tuple[str, str]:
    """What is said of a text that begins with something else than `expected`, and what to do."""
    found = re.match(r'[\w.+-]+|"[^"\n]*"', rest)
    word = found.group()[:40] if found else rest[0]
    if word == "NaN":
        return "`NaN` is not a number", "leave the key out if it has no value"
    if word == "'":
        return "a single quote begins no text here", 'use double quotes: `"`'
    if word[0] == '"' and expected == A_KEY:
        return f"no colon follows the key {word}", 'write `"key": value`'
    hint = "delete the comma" if word == "," else _HINTS.get(expected, f"put {expected} before it")
    return f"`{word}` stands where {expected} should", hint
