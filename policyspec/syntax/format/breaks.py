"""A clause on its lines: where they may end, and where the comments inside it go."""

from collections.abc import Iterator, Sequence
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
    parts = [words[start:end] for start, end in pairwise(sorted({0, *cuts, len(words)}))]
    chunks = _chunks(block, clause, parts, indent)
    beside = [[comment for comment, cut in zip(comments, cuts, strict=True) if cut == end] for end in _ends(parts)]
    return [line for chunk, said in zip(chunks, beside, strict=True) for line in _with(chunk, said, indent)]


def _ends(parts: Sequence[Sequence[Word]]) -> Iterator[int]:
    end = 0
    for part in parts:
        end += len(part)
        yield end


def _chunks(block: Block, clause: Clause, parts: Sequence[list[Word]], indent: int) -> list[list[str]]:
    """The lines of each part. A part stays on one line where its lines would be read as something else."""
    for lines_of in (wrapped, _on_one_line):
        chunks = [lines_of(part, indent + (INDENT if n else 0)) for n, part in enumerate(parts)]
        lines = [line for chunk in chunks for line in chunk]
        if len(lines) == 1 or _is_read_as(block, clause, lines):
            break
    return chunks


def _on_one_line(words: list[Word], indent: int) -> list[str]:
    return [" " * indent + joined(words)]


def _with(lines: list[str], comments: Sequence[Comment], indent: int) -> list[str]:
    """The lines with the comments that follow them: the first beside the last line if it stood beside one."""
    if comments and not comments[0].own_line:
        lines, comments = [*lines[:-1], f"{lines[-1]}  {comments[0].text}"], comments[1:]
    return [*lines, *(" " * (indent + INDENT) + comment.text for comment in comments)]


# --- where lines may end ------------------------------------------------------------------------------------------


def _cuts(block: Block, clause: Clause, words: Sequence[Word], comments: Sequence[Comment]) -> list[int]:
    """How many words stand before each comment."""
    cuts: list[int] = []
    for comment in comments:
        place = comment.span.line, comment.span.column
        cut = max([1, *cuts[-1:], sum(clause.source.position(word.offset) < place for word in words)])
        while cut < len(words) and not _may_end(block, clause, words, {*cuts, cut}):
            cut += 1
        cuts.append(cut)
    return cuts


def _may_end(block: Block, clause: Clause, words: Sequence[Word], cuts: set[int]) -> bool:
    lines = [joined(list(words[start:end])) for start, end in pairwise(sorted({0, *cuts, len(words)}))]
    return _is_read_as(block, clause, lines)


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
