"""Random tenders for a rulebook: the facts it speaks of, with a share of them missing, withheld, unreadable, ranges."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from random import Random

from policyspec.ir import nodes as ir
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
from policyspec.model.inherit import inherited
from policyspec.model.types import Kind
from policyspec.model.values import Between, Duration, Moment, Money, Value
from policyspec.model.vocabulary import FactInfo
from tests.law.domain import DAYS, UNCOVERED, VOCABULARY, Dims, info, reference, scalar

RANGED = (Kind.NUMBER, Kind.PERCENTAGE, Kind.MONEY, Kind.DATE, Kind.DURATION)
#: Fields of nodes in which no other node stands.
LEAVES = ("words", "span", "type", "predicate", "name", "value_type", "citations", "title", "id", "label")
NOT_APPLICABLE = Absent(Absence.NOT_APPLICABLE)

#: Things that are referred to, and the tender's list of them.
HOLDING = {"criterion": "criteria", "party": "parties"}

#: Entity → its facts that a rulebook speaks of.
Pool = dict[str, list[FactInfo]]


@dataclass(frozen=True)
class Setting:
    """What tenders of a case are made of: the facts spoken of, the dimensions, the judged dates."""

    pool: Pool
    dims: Dims
    judged: frozenset[str]
    gap: Fraction  # the share of facts that are missing
    ranges: bool  # whether some are stated as ranges


@cache
def _parts(kind: type) -> tuple[str, ...] | None:
    """The fields of a record; of a Core IR node those that are worth looking into. None: no record."""
    if not is_dataclass(kind):
        return None
    return tuple(f.name for f in fields(kind) if f.name not in LEAVES) if kind.__module__ == ir.__name__ else ()


def walk(node: object) -> Iterator[object]:
    """Every Core IR node, and every fact named, under a node."""
    if isinstance(node, tuple):
        for part in node:
            yield from walk(part)
        return
    names = _parts(type(node))  # type: ignore[arg-type]
    if names is not None:
        yield node
        for name in names:
            yield from walk(getattr(node, name))


def setting(rng: Random, rulebook: ir.Rulebook, dims: Dims, *, ranges: bool = True) -> Setting:
    spoken = dict.fromkeys((n.owner, n.key) for n in walk(rulebook.rules) if isinstance(n, FactInfo))
    referred = [info(owner, key).type.element or info(owner, key).type for owner, key in spoken]
    # What is referred to has to be in the tender.
    spoken |= dict.fromkeys(("tender", HOLDING[t.entity]) for t in referred if t.reference and t.entity in HOLDING)
    if any(isinstance(n, ir.TimeFrom) for n in walk(rulebook.rules)):
        # Working days go by the buyer's country.
        spoken |= dict.fromkeys((("tender", "buyer"), ("buyer", "country"), ("buyer", "region")))
    if dims.style == "unstated" or dims.foreign:
        spoken["tender", "vat_basis"] = None
    theirs = [("tender", key) for owner, key in spoken if owner == "lot" and info("lot", key).inherited]
    # A lot takes from the tender what it does not state.
    spoken |= dict.fromkeys((owner, key) for owner, key in theirs if (owner, key) in VOCABULARY.facts)
    pool: Pool = {}
    for owner, key in spoken:
        pool.setdefault(owner, []).append(info(owner, key))
    judged = {r.judged_on.info.key for r in rulebook.rules if r.judged_on is not None}
    gap = rng.choice((Fraction(0), Fraction(1, 10), Fraction(1, 5), Fraction(1, 3), Fraction(1, 2)))
    return Setting(pool, dims, frozenset(judged), gap, ranges and rng.random() < 0.5)


def tender(rng: Random, rulebook: ir.Rulebook, at: Setting) -> Tender:
    """A tender with what is recorded beside it."""
    root = _referred(rng, Drawing(rng, at).item("tender", "", "the tender"), at)
    explanations, waivers = _records(rng, rulebook, root, at)
    return Tender("law.yaml", "native", root, explanations, waivers)


class Drawing:
    """Draws the things of a tender."""

    def __init__(self, rng: Random, at: Setting) -> None:
        self.rng, self.at = rng, at

    def missing(self, part: Fraction = Fraction(1)) -> bool:
        return self.rng.random() < self.at.gap * part

    def item(self, entity: str, path: str, label: str) -> Item:
        found = Item(entity, path, label)
        for known in self.at.pool.get(entity, []):
            self.add(found, known)
        return found

    def add(self, to: Item, known: FactInfo) -> None:
        """States one fact, or does not."""
        # A lot states its own now and then; else it takes the tender's.
        if to.entity == "lot" and known.inherited and self.rng.random() < 0.5:
            return
        match known.type.kind:
            case Kind.LIST:
                listing = self.listing(to, known)
                if listing is not None:
                    to.lists[known.key] = listing
            case Kind.VALUES:
                if not self.missing():
                    to.values[known.key] = self.value_listing(known)
            case Kind.ITEM if not known.type.reference:
                if self.at.dims.foreign or not self.missing():
                    label = f"the {known.phrase}{_of(to)}"
                    to.records[known.key] = self.item(known.type.entity or "", _path(to, known.key), label)
            case _:
                to.facts[known.key] = self.fact(to, known)

    def fact(self, owner: Item, known: FactInfo) -> Fact:
        if owner.entity == "criterion" and known.key == "weight" and self.rng.random() < 0.08:
            return NOT_APPLICABLE
        stated_all = known.type.kind is Kind.MONEY and self.at.dims.foreign
        if self.missing() and not stated_all:
            why = self.rng.choice((Absence.NOT_STATED, Absence.NOT_STATED, Absence.WITHHELD, Absence.UNREADABLE))
            return Absent(why)
        return Stated(self.value(known))

    def value(self, known: FactInfo) -> Value:
        if known.key in self.at.judged and self.rng.random() < 0.1:
            return Moment(self.rng.choice(UNCOVERED))
        if known.type.reference:
            return False  # set when all items are there
        if known.key == "vat_basis":
            bases = VOCABULARY.codes["VAT bases"] if self.at.dims.foreign else (str(self.at.dims.basis),)
            return self.rng.choice(bases)
        first = scalar(self.rng, known.type, self.at.dims, key=known.key)
        if not self.at.ranges or known.type.kind not in RANGED or self.rng.random() < 0.8:
            return first
        return between(first, scalar(self.rng, known.type, self.at.dims, key=known.key))

    def listing(self, owner: Item, known: FactInfo) -> Listing | None:
        # Of an open list with amounts some might come on another basis: such lists are whole.
        whole = self.at.dims.foreign and known.type.entity in ("lot", "outcome", "party", "risk", "related_purchase")
        if not whole and self.missing(Fraction(2, 3)):
            return Listing((), complete=False, unreadable="not a list") if self.rng.random() < 0.2 else None
        many = self.rng.choice((0, 1, 1, 1, 2, 2, 2, 3))
        members = tuple(self.member(owner, known, n) for n in range(many))
        return Listing(members, complete=whole or not self.missing(Fraction(1, 2)))

    def member(self, owner: Item, known: FactInfo, number: int) -> Item:
        label = f"{VOCABULARY.entities[known.type.entity or ''].singular} {number + 1}{_of(owner)}"
        return self.item(known.type.entity or "", f"{_path(owner, known.key)}[{number}]", label)

    def value_listing(self, known: FactInfo) -> ValueListing:
        element = known.type.element
        assert element is not None
        many = self.rng.choice((0, 1, 2, 3))
        values: list[Fact] = []
        for _ in range(many):
            value = False if element.kind is Kind.ITEM else scalar(self.rng, element, self.at.dims, key=known.key)
            values.append(Absent(Absence.UNREADABLE) if self.missing(Fraction(1, 2)) else Stated(value))
        return ValueListing(tuple(values), complete=not self.missing(Fraction(1, 2)))


def _path(owner: Item, key: str) -> str:
    return f"{owner.path}.{key}" if owner.path else key


def _of(owner: Item) -> str:
    return f" of {owner.label}" if owner.path else ""


def between(one: Value, other: Value) -> Value:
    """The range from one value to another, where both are alike."""
    match one, other:
        case Fraction(), Fraction():
            return Between(min(one, other), max(one, other))
        case Moment(), Moment():
            # Ends without times: a range of days.
            return Between(Moment(min(one.day, other.day)), Moment(max(one.day, other.day)))
        case Duration(), Duration() if one.unit is other.unit:
            low, high = sorted((one.amount, other.amount))
            return Between(Duration(low, one.unit), Duration(high, one.unit))
        case Money(), Money() if one.currency == other.currency and _bases(one) == _bases(other):
            return Between(*sorted((one, other), key=_amount))
        case _:
            return one


def _bases(money: Money) -> tuple[bool, bool, bool]:
    return money.unstated is not None, money.excluding is not None, money.including is not None


def _amount(money: Money) -> Fraction:
    return next(a for a in (money.unstated, money.excluding, money.including) if a is not None)


# --- references -------------------------------------------------------------------------------------------------


def _referred(rng: Random, root: Item, at: Setting) -> Item:
    """The tender with its references set to things that are in it; where there are none, they are not stated."""
    for item in list(items(root)):
        for known in at.pool.get(item.entity, []):
            if known.type.reference and isinstance(item.fact(known.key), Stated):
                item.facts[known.key] = referring(rng, root, known.type.entity or "")
            element = known.type.element
            if known.key in item.values and element is not None and element.kind is Kind.ITEM:
                listing = item.values[known.key]
                values = [
                    referring(rng, root, element.entity or "") if isinstance(v, Stated) else v for v in listing.values
                ]
                stated = tuple(v for v in values if v is not NOT_STATED)
                item.values[known.key] = ValueListing(stated, listing.complete)
    return root


def referring(rng: Random, root: Item, entity: str) -> Fact:
    found = reference(rng, [i.path for i in items(root) if i.entity == entity])
    return Stated(found) if found is not None else NOT_STATED


# --- what is recorded beside the tender -------------------------------------------------------------------------


def _records(
    rng: Random, rulebook: ir.Rulebook, root: Item, at: Setting
) -> tuple[tuple[Explanation, ...], tuple[Waiver, ...]]:
    """Explanations and waivers for a rule, for all its items or for one thing that the tender states."""
    explanations, waivers = [], []
    stated = [i.path for i in items(inherited(Tender("", "", root), VOCABULARY).root)]
    for rule in rulebook.rules:
        paths = [None, None, "", *stated]
        if rng.random() < 0.2:
            explanations.append(Explanation(rule.id, rng.choice(("it cannot be helped", " ")), item=rng.choice(paths)))
        if rng.random() < 0.15:
            expiry = rng.choice((*DAYS, date(2030, 1, 1), date(2030, 1, 1)))
            named = [known.phrase for facts in at.pool.values() for known in facts]
            facts = tuple(rng.sample(named, min(len(named), rng.choice((0, 0, 2, 40)))))
            who = rng.choice(("the board", "the board", "the board", None))
            waiver = Waiver(rule.id, "agreed", None, who, None, Moment(expiry), rng.choice(paths), facts)
            waivers.append(waiver)
    return tuple(explanations), tuple(waivers)
