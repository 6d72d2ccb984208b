"""What other programs are told of a run: a finding for each outcome that somebody has to see, and how grave it is.

The formats for machines (SARIF, JUnit, annotations, code quality, SVRL) differ in their containers; what a finding
says, where it stands, how grave it is and what tells it from others is the same in all of them, and decided here.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from policyspec.base.codes import CODES
from policyspec.base.dataclasses import dataclass, replace
from policyspec.base.diagnostics import Diagnostic, Severity
from policyspec.base.source import Span, place
from policyspec.model.facts import Origin
from policyspec.model.outcomes import Gate, Outcome, Strength, TenderResult, Verdict
from policyspec.report.grouped import comes_to, taken_for_granted
from policyspec.report.one_rule import given, origins_of
from policyspec.report.picked import lawless
from policyspec.report.run import Comparison, Judged, Run, fails_must, key
from policyspec.report.unread import not_checked
from policyspec.report.words import count, sentence

_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file, as far as it is known. Lines and columns count from 1, in characters; the end is exclusive."""

    file: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    sheet: str | None = None  # of a spreadsheet; lines and columns are then its rows and columns
    pointer: str | None = None  # JSON pointer or XPath

    def __str__(self) -> str:
        return self.file if self.line is None else place(self.file, self.line, self.column or 1, self.sheet)


@dataclass(frozen=True, slots=True)
class Finding:
    """An outcome or a diagnostic that somebody has to see. `check`: the rule's id, or the diagnostic's code."""

    check: str
    title: str
    severity: Severity
    gravity: int  # 0 is gravest
    text: str  # sentences
    at: Place
    key: tuple[str, ...]  # the same in every run, whatever lines change
    outcome: Outcome | None = None
    diagnostic: Diagnostic | None = None


def findings(run: Run) -> list[Finding]:
    """All that somebody has to see, the gravest first, each with a key of its own."""
    said = [
        *(_unread(run, name) for name in run.unread),
        *(_unchecked(judged) for judged in run.tenders if not judged.checked),
        *(found for judged in run.tenders for found in _of_outcomes(judged, run.comparison)),
        *(_of_diagnostic(d) for d in run.all_diagnostics()),
    ]
    return sorted(_told_apart(said), key=lambda found: found.gravity)


def _of_outcomes(judged: Judged, comparison: Comparison | None) -> Iterator[Finding]:
    gate = judged.result.gate
    for outcome in judged.outcomes:
        grave = severity(outcome, gate)
        if grave is None:
            continue
        own = key(judged.result, outcome)
        yield Finding(
            outcome.rule,
            f"{changed(own, comparison)} {state(outcome)}: {outcome.title or outcome.rule}".strip(),
            grave,
            gravity(outcome, gate),
            told(outcome),
            where(outcome, judged),
            own,
            outcome,
        )


def _of_diagnostic(found: Diagnostic) -> Finding:
    hint = f" {sentence(found.hint)}" if found.hint else ""
    at = of_span(found.span) if found.span else Place("")
    text = f"{sentence(found.message)}{hint}"
    return Finding(
        found.code,
        CODES[found.code].title if found.code in CODES else found.code,
        found.severity,
        _DIAGNOSTIC[found.severity],
        text,
        at,
        (found.code, at.file, text),
        diagnostic=found,
    )


def _unread(run: Run, name: str) -> Finding:
    title = f"input that could {'not be read in full' if name in run.in_part else 'not be read'}"
    return Finding("unread", title, Severity.ERROR, 0, not_checked(run, name), Place(name), ("unread", name))


def _unchecked(judged: Judged) -> Finding:
    name = judged.result.source
    against = lawless(judged.picked) if judged.applied else None
    text = against or "Nothing was checked: no rule applies to this tender."
    return Finding(
        "unchecked",
        "tender to which no rule applies",
        Severity.ERROR,
        0,
        text,
        Place(judged.result.file),
        ("unchecked", name),
    )


