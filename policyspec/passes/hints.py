"""Suggestions: what to do, and the text that mends it."""

from collections.abc import Iterable, Iterator

from policyspec.base.dataclasses import dataclass
from policyspec.passes.errors.common import quoted

LIST = "`policyspec vocabulary` lists the facts"


@dataclass(frozen=True, slots=True)
class Meant:
    """What to do, and the text to put in place of the phrase, where one mends it."""

    hint: str
    text: str | None = None


def wrote(text: str) -> Meant:
    """A slip of spelling."""
    return Meant(f"did you mean `{text}`?", text)


def perhaps(names: Iterable[str]) -> Meant | None:
    """Names that are something like it, if there are any."""
    found = list(names)
    return Meant(f"perhaps {quoted(found)} is meant; {LIST}") if found else None


def splits(words: str) -> Iterator[tuple[str, str]]:
    """Every way to part a phrase in two."""
    parts = words.split()
    return ((" ".join(parts[:n]), " ".join(parts[n:])) for n in range(1, len(parts)))
