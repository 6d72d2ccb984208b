"""What generated code is run on: a tender made ready, and what does not change while it is judged."""

from collections.abc import Mapping
from datetime import date

from policyspec.base.dataclasses import dataclass, replace
from policyspec.ir import nodes as ir
from policyspec.ir.basis import basis_taken
from policyspec.model.facts import Item, Listing, Stated, Tender, items, with_list
from policyspec.model.inherit import implicit_lot, inherited
from policyspec.model.outcomes import Gate
from policyspec.model.ranges import Dates, Ranged
from policyspec.model.values import Moment, Vat
from policyspec.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Ground:
    """A tender with what its lots inherit, and the circumstances in which it is judged."""

    stated: Tender
    tender: Item
    divided: Item  # the same, taken as one lot where it states no lots: what `for each lot` goes through
    items: Mapping[str, Item]  # by path
    closing: bool  # at publication
    day: date | None  # the date given in place of those that the rules name
    on: Ranged | None  # the same, as a range
    vat: Vat | None  # the basis of amounts that state none
    country: str | None  # of the buyer
    region: str | None


def ground_of(
    rulebook: ir.Rulebook,
    tender: Tender,
    vocabulary: Vocabulary,
    *,
    gate: Gate,
    on: date | None,
    assumptions: bool,
) -> Ground:
    """What a rulebook's generated code is run on for one tender."""
    whole = inherited(tender, vocabulary)
    closing = gate is Gate.PUBLISH
    root = divided = whole.root
    if "lots" not in root.lists and (closing or assumptions):
        divided = with_list(root, "lots", Listing((implicit_lot(root, vocabulary),)))
    if closing:
        # Publication closes the tender: a tender without lots is one lot (LANGUAGE: section 5).
        root = divided
    day = Moment(on) if on is not None else None
    return Ground(
        stated=whole,
        tender=root,
        divided=divided,
        items={item.path: item for item in items(root)},
        closing=closing,
        day=on,
        on=Ranged(Dates(day, day)) if day is not None else None,
        vat=basis_taken(rulebook, replace(whole, root=root), assume=assumptions),
        country=_of_buyer(root, "country"),
        region=_of_buyer(root, "region"),
    )


def _of_buyer(root: Item, key: str) -> str | None:
    buyer = root.records.get("buyer")
    fact = buyer.fact(key) if buyer is not None else None
    return str(fact.value) if isinstance(fact, Stated) else None
