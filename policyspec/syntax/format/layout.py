"""A file's clauses and comments in their order, each on lines of its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policyspec.base.source import Source
from policyspec.syntax.ast import Comment
from policyspec.syntax.clause import Clause
from policyspec.syntax.format.tables import aligned
from policyspec.syntax.format.words import Word, words_of
from policyspec.syntax.format.wrap import INDENT, wrapped
from policyspec.syntax.layout import Block, Layout

_APART = ("rule", "change", "table")  # declarations that stand apart from what is above them


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines of the page, and where they stood in the source: first and last line, counted from 1."""

    lines: tuple[str, ...]
    first: int
    last: int
    apart: bool = False  # a blank line goes before it


def laid_out(source: Source, layout: Layout, comments: tuple[Comment, ...]) -> str:
    """The text of a file that has no mistake, in the canonical layout."""
    pieces = sorted(_pieces(source, layout, comments), key=lambda piece: piece.first)
    rows: list[str] = []
    for number, piece in enumerate(pieces):
        above = pieces[number - 1]
        if number and (_was_apart(above, piece) or (_begins(pieces, number) and not _is_comment(above))):
            rows.append("")
        rows += piece.lines
    return "\n".join(rows) + "\n" if rows else ""


def _was_apart(above: Piece, piece: Piece) -> bool:
    return piece.first > above.last + 1


def _begins(pieces: list[Piece], number: int) -> bool:
    """Whether a declaration that stands apart begins here, with the comments right above it."""
    for piece, after in zip(pieces[number:], [*pieces[number + 1 :], None], strict=True):
        if not _is_comment(piece):
            return piece.apart
        if after is None or _was_apart(piece, after):
            return False
    return False


def _is_comment(piece: Piece) -> bool:
    return piece.lines[0].lstrip().startswith("#")


# --- the pieces ---------------------------------------------------------------------------------------------------


def _pieces(source: Source, layout: Layout, comments: tuple[Comment, ...]) -> Iterator[Piece]:
    left = {comment.span.line: comment for comment in comments}
    for block in layout.blocks:
        for clauses, indent, apart in _clauses(block):
            yield _piece(source, clauses, indent, left, apart=apart)
    heads = {block.head.clause.whole.line for block in layout.blocks}
    for comment in left.values():
        yield Piece((" " * _indent_of(comment, source, heads) + comment.text,), comment.span.line, comment.span.line)


def _clauses(block: Block) -> Iterator[tuple[list[Clause], int, bool]]:
    """The clauses of a declaration, each with its indent; the rows of a table are one."""
    yield [block.head.clause], 0, block.kind in _APART
    rows: list[Clause] = []
    for part in block.parts:
        if part.clause.kind == "row":
            rows.append(part.clause)
            continue
        if rows:
            yield rows, INDENT, False
            rows = []
        yield [part.clause], INDENT, False
    if rows:
        yield rows, INDENT, False


def _piece(source: Source, clauses: list[Clause], indent: int, left: dict[int, Comment], *, apart: bool) -> Piece:
    """A clause, or a table's rows, with the comments that stand in them; those are taken from `left`."""
    first, last = clauses[0].whole.line, clauses[-1].whole.end_line
    within = {line: left.pop(line) for line in range(first, last + 1) if line in left}
    if clauses[0].kind == "row":
        lines = aligned(clauses, within, indent)
    elif set(within) <= {last}:
        lines = wrapped(words_of(clauses[0]), indent)
        lines[-1] += _beside(within.get(last))
    else:
        lines = _as_broken(source, clauses[0], within, indent)
    return Piece(tuple(lines), first, last, apart)


def _beside(comment: Comment | None) -> str:
    return f"  {comment.text}" if comment else ""


def _as_broken(source: Source, clause: Clause, within: dict[int, Comment], indent: int) -> list[str]:
    """A clause with comments inside it keeps the lines that its author gave it, so that they stay where they are."""
    by_line: dict[int, list[Word]] = {}
    for word in words_of(clause):
        by_line.setdefault(source.position(word.offset)[0], []).append(word)
    rows: list[str] = []
    for line in sorted({*by_line, *within}):
        under = indent + INDENT if rows else indent
        comment = within.get(line)
        if line in by_line:
            said = wrapped(by_line[line], under)
            rows += [*said[:-1], said[-1] + _beside(comment)]
        elif comment:
            rows.append(" " * under + comment.text)
    return rows


def _indent_of(comment: Comment, source: Source, heads: set[int]) -> int:
    """A comment on its own line goes with what stands below it, or with the clause right above its indented self."""
    text = source.text.split("\n")
    below = next((n for n in range(comment.span.line, len(text)) if not re.match(r"\s*(#|$)", text[n])), None)
    if below is not None and below + 1 not in heads:
        return INDENT
    above = text[comment.span.line - 2] if comment.span.line > 1 else ""
    return INDENT if comment.span.column > 1 and above.strip() else 0
