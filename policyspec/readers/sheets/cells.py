"""Cells as text: of a workbook, with their sheet, row and column, or of a table, with their characters."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal
from enum import StrEnum

from policyspec.base.dataclasses import dataclass
from policyspec.base.source import Span

NO_VALUE = "no value"  # what a formula shows with which no value was saved
_ROWS, _COLUMNS = 2**20, 2**14  # of a sheet, by the standard and in every program; also what an offset packs
_SHOWN_DIGITS = Context(prec=15)  # as many as a spreadsheet keeps of a number that is typed in


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes/no"
    FAULT = "fault"  # an error, or a formula without a value


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not blank. `text` is exact; `shown` is as a person sees it, where that is not the same: `60%`."""

    text: str
    kind: Kind
    start: int  # offsets in the places of the file
    end: int
    shown: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, or a table without a name: rows and columns count from 1, and only what is not blank is there."""

    name: str | None
    rows: dict[int, dict[int, Cell]]

    def cells(self) -> Iterator[Cell]:
        for row in self.rows.values():
            yield from row.values()


@dataclass(frozen=True, slots=True)
class Grid:
    """The places of a workbook: an offset is a sheet, a row and a column in one number."""

    name: str
    sheets: tuple[str, ...]

    def offset(self, sheet: int, row: int, column: int) -> int:
        return (sheet * _ROWS + row - 1) * _COLUMNS + column - 1

    def span(self, start: int, end: int) -> Span:  # noqa: ARG002 – a place is one cell
        rest, column = divmod(start, _COLUMNS)
        sheet, row = divmod(rest, _ROWS)
        return Span(self.name, row + 1, column + 1, row + 1, column + 2, self.sheets[sheet])


def written(value: object) -> tuple[str, Kind]:
    """The value of a cell, as a library gives it, as text. A binary number becomes the decimal that the sheet shows."""
    match value:
        case bool():
            return ("true" if value else "false"), Kind.YES_NO
        case int():
            return str(value), Kind.NUMBER
        case datetime():
            return value.isoformat(timespec="seconds"), Kind.TEXT
        case date():
            return value.isoformat(), Kind.TEXT
        case time():
            return value.isoformat(timespec="seconds").removesuffix(":00"), Kind.TEXT
        case timedelta():
            return _clock(value), Kind.TEXT
        case str():
            return value, Kind.TEXT
        case _:
            return plain(Decimal(repr(value)).normalize(_SHOWN_DIGITS)), Kind.NUMBER


def plain(number: Decimal) -> str:
    """The digits without an exponent."""
    return f"{number:f}"


def _clock(span: timedelta) -> str:
    """A span of hours as it is shown: what was typed as the ratio `60:40` is kept as 60 hours and 40 minutes."""
    minutes, seconds = divmod(round(span / timedelta(seconds=1)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}" + (f":{seconds:02}" if seconds else "")
