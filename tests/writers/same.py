"""What two readings of one tender have in common, and where they differ: by place, without origins and assumptions."""

from collections.abc import Iterator

from policyspec.model.facts import Absence, Absent, Fact, Item, Stated, Tender

Said = dict[str, object]


def said(item: Item) -> Said:
    """Everything that a thing and what is in it state, by place. What is not stated is not there."""
    return dict(_said(item))


def _said(item: Item) -> Iterator[tuple[str, object]]:
    at = f"{item.path}." if item.path else ""
    for key, fact in item.facts.items():
        if (word := _word(fact)) is not None:
            yield f"{at}{key}", word
    for key, values in item.values.items():
        found = [word for fact in values.values if (word := _word(fact)) is not None]
        yield f"{at}{key}", (tuple(found), values.complete and len(found) == len(values.values))
    for key, listing in item.lists.items():
        yield f"{at}{key}", (len(listing.items), listing.complete and listing.unreadable is None)
        for member in listing.items:
            yield from _said(member)
    for key, record in item.records.items():
        yield f"{at}{key}", "is there"
        yield from _said(record)


def _word(fact: Fact) -> object | None:
    match fact:
        case Stated(value):
            return value
        case Absent(Absence.WITHHELD | Absence.NOT_APPLICABLE as why):
            return why
        case Absent():
            return None


def derived(tender: Tender) -> set[str]:
    """The places of what reading worked out or took for granted."""
    return {place for place, fact in _facts(tender.root) if isinstance(fact, Stated) and fact.assumption is not None}


def _facts(item: Item) -> Iterator[tuple[str, Fact]]:
    at = f"{item.path}." if item.path else ""
    yield from ((f"{at}{key}", fact) for key, fact in item.facts.items())
    inside = [m for listing in item.lists.values() for m in listing.items]
    for member in (*item.records.values(), *inside):
        yield from _facts(member)
