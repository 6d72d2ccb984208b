"""The corner of the vocabulary that generated policies and tenders speak of, and small sets of values for it.

The sets are small on purpose, and the policy draws from the same as the tender: comparisons meet at their boundary.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from random import Random
from typing import Literal, TypeVar

from policyspec.model.types import Kind, Type, code
from policyspec.model.values import (
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
from policyspec.model.vocabulary import FactInfo, standard

T = TypeVar("T")

OWN = (
    FactInfo("lot", "carbon_balance", "carbon balance", Type(Kind.NUMBER), "", plural="carbon balances", own=True),
    FactInfo("lot", "local_margin", "local margin", Type(Kind.PERCENTAGE), "", plural="local margins", own=True),
    FactInfo("tender", "carbon_plan", "carbon plan", code("carbon plans"), "", own=True),
)
OWN_CODES = (("carbon plans", ("drafted", "agreed", "published")),)
VOCABULARY = standard().with_own(OWN, dict(OWN_CODES))

#: What is spoken of: entity → facts, those that everything else needs first.
SPOKEN: dict[str, tuple[str, ...]] = {
    "tender": (
        "estimated_value", "budget", "publication_date", "submission_deadline", "contract_start_date",
        "contract_length", "payment_period", "procedure", "urgent", "bid_pages", "budget_change", "payment_at_risk",
        "main_cpv_code", "description", "reason_for_not_dividing_into_lots", "maximum_lots_per_supplier", "lots",
        "criteria", "criteria_groups", "outcomes", "parties", "risks", "related_purchases", "areas",
        "alternative_forms", "buyer", "provider", "suitable_for_smes", "carbon_plan",
    ),
    "lot": (
        "value", "cpv_code", "area", "suitable_for_smes", "contract_length", "payment_period", "criteria",
        "low_bid_steps", "carbon_balance", "local_margin",
    ),
    "criterion": ("kind", "theme", "weight", "relevant", "pass_mark", "minimum_score", "rank"),
    "criteria_group": ("weight", "kind", "members"),
    "member": ("weight", "criterion"),
    "outcome": ("kind", "measure", "due_date", "criterion", "cost", "paid", "lead_time", "levers"),
    "party": ("role", "sector", "pain_share", "gain_share", "cap", "fee", "seated"),
    "risk": ("kind", "owner", "managers", "cap", "mitigation"),
    "related_purchase": ("value", "date", "cpv_code"),
    "buyer": ("type", "country", "region", "yearly_payments"),
    "provider": ("sector", "services"),
}  # fmt: skip

PERCENTAGES = (*tuple(Fraction(n, 100) for n in (0, 5, 10, 20, 25, 30, 40, 50, 60, 70, 75, 100)), Fraction(1, 3))
AMOUNTS = tuple(Fraction(n) for n in (0, 1, 100_000, 200_000, 300_000, 500_000, 600_000, 1_000_000))
NUMBERS = tuple(Fraction(n) for n in (0, 1, 2, 3, 4, 5, 10))
LENGTHS = {
    Unit.DAYS: (0, 1, 7, 25, 28, 30, 31, 60, 365),
    Unit.HOURS: (0, 24, 48, 600),
    Unit.WORKING_DAYS: (0, 1, 5, 10, 20),
    Unit.MONTHS: (0, 1, 2, 3, 12),
}
DAYS = tuple(
    date.fromisoformat(day)
    for day in (
        "2024-01-31", "2024-02-29", "2024-03-01", "2025-12-24", "2025-12-31", "2026-01-30", "2026-02-28", "2026-03-31",
        "2026-04-07",
    )
)  # fmt: skip
#: The same, of which some come often, so that the time between two is one that a policy names.
OFTEN_DAYS = DAYS + 3 * tuple(day for day in DAYS if date(2025, 12, 1) < day < date(2026, 3, 1))
#: Every timeline covers these days and those between; many cover no more.
HERE_ON = (date(2024, 1, 1), date(2027, 12, 31))
#: Days on which some timeline may have no value. A judged date that is missing is never filled in with one.
UNCOVERED = (date(2023, 12, 31), date(2028, 1, 1))
CODES_OF_CPV = ("85000000", "85300000", "85310000", "45000000", "45210000")
TEXTS = ("visits per quarter", "no measure yet", "Care at home", " ", "in-house team", "leisure")
COUNTRIES, REGIONS = ("GB", "GB", "IE", "FR", "Ruritania"), ("England", "Scotland", "NIR", "Yorkshire")
#: Few codes of each list, so that items agree now and then.
KEPT_CODES = 3


@dataclass(frozen=True, slots=True)
class Dims:
    """The dimensions in which one case speaks: basis and currency of amounts, offset of times.

    `foreign`: tender and policy mix currencies and bases. Then every amount of the tender is stated, since the law
    speaks of filling an amount in the currency and on the basis that the tender uses.
    """

    style: Literal["excluding", "including", "both", "unstated"]
    foreign: bool
    offset: int | None

    @property
    def basis(self) -> Vat:
        return Vat.INCLUDING if self.style == "including" else Vat.EXCLUDING


def dims(rng: Random) -> Dims:
    style = rng.choice(("excluding", "excluding", "including", "both", "unstated"))
    return Dims(style, rng.random() < 0.18, rng.choice((None, 60)))  # type: ignore[arg-type]


def info(owner: str, key: str) -> FactInfo:
    return VOCABULARY.facts[owner, key]


def spoken(owner: str) -> list[FactInfo]:
    return [info(owner, key) for key in SPOKEN[owner]]


def tender_amount(rng: Random, amount: Fraction, at: Dims) -> Money:
    """An amount as the tender writes it."""
    style = rng.choice(("excluding", "including", "unstated")) if at.foreign else at.style
    currency = "EUR" if at.foreign and rng.random() < 0.2 else "GBP"
    match style:
        case "both":
            return Money(currency, excluding=amount, including=amount * 6 / 5)
        case "unstated":
            return Money(currency, unstated=amount)
        case _:
            return Money.of(currency, amount, Vat(f"{style} VAT"))


def policy_amount(rng: Random, amount: Fraction, at: Dims) -> Money:
    """An amount as the policy writes it: on no basis, or on the tender's."""
    bases: Sequence[Vat | None] = (None, *Vat) if at.foreign else (None, at.basis)
    return Money.of("EUR" if at.foreign and rng.random() < 0.1 else "GBP", amount, rng.choice(bases))


