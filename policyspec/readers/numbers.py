"""Numbers as notices write them: exact, of a size that means something, or one so large that it means no limit."""

import re
from fractions import Fraction

from policyspec.base.remembered import remembered
from policyspec.model.literals import LiteralError
from policyspec.model.numerals import MOST_DECIMALS, MOST_DIGITS

NUMBER = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?")
#: What stands for "no limit": the largest numbers of 32 and 64 bits, and rows of nines.
_LARGEST = {2**31 - 1, 2**32 - 1, 2**63 - 1}
_NINES = re.compile(r"9{6,}(?:\.0+)?")


@remembered
def exact(written: str) -> Fraction | LiteralError:
    """The exact value of a number of at most 18 digits before the point and 6 after it."""
    match = NUMBER.fullmatch(written)
    if match is None:
        return LiteralError(f"`{written[:40]}` is not a number")
    return _in_full(*match.groups(default=""), written=written)


def whole(value: Fraction | LiteralError, written: str) -> Fraction | LiteralError:
    """The number, where it is a whole one: `1.0` is 1."""
    if isinstance(value, Fraction) and value.denominator != 1:
        return LiteralError(f"`{written[:40]}` is not a whole number")
    return value


def means_no_limit(written: str) -> bool:
    """Whether a number is so large that it can only stand for none."""
    match = NUMBER.fullmatch(written)
    if match is None or match[1]:
        return False
    return bool(
        _NINES.fullmatch(written)
        or len(match[2]) + int((match[4] or "0")[:6]) > MOST_DIGITS
        or int(match[2][:25]) in _LARGEST
    )


def _in_full(sign: str, units: str, decimals: str, exponent: str, *, written: str) -> Fraction | LiteralError:
    digits, point = (units + decimals).lstrip("0"), len(decimals) - int(exponent[:6] or 0)
    digits, point = _without_trailing_zeros(digits, point)
    if not digits:
        return Fraction(0)
    if len(digits) - point > MOST_DIGITS:
        return LiteralError(f"`{written[:40]}` has more than {MOST_DIGITS} digits")
    if point > MOST_DECIMALS:
        return LiteralError(f"`{written[:40]}` has more than {MOST_DECIMALS} decimal places")
    value = Fraction(int(digits)) * Fraction(10) ** -point
    return -value if sign else value


def _without_trailing_zeros(digits: str, point: int) -> tuple[str, int]:
    """Drops zeros after the decimal point; `point` counts the decimals, and is negative for whole tens."""
    trimmed = digits.rstrip("0")
    dropped = min(len(digits) - len(trimmed), max(point, 0))
    return digits[: len(digits) - dropped], point - dropped
