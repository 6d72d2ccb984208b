"""What we say about a policy or an input file. Outcomes, which speak of a tender, are in `model.outcomes`."""

from collections.abc import Iterable
from enum import StrEnum

from policyspec.base.dataclasses import dataclass
from policyspec.base.source import Span


class Severity(StrEnum):
    """How much a diagnostic matters: an error stops, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that a diagnostic speaks of."""

    span: Span
    note: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One message about one place in a file.

    `code` is a key of `base.codes.CODES`. `message` is one line, lower case, with the user's own words in
    backticks; `hint` says what to do. `span` is None only for messages about a whole run (a bad option).
    """

    code: str
    severity: Severity
    message: str
    span: Span | None
    hint: str | None = None
    related: tuple[Related, ...] = ()
    replacement: str | None = None  # text to put in place of `span`, where one mends it

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sorted by file, place and code; doubles removed."""

    def key(d: Diagnostic) -> tuple[str, int, int, str, str]:
        span = d.span
        return (span.file, span.line, span.column, d.code, d.message) if span else ("", 0, 0, d.code, d.message)

    return sorted(dict.fromkeys(diagnostics), key=key)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(d.is_error for d in diagnostics)
