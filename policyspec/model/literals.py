"""Values as people write them: `GBP 10,000 including VAT`, `60%`, `10 working days`, `1 April 2026`.

The language's literals and the native tender format's values are read and written here, exactly.
`parse_literal` reads the canonical spelling and the everyday variants; `format_value` (from `model.spelling`)
writes the canonical one.
"""

import re
from collections.abc import Callable
from fractions import Fraction

from policyspec.base.patterns import pattern
from policyspec.base.suggest import did_you_mean
from policyspec.model.amounts import meant_range, parse_money
from policyspec.model.dates import parse_date
from policyspec.model.numerals import LiteralError, not_a, not_exact
from policyspec.model.numerals import parse_number as _digits
from policyspec.model.spelling import format_value, with_article
from policyspec.model.types import Kind
from policyspec.model.values import (
    NO_LIMIT,
    Between,
    Classification,
    Duration,
    Moment,
    Money,
    Ratio,
    Scalar,
    Unit,
    Value,
)

__all__ = [
    "LiteralError",
    "format_value",
    "in_curly_quotes",
    "parse_classification",
    "parse_code",
    "parse_date",
    "parse_duration",
    "parse_literal",
    "parse_money",
    "parse_number",
    "parse_percentage",
    "parse_ratio",
    "parse_text",
    "parse_yes_no",
]

_MOST_CHARACTERS = 120
_NO_LIMIT = ("no limit", "unlimited")
_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\t\r\n"), " ")
_RANGE = pattern(
    r"(?:between\s+(?P<a>.+?)\s+and\s+(?P<b>.+))|(?:(?P<c>.+?)(?:\s*(?:\bto\b|–)\s*|\s+-\s+)(?P<d>.+))", re.DOTALL
)
_CURLY = pattern("[“”„‘](.*)[“”’]", re.DOTALL)
_PERCENT = pattern(r"\s*(?:%|per ?cent|percentage points?)$")
_DURATION = pattern(r"(?P<amount>[^\sA-Za-z]\S*?)\s*(?P<unit>[A-Za-z][A-Za-z -]*)")
_CLASSIFICATION = pattern(r"(?:(?P<scheme>[A-Za-z]{2,12})[\s:-]+)?(?P<code>[0-9][0-9A-Za-z.]*?)(?P<check>-[0-9])?")

#: What one of each unit of duration that may be written comes to.
UNITS: dict[str, tuple[int, Unit]] = {
    "hour": (1, Unit.HOURS),
    "day": (1, Unit.DAYS),
    "calendar day": (1, Unit.DAYS),
    "working day": (1, Unit.WORKING_DAYS),
    "week": (7, Unit.DAYS),
    "month": (1, Unit.MONTHS),
    "year": (12, Unit.MONTHS),
}


def parse_literal(text: str, kind: Kind) -> Value | LiteralError:
    """The value that a text states, as one of the given kind; `50% to 60%` is a stated range.

    Non-breaking spaces read as spaces. Amounts have at most 18 digits before the point and 6 after it.
    """
    plain = (text if text.isascii() and text.isprintable() else text.translate(_BLANKS)).strip()
    if kind is Kind.TEXT:
        return parse_text(text)
    if not plain:
        return LiteralError(f"the {kind} is missing", "write it after the name")
    if len(plain) > _MOST_CHARACTERS:
        wanted = "an amount of money" if kind is Kind.MONEY else with_article(kind)
        return LiteralError(f"`{plain[:40]}…` is too long for {wanted}", f"write at most {_MOST_CHARACTERS} characters")
    parse = _PARSERS.get(kind)
    if parse is None:
        return LiteralError(f"`{plain}` is not a value: the fact is a {kind}", "list its parts below it")
    value = parse(plain)
    if not isinstance(value, LiteralError):
        return value
    if ends := _RANGE.fullmatch(plain) if kind in _ORDERED else None:
        low, high = ends["a"] or ends["c"], ends["b"] or ends["d"]
        return (meant_range(plain) if kind is Kind.MONEY else None) or _between(low, high, parse)
    return in_curly_quotes(plain) or value


def in_curly_quotes(text: str) -> LiteralError | None:
    """Why a value in the quotes of a word processor is not read: they are part of it."""
    match = _CURLY.fullmatch(text)
    return LiteralError(f"`{text}` stands in curly quotes", f"write it without them: `{match[1]}`") if match else None


def parse_yes_no(text: str) -> bool | LiteralError:
    match text.casefold():
        case "yes" | "true":
            return True
        case "no" | "false":
            return False
        case _:
            return LiteralError(f"`{text}` is neither yes nor no", "write `yes` or `no`")


def parse_number(text: str) -> Fraction | LiteralError:
    """`3`, `1,250`, `12.5`, `no limit`."""
    if text.casefold() in _NO_LIMIT:
        return NO_LIMIT
    return _exact(text, "a number")


def parse_percentage(text: str) -> Fraction | LiteralError:
    """`60%`, `1 percentage point`, as parts of one: 60% is 3/5."""
    if not _PERCENT.search(text):
        number = _exact(text, "a percentage")
        return (
            number if isinstance(number, LiteralError) else LiteralError(f"`{text}` has no %", _percent(number, text))
        )
    number = _exact(_PERCENT.sub("", text), "a percentage")
    return number if isinstance(number, LiteralError) else number / 100


