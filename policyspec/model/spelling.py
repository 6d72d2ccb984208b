"""The canonical spelling of values: `GBP 1,200,000 excluding VAT`, `60%`, `1 April 2026`, `25 days`."""

from fractions import Fraction

from policyspec.model.dates import spell_date
from policyspec.model.numerals import about, finite_decimal, spell_number
from policyspec.model.types import Kind
from policyspec.model.values import (
    NO_LIMIT,
    Between,
    Classification,
    Duration,
    ItemRef,
    Moment,
    Money,
    Ratio,
    Scalar,
    Unit,
    Value,
    Vat,
)

_ONE = {Unit.DAYS: "day", Unit.HOURS: "hour", Unit.WORKING_DAYS: "working day", Unit.MONTHS: "month"}


def format_value(value: Value, kind: Kind) -> str:
    """The canonical spelling. What has no finite decimal is rounded to 4 places, with `about` before it."""
    if isinstance(value, Between):
        return f"{_scalar(value.low, kind)} to {_scalar(value.high, kind)}"
    return _scalar(value, kind)


def with_article(noun: str) -> str:
    """`a lot`, `an approach`."""
    return f"{'an' if noun[:1].casefold() in 'aeio' else 'a'} {noun}"


def _scalar(value: Scalar, kind: Kind) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case Fraction():
            return _percentage(value) if kind is Kind.PERCENTAGE else _number(value)
        case Ratio(left, right):
            return _ratio(left, right)
        case Money():
            return _money(value)
        case Moment():
            return spell_date(value)
        case Duration(amount) if amount >= NO_LIMIT:
            return "no limit"
        case Duration(amount, unit):
            return f"{spell_number(amount)} {_ONE[unit] if abs(amount) == 1 else unit}"
        case Classification(scheme, code):
            return f"{scheme} {code}"
        case ItemRef(path):
            return path
        case str():
            return f'"{value}"' if kind is Kind.TEXT else value


def _number(value: Fraction) -> str:
    return "no limit" if value == NO_LIMIT else spell_number(value)


def _percentage(value: Fraction) -> str:
    return f"{spell_number(value * 100)}%"


def _ratio(left: Fraction, right: Fraction) -> str:
    spelt = f"{spell_number(left)}:{spell_number(right)}"
    return f"about {spelt.replace('about ', '')}" if "about" in spelt else spelt


def _money(money: Money) -> str:
    stated = [(basis, money.on(basis)) for basis in (None, *Vat)]
    return ", ".join(_amount(money.currency, amount, basis) for basis, amount in stated if amount is not None)


def _amount(currency: str, amount: Fraction, basis: Vat | None) -> str:
    """`GBP 10,000`, `GBP 9.50 excluding VAT`: pence, where there are any, in at least two places."""
    digits = finite_decimal(amount)
    if digits is None:
        digits = about(amount)
    elif "." in digits and digits[-2] == ".":
        digits += "0"
    about_, _, rest = digits.rpartition(" ")
    words = (about_, currency, rest, basis)
    return " ".join(word for word in words if word)
