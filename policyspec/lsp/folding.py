"""What can be folded: declarations of several lines, and runs of comments."""

from itertools import pairwise

from lsprotocol import types as lsp

from policyspec.lsp.analysis import Analysis
from policyspec.syntax.literate import blocks


def folds(analysis: Analysis) -> list[lsp.FoldingRange]:
    file = analysis.file
    nodes = [*([file.policy] if file.policy is not None else []), *file.declarations]
    found = [_fold(node.span.line, node.span.end_line - (node.span.end_column == 1)) for node in nodes]
    if analysis.page.is_paper:
        found += [_fold(start, end + 1) for start, end in blocks(analysis.page.source.text)]
    return [one for one in [*found, *_comments(analysis)] if one.start_line < one.end_line]


def _fold(first: int, last: int, kind: lsp.FoldingRangeKind | None = None) -> lsp.FoldingRange:
    """From lines that count from 1."""
    return lsp.FoldingRange(first - 1, last - 1, kind=kind)


def _comments(analysis: Analysis) -> list[lsp.FoldingRange]:
    """Comments on lines that follow each other, as one."""
    lines = [comment.span.line for comment in analysis.file.comments if comment.own_line]
    if not lines:
        return []
    breaks = [number for number, (one, other) in enumerate(pairwise(lines), 1) if other != one + 1]
    starts, ends = [0, *breaks], [*breaks, len(lines)]
    kind = lsp.FoldingRangeKind.Comment
    return [_fold(lines[start], lines[end - 1], kind) for start, end in zip(starts, ends, strict=True)]
