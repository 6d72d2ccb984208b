"""The vocabulary as a page for people: by group, a table for each thing's facts."""

from policyspec.model.types import Kind, Type
from policyspec.model.vocabulary import FactInfo, Vocabulary


def vocabulary_page(vocabulary: Vocabulary) -> str:
    """The text of `docs/vocabulary.md`."""
    return ""
