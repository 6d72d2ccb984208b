"""Elements of a notice to one fact. What is there and cannot be read is said, with its place.

A reader takes the elements found at a path, of which most facts have one; a text stands once for each language.
"""

import re
from collections.abc import Callable, Mapping

from policyspec.base.suggest import did_you_mean
from policyspec.model.currencies import CURRENCIES, meant_currency
from policyspec.model.dates import parse_date
from policyspec.model.facts import Absence, Absent, Fact, Stated, ValueListing
from policyspec.model.literals import LiteralError, parse_literal
from policyspec.model.types import Kind
from policyspec.model.values import NO_LIMIT, Classification, Duration, Money, Unit, Value
from policyspec.model.vocabulary import FactInfo
from policyspec.readers import errors, numbers
from policyspec.readers.eforms.codes import YES_NO
from policyspec.readers.eforms.spot import Spot
from policyspec.readers.scalars import in_bounds
from policyspec.readers.zones import in_zone

Spots = list[Spot]
Reader = Callable[[Spots, FactInfo], Fact | None]

#: What stands in a published notice in place of a text or code that the buyer keeps back (BT-195).
UNPUBLISHED = "unpublished"
KEPT_BACK = "the notice withholds it from publication"
_CPV = re.compile(r"([0-9]{8})(?:-[0-9])?")
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2})?")
_TIME = re.compile(r"([0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?")
#: Lengths by the code of their unit; SDK 1.3 also had CALENDAR_DAY.
_UNITS = {
    "DAY": (1, Unit.DAYS),
    "CALENDAR_DAY": (1, Unit.DAYS),
    "WORKING_DAY": (1, Unit.WORKING_DAYS),
    "WEEK": (7, Unit.DAYS),
    "MONTH": (1, Unit.MONTHS),
    "QUARTER": (3, Unit.MONTHS),
    "SEMESTER": (6, Unit.MONTHS),
    "YEAR": (12, Unit.MONTHS),
}


def text(spots: Spots, info: FactInfo) -> Fact | None:  # noqa: ARG001  (a reader like the others)
    """A text, in the language that is wanted, else in the notice's own, else the first that there is."""
    written = [spot for spot in spots if spot.text]
    if not written:
        return None
    return withheld(written[0]) or _in_language(written)


def _in_language(written: Spots) -> Fact:
    spoken = {spot.attribute("languageID").casefold(): spot for spot in reversed(written)}
    for language in written[0].reading.languages:
        if spot := spoken.get(language):
            return Stated(spot.text, spot.origin)
    return Stated(written[0].text, written[0].origin)


def withheld(spot: Spot) -> Absent | None:
    """The absence that `unpublished` stands for."""
    if spot.text.casefold() != UNPUBLISHED:
        return None
    return Absent(Absence.WITHHELD, spot.origin, KEPT_BACK)


def code(codes: Mapping[str, str | bool]) -> Reader:
    """A reader of one code of a list."""

    def read(spots: Spots, info: FactInfo) -> Fact | None:
        spot = first(spots)
        if spot is None:
            return None
        if kept := withheld(spot):
            return kept
        value = codes.get(spot.text)
        return Stated(value, spot.origin) if value is not None else unknown(spot, info, codes)

    return read


yes_no = code(YES_NO)


def known_yes_no(spots: Spots, info: FactInfo) -> Fact | None:
    """Yes or no, where the code is not the one for what is not known yet."""
    spot = first(spots)
    if spot is not None and spot.text == "not-known":
        return Absent(Absence.NOT_STATED, spot.origin, "the notice says that it is not known yet")
    return yes_no(spots, info)


def codes_of(spots: Spots, info: FactInfo, codes: Mapping[str, str]) -> ValueListing | None:
    """A list of codes, each once. `none` alone is a list that is stated and empty."""
    spots = [spot for spot in spots if spot.text]
    found = [fact for spot in spots if spot.text != "none" and (fact := code(codes)([spot], info))]
    unique = {fact.value if isinstance(fact, Stated) else fact.origin: fact for fact in found}
    return ValueListing(tuple(unique.values()), origin=spots[0].origin) if spots else None


def unknown(spot: Spot, info: FactInfo, codes: Mapping[str, object]) -> Absent:
    """A code that is in no list that is known here."""
    reason = f"`{' '.join(spot.text.split())[:60]}` is not a code that is known here"
    spot.reading.say(errors.unknown_code(spot.span, f"`{info.phrase}`", reason, errors.code_meant(spot.text, codes)))
    return Absent(Absence.UNREADABLE, spot.origin, reason)


def unreadable(spot: Spot, info: FactInfo, error: LiteralError) -> Absent:
    spot.reading.say(errors.unreadable(spot.span, f"`{info.phrase}`", error.message, error.hint))
    return Absent(Absence.UNREADABLE, spot.origin, error.message)


def first(spots: Spots) -> Spot | None:
    """The first element that says something."""
    return next((spot for spot in spots if spot.text), None)


def number(spots: Spots, info: FactInfo) -> Fact | None:
    return _read(spots, info, numbers.exact)


def percent(spots: Spots, info: FactInfo) -> Fact | None:
    """A share that is written from 0 to 100."""

    def part(written: str) -> Value | LiteralError:
        value = numbers.exact(written)
        return value if isinstance(value, LiteralError) else value / 100

    return _read(spots, info, part)


def count(spots: Spots, info: FactInfo) -> Fact | None:
    """A whole number, or `no limit` where one so large stands that it can mean nothing else."""
    spot = first(spots)
    if spot is not None and numbers.means_no_limit(spot.text):
        spot.reading.say(errors.no_limit(spot.span, f"`{info.phrase}`", spot.text[:40]))
        return Stated(NO_LIMIT, spot.origin, f"`{info.phrase}` of {spot.text[:40]} is read as no limit")
    return _read(spots, info, lambda written: numbers.whole(numbers.exact(written), written))


