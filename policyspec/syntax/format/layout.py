"""A file's clauses and comments in their order, each on lines of its own."""

from collections.abc import Iterator

from policyspec.base.dataclasses import dataclass
from policyspec.base.source import Source
from policyspec.syntax.ast import Comment
from policyspec.syntax.clause import Clause
from policyspec.syntax.format.breaks import broken
from policyspec.syntax.format.tables import aligned
from policyspec.syntax.format.wrap import INDENT
from policyspec.syntax.layout import Block, Layout

_APART = ("rule", "change", "table")  # declarations that stand apart from what is above them


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines of the page, and where they stood in the source: first and last line, counted from 1."""

    lines: tuple[str, ...]
    first: int
    last: int
    apart: bool = False  # a blank line goes before it

    @property
    def is_comment(self) -> bool:
        return self.lines[0].lstrip().startswith("#")


def pieces(source: Source, layout: Layout, comments: tuple[Comment, ...]) -> list[Piece]:
    """The clauses and comments of a file that has no mistake, each laid out, in their order."""
    left = {comment.span.line: comment for comment in comments}
    made = [piece for block in layout.blocks for piece in _block(block, left)]
    heads = {block.head.clause.whole.line for block in layout.blocks}
    lines = source.text.split("\n")
    for line, comment in left.items():
        made.append(Piece((" " * _indent_of(comment, lines, heads) + comment.text,), line, line))
    return sorted(made, key=lambda piece: piece.first)


def page(pieces: list[Piece]) -> list[str]:
    """Their lines, with the blank ones that group them, one for several, and one before what stands apart."""
    rows: list[str] = []
    for number, piece in enumerate(pieces):
        above = pieces[number - 1]
        if number and (_was_apart(above, piece) or (_begins(pieces, number) and not above.is_comment)):
            rows.append("")
        rows += piece.lines
    return rows


def _was_apart(above: Piece, piece: Piece) -> bool:
    return piece.first > above.last + 1


def _begins(pieces: list[Piece], number: int) -> bool:
    """Whether a declaration that stands apart begins here, with the comments right above it."""
    while pieces[number].is_comment:
        number += 1
        if number == len(pieces) or _was_apart(pieces[number - 1], pieces[number]):
            return False
    return pieces[number].apart


# --- the pieces ---------------------------------------------------------------------------------------------------


def _block(block: Block, left: dict[int, Comment]) -> Iterator[Piece]:
    """The clauses of a declaration, with the comments that stand in them; those are taken from `left`."""
    yield from _clause(block, block.head.clause, 0, left, apart=block.kind in _APART)
    for part in block.parts:
        if part.clause.kind != "row":
            yield from _clause(block, part.clause, INDENT, left)
    yield from _rows([part.clause for part in block.parts if part.clause.kind == "row"], left)


def _clause(
    block: Block, clause: Clause, indent: int, left: dict[int, Comment], *, apart: bool = False
) -> Iterator[Piece]:
    first, last = clause.whole.line, clause.whole.end_line
    within = [left.pop(line) for line in range(first, last + 1) if line in left]
    lines = broken(block, clause, within, indent)
    if lines is None:
        yield from (Piece((" " * indent + comment.text,), first, first) for comment in within)
        lines = broken(block, clause, (), indent) or []
    yield Piece(tuple(lines), first, last, apart)


def _rows(rows: list[Clause], left: dict[int, Comment]) -> Iterator[Piece]:
    """The rows of a table. A line drawn under its header is no row: it counts as a part of what is above it."""
    said = aligned(rows)
    lines = [row.whole.line for row in rows]
    for line, below in zip(lines, [*lines[1:], 0], strict=False):
        if line in said:
            comment = left.pop(line, None)
            beside = [comment.text] if comment else []
            last = below if below and below not in said else line
            yield Piece((" " * INDENT + "  ".join([said[line], *beside]),), line, last)


def _indent_of(comment: Comment, lines: list[str], heads: set[int]) -> int:
    """A comment goes with what stands right below it; where nothing does, with a clause above it if it is indented."""
    below, above = comment.span.line, comment.span.line - 2
    while below < len(lines) and _is_comment(lines[below]):
        below += 1
    while above >= 0 and _is_comment(lines[above]):
        above -= 1
    touches = below < len(lines) and lines[below].strip()
    while below < len(lines) and (not lines[below].strip() or _is_comment(lines[below])):
        below += 1
    if below < len(lines) and below + 1 not in heads:
        return INDENT
    stands_under = above >= 0 and lines[above].strip() and comment.span.column > 1
    return INDENT if stands_under and not touches else 0


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")
