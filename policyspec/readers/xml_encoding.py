"""In which encoding an XML file is, and whether it is the one that its first line names.

What the bytes show goes before what the first line says: a file that is UTF-8 or UTF-16 through and through is read
as such, with a warning where it names another. Where the bytes are no UTF-8 the first line alone can tell.
"""

import re

from policyspec.base.dataclasses import dataclass
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.readers import xml_errors

_LOOKED_AT = 400
_DECLARED = re.compile(r"<\?xml\s[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._:-]*)[\"']")
UTF8_MARK = b"\xef\xbb\xbf"
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
_SAME = {"utf8": "utf-8", "us-ascii": "utf-8", "ascii": "utf-8", "utf-16le": "utf-16", "utf-16be": "utf-16"}
#: Encodings of one byte to a letter, in which a notice may be written.
_ONE_BYTE = re.compile(r"iso-?8859-(?:1?[0-9])|latin-?1|windows-125[0-8]|cp125[0-8]", re.IGNORECASE)

#: Encodings in which plain letters stand for others, so that a file in them only looks as if it were UTF-8.
_SHIFTED = re.compile(r"utf-?7|hz(-gb-2312)?|iso-?2022-.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding to read by, as expat knows it, and what is to be said of it."""

    name: str
    found: tuple[Diagnostic, ...] = ()


def encoding_of(data: bytes, file: str) -> Encoding | Diagnostic:
    """The encoding of an XML file, or why it cannot be told."""
    actual = "utf-16" if data[:2] in _UTF16 else "utf-8"
    head = data.removeprefix(UTF8_MARK)[:_LOOKED_AT].decode(_UTF16.get(data[:2], "latin-1"), "replace")
    head = head.removeprefix("\ufeff")
    match = _DECLARED.search(head)
    declared = match[1] if match else ""
    span = _span(file, head, match)
    plain = _SAME.get(declared.lower(), declared.lower()) or actual
    if _SHIFTED.fullmatch(plain):
        return xml_errors.unknown_encoding(span, declared)
    if actual == "utf-16":
        return Encoding(actual, _unless(plain == actual, span, declared, "UTF-16"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _of_bytes(error, declared, plain, span)
    fine = plain == actual or (text.isascii() and not plain.startswith("utf"))
    return Encoding(actual, _unless(fine, span, declared, "UTF-8"))


def _unless(fine: bool, span: Span, declared: str, actual: str) -> tuple[Diagnostic, ...]:  # noqa: FBT001
    return () if fine else (xml_errors.other_encoding(span, declared, actual),)


def _of_bytes(error: UnicodeDecodeError, declared: str, plain: str, span: Span) -> Encoding | Diagnostic:
    """The declared encoding, where bytes are no UTF-8 and it has one byte to a letter."""
    if _ONE_BYTE.fullmatch(plain):
        return Encoding("iso-8859-1" if plain in ("latin1", "latin-1") else plain)
    if plain not in ("utf-8", "utf-16"):
        return xml_errors.unknown_encoding(span, declared)
    before = error.object[: error.start].decode("utf-8").removeprefix("\ufeff")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    return xml_errors.not_in_encoding(Span(span.file, line, column, line, column + 1), declared)


def _span(file: str, head: str, match: re.Match[str] | None) -> Span:
    if match is None:
        return Span(file, 1, 1, 1, 2)
    line = head.count("\n", 0, match.start(1)) + 1
    column = match.start(1) - (head.rfind("\n", 0, match.start(1)) + 1) + 1
    return Span(file, line, column, line, column + len(match[1]))
