"""What is said of a workbook or a table as such. What its cells state is the business of the other readers."""

from policyspec.base.codes import CODES
from policyspec.base.diagnostics import Diagnostic, Related, Severity
from policyspec.base.source import Span

TEMPLATE = "`policyspec template --to tender.xlsx` writes a workbook to fill in"


def _say(
    code: str,
    span: Span,
    message: str,
    hint: str,
    *,
    related: tuple[Related, ...] = (),
    severity: Severity | None = None,
) -> Diagnostic:
    one_line = " ".join(message.split())
    return Diagnostic(code, severity or CODES[code].severity, one_line, span, hint, related)


def whole(name: str) -> Span:
    """A file as such."""
    return Span(name, 1, 1, 1, 1)


# The file


def damaged(name: str, why: str) -> Diagnostic:
    hint = "open it in a spreadsheet program and save it again as .xlsx, or fetch it again"
    return _say("PS565", whole(name), f"this workbook is damaged: {why}", hint)


def too_large(name: str, what: str, limit: str) -> Diagnostic:
    hint = "keep one tender to a workbook, and delete what does not belong to it"
    return _say("PS566", whole(name), f"this workbook {what}; {limit}", hint)


def sheet_too_large(span: Span, rows: int, columns: int, limit: str) -> Diagnostic:
    message = f"sheet `{span.sheet}` reaches to row {rows:,} and column {columns:,}; {limit}"
    return _say("PS566", span, message, "delete the rows and columns that are not used, and save it again")


def password(name: str) -> Diagnostic:
    hint = "remove the password: in Excel, File, Info, Protect workbook, Encrypt with password, and leave it blank"
    return _say("PS567", whole(name), "this workbook is locked with a password", hint)


def older_kind(name: str) -> Diagnostic:
    message = "this is a workbook or document of the older kind (.xls, .doc), whatever its name says"
    return _say("PS568", whole(name), message, "open it in a spreadsheet program and save it as .xlsx")


def binary_kind(name: str) -> Diagnostic:
    return _say("PS568", whole(name), "this is a binary workbook (.xlsb)", "save it as .xlsx: Save as, Excel workbook")


def packed(name: str, inside: str) -> Diagnostic:
    message = f"this is a zip file with `{inside}` inside"
    return _say("PS568", whole(name), message, "unpack it, and give the file inside")


def macros(name: str) -> Diagnostic:
    message = "this workbook holds macros: they are not run, and only what its cells show is read"
    return _say("PS573", whole(name), message, "save it as .xlsx if the macros are not needed")


# Sheets and cells


def no_value(span: Span, severity: Severity | None = None) -> Diagnostic:
    hint = "open the workbook in a spreadsheet program, let it calculate, and save it; or write the value in"
    return _say("PS569", span, "this cell has a formula, and no value was saved with it", hint, severity=severity)


def shows_error(span: Span, shown: str, severity: Severity | None = None) -> Diagnostic:
    return _say(
        "PS570", span, f"this cell shows `{shown}`", "mend the formula, or write the value in", severity=severity
    )


def hidden(span: Span) -> Diagnostic:
    message = f"sheet `{span.sheet}` is hidden, and is not read"
    return _say("PS571", span, message, "show it if it belongs to the tender (right-click a tab, Unhide), or delete it")


def merged(span: Span, first: str, last: str) -> Diagnostic:
    message = f"cells {first} to {last} are merged: only the first of them holds the value"
    return _say("PS572", span, message, "unmerge them, and write the value in each cell that it is meant for")


def nothing(span: Span) -> Diagnostic:
    where = f"sheet `{span.sheet}`" if span.sheet else "this table"
    return _say("PS501", span, f"{where} has headings and nothing below them", "fill in a row for each thing")


def empty(name: str) -> Diagnostic:
    return _say("PS501", whole(name), "this workbook states nothing", TEMPLATE)


def unknown_sheet(span: Span, hint: str) -> Diagnostic:
    return _say("PS574", span, f"sheet `{span.sheet}` is not known here and is left out", hint)


def no_headings(span: Span, near: str | None) -> Diagnostic:
    hint = near or "write the phrase of a fact above each column; `policyspec vocabulary` lists them"
    return _say("PS574", span, f"no row of sheet `{span.sheet}` has headings that are known, and it is left out", hint)


def own_sheet(span: Span, phrase: str, sheet: str) -> Diagnostic:
    message = f"`{phrase}` should be a list, and a cell holds one value"
    return _say("PS515", span, message, f"write them on a sheet called `{sheet}`, a row for each")


def no_owner(span: Span, noun: str) -> Diagnostic:
    message = f"this row does not say which {noun} it is of, and is left out"
    return _say("PS578", span, message, f"write its {noun}, as it is called on its own sheet, in the column `{noun}`")


def no_known_column(span: Span, heading: str) -> Diagnostic:
    hint = f"give flattened OCDS, with headings such as `tender/title`; or {TEMPLATE}"
    return _say("PS507", span, f"no heading here is a fact of a tender: the first is `{heading[:40]}`", hint)


def nothing_read(span: Span, why: str) -> Diagnostic:
    return _say("PS507", span, why, TEMPLATE)


def no_heading(span: Span) -> Diagnostic:
    return _say("PS575", span, "this cell is in a column without a heading and is left out", "write the fact above it")


def heading_twice(here: Span, there: Span, heading: str) -> Diagnostic:
    message = f"`{heading[:40]}` heads two columns"
    related = (Related(there, "the first"),)
    return _say("PS575", here, message, "delete one of the two", related=related, severity=Severity.ERROR)


def contradiction(here: Span, there: Span, path: str) -> Diagnostic:
    related = (Related(there, "the other"),)
    message = f"two rows of one release state different values of `{path}`"
    return _say("PS576", here, message, "keep one of the two", related=related)


def no_place(here: Span, there: Span, path: str) -> Diagnostic:
    related = (Related(there, "the other"),)
    message = f"`{path}` is a value in one column and has parts in another"
    return _say("PS576", here, message, "keep one of the two columns", related=related)


def open_quote(span: Span) -> Diagnostic:
    return _say("PS577", span, "a quoted text begins here and does not end", 'close it with `"`, or delete the quote')
