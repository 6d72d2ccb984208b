"""One value of OCDS to one fact. What is there and cannot be read is said, with its place."""

import re
from collections.abc import Callable
from fractions import Fraction

from policyspec.base.dataclasses import replace
from policyspec.model.currencies import CURRENCIES, meant_currency
from policyspec.model.facts import Absence, Absent, Fact, Stated
from policyspec.model.literals import LiteralError, parse_literal
from policyspec.model.types import Kind
from policyspec.model.values import NO_LIMIT, Classification, Duration, Moment, Money, Unit, Value
from policyspec.model.vocabulary import FactInfo
from policyspec.readers import errors, numbers
from policyspec.readers.ocds.spot import Spot
from policyspec.readers.scalars import in_bounds
from policyspec.readers.tree import Mapping, Scalar, Style
from policyspec.readers.zones import in_zone

Reader = Callable[[Spot, FactInfo], Fact | None]

_CPV = re.compile(r"([0-9]{8})(?:-[0-9])?")
_FILLED_TIME = re.compile(r"T(?:00:00:00|23:59:59)(?:\.0+)?Z$")
_DAMAGE = re.compile(r"Â[£€©®°]|â€[œ™˜“]|rnrn")


def text(spot: Spot, info: FactInfo) -> Fact | None:
    """A text, as it stands. Blank is not stated."""
    if not isinstance(spot.node, Scalar) or spot.node.style is Style.WORD:
        return spot.blocked("a text")
    if not spot.node.text.strip():
        return _blank(spot)
    if damage := _DAMAGE.search(spot.node.text):
        spot.reading.say(errors.damaged_text(spot.span, f"`{info.phrase}`", damage.group()))
    return Stated(spot.node.text.strip(), spot.origin)


def yes_no(spot: Spot, info: FactInfo) -> Fact | None:
    if isinstance(spot.node, Scalar):
        if spot.node.style is Style.WORD and spot.node.text in ("true", "false"):
            return Stated(spot.node.text == "true", spot.origin)
        if not spot.node.text.strip():
            return _blank(spot)
    return _unreadable(spot, info, _shown(spot, "is neither `true` nor `false`"))


def number(spot: Spot, info: FactInfo) -> Fact | None:
    return _checked(spot, info, exact(spot))


def share(spot: Spot, info: FactInfo) -> Fact | None:
    """A part of one, as OCDS writes percentages."""
    return number(spot, info)


def count(spot: Spot, info: FactInfo) -> Fact | None:
    """A whole number, or `no limit` where one so large stands that it can mean nothing else. `1.0` is 1."""
    if isinstance(spot.node, Scalar) and _means_no_limit(spot.node):
        spot.reading.say(errors.no_limit(spot.span, f"`{info.phrase}`", spot.node.text[:40]))
        return Stated(NO_LIMIT, spot.origin, f"`{info.phrase}` of {spot.node.text[:40]} is read as no limit")
    return _checked(spot, info, numbers.whole(exact(spot), _text(spot)))


def days(spot: Spot, info: FactInfo) -> Fact | None:
    """Days; or months, where the source is known to write each month as 30 days."""
    value = exact(spot)
    if isinstance(value, LiteralError):
        return _unreadable(spot, info, value)
    if not spot.reading.months_as_days or value == 0 or value % 30:
        return _checked(spot, info, Duration(value, Unit.DAYS))
    fact = _checked(spot, info, Duration(value / 30, Unit.MONTHS))
    note = f"{_text(spot)} days are read as {value / 30} months: this source writes a month as 30 days"
    return replace(fact, assumption=note) if isinstance(fact, Stated) else fact


def months(spot: Spot, info: FactInfo) -> Fact | None:
    value = exact(spot)
    return _checked(spot, info, value if isinstance(value, LiteralError) else Duration(value, Unit.MONTHS))


def date(spot: Spot, info: FactInfo) -> Fact | None:
    """A day on the buyer's clock.

    OCDS asks publishers who know only the day to fill in 00:00:00Z or 23:59:59Z, so those times are taken as filled
    in: moved to the buyer's clock, a last second of a summer's day would fall on the next day.
    """
    if not isinstance(spot.node, Scalar):
        return spot.blocked("a date")
    written = spot.node.text.strip()
    if not written:
        return _blank(spot)
    value = parse_literal(written, Kind.DATE)
    if not isinstance(value, Moment):
        return _unreadable(spot, info, value if isinstance(value, LiteralError) else LiteralError("it is a range"))
    if _FILLED_TIME.search(written):
        note = f"the time of `{info.phrase}`, {written[11:]}, is taken as filled in for a missing one"
        return Stated(replace(value, second=None, offset=None), spot.origin, note)
    moment, assumption = in_zone(value, spot.reading.zone)
    return Stated(moment, spot.origin, assumption)


def last_day(spot: Spot, info: FactInfo) -> Fact | None:
    """A last day where how long is asked for: it is stated, and from when it counts nobody says."""
    if not isinstance(spot.node, Scalar):
        return spot.blocked("a date")
    if not spot.node.text.strip():
        return _blank(spot)
    told = LiteralError(f"`{spot.node.text.strip()[:40]}` is its last day, not how long it is", "add `durationInDays`")
    return _unreadable(spot, info, told)


