"""What follows from a list of award criteria as it stands: themes from names, weights from points.

Everything derived here carries an assumption that says from what. Nothing is guessed: where units are mixed the
weights stay unknown, and the place is named.
"""

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Protocol

from policyspec.base.dataclasses import replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.remembered import remembered
from policyspec.model.facts import Absence, Absent, Fact, Item, Listing, Stated
from policyspec.model.literals import format_value
from policyspec.model.types import Kind
from policyspec.model.vocabulary import Vocabulary, fold
from policyspec.readers import errors
from policyspec.readers.terms import with_lengths, without_lengths


class Reading(Protocol):
    """What is needed of the reading of a file, whatever its format."""

    @property
    def vocabulary(self) -> Vocabulary: ...

    def say(self, diagnostic: Diagnostic) -> None: ...


GATE = Absent(Absence.NOT_APPLICABLE, reason="a pass-fail criterion has no weight")


def settled(item: Item, reading: Reading) -> Item:
    """The item, and all in it, with what follows from its criteria and its dates."""
    lists = {
        key: replace(listing, items=tuple(settled(member, reading) for member in listing.items))
        for key, listing in item.lists.items()
    }
    if "criteria" in lists:
        lists["criteria"] = settle(lists["criteria"], item.label, reading)
        _say_if_twice(lists, reading)
    item = replace(item, lists=lists) if lists else item
    return with_lengths(item) if item.entity in ("tender", "lot") else item


def settle(listing: Listing, label: str, reading: Reading) -> Listing:
    """One list of criteria: themes, pass-fail criteria, points, and the only criterion."""
    items = tuple(_gated(_themed(item, reading), reading) for item in listing.items)
    listing = replace(listing, items=items)
    return _only_price(_from_points(listing, label, reading))


def unsettled(item: Item, unheard: Reading) -> Item:
    """The item, and all in it, as it was before `settled`: so that it can be changed, and settled anew.

    `unheard`: a reading of which nobody hears what is said; it has been said before.
    """
    lists = {
        key: replace(listing, items=tuple(unsettled(member, unheard) for member in listing.items))
        for key, listing in item.lists.items()
    }
    if "criteria" in lists:
        lists["criteria"] = _undone(lists["criteria"], item.label, unheard)
    item = replace(item, lists=lists) if lists else item
    return without_lengths(item) if item.entity in ("tender", "lot") else item


def _undone(listing: Listing, label: str, unheard: Reading) -> Listing:
    """The criteria without what was derived: without what would be derived again just as it is."""
    bare = _each(listing, _bare)
    again = settle(bare, label, unheard)
    rows = zip(listing.items, bare.items, again.items, strict=True)
    return replace(bare, items=tuple(plain if anew == was else was for was, plain, anew in rows))


def _bare(item: Item) -> Item:
    """A criterion without a theme and a weight that may have been derived: they stand where their ground does."""
    derived = {
        key
        for key, ground in (("theme", item.fact("name").origin), ("weight", item.fact("points").origin or item.origin))
        if isinstance(fact := item.fact(key), Stated) and fact.assumption and fact.origin == ground
    }
    if item.facts.get("weight") == replace(GATE, origin=item.origin):
        derived.add("weight")
    return replace(item, facts={key: fact for key, fact in item.facts.items() if key not in derived})


def _say_if_twice(lists: dict[str, Listing], reading: Reading) -> None:
    """A lot's own list replaces the tender's wholly. Stating both is worth a word."""
    own = [lot for lot in lists["lots"].items if "criteria" in lot.lists] if "lots" in lists else []
    there = lists["criteria"].origin
    for lot in own:
        origin = lot.lists["criteria"].origin
        if origin:
            reading.say(errors.criteria_twice(errors.at(origin), lot.label, errors.at(there) if there else None))


def _themed(item: Item, reading: Reading) -> Item:
    name = item.fact("name")
    if "theme" in item.facts or not isinstance(name, Stated):
        return item
    theme = _theme_in(str(name.value), reading.vocabulary.codes.get("themes", ()))
    if theme is None:
        return item
    assumption = f"the theme `{theme}` of {item.label} is derived from its name `{name.value}`"
    return _with(item, "theme", Stated(theme, name.origin, assumption))


