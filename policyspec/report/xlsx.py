"""The report as a workbook: a summary, a row for each finding, all outcomes, what is missing or taken for granted.

All that a tender or a policy says is written as text, so that nothing in it is run, linked or hidden.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from policyspec.base.dataclasses import dataclass, field
from policyspec.base.extras import library
from policyspec.base.visible import visible
from policyspec.model.outcomes import Gate, Outcome, Verdict
from policyspec.report.findings import gravity, where
from policyspec.report.formats import View
from policyspec.report.grouped import taken_for_granted, wanted
from policyspec.report.headline import headline, together, unjudged
from policyspec.report.one_rule import given
from policyspec.report.run import Judged, Run, key, tally
from policyspec.report.unread import not_checked
from policyspec.report.words import count, day_in_words, joined, sentence
from policyspec.writers.workbook.paper import A4, height, pages_wide

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_CHARACTERS, MOST_ROWS = 32_767, 1_048_576  # of a cell and of a sheet, in Excel
_MADE = datetime(2026, 1, 1)  # noqa: DTZ001 – the same run makes the same file, whenever it is made
_QUIET = (Verdict.MET, Verdict.NOT_APPLICABLE)
_TALLIED = tuple(verdict.capitalize() for verdict in Verdict)
_LOOKS: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 14},
    "lead": {"bold": True, "font_size": 11},
    "note": {"font_color": "#505A5F"},
    "head": {"bold": True, "bg_color": "#DCE6F1", "border": 1, "border_color": "#B1B4B6", "text_wrap": True},
    "cell": {"text_wrap": True, "border": 1, "border_color": "#B1B4B6"},
    "amount": {"num_format": "#,##0.00##", "border": 1, "border_color": "#B1B4B6"},
    "bad": {"text_wrap": True, "border": 1, "border_color": "#B1B4B6", "bold": True, "bg_color": "#F6D7D2"},
    "doubt": {"text_wrap": True, "border": 1, "border_color": "#B1B4B6", "bold": True, "bg_color": "#FFF2CC"},
    "good": {"text_wrap": True, "border": 1, "border_color": "#B1B4B6", "bg_color": "#DDEFE3"},
    "known": {"text_wrap": True, "border": 1, "border_color": "#B1B4B6", "bg_color": "#E8EDF0"},
}
_BY_VERDICT = {
    Verdict.FAILED: "bad",
    Verdict.BREACHED: "bad",
    Verdict.UNDETERMINED: "doubt",
    Verdict.WAIVED: "known",
    Verdict.EXPLAINED: "known",
    Verdict.FLAGGED: "doubt",
    Verdict.MET: "good",
    Verdict.NOT_APPLICABLE: "cell",
}

Cell = str | int | Decimal | Verdict
_MOST_DIGITS = 15  # of a number in Excel


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its headings with the widths of their columns in characters, and its rows."""

    sheet: str
    heads: tuple[tuple[str, int], ...]
    rows: Sequence[tuple[Cell, ...]]
    none: str  # what is said where there are no rows


def render(run: Run, view: View, *, most_rows: int = MOST_ROWS) -> bytes:  # noqa: ARG001 – no text is quoted here
    """The run as an xlsx file. Same run, same bytes.

    Raises:
        ExtraMissing: The library that writes workbooks is not installed.
    """

    def draw(drawing: "Drawing") -> None:
        tables = [table for table in _tables(run) if table.rows or table.none]
        drawing.summary(run, tables)
        for table in tables:
            drawing.table(table)

    return workbook("policyspec report", "a report as a workbook", draw, most_rows)


def workbook(
    title: str, what: str, draw: Callable[["Drawing"], None], most_rows: int = MOST_ROWS, extra: str = "sheets"
) -> bytes:
    """A workbook of what is drawn. `what` it is and the `extra` that brings it, for the message where it is missing.

    Raises ExtraMissing.
    """
    xlsxwriter = library("xlsxwriter", what=what, extra=extra)
    data = BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "created": _MADE})
    draw(Drawing(book, most_rows))
    book.close()
    return data.getvalue()


# What stands on the sheets


