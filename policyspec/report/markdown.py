"""Markdown for a pull request: what each tender comes to, the rules to see to, the gravest first, and the counts.

A comment on GitHub has 65,536 characters. What does not fit is left out and counted.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from policyspec.model.outcomes import Gate, Verdict
from policyspec.report.findings import assumed
from policyspec.report.formats import View
from policyspec.report.headline import headline, together, unjudged
from policyspec.report.markdown_rules import row, short, told
from policyspec.report.markup import markdown
from policyspec.report.problems import tallied
from policyspec.report.run import Comparison, Judged, Run, Total, total
from policyspec.report.unread import not_checked
from policyspec.report.words import are, day_in_words, sentence

#: Characters of each part, together less than a comment takes.
_TENDERS, _FINDINGS, _LISTED = 14_000, 36_000, 5_000

T = TypeVar("T")


def render(run: Run, _view: View) -> str:
    inputs: list[str | Judged] = [*run.unread, *run.tenders]
    parts = [
        f"## {_title(run)}",
        _table(("Tender", "What it comes to"), _rows(inputs, partial(_input, run), _TENDERS)),
        _table(("", "Rule", "What was found"), _rows(list(told(run)), str, _FINDINGS)),
        _listed("Taken for granted", _rows(list(_granted(run)), _item, _LISTED)),
        _listed("Fixed since the earlier run", _rows(list(_fixed(run.comparison)), _item, _LISTED)),
        _counts(total(run.tenders)) if run.tenders else "",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _title(run: Run) -> str:
    if not run.tenders and not run.unread:
        return f"Policies: {tallied(run.diagnostics)}"
    return together(run)


def _input(run: Run, given: str | Judged) -> str:
    """A tender, or the name of an input that is none."""
    return _tender(given) if isinstance(given, Judged) else row(short(given), f"**{short(not_checked(run, given))}**")


def _tender(judged: Judged) -> str:
    result = judged.result
    said = headline(judged)
    gate = "at the draft gate" if result.gate is Gate.DRAFT else "at the publication gate"
    judged_on = f", judged on {day_in_words(result.judged_on)}" if result.judged_on else ""
    further = " ".join(text for text in (said.further, unjudged(judged), *map(sentence, judged.notes)) if text)
    name = f"{short(result.name)}<br>{short(result.source)}, {gate}{judged_on}"
    return row(name, f"**{markdown(said.text)}** {short(further)}")


def _granted(run: Run) -> Iterator[str]:
    for judged in run.tenders:
        lead = f"Of {judged.result.source}. " if len(run.tenders) > 1 else ""
        yield from (f"{lead}{words}" for words in assumed(judged.result))


def _fixed(comparison: Comparison | None) -> Iterator[str]:
    for one in comparison.fixed if comparison else ():
        yield f"Was {one.verdict}: {one.title} ({one.key[2]}), {one.item_label}, {one.tender}"


def _counts(numbers: Total) -> str:
    """Every verdict with its number, so that what was not checked cannot pass for a pass."""
    shown = [verdict for verdict in Verdict if verdict is not Verdict.FAILED or numbers.outcomes[verdict]]
    rows = [row(verdict, str(numbers.rules[verdict]), str(numbers.outcomes[verdict])) for verdict in shown]
    return "\n".join(["| Counts | rules | outcomes |", "|---|---:|---:|", *rows])


# --- parts of a page ----------------------------------------------------------------------------------------------


def _table(heads: tuple[str, ...], rows: Sequence[str]) -> str:
    return "\n".join([row(*heads), "|---" * len(heads) + "|", *rows]) if rows else ""


def _listed(title: str, rows: Sequence[str]) -> str:
    return "\n".join([f"### {title}", "", *rows]) if rows else ""


def _rows(things: Sequence[T], make: Callable[[T], str], room: int) -> list[str]:
    """As many rows, from the first, as there is room for, and how many are left out; those are not made."""
    kept: list[str] = []
    for thing in things:
        made = make(thing)
        room -= len(made) + 1
        if room < 0:
            rest = len(things) - len(kept)
            return [*kept, "", f"{rest} more {are(rest)} left out here: the JSON report has all."]
        kept.append(made)
    return kept


def _item(text: str) -> str:
    return f"- {short(text)}"
