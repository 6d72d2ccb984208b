"""Award criteria, with `numbers` that state their weights."""

import re
from fractions import Fraction

from policyspec.model.facts import Item, Listing, Stated
from policyspec.model.literals import format_value
from policyspec.model.types import Kind
from policyspec.model.values import NO_LIMIT, Between, Value
from policyspec.writers.json_text import Json
from policyspec.writers.ocds.out import Node, Out, Put, below, member, value_of, write_facts, write_lists
from policyspec.writers.ocds.values import Reason, number

BASE = "tender.lots[].awardCriteria.criteria[]"
_GATE = "Pass/Fail"

#: The facts that count a criterion, with their unit in OCDS and in words; of several in a list the first is written.
_UNITS = {
    "weight": ("percentageExact", "weights"),
    "points": ("pointsExact", "points"),
    "rank": ("order", "ranks"),
}
#: A description that readers of notices take for a weight, since older notices have it there.
_LIKE_A_WEIGHT = re.compile(
    r"[0-9 .,%–-]*(to|per ?cent|points?|pts)?[0-9 .,%]*(per ?cent|points?|pts)?|pass\W*fail", re.IGNORECASE
)


def put_criteria(out: Out, node: Node, listing: Listing, item: Item) -> Reason | None:  # noqa: ARG001
    home, unit = below(node, "awardCriteria"), _unit(listing)
    for index, criterion in enumerate(listing.items):
        place = member(home, "criteria", index)
        write_facts(out, criterion, place, BASE, {**_FACTS, **{key: _counts(key, unit) for key in _UNITS}})
        write_lists(out, criterion, place, {})
    if unit == "weight" and _looks_nested(listing):
        for criterion in listing.items:
            out.lose(criterion, "weight", "with the others it makes more than 100%, and is taken for a share of a part")
    return None


def _unit(listing: Listing) -> str | None:
    """In what the criteria of a list are counted: notices mix no units. Weights that follow from points are none."""
    said = [key for item in listing.items for key in _UNITS if _is_said(item, key)]
    return next((key for key in _UNITS if key in said), None)


def _is_said(item: Item, key: str) -> bool:
    fact = item.fact(key)
    return isinstance(fact, Stated) and (key != "weight" or not _from_points(item, fact))


def _from_points(item: Item, weight: Stated) -> bool:
    return weight.assumption is not None and isinstance(item.fact("points"), Stated)


def _counts(key: str, unit: str | None) -> Put:
    def put(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
        if key != unit:
            follows = key == "weight" and unit == "points" and not _is_said(item, key)
            return (
                None
                if follows
                else Reason(f"a notice has one unit for all criteria, and this one has {_UNITS[unit or key][1]}")
            )
        if isinstance(value, Between) and key == "weight":
            return _in_words(node, format_value(value, Kind.PERCENTAGE).replace(" to ", "-"), item)
        if not isinstance(value, Fraction):
            return Reason("OCDS has no ranges")
        return _add(node, value * 100 if key == "weight" and value != NO_LIMIT else value, _UNITS[key][0])

    return put


def _looks_nested(listing: Listing) -> bool:
    """Whether the weights of one kind make 100% beside others: readers of notices take them for shares of that kind."""
    kinds: dict[object, list[Fraction]] = {}
    for item in listing.items:
        weight = value_of(item, "weight")
        if isinstance(weight, Between) and isinstance(weight.low, Fraction):
            weight = weight.low
        if isinstance(weight, Fraction):
            kinds.setdefault(value_of(item, "kind"), []).append(weight)
    total = sum((sum(weights) for weights in kinds.values()), Fraction(0))
    return total > 1 and any(len(weights) > 1 and sum(weights) == 1 for weights in kinds.values())


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


_FACTS: dict[str, Put] = {
    "minimum_score": _minimum_score,
    "pass_fail": _pass_fail,
    "description": _description,
}
