"""The figures of an impact as tables for a spreadsheet, a file each."""

from collections.abc import Iterator

from policyspec.report import csv
from policyspec.report.csv import Cell
from policyspec.report.impact.figures import Band, Effect, Impact, Tally

_EFFECT = ("Judged", "At least", "At most", "Undetermined")
_AGAINST = ("Newly, at least", "Newly, at most", "No longer, at least", "No longer, at most")


def files(impact: Impact) -> dict[str, str]:
    """Each table by the name of its file: `curve.csv` of a parameter, `rules.csv`, `buyers.csv`, `values.csv`."""
    against = _AGAINST if impact.baseline else ()
    parameter = (impact.parameter.name,) if impact.parameter else ()
    rules = csv.table(
        [*parameter, "Rule", "Title", "Strength", "Against the baseline", *_EFFECT, *against], _rules(impact)
    )
    buyers = csv.table([*parameter, "Buyer", "Tenders", "At least", "At most"], _buyers(impact))
    titles = [*parameter, "Rule", "Strength", "Of those", "Currency", "VAT basis", "Amount", "Tenders"]
    made = {"rules.csv": rules, "buyers.csv": buyers, "values.csv": csv.table(titles, _values(impact))}
    if impact.parameter:
        rows = ([book.value, "yes" if book.own else "no", *_effect(book.together)] for book in impact.books)
        curve = csv.table([*parameter, "The policy's own", *_EFFECT, *against], rows)
        return {"curve.csv": curve, **made}
    return made


def _rules(impact: Impact) -> Iterator[list[Cell]]:
    for book in impact.books:
        for rule in book.rules:
            named = [rule.rule, rule.title, rule.strength.value, rule.change]
            yield [*([book.value] if impact.parameter else []), *named, *_effect(rule.effect)]


def _effect(effect: Effect) -> list[Cell]:
    bands = [each for each in (effect.newly, effect.no_longer) if each is not None]
    first = [effect.judged, *_band(effect.hit), effect.undetermined]
    return [*first, *(number for each in bands for number in _band(each))]


def _band(band: Band) -> tuple[int, int]:
    return band.least.tenders, band.most.tenders


def _buyers(impact: Impact) -> Iterator[list[Cell]]:
    for buyer in impact.buyers:
        for place, book in enumerate(impact.books):
            value = [book.value] if impact.parameter else []
            yield [*value, buyer.name, buyer.tenders, buyer.least[place], buyer.most[place]]


def _values(impact: Impact) -> Iterator[list[Cell]]:
    for book in impact.books:
        value = [book.value] if impact.parameter else []
        for rule in book.rules:
            for said, tally in (("at least", rule.effect.hit.least), ("at most", rule.effect.hit.most)):
                yield from ([*value, rule.rule, rule.strength.value, said, *cells] for cells in _sums(tally))


def _sums(tally: Tally) -> Iterator[list[Cell]]:
    """A row for each currency and basis; the last is of the tenders that state no value."""
    for one in tally.value:
        yield [one.currency, one.vat, f"{one.amount:f}", one.tenders]
    if tally.without_value:
        yield [None, None, None, tally.without_value]
