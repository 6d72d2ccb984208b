"""How near two phrases are: a slip of spelling, or some words in common."""

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

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


def kin(words: str, known: Iterable[str]) -> list[str]:
    """Up to three known phrases that share a telling word with `words`, the nearest first."""
    telling = _stems(words) - _COMMON
    by_fold = {fold(name): name for name in known if telling & _stems(name)}
    return [by_fold[name] for name in get_close_matches(fold(words), sorted(by_fold), n=3, cutoff=0.5)]


def _joined(phrase: str) -> str:
    return fold(phrase).replace(" ", "").replace("-", "").replace("/", "")


def _alike(one: str, other: str) -> bool:
    return all(_misspelt(a, b) for a, b in zip(fold(one).split(), fold(other).split(), strict=True))


def _misspelt(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one, other).ratio() >= 0.75


def _stems(phrase: str) -> frozenset[str]:
    return frozenset(word if word.endswith("ss") else word.removesuffix("s") for word in fold(phrase).split())