def scalar(rng: Random, type_: Type, at: Dims, *, policy: bool = False, taste: str = "any", key: str = "") -> Value:
    """A value of a type. `taste`: the least or the most that there is, or any."""
    match type_.kind:
        case Kind.YES_NO:
            return rng.random() < 0.5
        case Kind.NUMBER:
            return _number(rng, type_, NUMBERS, taste)
        case Kind.PERCENTAGE:
            return _number(rng, type_, PERCENTAGES, taste)
        case Kind.MONEY:
            amount = _number(rng, type_, AMOUNTS, taste)
            return policy_amount(rng, amount, at) if policy else tender_amount(rng, amount, at)
        case Kind.RATIO:
            left = rng.choice(PERCENTAGES)
            return Ratio(left * 100, 100 - left * 100)
        case Kind.DATE:
            return moment(rng, at, taste, timed=not policy)
        case Kind.DURATION:
            return _duration(rng, taste, key)
        case _:
            return _named(rng, type_, key)


def _number(rng: Random, type_: Type, choices: tuple[Fraction, ...], taste: str) -> Fraction:
    fitting = [c for c in choices if type_.lo is None or c >= type_.lo]
    if type_.lo is None:
        fitting += [-c for c in choices]
    if taste == "least":
        return min(fitting)
    if taste == "most":
        return type_.hi if type_.hi is not None else Fraction(10**9)
    return rng.choice(fitting)


def moment(rng: Random, at: Dims, taste: str = "any", *, timed: bool = True) -> Moment:
    day = {"least": min(DAYS), "most": max(DAYS)}.get(taste) or rng.choice(OFTEN_DAYS)
    if not timed or rng.random() < 0.65:
        return Moment(day)
    return Moment(day, rng.choice((0, 12 * 3600)), at.offset)


def _duration(rng: Random, taste: str, key: str) -> Duration:
    # Shares and totals of times in unlike units are ranges even on complete data: lead times keep to days.
    unit = Unit.DAYS if key == "lead_time" else rng.choice((Unit.DAYS, Unit.DAYS, *Unit))
    choices = LENGTHS[unit]
    amount = {"least": min(choices), "most": 10_000}.get(taste)
    return Duration(Fraction(rng.choice(choices) if amount is None else amount), unit)


def _named(rng: Random, type_: Type, key: str) -> Scalar:
    if type_.kind is Kind.CODE:
        return rng.choice(codes(type_))
    if type_.kind is Kind.CLASSIFICATION:
        return Classification("CPV", rng.choice(CODES_OF_CPV))
    return rng.choice({"country": COUNTRIES, "region": REGIONS}.get(key, TEXTS))


def codes(type_: Type) -> tuple[str, ...]:
    return VOCABULARY.codes[type_.codes or ""][:KEPT_CODES]


def reference(rng: Random, paths: Sequence[str]) -> ItemRef | None:
    """A reference to one of some items, where there is one."""
    return ItemRef(rng.choice(paths)) if paths else None
