"""Tenders that state no more than a source can say."""

from dataclasses import replace

from policyspec.model.facts import Absence, Absent, Fact, Item, Listing, Tender, ValueListing
from policyspec.readers.readable import Key, Speech


def stripped(tender: Tender, speech: Speech) -> Tender:
    """The tender without what the source cannot say, and without what is recorded beside it."""
    return replace(tender, root=_item(tender.root, speech), explanations=(), waivers=())


def _item(item: Item, speech: Speech) -> Item:
    def stays(key: str) -> bool:
        return (item.entity, key) in speech.stated

    return replace(
        item,
        facts={
            key: fact for key, fact in item.facts.items() if stays(key) and _can_be((item.entity, key), fact, speech)
        },
        lists={
            key: _listing((item.entity, key), listing, speech)
            for key, listing in item.lists.items()
            if stays(key) and (listing.items or (item.entity, key) in speech.empty)
        },
        values={
            key: _whole((item.entity, key), values, speech)
            for key, values in item.values.items()
            if stays(key) and (values.values or (item.entity, key) in speech.empty)
        },
        records={key: _item(record, speech) for key, record in item.records.items() if stays(key)},
    )


def _can_be(key: Key, fact: Fact, speech: Speech) -> bool:
    ruled_out = isinstance(fact, Absent) and fact.why is Absence.NOT_APPLICABLE
    return not ruled_out or key in speech.may_not_apply


def _listing(key: Key, listing: Listing, speech: Speech) -> Listing:
    whole = listing.complete and key not in speech.never_whole
    return replace(listing, items=tuple(_item(member, speech) for member in listing.items), complete=whole)


def _whole(key: Key, values: ValueListing, speech: Speech) -> ValueListing:
    return replace(values, complete=values.complete and key not in speech.never_whole)
