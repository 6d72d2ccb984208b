"""Lines of text with emphasis, and the one place where they become characters for a reader.

Everything that a tender or a policy says passes through `write`, so that no escape sequence, line break or hidden
mark in somebody's data can act on a terminal or forge a line of the report.
"""

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator
from enum import Enum

from policyspec.base.dataclasses import dataclass
from policyspec.base.patterns import pattern
from policyspec.base.visible import visible

__all__ = ["BLANK", "Line", "Piece", "Style", "columns", "line", "tidy", "visible", "wrapped", "write"]


class Style(Enum):
    """What a piece of text is to the reader; the value is its ANSI rendition. Never the only signal."""

    PLAIN = ""
    TITLE = "1"
    GOOD = "32"
    BAD = "1;31"
    DOUBT = "33"
    CODE = "36"
    QUIET = "2"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one style. It never breaks a line: a line break in it is written out."""

    text: str
    style: Style = Style.PLAIN


_MOST = 100_000  # lines of a page

Line = tuple[Piece, ...]
BLANK: Line = ()

_PLAINER = str.maketrans({"·": "-", "–": "-", "—": "-", "…": "...", "×": "x", "“": '"', "”": '"', "’": "'"})


def line(*parts: str | Piece) -> Line:
    return tuple(part if isinstance(part, Piece) else Piece(part) for part in parts)


def wrapped(
    text: str, width: int, *, indent: int = 0, lead: str | Piece = "", style: Style = Style.PLAIN
) -> list[Line]:
    """A paragraph: `lead` before its first line, the others under the text."""
    lead = lead if isinstance(lead, Piece) else Piece(lead)
    room = max(width - indent - len(lead.text), 20)
    words = " ".join(visible(word) for word in text.split())
    rows = textwrap.wrap(words, room, break_long_words=False, break_on_hyphens=False) or [""]
    before = Piece(" " * indent)
    under = Piece(" " * (indent + len(lead.text)))
    return [(before, lead, Piece(rows[0], style)), *((under, Piece(row, style)) for row in rows[1:])]


def tidy(lines: Iterable[Line]) -> list[Line]:
    """The lines with single blank ones between them, and none at the ends."""
    rows: list[Line] = []
    for row in lines:
        if row != BLANK or (rows and rows[-1] != BLANK):
            rows.append(row)
    return rows[:-1] if rows and rows[-1] == BLANK else rows


def capped(rows: list[Line]) -> list[Line]:
    """The page as far as anybody reads it, and how many lines were left out."""
    rest = len(rows) - _MOST
    if rest <= 0:
        return rows
    are = "line, which is" if rest == 1 else "lines, which are"
    return [*rows[:_MOST], BLANK, line(f"and {rest} more {are} in the JSON report")]


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: wide characters two, combining ones none."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)


def write(lines: Iterable[Line], *, color: bool = False, plain: bool = False) -> str:
    """The characters of the page. `plain`: our own signs in ASCII, for streams that have no others."""
    return "".join(f"{row}\n" for row in _rows(lines, color=color, plain=plain))


def _rows(lines: Iterable[Line], *, color: bool, plain: bool) -> Iterator[str]:
    for pieces in lines:
        row = no_command("".join(_painted(piece, color=color) for piece in pieces))
        yield (row.translate(_PLAINER) if plain else row).rstrip(" ")


# What the log of a pipeline takes for a command: `::error::` at the start of a line; `##[error]`, `##vso[`, anywhere.
_COMMAND = pattern(r"^((?:\s|\x1b\[[\d;]*m)*)(:)(?=:)|(#)(?=#\w*\[)")


def no_command(row: str) -> str:
    """The line with the sign written out by its number that would make it a command to the log of a pipeline."""
    return _COMMAND.sub(_numbered, row)


def _numbered(found: re.Match[str]) -> str:
    return f"{found[1]}\\x3a" if found[2] else "\\x23"


def _painted(piece: Piece, *, color: bool) -> str:
    text = visible(piece.text)
    return f"\x1b[{piece.style.value}m{text}\x1b[0m" if color and piece.style.value and text.strip() else text
