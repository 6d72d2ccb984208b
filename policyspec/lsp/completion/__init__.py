"""Completion: what may stand at a place in a policy, and fits there."""

import re
from collections.abc import Iterator

from lsprotocol import types as lsp

from policyspec.lsp.analysis import Analysis
from policyspec.lsp.completion.candidates import Candidate, Known, candidates
from policyspec.lsp.completion.place import Place, place_at

__all__ = ["completions"]

_TAIL = re.compile(r"""(?:[^\s"(),|<>]+[ \t]+){0,5}[^\s"(),|<>]*$""")
MOST = 200


def completions(analysis: Analysis, offset: int, policies: Known = list) -> list[lsp.CompletionItem]:
    """What may stand at an offset, the likeliest first. `policies` finds the ids that a `use` may name.

    A phrase of several words that is half written is completed as a whole, from its first word on.
    """
    place = place_at(analysis, offset)
    if place is None:
        return []
    found: dict[str, lsp.CompletionItem] = {}
    for start in _starts(place.text):
        typed = place.text[start:]
        for one in candidates(place.up_to(start), policies):
            if one.label not in found and _fits(typed, one.label):
                found[one.label] = _item(one, place, start, analysis, offset)
    return sorted(found.values(), key=lambda item: item.sort_text or "")[:MOST]


def _starts(text: str) -> Iterator[int]:
    """Where what is being written may begin: at the last word, or at one of the words before it; the first first."""
    match = _TAIL.search(text)
    first = match.start() if match else len(text)
    words = [first + m.start() for m in re.finditer(r"\S+", text[first:])]
    yield from words
    if not text[first:] or text[-1:].isspace():
        yield len(text)


def _fits(typed: str, label: str) -> bool:
    """Whether what is typed begins the label, or, where it is one word, a word in it."""
    folded, label = " ".join(typed.casefold().split()), label.casefold()
    if typed[-1:].isspace():
        return label.startswith(f"{folded} ")
    return label.startswith(folded) or (" " not in folded and f" {folded}" in label)


def _item(one: Candidate, place: Place, start: int, analysis: Analysis, offset: int) -> lsp.CompletionItem:
    range_ = analysis.page.text.range(offset - (len(place.text) - start), offset)
    return lsp.CompletionItem(
        one.label,
        kind=one.kind,
        detail=one.detail or None,
        documentation=one.definition or None,
        sort_text=f"{one.rank}{one.label.casefold()}",
        filter_text=place.text[start:] if " " in place.text[start:].strip() else None,
        text_edit=lsp.TextEdit(range_, one.label),
    )
