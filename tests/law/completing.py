"""Filling in what a tender does not state: the completions that the law speaks of.

A missing fact takes a value of its type, in the currency and on the basis that the tender uses; an absent or open list
gets members, a missing record its facts, a stated range may narrow. What the structure rules out stays ruled out. A date
that rules are judged on takes a day that every timeline covers.

Lots that state nothing of their own have what the tender states, so what is missing is told after inheritance.
"""

# ruff: noqa: S311 - as in domain.py
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from policyspec.model.facts import (
    NOT_STATED,
    Absence,
    Absent,
    Fact,
    Item,
    Listing,
    Stated,
    Tender,
    ValueListing,
)
from policyspec.model.inherit import inherited
from policyspec.model.types import Kind
from policyspec.model.values import Between, Duration, Moment, Scalar, Value
from policyspec.model.vocabulary import FactInfo
from tests.law.domain import VOCABULARY, scalar
from tests.law.tenders import Drawing, Setting, referring

#: A reference to be set once all items are there.
NEW_REFERENCE = Stated(False)
TASTES = ("any", "any", "least", "most")

#: A fact of an item that may be filled in: the item's path and the fact's key.
Place = tuple[str, str]
#: Whether a place is to be filled in.
Chosen = Callable[[Place], bool]


def again(seed: int, what: str) -> Random:
    """A source of chance of its own for one use of a case."""
    return Random(f"{seed}/{what}")


def completed(rng: Random, tender: Tender, at: Setting) -> Tender:
    """The tender with everything filled in: one of the tenders that it may become."""
    if rng.random() < 0.3:
        # What the tender comes to state, its lots take from it.
        tender = filled(rng, tender, at, lambda place: place[0] == "" and place[1] != "lots")
    return filled(rng, inherited(tender, VOCABULARY), at, lambda _: True)


def partly(rng: Random, tender: Tender, at: Setting, share: float = 0.5) -> Tender:
    """The tender with a part of what is missing filled in."""
    picked: dict[Place, bool] = {}
    return filled(
        rng,
        inherited(tender, VOCABULARY),
        at,
        lambda place: picked.setdefault(place, rng.random() < share),
        whole=False,
    )


def filled(rng: Random, tender: Tender, at: Setting, chosen: Chosen, *, whole: bool = True) -> Tender:
    """The tender with the chosen facts filled in. `whole`: what comes has all its facts, and nothing stays open."""
    filling = Filling(rng, replace(at, gap=at.gap if not whole else Fraction(0), ranges=False), chosen, whole=whole)
    root = filling.item(tender.root)
    return replace(tender, root=filling.referred(root, root))


