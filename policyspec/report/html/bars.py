"""The weights of a lot as a bar: quality from the left, price from the right, and a line at each floor or cap.

Positions are percentages of the width, so that the bar fits any page and no pattern or letter is stretched.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from policyspec.base.dataclasses import dataclass
from policyspec.model.literals import format_value
from policyspec.model.outcomes import Verdict
from policyspec.model.types import Kind
from policyspec.report.html.elements import Element, el
from policyspec.report.picture import Floor, LotPicture

ONE = Fraction(1)
_BAR = 44  # pixels
_LABEL = 22
_ROOM = Fraction(3, 10)  # a part of the bar that has room for its name


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the bar. `kind` is its pattern, `name` what it is called."""

    kind: str
    name: str
    weight: Fraction

    @property
    def words(self) -> str:
        return f"{self.name} {percentage(self.weight)}"


@dataclass(frozen=True, slots=True)
class Marker:
    """A line across the bar. `at`: from the left, as part of its length; `reached`: how far the weights go."""

    at: Fraction
    reached: Fraction
    words: str
    missed: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """What is drawn: stretches that fill the length, which is 1 unless the weights are more."""

    stretches: tuple[Stretch, ...]
    markers: tuple[Marker, ...]
    length: Fraction


def percentage(weight: Fraction) -> str:
    return format_value(weight, Kind.PERCENTAGE)


# --- what is drawn ------------------------------------------------------------------------------------------------

#: Quality stands at the left and price at the right, so that each has an edge from which its bounds are measured.
_ORDER = (
    ("quality", "Quality"),
    ("other", "Of no known kind"),
    ("rest", "Not stated"),
    ("cost", "Cost"),
    ("price", "Price"),
)
_LEFT = (("quality",),)
_RIGHT = (("price",), ("price", "cost"))


def bar_of(lot: LotPicture) -> Bar:
    """The bar of a lot's weights, with the bounds that can be measured from one of its ends."""
    weights = weights_of(lot)
    stretches = tuple(Stretch(kind, name, weights[kind]) for kind, name in _ORDER if weights[kind])
    length = sum(weights.values(), Fraction(0))
    return Bar(stretches, tuple(_markers(lot.floors, weights, length)), length)


def weights_of(lot: LotPicture) -> dict[str, Fraction]:
    """The weight of each kind, of criteria whose kind is not known, and what is missing to 100%."""
    weights = dict.fromkeys((kind for kind, _ in _ORDER), Fraction(0))
    for criterion in lot.criteria:
        kind = criterion.kind if criterion.kind in ("quality", "cost", "price") else "other"
        weights[kind] += criterion.weight or 0
    weights["rest"] = max(ONE - sum(weights.values()), Fraction(0))
    return weights


def _markers(floors: Sequence[Floor], weights: dict[str, Fraction], length: Fraction) -> Iterator[Marker]:
    """One line for each place; where several rules draw it, it tells of the one that is missed."""
    drawn: set[tuple[Fraction, bool]] = set()
    for floor in sorted(floors, key=lambda floor: not floor.missed):
        weight = sum((weights.get(kind, Fraction(0)) for kind in floor.kinds), Fraction(0))
        if floor.kinds in _LEFT:
            at, reached = floor.at, weight
        elif floor.kinds in _RIGHT:
            at, reached = length - floor.at, length - weight
        else:
            continue
        if (at, floor.least) not in drawn and 0 < at < length:
            drawn.add((at, floor.least))
            yield Marker(at / length, reached / length, asked(floor), floor.missed)


def asked(floor: Floor) -> str:
    """`above 50%`, `price at most 30%: missed`."""
    relation = ("above" if floor.strict else "at least") if floor.least else ("below" if floor.strict else "at most")
    whose = "" if floor.kinds == ("quality",) else f"{' and '.join(floor.kinds)} "
    end = ": missed" if floor.missed else ": open" if floor.verdict is Verdict.UNDETERMINED else ""
    return f"{whose}{relation} {percentage(floor.at)}{end}"


# --- drawing ------------------------------------------------------------------------------------------------------