def _tables(run: Run) -> Iterator[Table]:
    compared = run.comparison is not None
    found = [(judged, outcome) for judged in run.tenders for outcome in judged.outcomes]
    told = sorted(
        (pair for pair in found if pair[1].verdict not in _QUIET),
        key=lambda pair: gravity(pair[1], pair[0].result.gate),
    )
    since = (("Since", 11),) if compared else ()
    heads = (("Tender", 24), ("Rule", 30), ("Title", 28), ("Strength", 9), ("Verdict", 14), ("Holds back", 11), *since)
    more = (("Item", 18), ("What is found", 48), ("Where", 26), ("Missing facts", 28), ("Taken for granted", 28))
    last = (("Explained or waived", 30), ("Source", 26), ("Why the rule is there", 34), ("To do", 34))
    rows = [_finding(judged, outcome, run) for judged, outcome in told]
    yield Table("Findings", heads + more + last, rows, _all_well(found))
    heads = (("Tender", 24), ("Rule", 30), ("Duty", 8), ("Item", 18), ("Strength", 9), ("Verdict", 14))
    rows = [_outcome(judged, outcome) for judged, outcome in found]
    yield Table("All outcomes", (*heads, ("Sentence", 56), ("Facts used", 76)), rows, "No rule was judged.")
    heads = (("Fact", 50), ("Outcomes that wait", 12), ("Why", 16), ("Where", 26), ("Rules", 60))
    yield Table("Missing facts", heads, list(_missing(found)), "No outcome waits for a fact.")
    heads = (("Tender", 24), ("Taken for granted", 70), ("Rules that rest on it", 60))
    yield Table("Taken for granted", heads, list(_assumed(run)), "Nothing was taken for granted.")
    heads = (("Tender", 30), ("Rule", 34), ("Item", 24), ("It was", 14))
    yield Table("Fixed", heads, list(_fixed(run)), "Nothing was fixed." if compared else "")
    heads = (("Severity", 10), ("Code", 8), ("Where", 44), ("Message", 70), ("Hint", 60))
    yield Table("About the files", heads, list(_diagnostics(run)), "There is nothing to say of the files.")


def _all_well(found: Sequence[tuple[Judged, Outcome]]) -> str:
    """What it means that there are no findings. Where nothing applied, nothing is well."""
    met = any(outcome.verdict is Verdict.MET for _, outcome in found)
    return "Every rule that applies is met." if met else "Nothing was checked: no rule applies."


def _finding(judged: Judged, outcome: Outcome, run: Run) -> tuple[Cell, ...]:
    excused = outcome.verdict in (Verdict.EXPLAINED, Verdict.WAIVED)
    reason = f"{sentence(outcome.explanation or 'no reason is recorded')} {given(outcome)}" if excused else ""
    own = key(judged.result, outcome)
    since = ("new" if own in run.comparison.new else "unchanged",) if run.comparison else ()
    return (
        *(judged.result.name, outcome.rule, outcome.title, outcome.strength.value, outcome.verdict),
        *(_holds_back(outcome, judged), *since),
        *(outcome.item_label, sentence(outcome.message), str(where(outcome, judged))),
        *(_lines(wanted(fact) for fact in outcome.missing), _lines(outcome.assumptions), reason),
        _lines(
            " ".join(part for part in (str(c), c.url, c.checked and f"({c.checked})") if part)
            for c in outcome.citations
        ),
        *(sentence(outcome.because or ""), sentence(outcome.suggest or "")),
    )


def _holds_back(outcome: Outcome, judged: Judged) -> str:
    """Whether it holds back publication: in a draft an open one only may."""
    if not outcome.blocks:
        return "no"
    return "may" if outcome.verdict is Verdict.UNDETERMINED and judged.result.gate is Gate.DRAFT else "yes"


def _outcome(judged: Judged, outcome: Outcome) -> tuple[Cell, ...]:
    facts = _lines(f"{fact.name}: {fact.value if fact.value is not None else fact.absence}" for fact in outcome.facts)
    start = judged.result.name, outcome.rule, outcome.limb, outcome.item_label, outcome.strength.value
    return (*start, outcome.verdict, sentence(outcome.message), facts)


def _missing(found: Iterable[tuple[Judged, Outcome]]) -> Iterator[tuple[Cell, ...]]:
    """Each missing fact with the number of outcomes that wait for it, the most wanted first."""
    number: Counter[tuple[str, str, str]] = Counter()
    rules: dict[tuple[str, str, str], dict[str, None]] = {}
    for judged, outcome in found:
        for fact in outcome.missing:
            own = fact.name, fact.absence or "not stated", str(fact.origin or judged.result.source)
            number[own] += 1
            rules.setdefault(own, {})[outcome.rule] = None
    for own, waiting in number.most_common():
        yield (own[0], waiting, own[1], own[2], _lines(rules[own]))


def _assumed(run: Run) -> Iterator[tuple[Cell, ...]]:
    for judged in run.tenders:
        for assumption, rules in taken_for_granted(judged.result).items():
            yield (judged.result.name, sentence(assumption), _lines(rules))


def _fixed(run: Run) -> Iterator[tuple[Cell, ...]]:
    for one in run.comparison.fixed if run.comparison else ():
        yield (one.tender, one.title, one.item_label, one.verdict)


def _diagnostics(run: Run) -> Iterator[tuple[Cell, ...]]:
    for found in run.all_diagnostics():
        span = str(found.span) if found.span else ""
        yield (found.severity.value, found.code, span, sentence(found.message), sentence(found.hint or ""))


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(parts)


# How they are drawn


