"""How near two phrases are: a slip of spelling, or some words in common."""

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from policyspec.base.suggest import nearest
from policyspec.model.vocabulary import fold

#: Words that say nothing of what a phrase is about.
_COMMON = frozenset({"date", "value", "number", "type", "kind", "name", "total", "share", "for", "in", "on", "reason"})


def slip(words: str, known: Iterable[str]) -> str | None:
    """The known phrase of which each word is that of `words`, or one misspelt."""
    names = list(known)
    joined = {_joined(name): name for name in names}
    if _joined(words) in joined:
        return joined[_joined(words)]
    near = [name for name in names if len(name.split()) == len(words.split()) and _alike(words, name)]
    return nearest(words, near, cutoff=0.0)


def kin(words: str, known: Mapping[str, str]) -> list[str]:
    """Up to four names that share a telling word with `words`, those that share most first.

    `known` has each spelling, and the name under which it is suggested.
    """
    telling = _stems(words) - _COMMON
    shared = {spelling: len(telling & _stems(spelling)) for spelling in known}
    near = sorted((s for s in known if shared[s]), key=lambda s: (-shared[s], -_nearness(words, s), s))
    return list(dict.fromkeys(known[spelling] for spelling in near))[:4]


def _nearness(one: str, other: str) -> float:
    return SequenceMatcher(None, fold(one), fold(other)).ratio()


def _joined(phrase: str) -> str:
    return fold(phrase).replace(" ", "").replace("-", "").replace("/", "")


def _alike(one: str, other: str) -> bool:
    return all(_misspelt(a, b) for a, b in zip(fold(one).split(), fold(other).split(), strict=True))


def _misspelt(one: str, other: str) -> bool:
    return one == other or (one[0] == other[0] and _nearness(one, other) >= 0.75)


def _stems(phrase: str) -> frozenset[str]:
    return frozenset(word if word.endswith("ss") else word.removesuffix("s") for word in fold(phrase).split())
