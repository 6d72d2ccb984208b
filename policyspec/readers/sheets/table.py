"""Comma-separated values to a sheet of cells.

Semicolons and tabs, which spreadsheet programs write in some countries, are told by the first row.
"""

import re

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Source, Span
from policyspec.readers.sheets import errors
from policyspec.readers.sheets.cells import Cell, Kind, Sheet
from policyspec.readers.sheets.limits import Limits

_QUOTED = re.compile(r'"((?:[^"]|"")*)"[^\S\r\n]*')
_SEPARATORS = ",;\t"


def read_table(source: Source, limits: Limits) -> Sheet | Diagnostic:
    """The cells of a text with their characters, or why it is refused."""
    separator = _separator(source.text.split("\n", 1)[0])
    bare = re.compile(rf"[^{separator}\r\n]*")
    end = re.compile(rf"{separator}|\r\n|\r|\n|$")
    rows: dict[int, dict[int, Cell]] = {}
    row, column, position, length = 1, 1, 0, len(source.text)
    while position < length:
        match = _QUOTED.match(source.text, position) or bare.match(source.text, position)
        after = match and end.match(source.text, match.end())
        if match is None or after is None or (source.text[position] == '"' and match.re is bare):
            return errors.open_quote(source.span(position, position + 1))
        text = match[1].replace('""', '"') if match.re is _QUOTED else match[0]
        if text.strip():
            rows.setdefault(row, {})[column] = Cell(text, Kind.TEXT, position, match.end())
        row, column = (row, column + 1) if after[0] == separator else (row + 1, 1)
        position = after.end() if after[0] else length
        if row - 1 > limits.rows:
            return errors.too_large(source.name, f"has more than {limits.rows:,} rows", f"{limits.rows:,} are read")
    return Sheet(None, rows)


def _separator(heading: str) -> str:
    """The one of which the first row has most, a comma where it has none; what stands in quotes does not count."""
    bare = re.sub('"[^"]*"', "", heading)
    return max(_SEPARATORS, key=lambda sign: (bare.count(sign), sign == ","))


def span_of(table: Sheet, source: Source) -> Span:
    """The first cell of a table."""
    first = next(table.cells(), None)
    return source.span(first.start, first.end) if first else errors.whole(source.name)
