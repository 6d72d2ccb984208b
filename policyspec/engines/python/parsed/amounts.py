"""Amounts as they stand in a parsed document, exact. What is not plain is refused."""

import re
from collections.abc import Callable
from fractions import Fraction
from operator import eq, ge, gt, le, lt
from typing import Any, NoReturn

from policyspec.base.dataclasses import dataclass
from policyspec.model.currencies import CURRENCIES
from policyspec.model.numerals import MOST_DECIMALS, MOST_DIGITS
from policyspec.model.values import Vat

TOO_LARGE = 10**MOST_DIGITS
WRITTEN = re.compile(rf"[0-9]{{1,{MOST_DIGITS}}}(?:\.[0-9]{{1,{MOST_DECIMALS}}})?")
_MILLION: int = 10**MOST_DECIMALS
_SURE = 10**15  # below it a number with a point that is a whole one is just that


class NotPlainError(Exception):
    """What a document states is not as plain as the code takes it to be."""


#: What comes of a document that is not of the shape that the code takes it to be.
REFUSALS = (NotPlainError, LookupError, TypeError, AttributeError, ValueError, ArithmeticError)


def refuse() -> NoReturn:
    raise NotPlainError


def exact(number: Any) -> int | Fraction:  # noqa: ANN401 - whatever stands there
    """An amount above zero as it is written: of a number that JSON has with a point, the shortest decimal."""
    if _is_whole(number):
        return int(number)
    if number is True or number is False:
        refuse()
    text = repr(number)
    if not WRITTEN.fullmatch(text):
        refuse()
    units, _, decimals = text.partition(".")
    return Fraction(int(units + decimals), 10 ** len(decimals)) or refuse()


def some(number: Any) -> bool:  # noqa: ANN401
    """Whether an amount is above zero. One of a size that is not read is refused."""
    if _is_whole(number):
        return True
    return number != 0 and (bool(WRITTEN.fullmatch(repr(number))) or refuse())


def _is_whole(number: Any) -> bool:  # noqa: ANN401
    """Whether an amount is a whole number and above zero, with a point or without one."""
    return number is not True and 0 < number < _SURE and (number.__class__ is int or number.is_integer())


def _amount(number: Any) -> int | Fraction | None:  # noqa: ANN401
    """An amount; None where there is none, for which notices write 0 as well."""
    return None if number is None or (number == 0 and number is not False) else exact(number)


def _amounts(amount: object, gross: object) -> tuple[int | Fraction | None, int | Fraction | None]:
    """An amount, and that including VAT. A text in place of either cannot be read, and then neither counts."""
    if isinstance(amount, str) or isinstance(gross, str):
        return None, None
    return _amount(amount), _amount(gross)


@dataclass(frozen=True, slots=True, eq=False)
class OnBoth:
    """An amount excluding and including VAT, in millionths, to be added to and compared with others on both.

    What comes out one way on the one and the other way on the other is refused, and so is what stands on one alone.
    """

    net: int
    gross: int

    def __add__(self, other: object) -> "OnBoth":
        one = _on_both(other)
        return OnBoth(self.net + one.net, self.gross + one.gross)

    def __mul__(self, factor: int) -> "OnBoth":
        return OnBoth(factor * self.net, factor * self.gross)

    __radd__, __rmul__ = __add__, __mul__

    def _compared(self, compare: Callable[[int, int], bool], other: object) -> bool:
        one = _on_both(other)
        found = compare(self.net, one.net)
        return found if compare(self.gross, one.gross) is found else refuse()

    def __eq__(self, other: object) -> bool:
        return self._compared(eq, other)

    def __lt__(self, other: object) -> bool:
        return self._compared(lt, other)

    def __le__(self, other: object) -> bool:
        return self._compared(le, other)

    def __gt__(self, other: object) -> bool:
        return self._compared(gt, other)

    def __ge__(self, other: object) -> bool:
        return self._compared(ge, other)

    __hash__ = None  # type: ignore[assignment]


def _on_both(number: object) -> OnBoth:
    """Nothing is nothing on both bases; any other amount on one basis cannot be told on the other."""
    return number if isinstance(number, OnBoth) else OnBoth(0, 0) if number == 0 else refuse()


def stated(amount: object, gross: object, currency: object) -> int | Fraction | OnBoth | None:
    """An amount on one basis or on both; None where it is not stated, or in no currency."""
    if gross is None and currency is not None and amount and not isinstance(amount, str):
        return exact(amount)
    net, whole = _amounts(amount, gross)
    if currency is None or (net is None and whole is None):
        return None
    if net is None:
        refuse()
    return net if whole is None else OnBoth(_millionths(net), _millionths(whole))


def _millionths(amount: int | Fraction) -> int:
    """An amount as a whole number of the smallest parts that are read."""
    return _MILLION * amount.numerator // amount.denominator


def excluding(amount: object, gross: object, currency: object, basis: object) -> int | Fraction | None:
    """An amount excluding VAT."""
    if currency is None or isinstance(amount, str) or isinstance(gross, str):
        return None
    net, beside = _amount(amount), gross is not None and some(gross)
    if net is None and not beside:
        return None
    return net if net is not None and (beside or basis is Vat.EXCLUDING) else refuse()


def including(amount: object, gross: object, currency: object, basis: object) -> int | Fraction | None:
    """An amount including VAT."""
    net, whole = _amounts(amount, gross)
    if currency is None or (net is None and whole is None):
        return None
    return whole if whole is not None else net if basis is Vat.INCLUDING else refuse()


def foreign(currency: object) -> None:
    """What can be told of an amount in another currency: nothing."""
    if currency is not None and currency not in CURRENCIES:
        refuse()
