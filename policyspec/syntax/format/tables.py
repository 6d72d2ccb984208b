"""The rows of a table, their cells under each other."""

from policyspec.syntax.ast import Comment
from policyspec.syntax.clause import Clause
from policyspec.syntax.format.words import joined, words_of
from policyspec.syntax.rows import RULE_OFF, cells_of


def aligned(rows: list[Clause], comments: dict[int, Comment], indent: int) -> list[str]:
    """The rows as lines, with the comments that stand beside and between them. Lines under a header are left out."""
    said = {row.whole.line: _said(row, header=row is rows[0]) for row in rows if not RULE_OFF.fullmatch(row.text)}
    widths = [max(map(len, column)) for column in zip(*said.values(), strict=True)]
    lines = []
    for number in sorted({*said, *comments}):
        comment = comments[number].text if number in comments else ""
        row = "".join(f"| {cell.ljust(width)} " for cell, width in zip(said.get(number, ()), widths, strict=False))
        lines.append(" " * indent + "  ".join(part for part in (f"{row}|" if row else "", comment) if part))
    return lines


def _said(row: Clause, *, header: bool) -> list[str]:
    found = list(cells_of(row))
    kinds = ["column"] * len(found) if header else [*(["cell"] * (len(found) - 1)), "result"]
    return [joined(words_of(cell.of_kind(kind))) for cell, kind in zip(found, kinds, strict=True)]
