"""The tender's lots and the weights of their criteria: a bar for those that are alike, and tables with the figures."""

from collections.abc import Iterator, Sequence

from policyspec.model.outcomes import Verdict
from policyspec.report.html import bars
from policyspec.report.html.elements import Content, Element, details, el, items, para, row, table
from policyspec.report.html.parts import Part, tag, verdict_tag
from policyspec.report.picture import Floor, LotPicture, Picture
from policyspec.report.words import count, joined, sentence

_LARGE = 4  # bars that are drawn large; of more there is a table of small ones
_NAMED = 3  # lots that a heading names
_KINDS = (
    ("quality", "Quality"),
    ("cost", "Cost"),
    ("price", "Price"),
    ("other", "Of no known kind"),
    ("rest", "Not stated"),
)


def section(part: Part) -> Element | None:
    """The weights of all lots; None where the tender states no criterion."""
    picture = part.judged.picture
    if picture is None or not any(lot.criteria for lot in picture.lots):
        return None
    groups = alike(picture.lots)
    several = len(groups) > _LARGE
    drawn = [_table(part, groups)] if several else [_figure(part, n, lots) for n, lots in enumerate(groups, 1)]
    return part.section("The weights of the award criteria", "weights", *_introduction(picture), *drawn)


def alike(lots: Sequence[LotPicture]) -> list[list[LotPicture]]:
    """Lots with the same criteria, held to the same bounds with the same verdicts, together."""
    groups: dict[tuple[object, ...], list[LotPicture]] = {}
    for lot in lots:
        groups.setdefault((lot.criteria, lot.complete, lot.floors), []).append(lot)
    return list(groups.values())


def _introduction(picture: Picture) -> Iterator[Element]:
    lots = [lot for lot in picture.lots if lot.path]
    parts = [count(len(lots), "lot")] if lots else []
    parts += [f"an estimated value of {picture.value}"] if picture.value else []
    if parts:
        yield para(f"{sentence(f'the tender has {joined(parts)}')}")
    if any(lot.missed for lot in picture.lots):
        missed = [lot for lot in lots if lot.missed]
        whose = f"{len(missed)} of {count(len(lots), 'lot')}" if len(lots) > 1 else "The tender"
        yield para(
            tag("Missed", "bad"), f" {whose} {'miss' if len(missed) > 1 else 'misses'} a floor or cap that a rule sets."
        )
    if not picture.complete:
        yield para("More lots may come: the tender does not say that these are all.", class_="hint")


# --- a large bar --------------------------------------------------------------------------------------------------


def _figure(part: Part, number: int, lots: Sequence[LotPicture]) -> Element:
    """The bar of lots that are alike, and beside it its figures, what the rules ask, and the criteria."""
    first, bar = lots[0], bars.bar_of(lots[0])
    named = names(lots)
    return el(
        "figure",
        el("figcaption", part.heading(_capital(named), f"weights-{number}", below=2), *_values(lots)),
        bars.large(bar, part.id(f"bar-{number}"), f"Weights of the award criteria of {named}", described(first, bar)),
        el("div", _figures(bar, named), _asked(first.floors, named), class_="beside"),
        details(f"All criteria of {named}: {len(first.criteria)}", _criteria(first, named)),
        class_="weights",
    )


def names(lots: Sequence[LotPicture]) -> str:
    """`lot 1 (North) and lot 2 (South)`; of many the first few and the number of the others."""
    labels = [lot.label for lot in lots]
    rest = len(labels) - _NAMED
    return joined(labels if rest < 2 else [*labels[:_NAMED], f"{rest} others alike"])


def described(lot: LotPicture, bar: bars.Bar) -> str:
    """All that the bar shows, in words."""
    weights = joined([stretch.words for stretch in bar.stretches])
    asked = "".join(f" {sentence(f'{floor.words}: {floor.verdict}')}" for floor in lot.floors)
    return f"{sentence(weights)}{asked}"


