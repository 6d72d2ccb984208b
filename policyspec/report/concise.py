"""A line for each finding, `place: verdict strength rule: sentences`, as compilers write them and editors jump to them.

Streams: `tender` as soon as one is judged, then `ending`. The last line has every count.
"""

from collections.abc import Iterator

from policyspec.base.dataclasses import replace
from policyspec.base.diagnostics import Severity
from policyspec.model.outcomes import TenderResult, Verdict
from policyspec.report import since as changes
from policyspec.report.findings import Finding, assumed, findings, since, state
from policyspec.report.formats import View
from policyspec.report.page import Line, Piece, Style, line
from policyspec.report.problems import tallied
from policyspec.report.run import Comparison, Judged, Run, Total, total
from policyspec.report.unread import counted
from policyspec.report.words import count, sentence

_STYLE = {Severity.ERROR: Style.BAD, Severity.WARNING: Style.DOUBT, Severity.NOTE: Style.CODE}


def render(run: Run, _view: View) -> list[Line]:
    return [
        *opening(),
        *(row for judged in run.tenders for row in tender(judged, run.comparison)),
        *ending(run, total(run.tenders)),
    ]


def opening() -> list[Line]:
    return []


def tender(judged: Judged, comparison: Comparison | None) -> list[Line]:
    """The findings of one tender, the gravest first, then what was taken for granted and the notes on its source."""
    result = judged.result
    rows = [_row(found, comparison) for found in findings(Run((judged,)))]
    rows += [_about(result, words) for words in assumed(result)]
    return [*rows, *(_about(result, f"Note: {sentence(note)}") for note in judged.notes)]


def ending(run: Run, numbers: Total) -> list[Line]:
    """What speaks of no one tender, and the counts. Of the run's tenders only what is new or fixed is told."""
    rows = [_row(found, None) for found in findings(replace(run, tenders=()))]
    rows += _fixed(run.comparison)
    if changed := changes.since(run):
        rows.append(line(Piece(changed.said, Style.QUIET)))
    return [*rows, line(Piece(_counts(run, numbers), Style.QUIET))]


def _row(found: Finding, comparison: Comparison | None) -> Line:
    what = state(found.outcome) if found.outcome else str(found.severity)
    place = f"{found.at}: " if found.at.file else ""
    return line(
        place,
        Piece(f"{f'{since(found, comparison)} {what}'.lstrip()} {found.check}", _STYLE[found.severity]),
        f": {found.text}",
    )


def _about(result: TenderResult, words: str) -> Line:
    return line(f"{result.source}: {words}")


def _fixed(comparison: Comparison | None) -> Iterator[Line]:
    for one in comparison.fixed if comparison else ():
        of = f" of {one.item_label}" if one.item_label else ""
        yield line(
            f"{one.tender}: ", Piece(f"fixed {one.key[2]}", Style.GOOD), f": It was {one.verdict}: {one.title}{of}."
        )


def _counts(run: Run, numbers: Total) -> str:
    """Every verdict with its number of outcomes; of policies alone the number of messages."""
    if not numbers.tenders and not run.unread:
        return f"{tallied(run.diagnostics)}."
    unread = f", {counted(run)}" if run.unread else ""
    inputs = f"{count(numbers.tenders, 'tender')}{unread}; {count(sum(numbers.outcomes.values()), 'outcome')}"
    shown = [verdict for verdict in Verdict if verdict is not Verdict.FAILED or numbers.outcomes[verdict]]
    outcomes = ", ".join(f"{numbers.outcomes[verdict]} {verdict}" for verdict in shown)
    return f"{inputs}: {outcomes}." if any(numbers.outcomes.values()) else f"{inputs}."
