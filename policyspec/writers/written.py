"""What a writer gives: the text, and what the format could not say."""

from collections.abc import Iterator
from dataclasses import dataclass

from policyspec.model.facts import Item
from policyspec.model.vocabulary import Vocabulary

_LABELS = 3  # things that a line names


@dataclass(frozen=True, slots=True)
class Lost:
    """A fact or a list of a thing that was left out, or said only in part, and why."""

    entity: str
    phrase: str
    label: str  # of the thing: `lot 1 (North)`
    reason: str


@dataclass(frozen=True, slots=True)
class Written:
    """A tender in another format."""

    text: str
    lost: tuple[Lost, ...] = ()


def lost(item: Item, phrase: str, reason: str) -> Lost:
    return Lost(item.entity, phrase, item.label, reason)


def in_words(found: tuple[Lost, ...], vocabulary: Vocabulary) -> Iterator[str]:
    """`theme of 12 criteria: OCDS has no place for it`, a line for each fact and reason."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for one in found:
        groups.setdefault((one.entity, one.phrase, one.reason), []).append(one.label)
    for (entity, phrase, reason), labels in groups.items():
        yield f"{phrase}{_whose(entity, labels, vocabulary)}: {reason}"


def _whose(entity: str, labels: list[str], vocabulary: Vocabulary) -> str:
    if entity == "tender":
        return ""
    if len(labels) > _LABELS:
        return f" of {len(labels)} {vocabulary.entities[entity].plural}"
    return f" of {' and '.join(labels)}"