def _values(lots: Sequence[LotPicture]) -> Iterator[Content]:
    if len(lots) > 1:
        values = [f"{lot.label}: {lot.value or 'no value stated'}" for lot in lots]
        yield details(f"The {len(lots)} lots that this is true of, with their values", items(values))
    elif lots[0].path and lots[0].value:
        yield para(f"Estimated value: {lots[0].value}")


def _figures(bar: bars.Bar, named: str) -> Element:
    numbers = frozenset((1,))
    body = [
        row([bars.swatch(stretch.kind), " ", stretch.name], bars.percentage(stretch.weight), numeric=numbers)
        for stretch in bar.stretches
    ]
    return table(f"Weights by kind of criterion, {named}", ["Kind", "Weight"], body, numeric=numbers)


def _asked(floors: Sequence[Floor], named: str) -> Element | None:
    if not floors:
        return None
    body = [row(floor.title or floor.rule, floor.words, [verdict_tag(floor.verdict)]) for floor in floors]
    return table(f"What the rules ask of the weights, {named}", ["Rule", "What it asks", "Verdict"], body)


def _criteria(lot: LotPicture, named: str) -> Element:
    numbers = frozenset((2,))
    body = [row(c.name, c.kind or "not stated", c.words, numeric=numbers) for c in lot.criteria]
    more = (
        None
        if lot.complete
        else para("More criteria may come: the tender does not say that these are all.", class_="hint")
    )
    return el("div", table(f"Award criteria, {named}", ["Criterion", "Kind", "Weight"], body, numeric=numbers), more)


# --- many lots ----------------------------------------------------------------------------------------------------


def _table(part: Part, groups: Sequence[Sequence[LotPicture]]) -> Element:
    """A row for each group of lots that are alike: a small bar, the same figures, and what is missed."""
    drawn = [(lots, bars.bar_of(lots[0])) for lots in groups]
    used = {stretch.kind for _, bar in drawn for stretch in bar.stretches}
    kinds = [(kind, name) for kind, name in _KINDS if kind in used]
    numbers = frozenset(range(2, 2 + len(kinds)))
    body = [_row(part, number, lots, bar, kinds, numbers) for number, (lots, bar) in enumerate(drawn, 1)]
    head = ["Lot", "Bar", *(name for _, name in kinds), "Floors and caps"]
    legend = items([[bars.swatch(kind), f" {name}"] for kind, name in kinds], class_="legend")
    return el(
        "div",
        para("A line across a bar is a floor or a cap that a rule sets; a thick red one is missed."),
        legend,
        table("Weights of the award criteria of each lot", head, body, numeric=numbers),
        class_="many",
    )


def _row(
    part: Part,
    number: int,
    lots: Sequence[LotPicture],
    bar: bars.Bar,
    kinds: Sequence[tuple[str, str]],
    numbers: frozenset[int],
) -> Element:
    lot, named = lots[0], names(lots)
    weights = {stretch.kind: bars.percentage(stretch.weight) for stretch in bar.stretches}
    title = f"Weights of the award criteria of {named}"
    return row(
        [
            _capital(named),
            details("All of them", items(each.label for each in lots)) if len(lots) > _NAMED + 1 else None,
        ],
        [bars.small(bar, part.id(f"bar-{number}"), title, described(lot, bar))],
        *(weights.get(kind, "0%") for kind, _ in kinds),
        _bounds(lot.floors),
        numeric=numbers,
    )


def _bounds(floors: Sequence[Floor]) -> list[Content]:
    """Those that are missed; else how many are still open, which is no pass."""
    missed = list(dict.fromkeys(bars.asked(floor).removesuffix(": missed") for floor in floors if floor.missed))
    if missed:
        return [tag("Missed", "bad"), f" {', '.join(missed)}"]
    still_open = sum(floor.verdict is Verdict.UNDETERMINED for floor in floors)
    if still_open:
        return [verdict_tag(Verdict.UNDETERMINED), f" {still_open} of {len(floors)}"]
    return [verdict_tag(Verdict.MET), f" all {len(floors)}"] if floors else ["no rule sets any"]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
