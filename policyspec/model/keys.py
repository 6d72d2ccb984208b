"""Under what a tender and the things in it are found again, in another run and after lines have moved."""

import posixpath
from collections import Counter
from collections.abc import Iterator, Sequence

from policyspec.model.facts import Item, Stated, Tender
from policyspec.model.vocabulary import Vocabulary, fold

_IDENTIFIER = "identifier"  # the number in a register, of whatever has one
_ESCAPED = str.maketrans({"\\": r"\\", "[": r"\[", "]": r"\]", "#": r"\#"})


def identity(tender: Tender) -> str:
    """What tells a tender from others: its number in a register (the ocid of a notice), else the input's name."""
    stated = _text(tender.root, _IDENTIFIER)
    return stated or posixpath.normpath(tender.source.replace("\\", "/"))


def item_keys(root: Item, vocabulary: Vocabulary) -> dict[str, str]:
    """The key of each thing of a tender, by its path: `lots[North].criteria[Price]`; of the tender itself it is empty.

    A thing is keyed by its name, else by its number in a register, where no other of its list bears that; else by its
    place, which counts from 1: `lots[#2]`.
    """
    return dict(_keyed(root, "", vocabulary))


def _keyed(item: Item, key: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    yield item.path, key
    for name, record in item.records.items():
        yield from _keyed(record, f"{key}.{name}".lstrip("."), vocabulary)
    for name, listing in item.lists.items():
        for member, word in zip(listing.items, _words(listing.items, vocabulary), strict=True):
            yield from _keyed(member, f"{key}.{name}[{word}]".lstrip("."), vocabulary)


def _words(members: Sequence[Item], vocabulary: Vocabulary) -> list[str]:
    """What stands in the brackets of each member of a list."""
    named = [_names(member, vocabulary) for member in members]
    borne = Counter(fold(name) for names in named for name in names)
    return [
        next((name.translate(_ESCAPED) for name in names if borne[fold(name)] == 1), f"#{number}")
        for number, names in enumerate(named, 1)
    ]


def _names(item: Item, vocabulary: Vocabulary) -> list[str]:
    """By what a person, then by what a register knows it; each once."""
    keys = (vocabulary.entities[item.entity].identified_by, _IDENTIFIER)
    found = (_text(item, key) for key in keys if key)
    return list({fold(name): name for name in found if name}.values())


def _text(item: Item, key: str) -> str:
    found = item.fact(key)
    return " ".join(str(found.value).split()) if isinstance(found, Stated) else ""
