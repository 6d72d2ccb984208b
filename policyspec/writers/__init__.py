"""Tenders from facts to files, one module or folder per format."""

from typing import Literal, get_args

from policyspec.model.facts import Tender
from policyspec.model.vocabulary import Vocabulary
from policyspec.writers.written import Lost

Format = Literal["native", "ocds", "xlsx"]
FORMATS: tuple[Format, ...] = get_args(Format)

#: The format that the end of a file's name asks for.
BY_SUFFIX: dict[str, Format] = {".yaml": "native", ".yml": "native", ".json": "ocds", ".xlsx": "xlsx"}


def write(tender: Tender, format_: Format, vocabulary: Vocabulary) -> tuple[bytes, tuple[Lost, ...]]:
    """A tender in a format, and what that format could not say of it.

    Raises `base.extras.ExtraMissing` where the format needs a library that is not installed.
    """
    match format_:
        case "native":
            from policyspec.writers.native import write_native

            return write_native(tender, vocabulary).encode(), ()
        case "ocds":
            from policyspec.writers.ocds import write_ocds

            written = write_ocds(tender, vocabulary)
            return written.text.encode(), written.lost
        case "xlsx":
            from policyspec.writers.workbook import lost_in_workbook, write_workbook

            return write_workbook(tender, vocabulary), lost_in_workbook(tender, vocabulary)
