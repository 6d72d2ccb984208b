"""The Open Contracting Data Standard, version 1.1, to facts."""

from policyspec.base.diagnostics import Diagnostic
from policyspec.model.facts import Tender
from policyspec.model.vocabulary import Vocabulary
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
    return tuple(tenders), tuple(refused)
