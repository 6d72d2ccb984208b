"""Exact values, as a tender states them and a policy writes them.

A value of each type is held as:

    yes/no          bool
    number          Fraction (`NO_LIMIT` for a stated "no limit")
    percentage      Fraction, parts of one: 60% is 3/5
    ratio           Ratio
    money           Money
    date            Moment
    duration        Duration (`NO_LIMIT` months for one without an end)
    text, code      str (a code is its phrase in the vocabulary: `open procedure`)
    classification  Classification
    item            ItemRef (a reference to an item elsewhere in the tender)

Any of the ordered ones may instead be a `Stated range`: Between(low, high), both ends included.
"""

import datetime
from enum import StrEnum
from fractions import Fraction

from policyspec.base.dataclasses import dataclass

#: A stated "no limit": above every number that can be written (18 digits), and equal to itself.
NO_LIMIT = Fraction(10**30)


class Vat(StrEnum):
    """The VAT basis of an amount."""

    EXCLUDING = "excluding VAT"
    INCLUDING = "including VAT"


@dataclass(frozen=True, slots=True)
class Ratio:
    """`60:40`. Compared by cross-multiplication; never divided."""

    left: Fraction
    right: Fraction


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency on the bases on which it is stated.

    At least one of the three is set. `unstated` is the amount without a basis; a tender may state
    both `excluding` and `including`.
    """

    currency: str
    unstated: Fraction | None = None
    excluding: Fraction | None = None
    including: Fraction | None = None

    @staticmethod
    def of(currency: str, amount: Fraction, vat: Vat | None = None) -> "Money":
        match vat:
            case None:
                return Money(currency, unstated=amount)
            case Vat.EXCLUDING:
                return Money(currency, excluding=amount)
            case Vat.INCLUDING:
                return Money(currency, including=amount)

    def on(self, basis: Vat | None) -> Fraction | None:
        """The amount on a basis (None: stated without one), or None where it is not stated on it."""
        match basis:
            case None:
                return self.unstated
            case Vat.EXCLUDING:
                return self.excluding
            case Vat.INCLUDING:
                return self.including


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A calendar day in the buyer's zone, with a time of that day and an offset where they are known.

    `second` counts from midnight in the buyer's zone; `offset` is minutes east of UTC.
    """

    day: datetime.date
    second: int | None = None
    offset: int | None = None


class Unit(StrEnum):
    """Units of duration. A week is 7 days and a year 12 months before they get here."""

    DAYS = "days"
    HOURS = "hours"
    WORKING_DAYS = "working days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Duration:
    amount: Fraction
    unit: Unit


@dataclass(frozen=True, slots=True)
class Classification:
    """A code of a hierarchical scheme; for CPV eight digits without the check digit."""

    scheme: str
    code: str

    def within(self, other: "Classification") -> bool:
        """Whether this stands at or below the other in its hierarchy (trailing zeros are its open places)."""
        stem = other.code.rstrip("0") if len(other.code) == 8 else other.code
        return self.scheme == other.scheme and self.code.startswith(stem[:8].ljust(2, "0"))


@dataclass(frozen=True, slots=True)
class ItemRef:
    """A reference to an item of the tender by its path (`lots[0].criteria[1]`)."""

    path: str


Scalar = bool | Fraction | Ratio | Money | Moment | Duration | str | Classification | ItemRef


@dataclass(frozen=True, slots=True)
class Between:
    """A stated range (`50% to 60%`), both ends included."""

    low: Scalar
    high: Scalar


Value = Scalar | Between
