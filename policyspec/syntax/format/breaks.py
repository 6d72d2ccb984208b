"""A clause on its lines: where they may end, and where the comments inside it go."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from policyspec.base.source import Source
from policyspec.syntax.ast import Comment
from policyspec.syntax.clause import Clause
from policyspec.syntax.format.words import Place, Word, joined, words_of
from policyspec.syntax.format.wrap import INDENT, wrapped
from policyspec.syntax.keywords import DeclarationKind
from policyspec.syntax.layout import Block, lay_out
from policyspec.syntax.text import plain

#: A head for the clauses of each declaration, under which it is tried whether their lines are read as they should be.
_HEADS: dict[DeclarationKind, str] = {
    "policy": "policy a/b", "rule": "rule a", "change": "drop rule a", "table": "table a decides b",
    "threshold": "threshold a is 1",
}  # fmt: skip
_MOST_COMMENTS = 100  # for each of which a place is looked for where its own will not do


def broken(block: Block, clause: Clause, comments: Sequence[Comment], indent: int) -> list[str] | None:
    """The lines of a clause with the comments that stand in it, in their order.

    A comment stays between the words where it stands, or goes to the next place where a line may end. None where there
    is no such place for one of them: then they have to stand above the clause.
    """
    words = words_of(clause)
    cuts = _cuts(block, clause, words, comments)
    at_end = [comment for comment, cut in zip(comments, cuts, strict=True) if cut == len(words)]
    if len(at_end) > 1 or any(comment.own_line for comment in at_end):
        return None
    parts = _parted(words, {*cuts, *(n for n, word in enumerate(words) if word.place is Place.LEVEL)})
    margins = [indent if not n or part[0].place is Place.LEVEL else indent + INDENT for n, part in enumerate(parts)]
    rows: list[str] = []
    end = 0
    for part, lines, margin in zip(parts, _chunks(block, clause, parts, margins), [*margins[1:], indent], strict=True):
        end += len(part)
        rows += _with(lines, [comment for comment, cut in zip(comments, cuts, strict=True) if cut == end], margin)
    return rows


def _chunks(block: Block, clause: Clause, parts: Sequence[list[Word]], margins: Sequence[int]) -> list[list[str]]:
    """The lines of each part. Each is on one line where more of them would be read as something else."""
    chunks = [wrapped(part, margin) for part, margin in zip(parts, margins, strict=True)]
    lines = [line for chunk in chunks for line in chunk]
    if len(lines) == 1 or _is_read_as(block, clause, lines):
        return chunks
    return [_on_one_line(part, margin) for part, margin in zip(parts, margins, strict=True)]


def _on_one_line(words: list[Word], indent: int) -> list[str]:
    return [" " * indent + joined(words)]


def _with(lines: list[str], comments: Sequence[Comment], margin: int) -> list[str]:
    """The lines with the comments that follow them: the first beside the last line if it stood beside one."""
    if comments and not comments[0].own_line:
        lines, comments = [*lines[:-1], f"{lines[-1]}  {comments[0].text}"], comments[1:]
    return [*lines, *(" " * margin + comment.text for comment in comments)]


# --- where lines may end ------------------------------------------------------------------------------------------


def _cuts(block: Block, clause: Clause, words: Sequence[Word], comments: Sequence[Comment]) -> list[int]:
    """How many words stand before each comment."""
    starts = [clause.source.position(word.offset) for word in words]
    found = [max(1, bisect_left(starts, (comment.span.line, comment.span.column))) for comment in comments]
    if set(found) <= {len(words)} or _may_end(block, clause, words, set(found)):
        return found
    if len(found) > _MOST_COMMENTS:
        return [len(words)] * len(found)
    cuts: list[int] = []
    for wanted in found:
        places = range(max([wanted, *cuts[-1:]]), len(words))
        cuts.append(next((n for n in places if _may_end(block, clause, words, {*cuts, n})), len(words)))
    return cuts


def _may_end(block: Block, clause: Clause, words: Sequence[Word], cuts: set[int]) -> bool:
    return _is_read_as(block, clause, [joined(part) for part in _parted(words, cuts)])


def _parted(words: Sequence[Word], cuts: set[int]) -> list[list[Word]]:
    return [list(words[start:end]) for start, end in pairwise(sorted({0, *cuts, len(words)}))]


def _is_read_as(block: Block, clause: Clause, lines: Sequence[str]) -> bool:
    """Whether the lines are read as this clause, with alternatives and `or explain` as clauses of their own."""
    is_head = clause is block.head.clause
    source = Source("", "\n".join(lines if is_head else [_HEADS[block.kind], *lines]))
    read = lay_out(source, plain(source))
    parts = [part for each in read.blocks for part in ((each.head, *each.parts) if is_head else each.parts)]
    kinds = [part.clause.kind for part in parts]
    return (
        len(read.blocks) == 1
        and not any(part.slip for part in parts)
        and kinds[:1] == [clause.kind]
        and all(kind in ("alternative", "or_explain") for kind in kinds[1:])
    )
