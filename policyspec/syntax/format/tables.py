"""The rows of a table, their cells under each other."""

from policyspec.syntax.clause import Clause
from policyspec.syntax.format.words import joined, words_of
from policyspec.syntax.rows import RULE_OFF, cells_of


def aligned(rows: list[Clause]) -> dict[int, str]:
    """Each row as it is laid out, by its line. A line drawn under the header is left out."""
    said = {row.whole.line: _said(row, header=row is rows[0]) for row in rows if not RULE_OFF.fullmatch(row.text)}
    widths = [max(map(len, column)) for column in zip(*said.values(), strict=True)]
    return {line: "".join(map(_cell, cells, widths)) + "|" for line, cells in said.items()}


def _cell(said: str, width: int) -> str:
    return f"| {said.ljust(width)} "


def _said(row: Clause, *, header: bool) -> list[str]:
    found = list(cells_of(row))
    kinds = ["column"] * len(found) if header else [*(["cell"] * (len(found) - 1)), "result"]
    return [joined(words_of(cell.of_kind(kind))) for cell, kind in zip(found, kinds, strict=True)]
