"""Lots, documents, conditions, outcomes, indicators, terms, conversations, suppliers."""

from policyspec.model.crosswalk import DOCUMENT_KINDS
from policyspec.model.facts import Item, Listing
from policyspec.model.literals import format_value
from policyspec.model.types import Kind
from policyspec.model.values import Between, Classification, Money, Value
from policyspec.writers.json_text import Json
from policyspec.writers.ocds.criteria import put_criteria
from policyspec.writers.ocds.out import (
    NO_PLACE,
    Node,
    Out,
    Put,
    PutList,
    below,
    member,
    value_of,
    write_facts,
    write_lists,
)
from policyspec.writers.ocds.shared import SHARED
from policyspec.writers.ocds.values import Reason, code_for


def _things(path: tuple[str, ...], key: str, base: str, own: dict[str, Put], **fixed: str) -> PutList:
    """Puts a list of plain things: each at `path` and `key`, with what is the same for all."""

    def put(out: Out, node: Node, listing: Listing, item: Item) -> Reason | None:  # noqa: ARG001
        for number, thing in enumerate(listing.items):
            place = member(below(node, *path), key, number)
            place.update(fixed)
            write_facts(out, thing, place, base, own)
            write_lists(out, thing, place, {})
            _lose_values(out, thing)
        return None

    return put


def _lose_values(out: Out, thing: Item) -> None:
    for key in (*thing.values, *thing.records):
        out.lose(thing, out.vocabulary.facts[thing.entity, key].phrase, NO_PLACE)


# --- lots -------------------------------------------------------------------------------------------------------


def put_lots(out: Out, node: Node, listing: Listing, item: Item) -> Reason | None:  # noqa: ARG001
    for number, lot in enumerate(listing.items):
        place = member(below(node, "tender"), "lots", number)
        write_facts(out, lot, place, "tender.lots[]", {**SHARED, **_LOT})
        write_lists(out, lot, place, {"criteria": put_criteria, "conditions": put_conditions})
        _lose_values(out, lot)
        _item_of(out, lot, str(place["id"]))
    return None


def _item_of(out: Out, lot: Item, identifier: str) -> None:
    """What is bought for a lot: its CPV code and where it is delivered."""
    code, place = value_of(lot, "cpv_code"), value_of(lot, "area") or value_of(lot, "delivery_area")
    if code is None and place is None:
        return
    node = next_item(out)
    node["relatedLot"] = identifier
    if isinstance(code, Classification):
        node["classification"] = {"scheme": "CPV", "id": code.code}
    if place is not None:
        node["deliveryAddresses"] = [{"region": str(place)}]


def next_item(out: Out) -> Node:
    tender = below(out.release, "tender")
    found = tender.get("items", [])
    assert isinstance(found, list)
    return member(tender, "items", len(found))


def _cpv_of_lot(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    return None if isinstance(value, Classification) and value.scheme == "CPV" else Reason("only CPV codes are read")


def _area(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    return None  # `_item_of` writes it


def _delivery_area(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    area = value_of(item, "area")
    return None if area in (None, value) else Reason("the area of the lot stands in its place")


_LOT: dict[str, Put] = {"cpv_code": _cpv_of_lot, "area": _area, "delivery_area": _delivery_area}


# --- conditions -------------------------------------------------------------------------------------------------


def put_conditions(out: Out, node: Node, listing: Listing, item: Item) -> Reason | None:  # noqa: ARG001
    """Conditions of participation. One that says nothing in words is passed over in OCDS."""
    home, written = below(node, "selectionCriteria"), 0
    for condition in listing.items:
        words = value_of(condition, "description") or value_of(condition, "name")
        if words is None:
            out.lose(condition, "condition", "it says nothing in words")
            continue
        place = member(home, "criteria", written)
        written += 1
        place["description"] = str(words)
        write_facts(out, condition, place, "tender.selectionCriteria.criteria[]", _CONDITION)
    return None


def _name_of_condition(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    return None if value == node["description"] else Reason("the description stands in its place")


def _words_of_condition(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    return None


def _minimum(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    if isinstance(value, Between) or not isinstance(value, Money):
        return Reason("OCDS has no ranges")
    node["minimum"] = format_value(value, Kind.MONEY)
    return None


_CONDITION: dict[str, Put] = {
    "name": _name_of_condition,
    "description": _words_of_condition,
    "minimum": _minimum,
}


# --- the others -------------------------------------------------------------------------------------------------


def _document_kind(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    known = code_for(str(value), DOCUMENT_KINDS)
    node["documentType"] = "other" if isinstance(known, Reason) else str(known)
    return None if not isinstance(known, Reason) or value == "other document" else known


def _target(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    member(node, "observations")["measure"] = str(value)
    return None


def put_terms(out: Out, node: Node, listing: Listing, item: Item) -> Reason | None:  # noqa: ARG001
    """The terms of performance are one text in OCDS."""
    wording = value_of(listing.items[0], "wording")
    if len(listing.items) > 1 or wording is None:
        return Reason("OCDS has one text for the terms")
    below(node, "tender", "contractTerms")["performanceTerms"] = str(wording)
    write_facts(out, listing.items[0], {}, "tender.contractTerms", {})
    return Reason("OCDS does not say that these are all") if listing.complete else None


def put_kpis(out: Out, node: Node, listing: Listing, item: Item) -> Reason | None:
    return _metrics("agreedMetrics", "contracts[].agreedMetrics[]")(out, contract(node), listing, item)


def contract(node: Node) -> Node:
    """The contract that the tender is to end in."""
    place = member(node, "contracts")
    place["awardID"] = "1"
    return place


def _metrics(key: str, base: str, *path: str) -> PutList:
    return _things(path, key, base, {"target": _target})


def put_suppliers(out: Out, node: Node, listing: Listing, item: Item) -> Reason | None:  # noqa: ARG001
    award = member(node, "awards")
    for number, supplier in enumerate(listing.items):
        place = member(award, "suppliers", number)
        place["id"] = f"supplier-{number + 1}"
        write_facts(out, supplier, place, "awards[].suppliers[]", {"small": _small})
        _lose_values(out, supplier)
    return None


def _small(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    parties = out.release.setdefault("parties", [])
    assert isinstance(parties, list)
    details: Json = {"scale": "sme" if value is True else "large"}
    parties.append({"id": node["id"], "roles": ["supplier"], "details": details})
    return None


LISTS: dict[str, PutList] = {
    "lots": put_lots,
    "criteria": lambda out, node, listing, item: put_criteria(out, below(node, "tender"), listing, item),
    "conditions": lambda out, node, listing, item: put_conditions(out, below(node, "tender"), listing, item),
    "documents": _things(("tender",), "documents", "tender.documents[]", {"kind": _document_kind}),
    "outcomes": _metrics("targets", "tender.targets[]", "tender"),
    "kpis": put_kpis,
    "terms": put_terms,
    "engagements": _things(("planning",), "milestones", "planning.milestones[]", {}, type="engagement"),
    "suppliers": put_suppliers,
}
