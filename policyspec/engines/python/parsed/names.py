"""The names that code over parsed documents may use, and nothing else. It refuses whatever is not plain."""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

from policyspec.base.dataclasses import dataclass
from policyspec.engines.python import tables
from policyspec.engines.python.parsed.amounts import (
    REFUSALS,
    TOO_LARGE,
    WRITTEN,
    excluding,
    foreign,
    including,
    refuse,
    some,
    stated,
)
from policyspec.engines.python.tables import Table
from policyspec.model.calendar import seconds
from policyspec.model.crosswalk import CRITERION_KINDS, SOLE_CRITERIA
from policyspec.model.currencies import CURRENCIES
from policyspec.model.dates import parse_date
from policyspec.model.numerals import MOST_DECIMALS
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
    "nested",
    "of_tender",
    "one_of",
    "ranked",
    "refuse",
    "some",
    "stated",
    "undivided",
    "unweighted",
]

#: The tender as one lot, where documents are objects.
Thing = SimpleNamespace
_WEIGHT_PARTS: int = 10**MOST_DECIMALS
_WHOLE = 100 * _WEIGHT_PARTS
_ABOVE_WHOLE = 2 * _WHOLE
#: What a description may begin with that is a weight.
_WEIGHT_IN_WORDS = re.compile(r"\s*(?:[0-9]|pass)", re.IGNORECASE)
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


# --- weights ---------------------------------------------------------------------------------------------------


def _weight(percent: Any) -> int | None:  # noqa: ANN401
    """A percentage in parts of which a whole has 100 million; None where none is stated, or one that is above 100."""
    if percent is None:
        return None
    if percent.__class__ is int and 0 <= percent <= 100:
        return int(percent) * _WEIGHT_PARTS
    if not WRITTEN.fullmatch(repr(percent)):
        refuse()
    found = Fraction(repr(percent))
    return int(found * _WEIGHT_PARTS) if found <= 100 else None


def unweighted(numbers: object, description: object) -> None:
    """The weight of a criterion without numbers: not stated, unless its description is one."""
    if numbers is not None and numbers != []:
        refuse()
    if description is not None and (not isinstance(description, str) or _WEIGHT_IN_WORDS.match(description)):
        refuse()


def ranked(unit: object, place: Any) -> None:  # noqa: ANN401
    """The weight of a criterion that has a place in an order: not stated."""
    if unit != "order" or place.__class__ is not int or place < 0:
        refuse()


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
    moment = parse_date(written.strip())
    if not isinstance(moment, Moment):
        refuse()
    if moment.offset is None or moment.second is None or (moment.offset == 0 and moment.second in _MIDNIGHTS):
        return Unsure(moment)
    return int(seconds(moment).low or 0)


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


#: `true` is equal to 1, and is no number: what is said of 1 is not kept.
WEIGHTS: Table[object, int | None] = Table(_weight, lambda percent: percent not in (0, 1))
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


def nested(kinds: Sequence[object], percents: Sequence[object]) -> bool:
    """Whether percentages of more than 100 in all may be weights within weights: several of one kind make 100."""
    of_kind: dict[str | None, list[int]] = {}
    for kind, percent in zip(kinds, percents, strict=True):
        if percent is not None:
            weight = WEIGHTS[percent]
            known = CRITERION_KINDS.get(kind.strip()) if isinstance(kind, str) else None
            # More than 100 makes more than that of its kind and of all, however much it is.
            of_kind.setdefault(known, []).append(_ABOVE_WHOLE if weight is None else weight)
    sums = [(len(each), sum(each)) for each in of_kind.values()]
    return sum(total for _, total in sums) > _WHOLE and any(many > 1 and total == _WHOLE for many, total in sums)
