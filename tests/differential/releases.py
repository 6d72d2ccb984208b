"""OCDS releases as they come: a sound one, in which a few things are not as they should be, from a seed."""

import json
from copy import deepcopy
from random import Random
from typing import Any

Json = Any
#: The steps to a value in a release.
Path = tuple[str | int, ...]

DATES = (
    "2026-03-01T09:00:00Z", "2026-03-26T09:00:00Z", "2026-03-26T10:00:00+01:00", "2026-03-26T09:00:00.000Z", "2026-03-26",
    "2026-03-26T00:00:00Z", "2026-03-26T23:59:59Z", "2026-03-26T09:00:00", "2026-02-30T09:00:00Z", "26 March 2026", "",
    "2026-03-29T00:59:00Z", "2026-03-29T01:00:00Z", "2026-10-25T01:30:00+01:00", "2026-03-26T08:59:59.999999Z",
)  # fmt: skip
NUMBERS = (
    0,
    0.0,
    1,
    -1,
    10,
    10.0,
    59.99,
    60,
    60.5,
    100,
    100.05,
    110,
    33.33,
    1e3,
    1e-7,
    10**19,
    139688,
    139688.01,
    0.1,
    True,
)
TEXTS = ("", " ", "Social value", "SOCIAL  VALUE", "antisocial values", "null", "services", " services ", "Services", "open",
         "direct", "GBP", "gbp", "EUR", "XXX", "quality", "price", "Pass/Fail", "60%", "\u00a0", "caf\u0301e", "true")  # fmt: skip
ODD: tuple[Json, ...] = (None, {}, [], "", "x", 0, False, True, [None], {"x": 1}, [[]])


def release(rng: Random) -> dict[str, Json]:
    """A release with a few values that are missing, odd or of another type."""
    made = sound(rng)
    for _ in range(rng.choice((0, 1, 1, 2, 3, 6))):
        spoil(rng, made)
    return made


def sound(rng: Random) -> dict[str, Json]:
    lots = [lot(rng, number) for number in range(rng.choice((0, 1, 1, 2, 2, 3)))]
    tender: dict[str, Json] = {
        "id": "1", "title": "Care at home", "status": "active",
        "value": money(rng),
        "mainProcurementCategory": rng.choice(("services", "services", "goods", "works")),
        "procurementMethod": rng.choice(("open", "selective", "limited", "direct")),
        "procurementMethodDetails": rng.choice(("Open procedure", "Direct award", "Competitive flexible procedure")),
        "classification": {"scheme": "CPV", "id": rng.choice(("85000000", "85312000-9"))},
        "tenderPeriod": {"startDate": rng.choice(DATES[:4]), "endDate": rng.choice(DATES)},
        "lotDetails": {"noLotsRationale": "one kitchen", "lotSizeJustification": "one depot"},
        "lots": lots,
    }  # fmt: skip
    if rng.random() < 0.2:
        tender["awardCriteria"] = {"criteria": criteria(rng)}
    tender = {key: value for key, value in tender.items() if rng.random() > 0.08}
    ocid = rng.choice(("ocds-h6vhtk-1", "ocds-xxxxxx-1", "ocds-b5fd17-1"))
    party = {"id": "b", "name": "A council", "roles": ["buyer"], "address": {"country": rng.choice(("GB", "FR", "NO"))}}
    return {
        "ocid": ocid,
        "id": "1",
        "date": DATES[0],
        "tag": ["tender"],
        "parties": [party],
        "buyer": {"id": "b"},
        "tender": tender,
    }


def money(rng: Random) -> dict[str, Json]:
    amount = rng.choice((*NUMBERS[:2], 139_688, 139_689, 214_903, 214_904, 1_000_000, 350_000.5))
    found: dict[str, Json] = {"amount": amount, "currency": rng.choice(("GBP", "GBP", "GBP", "EUR"))}
    if rng.random() < 0.3:
        found["amountGross"] = round(amount * 1.2, 2)
    return found


def lot(rng: Random, number: int) -> dict[str, Json]:
    found: dict[str, Json] = {"id": str(number), "title": f"Lot {number}", "value": money(rng)}
    found["suitability"] = {"sme": rng.random() < 0.5, "vcse": rng.random() < 0.5}
    if rng.random() > 0.15:
        found["awardCriteria"] = {"criteria": criteria(rng)}
    return found


def criteria(rng: Random) -> list[dict[str, Json]]:
    parts = rng.choice(((60, 40), (40, 60), (100,), (50, 10, 40), (33.33, 33.33, 33.33), (59.5, 40.5), (70, 40)))
    return [
        {
            "type": rng.choice(("quality", "quality", "price", "cost")),
            "name": rng.choice(("Quality", "Social value", "Price")),
            "numbers": [{"number": part, "weight": "percentageExact"}],
        }
        for part in parts
    ]


# --- what is amiss ----------------------------------------------------------------------------------------------


def spoil(rng: Random, made: dict[str, Json]) -> None:
    """One value replaced, taken away or put twice."""
    path = rng.choice(list(paths(made, ())))
    holder = at(made, path[:-1])
    key: Any = path[-1]
    match rng.choice(("gone", "odd", "like it", "like it", "twice")):
        case "gone":
            del holder[key]
        case "odd":
            holder[key] = deepcopy(rng.choice(ODD))
        case "twice" if isinstance(holder, list):
            holder.append(deepcopy(holder[key]))
        case _:
            holder[key] = alike(rng, holder[key])


def alike(rng: Random, value: Json) -> Json:
    """Another value that could be meant to stand there."""
    match value:
        case bool():
            return rng.choice((True, False, "true", "yes", 1))
        case int() | float():
            return rng.choice((*NUMBERS, str(value)))
        case str():
            return rng.choice((*DATES, *TEXTS) if value[:2] == "20" else (*TEXTS, value.upper(), f" {value}\n"))
        case list():
            return rng.choice(([], value[::-1], [*value, None], value[0] if value else None))
        case dict():
            return rng.choice(({}, {**value, "x": 1}, list(value.values()), [value]))
        case _:
            return rng.choice(ODD)


def paths(value: Json, here: Path) -> list[Path]:
    """The way to each value inside, the deeper ones as well."""
    steps: list[tuple[str | int, Json]] = []
    if isinstance(value, dict):
        steps = list(value.items())
    elif isinstance(value, list):
        steps = list(enumerate(value))
    return [path for step, inner in steps for path in ((*here, step), *paths(inner, (*here, step)))]


def at(value: Json, path: Path) -> Json:
    for step in path:
        value = value[step]
    return value


def written(made: dict[str, Json]) -> bytes:
    return json.dumps(made).encode()
