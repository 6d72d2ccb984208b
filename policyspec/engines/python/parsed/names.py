"""The names that code over parsed documents may use, and nothing else. It refuses whatever is not plain."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from types import SimpleNamespace

from policyspec.base.dataclasses import dataclass
from policyspec.base.patterns import pattern
from policyspec.engines.python import tables
from policyspec.engines.python.parsed.amounts import (
    REFUSALS,
    TOO_LARGE,
    excluding,
    foreign,
    including,
    refuse,
    some,
    stated,
)
from policyspec.engines.python.parsed.weights import WEIGHTS
from policyspec.engines.python.tables import Table
from policyspec.model.calendar import seconds
from policyspec.model.crosswalk import SOLE_CRITERIA
from policyspec.model.currencies import CURRENCIES
from policyspec.model.dates import parse_date
from policyspec.model.outcomes import Verdict, rule_verdict
from policyspec.model.values import Classification, Moment

__all__ = [
    "CURRENCIES",
    "INSTANTS",
    "REFUSALS",
    "TOO_LARGE",
    "WEIGHTS",
    "Classification",
    "Fraction",
    "Moment",
    "Thing",
    "excluding",
    "explained",
    "foreign",
    "including",
    "mentioning",
    "of_tender",
    "one_of",
    "refuse",
    "some",
    "stated",
    "undivided",
]

#: The tender as one lot, where documents are objects.
Thing = SimpleNamespace
#: Seconds that a clock is at most from that of Greenwich, and an hour of summer time.
_ANY_CLOCK = 15 * 60 * 60
_MIDNIGHTS = (0, 24 * 60 * 60 - 1)


def ranks(words: Mapping[Verdict, object]) -> dict[str, object]:
    """Verdicts as their ranks, of which the least of a rule's is its own; and of some that are possible, theirs.

    `OPEN` may be met or breached, and `MAYBE_…` may not apply instead. `EXCUSED` is by whether a rule applies, whether
    its duty is kept, and what a breach becomes (`explained`).
    """

    def rank(*verdicts: Verdict) -> int:
        """That of the verdict where there is one word for all that are possible, else of an undetermined one."""
        alike = len({words[verdict] for verdict in verdicts}) == 1
        return _RANKS.index(rule_verdict(set(verdicts)) if alike else Verdict.UNDETERMINED)

    met, breached, without = (Verdict.MET,), (Verdict.BREACHED,), (Verdict.NOT_APPLICABLE,)
    excused = {
        (applies, duty, breach): rank(
            *(() if duty is False else met), *(() if duty else breach), *(() if applies else without)
        )
        for applies in (True, None)
        for duty in (True, False, None)
        for breach in (_BREACHED, _EXPLAINED, _EITHER)
    }
    return {
        "BREACHED": rank(*breached),
        "MET": rank(*met),
        "OPEN": rank(*met, *breached),
        "NOT_APPLICABLE": rank(*without),
        "MAYBE_BREACHED": rank(*breached, *without),
        "MAYBE_MET": rank(*met, *without),
        "MAYBE_OPEN": rank(*met, *breached, *without),
        "FLAGGED": rank(Verdict.FLAGGED),
        "MAYBE_FLAGGED": rank(Verdict.FLAGGED, *without),
        "EXCUSED": excused,
    }


_RANKS = list(Verdict)
#: What a breach becomes that may be explained.
_BREACHED, _EXPLAINED = (Verdict.BREACHED,), (Verdict.EXPLAINED,)
_EITHER = (*_BREACHED, *_EXPLAINED)


def explained(text: object, closing: bool) -> tuple[Verdict, ...]:  # noqa: FBT001
    """What a breach becomes that a text may explain. One that is not stated may still come before publication."""
    if text is not None and not isinstance(text, str):
        refuse()
    if text and not text.isspace():
        return _EXPLAINED
    return _BREACHED if closing else _EITHER


# --- lists ------------------------------------------------------------------------------------------------------


def undivided(lots: object, assuming: bool, tender: object) -> tuple[object, ...]:  # noqa: FBT001
    """A tender without lots as one lot."""
    if not assuming or (lots is not None and lots != []):
        refuse()
    return (tender,)


def of_tender(criteria: object, theirs: object) -> Sequence[object]:
    """The criteria of a lot that states none: those of its tender for all lots, of which a code may stand for one."""
    if criteria is not None and criteria != []:
        refuse()
    match theirs:
        case None:
            return ()
        case str():
            kind = SOLE_CRITERIA.get(theirs.strip())
            return () if kind is None else _SOLE[kind]
        case dict() if isinstance(listed := theirs.get("criteria"), list | None):
            return listed or ()
        case _:
            return refuse()


#: The only criterion, which has all the weight.
_SOLE = {
    kind: ({"type": kind, "numbers": [{"number": 100, "weight": "percentageExact"}]},)
    for kind in SOLE_CRITERIA.values()
}


# --- dates and texts --------------------------------------------------------------------------------------------


def _instant(written: str | None) -> "int | Unsure | None":
    """A moment in seconds from some start, or one that is not known to the second. None: not stated."""
    if written is None:
        return None
    if (told := _told(written)) is not None:
        return told
    moment = parse_date(written.strip())
    if not isinstance(moment, Moment):
        refuse()
    if moment.offset is None or moment.second is None or (moment.offset == 0 and moment.second in _MIDNIGHTS):
        return Unsure(moment)
    return int(seconds(moment).low or 0)


#: A date-time with its clock, as notices have nearly all of theirs: no two alike, so that no table knows them.
_CLOCKED = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])")
_SECOND = timedelta(seconds=1)


def _told(written: str) -> int | None:
    """The instant of the usual form, as `seconds` has it; None: it is another, or none, or one that is not sure."""
    if not _CLOCKED.fullmatch(written):
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    second = (moment.hour * 60 + moment.minute) * 60 + moment.second
    offset = moment.utcoffset()
    if not offset and second in _MIDNIGHTS:
        return None
    return moment.toordinal() * 24 * 60 * 60 + second - (offset // _SECOND if offset else 0)


@dataclass(frozen=True, slots=True)
class Unsure:
    """A moment of which the time or the clock is not known: a time at either end of a day may be filled in for none.

    It is somewhere on its day, on whatever clock; so how long it is to another is told only where that does not matter.
    """

    moment: Moment

    def __sub__(self, start: "int | Unsure") -> "Lasting":
        low, high = self._ends()
        earliest, latest = (start, start) if isinstance(start, int) else start._ends()
        return Lasting(low - latest, high - earliest)

    def __rsub__(self, end: int) -> "Lasting":
        low, high = self._ends()
        return Lasting(end - high, end - low)

    def _ends(self) -> tuple[int, int]:
        """The earliest and the latest that it can be, on any clock, whose hour may change in summer."""
        found = seconds(Moment(self.moment.day))
        return int(found.low or 0) - _ANY_CLOCK, int(found.high or 0) + _ANY_CLOCK


@dataclass(frozen=True, slots=True)
class Lasting:
    """A time between two moments, in seconds, of which only the ends are known."""

    low: int
    high: int

    def __ge__(self, bound: int) -> bool:
        return True if self.low >= bound else False if self.high < bound else refuse()

    def __gt__(self, bound: int) -> bool:
        return True if self.low > bound else False if self.high <= bound else refuse()

    def __le__(self, bound: int) -> bool:
        return not self > bound

    def __lt__(self, bound: int) -> bool:
        return not self >= bound


INSTANTS = Table(_instant)


def mentioning(words: str) -> Table[str, bool | None]:
    return _stated(tables.mentioning(words))


def one_of(texts: frozenset[str]) -> Table[str, bool | None]:
    return _stated(tables.one_of(texts))


def _stated(table: Table[str, bool]) -> Table[str, bool | None]:
    """The same of what is written in a document; None of what is not stated, or blank."""

    def answer(written: object) -> bool | None:
        if written is None:
            return None
        text = written.strip() if isinstance(written, str) else refuse()
        return table.answer(text) if text else None

    return Table(answer)
