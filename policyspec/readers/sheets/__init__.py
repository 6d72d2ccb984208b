"""Workbooks and tables to facts."""

from policyspec.base.diagnostics import Diagnostic
from policyspec.model.facts import Tender
from policyspec.model.vocabulary import Vocabulary
from policyspec.readers.options import DEFAULT, Options
from policyspec.readers.text import decode

__all__ = ["read_sheets"]


def read_sheets(
    data: bytes,
    name: str,
    vocabulary: Vocabulary,
    options: Options = DEFAULT,  # noqa: ARG001
) -> tuple[tuple[Tender, ...], tuple[Diagnostic, ...]]:
    """The tenders of one workbook or table."""
    found = decode(data, name)
    return (), ((found,) if isinstance(found, Diagnostic) else ())