def money(spot: Spot, info: FactInfo) -> Fact | None:
    """An amount: `amountGross` includes VAT (OCDS for the United Kingdom), and `amount` beside it excludes it."""
    if not isinstance(spot.node, Mapping):
        return spot.blocked("an object with an amount and a currency")
    net, gross = (_amount(spot, key) for key in ("amount", "amountGross"))
    wrong = next((a for a in (net, gross) if isinstance(a, LiteralError)), None)
    if wrong is not None:
        return _unreadable(spot, info, wrong)
    amounts = [a for a in (net, gross) if isinstance(a, Fraction)]
    if not amounts:
        return None
    if all(amount == 0 for amount in amounts):
        reason = "notices write 0 where no amount is given"
        spot.reading.say(errors.placeholder(spot.span, f"`{info.phrase}`", reason))
        return Absent(Absence.UNREADABLE, spot.origin, reason)
    currency = _currency(spot)
    if isinstance(currency, LiteralError):
        return _unreadable(spot, info, currency)
    return _on_basis(spot, _checked(spot, info, _money(currency, net, gross)))


def money_in_words(spot: Spot, info: FactInfo) -> Fact | None:
    """An amount in a text field: read where it is written as one (`GBP 500,000`), and nowhere else."""
    if not isinstance(spot.node, Scalar):
        return spot.blocked("a text")
    if not spot.node.text.strip():
        return _blank(spot)
    value = parse_literal(spot.node.text.strip(), Kind.MONEY)
    return _checked(spot, info, value)


def _money(currency: str, net: object, gross: object) -> Money:
    excluding, including = (a if isinstance(a, Fraction) and a else None for a in (net, gross))
    if including is None:
        return Money(currency, unstated=excluding)
    return Money(currency, excluding=excluding, including=including)


def _on_basis(spot: Spot, fact: Fact) -> Fact:
    """An amount without a basis, on that of its source where the source has one."""
    basis = spot.reading.basis
    if basis is None or not isinstance(fact, Stated) or not isinstance(fact.value, Money):
        return fact
    if fact.value.unstated is None:
        return fact
    value = Money.of(fact.value.currency, fact.value.unstated, basis)
    return replace(fact, value=value, assumption=f"amounts of this source are {basis} where they do not say")


def _amount(spot: Spot, key: str) -> Fraction | LiteralError | None:
    found = spot.at(key)
    return exact(found) if isinstance(found, Spot) else None


def _currency(spot: Spot) -> str | LiteralError:
    written = (spot.word("currency") or "").strip()
    if written.upper() in CURRENCIES:
        return written.upper()
    if not written:
        return LiteralError("the amount has no currency", "add its three letters, like `GBP`")
    return LiteralError(f"`{written}` is not a currency", meant_currency(written))


def cpv(spot: Spot, info: FactInfo) -> Fact | None:
    """A classification of the scheme CPV, its check digit and blanks dropped; other schemes are passed over."""
    scheme = spot.word("scheme") or ""
    code = spot.at("id")
    if scheme.strip().upper() != "CPV" or not isinstance(code, Spot):
        return None
    match = _CPV.fullmatch(re.sub(r"\s", "", _text(code)))
    if match is None:
        return _unreadable(code, info, LiteralError(f"`{_text(code)}` is not a CPV code", "CPV codes have 8 digits"))
    return Stated(Classification("CPV", match[1]), code.origin)


def exact(spot: Spot) -> Fraction | LiteralError:
    """The exact value of a JSON number of at most 18 digits before the point and 6 after it."""
    node = spot.node
    if not isinstance(node, Scalar):
        spot.blocked("a number")
        return LiteralError("it is not a number")
    if node.style is Style.QUOTED:
        if not node.text.strip():
            return LiteralError("an empty text stands where a number should")
        hint = f"write it without quotes: {node.text}" if numbers.NUMBER.fullmatch(node.text.strip()) else None
        return LiteralError(f"`{node.text[:40]}` is a text, not a number", hint)
    return numbers.exact(node.text)


def _means_no_limit(node: Scalar) -> bool:
    if node.style is Style.WORD:
        return node.text == "Infinity"
    return node.style is Style.NUMBER and numbers.means_no_limit(node.text)


def _checked(spot: Spot, info: FactInfo, value: Value | LiteralError) -> Fact:
    bounded = value if isinstance(value, LiteralError) else in_bounds(value, info.type)
    return _unreadable(spot, info, bounded) if isinstance(bounded, LiteralError) else Stated(bounded, spot.origin)


def _unreadable(spot: Spot, info: FactInfo, error: LiteralError) -> Absent:
    spot.reading.say(errors.unreadable(spot.span, f"`{info.phrase}`", error.message, error.hint))
    return Absent(Absence.UNREADABLE, spot.origin, error.message)


def _blank(spot: Spot) -> Absent:
    """An empty text is how many exports write that there is none, so nothing is said about it."""
    return Absent(Absence.NOT_STATED, spot.origin)


def _shown(spot: Spot, what: str) -> LiteralError:
    return LiteralError(f"`{_text(spot)[:40]}` {what}" if isinstance(spot.node, Scalar) else f"it {what}")


def _text(spot: Spot) -> str:
    return spot.node.text if isinstance(spot.node, Scalar) else ""
