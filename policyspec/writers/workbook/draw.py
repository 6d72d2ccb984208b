"""The native workbook as an xlsx file.

Cells are formatted as text, so that a spreadsheet program leaves `60%` and `60:40` as they are typed.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from policyspec.base.dataclasses import dataclass, field
from policyspec.base.extras import library
from policyspec.model.types import Kind
from policyspec.model.workbook import FACT, HOW, MEANING, TENDER, VALUE, WORDS
from policyspec.writers.workbook.form import Column, Form, Line, Page
from policyspec.writers.workbook.paper import A4, height, pages_wide

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

#: A file says when it was made; the same form makes the same file.
MADE = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_INTRO = (
    "Write what is known in the column “Value”. A blank cell is not stated, which is not the same as no. Then: "
    "policyspec check tender.xlsx --policy POLICY"
)
_TENDER_WIDTHS = (28, 44, 32, 60)
_ACROSS = 6  # columns over which an introduction runs
_FORM, _BLANK_HEIGHT = 12, 24  # rows that a printed form has at least, and the points of a blank one
_ROWS = 300  # below a heading, in which something may be chosen
_INK, _PAPER, _ASKED, _LINE, _QUIET = "#0B0C0C", "#DCE6F1", "#FFF7DB", "#B1B4B6", "#505A5F"
_WIDTHS = {Kind.TEXT: 28, Kind.MONEY: 28, Kind.CODE: 26, Kind.DATE: 18, Kind.DURATION: 18, Kind.ITEM: 26}
_FORMATS: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 14},
    "intro": {"font_color": _QUIET, "text_wrap": True},
    "note": {"font_color": _QUIET},
    "head": {"bold": True, "bg_color": _PAPER, "border": 1, "border_color": _LINE, "text_wrap": True},
    "group": {"bold": True, "font_size": 12, "valign": "bottom"},
    "how": {"italic": True, "font_size": 9, "font_color": _QUIET, "text_wrap": True},
    "fact": {"bold": True, "text_wrap": True, "border": 1, "border_color": _LINE},
    "guide": {"font_color": _QUIET, "text_wrap": True, "border": 1, "border_color": _LINE},
    "cell": {"num_format": "@", "text_wrap": True, "border": 1, "border_color": _LINE},
    "asked": {"num_format": "@", "text_wrap": True, "border": 1, "border_color": _LINE, "bg_color": _ASKED},
    "asked head": {"bold": True, "bg_color": _ASKED, "border": 1, "border_color": _LINE, "text_wrap": True},
}


def drawn(form: Form) -> bytes:
    """The bytes of the workbook.

    Raises:
        ExtraMissing: The library that writes workbooks is not installed.
    """
    xlsxwriter = library("xlsxwriter", what="writing a workbook", extra="sheets")
    data = BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Tender", "created": MADE})
    drawing = _Drawing(book, form)
    drawing.tender()
    for page in form.pages:
        drawing.page(page)
    drawing.words()
    book.close()
    return data.getvalue()


@dataclass(slots=True)
class _Drawing:
    book: "Workbook"
    form: Form
    formats: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        base: dict[str, object] = {"valign": "top", "font_name": "Arial", "font_size": 10, "font_color": _INK}
        self.formats = {name: self.book.add_format({**base, **look}) for name, look in _FORMATS.items()}

    def sheet(self, name: str, heading_row: int, widths: Sequence[float]) -> "Worksheet":
        """A sheet with its headings in sight, on paper as on the screen."""
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(heading_row + 1, 1)
        sheet.repeat_rows(heading_row)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(pages_wide(widths), 0)
        sheet.set_footer("&L&A&RPage &P of &N")
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        return sheet

    def write(self, sheet: "Worksheet", row: int, column: int, text: str, look: str) -> None:
        if text:
            sheet.write_string(row, column, text, self.formats[look])
        else:
            sheet.write_blank(row, column, None, self.formats[look])

    def tender(self) -> None:
        sheet = self.sheet(TENDER, 2, _TENDER_WIDTHS)
        self.write(sheet, 0, 0, "Tender", "title")
        sheet.set_row(0, 22)
        sheet.merge_range(1, 0, 1, 3, "", self.formats["intro"])
        self.write(sheet, 1, 0, _INTRO, "intro")
        for column, heading in enumerate((FACT, VALUE, HOW, MEANING)):
            self.write(sheet, 2, column, heading, "head")
        row = 3
        for title, lines in self.form.groups:
            sheet.set_row(row, 22)
            for column in range(4):
                self.write(sheet, row, column, "" if column else title, "group")
            for number, line in enumerate(lines, row + 1):
                self.line(sheet, number, line)
            row += len(lines) + 1

    def line(self, sheet: "Worksheet", row: int, line: Line) -> None:
        column = line.column
        texts = column.heading, line.value, column.how, column.meaning
        looks = "fact", "asked" if column.asked else "cell", "guide", "guide"
        sheet.set_row(row, height(zip(texts, _TENDER_WIDTHS, strict=True)))
        for number, (text, look) in enumerate(zip(texts, looks, strict=True)):
            self.write(sheet, row, number, text, look)
        if source := self.source(column):
            sheet.data_validation(row, 1, row, 1, _choice(source))

    def page(self, page: Page) -> None:
        widths = [max(_WIDTHS.get(column.kind, 14), len(column.heading) + 3) for column in page.columns]
        sheet = self.sheet(page.sheet, 2, widths)
        across = min(len(widths), _ACROSS)
        sheet.merge_range(0, 0, 0, across - 1, "", self.formats["intro"])
        self.write(sheet, 0, 0, page.intro, "intro")
        for number in range(across, len(widths)):
            self.write(sheet, 0, number, "", "intro")
        sheet.set_row(0, height([(page.intro, sum(widths[:across]))]))
        for number, column in enumerate(page.columns):
            sheet.set_column(number, number, widths[number], self.formats["asked" if column.asked else "cell"])
            self.write(sheet, 1, number, column.how, "how")
            self.write(sheet, 2, number, column.heading, "asked head" if column.asked else "head")
            self.guide(sheet, number, column)
        sheet.set_row(1, height(zip((column.how for column in page.columns), widths, strict=True), 12))
        blank = ("",) * len(widths)
        for row, texts in enumerate((*page.rows, *[blank] * (_FORM - len(page.rows))), 3):
            sheet.set_row(row, height(zip(texts, widths, strict=True)) if any(texts) else _BLANK_HEIGHT)
            for number, text in enumerate(texts):
                self.write(sheet, row, number, text, "asked" if page.columns[number].asked else "cell")

    def guide(self, sheet: "Worksheet", number: int, column: Column) -> None:
        """What is shown when a cell below a heading is entered, and what may be chosen there."""
        look = {"input_title": column.heading[:32], "input_message": _cut(f"{column.meaning} {column.how}")}
        source = self.source(column)
        rule = _choice(source) if source else {"validate": "any"}
        sheet.data_validation(3, number, 3 + _ROWS, number, {**rule, **look})

    def source(self, column: Column) -> object | None:
        """What may be chosen: yes and no, the words of a code list, or the names on another sheet."""
        if column.kind is Kind.YES_NO and column.how.startswith("yes or no"):
            return ["yes", "no"]
        if column.choices in self.form.words:
            at = list(self.form.words).index(column.choices)
            return f"={WORDS}!{_range(at, 2, 1 + len(self.form.words[column.choices]))}"
        page = next((page for page in self.form.pages if page.sheet == column.names_of), None)
        if page is None or "'" in page.sheet:
            return None
        first = next(n for n, c in enumerate(page.columns) if c.names_of is None)
        return f"='{page.sheet}'!{_range(first, 3, 3 + _ROWS)}"

    def words(self) -> None:
        lists = self.form.words
        widths = [max(len(word) for word in (name, *words)) + 2 for name, words in lists.items()]
        sheet = self.sheet(WORDS, 1, widths)
        self.write(sheet, 0, 0, "The words that may be chosen. Other words are not read.", "note")
        for number, (name, words) in enumerate(lists.items()):
            self.write(sheet, 1, number, name, "head")
            for row, word in enumerate(words, 2):
                self.write(sheet, row, number, word, "cell")


def _choice(source: object) -> dict[str, object]:
    """A list to choose from. Other words may be written: `withheld`, or a name that is still to come."""
    return {
        "validate": "list",
        "source": source,
        "error_type": "warning",
        "error_title": "Not in the list",
        "error_message": "Only the words of the list are read, and “withheld” or “not applicable”.",
    }


def _range(column: int, first: int, last: int) -> str:
    letters = ""
    number = column + 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"${letters}${first + 1}:${letters}${last + 1}"


def _cut(text: str) -> str:
    """The most that a hint of a cell may hold."""
    return text if len(text) <= 255 else f"{text[:254]}…"
