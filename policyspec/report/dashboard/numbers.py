"""Numbers as the page writes them: exact, but for shares."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from policyspec.report.html.elements import Content, el, items
from policyspec.report.summary import Amount

_SUMS = 2  # of a cell: a tender's value has a currency and a basis


def number(value: int) -> str:
    """`12,500`."""
    return f"{value:,}"


def counted(value: int, noun: str, plural: str | None = None) -> str:
    """`no tenders`, `1 tender`, `12,500 tenders`."""
    return f"{number(value) if value else 'no'} {noun if value == 1 else plural or noun + 's'}"


def share(part: int, whole: int) -> str:
    """A share to a tenth of a percent; what is not nothing or all is never written as if it were."""
    if not whole:
        return "–"
    tenths = round(Fraction(part * 1000, whole))
    if part and not tenths:
        return "under 0.1%"
    if part != whole and tenths == 1000:
        return "over 99.9%"
    return f"{tenths // 10}.{tenths % 10}%"


def plain(amount: Decimal) -> str:
    """`1,250,000`, `1,250.50`: all the digits that it has, of money at least two after the point or none."""
    if amount == amount.to_integral_value():
        return f"{amount.to_integral_value():,f}"
    written = f"{amount:,f}".rstrip("0")
    return written if len(written.partition(".")[2]) > 1 else f"{amount:,.2f}"


def sums(amounts: Sequence[Amount]) -> Content:
    """Sums of money for a cell, the most tenders first; no currency or basis is added to another."""
    told = [f"{one.currency} {plain(one.amount)} {one.vat}" for one in by_tenders(amounts)]
    rest = len(told) - _SUMS
    if not told:
        return "–"
    if len(told) == 1:
        return el("div", told[0], class_="sum")
    return items([*told[:_SUMS], *([f"and {counted(rest, 'more sum')}"] if rest > 0 else [])], class_="sums sum")


def by_tenders(amounts: Sequence[Amount]) -> list[Amount]:
    """The sums that speak of most tenders first."""
    return sorted(amounts, key=lambda one: (-one.tenders, one.currency, one.vat))
