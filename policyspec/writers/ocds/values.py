"""One value as OCDS writes it, or why OCDS cannot say it."""

from collections.abc import Mapping
from fractions import Fraction

from policyspec.model.crosswalk import CATEGORIES, CRITERION_KINDS, PERMISSIONS
from policyspec.model.numerals import finite_decimal
from policyspec.model.types import Kind
from policyspec.model.values import NO_LIMIT, Between, Classification, Duration, Moment, Money, Unit, Value
from policyspec.model.vocabulary import FactInfo
from policyspec.writers.json_text import Json

#: The code that stands for each phrase, by fact.
_CODES: Mapping[str, Mapping[str, str]] = {
    "category": CATEGORIES,
    "kind": CRITERION_KINDS,
    "variants": PERMISSIONS,
    "electronic_invoicing": PERMISSIONS,
}

#: From here on, numbers in notices stand for "no limit": rows of nines, and the largest that a computer word holds.
_TAKEN_FOR_NO_LIMIT = 999_999


class Reason(str):
    """Why something cannot be said."""

    __slots__ = ()


def json_of(value: Value, info: FactInfo, key: str) -> tuple[str, Json] | Reason:
    """The member of an object that states a value: its key (which may be another than the usual one) and its value."""
    if isinstance(value, Duration):
        return _length(value, key, months="contractPeriod" in info.ocds or "frameworkAgreement" in info.ocds)
    found = _json(value, info)
    return found if isinstance(found, Reason) else (key, found)


def _json(value: Value, info: FactInfo) -> Json | Reason:
    match value:
        case Between():
            return Reason("OCDS has no ranges")
        case bool():
            return value
        case Fraction():
            return number(value) if info.type.kind is Kind.PERCENTAGE else _count(value)
        case Money():
            return money(value)
        case Moment():
            return date(value)
        case Classification(scheme, code):
            return (
                {"scheme": scheme, "id": code} if scheme == "CPV" else Reason(f"only CPV codes are read, not {scheme}")
            )
        case str() if info.type.kind is Kind.CODE:
            return code_for(value, _CODES.get(info.key, {}))
        case str():
            return value if value.strip() else Reason("it is blank")
        case _:
            return Reason("no place in OCDS")


def code_for(phrase: str, codes: Mapping[str, str]) -> str | Reason:
    """The first code that stands for a phrase."""
    code = next((code for code, meaning in codes.items() if meaning == phrase), None)
    return code or Reason(f"OCDS has no code for `{phrase}`")


def _count(value: Fraction) -> Fraction | Reason:
    if value.denominator != 1:
        return Reason("OCDS counts in whole numbers")
    return (
        value if value < _TAKEN_FOR_NO_LIMIT or value == NO_LIMIT else Reason("so large a number is read as no limit")
    )


def number(value: Fraction) -> Fraction | Reason:
    if value == NO_LIMIT:
        return Reason("OCDS has no limit that is none here")
    return value if finite_decimal(value) is not None else Reason("its decimals do not end")


def money(value: Money) -> dict[str, Json] | Reason:
    """`amountGross` (of the British extension) includes VAT; `amount` excludes it only where that stands beside it."""
    net, gross = value.excluding if value.excluding is not None else value.unstated, value.including
    stated = {"amount": net, "amountGross": gross}
    amounts: dict[str, Json] = {key: amount for key, amount in stated.items() if amount is not None}
    if not all(amounts.values()):
        return Reason("an amount of 0 in a notice says that there is none")
    return {**amounts, "currency": value.currency}


def loses_basis(value: Value) -> bool:
    """Whether an amount excludes VAT and is alone: OCDS has no word for that."""
    return isinstance(value, Money) and value.excluding is not None and value.including is None


def date(moment: Moment) -> str | Reason:
    """A date-time. A day without a time has its first second in UTC, as OCDS asks; a true midnight ends in `+00:00`."""
    day = moment.day.isoformat()
    if moment.second is None:
        return f"{day}T00:00:00Z"
    if moment.offset is None:
        return Reason("its time has no time zone: state the buyer's country")
    minutes, seconds = divmod(moment.second, 60)
    hours, away = divmod(abs(moment.offset), 60)
    sign = "-" if moment.offset < 0 else "+"
    return f"{day}T{minutes // 60:02}:{minutes % 60:02}:{seconds:02}{sign}{hours:02}:{away:02}"


def _length(value: Duration, key: str, *, months: bool) -> tuple[str, Json] | Reason:
    """`durationInDays`, or for the term of a contract `durationInMonths` (OCDS for the United Kingdom)."""
    match value.unit:
        case Unit.DAYS:
            return key, value.amount
        case Unit.MONTHS if months:
            return key.replace("InDays", "InMonths"), value.amount
        case unit:
            return Reason(f"OCDS has no {unit} here")
