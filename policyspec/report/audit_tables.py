"""The figures of an audit as tables: files for a spreadsheet, one for each, or the sheets of one workbook."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from policyspec.model.outcomes import Verdict
from policyspec.report import csv, xlsx
from policyspec.report.summary import Amount, Figures, Group, Summary, Want
from policyspec.report.words import count, day_in_words, joined
from policyspec.report.xlsx import Cell, Table

_GROUPS = {"buyers": "Buyers", "months": "Months", "regions": "Regions", "categories": "Categories"}
_NOT_STATED = "not stated"
_VERDICTS = tuple((verdict.capitalize(), 12) for verdict in Verdict)
_SHARES = {"value": "all tenders", "at_stake": "breaching", "undecided": "open"}


def tables(summary: Summary) -> tuple[Table, ...]:
    """Every table, as a sheet with its name."""
    return (
        _rules(summary),
        *(_groups(sheet, getattr(summary, kind)) for kind, sheet in _GROUPS.items()),
        _values(summary),
        _wants(summary),
        _by_month(summary),
        _unread(summary),
    )


def files(summary: Summary) -> dict[str, str]:
    """Each table as CSV, by the name of its file: `rules.csv`, `buyers.csv`, `missing-facts.csv`."""
    return {
        f"{table.sheet.lower().replace(' ', '-')}.csv": csv.table(
            [title for title, _ in table.heads], ([_plain(cell) for cell in row] for row in table.rows)
        )
        for table in tables(summary)
    }


def _plain(cell: Cell) -> csv.Cell:
    return f"{cell:f}" if isinstance(cell, Decimal) else cell


# --- the tables -------------------------------------------------------------------------------------------------


def _rules(summary: Summary) -> Table:
    heads = (("Rule", 34), ("Title", 34), ("Strength", 12), ("Tenders", 10), ("Breaching", 10), ("Open", 10))
    rows: list[tuple[Cell, ...]] = [
        (
            *(rule.rule, rule.title, ", ".join(rule.strengths)),
            *_numbers(rule.figures),
            *_counts(rule.figures),
            *(rule.undetermined, rule.asked, rule.unsettled, rule.engine, rule.reason, rule.says),
        )
        for rule in summary.rules
    ]
    last = (("Open outcomes", 12), ("Of these looked at", 12), ("No fact would settle", 12), ("Judged by", 12))
    ends = (("Why not by the query", 30), ("In plain English", 70))
    return Table("Rules", (*heads, *_VERDICTS, *last, *ends), rows, "No rule was judged.")


def _groups(sheet: str, groups: Sequence[Group]) -> Table:
    heads = ((sheet, 40), ("Tenders", 10), ("Breaching", 10), ("Open", 10), ("Without a value", 12))
    rows: list[tuple[Cell, ...]] = [
        (group.name or _NOT_STATED, *_numbers(group.figures), group.figures.without_value, *_counts(group.figures))
        for group in groups
    ]
    return Table(sheet, (*heads, *_VERDICTS), rows, "There is no tender.")


def _numbers(figures: Figures) -> tuple[int, int, int]:
    return figures.tenders, figures.breaching, figures.open


def _counts(figures: Figures) -> tuple[int, ...]:
    return tuple(figures.rules[verdict] for verdict in Verdict)


def _values(summary: Summary) -> Table:
    """Amounts of one currency on one VAT basis: those of several rows do not add up to anything."""
    heads = (("Of", 12), ("Name", 40), ("Which tenders", 14), ("Currency", 10), ("VAT", 18), ("Amount", 20))
    rows = [*_amounts("whole", "all tenders", summary.figures)]
    for rule in summary.rules:
        rows += [row for row in _amounts("rule", rule.rule, rule.figures) if row[2] != _SHARES["value"]]
    for kind, sheet in _GROUPS.items():
        for group in getattr(summary, kind):
            rows += _amounts(sheet.lower(), group.name or _NOT_STATED, group.figures)
    return Table("Values", (*heads, ("Tenders", 10)), rows, "No tender states a value.")


def _amounts(of: str, name: str, figures: Figures) -> Iterator[tuple[Cell, ...]]:
    for share, said in _SHARES.items():
        found: tuple[Amount, ...] = getattr(figures, share)
        for one in found:
            yield (of, name, said, one.currency, one.vat, one.amount, one.tenders)


def _wants(summary: Summary) -> Table:
    heads = (("Rule", 34), ("Thing", 14), ("Fact", 30), ("Why", 12), ("Outcomes that wait", 12), ("For it alone", 12))
    last = (("Tenders", 10), ("OCDS", 44), ("eForms", 20), ("Rules", 60))
    rows = [_want("all rules", want) for want in summary.wants]
    rows += [_want(rule.rule, want) for rule in summary.rules for want in rule.wants]
    return Table("Missing facts", (*heads, *last), rows, "No outcome waits for a fact.")


def _want(rule: str, want: Want) -> tuple[Cell, ...]:
    fact = (rule, want.entity, want.fact, want.why, want.outcomes, want.alone, want.tenders)
    return (*fact, want.ocds, want.eforms, ", ".join(want.rules))


def _by_month(summary: Summary) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (cell.rule, cell.month or _NOT_STATED, *(cell.rules[verdict] for verdict in Verdict)) for cell in summary.cells
    ]
    return Table("Rules by month", (("Rule", 34), ("Month", 12), *_VERDICTS), rows, "There is no tender.")


def _unread(summary: Summary) -> Table:
    rows = [(one.name, one.tenders, "\n".join(one.reasons)) for one in summary.unread]
    heads = (("Input", 60), ("Tenders judged all the same", 14), ("Why", 90))
    return Table("Not read", heads, rows, "Every input was read.")


# --- the workbook -----------------------------------------------------------------------------------------------


def workbook(summary: Summary) -> bytes:
    """All tables in one workbook. Same figures, same bytes. Raises ExtraMissing."""

    def draw(drawing: xlsx.Drawing) -> None:
        drawing.page("Summary", "policyspec audit", list(_opening(summary)))
        for table in tables(summary):
            drawing.table(table)

    return xlsx.workbook("policyspec audit", "the workbook of an audit", draw, extra="audit")


def _opening(summary: Summary) -> Iterator[str]:
    """What is to be known before the tables."""
    figures = summary.figures
    yield (
        f"{count(figures.tenders, 'tender')}: {figures.breaching:,} breach a must, "
        f"{figures.open:,} more may once what is missing is known."
    )
    on = f", on {day_in_words(summary.on)}" if summary.on else ""
    yield f"Judged at {summary.gate}{on} by {joined([_named(p.title, p.id, p.version) for p in summary.policies])}."
    yield "The numbers under a verdict are of rules: one for each tender and rule."
    yield "Amounts are added up within one currency and one VAT basis. Rows of several do not add up to anything."
    if summary.asked < summary.undetermined:
        yield (
            f"Missing facts were looked for in {summary.asked:,} of {summary.undetermined:,} undetermined outcomes, "
            "drawn by lot."
        )
    if summary.unread:
        yield f"{count(len(summary.unread), 'input')} could not be read, in whole or in part: see “Not read”."
    for kind, number in summary.left_out.items():
        if number:
            yield f"{number:,} more {kind} are left to the outcomes."


def _named(title: str, id_: str, version: str | None) -> str:
    return f"{title or id_} ({id_}{f', version {version}' if version else ''})"