def _told_apart(said: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, of those with one key the later ones numbered: some tools drop what has a key twice."""
    seen: dict[tuple[str, ...], int] = {}
    for found in said:
        number = seen[found.key] = seen.get(found.key, 0) + 1
        own = found.key if number == 1 else (*found.key, str(number))
        yield replace(found, key=own)


def fingerprint(own: Iterable[str]) -> str:
    """A key as 32 hexadecimal digits."""
    return sha256("\0".join(own).encode("utf-8", "surrogatepass")).hexdigest()[:32]


# --- how grave ----------------------------------------------------------------------------------------------------


def severity(outcome: Outcome, gate: Gate) -> Severity | None:
    """An error holds back publication, a warning may yet, a note is to be known; None: nothing to see to."""
    match outcome.verdict:
        case Verdict.MET | Verdict.NOT_APPLICABLE:
            return None
        case Verdict.FAILED:
            return Severity.ERROR
        case Verdict.BREACHED:
            return Severity.ERROR if outcome.strength is Strength.MUST else Severity.WARNING
        case Verdict.UNDETERMINED if outcome.blocks:
            return Severity.ERROR if fails_must(outcome, gate) else Severity.WARNING
        case Verdict.UNDETERMINED | Verdict.WAIVED | Verdict.EXPLAINED | Verdict.FLAGGED:
            return Severity.NOTE


def gravity(outcome: Outcome, gate: Gate) -> int:
    """The order in which findings are told, and kept where a tool takes only so many."""
    grave = severity(outcome, gate)
    if grave is None:
        return 99
    return 10 * _SEVERITIES.index(grave) + list(Verdict).index(outcome.verdict) + 1


_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_DIAGNOSTIC = {Severity.ERROR: 9, Severity.WARNING: 19, Severity.NOTE: 29}  # after the outcomes that are as grave


# --- what it says -------------------------------------------------------------------------------------------------


def state(outcome: Outcome) -> str:
    """`breached must`, `undetermined should`, `flagged`: the verdict, with the strength where there are two."""
    if outcome.strength is Strength.FLAG or outcome.verdict is Verdict.FAILED:
        return outcome.verdict.value
    return f"{outcome.verdict} {outcome.strength}"


def since(found: Finding, comparison: Comparison | None) -> str:
    """`new` or `unchanged` since an earlier run; empty: there is none, or the finding is of no outcome."""
    return "" if found.outcome is None else changed(found.key, comparison)


def changed(own: tuple[str, ...], comparison: Comparison | None) -> str:
    """`new` or `unchanged`: an outcome of that key since an earlier run; empty where there was none."""
    if comparison is None:
        return ""
    return "new" if own[:4] in comparison.new else "unchanged"


def told(outcome: Outcome) -> str:
    """All that is to be said of an outcome, in sentences on one line."""
    return " ".join([sentence(outcome.message), *standing(outcome), *ways_out(outcome)]).strip()


def standing(outcome: Outcome) -> Iterator[str]:
    """What is open, excused or taken for granted in it: no format may leave this out."""
    if outcome.verdict is Verdict.UNDETERMINED:
        yield f"Undetermined: {comes_to([outcome])}."
    if outcome.verdict in (Verdict.WAIVED, Verdict.EXPLAINED):
        yield f"{outcome.verdict.capitalize()}: {sentence(outcome.explanation or 'no reason is recorded')}"
        yield f"Given: {given(outcome)}"
    yield from (f"Taken for granted: {sentence(assumption)}" for assumption in outcome.assumptions)


def ways_out(outcome: Outcome) -> Iterator[str]:
    if outcome.suggest and outcome.verdict in (Verdict.BREACHED, Verdict.UNDETERMINED, Verdict.FLAGGED):
        yield f"To do: {sentence(outcome.suggest)}"


def assumed(result: TenderResult) -> Iterator[str]:
    """Each assumption once, with the rules that rest on it: those that are met may rest on it too."""
    for assumption, rules in taken_for_granted(result).items():
        rest = "rests" if len(rules) == 1 else "rest"
        yield f"Taken for granted: {sentence(assumption)} {count(len(rules), 'rule')} {rest} on it: {'; '.join(rules)}."


# --- where --------------------------------------------------------------------------------------------------------


def where(outcome: Outcome, judged: Judged) -> Place:
    """The most telling place of an outcome; of one that rests on nothing stated, the tender's file."""
    return next(iter(places(outcome)), Place(judged.result.file))


def places(outcome: Outcome) -> list[Place]:
    """Where the facts stand that it rests on, the most telling first."""
    return [of_origin(origin) for origin in origins_of(outcome)[0]]


def of_origin(origin: Origin) -> Place:
    written = (origin.raw or "").splitlines()[:1]
    width = 1 if origin.sheet else len(written[0]) if written else 0  # of a sheet the one cell
    end = origin.column + width if width else None
    return Place(
        origin.file, origin.line, origin.column, origin.line if end else None, end, origin.sheet, origin.pointer
    )


def of_span(span: Span) -> Place:
    return Place(span.file, span.line, span.column, span.end_line, span.end_column, span.sheet)


def uri(file: str) -> str:
    """A file name as the reference of a URI; relative names stay relative."""
    name = file.replace("\\", "/")
    encoded = "".join(chr(b) if b in _UNRESERVED else f"%{b:02X}" for b in name.encode("utf-8", "surrogatepass"))
    if name.startswith("/"):
        return f"file://{encoded}"
    if name[1:3] == ":/":  # a drive
        return f"file:///{name[0]}:{encoded[4:]}"
    return encoded
