"""Random tenders for a rulebook: the facts that it speaks of, stated, missing in each way, and at its boundaries."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from policyspec.ir import nodes as ir
from policyspec.model import calendar
from policyspec.model.facts import (
    NOT_STATED,
    Absence,
    Absent,
    Explanation,
    Fact,
    Item,
    Listing,
    Stated,
    Tender,
    ValueListing,
    Waiver,
    items,
)
from policyspec.model.types import Kind, Type
from policyspec.model.values import (
    NO_LIMIT,
    Classification,
    Duration,
    ItemRef,
    Moment,
    Money,
    Ratio,
    Scalar,
    Unit,
    Value,
)
from policyspec.model.vocabulary import FactInfo
from tests.differential.books import Book
from tests.differential.constants import Constants, beside, constants, rebased
from tests.law.domain import AMOUNTS, CODES_OF_CPV, COUNTRIES, DAYS, LENGTHS, NUMBERS, PERCENTAGES, REGIONS, TEXTS
from tests.law.tenders import between, walk

RANGED = (Kind.NUMBER, Kind.PERCENTAGE, Kind.MONEY, Kind.DATE, Kind.DURATION)
WHYS = (*(Absence.NOT_STATED,) * 5, Absence.WITHHELD, Absence.UNREADABLE, Absence.NOT_APPLICABLE)
GAPS = tuple(Fraction(n, 20) for n in (0, 0, 1, 2, 4, 8))
#: Stands where a reference is drawn once all things are there.
REFERRING = ItemRef("?")

Pool = dict[str, list[FactInfo]]


@dataclass(frozen=True)
class Subject:
    """What is drawn for a rulebook: the facts that it speaks of, by thing, and the values that it names."""

    book: Book
    pool: Pool
    named: Constants


def subject(book: Book) -> Subject:
    spoken = {(n.owner, n.key): n for n in walk(book.rulebook.rules) if isinstance(n, FactInfo)}
    facts = book.vocabulary.facts
    for info in list(spoken.values()):
        spoken |= _held(info, book)
        if info.owner == "lot" and info.inherited and ("tender", info.key) in facts:
            spoken["tender", info.key] = facts["tender", info.key]
    also = [("tender", "buyer"), ("buyer", "country"), ("buyer", "region")] if _times(book.rulebook) else []
    for key in (*also, ("tender", "vat_basis")):
        spoken[key] = facts[key]
    pool: Pool = {}
    for info in spoken.values():
        if not info.derived:
            pool.setdefault(info.owner, []).append(info)
    return Subject(book, pool, constants(book.rulebook.rules))


def _held(info: FactInfo, book: Book) -> dict[tuple[str, str], FactInfo]:
    """The tender's lists of what a fact refers to."""
    wanted = info.type.element or info.type
    if not wanted.reference:
        return {}
    lists = [known for known in book.vocabulary.facts_of("tender") if known.type.kind is Kind.LIST]
    return {(known.owner, known.key): known for known in lists if known.type.entity == wanted.entity}


def _times(rulebook: ir.Rulebook) -> bool:
    return any(isinstance(node, ir.TimeFrom) for node in walk(rulebook.rules))


def tender(rng: Random, of: Subject) -> Tender:
    """A tender with what is recorded beside it."""
    drawing = Drawing(rng, of)
    root = drawing.item("tender", "", "the tender")
    drawing.refer(root)
    paths = [item.path for item in items(root)]
    ids = [rule.id for rule in of.book.rulebook.rules]
    # Nothing is recorded of most tenders, as in life: engines have a way of their own for these.
    often = rng.choice((0.0, 0.0, 0.0, 0.4))
    explanations = tuple(drawing.explanation(id_, paths) for id_ in ids if rng.random() < often)
    waivers = tuple(drawing.waiver(id_, paths) for id_ in ids if rng.random() < often)
    return Tender("drawn.yaml", "native", root, explanations, waivers)