def large(bar: Bar, name: str, title: str, desc: str) -> Element:
    """The bar with its labels and a scale. `name` begins the ids of its title and description."""
    markers = sorted(bar.markers, key=lambda marker: marker.at)
    top = len(markers) * _LABEL + 4
    bottom = top + _BAR
    return _svg(
        bottom + 28,
        name,
        title,
        desc,
        [
            *_stretches(bar, top, _BAR),
            *(_line(marker, n * _LABEL + 2, bottom + 6) for n, marker in enumerate(markers)),
            *(gap for marker in markers if (gap := _gap(marker, bottom)) is not None),
            *_names(bar, top + _BAR // 2 + 6),
            *(_label(marker, n * _LABEL + 16) for n, marker in enumerate(markers)),
            *_scale(bar, bottom + 24),
        ],
    )


def small(bar: Bar, name: str, title: str, desc: str) -> Element:
    """The bar for a cell of a table: lines without labels."""
    lines = [_line(marker, 0, 30) for marker in bar.markers]
    return _svg(30, name, title, desc, [*_stretches(bar, 5, 20), *lines])


def _svg(height: int, name: str, title: str, desc: str, shapes: Sequence[Element]) -> Element:
    return el(
        "svg",
        el("title", title, id=f"{name}-title"),
        el("desc", desc, id=f"{name}-desc"),
        *shapes,
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        width="100%",
        height=str(height),
        class_="bar",
    )


def _stretches(bar: Bar, y: int, height: int) -> Iterator[Element]:
    at = Fraction(0)
    for stretch in bar.stretches:
        part = stretch.weight / bar.length
        yield el(
            "rect",
            x=_x(at),
            y=str(y),
            width=_x(part),
            height=str(height),
            fill="#ffffff" if stretch.kind == "rest" else f"url(#fill-{stretch.kind})",
            class_=f"stretch {stretch.kind}",
        )
        at += part


def _names(bar: Bar, y: int) -> Iterator[Element]:
    """What the wide stretches are, within them."""
    at = Fraction(0)
    for stretch in bar.stretches:
        part = stretch.weight / bar.length
        if part >= _ROOM:
            yield el("text", stretch.words, x=_x(at + part / 2), y=str(y), class_="inside")
        at += part


def _line(marker: Marker, top: int, bottom: int) -> Element:
    x = _x(marker.at)
    return el("line", x1=x, x2=x, y1=str(top), y2=str(bottom), class_=f"marker{_missed(marker)}")


def _label(marker: Marker, y: int) -> Element:
    """What a line stands for, above the bar, on the side of the line that has more room."""
    right = marker.at < Fraction(1, 2)
    return el(
        "text",
        marker.words,
        x=_x(marker.at),
        dx="6" if right else "-6",
        y=str(y),
        text_anchor="start" if right else "end",
        class_=f"asked{_missed(marker)}",
    )


def _missed(marker: Marker) -> str:
    return " missed" if marker.missed else ""


def _gap(marker: Marker, bottom: int) -> Element | None:
    """Below the bar, how far the weights are from a line that they miss."""
    if not marker.missed or marker.at == marker.reached:
        return None
    left, right = sorted((marker.at, marker.reached))
    return el("rect", x=_x(left), y=str(bottom + 3), width=_x(right - left), height="5", class_="gap")


def _scale(bar: Bar, y: int) -> Iterator[Element]:
    for part, anchor in ((Fraction(0), "start"), (Fraction(1, 2), "middle"), (ONE, "end")):
        yield el("text", percentage(part * bar.length), x=_x(part), y=str(y), text_anchor=anchor, class_="scale")


def _x(part: Fraction) -> str:
    """A place as a percentage in at most three decimals."""
    return f"{format_value(Fraction(round(part * 100_000), 100_000), Kind.PERCENTAGE)}"


# --- patterns -----------------------------------------------------------------------------------------------------


def patterns() -> Element:
    """The fills of all bars of the page: a pattern as well as a colour for each kind."""
    return filled(
        pattern("quality", "#cfe3f5", el("path", d="M0 10L10 0", class_="ink quality")),
        pattern("price", "#fde0b2", el("circle", cx="5", cy="5", r="1.6", class_="dot price")),
        pattern("cost", "#e8daf2", el("path", d="M0 5L10 5", class_="ink cost")),
        pattern("other", "#ececec", el("path", d="M0 0L10 10M0 10L10 0", class_="ink other")),
    )


def filled(*fills: Element) -> Element:
    """What is not seen itself, but lets the page's pictures name these fills."""
    return el(
        "svg",
        el("defs", *fills),
        width="0",
        height="0",
        aria_hidden="true",
        focusable="false",
        class_="patterns",
    )


def swatch(kind: str) -> Element:
    """A sample of a fill, for the table beside the bar."""
    fill = "#ffffff" if kind == "rest" else f"url(#fill-{kind})"
    sample = el("rect", x="1", y="1", width="26", height="16", fill=fill, class_=f"stretch {kind}")
    return el("svg", sample, width="28", height="18", aria_hidden="true", focusable="false", class_="swatch")


def pattern(kind: str, ground: str, ink: Element | None = None) -> Element:
    """The fill `url(#fill-KIND)`: a sign on a ground, over and over."""
    return el(
        "pattern",
        el("rect", width="10", height="10", fill=ground),
        ink,
        id=f"fill-{kind}",
        width="10",
        height="10",
        patternUnits="userSpaceOnUse",
    )
