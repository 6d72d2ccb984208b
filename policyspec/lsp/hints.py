"""Inlay hints: what a threshold is on the date that is looked at."""

from datetime import date

from lsprotocol import types as lsp

from policyspec.lsp.analysis import Analysis
from policyspec.lsp.hover import explained, period_on
from policyspec.lsp.occurrences import Word
from policyspec.model.spelling import format_value
from policyspec.passes.declared import Threshold


def hints(analysis: Analysis, start: int, end: int, on: date | None) -> list[lsp.InlayHint]:
    """After each use of a threshold between two offsets: its value on the date, or its newest where there is none."""
    text = analysis.page.text
    found = []
    for one in analysis.occurrences:
        meant = analysis.meaning(one) if isinstance(one, Word) and not one.declares else None
        if not isinstance(meant, Threshold) or meant.type is None:
            continue
        at = text.offsets(one.span)[1]
        if start <= at <= end:
            period = period_on(meant.periods, on)
            value = format_value(period.value, meant.type.kind) if period is not None else "no value on this date"
            tip = lsp.MarkupContent(lsp.MarkupKind.Markdown, explained(meant, analysis, on))
            found.append(lsp.InlayHint(text.position(at), f" = {value}", tooltip=tip))
    return found
