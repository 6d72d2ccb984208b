"""The Open Contracting Data Standard, version 1.1, to facts."""

from collections import Counter

from policyspec.base.diagnostics import Diagnostic
from policyspec.model.facts import Tender
from policyspec.model.vocabulary import Vocabulary
from policyspec.readers import errors
from policyspec.readers.ocds.containers import is_ocds, releases
from policyspec.readers.ocds.release import read_release
from policyspec.readers.tree import Document

__all__ = ["is_ocds", "read_ocds"]


def read_ocds(document: Document, vocabulary: Vocabulary) -> tuple[tuple[Tender, ...], tuple[Diagnostic, ...]]:
    """A tender for each contracting process of a file, and what could not be read as one."""
    tenders: list[Tender] = []
    refused: list[Diagnostic] = []
    for found in releases(document):
        if isinstance(found, Diagnostic):
            refused.append(found)
        else:
            tenders.append(read_release(document, found.node, found.pointer, vocabulary))
    return tuple(tenders), _once_each(refused)


def _once_each(refused: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """One diagnostic for all places of which the same is to be said: the first, with the number of the others."""
    first: dict[str, Diagnostic] = {}
    for diagnostic in refused:
        first.setdefault(diagnostic.message, diagnostic)
    counts = Counter(diagnostic.message for diagnostic in refused)
    return tuple(errors.and_others(one, counts[message] - 1) for message, one in first.items())
