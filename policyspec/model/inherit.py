"""What a lot takes from the tender where it states none of its own.

A lot's own fact or list replaces the tender's wholly, never adds to it. What is taken keeps its origin, so outcomes
over it point to the tender's lines.
"""

from collections.abc import Iterator

from policyspec.base.dataclasses import replace
from policyspec.model.facts import Absence, Absent, Fact, Item, Tender, with_list
from policyspec.model.vocabulary import Vocabulary

#: The path of a tender taken as one lot.
IMPLICIT_LOT = "implicit lot"


def inherited(tender: Tender, vocabulary: Vocabulary) -> Tender:
    """The tender with its inherited facts on every lot.

    Only what is marked `inherited` in the vocabulary is taken, and only where the lot does not have it: a lot's fact
    that is withheld or unreadable is there. Copied criteria stand at the lot's own path (`lots[0].criteria[1]`).
    """
    lots = tender.root.lists.get("lots")
    if lots is None:
        return tender
    taken = tuple(_filled(lot, tender.root, vocabulary) for lot in lots.items)
    return replace(tender, root=with_list(tender.root, "lots", replace(lots, items=taken)))


def _filled(lot: Item, tender: Item, vocabulary: Vocabulary) -> Item:
    keys = {info.key for info in vocabulary.facts_of("lot") if info.inherited and not info.derived}
    facts = {key: fact for key, fact in tender.facts.items() if key in keys}
    values = {key: listing for key, listing in tender.values.items() if key in keys}
    records = {key: record for key, record in tender.records.items() if key in keys}
    lists = {
        key: replace(listing, items=tuple(_moved(item, lot) for item in listing.items))
        for key, listing in tender.lists.items()
        if key in keys and key not in lot.lists
    }
    own = {key: fact for key, fact in lot.facts.items() if not _is_blank(fact)}
    return replace(
        lot,
        facts={**facts, **own},
        values={**values, **lot.values},
        records={**records, **lot.records},
        lists={**lists, **lot.lists},
    )


def _is_blank(fact: Fact) -> bool:
    return isinstance(fact, Absent) and fact.why is Absence.NOT_STATED


def _moved(item: Item, lot: Item) -> Item:
    """The item, and what is in it, at its place under the lot."""
    lists = {
        key: replace(listing, items=tuple(_moved(member, lot) for member in listing.items))
        for key, listing in item.lists.items()
    }
    records = {key: _moved(record, lot) for key, record in item.records.items()}
    return replace(
        item, path=f"{lot.path}.{item.path}", label=f"{item.label} of {lot.label}", lists=lists, records=records
    )


# --- the implicit lot -------------------------------------------------------------------------------------------


def implicit_lot(root: Item, vocabulary: Vocabulary) -> Item:
    """The tender as one lot: what a lot may state, taken from the tender's fact of the same name."""
    lot = Item("lot", IMPLICIT_LOT, "the tender as one lot", origin=root.origin)
    for own, theirs in shared_with_lot(vocabulary):
        if theirs in root.facts:
            lot.facts[own] = root.facts[theirs]
        if theirs in root.lists:
            lot.lists[own] = root.lists[theirs]
        if theirs in root.values:
            lot.values[own] = root.values[theirs]
        if theirs in root.records:
            lot.records[own] = root.records[theirs]
    return lot


def shared_with_lot(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Keys of a lot's facts, each with the key of the tender's fact of the same name and kind."""
    for info in vocabulary.facts_of("lot"):
        same = vocabulary.fact("tender", info.phrase)
        if same is not None and same.type.kind is info.type.kind and not info.derived:
            yield info.key, same.key
