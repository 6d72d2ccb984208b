"""OCDS releases for measuring with: varied, plausible, and the same on every machine."""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

SEED = 1611
BUYERS = ("Northshire County Council", "Borough of Eastmere", "Westvale Hospitals", "Isle Valley Fire and Rescue")
QUALITIES = ("Method", "Staffing", "Mobilisation", "Risk", "Safeguarding", "Social value", "Social Value and community")
CODES = ("85312000", "85311000", "90910000", "45233000", "79100000")

Json = dict[str, Any]


def releases(number: int, lots: int | None = None, *, whole: bool = False) -> Iterator[Json]:
    """So many releases, with so many lots each; without `lots` from none to five. A `whole` one lacks nothing."""
    rng = Random(SEED)
    for count in range(1, number + 1):
        yield release(rng, count, lots, 0 if whole else 1)


def write_releases(file: Path, number: int, lots: int | None = None, *, whole: bool = False) -> None:
    """Write them as JSON Lines."""
    with file.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(one) + "\n" for one in releases(number, lots, whole=whole))


def release(rng: Random, number: int, lots: int | None = None, missing: int = 1) -> Json:
    """A release. `missing`: how many times as much as usual is missing; usually a fact is in one of 20 to 50."""
    amount = rng.randrange(20_000, 3_000_000, 1_000)
    divided = rng.choice((0, 1, 1, 2, 3, 5)) if lots is None else lots
    starts, lasts = rng.randint(1, 28), rng.randint(14, 50)
    tender = {
        "id": str(number),
        "title": f"Contract {number}",
        "description": "Care and support for people who live at home, in every part of the district. "
        * rng.randint(1, 8),
        "status": "active",
        "mainProcurementCategory": rng.choice(("services", "services", "goods", "works")),
        "procurementMethod": rng.choice(("open", "open", "selective", "limited", "direct")),
        "value": {"amount": amount, "currency": "GBP" if rng.random() < 0.95 else "EUR"},
        "classification": {"scheme": "CPV", "id": rng.choice(CODES)},
        "tenderPeriod": {
            "startDate": f"2026-03-{starts:02}T09:00:00Z",
            "endDate": f"2026-{4 + lasts // 30:02}-{1 + lasts % 30:02}T{rng.choice(('09:00:00Z', '12:00:00+01:00'))}",
        },
        "lotDetails": {"noLotsRationale": "one kitchen"}
        if rng.random() < 0.2
        else {"lotSizeJustification": "one depot"},
        "lots": [_lot(rng, n, amount // max(divided, 1), missing) for n in range(1, divided + 1)],
    }
    buyer = {"id": "b", "name": rng.choice(BUYERS), "roles": ["buyer"]}
    return {
        "ocid": f"ocds-b5fd17-{number}",
        "id": str(number),
        "date": f"2026-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}T09:00:00Z",
        "tag": ["tender"],
        "parties": [buyer],
        "buyer": {"id": "b", "name": buyer["name"]},
        "tender": _some(rng, tender, 0.05 * missing, kept=("id", "title")),
    }


def _some(rng: Random, found: Json, missing: float, kept: tuple[str, ...] = ()) -> Json:
    return {key: value for key, value in found.items() if key in kept or rng.random() >= missing}


def _lot(rng: Random, number: int, amount: int, missing: int) -> Json:
    lot = {
        "id": f"LOT-{number:04}",
        "title": f"Lot {number}",
        "status": "active",
        "value": {"amount": rng.randrange(amount // 2, amount * 2 + 1, 1), "currency": "GBP"},
        "suitability": {"sme": rng.random() < 0.5, "vcse": rng.random() < 0.3},
        "awardCriteria": {"criteria": _criteria(rng, missing)},
    }
    return _some(rng, lot, 0.04 * missing, kept=("id", "title", "status"))


def _criteria(rng: Random, missing: int) -> list[Json]:
    price = rng.randrange(20, 75, 5)
    first = rng.randrange(5, 100 - price, 5)
    weights = [("quality", first), ("quality", 100 - price - first), (rng.choice(("price", "cost")), price)]
    names = [*rng.sample(QUALITIES, 2), "Price"]
    return [
        _some(
            rng,
            {"type": kind, "name": name, "numbers": [{"number": weight, "weight": "percentageExact"}]},
            0.02 * missing,
            kept=("name",),
        )
        for name, (kind, weight) in zip(names, weights, strict=True)
    ]
