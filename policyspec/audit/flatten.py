"""A tender as a row of a dataset: `policyspec.model.columns` says what stands where."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from policyspec.audit.whole import to_json
from policyspec.base.dataclasses import dataclass, replace
from policyspec.model import calendar
from policyspec.model.columns import (
    ABSENCES,
    AMOUNT,
    COMPLETE,
    CURRENCY,
    EXCLUDING,
    FOLDED,
    FORMAT,
    IDENTITY,
    INCLUDING,
    LEAST_DAYS,
    LEFT,
    MOST_DAYS,
    MOST_MEMBERS,
    OFFSET,
    OPEN,
    PLACE,
    RIGHT,
    SCHEME,
    SECOND,
    SOURCE,
    STATE,
    TENDER,
    UNFIT,
    UNIT,
    UNREADABLE,
    UNSTATED,
    Storage,
    decimal,
    in_words,
    joined,
)
from policyspec.model.facts import Absent, Fact, Item, Listing, Stated, Tender, ValueListing, with_list
from policyspec.model.inherit import implicit_lot, inherited
from policyspec.model.keys import identity
from policyspec.model.ranges import Durations, Interval
from policyspec.model.types import Kind, Type
from policyspec.model.values import (
    Between,
    Classification,
    Duration,
    ItemRef,
    Moment,
    Money,
    Ratio,
    Scalar,
    Value,
    Vat,
)
from policyspec.model.vocabulary import FactInfo, Vocabulary

#: The columns of a tender that have a value; what is not stated has none.
Row = dict[str, Any]


class Unfit(Exception):
    """Something in a tender that the columns cannot hold."""


@dataclass(frozen=True, slots=True)
class _Ground:
    vocabulary: Vocabulary
    vat: Vat | None  # on which the tender's amounts stand that name no basis, where it says so itself


def row_of(tender: Tender, vocabulary: Vocabulary) -> Row:
    """The columns of a tender, with what its lots inherit. A tender that is not divided stands there as one lot too.

    Values are as JSON writes them, decimals as text. A tender with something that the columns cannot hold exactly has
    no facts in them, and `unfit_` says why.
    """
    whole = {
        SOURCE: tender.source,
        FORMAT: tender.format,
        IDENTITY: identity(tender),
        TENDER: to_json(tender),
    }
    try:
        return whole | _facts(tender, vocabulary)
    except Unfit as unfit:
        return whole | {UNFIT: str(unfit)}


def _facts(tender: Tender, vocabulary: Vocabulary) -> Row:
    if tender.explanations or tender.waivers:
        message = "explanations or waivers are recorded"
        raise Unfit(message)
    undivided = "lots" not in tender.root.lists
    root = inherited(tender, vocabulary).root
    if undivided:
        root = with_list(root, "lots", Listing((implicit_lot(root, vocabulary),)))
    own = tender.root.fact("vat_basis")
    vat = Vat(str(own.value)) if isinstance(own, Stated) else None
    row = _of_item(_Ground(vocabulary, vat), root, "", checked=True)
    if undivided:
        row.pop(joined("lots", STATE), None)
    return row


def _of_item(ground: _Ground, item: Item, prefix: str, *, checked: bool) -> Row:
    """The columns of a thing. `checked`: whether the things in it stand where their numbers say."""
    row: Row = {}
    facts = ground.vocabulary.facts
    for key, fact in item.facts.items():
        info = facts.get((item.entity, key))
        if info is not None:
            row |= _of_fact(ground, fact, info.type, joined(prefix, key))
    for key, record in item.records.items():
        row[joined(prefix, key)] = True
        row |= _of_item(ground, record, joined(prefix, key), checked=checked)
    for key, listing in item.lists.items():
        info = facts.get((item.entity, key))
        if info is not None:
            row |= _of_list(ground, item, info, listing, joined(prefix, key), checked=checked)
    for key, values in item.values.items():
        info = facts.get((item.entity, key))
        if info is not None:
            row |= _of_values(ground, values, info, joined(prefix, key))
    return row


# --- lists ------------------------------------------------------------------------------------------------------


def _of_list(ground: _Ground, owner: Item, info: FactInfo, listing: Listing, name: str, *, checked: bool) -> Row:
    undivided = [item.path for item in listing.items] == ["implicit lot"]
    at = f"{owner.path}.{info.key}" if owner.path else info.key
    if checked and not undivided:
        for place, item in enumerate(listing.items):
            if item.path != f"{at}[{place}]":
                message = f"`{item.path}` does not stand at its number"
                raise Unfit(message)
    state = UNREADABLE if listing.unreadable is not None else COMPLETE if listing.complete else OPEN
    rows = [_of_item(ground, item, name, checked=checked and not undivided) for item in listing.items]
    return {joined(name, STATE): state, **_side_by_side(name, rows)}


def _of_values(ground: _Ground, listing: ValueListing, info: FactInfo, name: str) -> Row:
    assert info.type.element is not None
    element, of_value = info.type.element, joined(name, "value")
    rows = [_of_fact(ground, fact, element, of_value) for fact in listing.values]
    return {joined(name, STATE): COMPLETE if listing.complete else OPEN, **_side_by_side(name, rows)}


def _side_by_side(name: str, rows: Sequence[Row]) -> Row:
    if len(rows) > MOST_MEMBERS:
        message = f"a list of {len(rows)}"
        raise Unfit(message)
    columns = dict.fromkeys(column for row in rows for column in row)
    return {name: list(range(1, len(rows) + 1)), **{column: [row.get(column) for row in rows] for column in columns}}


# --- facts ------------------------------------------------------------------------------------------------------


def _of_fact(ground: _Ground, fact: Fact, type_: Type, name: str) -> Row:
    match fact:
        case Absent(why):
            return {joined(name, ABSENCES[why]): True} if why in ABSENCES else {}
        case Stated(value):
            if type_.lo is not None:
                _not_below(value, type_.lo)
            held = _held(ground, value, type_).items()
            return {joined(name, part): one for part, one in held if one is not None}


def _not_below(value: Value, least: Fraction) -> None:
    """Bounds are worked out as if nothing were below the least value of its type."""
    match value:
        case Money():
            numbers = [a for a in (value.unstated, value.excluding, value.including) if a is not None]
        case Duration(amount):
            numbers = [amount]
        case Fraction():
            numbers = [value]
        case _:
            return
    if min(numbers) < least:
        message = "a number below the least of its type"
        raise Unfit(message)


def _held(ground: _Ground, value: Value, type_: Type) -> Row:
    """What the columns of a value hold, by the parts of their names."""
    match value:  # it takes longest to tell a fraction, and most values are texts
        case str():
            return _words(ground, value, type_)
        case Money():
            return _money(value, ground.vat)
        case Moment(day, second, offset):
            return {"": day.isoformat(), SECOND: second, OFFSET: offset}
        case Duration():
            return _duration(value)
        case Classification(scheme, code):
            return {"": code, SCHEME: scheme}
        case Ratio(left, right):
            return {LEFT: _decimal(left, Storage.NUMBER), RIGHT: _decimal(right, Storage.NUMBER)}
        case ItemRef(path):
            return {"": path, PLACE: _place(ground, path, type_)}
        case Between():
            message = "a range is stated"
            raise Unfit(message)
        case bool():
            return {"": value}
        case Fraction():
            return {"": _decimal(value, Storage.SHARE if type_.kind is Kind.PERCENTAGE else Storage.NUMBER)}


def _words(ground: _Ground, value: str, type_: Type) -> Row:
    if type_.kind is Kind.CODE and value not in ground.vocabulary.codes.get(type_.codes or "", ()):
        message = f"`{value}` is no code of its list"
        raise Unfit(message)
    return {"": value, FOLDED: in_words(value)} if type_.kind is Kind.TEXT else {"": value}


def _money(value: Money, vat: Vat | None) -> Row:
    """The amounts; one without a basis on that of the tender, where it states one, unless it stands there already."""
    if vat is not None and value.unstated is not None:
        value = replace(
            value,
            unstated=None,
            excluding=value.unstated if vat is Vat.EXCLUDING and value.excluding is None else value.excluding,
            including=value.unstated if vat is Vat.INCLUDING and value.including is None else value.including,
        )
    amounts = {EXCLUDING: value.excluding, INCLUDING: value.including, UNSTATED: value.unstated}
    stated = {part: _decimal(amount, Storage.AMOUNT) for part, amount in amounts.items() if amount is not None}
    return {CURRENCY: value.currency, **stated}


def _duration(value: Duration) -> Row:
    days = calendar.in_days(Durations(value.unit, Interval.point(value.amount)))
    bounds = {LEAST_DAYS: days.low, MOST_DAYS: days.high}
    told = {part: _decimal(bound, Storage.NUMBER) for part, bound in bounds.items() if bound is not None}
    return {AMOUNT: _decimal(value.amount, Storage.NUMBER), UNIT: str(value.unit), **told}


def _place(ground: _Ground, path: str, type_: Type) -> int | None:
    lists = [f.key for f in ground.vocabulary.facts_of("tender") if f.type.entity == type_.entity]
    key, _, number = path.removesuffix("]").partition("[")
    if key not in lists or not number.isdecimal():
        message = f"`{path}` is not in a list of the tender itself"
        raise Unfit(message)
    return int(number) + 1


def _decimal(value: Scalar, storage: Storage) -> str:
    assert isinstance(value, Fraction)
    held = decimal(value, storage)
    if held is None:
        message = f"a number that the column of a {storage} does not hold"
        raise Unfit(message)
    return held
