"""Things as the readers of notices make them: what they are called, and lists of them."""

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from policyspec.base.dataclasses import replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.patterns import pattern
from policyspec.model.facts import Fact, Item, Listing, Origin, Stated
from policyspec.readers import errors

Found = TypeVar("Found")

_SHOWN = 40
_LOT_NUMBER = pattern(r"(?:lot|par)?[-\s]*([0-9]{1,9})", re.IGNORECASE)


def short(name: str) -> str:
    """A name on one line, cut to what a label takes."""
    plain = " ".join(name.split())
    return plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1] + "…"


def lot_called(facts: dict[str, Fact], number: int) -> str:
    """A lot's title, else its identifier, where that says more than its own number: ` (North)`."""
    title = facts.get("title") or facts.get("identifier")
    if not isinstance(title, Stated):
        return ""
    same = _LOT_NUMBER.fullmatch(str(title.value).strip())
    return "" if same and int(same[1]) == number else f" ({short(str(title.value))})"


def numbered(read: list[tuple[dict[str, Fact], Origin]], entity: str, key: str, noun: str) -> Listing | None:
    """A list of plain things by their facts and places; None where there are none."""
    items = []
    for number, (facts, origin) in enumerate(read):
        name = facts.get("name")
        called = f" ({short(str(name.value))})" if isinstance(name, Stated) else ""
        items.append(Item(entity, f"{key}[{number}]", f"{noun} {number + 1}{called}", facts, origin=origin))
    return Listing(tuple(items), origin=items[0].origin) if items else None


def within(listing: Listing, label: str) -> Listing:
    """The list with the thing that it stands in behind each label: `condition 1 of lot 2`."""
    return replace(listing, items=tuple(replace(item, label=f"{item.label} of {label}") for item in listing.items))


def say_same_ids(lots: Iterable[Item], say: Callable[[Diagnostic], None]) -> None:
    """Says which lots bear the identifier of an earlier one."""
    seen: dict[object, Fact] = {}
    for lot in lots:
        fact = lot.fact("identifier")
        if not isinstance(fact, Stated) or fact.origin is None:
            continue
        earlier = seen.setdefault(fact.value, fact)
        if earlier is not fact and earlier.origin:
            there = errors.at(earlier.origin)
            say(errors.same_name(errors.at(fact.origin), "lot", str(fact.value), there))


def with_fact(item: Item, key: str, fact: Fact | None) -> Item:
    return item if fact is None else replace(item, facts={**item.facts, key: fact})


def present(**found: Found | None) -> dict[str, Found]:
    """What there is of what may not be there."""
    return {key: value for key, value in found.items() if value is not None}
