"""Numbers as people write them, read and spelt exactly: `1,250`, `12.5`, `about 33.3333`."""

import re
from fractions import Fraction

from policyspec.base.dataclasses import dataclass
from policyspec.base.patterns import pattern

MOST_DIGITS = 18
MOST_DECIMALS = 6

_PLAIN = pattern(r"([-−]?)([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?")
_MISGROUPED = pattern(r"[0-9][0-9,]*,[0-9,]*(?:\.[0-9]+)?")
_DECIMAL_COMMA = pattern(r"([0-9]{1,3}),([0-9]{1,2})")
_EXPONENT = pattern(r"[0-9.,]+[eE][-+]?[0-9]+")
_IN_WORDS = pattern(r"([0-9][0-9.,]*)\s*(k|m|mn|bn|b|thousand|million|billion)\b\.?", re.IGNORECASE)
_CONTINENTAL = pattern(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_SPACED = pattern(r"[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?")
_SCALE = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "b": 9, "bn": 9, "billion": 9}


_APPROXIMATE = pattern(
    r"(?:c\.|ca\.|(?:ca|circa|approx\.?|approximately|about|around|roughly|up to)(?!\w)|~|<|>)\s*(.*)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class LiteralError:
    """Why a text is not a value of the type wanted, and what to write instead."""

    message: str
    hint: str | None = None


def parse_number(text: str) -> Fraction | LiteralError:
    """`3`, `1,250`, `12.5`: at most 18 digits before the point and 6 after it."""
    plain = _PLAIN.fullmatch(text)
    if plain is None:
        return not_a_number(text)
    sign, whole, decimals = plain.group(1), plain.group(2).replace(",", ""), plain.group(3) or ""
    if len(whole) > MOST_DIGITS:
        return LiteralError(f"`{text}` has {len(whole)} digits", f"numbers have at most {MOST_DIGITS} digits")
    if len(decimals) > MOST_DECIMALS:
        return LiteralError(f"`{text}` has {len(decimals)} decimal places", f"write at most {MOST_DECIMALS}")
    value = Fraction(int(whole + decimals), 10 ** len(decimals))
    return -value if sign else value


def not_a_number(text: str) -> LiteralError:
    """What is wrong with a text that should be a number, and what to write."""
    if not text:
        return LiteralError("the number is missing", "write it with the digits 0 to 9")
    if any(c.isdigit() and not c.isascii() for c in text):
        return LiteralError(f"`{text}` is not written with the digits 0 to 9", "write it with the digits 0 to 9")
    if _EXPONENT.fullmatch(text):
        return LiteralError(f"`{text}` is a number in powers of ten", _in_full(text))
    if match := _IN_WORDS.fullmatch(text):
        return LiteralError(f"`{text}` is not written out in full", _scaled(match.group(1), match.group(2).lower()))
    if _CONTINENTAL.fullmatch(text):
        whole, _, decimals = text.replace(".", "").partition(",")
        return LiteralError(
            f"`{text}` has its point and comma the other way round", f"write `{_grouped(whole, decimals)}`"
        )
    if decimal := _DECIMAL_COMMA.fullmatch(text):
        return LiteralError(f"`{text}` has a comma for its point", f"write `{decimal[1]}.{decimal[2]}`")
    if _MISGROUPED.fullmatch(text) or _SPACED.fullmatch(text):
        whole, _, decimals = text.replace(",", "").replace(" ", "").partition(".")
        return LiteralError(
            f"the digits of `{text}` are {'not in groups of three' if ' ' not in text else 'set apart by blanks'}",
            f"if it is one number, write `{_grouped(whole, decimals)}`",
        )
    return LiteralError(f"`{text}` is not a number", "write it with the digits 0 to 9, like `1,250` or `12.5`")


def not_exact(text: str, what: str) -> LiteralError | None:
    """`c. £2m` says roughly how much; a rule needs to know exactly."""
    if not _APPROXIMATE.fullmatch(text):
        return None
    return LiteralError(
        f"`{text}` does not state {what} exactly", f"write {what}, or a range with `to` between its ends"
    )


def not_a(text: str, what: str, example: str) -> LiteralError:
    return LiteralError(f"`{text}` is not {'an' if what[0] in 'aeiou' else 'a'} {what}", f"write it like `{example}`")


def written_out(text: str) -> Fraction | None:
    """The number that a text means, written in full or in words: `1,250`, `1.2m`, `100k`; None where it is none."""
    match = _IN_WORDS.fullmatch(text)
    number = parse_number(match[1].rstrip(".") if match else text)
    if isinstance(number, LiteralError):
        return None
    return number * 10 ** _SCALE[match[2].lower()] if match else number


def spell_number(value: Fraction) -> str:
    """`1,250`, `12.5`; a value without a finite decimal is rounded to 4 places: `about 0.3333`."""
    digits = finite_decimal(value)
    return digits if digits is not None else about(value)


def about(value: Fraction) -> str:
    return f"about {finite_decimal(round(value, 4))}"


def finite_decimal(value: Fraction) -> str | None:
    """The exact decimal, thousands grouped, or None where it has no end."""
    places = _places(value.denominator)
    if places is None:
        return None
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    whole, decimals = (digits[:-places], digits[-places:]) if places else (digits, "")
    return ("-" if value < 0 else "") + _grouped(whole, decimals)


def _places(denominator: int) -> int | None:
    """Decimal places that a fraction in lowest terms with this denominator needs."""
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None


def _grouped(whole: str, decimals: str) -> str:
    grouped = f"{int(whole[:40]):,}"
    return f"{grouped}.{decimals}" if decimals else grouped


def _in_full(text: str) -> str:
    mantissa, power = re.split("[eE]", text)
    if len(power) > 3 or not -MOST_DECIMALS <= int(power) <= MOST_DIGITS:
        return "write it in full"
    return _scaled(mantissa, int(power))


def _scaled(digits: str, power: str | int) -> str:
    exponent = _SCALE[power] if isinstance(power, str) else power
    number = parse_number(digits.rstrip("."))
    if isinstance(number, LiteralError):
        return "write it in full"
    return f"write it in full: `{finite_decimal(number * Fraction(10) ** exponent)}`"
