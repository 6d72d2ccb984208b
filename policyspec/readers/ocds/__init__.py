"""The Open Contracting Data Standard, version 1.1, to facts."""

from collections import Counter

from policyspec.base.dataclasses import replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.model.facts import Tender
from policyspec.model.vocabulary import Vocabulary
from policyspec.readers import errors
from policyspec.readers.ocds.containers import Found, about, releases
from policyspec.readers.ocds.release import read_release
from policyspec.readers.tree import Document

__all__ = ["about", "read_ocds"]


def read_ocds(
    document: Document, vocabulary: Vocabulary, pointer: str = ""
) -> tuple[tuple[Tender, ...], tuple[Diagnostic, ...]]:
    """A tender for each contracting process of a document, and what could not be read as one.

    `pointer`: where the document stands in its file. Of several tenders each has its own pointer in its `source`, after
    the name of the file: `notices.json#/releases/2`.
    """
    found = list(releases(document, pointer))
    read = [one for one in found if isinstance(one, Found)]
    tenders = (_tender(one, vocabulary, f"#{one.pointer}" if len(read) > 1 else "") for one in read)
    return tuple(tenders), _once_each([one for one in found if isinstance(one, Diagnostic)])


def _tender(found: Found, vocabulary: Vocabulary, named: str) -> Tender:
    tender = read_release(found.document, found.node, found.pointer, vocabulary)
    return replace(tender, source=f"{tender.source}{named}", diagnostics=(*found.said, *tender.diagnostics))


def _once_each(refused: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """One diagnostic for all places of which the same is to be said: the first, with the number of the others."""
    first: dict[str, Diagnostic] = {}
    for diagnostic in refused:
        first.setdefault(diagnostic.message, diagnostic)
    counts = Counter(diagnostic.message for diagnostic in refused)
    return tuple(errors.and_others(one, counts[message] - 1) for message, one in first.items())
