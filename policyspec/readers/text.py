"""Bytes to text: encoding, size and characters that nobody can see."""

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.encoding import NotText, text_of
from policyspec.base.source import Source, Span
from policyspec.readers import errors

MAX_BYTES = 20 * 1024 * 1024  # JSON; YAML has a closer limit of its own

#: Control characters but tab and line ends, and those that turn the direction of writing.
_HIDDEN = tuple(
    map(chr, (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)


def hidden(text: str) -> int | None:
    """Where the first character stands that nobody can see. Each is looked for alone: no pattern is as quick."""
    return min((text.index(sign) for sign in _HIDDEN if sign in text), default=None)


def decode(data: bytes, name: str) -> Source | Diagnostic:
    """The text of a file, or why it has none that can be read. A byte order mark is left out."""
    start = Span(name, 1, 1, 1, 1)
    if len(data) > MAX_BYTES:
        return errors.too_large(start, len(data), MAX_BYTES)
    text = text_of(data)
    if isinstance(text, NotText):
        return errors.not_text(Span(name, text.line, text.column, text.line, text.column + 1), text)
    source = Source(name, text)
    if not text.strip():
        return errors.empty(start)
    if (at := hidden(text)) is not None:
        return errors.hidden_character(source.span(at, at + 1))
    return source
