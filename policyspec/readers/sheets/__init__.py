"""Workbooks and tables to facts: the native workbook, and flattened OCDS as xlsx, ods or CSV."""

from collections.abc import Iterable

from policyspec.base.dataclasses import replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.extras import ExtraMissing
from policyspec.model.facts import Tender
from policyspec.model.vocabulary import Vocabulary
from policyspec.readers.ocds import read_ocds
from policyspec.readers.options import DEFAULT, Options
from policyspec.readers.sheets import errors
from policyspec.readers.sheets.book import Book, fault, merged_within, read_book
from policyspec.readers.sheets.cells import Kind, Sheet
from policyspec.readers.sheets.flattened import heading_row, read_flattened
from policyspec.readers.sheets.guard import OLD_OFFICE, opened
from policyspec.readers.sheets.headings import is_ocds
from policyspec.readers.sheets.limits import LIMITS, Limits
from policyspec.readers.sheets.native import is_native, read_workbook
from policyspec.readers.sheets.table import read_table, span_of
from policyspec.readers.text import decode
from policyspec.readers.tree import Document

__all__ = ["read_sheets"]

Read = tuple[tuple[Tender, ...], tuple[Diagnostic, ...]]


def read_sheets(
    data: bytes,
    name: str,
    vocabulary: Vocabulary,
    options: Options = DEFAULT,  # noqa: ARG001 – a sheet has one language
    limits: Limits = LIMITS,
) -> Read:
    """The tenders of one workbook or table, and what is wrong with the file as a whole."""
    if data.startswith((b"PK", OLD_OFFICE)):
        package = opened(data, name, limits)
        if isinstance(package, Diagnostic):
            return (), (package,)
        if package is not None:
            try:
                book = read_book(package, name, limits)
            except ExtraMissing as missing:
                return (), (missing.diagnostic(errors.whole(name)),)
            return ((), (book,)) if isinstance(book, Diagnostic) else _of_book(book, vocabulary)
    elif not name.casefold().endswith(".csv"):
        return (), (errors.damaged(name, "it is no zip file, as every workbook is"),)
    return _of_table(data, name, vocabulary, limits)


def _of_table(data: bytes, name: str, vocabulary: Vocabulary, limits: Limits) -> Read:
    source = decode(data, name)
    if isinstance(source, Diagnostic):
        return (), (source,)
    table = read_table(source, limits)
    if isinstance(table, Diagnostic):
        return (), (table,)
    if not _is_flattened(table):
        first = next(table.cells(), None)
        return (), (errors.no_known_column(span_of(table, source), first.text if first else ""),)
    document, said = read_flattened([table], source, vocabulary)
    return _read(document, said, vocabulary)


def _of_book(book: Book, vocabulary: Vocabulary) -> Read:
    flattened = [_without_commands(sheet) for sheet in book.sheets if not (sheet.name or "").startswith("#")]
    flattened = [sheet for sheet in flattened if _is_flattened(sheet)]
    if flattened:
        return _of_flattened(flattened, book, vocabulary)
    if is_native(book, vocabulary):
        tender = read_workbook(book, vocabulary)
        return ((tender,), ()) if isinstance(tender, Tender) else ((), (*book.found, *tender))
    first = next((cell for sheet in book.sheets for cell in sheet.cells()), None)
    if first is None:
        return (), (*book.found, errors.empty(book.grid.name))
    return (), (*book.found, errors.no_known_column(book.grid.span(first.start, first.end), first.text))


def _of_flattened(sheets: list[Sheet], book: Book, vocabulary: Vocabulary) -> Read:
    wrong = [fault(cell, book.grid, refuse=True) for s in sheets for cell in s.cells() if cell.kind is Kind.FAULT]
    for sheet in sheets:
        columns = set(sheet.rows[heading_row(sheet) or 0])
        wrong += merged_within(book, sheet, heading_row(sheet) or 0, columns)
    if wrong:
        return (), (*book.found, *wrong)
    document, said = read_flattened(sheets, book.grid, vocabulary)
    return _read(document, [*book.found, *said], vocabulary)


def _read(document: Document | Diagnostic, said: Iterable[Diagnostic], vocabulary: Vocabulary) -> Read:
    if isinstance(document, Diagnostic):
        return (), (*said, document)
    tenders, found = read_ocds(document, vocabulary)
    return tenders, (*said, *found)


def _is_flattened(sheet: Sheet) -> bool:
    headings = sheet.rows.get(heading_row(sheet) or 0, {}).values()
    return any(is_ocds(heading.text) for heading in headings)


def _without_commands(sheet: Sheet) -> Sheet:
    """A first row that begins with `#` gives orders to the tool that flattened the file, and is no heading."""
    first = heading_row(sheet)
    if first is None or not sheet.rows[first].get(1) or sheet.rows[first][1].text.strip() != "#":
        return sheet
    return replace(sheet, rows={number: row for number, row in sheet.rows.items() if number != first})
