"""Bytes to text: encoding, size and characters that nobody can see."""

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.encoding import NotText, text_of
from policyspec.base.patterns import pattern
from policyspec.base.source import Source, Span
from policyspec.readers import errors

MAX_BYTES = 20 * 1024 * 1024  # JSON; YAML has a closer limit of its own

HIDDEN = pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


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
    if hidden := HIDDEN.search(text):
        return errors.hidden_character(source.span(hidden.start(), hidden.end()))
    return source
