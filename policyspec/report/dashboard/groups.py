"""Tenders by buyer, month, region and category: how many, what they come to, and their value."""

from collections.abc import Iterator, Sequence

from policyspec.report.dashboard import months, shares, whole
from policyspec.report.dashboard.numbers import number, share, sums
from policyspec.report.html.elements import Content, Element, el, para, row, table
from policyspec.report.summary import Figures, Group, Summary

_NUMBERS = frozenset((2, 3, 4, 5))
_HEAD = (
    "What they come to",
    "Tenders",
    shares.BREACHING,
    "Share",
    shares.OPEN,
    "Value of those that breach",
    "Value of all",
)


def sections(summary: Summary) -> Iterator[Element]:
    """A section for each kind of group."""
    yield _section("buyers", "By buyer", *_ranked("buyers", "Buyer", summary.buyers, summary))
    yield _section("months", "By month", *_by_month(summary.months))
    yield _section("regions", "By region", *_ranked("regions", "Region", summary.regions, summary))
    yield _section("categories", "By category", *_ranked("categories", "Category", summary.categories, summary))


def _section(name: str, title: str, *content: Content) -> Element:
    return el("section", el("h2", title, id=name), *content)


def _ranked(kind: str, title: str, groups: Sequence[Group], summary: Summary) -> Iterator[Content]:
    """A table of the groups as they stand in the summary: those with most tenders that breach a must first."""
    if not groups:
        yield para("There is none.")
        return
    yield _legend()
    shown = [(group.name or "Not stated", group.figures) for group in whole.first(groups)]
    yield _table(kind, title, shown)
    yield whole.rest(kind, len(groups), summary.left_out.get(kind, 0))


def _by_month(groups: Sequence[Group]) -> Iterator[Content]:
    shown = months.window(groups)
    if shown is None:
        yield para("No tender states the day from which its month is taken.")
    else:
        yield _legend()
        yield months.plotted(groups, shown)
    told = [group for group in groups if group.name is None or (shown is not None and group.name in shown)]
    if told:
        yield _table("months", "Month", [(months.in_words(group.name), group.figures) for group in told])
    yield months.beside(groups, shown)


def _table(kind: str, title: str, groups: Sequence[tuple[str, Figures]]) -> Element:
    body = [_row(f"{kind}-{place}", name, figures) for place, (name, figures) in enumerate(groups, 1)]
    caption = f"Tenders by {title.lower()}: what they come to, and their estimated value"
    return el("div", table(caption, [title, *_HEAD], body, numeric=_NUMBERS), class_="shares")


def _row(id_: str, name: str, figures: Figures) -> Element:
    return row(
        name,
        shares.bar(shares.of_tenders(figures), id_, f"Tenders of {name}"),
        number(figures.tenders),
        number(figures.breaching),
        share(figures.breaching, figures.tenders),
        number(figures.open),
        sums(figures.at_stake),
        sums(figures.value),
        numeric=_NUMBERS,
    )


def _legend() -> Element:
    return shares.legend((("breached", shares.BREACHING), ("undetermined", shares.OPEN), ("met", shares.NEITHER)))
