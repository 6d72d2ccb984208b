"""How much an award criterion counts, in an OCDS release.

First the structured `numbers`; else a description that is nothing but a number, a range or `Pass/Fail` (which is how
notices under TED's forms were mapped to OCDS).
"""

from policyspec.base.dataclasses import replace
from policyspec.model.facts import Absent
from policyspec.readers import weights
from policyspec.readers.ocds.spot import Spot
from policyspec.readers.ocds.values import exact
from policyspec.readers.weights import Stating, Unit

_CODES = {
    "percentageExact": Unit.PERCENT,
    "percentageRangeMiddle": Unit.PERCENT,
    "decimalExact": Unit.DECIMAL,
    "decimalRangeMiddle": Unit.DECIMAL,
    "pointsExact": Unit.POINTS,
    "pointsRangeMiddle": Unit.POINTS,
    "order": Unit.ORDER,
}


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
    stating = weights.in_unit(_CODES, code, exact(number), number.origin)
    return replace(stating, note=weights.MIDDLE) if isinstance(stating, Stating) and "Middle" in code else stating


def described(criterion: Spot) -> Stating | None:
    """A weight in the description."""
    spot = criterion.at("description")
    return weights.in_words(criterion.word("description") or "", spot.origin) if isinstance(spot, Spot) else None
