"""The names that code over parsed documents may use, and nothing else. It refuses whatever is not plain."""

import re
from fractions import Fraction
from typing import Any, NoReturn

from policyspec.engines.python import tables
from policyspec.engines.python.tables import Table
from policyspec.model.calendar import seconds
from policyspec.model.crosswalk import CRITERION_KINDS
from policyspec.model.currencies import CURRENCIES
from policyspec.model.dates import parse_date
from policyspec.model.numerals import MOST_DECIMALS, MOST_DIGITS
from policyspec.model.outcomes import Verdict
from policyspec.model.values import Moment

__all__ = [
    "BREACHED",
    "CURRENCIES",
    "EXPLAINED",
    "FLAGGED",
    "INSTANTS",
    "MET",
    "NOT_APPLICABLE",
    "REFUSALS",
    "TOO_LARGE",
    "WEIGHTS",
    "Fraction",
    "exact",
    "explained",
    "mentioning",
    "nested",
    "one_of",
    "refuse",
    "some",
]

#: Verdicts as numbers: the least of a rule's is its own.
BREACHED, EXPLAINED, FLAGGED, MET, NOT_APPLICABLE = (
    list(Verdict).index(each)
    for each in (Verdict.BREACHED, Verdict.EXPLAINED, Verdict.FLAGGED, Verdict.MET, Verdict.NOT_APPLICABLE)
)
TOO_LARGE = 10**MOST_DIGITS
_SURE = 10**15  # below it a number with a point that is a whole one is just that
_WEIGHT_PARTS = 10**MOST_DECIMALS
_WRITTEN = re.compile(rf"[0-9]{{1,{MOST_DIGITS}}}(?:\.[0-9]{{1,{MOST_DECIMALS}}})?")
_MIDNIGHTS = (0, 24 * 60 * 60 - 1)


class NotPlainError(Exception):
    """What a document states is not as plain as the code takes it to be."""


#: What comes of a document that is not of the shape that the code takes it to be.
REFUSALS = (NotPlainError, LookupError, TypeError, AttributeError, ValueError, ArithmeticError)


def refuse() -> NoReturn:
    raise NotPlainError


def exact(number: Any) -> int | Fraction:  # noqa: ANN401 - whatever stands there
    """An amount above zero as it is written: of a number that JSON has with a point, the shortest decimal."""
    if number is True or number is False:
        refuse()
    whole, parts = number.as_integer_ratio()
    if parts == 1 and 0 < whole < _SURE:
        return int(whole)
    text = repr(number)
    if not _WRITTEN.fullmatch(text):
        refuse()
    units, _, decimals = text.partition(".")
    return Fraction(int(units + decimals), 10 ** len(decimals)) or refuse()


def some(number: Any) -> bool:  # noqa: ANN401
    """That an amount is above zero, and of a size that is read."""
    return exact(number) is not None if number.as_integer_ratio()[1] == 1 else bool(_WRITTEN.fullmatch(repr(number)))


def _weight(percent: object) -> int:
    """A percentage from 0 to 100, in parts of which a whole has 100 million."""
    if not _WRITTEN.fullmatch(repr(percent)) or (found := Fraction(repr(percent))) > 100:
        refuse()
    return int(found * _WEIGHT_PARTS)


def _instant(written: str) -> int:
    """A moment that is known to the second, wherever the clock is: in seconds from some start.

    A time at either end of a day may be filled in for one that is not known.
    """
    moment = parse_date(written.strip())
    if not isinstance(moment, Moment) or moment.offset is None or moment.second in (None, *_MIDNIGHTS):
        refuse()
    return int(seconds(moment).low or 0)


#: `true` is equal to 1, and is no number: what is said of 1 is not kept.
WEIGHTS: Table[object, int] = Table(_weight, lambda percent: percent not in (0, 1))
INSTANTS = Table(_instant)


def mentioning(words: str) -> Table[str, bool]:
    table = tables.mentioning(words)
    return Table(lambda written: table.answer(_text(written)))


def one_of(texts: frozenset[str]) -> Table[str, bool]:
    table = tables.one_of(texts)
    return Table(lambda written: table.answer(_text(written)))


def _text(written: object) -> str:
    return written.strip() if isinstance(written, str) and written.strip() else refuse()


def explained(text: object, closing: bool) -> int:  # noqa: FBT001
    """What a breach becomes that a text may explain. One that is not stated may still come before publication."""
    if isinstance(text, str) and text.strip():
        return EXPLAINED
    return BREACHED if closing and (text is None or isinstance(text, str)) else refuse()


def nested(kinds: list[object], weights: list[int]) -> bool:
    """Whether weights above 100% may be weights within weights: those of one kind make 100%."""
    sums: dict[str | None, int] = {}
    for kind, weight in zip(kinds, weights, strict=True):
        known = CRITERION_KINDS.get(kind.strip()) if isinstance(kind, str) else None
        sums[known] = sums.get(known, 0) + weight
    return 100 * _WEIGHT_PARTS in sums.values()
