"""Tenders by month: a plot, and a table that says the same. Of many months, those with the most tenders."""

import re
from collections.abc import Sequence

from policyspec.base.dataclasses import dataclass
from policyspec.model.dates import MONTHS
from policyspec.report.dashboard.numbers import counted, number
from policyspec.report.dashboard.plot import Column, plot
from policyspec.report.dashboard.shares import COLUMNS, Stretch, of_rule, of_tenders
from policyspec.report.dashboard.whole import FILES
from policyspec.report.html.elements import Element, details, el, para, row, table
from policyspec.report.summary import Cell, Group

_MOST = 48  # months that are shown: one next to the other, so that a gap is seen as one
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Window:
    """Months next to each other, numbered from the beginning of our era."""

    start: int
    end: int  # this one included

    def __contains__(self, name: object) -> bool:
        place = _number(name) if isinstance(name, str) else None
        return place is not None and self.start <= place <= self.end


def window(months: Sequence[Group]) -> Window | None:
    """The months to show: of all that are next to each other, those with the most tenders, the latest of such.

    None: no tender states its month.
    """
    tenders = {place: group.figures.tenders for group in months if (place := _number(group.name or "")) is not None}
    if not tenders:
        return None
    end = max(tenders, key=lambda last: (sum(n for m, n in tenders.items() if last - _MOST < m <= last), last))
    return Window(min(place for place in tenders if end - _MOST < place), end)


def plotted(months: Sequence[Group], shown: Window) -> Element | None:
    """A column for each month, with what its tenders come to."""
    found = {_number(group.name): tuple(of_tenders(group.figures)) for group in months if group.name in shown}
    title = "Tenders by month, and what they come to"
    return _plot(found, shown, "months", title, "The table has the same figures.")


def beside(months: Sequence[Group], shown: Window | None) -> Element | None:
    """What the plot and its table leave out."""
    dated = [group for group in months if group.name is not None]
    out = [group for group in dated if shown is None or group.name not in shown]
    if not out:
        return None
    tenders = counted(sum(group.figures.tenders for group in out), "tender")
    text = f"{counted(len(out), 'other month')} with {tenders} in all: their figures are in "
    return para(text, el("code", FILES["months"]), ".", class_="hint")


# --- of one rule --------------------------------------------------------------------------------------------------


def of_rule_by_month(cells: Sequence[Cell], shown: Window | None, name: str, title: str) -> Element | None:
    """A rule in each of the months, folded up. None: it applied in none."""
    cells = [cell for cell in cells if shown and cell.month in shown]
    found = {_number(cell.month): tuple(of_rule(cell.rules)) for cell in cells}
    if shown is None or not any(stretch.tenders for stretches in found.values() for stretch in stretches):
        return None
    used = [n for n in range(len(COLUMNS)) if any(stretches[n].tenders for stretches in found.values())]
    numbers = frozenset(range(1, 1 + len(used)))
    caption = f"“{title}” by month: tenders"
    body = [
        row(in_words(cell.month), *(number(found[_number(cell.month)][n].tenders) for n in used), numeric=numbers)
        for cell in cells
        if sum(stretch.tenders for stretch in found[_number(cell.month)])
    ]
    drawn = _plot(found, shown, name, caption, "The table has the same figures.")
    told = table(caption, ["Month", *(COLUMNS[n].name for n in used)], body, numeric=numbers)
    return details("By month", drawn, el("div", told, class_="figures"))


# --- months -------------------------------------------------------------------------------------------------------


def in_words(name: str | None) -> str:
    """`2026-03` as `March 2026`."""
    place = _number(name or "")
    return f"{MONTHS[place % 12]} {place // 12}" if place is not None else name or "Not stated"


def _plot(
    found: dict[int | None, tuple[Stretch, ...]], shown: Window, name: str, title: str, desc: str
) -> Element | None:
    columns = [Column(_label(place), found.get(place, ())) for place in range(shown.start, shown.end + 1)]
    drawn = plot(columns, name, title, desc)
    return el("figure", drawn, el("figcaption", f"{title}. {desc}", class_="hint"), class_="plotted")


def _label(place: int) -> tuple[str, str]:
    return MONTHS[place % 12][:3], str(place // 12)


def _number(name: str | None) -> int | None:
    match = _MONTH.fullmatch(name or "")
    return int(match[1]) * 12 + int(match[2]) - 1 if match else None
