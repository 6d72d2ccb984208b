"""Relations that are misspelt, or said as the language does not say them: `at leest`, `less than`, `no later than`."""

from collections.abc import Callable

from policyspec.base.suggest import nearest
from policyspec.model.types import Kind
from policyspec.model.vocabulary import fold
from policyspec.syntax.keywords import HABITS

_RELATIONS = ("at least", "at most", "above", "below", "before", "after", "on or before", "on or after", "exactly")
_OTHERS = {
    "no later than": "on or before",
    "not later than": "on or before",
    "no earlier than": "on or after",
    "not earlier than": "on or after",
    "no longer than": "at most",
    "no higher than": "at most",
    "no lower than": "at least",
    "no shorter than": "at least",
    "longer than": "above",
    "shorter than": "below",
    "exceeding": "above",
    "same as": "exactly",
}
_SAID = {**{r: r for r in _RELATIONS}, **{h: r for h, r in HABITS.items() if r in _RELATIONS}, **_OTHERS}
_OF_DATES = {"above": "after", "below": "before", "at least": "on or after", "at most": "on or before"}

#: What a relation is said of: the name as it is spelt, and its kind where that is known.
Named = tuple[str, Kind | None]


def said_first(words: str, known: Callable[[str], Named | None]) -> str | None:
    """`at least cost weight` for `at leest cost weight`, where a known name follows the relation."""
    parts = words.split()
    for count in range(min(5, len(parts) - 1), 0, -1):
        relation = relation_meant(" ".join(parts[:count]))
        named = known(" ".join(parts[count:])) if relation is not None else None
        if relation is not None and named is not None:
            name, kind = named
            return f"{_of(relation, kind)} {name}"
    return None


def relation_of(head: str, kind: Kind) -> str | None:
    """The relation that `minimum` of `minimum of cost weight` stands for."""
    relation = {"minimum": "at least", "maximum": "at most", "min": "at least", "max": "at most"}.get(fold(head))
    return None if relation is None else _of(relation, kind)


def _of(relation: str, kind: Kind | None) -> str:
    return _OF_DATES.get(relation, relation) if kind is Kind.DATE else relation


def relation_meant(words: str) -> str | None:
    """The relation that some words stand for, however spelt."""
    count = len(words.split())
    spellings = [said for said in _SAID if len(said.split()) == count]
    near = nearest(fold(words), spellings, cutoff=0.8)
    return None if near is None else _SAID[near]
