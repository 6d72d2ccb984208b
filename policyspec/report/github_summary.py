"""The step summary of GitHub Actions: Markdown with a row for each tender and every finding, the gravest first.

GitHub takes one MiB of a step, and nothing of a summary that is larger. What does not fit is left out and counted.
"""

from collections.abc import Iterable, Iterator

from policyspec.base.diagnostics import Severity
from policyspec.model.outcomes import Verdict
from policyspec.report.findings import Finding, assumed, findings
from policyspec.report.formats import View
from policyspec.report.headline import headline, together, unjudged
from policyspec.report.markup import markdown
from policyspec.report.run import Comparison, Judged, Run, tally
from policyspec.report.unread import not_checked
from policyspec.report.words import are, count, sentence

LIMIT = 1024 * 1024
_ROOM = 4096  # kept for the frame of the page and the words on what is left out
_ENTRY = 2000  # characters of one text

_HEADINGS = {
    Severity.ERROR: "Holds back publication, or was not checked",
    Severity.WARNING: "Breached rules that should be kept, and what may yet hold back publication",
    Severity.NOTE: "To be known: undetermined, explained, waived, flagged",
}
_COLUMNS = (
    Verdict.BREACHED,
    Verdict.UNDETERMINED,
    Verdict.WAIVED,
    Verdict.EXPLAINED,
    Verdict.FLAGGED,
    Verdict.FAILED,
    Verdict.MET,
    Verdict.NOT_APPLICABLE,
)


def render(run: Run, _view: View) -> str:
    room = LIMIT - _ROOM
    rows, room = _fitting(_rows(run), room)
    found = findings(run)
    entries, room = _fitting(map(_entry, found), room)
    granted, room = _fitting(_granted(run), room)
    fixed, room = _fitting(_fixed(run.comparison), room)
    parts = [f"## {together(run)}"]
    parts += [*_table(rows, len(run.tenders) + len(run.unread)), *_sections(found, entries)]
    parts += [*_listed("Taken for granted", granted), *_listed("Fixed since the earlier run", fixed)]
    rest = len(found) - len(entries)
    if rest:
        parts += [
            "",
            f"{count(rest, 'finding')} {are(rest)} left out: a summary has no more room. The JSON report has all.",
        ]
    return "\n".join([*parts, ""])


def _fitting(texts: Iterable[str], room: int) -> tuple[list[str], int]:
    """As many of the texts, from the first, as there is room for in UTF-8; and the room that is left."""
    kept: list[str] = []
    for text in texts:
        room -= len(text.encode()) + 1
        if room < 0:
            return kept, 0
        kept.append(text)
    return kept, room


def _table(rows: list[str], number: int) -> Iterator[str]:
    """A row for each tender: what it comes to, and its rules by verdict."""
    if not number:
        return
    yield ""
    yield f"| tender | comes to | {' | '.join(_COLUMNS)} |"
    yield f"|---|---|{'---:|' * len(_COLUMNS)}"
    yield from rows
    if rest := number - len(rows):
        yield ""
        yield f"{count(rest, 'more tender')} {are(rest)} in the JSON report."


def _rows(run: Run) -> Iterator[str]:
    dashes = " – |" * len(_COLUMNS)
    yield from (f"| {_short(name)} | **{_short(not_checked(run, name))}** |{dashes}" for name in run.unread)
    yield from map(_row, run.tenders)


def _row(judged: Judged) -> str:
    result = judged.result
    counted = tally(rule.verdict for rule in result.rules)
    said = headline(judged)
    further = " ".join(text for text in (said.further, unjudged(judged), *map(sentence, judged.notes)) if text)
    name = _short(result.name) if result.name == result.source else f"{_short(result.name)}<br>{_short(result.source)}"
    numbers = " | ".join(str(counted[verdict]) for verdict in _COLUMNS)
    return f"| {name} | **{markdown(said.text)}** {markdown(further)} | {numbers} |"


def _sections(found: list[Finding], entries: list[str]) -> Iterator[str]:
    """The findings in up to three parts; only the first stands open."""
    kept = list(zip(found, entries, strict=False))
    for kind in Severity:
        part = [entry for one, entry in kept if one.severity is kind]
        if part:
            yield ""
            opened = " open" if kind is Severity.ERROR else ""
            yield f"<details{opened}><summary>{_HEADINGS[kind]}: {count(len(part), 'finding')}</summary>"
            yield ""
            yield from part
            yield ""
            yield "</details>"


def _entry(found: Finding) -> str:
    place = f" – {_short(str(found.at))}" if found.at.file else ""
    return f"- **{_short(found.title)}**{place}<br>{_short(found.text)} {_short(found.check)}"


def _granted(run: Run) -> Iterator[str]:
    several = len(run.tenders) > 1
    for judged in run.tenders:
        of = f" – {_short(judged.result.source)}" if several else ""
        yield from (f"- {_short(words)}{of}" for words in assumed(judged.result))


def _fixed(comparison: Comparison | None) -> Iterator[str]:
    for gone in comparison.fixed if comparison else ():
        yield f"- Was {gone.verdict}: {_short(gone.title)}, {_short(gone.item_label)} – {_short(gone.tender)}"


def _listed(heading: str, rows: list[str]) -> Iterator[str]:
    if rows:
        yield from ("", f"### {heading}", "", *rows)


def _short(text: str) -> str:
    return markdown(text if len(text) <= _ENTRY else f"{text[:_ENTRY]}…")