@remembered
def _theme_in(name: str, themes: tuple[str, ...]) -> str | None:
    """The one theme whose words stand in a name."""
    written = f" {' '.join(re.findall(r'[a-z-]+', fold(name)))} "
    found = [theme for theme in themes if f" {theme} " in written]
    return found[0] if len(found) == 1 else None


def _gated(item: Item, reading: Reading) -> Item:
    """A pass-fail criterion has no weight. One that states a weight as well contradicts itself."""
    if not is_gate(item):
        return item
    weight = item.fact("weight")
    if not isinstance(weight, Stated):
        return _with(item, "weight", replace(GATE, origin=item.origin))
    written = format_value(weight.value, Kind.PERCENTAGE)
    if weight.origin:
        reading.say(errors.weighted_gate(errors.at(weight.origin), item.label, written))
    reason = f"it is pass-fail and has a weight of {written}"
    return _with(item, "weight", Absent(Absence.UNREADABLE, weight.origin, reason))


def is_gate(item: Item) -> bool:
    gate = item.fact("pass_fail")
    return isinstance(gate, Stated) and gate.value is True


def _from_points(listing: Listing, label: str, reading: Reading) -> Listing:
    """Weights from points, where all scored criteria of a complete list have points and none a weight."""
    scored = [item for item in listing.items if not is_gate(item)]
    pointed = [item for item in scored if isinstance(item.fact("points"), Stated)]
    weighted = [item for item in scored if isinstance(item.fact("weight"), Stated)]
    if pointed and [item for item in weighted if item not in pointed]:
        return _mixed(listing, pointed, label, reading)
    points = [_exact(item.fact("points")) for item in scored]
    total = sum((p for p in points if p is not None), Fraction(0))
    if not listing.complete or weighted or not points or None in points or total <= 0:
        return listing
    return _each(listing, lambda item: item if is_gate(item) else _weighed(item, total))


def _weighed(item: Item, total: Fraction) -> Item:
    points = item.fact("points")
    amount = _exact(points) or Fraction(0)
    shown = f"{format_value(amount, Kind.NUMBER)} of {format_value(total, Kind.NUMBER)}"
    origin = points.origin
    return _with(item, "weight", Stated(amount / total, origin, f"the weight of {item.label} is its points: {shown}"))


def _mixed(listing: Listing, pointed: list[Item], label: str, reading: Reading) -> Listing:
    """Points beside percentages: what the points weigh cannot be told."""
    first = pointed[0].fact("points").origin
    if first:
        reading.say(errors.mixed_weights(errors.at(first), label, "percentages and points"))
    reason = "other criteria of the list have percentages, so its points cannot be turned into a weight"

    def unknown(item: Item) -> Item:
        if item not in pointed or isinstance(item.fact("weight"), Stated):
            return item
        return _with(item, "weight", Absent(Absence.UNREADABLE, item.fact("points").origin, reason))

    return _each(listing, unknown)


def _only_price(listing: Listing) -> Listing:
    """An only criterion that marks price or cost is the whole mark."""
    if not listing.complete or len(listing.items) != 1:
        return listing
    item = listing.items[0]
    kind = item.fact("kind")
    if "weight" in item.facts or not isinstance(kind, Stated) or kind.value not in ("price", "cost"):
        return listing
    assumption = f"{item.label} is the only criterion, so its weight is 100%"
    return replace(listing, items=(_with(item, "weight", Stated(Fraction(1), item.origin, assumption)),))


def _exact(fact: Fact) -> Fraction | None:
    return fact.value if isinstance(fact, Stated) and isinstance(fact.value, Fraction) else None


def _with(item: Item, key: str, fact: Fact) -> Item:
    return replace(item, facts={**item.facts, key: fact})


def _each(listing: Listing, change: Callable[[Item], Item]) -> Listing:
    return replace(listing, items=tuple(change(item) for item in listing.items))
