"""A tender as JSON, whole and exact, and back: what the columns of a dataset are made from.

Where in a file a fact stands is not kept, and neither are the diagnostics of reading it.
"""

import json
from dataclasses import fields
from datetime import date
from fractions import Fraction
from typing import Any, assert_never

from policyspec.model.facts import (
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
)
from policyspec.model.values import (
    Between,
    Classification,
    Duration,
    ItemRef,
    Moment,
    Money,
    Ratio,
    Unit,
    Value,
)

Json = Any


def to_json(tender: Tender) -> str:
    """All that was read of a tender but the places in its file. The same tender gives the same text."""
    written = {
        "source": tender.source,
        "format": tender.format,
        "root": _item(tender.root),
        "explanations": [_record(e) for e in tender.explanations],
        "waivers": [_record(w) for w in tender.waivers],
        "assumptions": list(tender.assumptions),
    }
    return json.dumps(_kept(written), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Tender:
    """The tender that `to_json` wrote."""
    read = json.loads(text)
    return Tender(
        read["source"],
        read["format"],
        _item_of(read["root"]),
        tuple(Explanation(**_record_of(e)) for e in read.get("explanations", ())),
        tuple(Waiver(**_record_of(w)) for w in read.get("waivers", ())),
        assumptions=tuple(read.get("assumptions", ())),
    )


def _kept(written: dict[str, Json]) -> dict[str, Json]:
    return {key: value for key, value in written.items() if value not in (None, [], {}, ())}


# --- things -----------------------------------------------------------------------------------------------------


def _item(item: Item) -> Json:
    return _kept(
        {
            "entity": item.entity,
            "path": item.path or None,
            "label": item.label or None,
            "facts": {key: _fact(fact) for key, fact in item.facts.items()},
            "lists": {key: _listing(listing) for key, listing in item.lists.items()},
            "values": {key: _values(listing) for key, listing in item.values.items()},
            "records": {key: _item(record) for key, record in item.records.items()},
        }
    )


def _item_of(read: Json) -> Item:
    return Item(
        read["entity"],
        read.get("path", ""),
        read.get("label", ""),
        {key: _fact_of(fact) for key, fact in read.get("facts", {}).items()},
        {key: _listing_of(listing) for key, listing in read.get("lists", {}).items()},
        {key: _values_of(listing) for key, listing in read.get("values", {}).items()},
        {key: _item_of(record) for key, record in read.get("records", {}).items()},
    )


def _listing(listing: Listing) -> Json:
    items = [_item(item) for item in listing.items]
    if listing.complete and listing.unreadable is None:
        return items
    return {"items": items, "complete": listing.complete, "unreadable": listing.unreadable}


def _listing_of(read: Json) -> Listing:
    if isinstance(read, list):
        return Listing(tuple(map(_item_of, read)))
    return Listing(tuple(map(_item_of, read["items"])), read["complete"], unreadable=read["unreadable"])


def _values(listing: ValueListing) -> Json:
    values = [_fact(fact) for fact in listing.values]
    return values if listing.complete else {"items": values}


def _values_of(read: Json) -> ValueListing:
    complete = isinstance(read, list)
    return ValueListing(tuple(map(_fact_of, read if complete else read["items"])), complete)


# --- facts ------------------------------------------------------------------------------------------------------


def _fact(fact: Fact) -> Json:
    match fact:
        case Stated(value, _, None):
            return _value(value)
        case Stated(value, _, assumption):
            return {"value": _value(value), "assumption": assumption}
        case Absent(why, _, None):
            return {"absent": why}
        case Absent(why, _, reason):
            return {"absent": why, "reason": reason}
        case _:
            assert_never(fact)


def _fact_of(read: Json) -> Fact:
    if not isinstance(read, dict):
        return Stated(_value_of(read))
    if "absent" in read:
        return Absent(Absence(read["absent"]), reason=read.get("reason"))
    return Stated(_value_of(read["value"]), assumption=read["assumption"])


def _value(value: Value) -> Json:
    match value:
        case bool() | str():
            return value
        case Fraction():
            return ["number", str(value)]
        case Ratio(left, right):
            return ["ratio", str(left), str(right)]
        case Money(currency):
            amounts = (value.unstated, value.excluding, value.including)
            return ["money", currency, *(None if a is None else str(a) for a in amounts)]
        case Moment(day, second, offset):
            return ["date", day.isoformat(), second, offset]
        case Duration(amount, unit):
            return ["duration", str(amount), unit]
        case Classification(scheme, code):
            return ["classification", scheme, code]
        case ItemRef(path):
            return ["item", path]
        case Between(low, high):
            return ["between", _value(low), _value(high)]
        case _:
            assert_never(value)


def _value_of(read: Json) -> Value:
    if not isinstance(read, list):
        return read  # type: ignore[no-any-return]
    match read:
        case ["number", text]:
            return Fraction(text)
        case ["ratio", left, right]:
            return Ratio(Fraction(left), Fraction(right))
        case ["money", currency, *amounts]:
            return Money(currency, *(None if a is None else Fraction(a) for a in amounts))
        case ["date", day, second, offset]:
            return Moment(date.fromisoformat(day), second, offset)
        case ["duration", amount, unit]:
            return Duration(Fraction(amount), Unit(unit))
        case ["classification", scheme, code]:
            return Classification(scheme, code)
        case ["item", path]:
            return ItemRef(path)
        case ["between", low, high]:
            return Between(_value_of(low), _value_of(high))  # type: ignore[arg-type]
        case _:
            message = f"no value is written {read!r}"
            raise ValueError(message)


# --- explanations and waivers -----------------------------------------------------------------------------------


def _record(record: Explanation | Waiver) -> Json:
    values = {field.name: getattr(record, field.name) for field in fields(record) if field.name != "origin"}
    return _kept({key: _value(value) if isinstance(value, Moment) else value for key, value in values.items()})


def _record_of(read: Json) -> dict[str, Json]:
    moments = {key: _value_of(read[key]) for key in ("date", "expiry") if key in read}
    facts = {"facts": tuple(read["facts"])} if "facts" in read else {}
    return {**read, **moments, **facts}
