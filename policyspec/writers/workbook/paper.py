"""How high rows are and how many pages wide a sheet is: a file says so, since not every program works it out."""

from collections.abc import Iterable

A4 = 9  # the number of the paper in a workbook
_LINE, _MARGIN, _HIGHEST = 13.5, 3, 400  # points; Excel stops at 409
_ON_A_PAGE = 190  # characters of all columns that are still legible on A4 across


def height(cells: Iterable[tuple[str, float]], line: float = _LINE) -> float:
    """Points for a row: of its texts, each with the width of its column in characters, the one with most lines."""
    lines = (
        sum(-(-max(len(part), 1) // max(int(width * 1.1), 1)) for part in text.split("\n")) for text, width in cells
    )
    return min(max(lines, default=1) * line + _MARGIN, _HIGHEST)


def pages_wide(widths: Iterable[float]) -> int:
    """Onto how many sheets of paper, side by side, the columns go."""
    return max(1, -(-int(sum(widths)) // _ON_A_PAGE))