class Drawing:
    """Draws the things of one tender."""

    def __init__(self, rng: Random, of: Subject) -> None:
        self.rng, self.of = rng, of
        self.gap = rng.choice(GAPS)
        self.ranges = rng.random() < 0.2
        self.near = rng.choice((0.0, 0.4, 0.8))  # how often a value is one that the rulebook names
        self.mixed = rng.random() < 0.3  # currencies and VAT bases
        self.widest = rng.choice((1, 2, 2, 3, 3, 5))

    def chance(self, share: float | Fraction) -> bool:
        return self.rng.random() < share

    def item(self, entity: str, path: str, label: str) -> Item:
        found = Item(entity, path, label)
        for info in self.of.pool.get(entity, ()):
            self.add(found, info)
        return found

    def add(self, to: Item, info: FactInfo) -> None:
        if to.entity == "lot" and info.inherited and self.chance(0.4):
            return  # it takes the tender's
        match info.type.kind:
            case Kind.LIST:
                self.listing(to, info)
            case Kind.VALUES:
                self.values(to, info)
            case Kind.ITEM if not info.type.reference:
                if not self.chance(self.gap):
                    path = _below(to, info.key)
                    to.records[info.key] = self.item(info.type.entity or "", path, f"the {info.phrase}")
            case _:
                to.facts[info.key] = self.fact(info.type, info.key)

    def listing(self, to: Item, info: FactInfo) -> None:
        if self.chance(self.gap):
            if self.chance(0.2):
                to.lists[info.key] = Listing((), complete=False, unreadable="not a list")
            return
        entity, path = info.type.entity or "", _below(to, info.key)
        noun = self.of.book.vocabulary.entities[entity].singular
        many = self.rng.randint(0, self.widest)
        members = tuple(self.item(entity, f"{path}[{n}]", f"{noun} {n + 1}") for n in range(many))
        to.lists[info.key] = Listing(members, complete=not self.chance(self.gap / 2))

    def values(self, to: Item, info: FactInfo) -> None:
        element = info.type.element
        assert element is not None
        if not self.chance(self.gap):
            drawn = tuple(self.fact(element, info.key) for _ in range(self.rng.randint(0, 3)))
            to.values[info.key] = ValueListing(drawn, complete=not self.chance(self.gap / 2))

    def fact(self, type_: Type, key: str) -> Fact:
        if self.chance(self.gap):
            return Absent(self.rng.choice(WHYS))
        value = self.value(type_, key)
        if self.ranges and type_.kind in RANGED and key != "vat_basis" and self.chance(0.25):
            value = between(value, self.value(type_, key))
        return Stated(value, assumption="it was guessed" if self.chance(0.05) else None)

    # --- values -------------------------------------------------------------------------------------------------

    def value(self, type_: Type, key: str) -> Value:
        if type_.kind is Kind.ITEM:
            return REFERRING
        drawn = self.named(type_) or self.plain(type_, key)
        if isinstance(drawn, Money) and self.mixed:
            drawn = rebased(self.rng, drawn)
        return _bounded(drawn, type_)

    def named(self, type_: Type) -> Scalar | None:
        """A value that the rulebook names, or one step beside."""
        if not self.chance(self.near):
            return None
        if type_.kind is Kind.DATE:
            return self.day()
        if type_.kind is Kind.TEXT and self.of.named.words:
            return self.sentence(self.rng.choice(self.of.named.words))
        known = self.of.named.codes.get(type_.codes) if type_.codes else self.of.named.values.get(type_.kind)
        return beside(self.rng, self.rng.choice(known), type_.kind) if known else None

    def sentence(self, word: str) -> str:
        forms = (word, word.upper(), f"the {word}, at home", f"{word}s", f"un{word}", word.replace(" ", "  "), " ")
        return self.rng.choice(forms)

    def plain(self, type_: Type, key: str) -> Scalar:
        pick = self.rng.choice
        match type_.kind:
            case Kind.YES_NO:
                return self.chance(0.5)
            case Kind.NUMBER:
                return NO_LIMIT if self.chance(0.03) else pick(NUMBERS)
            case Kind.PERCENTAGE:
                return pick(PERCENTAGES)
            case Kind.RATIO:
                return Ratio(pick(NUMBERS), pick(NUMBERS))
            case Kind.MONEY:
                return Money("GBP", unstated=pick(AMOUNTS))
            case Kind.DATE:
                return self.day()
            case Kind.DURATION:
                if self.chance(0.03):
                    return Duration(NO_LIMIT, Unit.MONTHS)
                unit = pick((Unit.DAYS, *Unit))
                return Duration(Fraction(pick(LENGTHS[unit])), unit)
            case Kind.CLASSIFICATION:
                return Classification("CPV", pick(CODES_OF_CPV))
            case Kind.CODE:
                codes = self.of.book.vocabulary.codes[type_.codes or ""]
                return pick(codes[:4]) if self.chance(0.8) else pick(codes)
            case _:
                return pick({"country": COUNTRIES, "region": REGIONS}.get(key, TEXTS))

    def day(self) -> Moment:
        """A day, often one on which the rulebook changes or a length of time that it names from another."""
        base = self.rng.choice((*DAYS, *DAYS, *self.of.named.days, *self.of.named.days))
        lengths = [one for one in self.of.named.values.get(Kind.DURATION, ()) if isinstance(one, Duration)]
        if lengths and self.chance(0.5):
            base = _later(base, self.rng.choice(lengths))
        moment = Moment(base + timedelta(days=self.rng.choice((-1, 0, 0, 0, 1))))
        if self.chance(0.7):
            return moment
        seconds = self.rng.choice((0, 1, 12 * 3600, 24 * 3600 - 1))
        return replace(moment, second=seconds, offset=self.rng.choice((None, 0, 60)))

    # --- references, once all things are there ------------------------------------------------------------------

    def refer(self, root: Item) -> None:
        homes: dict[str, list[str]] = {}
        for item in items(root):
            homes.setdefault(item.entity, []).append(item.path)
        for item in items(root):
            for info in self.of.pool.get(item.entity, ()):
                wanted = info.type.element or info.type
                if not wanted.reference:
                    continue
                paths = homes.get(wanted.entity or "", [])
                if info.key in item.facts:
                    item.facts[info.key] = self.referring(item.facts[info.key], paths)
                if info.key in item.values:
                    listing = item.values[info.key]
                    pointed = tuple(self.referring(fact, paths) for fact in listing.values)
                    item.values[info.key] = replace(listing, values=pointed if paths else ())

    def referring(self, fact: Fact, paths: list[str]) -> Fact:
        if not isinstance(fact, Stated):
            return fact
        return Stated(ItemRef(self.rng.choice(paths))) if paths else NOT_STATED

    # --- what is recorded beside --------------------------------------------------------------------------------

    def explanation(self, rule: str, paths: list[str]) -> Explanation:
        item = self.rng.choice((None, None, "", *paths))
        return Explanation(rule, self.rng.choice(("it cannot be helped",) * 4 + (" ",)), item=item)

    def waiver(self, rule: str, paths: list[str]) -> Waiver:
        expiry = self.rng.choice((*DAYS, *self.of.named.days, date(2030, 1, 1), date(2030, 1, 1)))
        approver = self.rng.choice(("the board", "the board", "the board", None))
        item = self.rng.choice((None, None, "", *paths))
        return Waiver(rule, "agreed", None, approver, None, Moment(expiry), item)


def _below(owner: Item, key: str) -> str:
    return f"{owner.path}.{key}" if owner.path else key


def _later(day: date, length: Duration) -> date:
    whole = int(length.amount)
    steps: dict[Unit, Callable[[], date]] = {
        Unit.DAYS: lambda: day + timedelta(days=whole),
        Unit.HOURS: lambda: day + timedelta(days=whole // 24),
        Unit.WORKING_DAYS: lambda: day + timedelta(days=whole * 7 // 5),
        Unit.MONTHS: lambda: calendar.add_months(day, whole),
    }
    return steps[length.unit]() if whole < 10_000 else day


def _bounded(value: Scalar, type_: Type) -> Scalar:
    """A value that its type lets a tender state."""
    if not isinstance(value, Fraction):
        return replace(value, amount=max(value.amount, Fraction(0))) if isinstance(value, Duration) else value
    low = value if type_.lo is None else max(value, type_.lo)
    return low if type_.hi is None else min(low, type_.hi)