@dataclass
class Filling:
    """Fills in the chosen facts of a tender."""

    rng: Random
    at: Setting
    chosen: Chosen
    whole: bool

    def __init__(self, rng: Random, at: Setting, chosen: Chosen, *, whole: bool) -> None:
        self.rng, self.at, self.chosen, self.whole = rng, at, chosen, whole
        self.draw = Drawing(rng, at)
        # All at the least or the most there is, now and then: bounds are met at their ends.
        self.taste = rng.choice(TASTES)

    def item(self, item: Item) -> Item:
        done = replace(
            item,
            facts=dict(item.facts),
            lists={k: replace(v, items=tuple(self.item(i) for i in v.items)) for k, v in item.lists.items()},
            values=dict(item.values),
            records={k: self.item(r) for k, r in item.records.items()},
        )
        for known in self.at.pool.get(item.entity, []):
            # Amounts without a basis are filled in together with the basis that they are on.
            if self.chosen((item.path, known.key)) or known.key == "vat_basis":
                self.add(done, known)
        return done

    def add(self, to: Item, known: FactInfo) -> None:
        match known.type.kind:
            case Kind.LIST:
                to.lists[known.key] = self.listing(to, known)
            case Kind.VALUES:
                to.values[known.key] = self.value_listing(to.values.get(known.key), known)
            case Kind.ITEM if not known.type.reference:
                if known.key not in to.records:
                    drawn = Item("tender", "", "")
                    while known.key not in drawn.records:
                        self.draw.add(drawn, known)
                    to.records.update(drawn.records)
            case Kind.ITEM:
                pass  # references are set when all items are there
            case _:
                to.facts[known.key] = self.fact(to.fact(known.key), known)

    def fact(self, fact: Fact, known: FactInfo) -> Fact:
        match fact:
            case Stated(Between(low, high)):
                return Stated(self.narrowed(low, high))
            case Stated() | Absent(Absence.NOT_APPLICABLE):
                return fact
            case _:
                return Stated(self.value(known))

    def value(self, known: FactInfo) -> Value:
        if known.key == "vat_basis":
            return self.draw.value(known)
        taste = self.taste if self.rng.random() < 0.7 else "any"
        return scalar(self.rng, known.type, self.at.dims, taste=taste, key=known.key)

    def narrowed(self, low: Scalar, high: Scalar) -> Value:
        """A value within a stated range: an end of it, or one between."""
        match low, high:
            case Fraction(), Fraction() if self.rng.random() < 0.5:
                return (low + high) / 2
            case Moment(), Moment():
                return Moment(self.rng.choice((low, high)).day)
            case Duration(), Duration() if self.rng.random() < 0.5:
                return Duration(Fraction((low.amount + high.amount) // 2), low.unit)
            case _:
                return self.rng.choice((low, high))

    def listing(self, owner: Item, known: FactInfo) -> Listing:
        found = owner.lists.get(known.key)
        if found is not None and found.complete and found.unreadable is None:
            return found
        there = found.items if found is not None else ()
        # Every tender has one lot at least, divided or not.
        least = 1 if known.key == "lots" and (found is None or found.unreadable is not None) else 0
        many = max(least, self.rng.choice((0, 1, 1, 2)))
        more = tuple(self.draw.member(owner, known, len(there) + n) for n in range(many))
        new = tuple(self.inheriting(m) for m in more)
        return Listing((*there, *new), complete=self.whole or self.rng.random() < 0.5)

    def inheriting(self, member: Item) -> Item:
        """A new lot with everything stated that it would take from the tender."""
        if member.entity != "lot" or not self.whole:
            return member
        return Filling(self.rng, self.at, lambda _: True, whole=True).item(member)

    def value_listing(self, found: ValueListing | None, known: FactInfo) -> ValueListing:
        element = known.type.element
        assert element is not None
        there = found.values if found is not None else ()
        more = 0 if found is not None and found.complete else self.rng.choice((0, 1, 2))
        if element.kind is Kind.ITEM:
            values = [*there, *[NEW_REFERENCE] * more]
        else:
            blank = Absent(Absence.NOT_STATED)
            drawn = [v if isinstance(v, Stated) else blank for v in (*there, *[blank] * more)]
            values = [v if isinstance(v, Stated) else Stated(scalar(self.rng, element, self.at.dims)) for v in drawn]
        return ValueListing(tuple(values), complete=self.whole or found is None or found.complete)

    # --- references, once all items are there -------------------------------------------------------------------

    def referred(self, item: Item, root: Item) -> Item:
        done = replace(
            item,
            facts=dict(item.facts),
            lists={k: replace(v, items=tuple(self.referred(i, root) for i in v.items)) for k, v in item.lists.items()},
            values=dict(item.values),
            records={k: self.referred(r, root) for k, r in item.records.items()},
        )
        for known in self.at.pool.get(item.entity, []):
            chosen, element = self.chosen((item.path, known.key)), known.type.element
            if known.type.reference:
                fact = self.pointed(done.fact(known.key), root, known.type.entity or "", chosen=chosen)
                done.facts[known.key] = fact or NOT_STATED
            elif element is not None and element.kind is Kind.ITEM and known.key in done.values:
                listing = done.values[known.key]
                pointed = [self.pointed(v, root, element.entity or "", chosen=chosen) for v in listing.values]
                done.values[known.key] = replace(listing, values=tuple(v for v in pointed if v is not None))
        return done

    def pointed(self, fact: Fact, root: Item, entity: str, *, chosen: bool) -> Fact | None:
        """A reference to something of the tender; None for a new one where there is no such thing."""
        if fact != NEW_REFERENCE and (isinstance(fact, Stated) or not chosen):
            return fact
        found = referring(self.rng, root, entity)
        return found if isinstance(found, Stated) else None if fact == NEW_REFERENCE else fact