def _percent(number: Fraction, text: str) -> str:
    """What to write for a bare number: up to 1 it may be a part of one, as a spreadsheet holds 60% as 0.6."""
    if not 0 < abs(number) <= 1:
        return f"write `{text}%`"
    part = format_value(number, Kind.PERCENTAGE)
    return f"write `{part}` if it is a part of one, as in a spreadsheet, and `{text}%` if it is a percentage already"


def parse_ratio(text: str) -> Ratio | LiteralError:
    """`60:40`."""
    parts = re.split(r"\s*:\s*", text)
    if len(parts) != 2:
        return not_a(text, "ratio", "60:40")
    left, right = _digits(parts[0]), _digits(parts[1])
    if isinstance(left, LiteralError):
        return left
    if isinstance(right, LiteralError):
        return right
    if left < 0 or right < 0:
        return LiteralError(f"`{text}` has a part below 0", "write it like `60:40`")
    return Ratio(left, right)


def parse_duration(text: str) -> Duration | LiteralError:
    """`25 days`, `10 working days`, `600 hours`, `18 months`, `no limit`; a week is 7 days and a year 12 months."""
    if text.casefold() in _NO_LIMIT:
        return Duration(NO_LIMIT, Unit.MONTHS)
    match = _DURATION.fullmatch(text)
    if match is None:
        return not_exact(text, "a duration") or LiteralError(f"`{text}` is not a duration", "write it like `25 days`")
    amount = _digits(match["amount"])
    if isinstance(amount, LiteralError):
        return not_exact(text, "a duration") or amount
    word = " ".join(match["unit"].casefold().replace("business day", "working day").split())
    unit = UNITS.get(word) or UNITS.get(word.removesuffix("s"))
    if unit is None:
        hint = did_you_mean(word, [f"{u}s" for u in UNITS]) or "write hours, days, working days, weeks, months or years"
        return LiteralError(f"`{match['unit'].strip()}` is not a unit of time", hint)
    times, base = unit
    if base is not Unit.HOURS and (amount * times).denominator != 1:
        return LiteralError(f"`{text}` is not a whole number of {base}", f"write whole {base}")
    return Duration(amount * times, base)


def parse_text(text: str) -> str:
    """The text, without the one pair of quotes (straight or curly) that may enclose it."""
    inner = text.strip()
    if len(inner) >= 2 and inner[0] in '"“„' and inner[-1] in '"”“' and not re.search('["“”]', inner[1:-1]):
        return inner[1:-1]
    return text


def parse_code(text: str) -> str | LiteralError:
    """The phrase, its blanks single. Whether the code list has it is for the caller to look up."""
    phrase = " ".join(text.split())
    return phrase or LiteralError("the code is missing", "write one of the code list's phrases")


def parse_classification(text: str) -> Classification | LiteralError:
    """`CPV 85000000`; the scheme may be left out and a check digit is dropped."""
    match = _CLASSIFICATION.fullmatch(text)
    scheme = (match["scheme"] or "CPV").upper() if match else "CPV"
    if match is None or (scheme == "CPV" and not re.fullmatch("[0-9]{8}", match["code"])):
        return LiteralError(f"`{text}` is not a CPV code", "CPV codes have 8 digits: `CPV 85000000`")
    return Classification(scheme, match["code"])


def _exact(text: str, what: str) -> Fraction | LiteralError:
    number = _digits(text)
    return (not_exact(text, what) or number) if isinstance(number, LiteralError) else number


def _between(low: str, high: str, parse: "Callable[[str], Scalar | LiteralError]") -> Value | LiteralError:
    a, b = parse(low), parse(high)
    if isinstance(a, LiteralError):
        return a
    if isinstance(b, LiteralError):
        return b
    ends = _rank(a), _rank(b)
    if ends[0][0] != ends[1][0]:
        return LiteralError(f"`{low}` and `{high}` are not in the same unit", "write both ends of a range in one unit")
    if ends[0][1] > ends[1][1]:
        return LiteralError(f"the range from `{low}` to `{high}` ends before it starts", "write the lower end first")
    return Between(a, b)


def _rank(value: Scalar) -> tuple[object, Fraction]:
    """What a value's unit is, and where the value stands among those of that unit."""
    match value:
        case Money(currency, unstated, excluding, including):
            stated = next(a for a in (unstated, excluding, including) if a is not None)
            return (currency, *(a is None for a in (unstated, excluding, including))), stated
        case Duration(amount, unit):
            return unit, amount
        case Ratio(left, right):
            return None, left / right if right else NO_LIMIT
        case Moment(day, second):
            return None, Fraction(day.toordinal()) + Fraction(second or 0, 86400)
        case Fraction():
            return None, value
        case _:
            raise TypeError(f"{value!r} has no order")


_PARSERS: "dict[Kind, Callable[[str], Scalar | LiteralError]]" = {
    Kind.YES_NO: parse_yes_no,
    Kind.NUMBER: parse_number,
    Kind.PERCENTAGE: parse_percentage,
    Kind.RATIO: parse_ratio,
    Kind.MONEY: parse_money,
    Kind.DATE: parse_date,
    Kind.DURATION: parse_duration,
    Kind.CODE: parse_code,
    Kind.CLASSIFICATION: parse_classification,
}
_ORDERED = (Kind.NUMBER, Kind.PERCENTAGE, Kind.RATIO, Kind.MONEY, Kind.DATE, Kind.DURATION)
