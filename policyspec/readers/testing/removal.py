"""A tender without some of its things: those behind them move up, and what named them names nothing."""

import re
from collections.abc import Collection
from dataclasses import replace

from policyspec.model.facts import Item, Tender
from policyspec.model.vocabulary import Vocabulary
from policyspec.readers.testing.references import led


def without(tender: Tender, gone: Collection[str], vocabulary: Vocabulary) -> Tender:
    """The tender without the things of these paths. Paths, numbers and references are those of what is left."""
    moved: dict[str, str] = {}
    root = _kept(tender.root, tender.root, gone, vocabulary, moved)
    return led(replace(tender, root=root), moved)


def _kept(before: Item, now: Item, gone: Collection[str], vocabulary: Vocabulary, moved: dict[str, str]) -> Item:
    """A thing, at its new place, with what is left in it."""
    moved[before.path] = now.path
    records = {}
    for key, record in before.records.items():
        if record.path not in gone:
            placed = replace(record, path=f"{now.path}.{key}".lstrip("."))
            records[key] = _kept(record, placed, gone, vocabulary, moved)
    lists = {}
    for key, listing in before.lists.items():
        left = [member for member in listing.items if member.path not in gone]
        placed_ = [_placed(m, n, key, before, now, vocabulary) for n, m in enumerate(left)]
        members = (_kept(m, p, gone, vocabulary, moved) for m, p in zip(left, placed_, strict=True))
        lists[key] = replace(listing, items=tuple(members))
    return replace(now, records=records, lists=lists)


def _placed(item: Item, number: int, key: str, before: Item, now: Item, vocabulary: Vocabulary) -> Item:
    """The thing with its path, and with the number in its label, that it has now."""
    noun = re.escape(vocabulary.entities[item.entity].singular)
    label = re.sub(rf"^({noun}) \d+", rf"\g<1> {number + 1}", item.label)
    if label.endswith(f" of {before.label}"):
        label = f"{label.removesuffix(before.label)}{now.label}"
    return replace(item, path=f"{now.path}.{key}[{number}]".lstrip("."), label=label)