@dataclass(slots=True)
class Drawing:
    book: "Workbook"
    most_rows: int
    looks: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        base: dict[str, object] = {"valign": "top", "font_name": "Arial", "font_size": 10}
        self.looks = {name: self.book.add_format({**base, **look}) for name, look in _LOOKS.items()}

    def sheet(self, name: str, widths: Sequence[int]) -> "Worksheet":
        sheet = self.book.add_worksheet(name)
        for number, width in enumerate(widths):
            sheet.set_column(number, number, width)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(pages_wide(widths), 0)
        sheet.repeat_columns(0)
        sheet.set_footer("&L&A&RPage &P of &N")
        return sheet

    def write(self, sheet: "Worksheet", row: int, column: int, value: Cell, look: str = "cell") -> None:
        if isinstance(value, int) or (isinstance(value, Decimal) and len(value.as_tuple().digits) <= _MOST_DIGITS):
            sheet.write_number(row, column, value, self.looks["amount" if isinstance(value, Decimal) else look])
        else:
            sheet.write_string(row, column, _shown(value), self.looks[look])

    def table(self, table: Table) -> None:
        widths = [width for _, width in table.heads]
        sheet = self.sheet(table.sheet, widths)
        if not table.rows:
            self.write(sheet, 0, 0, table.none, "note")
            return
        shown = table.rows[: self.most_rows - 1]
        for number, (head, _) in enumerate(table.heads):
            self.write(sheet, 0, number, head, "head")
        for row, cells in enumerate(shown, 1):
            self.row(sheet, row, cells, widths)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, len(shown), len(table.heads) - 1)

    def row(self, sheet: "Worksheet", row: int, cells: Sequence[Cell], widths: Sequence[int]) -> None:
        sheet.set_row(row, height((_shown(cell), width) for cell, width in zip(cells, widths, strict=True)))
        for number, cell in enumerate(cells):
            self.write(sheet, row, number, cell, _BY_VERDICT[cell] if isinstance(cell, Verdict) else "cell")

    def page(self, name: str, title: str, texts: Sequence[str]) -> None:
        """A sheet of sentences."""
        sheet = self.sheet(name, (110,))
        self.write(sheet, 0, 0, title, "title")
        for row, text in enumerate(texts, 1):
            self.write(sheet, row, 0, text, "lead" if row == 1 else "note")

    def summary(self, run: Run, tables: Sequence[Table]) -> None:
        said = (("Tender", 28), ("File", 26), ("Judged", 18), ("In a sentence", 46))
        heads = (*said, *((word, len(word) + 2) for word in _TALLIED))
        widths = [width for _, width in heads]
        sheet = self.sheet("Summary", widths)
        self.write(sheet, 0, 0, "policyspec report", "title")
        row = 1
        for text in _opening(run, tables, self.most_rows):
            self.write(sheet, row, 0, text, "lead" if row == 1 else "note")
            row += 1
        for number, (head, _) in enumerate(heads):
            self.write(sheet, row + 1, number, head, "head")
        room = self.most_rows - row - 2
        for number, judged in enumerate(run.tenders[:room], row + 2):
            self.row(sheet, number, _tender(judged), widths)
        sheet.freeze_panes(row + 2, 1)
        sheet.repeat_rows(row + 1)
        if run.tenders:
            sheet.autofilter(row + 1, 0, row + 1 + min(len(run.tenders), room), len(heads) - 1)


def _tender(judged: Judged) -> tuple[Cell, ...]:
    result, head = judged.result, headline(judged)
    on = f" on {day_in_words(result.judged_on)}" if result.judged_on else ""
    said = " ".join(part for part in (head.text, head.further, unjudged(judged), *map(sentence, judged.notes)) if part)
    tallied = tally(rule.verdict for rule in judged.rules)
    return (result.name, result.source, f"at {result.gate}{on}", said, *(tallied[verdict] for verdict in Verdict))


def _opening(run: Run, tables: Sequence[Table], most_rows: int) -> Iterator[str]:
    """What is to be known before the rows: how many tenders, which were not read, what changed, what is left out."""
    yield sentence(together(run))
    yield "The numbers are of rules, each under its gravest verdict; “Findings” has a row for each thing found."
    for name in run.unread:
        yield f"{name}: {not_checked(run, name)}"
    if policies := [f"{policy.title} ({policy.id})" for policy in run.policies]:
        yield f"Held against: {joined(policies)}"
    if run.comparison:
        new, fixed = count(len(run.comparison.new), "finding"), len(run.comparison.fixed)
        yield f"Since {run.comparison.against}: {new} new, {fixed or 'none'} fixed."
    for table in tables:
        over = len(table.rows) - (most_rows - 1)
        if over > 0:
            yield f"“{table.sheet}” has room for {most_rows - 1:,} rows: {over:,} more are in the JSON report."


def _shown(value: Cell) -> str:
    """The text of a cell, made harmless and no longer than a cell may be; its lines stay lines."""
    text = "\n".join(visible(line) for line in str(value).split("\n"))
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1]}…"
