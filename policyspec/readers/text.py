"""Bytes to text: encoding, size and characters that nobody can see."""

import re

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Source, Span
from policyspec.readers import errors

MAX_BYTES = 20 * 1024 * 1024  # JSON; YAML has a closer limit of its own

UTF16 = (b"\xff\xfe", b"\xfe\xff")
PACKED = {b"\x1f\x8b": "gzip", b"PK\x03\x04": "zip", b"\x28\xb5\x2f\xfd": "zstd"}
BOM = b"\xef\xbb\xbf"
HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def decode(data: bytes, name: str) -> Source | Diagnostic:
    """The text of a file, or why it has none that can be read. A byte order mark is left out."""
    start = Span(name, 1, 1, 1, 1)
    if len(data) > MAX_BYTES:
        return errors.too_large(start, len(data), MAX_BYTES)
    if packing := next((name for magic, name in PACKED.items() if data.startswith(magic)), None):
        return errors.packed(start, packing)
    if data.startswith(UTF16) or data[:64].count(0) > len(data[:64]) // 4:
        return errors.utf16(start)
    try:
        text = data.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        return errors.not_utf8(_place(error.object, error.start, name), error.object[error.start])
    source = Source(name, text)
    if not text.strip():
        return errors.empty(start)
    if hidden := HIDDEN.search(text):
        return errors.hidden_character(source.span(hidden.start(), hidden.end()), hidden.group())
    return source


def _place(data: bytes, offset: int, name: str) -> Span:
    """The place of a byte, in lines and characters, in a file of which the bytes before it are UTF-8."""
    before = data[:offset].decode("utf-8")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    return Span(name, line, column, line, column + 1)
