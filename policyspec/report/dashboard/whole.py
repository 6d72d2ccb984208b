"""Long lists: how much of one the page shows, and where the whole of it is."""

from collections.abc import Sequence
from typing import TypeVar

from policyspec.report.dashboard.numbers import number
from policyspec.report.html.elements import Element, el, para

SHOWN = 50  # rows of a table

#: The file that has the whole of a list (`report.audit_tables`), from the folder of the page.
FILES = {
    "rules": "tables/rules.csv",
    "buyers": "tables/buyers.csv",
    "months": "tables/months.csv",
    "regions": "tables/regions.csv",
    "categories": "tables/categories.csv",
    "wants": "tables/missing-facts.csv",
    "unread": "tables/not-read.csv",
}

_T = TypeVar("_T")


def first(members: Sequence[_T]) -> Sequence[_T]:
    return members[:SHOWN]


def rest(kind: str, members: int, left_out: int = 0) -> Element | None:
    """What the table does not show. `left_out`: of how many more there are no figures at all."""
    if members <= SHOWN and not left_out:
        return None
    return para(
        f"These are the first {number(min(members, SHOWN))} of {number(members + left_out)}. The figures of ",
        f"{number(members)} of them are in " if left_out else "all are in ",
        el("code", FILES[kind]),
        "; the others are in the outcomes alone." if left_out else ".",
        class_="hint",
    )
