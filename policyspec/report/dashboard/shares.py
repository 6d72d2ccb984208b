"""Tenders as a bar: a stretch for each thing that they come to, in a colour and a pattern that the legend names."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from policyspec.base.dataclasses import dataclass
from policyspec.model.outcomes import Verdict
from policyspec.report.dashboard.numbers import number, share
from policyspec.report.html import bars
from policyspec.report.html.elements import Content, Element, el, items
from policyspec.report.summary import Figures
from policyspec.report.words import sentence


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some of the tenders of a bar."""

    kind: str  # its fill
    name: str
    tenders: int


@dataclass(frozen=True, slots=True)
class Column:
    """What tenders come to under a rule, as a column of a table and a kind of stretch."""

    kind: str
    name: str
    verdicts: tuple[Verdict, ...]

    def of(self, rules: Mapping[Verdict, int]) -> int:
        return sum(rules.get(verdict, 0) for verdict in self.verdicts)


#: In the order of their stretches. A rule that does not speak of a tender has no part of its bar.
COLUMNS = (
    Column("failed", "Not judged, by a fault", (Verdict.FAILED,)),
    Column("breached", "Breached", (Verdict.BREACHED,)),
    Column("flagged", "Flagged", (Verdict.FLAGGED,)),
    Column("undetermined", "Undetermined", (Verdict.UNDETERMINED,)),
    Column("excused", "Explained or waived", (Verdict.EXPLAINED, Verdict.WAIVED)),
    Column("met", "Met", (Verdict.MET,)),
)
ELSEWHERE = Column("none", "Not applicable", (Verdict.NOT_APPLICABLE,))

#: What a tender comes to over all rules.
BREACHING, OPEN, NEITHER = "Breach a must", "Open", "Neither"


def of_rule(rules: Mapping[Verdict, int]) -> list[Stretch]:
    """The tenders to which a rule applies, by its verdict."""
    return [Stretch(column.kind, column.name, column.of(rules)) for column in COLUMNS]


def of_tenders(figures: Figures) -> list[Stretch]:
    """Tenders by what they come to over all rules."""
    return [
        Stretch("breached", BREACHING, figures.breaching),
        Stretch("undetermined", OPEN, figures.open),
        Stretch("met", NEITHER, neither(figures)),
    ]


def neither(figures: Figures) -> int:
    """Tenders that breach no `must`, and in which none may yet be breached."""
    return figures.tenders - figures.breaching - figures.open


def bar(stretches: Sequence[Stretch], name: str, title: str) -> Content:
    """The bar for a cell of a table. `name` begins its ids, `title` says of what it is; None: of no tender."""
    drawn = [one for one in stretches if one.tenders]
    whole = sum(one.tenders for one in drawn)
    if not whole:
        return None
    made = [bars.Stretch(one.kind, one.name, Fraction(one.tenders)) for one in drawn]
    return bars.small(bars.Bar(tuple(made), (), Fraction(whole)), name, title, described(drawn, whole))


def described(stretches: Iterable[Stretch], whole: int) -> str:
    """All that a bar shows, in words: `Breached: 12 (3.5%). Met: 331 (96.5%).`."""
    return " ".join(sentence(f"{s.name}: {number(s.tenders)} ({share(s.tenders, whole)})") for s in stretches)


def legend(names: Iterable[tuple[str, str]]) -> Element:
    """What the fills stand for, a kind and its name each."""
    return items([[bars.swatch(kind), f" {name}"] for kind, name in names], class_="legend")


def patterns() -> Element:
    """The fills of the page. In none of them does the colour say what the pattern does not."""
    return bars.filled(
        bars.pattern("failed", "#14181c"),
        bars.pattern("breached", "#f3b6ad", el("path", d="M0 10L10 0", class_="ink breached")),
        bars.pattern("flagged", "#f6ead0", el("path", d="M0 0L10 10M0 10L10 0", class_="ink flagged")),
        bars.pattern("undetermined", "#ffdf94", el("circle", cx="5", cy="5", r="1.6", class_="dot undetermined")),
        bars.pattern("excused", "#e1d4f0", el("path", d="M0 5L10 5", class_="ink excused")),
        bars.pattern("met", "#cfe8da"),
        bars.pattern("alone", "#a9cdf0", el("path", d="M0 10L10 0", class_="ink alone")),
        bars.pattern("together", "#dcebf8"),
    )
