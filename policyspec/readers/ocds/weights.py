"""The five ways in which notices state weights, brought into one.

First the structured `numbers`; else a description that is nothing but a number, a range or `Pass/Fail` (which is how
notices under TED's forms were mapped to OCDS). Percentages and decimals become weights, points and ranks stay what
they are, and a list that mixes units, or holds weights within weights, has no weights that can be known.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from policyspec.model.facts import Absence, Absent, Origin
from policyspec.model.literals import LiteralError
from policyspec.model.values import Between
from policyspec.readers.ocds.spot import Spot
from policyspec.readers.ocds.values import exact


class Unit(StrEnum):
    PERCENT = "percentages"
    DECIMAL = "decimals"
    POINTS = "points"
    ORDER = "places in an order"
    BARE = "numbers without a unit"
    GATE = "pass or fail"


@dataclass(frozen=True, slots=True)
class Stating:
    """How much one criterion counts, as its notice states it: an amount or a range, in a unit."""

    unit: Unit
    low: Fraction
    high: Fraction
    origin: Origin
    note: str | None = None

    @property
    def value(self) -> Fraction | Between:
        return self.low if self.low == self.high else Between(self.low, self.high)


_CODES = {
    "percentageExact": Unit.PERCENT,
    "percentageRangeMiddle": Unit.PERCENT,
    "decimalExact": Unit.DECIMAL,
    "decimalRangeMiddle": Unit.DECIMAL,
    "pointsExact": Unit.POINTS,
    "pointsRangeMiddle": Unit.POINTS,
    "order": Unit.ORDER,
}
_AMOUNT = r"([0-9]{1,9}(?:[.,][0-9]{1,6})?)"
_ONE = re.compile(rf"{_AMOUNT}\s*(%|per ?cent|points?|pts)?", re.IGNORECASE)
_RANGE = re.compile(rf"{_AMOUNT}\s*(%?)\s*(?:-|–|to)\s*{_AMOUNT}\s*(%|per ?cent|points?|pts)?", re.IGNORECASE)
_GATE = re.compile(r"pass\s*[/or-]*\s*fail", re.IGNORECASE)


def stated(criterion: Spot) -> Stating | Absent | None:
    """What a criterion states of its weight: None where it states nothing, an absence where that cannot be read."""
    for number in criterion.things("numbers"):
        if number.at("threshold") is None and number.at("fixed") is None:
            return _from_number(number)
    return described(criterion)


def _from_number(spot: Spot) -> Stating | Absent | None:
    number, code = spot.at("number"), (spot.word("weight") or "").strip()
    if not isinstance(number, Spot):
        return number
    unit = _CODES.get(code)
    if unit is None:
        reason = f"`{code}` is not a unit of weight" if code else "the number has no unit"
        return Absent(Absence.UNREADABLE, number.origin, reason)
    value = exact(number)
    if isinstance(value, LiteralError) or value < 0:
        reason = value.message if isinstance(value, LiteralError) else f"`{value}` is below 0"
        return Absent(Absence.UNREADABLE, number.origin, reason)
    note = "the number is the middle of a range that the notice does not state" if "Middle" in code else None
    return Stating(unit, value, value, number.origin, note)


def described(criterion: Spot) -> Stating | None:
    """A weight in the description: a strict reading, so that a sentence with a number in it is none."""
    spot = criterion.at("description")
    written = (criterion.word("description") or "").strip()
    if not isinstance(spot, Spot) or len(written) > 60:
        return None
    if _GATE.fullmatch(written):
        return Stating(Unit.GATE, Fraction(0), Fraction(0), spot.origin)
    if one := _ONE.fullmatch(written):
        amount = _number(one[1])
        return Stating(_unit(one[2]), amount, amount, spot.origin)
    if ends := _RANGE.fullmatch(written):
        low, high = _number(ends[1]), _number(ends[3])
        return Stating(_unit(ends[4] or ends[2]), low, high, spot.origin) if low <= high else None
    return None


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))


def _unit(written: str | None) -> Unit:
    match (written or "").casefold()[:2]:
        case "":
            return Unit.BARE
        case "po" | "pt":
            return Unit.POINTS
        case _:
            return Unit.PERCENT


def in_one_unit(statings: list[Stating]) -> list[Stating] | None:
    """The same in one unit, or None where they cannot be brought into one.

    Numbers without a unit are percentages where others are, or where they come to no more than 100; one above 100
    can only be points.
    """
    units = {s.unit for s in statings}
    if units == {Unit.BARE}:
        return _bare(statings)
    if units == {Unit.BARE, Unit.PERCENT} and sum(s.high for s in statings) <= 100:
        return [replace(s, unit=Unit.PERCENT) for s in statings]
    if units == {Unit.DECIMAL}:
        return [replace(s, unit=Unit.PERCENT, low=s.low * 100, high=s.high * 100) for s in statings]
    return statings if len(units) == 1 else None


def _bare(statings: list[Stating]) -> list[Stating] | None:
    note = "the number, which has no unit, is taken to be {}"
    if any(s.high > 100 for s in statings):
        return [replace(s, unit=Unit.POINTS, note=note.format("points")) for s in statings]
    return [replace(s, unit=Unit.PERCENT, note=note.format("a percentage")) for s in statings]


def scaled(stating: Stating) -> Stating:
    """Percentages as parts of one."""
    return replace(stating, low=stating.low / 100, high=stating.high / 100)
