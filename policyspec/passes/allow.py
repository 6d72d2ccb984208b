"""`# policyspec: allow PS412 because "…"`: advice that a policy's author has read, and has a reason not to take.

It stands on a line of its own before a declaration or a clause, or beside one, and is for that alone; before or beside
the first line of a declaration it is for the whole of it. One that allows nothing is advice itself.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from policyspec.base.dataclasses import dataclass
from policyspec.base.diagnostics import Diagnostic, has_errors
from policyspec.base.patterns import pattern
from policyspec.base.source import Span
from policyspec.passes.errors import lint
from policyspec.syntax import ast

_ADDRESSED = pattern(r"#\s*policyspec:\s*(?P<rest>.*)", re.IGNORECASE)
_ALLOW = pattern(r"allow\s+(?P<code>PS\d{3})\b\s*(?P<reason>.*)", re.IGNORECASE)
_REASON = pattern(r'because\s+["“](?P<why>[^"”]*\w[^"”]*)["”]\s*', re.IGNORECASE)
_ADVICE = "PS4"


@dataclass(frozen=True, slots=True)
class _Allowed:
    """Advice that is not given from one line to another of a file."""

    code: str
    first: int
    last: int
    span: Span

    def covers(self, found: Diagnostic) -> bool:
        at = found.span
        return (
            at is not None
            and found.code == self.code
            and not found.is_error
            and at.file == self.span.file
            and self.first <= at.line <= self.last
        )


def allowed(found: Iterable[Diagnostic], files: Sequence[ast.PolicyFile], *, whole: bool) -> list[Diagnostic]:
    """The diagnostics without those that are allowed, and with what is wrong with an `allow`.

    `whole`: everything could be read, so that advice which was not given would not have been.
    """
    before = list(found)
    said: list[Diagnostic] = []
    allows = [one for file in files for comment in file.comments for one in _read(comment, file, said)]
    kept = [each for each in before if not any(one.covers(each) for one in allows)]
    if whole and not has_errors(before):
        idle = (one for one in allows if not any(one.covers(each) for each in before))
        said += [lint.allows_nothing(one.code, one.span) for one in idle]
    return kept + said


def _read(comment: ast.Comment, file: ast.PolicyFile, said: list[Diagnostic]) -> list[_Allowed]:
    addressed = _ADDRESSED.fullmatch(comment.text)
    if addressed is None:
        return []
    match = _ALLOW.fullmatch(addressed["rest"])
    if match is None:
        said.append(lint.allow_unread(addressed["rest"].strip() or "policyspec:", comment.span))
        return []
    code = match["code"].upper()
    if not code.startswith(_ADVICE):
        said.append(lint.allow_no_lint(code, comment.span))
        return []
    if not _REASON.fullmatch(match["reason"]):
        said.append(lint.allow_without_reason(code, comment.span))
    return [_Allowed(code, *_lines(comment, file), comment.span)]


def _lines(comment: ast.Comment, file: ast.PolicyFile) -> tuple[int, int]:
    """The lines for which a comment is meant: those of the declaration or clause that it stands before or beside."""
    line = comment.span.line
    starts = [span.line for span in file.clauses]
    number = bisect_right(starts, line) - (0 if comment.own_line else 1)
    if not 0 <= number < len(starts):
        return line, line
    clause = file.clauses[number]
    whole = [node.span for node in (file.policy, *file.declarations) if node is not None]
    end = next((span.end_line for span in whole if span.line == clause.line), clause.end_line)
    return clause.line, max(end, line)
