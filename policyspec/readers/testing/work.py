"""The making of the tender of one case: what is at hand, where a key of the case leads, what has been found to say."""

from collections.abc import Callable

from policyspec.base.dataclasses import dataclass, field, replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.model.facts import Item, Listing, Stated, Tender
from policyspec.model.inherit import inherited
from policyspec.model.vocabulary import Vocabulary
from policyspec.readers.called import Called, called_of
from policyspec.readers.scalars import Reading
from policyspec.readers.testing import errors
from policyspec.readers.testing.places import Place, item_at, place_of, with_item
from policyspec.readers.tree import Document, Scalar
from policyspec.readers.zones import Zone, zone_of


@dataclass(frozen=True, slots=True)
class Work:
    """What the making of one tender has at hand, and what it has found to say."""

    base: Tender
    document: Document
    vocabulary: Vocabulary
    zone: Zone | None
    called: Called  # what the things of the base are called: a case means those, whatever it changes
    found: list[Diagnostic] = field(default_factory=list)
    anew: list[str] = field(default_factory=list)  # how the paths begin of what stands in lists that it writes anew

    def called_within(self) -> Called:
        """What they are called when each lot has what it has from the tender."""
        return called_of(_with_inherited(self.base.root, self.vocabulary), self.vocabulary)

    def reading(self, called: Called) -> Reading:
        return Reading(self.document, self.vocabulary, self.zone, called=called)

    def read(self, root: Item, make: Callable[[Reading], Item]) -> Item:
        """A thing that a case states. References in it may be to things that it states itself, so it is read twice."""
        first = make(self.reading(called_of(root, self.vocabulary)))
        reading = self.reading(called_of(with_item(root, first), self.vocabulary))
        made = make(reading)
        self.found.extend(map(errors.as_error, reading.found))
        return made

    def say(self, found: Diagnostic) -> None:
        self.found.append(found)


def zone_in(tender: Tender) -> Zone | None:
    buyer = tender.root.records.get("buyer")
    stated = (buyer.fact(key) if buyer else None for key in ("country", "time_zone"))
    country, clock = (str(fact.value) if isinstance(fact, Stated) else None for fact in stated)
    return zone_of(country, clock)


def found_in(tender: Tender, key: Scalar, work: Work) -> tuple[Item, Place | None]:
    """What a key means, and the tender in which it has a place: a criterion that a lot has from the tender is its own.

    Nothing is found where the key leads nowhere; that has been said then.
    """
    span, root = work.document.span(key), tender.root
    place = place_of(key.text, span, work.called, work.vocabulary)
    if isinstance(place, Place):
        if any(place.path.startswith(inside) for inside in work.anew):
            work.say(errors.written_anew(span, key.text))
            return root, None
        return root, place
    there = place_of(key.text, span, work.called_within(), work.vocabulary)
    if isinstance(there, Place) and (made := _with_own_list(root, _with_inherited(root, work.vocabulary), there.path)):
        return made, there
    work.say(place)
    return root, None


def _with_own_list(root: Item, within: Item, path: str) -> Item | None:
    """The tender with the list in which a thing stands copied to the lot that has it from the tender."""
    for lot in root.lists["lots"].items if "lots" in root.lists else ():
        step = path.removeprefix(f"{lot.path}.").partition("[")[0]
        full = item_at(within, lot.path)
        if path.startswith(f"{lot.path}.") and full and step in full.lists:
            return with_item(root, replace(lot, lists={**lot.lists, step: full.lists[step]}))
    return None


def own_list(item: Item, key: str, root: Item, work: Work) -> Listing | None:
    """A list of a thing; of a lot that states none, a copy of the tender's."""
    if key in item.lists or item.entity != "lot":
        return item.lists.get(key)
    lot = item_at(_with_inherited(root, work.vocabulary), item.path)
    return lot.lists.get(key) if lot else None


def _with_inherited(root: Item, vocabulary: Vocabulary) -> Item:
    return inherited(Tender("", "", root), vocabulary).root
