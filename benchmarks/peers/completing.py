"""What a release of the peers' benchmark may become when the facts that it does not state are filled in.

A tender without lots is completed as one lot: the verdicts are those of the publication gate, which closes the tender.
For the same reason a rationale that is not given stays so.
"""

import copy
from random import Random
from typing import Any

AMOUNTS = (1, 50_000, 139_688, 139_689, 214_903, 214_904, 1_000_000, 10**9)
WEIGHTS = (0, 1, 5, 10, 20, 30, 40, 50, 60, 80, 99.95, 99.99, 100)
CATEGORIES, METHODS = ("services", "works", "goods"), ("open", "selective", "limited", "direct")
STARTS = ("2025-09-01T00:00:01Z", "2025-10-05T12:00:00Z", "2026-02-28T09:00:00+00:00", "2026-12-31T22:00:00Z")
KINDS = ("quality", "cost", "price")
NAMES = ("Price", "Method", "Social value", "SOCIAL VALUE and more")


def completed(rng: Random, release: dict[str, Any]) -> dict[str, Any]:
    """The release with all filled in that the rules look at: at extremes and at thresholds more often than not."""
    tender = copy.deepcopy(release["tender"])
    pull = rng.choice((None, None, 0, 1))  # all as little, or all as much, as there is
    value = tender.get("value") or {}
    if value.get("amount") is None:
        value["amount"] = _pick(rng, AMOUNTS, pull)
    value["currency"] = value.get("currency") or rng.choice(("GBP", "GBP", "EUR"))
    tender["value"] = value
    tender["mainProcurementCategory"] = tender.get("mainProcurementCategory") or rng.choice(CATEGORIES)
    tender["procurementMethod"] = tender.get("procurementMethod") or rng.choice(METHODS)
    period = tender.get("tenderPeriod") or {}
    tender["tenderPeriod"] = {key: period.get(key) or rng.choice(STARTS) for key in ("startDate", "endDate")}
    lots = tender.get("lots") or [{}]
    sme = rng.choice((None, True, False))
    tender["lots"] = [_lot(rng, lot, pull, value["currency"], sme) for lot in lots]
    return {**release, "tender": tender}


def _pick(rng: Random, options: tuple[Any, ...], pull: int | None) -> Any:  # noqa: ANN401 - a number, as JSON has it
    return rng.choice(options) if pull is None or rng.random() < 0.2 else options[-pull]


def _lot(rng: Random, lot: dict[str, Any], pull: int | None, currency: str, sme: bool | None) -> dict[str, Any]:  # noqa: FBT001
    value = lot.get("value") or {}
    if value.get("amount") is None:
        lot["value"] = {"currency": currency, "amount": _pick(rng, AMOUNTS, pull)}
    suitability = lot.get("suitability") or {}
    if suitability.get("sme") is None:
        lot["suitability"] = {**suitability, "sme": rng.random() < 0.5 if sme is None else sme}
    listed = (lot.get("awardCriteria") or {}).get("criteria") or [
        {"name": rng.choice(NAMES)} for _ in range(rng.choice((1, 1, 2, 3)))
    ]
    lot["awardCriteria"] = {"criteria": [_criterion(rng, one, pull, listed) for one in listed]}
    return lot


def _criterion(rng: Random, one: dict[str, Any], pull: int | None, beside: list[dict[str, Any]]) -> dict[str, Any]:
    one["type"] = one.get("type") or rng.choice(KINDS)
    if _weight(one) is None:
        left = 100 - sum(_weight(other) or 0 for other in beside)
        options = (*WEIGHTS, left) if 0 <= left <= 100 else WEIGHTS
        one["numbers"] = [{"number": _pick(rng, tuple(sorted(options)), pull), "weight": "percentageExact"}]
    return one


def _weight(one: dict[str, Any]) -> float | None:
    numbers = one.get("numbers")
    if not numbers or numbers[0].get("weight") != "percentageExact":
        return None
    return numbers[0].get("number")  # type: ignore[no-any-return]
