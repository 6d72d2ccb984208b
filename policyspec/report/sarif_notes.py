"""What a SARIF report says of the run itself: its notifications."""

from collections.abc import Iterable, Iterator

from policyspec.base.dataclasses import dataclass
from policyspec.base.diagnostics import Severity
from policyspec.model.outcomes import Verdict
from policyspec.report.findings import Finding, Place, assumed
from policyspec.report.headline import headline
from policyspec.report.page import visible
from policyspec.report.run import Run, tally
from policyspec.report.sarif_parts import Json, location, text
from policyspec.report.words import count, joined, sentence

#: What GitHub's code scanning takes in one run; it refuses a file that has more.
RESULTS = 25_000
RULES = 25_000


def notes(run: Run, found: Iterable[Finding], left_out: int) -> "list[Note]":
    """All that is to be known of a run, and is no result: what was left out first."""
    return [*_left_out(left_out), *_told(run, found), *_not_listed(run)]


@dataclass(frozen=True, slots=True)
class Note:
    """Something to be known of the run. `name`: of its descriptor; `rule`: the rule that it is about."""

    name: str
    level: Severity
    words: str
    at: Place | None = None
    rule: str | None = None


def note(note: Note) -> Json:
    parts: Json = {"descriptor": {"id": note.name}, "level": note.level.value, "message": text(note.words)}
    if note.at is not None and note.at.file:
        parts["locations"] = [location(note.at)]
    if note.rule is not None:
        parts["associatedRule"] = {"id": visible(note.rule)}
    return parts


def _told(run: Run, found: Iterable[Finding]) -> Iterator[Note]:
    """What reading and judging found, what was not checked, how each tender stands and what was taken for granted."""
    for one in found:
        if one.outcome is None:
            yield Note(one.check, one.severity, one.text, one.at)
        elif one.outcome.verdict is Verdict.FAILED:
            yield Note("failed", Severity.ERROR, one.text, one.at, one.check)
    for judged in run.tenders:
        at = Place(judged.result.file)
        said = [headline(judged).text, *judged.notes]
        yield Note("tender", Severity.NOTE, " ".join(map(sentence, said)), at)
        yield from (Note("assumed", Severity.NOTE, words, at) for words in assumed(judged.result))


def _left_out(number: int) -> list[Note]:
    if number <= 0:
        return []
    taken = f"code scanning takes {RESULTS} results of {RULES} rules"
    words = f"{count(number, 'result')} left out, the least grave: {taken}."
    return [Note("left-out", Severity.WARNING, words)]


def _not_listed(run: Run) -> list[Note]:
    """Results are what somebody has to see; the rest is said in numbers, so that nobody takes it for unchecked."""
    if not run.tenders:
        return []
    counted = tally(outcome.verdict for judged in run.tenders for outcome in judged.outcomes)
    numbers = [f"{counted[verdict]} {verdict}" for verdict in (Verdict.MET, Verdict.NOT_APPLICABLE)]
    return [Note("not-listed", Severity.NOTE, f"Outcomes that are not listed: {joined(numbers)}.")]
