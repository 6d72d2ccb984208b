"""Diagnostics, as a person reads them: the message, the place with its line, what to do."""

from collections import Counter
from collections.abc import Iterable

from policyspec.base.diagnostics import Diagnostic, Severity
from policyspec.report.frame import Sources, frame, of_span
from policyspec.report.page import BLANK, Line, Piece, Style, line, wrapped
from policyspec.report.words import count, joined

_STYLE = {Severity.ERROR: Style.BAD, Severity.WARNING: Style.DOUBT, Severity.NOTE: Style.CODE}


def problem(found: Diagnostic, sources: Sources, *, width: int, indent: int = 0) -> list[Line]:
    """One diagnostic, ended by a blank line."""
    pad = " " * indent
    head = Piece(f"{found.severity}[{found.code}]: ", _STYLE[found.severity])
    rows = wrapped(found.message, width, indent=indent, lead=head)
    if found.span:
        rows += frame([of_span(found.span)], sources, width=width, indent=indent + 2)
    for related in found.related:
        rows += wrapped(f"{related.note}:", width, indent=indent + 2)
        rows += frame([of_span(related.span)], sources, width=width, indent=indent + 2)
    if found.replacement is not None:
        rows.append(_mend(pad, found.replacement))
    if found.hint:
        rows += wrapped(found.hint, width, indent=indent + 2, lead=Piece("hint: ", Style.QUIET))
    return [*rows, BLANK]


def _mend(pad: str, replacement: str) -> Line:
    if not replacement.strip():
        return line(pad, "  take it out")
    return line(pad, "  write: ", Piece(replacement, Style.CODE))


def problems(found: Iterable[Diagnostic], sources: Sources, *, width: int, indent: int = 0) -> list[Line]:
    return [row for diagnostic in found for row in problem(diagnostic, sources, width=width, indent=indent)]


def tallied(found: Iterable[Diagnostic]) -> str:
    """`2 errors and 1 warning`, or `no problems`."""
    counted = Counter(d.severity for d in found)
    words = [count(counted[severity], severity.value) for severity in Severity if counted[severity]]
    return joined(words) if words else "no problems"
