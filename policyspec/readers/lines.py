"""JSON Lines: a tender, or a package of them, on each line. No line is kept once its tenders are given."""

from collections.abc import Iterator

from policyspec.base.dataclasses import dataclass
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.encoding import NotText, text_of
from policyspec.base.patterns import pattern
from policyspec.base.source import Source, Span
from policyspec.readers import container_errors, errors
from policyspec.readers.limits import Limits
from policyspec.readers.pieces import Pieces
from policyspec.readers.text import hidden
from policyspec.readers.tree import Document

_NAMES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
_TWO_LINES = pattern(rb"(?:\xef\xbb\xbf)?\s*\{[^\n]*\}[ \t\r]*\n\s*\{")


@dataclass(frozen=True, slots=True)
class Line:
    """A line by its number; None for one that is longer than is read."""

    number: int
    data: bytes | None


def is_lines(opening: bytes, name: str) -> bool:
    """Whether a file is JSON Lines: it is called so, or one object stands on its first line and another follows."""
    return name.casefold().endswith(_NAMES) or bool(_TWO_LINES.match(opening))


def documents(pieces: Pieces, name: str, limits: Limits) -> Iterator[tuple[int, Document | Diagnostic]]:
    """The tree of each line that is not blank, with its number; or why it cannot be read, which stops no other line."""
    number = 1
    for line in _lines(pieces, limits.record):
        if isinstance(line, Diagnostic):
            yield number, line
        elif line.data is None:
            yield line.number, container_errors.record_too_large(_start(name, line.number), "this line", limits.record)
        elif line.data.strip():
            yield line.number, document(line.data, line.number, name)
        number = line.number if isinstance(line, Line) else number


def _lines(pieces: Pieces, limit: int) -> Iterator[Line | Diagnostic]:
    number, size = 1, 0
    held: list[bytes] = []
    for piece in pieces:
        if isinstance(piece, Diagnostic):
            yield piece  # and what is held of the last line goes unread, since its end is missing
            return
        *ends, rest = piece.split(b"\n")
        for end in ends:
            yield Line(number, b"".join([*held, end]) if size + len(end) <= limit else None)
            number, held, size = number + 1, [], 0
        size += len(rest)
        held = [*held, rest] if size <= limit else []
    yield Line(number, b"".join(held) if size <= limit else None)


def document(data: bytes, number: int, name: str) -> Document | Diagnostic:
    """The tree of one line by its number, or why it cannot be read."""
    text = text_of(data)
    if isinstance(text, NotText):
        return errors.not_text(Span(name, number, text.column, number, text.column + 1), text)
    source = Source(name, text, (number, 1))
    if (at := hidden(text)) is not None:
        return errors.hidden_character(source.span(at, at + 1))
    from policyspec.readers.json_tree import read_json

    return read_json(source)


def _start(name: str, number: int) -> Span:
    return Span(name, number, 1, number, 1)
