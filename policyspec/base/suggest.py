"""Did you mean …?"""

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], *, cutoff: float = 0.7) -> str | None:
    """The known word or phrase closest to `word`, or None where none is near. Case is ignored."""
    from difflib import get_close_matches  # most runs have nothing to suggest

    by_fold = {k.casefold(): k for k in known}
    found = get_close_matches(word.casefold(), list(by_fold), n=1, cutoff=cutoff)
    return by_fold[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str], *, cutoff: float = 0.7) -> str | None:
    """A hint that names the nearest known word, or None."""
    found = nearest(word, known, cutoff=cutoff)
    return f"did you mean `{found}`?" if found else None
