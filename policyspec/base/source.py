"""Text that a person wrote, and places in it."""

import re
from bisect import bisect_right

from policyspec.base.dataclasses import dataclass, field
from policyspec.base.patterns import pattern


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one file. Lines and columns count from 1 in characters; the end is exclusive.

    In a spreadsheet `sheet` names the sheet, and lines and columns are its rows and columns.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    sheet: str | None = None

    def to(self, other: "Span") -> "Span":
        """The stretch from the start of this span to the end of the other."""
        return Span(self.file, self.line, self.column, other.end_line, other.end_column, self.sheet)

    def __str__(self) -> str:
        return place(self.file, self.line, self.column, self.sheet)


def place(file: str, line: int, column: int, sheet: str | None = None) -> str:
    """A place as people and editors find it: `tender.yaml:11:56`, `tender.xlsx, sheet Lots, cell C4`."""
    return f"{file}, sheet {sheet}, cell {cell(line, column)}" if sheet else f"{file}:{line}:{column}"


_PART = pattern(r"(?::[0-9]+)?(?:#/(?:releases|records|results|[0-9]+)(?:/.*)?)?\Z")


def file_of(source: str) -> str:
    """The file of a tender that is named with its part of it: `n.json` of `n.json:17` and of `n.json#/releases/2`."""
    return _PART.sub("", source, count=1)


def cell(row: int, column: int) -> str:
    """The name of a cell of a sheet, both counted from 1: row 4, column 28 is `AB4`."""
    letters = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


@dataclass(frozen=True, slots=True)
class Source:
    """A named text. `name` is what the user is shown (a path, or `standard input`).

    Of a stretch of a longer file, `begins` is the line and column at which it begins there: places are the file's.
    """

    name: str
    text: str
    begins: tuple[int, int] = (1, 1)
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = (0, *(match.end() for match in re.finditer("\n", self.text)))
        object.__setattr__(self, "_starts", starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column (from 1) of a character offset."""
        line = bisect_right(self._starts, offset)
        column = offset - self._starts[line - 1] + 1
        first_line, first_column = self.begins
        return line + first_line - 1, column + first_column - 1 if line == 1 else column

    def span(self, start: int, end: int) -> Span:
        """The span from one character offset up to, not including, another."""
        line, column = self.position(start)
        end_line, end_column = self.position(end)
        return Span(self.name, line, column, end_line, end_column)

    def line(self, number: int) -> str:
        """The text of one line (from 1), without its line end."""
        start = self._starts[number - self.begins[0]]
        end = self.text.find("\n", start)
        return self.text[start : end if end >= 0 else None].rstrip("\r")
