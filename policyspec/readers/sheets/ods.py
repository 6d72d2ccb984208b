"""The marks of an OpenDocument spreadsheet. A cell or a row may stand for many like it."""

from policyspec.readers.sheets.cells import NO_VALUE
from policyspec.readers.sheets.marks import Marks, local, parse

_ERRORS = ("#", "Err:")
_MOST_KEPT = 10_000  # cells of one mark that are told apart; a sheet with more is too large anyhow


def scan_ods(xml: bytes) -> dict[str, Marks]:
    """The marks of each sheet by its name."""
    scan = _Scan()
    parse(xml, scan.start, scan.end, scan.text)
    return scan.sheets


class _Scan:
    def __init__(self) -> None:
        self.sheets: dict[str, Marks] = {}
        self.marks = Marks()
        self.row = self.column = 0  # the last one before this
        self.rows = self.cells = 1  # how many like this there are
        self.cell: dict[str, str] | None = None
        self.shown = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        plain = {local(key): value for key, value in attributes.items()}
        match local(tag):
            case "table":
                self.marks = self.sheets.setdefault(plain.get("name", ""), Marks())
                self.row = 0
            case "table-row":
                self.rows, self.column = _count(plain.get("number-rows-repeated")), 0
            case "table-cell" | "covered-table-cell":
                # An error has two types: that of the format, and LibreOffice's own.
                error = any(local(key) == "value-type" and value == "error" for key, value in attributes.items())
                self.cell = {**plain, "error": "yes"} if error else plain
                self.cells, self.shown = _count(plain.get("number-columns-repeated")), ""

    def text(self, data: str) -> None:
        if self.cell is not None:
            self.shown += data

    def end(self, tag: str) -> None:
        match local(tag):
            case "table-row":
                self.row += self.rows
            case "table-cell" | "covered-table-cell":
                self.close(self.cell or {})
                self.column += self.cells
                self.cell = None

    def close(self, cell: dict[str, str]) -> None:
        place = (self.row + 1, self.column + 1)
        has_type = "value-type" in cell
        if has_type or "formula" in cell:
            self.marks.used(self.row + self.rows, self.column + self.cells)
            self.marks.characters += len(self.shown) * self.rows * self.cells
        if "error" in cell and self.shown.startswith(_ERRORS):
            self.mark(self.shown)
        elif "formula" in cell and not has_type:
            self.mark(NO_VALUE)
        elif cell.get("value-type") == "percentage":
            self.marks.percentages.update(self.places())
        height, width = _count(cell.get("number-rows-spanned")), _count(cell.get("number-columns-spanned"))
        if height > 1 or width > 1:
            self.marks.merged.append((place, (place[0] + height - 1, place[1] + width - 1)))

    def mark(self, fault: str) -> None:
        self.marks.faults.update(dict.fromkeys(self.places(), fault))

    def places(self) -> list[tuple[int, int]]:
        most = min(self.rows * self.cells, _MOST_KEPT)
        return [(self.row + 1 + n // self.cells, self.column + 1 + n % self.cells) for n in range(most)]


def _count(written: str | None) -> int:
    return max(int(written), 1) if written and written.isdecimal() and len(written) < 9 else 1
