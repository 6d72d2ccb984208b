"""Of which buyer, month, region and category a tender is, and what it is worth: what an audit groups by.

Two ways to one answer: by a query, over the columns of a dataset, and from a tender itself, where it does not fit them.
"""

from collections.abc import Set as AbstractSet
from datetime import date
from fractions import Fraction

from policyspec.base.dataclasses import dataclass
from policyspec.model.columns import (
    CURRENCY,
    EXCLUDING,
    IDENTITY,
    INCLUDING,
    SOURCE,
    UNFIT,
    UNSTATED,
    Storage,
    decimal,
    joined,
)
from policyspec.model.facts import Item, Stated, Tender
from policyspec.model.keys import identity
from policyspec.model.values import Moment, Money, Vat

#: A tender's day is the first of these that is stated.
DAYS = ("publication_date", "dispatch_date")
#: Its region, likewise: where the service is given, else where the buyer sits.
_REGION = ("delivery_area", "buyer__region")
#: On which VAT basis its value stands, and what that is called. A value on several is taken on the first.
BASES = {EXCLUDING: "excluding VAT", INCLUDING: "including VAT", UNSTATED: "basis not stated"}

#: The columns of a description, with their types in SQL.
COLUMNS = {
    "source": "VARCHAR",
    "ocid": "VARCHAR",
    "buyer": "VARCHAR",
    "date": "DATE",
    "month": "VARCHAR",
    "region": "VARCHAR",
    "category": "VARCHAR",
    "value": "DECIMAL(18, 4)",
    "currency": "VARCHAR",
    "vat": "VARCHAR",
    "beside": "VARCHAR",
}


@dataclass(frozen=True, slots=True)
class Description:
    """What is told of a tender beside its verdicts, as the columns of `COLUMNS`, decimals and days as text."""

    source: str
    ocid: str
    buyer: str | None
    date: str | None
    month: str | None
    region: str | None
    category: str | None
    value: str | None
    currency: str | None
    vat: str | None
    beside: str | None  # why the query does not hold it


def selection(available: AbstractSet[str]) -> str:
    """The columns of `COLUMNS`, from those that a dataset has: what stands after SELECT."""
    day = _first([name for name in DAYS if name in available], "DATE")
    amounts = [joined("estimated_value", basis) for basis in BASES]
    value = _first([name for name in amounts if name in available], COLUMNS["value"])
    stated = [(name, said) for name, said in zip(amounts, BASES.values(), strict=True) if name in available]
    cases = " ".join(f"WHEN {name} IS NOT NULL THEN '{said}'" for name, said in stated)
    columns = {
        "source": SOURCE,
        "ocid": IDENTITY,
        "buyer": _text("buyer__name", available),
        "date": day,
        "month": f"strftime({day}, '%Y-%m')",
        "region": _first([name for name in _REGION if name in available], "VARCHAR"),
        "category": _text("category", available),
        "value": value,
        "currency": f"CASE WHEN {value} IS NOT NULL THEN {_text(joined('estimated_value', CURRENCY), available)} END",
        "vat": f"CASE {cases} END" if cases else "NULL",
        "beside": _text(UNFIT, available),
    }
    return ", ".join(f"CAST({text} AS {COLUMNS[name]}) AS {name}" for name, text in columns.items())


def _text(name: str, available: AbstractSet[str]) -> str:
    return name if name in available else "NULL"


def _first(names: list[str], type_: str) -> str:
    return f"COALESCE({', '.join([*names, f'CAST(NULL AS {type_})'])})"


def described(tender: Tender, beside: str | None) -> Description:
    """The same of a tender itself. A value that the column does not hold counts as none."""
    root = tender.root
    day = next((found for name in DAYS if (found := _day(root, name)) is not None), None)
    value, currency, vat = _value(root)
    return Description(
        tender.source,
        identity(tender),
        _said(root.records.get("buyer"), "name"),
        None if day is None else day.isoformat(),
        None if day is None else day.isoformat()[:7],
        _said(root, "delivery_area") or _said(root.records.get("buyer"), "region"),
        _said(root, "category"),
        value,
        currency,
        vat,
        beside,
    )


def _said(item: Item | None, key: str) -> str | None:
    fact = item.fact(key) if item is not None else None
    return fact.value if isinstance(fact, Stated) and isinstance(fact.value, str) else None


def _day(root: Item, key: str) -> date | None:
    fact = root.fact(key)
    return fact.value.day if isinstance(fact, Stated) and isinstance(fact.value, Moment) else None


def _value(root: Item) -> tuple[str | None, str | None, str | None]:
    """The amount, its currency and what its VAT basis is called. The tender's own basis is that of bare amounts."""
    fact, own = root.fact("estimated_value"), root.fact("vat_basis")
    if not isinstance(fact, Stated) or not isinstance(fact.value, Money):
        return None, None, None
    basis = str(own.value) if isinstance(own, Stated) else ""
    amounts = _on_bases(fact.value, basis)
    for name, said in BASES.items():
        amount = amounts[name]
        held = decimal(amount, Storage.AMOUNT) if amount is not None else None
        if held is not None:
            return held, fact.value.currency, said
    return None, None, None


def _on_bases(money: Money, basis: str) -> dict[str, Fraction | None]:
    excluding, including, unstated = money.excluding, money.including, money.unstated
    if basis == Vat.EXCLUDING and excluding is None:
        excluding, unstated = unstated, None
    if basis == Vat.INCLUDING and including is None:
        including, unstated = unstated, None
    return {EXCLUDING: excluding, INCLUDING: including, UNSTATED: unstated}
