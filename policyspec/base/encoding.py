"""Bytes to text, and why some bytes are none, in words that an officer knows. Policies and tenders say it alike."""

from policyspec.base.dataclasses import dataclass

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AGAIN = "save it as UTF-8: in Notepad, Save as, Encoding: UTF-8"

#: How a file of another program begins, what else tells it, what it is, and what to do.
_PROGRAMS = (
    (b"PK\x03\x04", b"word/document.xml", "a Word document", "copy its text into a plain text file, such as Notepad's"),
    (b"PK\x03\x04", b"xl/workbook.xml", "an Excel workbook", "write what it says into a plain text file"),
    (b"PK\x03\x04", b"opendocument.text", "an OpenDocument text", "copy its text into a plain text file"),
    (b"PK\x03\x04", b"opendocument.spreadsheet", "an OpenDocument spreadsheet", "write what it says into a text file"),
    (b"PK\x03\x04", b"", "a zip file", "unpack it, and give the file inside"),
    (b"\x1f\x8b", b"", "a gzip file", "unpack it, and give the file inside"),
    (b"\x28\xb5\x2f\xfd", b"", "a zstd file", "unpack it, and give the file inside"),
    (b"\xd0\xcf\x11\xe0", b"", "a Word or Excel file of the older kind", "copy its text into a plain text file"),
    (b"%PDF", b"", "a PDF", "copy its text into a plain text file"),
    (b"{\\rtf", b"", "a rich text file", "copy its text into a plain text file"),
)


@dataclass(frozen=True, slots=True)
class NotText:
    """Why bytes are not the text of a policy or tender. `line` and `column` count from 1, in characters."""

    message: str
    hint: str
    line: int = 1
    column: int = 1
    of_program: bool = False  # a file of another program: saving it in another way would not help


def text_of(data: bytes) -> str | NotText:
    """The text of a file in UTF-8, a byte order mark left out, or why it is none."""
    for start, sign, name, hint in _PROGRAMS:
        if data.startswith(start) and sign in data:
            return NotText(f"this is {name}", hint, of_program=True)
    if data.startswith(_UTF16) or data[:200].count(0) > len(data[:200]) // 4:
        return NotText("this file was saved in another way of writing letters (UTF-16)", _SAVE_AGAIN)
    try:
        return data.removeprefix(_BYTE_ORDER_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _place(error.object[: error.start].decode("utf-8"))
        return NotText("this file was saved in an older way of writing letters (ANSI)", _SAVE_AGAIN, line, column)


def _place(before: str) -> tuple[int, int]:
    """The line and column of what follows a text."""
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
