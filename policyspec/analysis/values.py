"""The values that a fact may take, put in a row and numbered, so that they can be searched."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from math import lcm

from policyspec.base.dataclasses import dataclass
from policyspec.ir import nodes as ir
from policyspec.ir.basis import walk
from policyspec.model.facts import Item, Stated, items
from policyspec.model.literals import format_value
from policyspec.model.types import Kind, Type
from policyspec.model.values import Between, Classification, Duration, Moment, Money, Ratio, Unit, Value, Vat
from policyspec.model.vocabulary import FactInfo, Vocabulary

_OFFSETS = (1, 7, 14, 30, 60, 120, 365, 730, 3650)  # days from a known date
_NEAR = (0, 30, 7, 90, 180, -30)  # days from the first of them, for examples
_FURTHEST = 10  # powers of ten that amounts go up to
_FINEST = 1000  # parts of a unit
_FEW = 6
_MOST_DATES = 12
_LISTED = 5

Run = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scale:
    """Values of a fact by number, and the numbers to begin with. Ordered ones run from the least to the greatest."""

    places: tuple[int, ...]
    value: Callable[[int], Value]
    spell: Callable[[int], str]
    telling: tuple[int, ...] = ()  # places that the rule or the tender names
    ordered: bool = False
    dates: bool = False

    @property
    def few(self) -> tuple[int, ...]:
        """A handful of the places, those that tell most."""
        if self.dates:
            return tuple(self.telling[0] + by for by in _NEAR)
        near = [place + by for place in reversed(self.telling) for by in (0, 1) if place + by in self.places]
        wanted = dict.fromkeys((*near, self.places[-1], self.places[0], *self.places))
        return tuple(wanted)[:_FEW]

    def is_edge(self, runs: Sequence[Run]) -> bool:
        """Whether it is the very end of the scale and nothing else: true, and of no use to anybody."""
        return self.ordered and list(runs) in ([(self.places[0],) * 2], [(self.places[-1],) * 2])

    def words(self, runs: Sequence[Run]) -> str:
        """Runs of values in words: `60% or more`, `yes`, `from 3 to 5 or 9`."""
        said = [self._run(low, high) for low, high in runs] if self.ordered else self._listed(runs)
        *others, last = said
        return f"{', '.join(others)} or {last}" if others else last

    def _run(self, low: int, high: int) -> str:
        first, last = self.places[0], self.places[-1]
        if (low, high) == (first, last):
            return "whatever it is"
        if low == high:
            return self.spell(low)
        if low == first:
            return f"{self.spell(high)} or {'earlier' if self.dates else 'less'}"
        if high == last:
            return f"{self.spell(low)} or {'later' if self.dates else 'more'}"
        return f"from {self.spell(low)} to {self.spell(high)}"

    def _listed(self, runs: Sequence[Run]) -> list[str]:
        held = [place for low, high in runs for place in self.places if low <= place <= high]
        if len(held) == len(self.places) > 1:
            return ["whatever it is"]
        if len(held) > _LISTED and len(held) > len(self.places) // 2:
            return [f"anything but {' or '.join(self.spell(p) for p in self.places if p not in held)}"]
        return [self.spell(place) for place in held]


def scale_of(info: FactInfo | None, rule: ir.Rule, root: Item, vocabulary: Vocabulary) -> Scale | None:
    """The values to try for a fact; None where its values cannot be put in a row: a list, another thing."""
    if info is None or info.derived:
        return None
    named = list(dict.fromkeys([*_of_rule(rule), *_of_tender(root)]))
    match info.type.kind:
        case Kind.YES_NO:
            return Scale((0, 1), bool, lambda place: "yes" if place else "no")
        case Kind.CODE:
            return _codes(vocabulary.codes.get(info.type.codes or "", ()), named)
        case Kind.TEXT:
            return _texts(rule)
        case Kind.CLASSIFICATION:
            return _classifications(rule)
        case Kind.NUMBER | Kind.PERCENTAGE:
            return _numbers(info.type, [value for value in _of_rule(rule) if isinstance(value, Fraction)])
        case Kind.RATIO:
            return _ratios([value for value in named if isinstance(value, Ratio)])
        case Kind.MONEY:
            return _money([value for value in named if isinstance(value, Money)])
        case Kind.DATE:
            return _dates([*_window_days(rule), *(value.day for value in named if isinstance(value, Moment))])
        case Kind.DURATION:
            return _durations([value for value in named if isinstance(value, Duration)])
        case Kind.ITEM | Kind.LIST | Kind.VALUES:
            return None


# --- what is named ------------------------------------------------------------------------------------------------


def _of_rule(rule: ir.Rule) -> Iterator[Value]:
    for node in walk(rule):
        match node:
            case ir.Const(value=value):
                yield from _ends(value)
            case ir.Threshold(periods=periods):
                yield from (end for period in periods for end in _ends(period.value))
            case _:
                pass


def _of_tender(root: Item) -> Iterator[Value]:
    for item in items(root):
        for fact in item.facts.values():
            if isinstance(fact, Stated):
                yield from _ends(fact.value)


def _ends(value: Value) -> tuple[Value, ...]:
    return (value.low, value.high) if isinstance(value, Between) else (value,)


def _window_days(rule: ir.Rule) -> list[date]:
    days = [day for window in rule.in_force for day in (window.start, window.end)]
    days += [d for n in walk(rule) if isinstance(n, ir.Threshold) for p in n.periods for d in (p.start, p.end)]
    return [day for day in days if day is not None]


# --- without an order ---------------------------------------------------------------------------------------------


def _codes(codes: Sequence[str], named: Sequence[Value]) -> Scale | None:
    """The codes of a list; of a long one those that the rule or the tender names, and one for all others."""
    kept = [code for code in codes if code in named]
    others = [code for code in codes if code not in kept]
    if len(codes) <= _FEW or not others:
        return Scale(tuple(range(len(codes))), lambda n: codes[n], lambda n: codes[n]) if codes else None
    values, words = [*kept, others[0]], [*kept, "any other" if kept else "any"]
    return Scale(tuple(range(len(values))), lambda n: values[n], lambda n: words[n])


def _texts(rule: ir.Rule) -> Scale:
    """Texts that mention what the rule looks for, and one that mentions nothing."""
    sought = list(dict.fromkeys(node.text for node in walk(rule) if isinstance(node, ir.Mentions)))
    words = [*(f"a text with “{text}” in it" for text in sought), "any other text" if sought else "any text"]
    return Scale(tuple(range(len(words))), lambda n: [*sought, "…"][n], lambda n: words[n])


def _classifications(rule: ir.Rule) -> Scale | None:
    whole = {n.whole.value for n in walk(rule) if isinstance(n, ir.Within) and isinstance(n.whole, ir.Const)}
    found = list(dict.fromkeys(value for value in _of_rule(rule) if isinstance(value, Classification)))
    if not found:
        return None
    words = [
        f"{format_value(value, Kind.CLASSIFICATION)}{' or a code within it' if value in whole else ''}"
        for value in found
    ]
    return Scale(tuple(range(len(found))), lambda n: found[n], lambda n: words[n])


# --- in order -----------------------------------------------------------------------------------------------------


def _in_order(kind: Kind, telling: Iterable[int], others: Iterable[int], value: Callable[[int], Value]) -> Scale:
    named = tuple(dict.fromkeys(telling))
    near = (place + by for place in named for by in (-1, 0, 1))
    least = min(others := list(others))
    places = tuple(sorted({*others, *(place for place in near if place >= least)}))
    return Scale(places, value, lambda n: format_value(value(n), kind), named, ordered=True, dates=kind is Kind.DATE)


def _parts(amounts: Iterable[Fraction], of: Fraction = Fraction(1)) -> Fraction:
    """The unit in which all of some amounts are whole."""
    parts = lcm(*((amount / of).denominator for amount in amounts))
    return of / parts if parts <= _FINEST else of


def _numbers(type_: Type, named: list[Fraction]) -> Scale:
    share = type_.kind is Kind.PERCENTAGE
    unit = _parts(named, Fraction(1, 100) if share else Fraction(1))
    low = type_.lo if type_.lo is not None else Fraction(0)
    top = type_.hi if type_.hi is not None else Fraction(10 if share else 10**_FURTHEST)
    first, last = int(low / unit), int(top / unit)
    between = range(first, last, max((last - first) // 20, 1)) if share else _powers(last)
    telling = [int(amount / unit) for amount in named if low <= amount <= top]
    return _within(_in_order(type_.kind, telling, [first, *between, last], lambda n: n * unit), last)


def _within(scale: Scale, top: int) -> Scale:
    places = tuple(place for place in scale.places if place <= top)
    return Scale(places, scale.value, scale.spell, scale.telling, scale.ordered, scale.dates)


def _powers(top: int) -> list[int]:
    return [0, 1, *(10**n for n in range(1, _FURTHEST) if 10**n < top)]


def _ratios(named: list[Ratio]) -> Scale:
    shares = [ratio.left / (ratio.left + ratio.right) for ratio in named if ratio.left + ratio.right]
    unit = _parts(shares, Fraction(1, 100))
    whole = int(1 / unit)
    telling = [int(share / unit) for share in shares]

    def value(place: int) -> Ratio:
        return Ratio(place * unit * 100, (whole - place) * unit * 100)

    return _within(_in_order(Kind.RATIO, telling, range(0, whole + 1, max(whole // 20, 1)), value), whole)


def _money(named: list[Money]) -> Scale | None:
    if not named:
        return None
    currency = named[0].currency
    basis = next((vat for vat in Vat if named[0].on(vat) is not None), None)
    amounts = [amount for money in named if money.currency == currency for amount in _amounts(money)]
    unit = _parts(amounts)
    telling = [int(amount / unit) for amount in amounts]
    top = int(10**_FURTHEST / unit)
    return _in_order(Kind.MONEY, telling, [0, *_powers(top), top], lambda n: Money.of(currency, n * unit, basis))


def _amounts(money: Money) -> list[Fraction]:
    return [amount for amount in (money.unstated, money.excluding, money.including) if amount is not None]


def _dates(named: list[date]) -> Scale | None:
    days = list(dict.fromkeys(day.toordinal() for day in named))[:_MOST_DATES]
    if not days:
        return None
    around = [day + way * by for day in days for by in _OFFSETS for way in (-1, 1)]
    last = date.max.toordinal()
    kept = [day for day in [*days, *around] if 1 < day < last]
    return _in_order(Kind.DATE, days, kept, lambda n: Moment(date.fromordinal(n)))


def _durations(named: list[Duration]) -> Scale:
    unit = named[0].unit if named else Unit.DAYS
    amounts = [value.amount for value in named if value.unit is unit and value.amount <= 10**6]
    part = _parts(amounts)
    telling = [int(amount / part) for amount in amounts]
    return _in_order(Kind.DURATION, telling, [0, *(2**n for n in range(14))], lambda n: Duration(n * part, unit))
