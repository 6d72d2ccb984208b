"""Workbooks for the cases on spreadsheets, made by hand: `make.py` of a case writes its own into the working folder."""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

Cell = str | int | float
Rows = Sequence[Sequence[Cell]]

FACTS: Rows = (
    ("Fact", "Value"),
    ("title", "Day care"),
    ("publication date", "2 March 2026"),
    ("estimated value", "GBP 500,000 excluding VAT"),
    ("buyer: country", "NO"),
)
LOTS: Rows = (("title",), ("North",))
CRITERIA: Rows = (
    ("lot", "name", "kind", "weight"),
    ("North", "Care", "quality", "70%"),
    ("North", "Price", "price", "30%"),
)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

#: What a case does to the library's workbook before it is closed.
Change = Callable[[Any, dict[str, Any]], None]


def workbook(change: Change | None = None, /, **sheets: Rows) -> bytes:
    """The bytes of a workbook of a small tender; sheets given by name replace its own (by nothing: leave
    them out), and `change` has the last word."""
    data = BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False})
    made = {}
    wanted = {"Tender": FACTS, "Lots": LOTS, "Criteria": CRITERIA, **sheets}
    for name, rows in ((name, rows) for name, rows in wanted.items() if rows):
        made[name] = book.add_worksheet(name)
        for number, row in enumerate(rows):
            made[name].write_row(number, 0, row)
    if change is not None:
        change(book, made)
    book.close()
    return data.getvalue()


def with_parts(data: bytes, /, **parts: bytes | Callable[[bytes], bytes]) -> bytes:
    """The workbook with some parts (`xl__worksheets__sheet1.xml`: two underscores for a slash) replaced or added."""
    wanted = {name.replace("__", "/"): part for name, part in parts.items()}
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = wanted.pop(name, old.read(name))
            new.writestr(name, part(old.read(name)) if callable(part) else part)
        for name, part in wanted.items():
            new.writestr(name, part if isinstance(part, bytes) else part(b""))
    return out.getvalue()


def write(data: bytes, name: str = "t.xlsx") -> None:
    Path(name).write_bytes(data)
