"""Weights of criteria as they stand in a parsed document, exact. What is not plain is refused."""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from policyspec.engines.python.parsed.amounts import WRITTEN, refuse
from policyspec.engines.python.tables import Table
from policyspec.model.crosswalk import CRITERION_KINDS
from policyspec.model.numerals import MOST_DECIMALS

#: What gives the value that a thing of a document has under a key; None where there is none.
Read = Callable[[Any, str], Any]

_PARTS: int = 10**MOST_DECIMALS
_WHOLE = 100 * _PARTS
_ABOVE_WHOLE = 2 * _WHOLE
#: What a description may begin with that is a weight.
_IN_WORDS = re.compile(r"\s*(?:[0-9]|pass)", re.IGNORECASE)


def _weight(percent: Any) -> int | None:  # noqa: ANN401
    """A percentage in parts of which a whole has 100 million; None where none is stated, or one that is above 100."""
    if percent is None:
        return None
    if percent.__class__ is int and 0 <= percent <= 100:
        return int(percent) * _PARTS
    if not WRITTEN.fullmatch(repr(percent)):
        refuse()
    found = Fraction(repr(percent))
    return int(found * _PARTS) if found <= 100 else None


#: `true` is equal to 1, and is no number: what is said of 1 is not kept.
WEIGHTS: Table[object, int | None] = Table(_weight, lambda percent: percent not in (0, 1))


def other_weight(read: Read, numbers: Any, description: object) -> None:  # noqa: ANN401
    """A weight that is no percentage: not stated, of a criterion with a place in an order or without any number.

    Other units, and a description that is a weight, are for the reader.
    """
    if numbers is not None and numbers != []:
        first = numbers[0]
        place = read(first, "number")
        ranked = read(first, "weight") == "order" and place.__class__ is int and place >= 0
        if not ranked or read(first, "threshold") is not None or read(first, "fixed") is not None:
            refuse()
    elif description is not None and (not isinstance(description, str) or _IN_WORDS.match(description)):
        refuse()


def nested(read: Read, criteria: Sequence[Any]) -> bool:
    """Whether percentages of more than 100 in all may be weights within weights: several of one kind make 100."""
    of_kind: dict[str | None, list[int]] = {}
    for criterion in criteria:
        numbers, kind = read(criterion, "numbers"), read(criterion, "type")
        percent = read(numbers[0], "number") if numbers and read(numbers[0], "weight") == "percentageExact" else None
        if percent is not None:
            weight = WEIGHTS[percent]
            known = CRITERION_KINDS.get(kind.strip()) if isinstance(kind, str) else None
            # More than 100 makes more than that of its kind and of all, however much it is.
            of_kind.setdefault(known, []).append(_ABOVE_WHOLE if weight is None else weight)
    sums = [(len(each), sum(each)) for each in of_kind.values()]
    return sum(total for _, total in sums) > _WHOLE and any(many > 1 and total == _WHOLE for many, total in sums)