def some(spots: Spots, info: FactInfo) -> Fact | None:
    """A whole number that says nothing where it is 0, as converters write it where the older notice had none."""
    found = count(spots, info)
    return None if isinstance(found, Stated) and found.value == 0 else found


def _read(spots: Spots, info: FactInfo, parse: Callable[[str], Value | LiteralError]) -> Fact | None:
    spot = first(spots)
    if spot is None:
        return None
    return withheld(spot) or checked(spot, info, parse(spot.text))


def checked(spot: Spot, info: FactInfo, value: Value | LiteralError) -> Fact:
    bounded = value if isinstance(value, LiteralError) else in_bounds(value, info.type)
    return unreadable(spot, info, bounded) if isinstance(bounded, LiteralError) else Stated(bounded, spot.origin)


def money(spots: Spots, info: FactInfo) -> Fact | None:
    """An amount, which in eForms excludes VAT: BT-27 is `Estimated value excluding VAT`, as the directives reckon."""
    spot = first(spots)
    if spot is None:
        return None
    if kept := withheld(spot):
        return kept
    amount = numbers.exact(spot.text)
    if isinstance(amount, LiteralError):
        return unreadable(spot, info, amount)
    if amount == 0:
        reason = "notices write 0 where no amount is given"
        spot.reading.say(errors.placeholder(spot.span, f"`{info.phrase}`", reason))
        return Absent(Absence.UNREADABLE, spot.origin, reason)
    currency = spot.attribute("currencyID")
    if currency not in CURRENCIES:
        message = f"`{currency[:20]}` is not a currency" if currency else "the amount has no currency"
        return unreadable(spot, info, LiteralError(message, meant_currency(currency) if currency else None))
    return checked(spot, info, Money(currency, excluding=amount))


def currency(spots: Spots, info: FactInfo) -> Fact | None:  # noqa: ARG001  (a reader like the others)
    """The currency of an amount, by its three letters. One that the notice keeps back is kept back with its amount."""
    spot = first(spots)
    code = spot.attribute("currencyID") if spot else ""
    return (withheld(spot) or Stated(code, spot.origin)) if spot and code else None


def length(spots: Spots, info: FactInfo) -> Fact | None:
    """A length of time in the unit that its code names."""
    spot = first(spots)
    if spot is None:
        return None
    unit = _UNITS.get(spot.attribute("unitCode"))
    if unit is None:
        named = spot.attribute("unitCode")
        message = f"`{named[:20]}` is not a unit of time" if named else "the number has no unit"
        return unreadable(spot, info, LiteralError(message, did_you_mean(named, _UNITS)))
    amount = numbers.exact(spot.text)
    value = amount if isinstance(amount, LiteralError) else Duration(amount * unit[0], unit[1])
    return withheld(spot) or checked(spot, info, value)


def open_ended(spots: Spots, info: FactInfo) -> Fact | None:
    """A length without an end, where the code says so. A length that the code calls unknown is not stated."""
    spot = first(spots)
    if spot is None:
        return None
    if spot.text == "UNKNOWN":
        return Absent(Absence.NOT_STATED, spot.origin)
    if spot.text != "UNLIMITED":
        return unknown(spot, info, {"UNLIMITED": 1, "UNKNOWN": 1})
    return Stated(Duration(NO_LIMIT, Unit.MONTHS), spot.origin)


def in_words(kind: Kind) -> Reader:
    """A reader of a text field that is nothing but a value (`30 days`). Any other text says nothing of the fact."""

    def read(spots: Spots, info: FactInfo) -> Fact | None:  # noqa: ARG001
        for spot in spots:
            value = parse_literal(spot.text, kind) if spot.text else None
            if value is not None and not isinstance(value, LiteralError):
                return Stated(value, spot.origin)
        return None

    return read


def cpv(spots: Spots, info: FactInfo) -> Fact | None:
    """A CPV code, its check digit dropped."""
    spot = first(spots)
    if spot is None:
        return None
    match = _CPV.fullmatch(spot.text)
    if match is None:
        return unreadable(spot, info, LiteralError(f"`{spot.text[:40]}` is not a CPV code", "CPV codes have 8 digits"))
    return Stated(Classification("CPV", match[1]), spot.origin)


def date(spots: Spots, info: FactInfo) -> Fact | None:
    """A calendar day. Its offset says where it was written down, and moves no day."""
    return moment(spots, [], info)


def moment(days: Spots, times: Spots, info: FactInfo) -> Fact | None:
    """A day, with the time that stands beside it, on the buyer's clock. Each of the two has an offset of its own."""
    day, time = first(days), first(times)
    if day is None:
        return None
    match = _DAY.fullmatch(day.text)
    if match is None:
        return withheld(day) or unreadable(day, info, LiteralError(f"`{day.text[:40]}` is not a date"))
    clock = _TIME.fullmatch(time.text) if time else None
    if time is not None and clock is None:
        return unreadable(time, info, LiteralError(f"`{time.text[:40]}` is not a time of day"))
    if clock is None:
        value = parse_date(match[1])
        return unreadable(day, info, value) if isinstance(value, LiteralError) else Stated(value, day.origin)
    value = parse_date(f"{match[1]}T{clock[1]}{clock[2] or match[2] or ''}")
    if isinstance(value, LiteralError):
        return unreadable(day, info, value)
    there, assumption = in_zone(value, day.reading.zone)
    return Stated(there, day.origin, assumption)
