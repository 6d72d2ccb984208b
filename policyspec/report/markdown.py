"""Markdown for a pull request: what each tender comes to, a table of what was found, the gravest first, and the counts.

A comment on GitHub has 65,536 characters. What does not fit is left out and counted.
"""

from collections.abc import Iterable, Iterator

from policyspec.model.outcomes import Gate, Verdict
from policyspec.report.findings import Finding, assumed, findings, since, state
from policyspec.report.formats import View
from policyspec.report.headline import headline
from policyspec.report.markup import markdown
from policyspec.report.problems import tallied
from policyspec.report.run import Comparison, Judged, Run, Total, total
from policyspec.report.words import are, count, day_in_words, sentence

#: Characters of each part, together less than a comment takes.
_TENDERS, _FINDINGS, _LISTED = 14_000, 36_000, 5_000
_LONGEST = 2_000  # characters of one text


def render(run: Run, _view: View) -> str:
    parts = [
        f"## {_title(run)}",
        _table(("Tender", "What it comes to"), _tenders(run), _TENDERS),
        _table(("", "Rule", "What was found"), (_finding(one, run.comparison) for one in findings(run)), _FINDINGS),
        _listed("Taken for granted", _granted(run)),
        _listed("Fixed since the earlier run", _fixed(run.comparison)),
        _counts(total(run.tenders)) if run.tenders else "",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _title(run: Run) -> str:
    if not run.tenders and not run.unread:
        return f"Policies: {tallied(run.diagnostics)}"
    held = sum(judged.blocks for judged in run.tenders)
    not_read = f", {count(len(run.unread), 'input')} not read" if run.unread else ""
    return f"{count(len(run.tenders), 'tender')}: {held or 'none'} held back{not_read}"


def _tenders(run: Run) -> Iterator[str]:
    yield from (_row(_short(name), "**Not checked: it could not be read.**") for name in run.unread)
    yield from map(_tender, run.tenders)


def _tender(judged: Judged) -> str:
    result = judged.result
    said = headline(result)
    gate = "at the draft gate" if result.gate is Gate.DRAFT else "at the publication gate"
    judged_on = f", judged on {day_in_words(result.judged_on)}" if result.judged_on else ""
    further = " ".join(text for text in (said.further, *map(sentence, result.notes)) if text)
    name = f"{_short(result.name)}<br>{_short(result.source)}, {gate}{judged_on}"
    return _row(name, f"**{markdown(said.text)}** {_short(further)}")


def _finding(found: Finding, comparison: Comparison | None) -> str:
    outcome = found.outcome
    if outcome is None:
        return _row(f"**{found.severity}**", _short(found.check), _at(found))
    what = f"{state(outcome)} {since(found, comparison)}".rstrip()
    rule = f"{_short(outcome.title)}<br>" if outcome.title else ""
    return _row(f"**{what}**", f"{rule}{_short(outcome.rule)}", _at(found))


def _at(found: Finding) -> str:
    """What was found, and below it where."""
    return f"{_short(found.text)}<br>{_short(str(found.at))}" if found.at.file else _short(found.text)


def _granted(run: Run) -> Iterator[str]:
    for judged in run.tenders:
        lead = f"Of {_short(judged.result.source)}. " if len(run.tenders) > 1 else ""
        yield from (f"- {lead}{_short(words)}" for words in assumed(judged.result))


def _fixed(comparison: Comparison | None) -> Iterator[str]:
    for one in comparison.fixed if comparison else ():
        yield f"- Was {one.verdict}: {_short(f'{one.title} ({one.key[2]}), {one.item_label}, {one.tender}')}"


def _counts(numbers: Total) -> str:
    """Every verdict with its number, so that what was not checked cannot pass for a pass."""
    rows = [_row(verdict, str(numbers.rules[verdict]), str(numbers.outcomes[verdict])) for verdict in Verdict]
    return "\n".join(["| Counts | rules | outcomes |", "|---|---:|---:|", *rows])


# --- parts of a page ----------------------------------------------------------------------------------------------


def _table(heads: tuple[str, ...], rows: Iterable[str], room: int) -> str:
    kept, left = _fitting(rows, room)
    return "\n".join([_row(*heads), "|---" * len(heads) + "|", *kept, *_left_out(left)]) if kept or left else ""


def _listed(title: str, items: Iterable[str]) -> str:
    kept, left = _fitting(items, _LISTED)
    return "\n".join([f"### {title}", "", *kept, *_left_out(left)]) if kept or left else ""


def _fitting(rows: Iterable[str], room: int) -> tuple[list[str], int]:
    """As many rows, from the first, as there is room for; and how many are left out."""
    kept: list[str] = []
    left = 0
    for row in rows:
        room -= len(row) + 1
        if left or room < 0:
            left += 1
        else:
            kept.append(row)
    return kept, left


def _left_out(number: int) -> list[str]:
    return ["", f"{number} more {are(number)} left out here: the JSON report has all."] if number else []


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _short(text: str) -> str:
    return markdown(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")
