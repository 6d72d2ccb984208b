"""What a writer gives: the text, and what the format could not say."""

from collections.abc import Iterator

from policyspec.base.dataclasses import dataclass
from policyspec.model.facts import Item
from policyspec.model.vocabulary import Vocabulary

_LABELS = 2  # things that a line names


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
    """`OCDS has no place for it: living wage, theme of 12 criteria`, a line for each reason."""
    reasons: dict[str, dict[tuple[str, str], list[str]]] = {}
    for one in found:
        reasons.setdefault(one.reason, {}).setdefault((one.entity, one.phrase), []).append(one.label)
    for reason, facts in reasons.items():
        named = (f"{phrase}{_whose(entity, labels, vocabulary)}" for (entity, phrase), labels in facts.items())
        yield f"{reason}: {', '.join(named)}"


def _whose(entity: str, labels: list[str], vocabulary: Vocabulary) -> str:
    if entity == "tender":
        return ""
    if len(labels) > _LABELS:
        return f" of {len(labels)} {vocabulary.entities[entity].plural}"
    return f" of {' and '.join(labels)}"
