"""A plot: a column for each month, of stretches one upon another, over a scale that begins at none.

Across, positions are percentages of the width, so that the plot fits any page and no letter is stretched; up, pixels.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from policyspec.base.dataclasses import dataclass
from policyspec.report.dashboard.numbers import number
from policyspec.report.dashboard.shares import Stretch
from policyspec.report.html.bars import percentage
from policyspec.report.html.elements import Element, el

_HIGH = 200  # pixels of the highest column
_TOP = 12
_LABELS = 6  # below the plot, at most
_GAP = Fraction(1, 6)  # of a column's place, on either side together


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `label`: below it, over two lines."""

    label: tuple[str, str]
    stretches: tuple[Stretch, ...]  # the lowest first

    @property
    def tenders(self) -> int:
        return sum(stretch.tenders for stretch in self.stretches)


def plot(columns: Sequence[Column], name: str, title: str, desc: str) -> Element:
    """The plot of some columns, of which at least one is not empty. `name` begins its ids."""
    step = _step(max(column.tenders for column in columns))
    top = -(-max(column.tenders for column in columns) // step) * step
    place = Fraction(1, len(columns))
    every = -(-len(columns) // _LABELS)
    return el(
        "svg",
        el("title", title, id=f"{name}-title"),
        el("desc", desc, id=f"{name}-desc"),
        *_grid(step, top),
        *(shape for n, column in enumerate(columns) for shape in _drawn(column, n * place, place, top)),
        *(word for n, column in enumerate(columns) if n % every == 0 for word in _label(column, n * place)),
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        width="100%",
        height=str(_TOP + _HIGH + 44),
        class_="bar plot",
    )


def _step(most: int) -> int:
    """The distance between the lines of the scale: 1, 2 or 5 times a power of ten, for at most five lines."""
    step = 1
    while True:
        for times in (1, 2, 5):
            if times * step * 5 >= most:
                return times * step
        step *= 10


def _grid(step: int, top: int) -> Iterator[Element]:
    for value in range(0, top + 1, step):
        y = str(_y(value, top))
        yield el("line", x1="0", x2="100%", y1=y, y2=y, class_="grid")
        yield el("text", number(value), x="0", dx="-8", y=y, dy="5", text_anchor="end", class_="scale")


def _drawn(column: Column, at: Fraction, place: Fraction, top: int) -> Iterator[Element]:
    below = 0
    for stretch in column.stretches:
        if stretch.tenders:
            upper, lower = _y(below + stretch.tenders, top), _y(below, top)
            yield el(
                "rect",
                x=_x(at + place * _GAP / 2),
                y=str(upper),
                width=_x(place * (1 - _GAP)),
                height=str(max(lower - upper, 1)),
                fill=f"url(#fill-{stretch.kind})",
                class_=f"stretch {stretch.kind}",
            )
            below += stretch.tenders


def _label(column: Column, at: Fraction) -> Iterator[Element]:
    for line, text in enumerate(column.label, 1):
        yield el("text", text, x=_x(at), y=str(_TOP + _HIGH + 4 + line * 17), class_="scale")


def _y(value: int, top: int) -> int:
    return _TOP + _HIGH - round(Fraction(value * _HIGH, top))


def _x(part: Fraction) -> str:
    return percentage(Fraction(round(part * 100_000), 100_000))
