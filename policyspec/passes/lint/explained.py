"""An `or explain` that looks as if it belonged to the duty below it: it belongs to the one above."""

from itertools import pairwise

from policyspec.passes.context import Findings
from policyspec.passes.errors import lint
from policyspec.syntax import ast


def look(file: ast.PolicyFile, findings: Findings) -> None:
    for node in file.declarations:
        if isinstance(node, ast.Rule | ast.Change) and not node.broken:
            for above, below in pairwise(node.duties):
                _between(above, below, findings)


def _between(above: ast.Duty, below: ast.Duty, findings: Findings) -> None:
    """Set apart from the duty above it, and close to the one below."""
    if above.explain is None or above.explain.span.line < above.span.line:
        return
    place = above.explain.span
    parts = [part.span for part in (*above.alternatives, *above.cites, above.when) if part is not None]
    end = max(span.end_line for span in parts if span.line <= place.line)
    if place.line > end + 1 and below.span.line == place.end_line + 1:
        findings.say(lint.explains_the_other(place, above.span))
