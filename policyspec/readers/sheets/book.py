"""A workbook to sheets of cells. The library for it is asked only after the guard has let the file through."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from policyspec.base.dataclasses import dataclass
from policyspec.base.diagnostics import Diagnostic, Severity
from policyspec.base.extras import library
from policyspec.base.source import Span, cell
from policyspec.readers.sheets import errors
from policyspec.readers.sheets.cells import NO_VALUE, Cell, Grid, Kind, Sheet, plain, written
from policyspec.readers.sheets.guard import Package
from policyspec.readers.sheets.limits import Limits
from policyspec.readers.sheets.marks import Marks, NotRead, marks_of

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook, SheetMetadata

_MACROS = "xl/vbaProject.bin"


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a workbook that are shown, the places of their cells, and what is to be said of the file."""

    grid: Grid
    sheets: tuple[Sheet, ...]
    merged: dict[str, list[tuple[tuple[int, int], tuple[int, int]]]]  # by sheet: first and last cell
    found: tuple[Diagnostic, ...] = ()


def read_book(package: Package, name: str, limits: Limits) -> Book | Diagnostic:
    """All cells of all sheets that a person can see, or why there are none.

    Raises:
        ExtraMissing: The library is not installed.
    """
    try:
        marks = marks_of(package)
    except (NotRead, KeyError) as error:
        return errors.damaged(name, str(error.args[0]))
    for sheet, mark in marks.items():
        if too_large := _too_large(Span(name, mark.rows, mark.columns, mark.rows, mark.columns, sheet), mark, limits):
            return too_large
    found = _unpacked(package.data, marks.keys())
    return _book(found, package, name, marks) if found is not None else errors.damaged(name, "it cannot be read")


@dataclass(frozen=True, slots=True)
class _Found:
    """A sheet as the library gives it. `rows` is None for one that no person sees, or that holds no cells."""

    name: str
    shown: bool
    rows: Sequence[Sequence[object]] | None


def _unpacked(data: bytes, known: Collection[str]) -> list[_Found] | None:
    """All that is asked of the library, or None where it cannot read the bytes. It is native code, and may panic.

    Only sheets that were looked at before are read.
    """
    calamine = library("python_calamine", what="reading a workbook", extra="sheets")
    try:
        book = calamine.load_workbook(BytesIO(data))
        if not {about.name for about in book.sheets_metadata if about.typ == calamine.SheetTypeEnum.WorkSheet} <= set(
            known
        ):
            return None
        return [_one(book, number, about, calamine) for number, about in enumerate(book.sheets_metadata)]
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            return None
        raise


def _one(book: "CalamineWorkbook", number: int, about: "SheetMetadata", calamine: Any) -> _Found:  # noqa: ANN401
    shown = about.visible == calamine.SheetVisibleEnum.Visible
    if not shown or about.typ != calamine.SheetTypeEnum.WorkSheet:
        return _Found(about.name, shown, None)
    return _Found(about.name, shown, book.get_sheet_by_index(number).to_python(skip_empty_area=False))


def _too_large(span: Span, marks: Marks, limits: Limits) -> Diagnostic | None:
    if marks.rows > limits.rows:
        limit = f"{limits.rows:,} rows are read"
    elif marks.rows * marks.columns > limits.cells:
        limit = f"{limits.cells:,} cells are read"
    elif marks.characters > limits.characters:
        return errors.too_large(span.file, f"shows {marks.characters:,} characters", f"{limits.characters:,} are read")
    else:
        return None
    return errors.sheet_too_large(span, marks.rows, marks.columns, limit)


def _book(unpacked: list[_Found], package: Package, name: str, marks: dict[str, Marks]) -> Book:
    grid = Grid(name, tuple(sheet.name for sheet in unpacked))
    found = [errors.macros(name)] if _MACROS in package.names else []
    sheets = []
    for number, one in enumerate(unpacked):
        if not one.shown:
            found.append(errors.hidden(grid.span(grid.offset(number, 1, 1), 0)))
        elif one.rows is not None:
            sheets.append(_sheet(one.name, number, one.rows, marks.get(one.name, Marks()), grid))
    merged = {sheet: mark.merged for sheet, mark in marks.items() if mark.merged}
    return Book(grid, tuple(sheets), merged, tuple(found))


def _sheet(name: str, number: int, values: Sequence[Sequence[object]], marks: Marks, grid: Grid) -> Sheet:
    rows: dict[int, dict[int, Cell]] = {}
    for r, row in enumerate(values, 1):
        for c, value in enumerate(row, 1):
            if value != "" and (r, c) not in marks.faults:
                at = grid.offset(number, r, c)
                rows.setdefault(r, {})[c] = _cell(value, at, percentage=(r, c) in marks.percentages)
    for (r, c), shown in marks.faults.items():
        at = grid.offset(number, r, c)
        rows.setdefault(r, {})[c] = Cell(shown, Kind.FAULT, at, at + 1)
    return Sheet(name, dict(sorted(rows.items())))


def _cell(value: object, at: int, *, percentage: bool) -> Cell:
    text, kind = written(value)
    shown = f"{plain((Decimal(text) * 100).normalize())}%" if percentage and kind is Kind.NUMBER else None
    return Cell(text, kind, at, at + 1, shown)


def fault(one: Cell, grid: Grid, *, refuse: bool = False) -> Diagnostic:
    """What is said of a cell that shows an error or nothing; an error where the file is refused for it."""
    severity = Severity.ERROR if refuse else None
    span = grid.span(one.start, one.end)
    if one.text == NO_VALUE:
        return errors.no_value(span, severity)
    return errors.shows_error(span, one.text, severity)


def merged_within(book: Book, sheet: Sheet, first_row: int, columns: set[int]) -> list[Diagnostic]:
    """The merged cells of a sheet below a row that reach over several rows, or several of the columns that count."""
    found = []
    for (top, left), (bottom, right) in book.merged.get(sheet.name or "", ()):
        over = [column for column in columns if left <= column <= right]
        if bottom < first_row or not over or (top == bottom and len(over) == 1):
            continue
        if one := sheet.rows.get(top, {}).get(left):
            span = book.grid.span(one.start, one.end)
            found.append(errors.merged(span, cell(top, left), cell(bottom, right)))
    return found
