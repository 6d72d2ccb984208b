"""A text that is being edited, and its places as the protocol counts them: lines from 0, characters in code units.

The protocol ends a line at a line feed, a carriage return or both, and nowhere else; so does this.
"""

import re
from bisect import bisect_right
from itertools import accumulate, takewhile

from lsprotocol import types as lsp

from policyspec.base.dataclasses import dataclass, field
from policyspec.base.source import Span

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Text:
    """A text and the encoding in which a client counts its columns."""

    content: str
    encoding: str = "utf-16"
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = (0, *(match.end() for match in _LINE_END.finditer(self.content)))
        object.__setattr__(self, "_starts", starts)

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return len(self._starts)

    def line_of(self, offset: int) -> int:
        """The number of a line, from 0."""
        return bisect_right(self._starts, offset) - 1

    def line(self, number: int) -> str:
        """A line without its end; beyond the last an empty one."""
        if not 0 <= number < len(self._starts):
            return ""
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.content)
        return self.content[self._starts[number] : end].rstrip("\r\n")

    def start(self, number: int) -> int:
        """The offset at which a line begins; beyond the last, the end of the text."""
        return self._starts[number] if number < len(self._starts) else len(self.content)

    def offset(self, position: lsp.Position) -> int:
        """The character of a position; one outside its line, or outside the text, is brought to the nearest within."""
        if position.line >= len(self._starts):
            return len(self.content)
        return self._starts[position.line] + _characters(self.line(position.line), position.character, self.encoding)

    def position(self, offset: int) -> lsp.Position:
        line = self.line_of(max(0, min(offset, len(self.content))))
        return lsp.Position(line, _units(self.line(line)[: offset - self._starts[line]], self.encoding))

    def range(self, start: int, end: int) -> lsp.Range:
        return lsp.Range(self.position(start), self.position(end))

    def place(self, line: int, column: int) -> int:
        """The offset of a place in a file, whose lines and columns count from 1."""
        return min(self.start(line - 1) + column - 1, len(self.content))

    def offsets(self, span: Span) -> tuple[int, int]:
        return self.place(span.line, span.column), self.place(span.end_line, span.end_column)

    def of_span(self, span: Span) -> lsp.Range:
        return self.range(*self.offsets(span))

    def edited(self, change: lsp.TextDocumentContentChangeEvent) -> "Text":
        """The text after a change that a client tells of; a place outside the text is brought to the nearest in it."""
        if isinstance(change, lsp.TextDocumentContentChangeWholeDocument):
            return Text(change.text, self.encoding)
        start, end = sorted((self.offset(change.range.start), self.offset(change.range.end)))
        return Text(self.content[:start] + change.text + self.content[end:], self.encoding)


def _width(character: str, encoding: str) -> int:
    """The code units of a character."""
    match encoding:
        case "utf-32":
            return 1
        case "utf-8":
            return len(character.encode("utf-8", "surrogatepass"))
        case _:
            return 2 if ord(character) > 0xFFFF else 1


def _units(text: str, encoding: str) -> int:
    return len(text) if text.isascii() else sum(_width(character, encoding) for character in text)


def _characters(line: str, units: int, encoding: str) -> int:
    """How many characters stand in the first code units of a line; one that is cut in two is left out."""
    if line.isascii():
        return max(0, min(units, len(line)))
    ends = accumulate(_width(character, encoding) for character in line)
    return sum(1 for _ in takewhile(lambda end: end <= units, ends))
