"""What an amount on one VAT basis comes to on the other, by bounds.

VAT takes nothing off an amount, and adds no more than the highest rate of it: an amount A excluding VAT is, at a rate
of r at most, from A to A x (1 + r) including it. Where no highest rate is known there is no upper bound.
"""

from fractions import Fraction

from policyspec.base.dataclasses import dataclass
from policyspec.model.ranges import Amounts, Interval
from policyspec.model.values import Vat

_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Reached:
    """An amount on the basis on which it is stated, and what it comes to on that of another, which is `beside` it."""

    currency: str
    stated: Vat
    amount: Interval
    wanted: Vat
    on_wanted: Interval
    beside: Interval
    rate: Fraction | None


def reached(left: Amounts, right: Amounts, highest_rate: Fraction | None) -> Reached:
    """The left on the right's basis. Each of them has one, and they are not the same."""
    (stated, amount), (wanted, beside) = next(iter(left.on.items())), next(iter(right.on.items()))
    assert isinstance(stated, Vat)
    assert isinstance(wanted, Vat)
    on_wanted = on_basis(amount, stated, wanted, highest_rate)
    return Reached(left.currency or right.currency or "", stated, amount, wanted, on_wanted, beside, highest_rate)


def on_basis(amount: Interval, stated: Vat, wanted: Vat, highest_rate: Fraction | None) -> Interval:
    """The range on the wanted basis of an amount stated on a basis. The rate is in parts of one: 20% is 1/5."""
    if stated is wanted:
        return amount
    most = None if highest_rate is None else 1 + highest_rate
    match wanted:
        case Vat.INCLUDING:
            return amount.times(Interval(_ONE, most))
        case Vat.EXCLUDING:
            return amount.times(Interval(Fraction(0) if most is None else 1 / most, _ONE))
