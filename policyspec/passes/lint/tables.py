"""Tables: cases without a row, rows that never apply, two rows for one case."""

from collections.abc import Sequence

from policyspec.model.vocabulary import Vocabulary
from policyspec.passes.context import Findings
from policyspec.passes.errors import lint
from policyspec.passes.errors import rules as errors
from policyspec.passes.grid import Grid
from policyspec.passes.partition import Case, Cell, cases, covers

#: How many cases are looked at before the question is given up: such a table is beyond a reader as well.
MOST_CASES = 50_000

Rows = Sequence[Sequence[Cell]]


def look(grid: Grid, vocabulary: Vocabulary, findings: Findings) -> None:
    """Gaps and overlaps, as far as the table's cells are plain bounds, codes, yes and no."""
    split = [cases([row[n] for row in grid.cells], vocabulary) for n in range(len(grid.columns))]
    columns = [column for column in split if column is not None]
    if len(columns) < len(split):
        return
    everything: Sequence[Cell] = [None] * len(columns)
    gap = _missed(columns, everything, grid.cells)
    if gap:
        findings.say(lint.no_row(grid.node.name.words, _spoken(grid, gap), grid.node.name.span))
    if grid.node.selects == "first":
        _say_unreachable(grid, columns, findings)
    if grid.node.selects == "exactly one":
        _say_overlaps(grid, columns, findings)


def _say_unreachable(grid: Grid, columns: Sequence[list[Case]], findings: Findings) -> None:
    for number, cells in enumerate(grid.cells):
        if _missed(columns, cells, grid.cells[:number], certainly=True) is None:
            findings.say(lint.unreachable_row(grid.node.name.words, grid.node.rows[number].span))


def _say_overlaps(grid: Grid, columns: Sequence[list[Case]], findings: Findings) -> None:
    """One diagnostic for each row that meets a case of an earlier one."""
    for number, cells in enumerate(grid.cells):
        for earlier, others in enumerate(grid.cells[:number]):
            shared = [
                _both(column, *pair) for column, pair in zip(columns, zip(cells, others, strict=True), strict=True)
            ]
            found = [case for case in shared if case is not None]
            if len(found) == len(shared):
                rows = grid.node.rows
                findings.say(errors.rows_overlap(_spoken(grid, found), rows[number].span, rows[earlier].span))
                break


def _both(column: Sequence[Case], one: Cell, other: Cell) -> Case | None:
    certain = (c for c in column if covers(one, c.point, certainly=True) and covers(other, c.point, certainly=True))
    return next(certain, None)


def _missed(
    columns: Sequence[list[Case]], within: Sequence[Cell], rows: Rows, *, certainly: bool = False
) -> list[Case] | None:
    """A case within some cells that no row takes; None where there is none. An empty list: too many to look at."""
    budget = [MOST_CASES]

    def search(number: int, alive: Rows) -> list[Case] | None:
        budget[0] -= 1
        if budget[0] < 0:
            return []
        if number == len(columns):
            return None if alive else []
        if any(all(cell is None for cell in row[number:]) for row in alive):
            return None
        for case in columns[number]:
            if covers(within[number], case.point, certainly=certainly):
                left = [row for row in alive if covers(row[number], case.point, certainly=certainly)]
                rest = search(number + 1, left)
                if rest is not None:
                    return [case, *rest] if budget[0] >= 0 else []
        return None

    return search(0, rows)


def _spoken(grid: Grid, found: Sequence[Case]) -> str:
    """`service type` is care and `estimated value` is below GBP 10."""
    told = [(column, case.words) for column, case in zip(grid.columns, found, strict=True)]
    said = [f"`{column}` {words}" for column, words in told if words != "is anything"]
    return " and ".join(said) or "there is any case at all"
