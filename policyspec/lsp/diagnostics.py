"""Diagnostics as the protocol has them."""

from collections.abc import Iterable, Mapping
from pathlib import PurePath

from lsprotocol import types as lsp

from policyspec.base.diagnostics import Diagnostic, Severity
from policyspec.base.source import Span
from policyspec.lsp.page import Page
from policyspec.lsp.text import Text

_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.NOTE: lsp.DiagnosticSeverity.Information,
}


def published(found: Iterable[Diagnostic], page: Page, others: Mapping[str, Text]) -> list[lsp.Diagnostic]:
    """What is wrong with a page. `others` are the texts of further files that a diagnostic may point to."""
    return [_published(one, page, others) for one in found]


def _published(one: Diagnostic, page: Page, others: Mapping[str, Text]) -> lsp.Diagnostic:
    hint = f"\n{one.hint}" if one.hint else ""
    return lsp.Diagnostic(
        range=shown(one.span, page.text),
        severity=_SEVERITIES[one.severity],
        code=one.code,
        source="policyspec",
        message=f"{one.message}{hint}",
        related_information=[
            lsp.DiagnosticRelatedInformation(location(related.span, page, others), related.note)
            for related in one.related
        ]
        or None,
    )


def shown(span: Span | None, text: Text) -> lsp.Range:
    """The range of a span; of one that is empty the rest of its word, so that something is underlined.

    What has no place is shown on the first line.
    """
    if span is None:
        return text.range(0, len(text.line(0)))
    start, end = text.offsets(span)
    if start < end:
        return text.range(start, end)
    line = text.line(span.line - 1)
    rest = line[span.column - 1 :].split(" ")[0]
    return (
        text.range(start, start + len(rest)) if rest else text.range(max(start - 1, text.start(span.line - 1)), start)
    )


def location(span: Span, page: Page, others: Mapping[str, Text]) -> lsp.Location:
    """A place in this page or in another file. Of one that is not at hand, columns are taken as they are."""
    text = page.text if span.file == page.name else others.get(span.file)
    if text is not None:
        return lsp.Location(uri_of(span.file), text.of_span(span))
    start = lsp.Position(span.line - 1, span.column - 1)
    return lsp.Location(uri_of(span.file), lsp.Range(start, lsp.Position(span.end_line - 1, span.end_column - 1)))


def uri_of(name: str) -> str:
    """The address of a file by its path."""
    path = PurePath(name)
    return path.as_uri() if path.is_absolute() else name
