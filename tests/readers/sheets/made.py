"""Workbooks and tables made for tests, and what is read from them."""

from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from policyspec.base.diagnostics import Diagnostic
from policyspec.model.facts import Tender
from policyspec.model.vocabulary import standard
from policyspec.readers import read
from policyspec.readers.sheets import read_sheets
from policyspec.readers.sheets.limits import Limits
from tests.bad.sheets_inputs import Rows, workbook

VOCABULARY = standard()
Read = tuple[tuple[Tender, ...], tuple[Diagnostic, ...]]


def read_bytes(data: bytes, name: str = "t.xlsx", limits: Limits | None = None) -> Read:
    return read_sheets(data, name, VOCABULARY, limits=limits) if limits else read(data, name, VOCABULARY)


def tender_in(data: bytes, name: str = "t.xlsx") -> Tender:
    tenders, _ = read_bytes(data, name)
    (tender,) = tenders
    return tender


def refused(data: bytes, name: str = "t.xlsx", limits: Limits | None = None) -> Diagnostic:
    """The one error of a file that is not read."""
    tenders, found = read_bytes(data, name, limits)
    assert tenders == ()
    (error,) = [one for one in found if one.is_error]
    return error


def only(**sheets: Rows) -> bytes:
    """A workbook of these sheets and no others of the native form."""
    return workbook(**{"Tender": (), "Lots": (), "Criteria": (), **sheets})


def table(rows: Rows, separator: str = ",") -> bytes:
    """Comma-separated values; what needs quotes has them."""

    def cell(value: object) -> str:
        text = str(value)
        quoted = '"' + text.replace('"', '""') + '"'
        return quoted if any(sign in text for sign in (separator, '"', "\n")) else text

    return "".join(separator.join(map(cell, row)) + "\r\n" for row in rows).encode()


def ods(**sheets: Rows) -> bytes:
    """An OpenDocument spreadsheet. A cell that begins with `<` is XML as it stands."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{name}="{space}:{name}:1.0"' for name in ("office", "table", "text"))
    tables = "".join(
        f'<table:table table:name="{name}">{"".join(map(_ods_row, rows))}</table:table>'
        for name, rows in sheets.items()
    )
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr("content.xml", f"<office:document-content {names}>{body}</office:document-content>")
    return out.getvalue()


def _ods_row(row: object) -> str:
    assert isinstance(row, tuple | list)
    return f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"


def _ods_cell(value: object) -> str:
    if isinstance(value, str) and value.startswith("<"):
        return value
    if value == "":
        return "<table:table-cell/>"
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
