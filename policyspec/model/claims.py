"""The amounts that an English sentence names: `at least 60%`, `25 days or more`, `four fifths`, `£10,000`.

Prose is read for what it plainly says; what is not written out as an amount is no claim. A direction is only taken from
words that include the amount itself (`at least`, `or more`): `below 60%` may name the wrong as well as the right.
"""

import re
from fractions import Fraction
from typing import Literal

from policyspec.base.dataclasses import dataclass
from policyspec.base.patterns import pattern
from policyspec.model.literals import UNITS, parse_literal
from policyspec.model.numerals import LiteralError, written_out
from policyspec.model.types import Kind
from policyspec.model.values import Duration, Money, Value

Direction = Literal["at least", "at most"]

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: Fraction(n) for n, word in enumerate(_WORDS, 1)}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}

_DIGITS = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
_NUMBER = rf"(?:{_DIGITS}|\b(?:{'|'.join(_WORDS)})\b)"
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_AMOUNT = pattern(
    rf"(?P<ratio>{_DIGITS}:{_DIGITS})"
    rf"|(?P<date>\b[0-9]{{1,2}}\s+(?:January|February|March|April|May|June|July|August|September|October|November"
    rf"|December)\s+[0-9]{{4}}\b)"
    rf"|(?P<money>(?:\b[A-Z]{{3}}\s?|[£€]\s?){_DIGITS}(?:\s?(?:k|m|bn|thousand|million|billion)\b)?)"
    rf"|(?P<percentage>(?P<share>{_NUMBER})(?:\s?%|\s(?:per\s?cent|percentage\spoints?)\b))"
    rf"|(?P<part>\b(?:(?P<many>a|{'|'.join(_WORDS)})[\s-])(?P<of>{'|'.join(_PARTS)})s?\b(?=s?\sof\b|,|\.|;|$))"
    rf"|(?P<duration>(?P<long>{_NUMBER})[\s-](?:(?:whole|clear|full|elapsed)\s)?(?P<unit>{_UNIT})s?\b)"
    rf"|(?P<number>{_NUMBER})",
    re.IGNORECASE,
)
_BEFORE: dict[Direction, str] = {
    "at least": r"at\sleast|(?:no|not)\s(?:less|fewer|shorter|lower)\sthan|(?:a\s)?minimum(?:\sof)?"
    r"|not\s(?:be\s)?below",
    "at most": r"at\smost|(?:no|not)\s(?:more|longer|higher|greater)\sthan|(?:a\s)?maximum(?:\sof)?|up\sto"
    r"|not\s(?:be\s)?above|not\sexceed|capped\sat",
}
_AFTER: dict[Direction, str] = {
    "at least": r"or\s(?:more|above|over|higher|longer)|at\sleast|and\s(?:above|over)",
    "at most": r"or\s(?:less|fewer|below|under|lower|shorter)|at\smost",
}
_LEADS = {side: pattern(rf"\b(?:{words})\s(?:the\s|of\s)?$", re.IGNORECASE) for side, words in _BEFORE.items()}
_TRAILS = {side: pattern(rf"\s(?:[a-z]+\s)?(?:{words})\b", re.IGNORECASE) for side, words in _AFTER.items()}


@dataclass(frozen=True, slots=True)
class Claim:
    """An amount in a text, at `text[start:end]`, and the way in which the text says that values may differ from it.

    `phrase` is the amount with the words that give the direction: `60% or more`. `rough`: `a third` may be 33%.
    """

    kind: Kind
    value: Value
    direction: Direction | None
    phrase: str
    start: int
    end: int
    rough: bool = False


def claims(text: str) -> list[Claim]:
    """The amounts that a text names, in order. A bare number counts only with a direction: `at least two lots`."""
    found = []
    for match in _AMOUNT.finditer(text):
        read = _value(match)
        direction, phrase = _direction(text, match)
        if read is not None and (read[0] is not Kind.NUMBER or direction is not None):
            found.append(Claim(*read, direction, phrase, *match.span(), match.lastgroup == "part"))
    return found


def _direction(text: str, match: re.Match[str]) -> tuple[Direction | None, str]:
    for side, lead in _LEADS.items():
        before, after = lead.search(text, 0, match.start()), _TRAILS[side].match(text, match.end())
        if before or after:
            start, end = before.start() if before else match.start(), after.end() if after else match.end()
            return side, text[start:end]
    return None, match[0]


def _value(match: re.Match[str]) -> tuple[Kind, Value] | None:
    written = match[0]
    match match.lastgroup:
        case "ratio" | "date" as kind:
            value = parse_literal(written, Kind(kind))
            return None if isinstance(value, LiteralError) else (Kind(kind), value)
        case "money":
            return _money(written)
        case "percentage":
            share = _number(match["share"])
            return (Kind.PERCENTAGE, share / 100) if share is not None else None
        case "part":
            many = _NUMBERS.get(match["many"].casefold(), Fraction(1))
            return Kind.PERCENTAGE, many / _PARTS[match["of"].casefold()]
        case "duration":
            long = _number(match["long"])
            each, unit = UNITS[match["unit"].casefold()]
            return (Kind.DURATION, Duration(long * each, unit)) if long is not None else None
        case _:
            number = _number(written)
            return (Kind.NUMBER, number) if number is not None else None


def _number(written: str) -> Fraction | None:
    return _NUMBERS.get(written.casefold()) or written_out(written)


def _money(written: str) -> tuple[Kind, Value] | None:
    sign, digits = re.match(r"([A-Za-z]{3}|[£€])\s?(.*)", written).groups()  # type: ignore[union-attr]
    amount = written_out(digits)
    nominal = parse_literal(f"{sign} 1", Kind.MONEY)
    if amount is None or not isinstance(nominal, Money):
        return None
    return Kind.MONEY, Money.of(nominal.currency, amount)
