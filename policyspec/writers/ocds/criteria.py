"""Award criteria, with `numbers` that state their weights."""

import re
from fractions import Fraction

from policyspec.model.facts import Item, Listing, Stated
from policyspec.model.literals import format_value
from policyspec.model.types import Kind
from policyspec.model.values import Between, Value
from policyspec.writers.json_text import Json
from policyspec.writers.ocds.out import Node, Out, below, member, write_facts, write_lists
from policyspec.writers.ocds.values import Reason, number

BASE = "tender.lots[].awardCriteria.criteria[]"
_GATE = "Pass/Fail"

#: A description that readers of notices take for a weight, since older notices have it there.
_LIKE_A_WEIGHT = re.compile(
    r"[0-9 .,%–-]*(to|per ?cent|points?|pts)?[0-9 .,%]*(per ?cent|points?|pts)?|pass\W*fail", re.IGNORECASE
)


def put_criteria(out: Out, node: Node, listing: Listing, item: Item) -> Reason | None:  # noqa: ARG001
    home = below(node, "awardCriteria")
    for index, criterion in enumerate(listing.items):
        place = member(home, "criteria", index)
        write_facts(out, criterion, place, BASE, _FACTS)
        write_lists(out, criterion, place, {})
    return None


def _weight(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    points = item.fact("points")
    if isinstance(points, Stated) and isinstance(points.value, Fraction):
        return None  # it follows from the points
    if isinstance(value, Between):
        return _in_words(node, format_value(value, Kind.PERCENTAGE).replace(" to ", "-"), item)
    return _add(node, value * 100, "percentageExact") if isinstance(value, Fraction) else None


def _points(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    return _add(node, value, "pointsExact") if isinstance(value, Fraction) else Reason("OCDS has no ranges")


def _rank(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    return _add(node, value, "order") if isinstance(value, Fraction) else Reason("OCDS has no ranges")


def _minimum_score(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    if not isinstance(value, Fraction):
        return Reason("OCDS has no ranges")
    found = number(value)
    if isinstance(found, Reason):
        return found
    _append(node, {"number": found, "threshold": "minimumScore"})
    return None


def _pass_fail(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    return _in_words(node, _GATE, item) if value is True else Reason("OCDS says it only of those that are pass-fail")


def _description(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    if _LIKE_A_WEIGHT.fullmatch(str(value)):
        return Reason("it would be read as the criterion's weight")
    node["description"] = str(value)
    return None


def _in_words(node: Node, words: str, item: Item) -> Reason | None:
    """A weight in the place of the description, as notices under the older European forms have it."""
    if isinstance(item.fact("description"), Stated):
        return Reason("its place in OCDS is that of the description, which is stated")
    node["description"] = words
    return None


def _add(node: Node, value: Fraction, unit: str) -> Reason | None:
    found = number(value)
    if isinstance(found, Reason):
        return found
    _append(node, {"number": found, "weight": unit})
    return None


def _append(node: Node, entry: dict[str, Json]) -> None:
    numbers = node.setdefault("numbers", [])
    assert isinstance(numbers, list)
    numbers.append({"id": str(len(numbers) + 1), **entry})


_FACTS = {
    "weight": _weight,
    "points": _points,
    "rank": _rank,
    "minimum_score": _minimum_score,
    "pass_fail": _pass_fail,
    "description": _description,
}
