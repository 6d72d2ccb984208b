"""A stretch of somebody's file, with its line numbers and a caret under the place meant."""

from collections.abc import Callable, Sequence

from policyspec.base.dataclasses import dataclass
from policyspec.base.source import Source, Span, place
from policyspec.model.facts import Origin
from policyspec.report.page import Line, Piece, Style, columns, line, visible

#: Finds the text of a file by the name under which it was read.
Sources = Callable[[str], Source | None]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file and how many characters of its line are meant."""

    file: str
    line: int
    column: int
    length: int = 1
    sheet: str | None = None

    def __str__(self) -> str:
        return place(self.file, self.line, self.column, self.sheet)


def of_span(span: Span) -> Mark:
    """The mark of a span; of one over several lines, its first line to the end."""
    length = span.end_column - span.column if span.end_line == span.line else 10**6
    return Mark(span.file, span.line, span.column, max(length, 1), span.sheet)


def of_origin(origin: Origin) -> Mark:
    first = (origin.raw or " ").splitlines() or [" "]
    return Mark(origin.file, origin.line, origin.column, max(len(first[0]), 1), origin.sheet)


def frame(marks: Sequence[Mark], sources: Sources, *, width: int, indent: int = 4) -> list[Line]:
    """The place of the first mark, the one that tells most, then each marked line with its carets. One file only."""
    rows = [line(" " * indent, Piece(str(marks[0]), Style.CODE))]
    source = None if marks[0].sheet else sources(marks[0].file)
    if source is None:
        return rows
    gutter = max(len(str(mark.line)) for mark in marks)
    for number in sorted({mark.line for mark in marks}):
        text = _line(source, number)
        if text is None or not text.strip("{}[],- "):  # a bracket tells a person nothing
            continue
        there = [mark for mark in marks if mark.line == number]
        telling = there if len(marks) == 1 else [mark for mark in there if not _opens(text, mark)]
        rows += _marked(text, number, telling, gutter, width - indent, indent)
    return rows


def _opens(text: str, mark: Mark) -> bool:
    """Whether it only marks where an entry of a list or a mapping begins."""
    return text[mark.column - 1 : mark.column - 1 + mark.length] in ("-", "{", "[")


def _marked(text: str, number: int, marks: Sequence[Mark], gutter: int, width: int, indent: int) -> list[Line]:
    """The line with its carets; one without marks is shown from its beginning."""
    room = max(width - gutter - 5, 20)  # less the gutter's bar and the dots of a line that is cut
    start = _window(text, marks, room) if marks else 0
    shown = _shown(text, start, room)
    within = [mark for mark in marks if start < mark.column <= start + room + 1]
    carets = _carets(text, within, start, columns(shown))
    pad = " " * indent
    rows = [line(pad, Piece(f"{number:>{gutter}} | ", Style.QUIET), shown)]
    return [*rows, line(pad, Piece(f"{'':>{gutter}} | ", Style.QUIET), Piece(carets, Style.BAD))] if carets else rows


def _line(source: Source, number: int) -> str | None:
    """The line, or None where the file has no such line (it is not the text that was read)."""
    try:
        return source.line(number).replace("\t", " ")
    except IndexError:
        return None


def _window(text: str, marks: Sequence[Mark], room: int) -> int:
    """Where to begin showing a long line: so that all marks are seen, or else the first of them, which tells most."""
    left = min(mark.column for mark in marks) - 1
    right = min(max(mark.column - 1 + mark.length for mark in marks), len(text))
    if right <= room:
        return 0
    around = left - (room - (right - left)) // 2 if right - left <= room else marks[0].column - 1 - room // 3
    return max(min(around, len(text) - room), 0)


def _shown(text: str, start: int, room: int) -> str:
    cut = text[start : start + room]
    return ("…" if start else "") + visible(cut) + ("…" if start + room < len(text) else "")


def _carets(text: str, marks: Sequence[Mark], start: int, limit: int) -> str:
    """Carets under each marked stretch, measured in what is shown and not in what was written."""
    lead = 1 if start else 0
    row = ""
    for mark in sorted(marks, key=lambda m: m.column):
        at = lead + columns(visible(text[start : mark.column - 1]))
        over = columns(visible(text[mark.column - 1 : mark.column - 1 + mark.length])) or 1
        row = row.ljust(at) + "^" * (min(at + over, max(limit, at + 1)) - max(at, len(row)))
    return row
