"""Inputs that could not be read, or only in part: what of each was checked, and what was not.

A part of an input is a tender of it: a line, a release, a record. What cannot be read within a tender is told of the
tender (`report.headline`).
"""

from policyspec.base.source import Span
from policyspec.report.run import Run
from policyspec.report.words import count, joined

_PLACES = 5  # places in a file that are named


def not_checked(run: Run, name: str) -> str:
    """What of an input in `run.unread` was judged all the same, and where stands what was not; in sentences."""
    judged = run.in_part.get(name, 0)
    if not judged:
        return "Not checked: it could not be read."
    were = "was" if judged == 1 else "were"
    places = _places(run, name)
    rest = f"the rest could not be{f' ({places})' if places else ''}"
    return f"Checked in part: {count(judged, 'tender')} in it {were} judged; {rest}."


def counted(run: Run) -> str:
    """`2 inputs not read and 1 checked only in part`; empty: all were read."""
    whole = sum(name not in run.in_part for name in run.unread)
    part = len(run.unread) - whole
    parts = [f"{count(whole, 'input')} not read"] if whole else []
    parts += [f"{count(part, 'input') if not whole else part} checked only in part"] if part else []
    return joined(parts) if parts else ""


def in_words(run: Run) -> str:
    """`2 inputs could not be read. 1 input could be checked only in part.`, as sentences."""
    whole = sum(name not in run.in_part for name in run.unread)
    part = len(run.unread) - whole
    said = [f"{count(whole, 'input')} could not be read."] if whole else []
    said += [f"{count(part, 'input')} could be checked only in part."] if part else []
    return " ".join(said)


def _places(run: Run, name: str) -> str:
    """`lines 1, 4 and 7`: where the mistakes stand for which a part was not read."""
    spans = [d.span for d in run.diagnostics if d.is_error and d.span is not None and d.span.file == name]
    places = list(dict.fromkeys(map(_place, spans)))
    rest = len(places) - _PLACES
    named = places if rest < 2 else [*places[:_PLACES], f"{rest} other places"]
    return joined(named) if named else ""


def _place(span: Span) -> str:
    return f"line {span.line}" if span.sheet is None else f"row {span.line} of sheet {span.sheet}"
