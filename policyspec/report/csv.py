"""A row for each outcome, for a spreadsheet: comma-separated, UTF-8 with a byte order mark, which Excel looks for.

No cell of it is a formula, and none breaks out of its row.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from policyspec.model.facts import Waiver
from policyspec.model.outcomes import Outcome, Verdict
from policyspec.report.findings import where
from policyspec.report.formats import View
from policyspec.report.grouped import wanted
from policyspec.report.one_rule import cited_in_words, given
from policyspec.report.page import no_command, visible
from policyspec.report.run import Comparison, Judged, Run, key
from policyspec.report.unread import not_checked
from policyspec.report.words import are, count, sentence

LIMIT = 100_000  # rows; a sheet of Excel has 1,048,576
_LONGEST = 32_000  # characters; a cell of Excel has 32,767
_BYTE_ORDER_MARK = "\ufeff"

_TITLES = (
    "Tender", "File", "Verdict", "Strength", "Holds back publication", "New", "Rule", "Rule id", "Duty", "Item",
    "Finding", "May be", "Waits for", "Taken for granted", "Reason recorded", "Given by", "Until", "Facts", "Source",
    "Because", "To do", "Found in", "Line", "Column", "Sheet", "Policy file", "Policy line",
)  # fmt: skip

Cell = str | int | None


def render(run: Run, _view: View) -> str:
    rows = _rows(run)
    lines = [_line(_TITLES), *map(_line, islice(rows, LIMIT))]
    if rest := sum(1 for _ in rows):
        lines.append(_line([f"and {count(rest, 'more row')}, which {are(rest)} in the JSON report"]))
    return _BYTE_ORDER_MARK + "".join(lines)


def table(titles: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A table of any kind, with its titles in the first row."""
    return _BYTE_ORDER_MARK + "".join(map(_line, (titles, *rows)))


def _line(row: Sequence[Cell]) -> str:
    """Every cell in quotes, none of them a formula; a line ends as RFC 4180 has it."""
    cells = (str(cell) if isinstance(cell, int) else quoted(cell or "") for cell in row)
    return ",".join(f'"{cell}"' for cell in cells) + "\r\n"


def _rows(run: Run) -> Iterator[Sequence[Cell]]:
    """The outcomes, then what was not checked and what is fixed: no tender of the run is without a row."""
    for judged in run.tenders:
        yield from (_row(judged, outcome, run.comparison) for outcome in judged.outcomes)
        if not judged.outcomes:
            yield _note(judged.result.name, judged.result.source, "not checked", "", "No rule was held against it.")
    for name in run.unread:
        yield _note("", name, "checked in part" if name in run.in_part else "not checked", "", not_checked(run, name))
    for one in run.comparison.fixed if run.comparison else ():
        yield _note("", one.tender, "fixed", one.title, f"It was {one.verdict}.", rule=one.key[2], item=one.item_label)


def _row(judged: Judged, outcome: Outcome, comparison: Comparison | None) -> Sequence[Cell]:
    result, place, record = judged.result, where(outcome, judged), outcome.record
    open_ = outcome.verdict is Verdict.UNDETERMINED
    until = record.expiry if isinstance(record, Waiver) else None
    return (
        result.name,
        result.source,
        outcome.verdict.value,
        outcome.strength.value,
        _yes(outcome.blocks),
        _yes(key(result, outcome) in comparison.new) if comparison else None,
        outcome.title,
        outcome.rule,
        outcome.limb,
        outcome.item_label,
        sentence(outcome.message),
        " or ".join(verdict.value for verdict in outcome.possible) if open_ else None,
        "; ".join(dict.fromkeys(map(wanted, outcome.missing))),
        " ".join(map(sentence, outcome.assumptions)),
        outcome.explanation,
        given(outcome) if outcome.verdict in (Verdict.EXPLAINED, Verdict.WAIVED) else None,
        until.day.isoformat() if until else None,
        "; ".join(f"{fact.name}: {fact.absence if fact.value is None else fact.value}" for fact in outcome.facts),
        "; ".join(map(cited_in_words, outcome.citations)),
        outcome.because,
        outcome.suggest,
        place.file,
        place.line,
        place.column,
        place.sheet,
        outcome.policy.file,
        outcome.policy.line,
    )


def _note(
    name: str, source: str, verdict: str, title: str, words: str, *, rule: str = "", item: str = ""
) -> Sequence[Cell]:
    row: dict[str, Cell] = {"Tender": name, "File": source, "Verdict": verdict, "Rule": title, "Rule id": rule}
    return [(row | {"Item": item, "Finding": words}).get(column) for column in _TITLES]


def _yes(value: bool) -> str:  # noqa: FBT001 – a value, in words
    return "yes" if value else "no"


# --- harmless -----------------------------------------------------------------------------------------------------

# What begins a formula, at the start of a cell and after a semicolon, which is the separator of half of Europe.
_FORMULA = re.compile(r"(^|;)(\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")


def quoted(cell: str) -> str:
    """Somebody's text as it stands between the quotes of a cell."""
    return text(cell).replace('"', '""')


def text(cell: str) -> str:
    """Somebody's text as the text of a cell: controls written out, and `'` before what a program would calculate."""
    harmless = _FORMULA.sub(r"\1\2'", no_command(visible(cell)))
    return harmless if len(harmless) <= _LONGEST else f"{harmless[:_LONGEST]}… (cut here; the JSON report has it all)"
