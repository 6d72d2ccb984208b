"""The native workbook: blank, to be filled in by people, or filled with a tender."""

from policyspec.model.facts import Item, Tender
from policyspec.model.vocabulary import Vocabulary
from policyspec.writers.workbook.draw import drawn
from policyspec.writers.workbook.form import Asked, form_of
from policyspec.writers.written import Lost

__all__ = ["Asked", "lost_in_workbook", "write_template", "write_workbook"]


def write_workbook(tender: Tender, vocabulary: Vocabulary) -> bytes:
    """A tender as a workbook (xlsx). Reading it gives the same facts, but for what `lost_in_workbook` names.

    Same tender, same bytes.

    Raises:
        ExtraMissing: The library that writes workbooks is not installed.
    """
    return drawn(form_of(tender, vocabulary, frozenset())[0])


def lost_in_workbook(tender: Tender, vocabulary: Vocabulary) -> tuple[Lost, ...]:
    """What cells cannot say of a tender, and what could not be read in it."""
    return form_of(tender, vocabulary, frozenset())[1]


def write_template(vocabulary: Vocabulary, asked: Asked = frozenset()) -> bytes:
    """A workbook without values. `asked`: the facts that policies look at, by owner and key; they come first.

    Raises:
        ExtraMissing: As above.
    """
    blank = Tender("", "workbook", Item("tender", "", "the tender"))
    return drawn(form_of(blank, vocabulary, asked)[0])
