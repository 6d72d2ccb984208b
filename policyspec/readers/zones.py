"""The buyer's clock: which day and time a written timestamp is where the buyer sits.

The rule of summer time is written here rather than taken from the machine's time zone data, so that one file gives
one answer on every machine. It covers Europe, which has had one rule since 1996 (Directive 2000/84/EC, article 2:
from 01:00 UTC on the last Sunday of March until 01:00 UTC on the last Sunday of October); for Great Britain the
Summer Time Act 1972, section 1, as amended in 2002. Elsewhere a timestamp keeps the offset that it is written with.
"""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from policyspec.base.dataclasses import dataclass, replace
from policyspec.model.values import Moment

YEARS = range(2003, 2100)  # in which all countries below keep the rule, as far as is known


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone with European summer time. `winter` is its offset outside it, in minutes east of UTC."""

    name: str
    winter: int


LONDON, DUBLIN, LISBON = Zone("Europe/London", 0), Zone("Europe/Dublin", 0), Zone("Europe/Lisbon", 0)
_CENTRAL = {
    "AL": "Tirane", "AD": "Andorra", "AT": "Vienna", "BA": "Sarajevo", "BE": "Brussels", "CH": "Zurich",
    "CZ": "Prague", "DE": "Berlin", "DK": "Copenhagen", "FR": "Paris", "HR": "Zagreb", "HU": "Budapest", "IT": "Rome",
    "LI": "Vaduz", "LU": "Luxembourg", "MC": "Monaco", "ME": "Podgorica", "MK": "Skopje", "MT": "Malta",
    "NL": "Amsterdam", "NO": "Oslo", "PL": "Warsaw", "RS": "Belgrade", "SE": "Stockholm", "SI": "Ljubljana",
    "SK": "Bratislava", "SM": "San_Marino", "VA": "Vatican",
}  # fmt: skip
_EASTERN = {
    "BG": "Sofia", "EE": "Tallinn", "FI": "Helsinki", "GR": "Athens", "LT": "Vilnius", "LV": "Riga", "RO": "Bucharest",
}  # fmt: skip

#: Countries whose buyers all keep one clock, or nearly all (France and Denmark have lands overseas; a buyer there
#: states its `clock zone`). Spain, Portugal and Ukraine have several and are left out.
BY_COUNTRY: dict[str, Zone] = {
    "GB": LONDON,
    "IE": DUBLIN,
    **{country: Zone(f"Europe/{city}", 60) for country, city in _CENTRAL.items()},
    **{country: Zone(f"Europe/{city}", 120) for country, city in _EASTERN.items()},
    "CY": Zone("Asia/Nicosia", 120),
}
BY_NAME: dict[str, Zone] = {
    zone.name.casefold(): zone
    for zone in (*BY_COUNTRY.values(), LISBON, Zone("Europe/Madrid", 60), Zone("Europe/Kyiv", 120))
}

#: How countries are written in notices, besides their two letters.
COUNTRY_NAMES: dict[str, str] = {
    "uk": "GB", "united kingdom": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
    "northern ireland": "GB", "gbr": "GB", "ireland": "IE", "irl": "IE", "germany": "DE", "deu": "DE", "france": "FR",
    "fra": "FR", "norway": "NO", "nor": "NO", "sweden": "SE", "swe": "SE", "denmark": "DK", "dnk": "DK",
    "netherlands": "NL", "nld": "NL", "belgium": "BE", "bel": "BE", "italy": "IT", "ita": "IT", "poland": "PL",
    "pol": "PL", "finland": "FI", "fin": "FI", "austria": "AT", "aut": "AT", "romania": "RO", "rou": "RO",
}  # fmt: skip


def zone_of(country: str | None, clock_zone: str | None = None) -> Zone | None:
    """The zone of a buyer: the one it names, else its country's; None where that is not known."""
    if clock_zone is not None:
        return BY_NAME.get(clock_zone.strip().casefold())
    if country is None:
        return None
    written = country.strip()
    return BY_COUNTRY.get(COUNTRY_NAMES.get(written.casefold(), written.upper()))


@lru_cache(maxsize=4096)
def in_zone(moment: Moment, zone: Zone | None) -> tuple[Moment, str | None]:
    """A written moment on the buyer's clock, and what was taken for granted in putting it there."""
    if moment.second is None:
        return moment, None
    if moment.offset is None:
        if zone is None or moment.day.year not in YEARS:
            return moment, "the time is taken to be on the buyer's own clock"
        offset = _offset_there(_clock(moment), zone)
        return replace(moment, offset=offset), f"the time is taken to be on the buyer's clock ({zone.name})"
    if zone is None or moment.day.year not in YEARS:
        return moment, "the buyer's clock is not known: the day is the one written with its offset"
    return _moved(moment, zone), None


def _moved(moment: Moment, zone: Zone) -> Moment:
    at = _clock(moment) - timedelta(minutes=moment.offset or 0)
    offset = zone.winter + (60 if _is_summer(at) else 0)
    there = at + timedelta(minutes=offset)
    second = there.hour * 3600 + there.minute * 60 + there.second
    return Moment(there.date(), second, offset)


def _clock(moment: Moment) -> datetime:
    """The day and time as written, without a zone."""
    midnight = datetime.combine(moment.day, datetime.min.time())
    return midnight + timedelta(seconds=moment.second or 0)


def _offset_there(local: datetime, zone: Zone) -> int:
    """The offset at a time on that clock; of the hour that comes twice in October, the first."""
    summer = local - timedelta(minutes=zone.winter + 60)
    return zone.winter + (60 if _is_summer(summer) else 0)


def _is_summer(at: datetime) -> bool:
    """Whether European summer time runs at a moment of UTC."""
    start, end = _summer(at.year)
    return start <= at < end


@lru_cache(maxsize=len(YEARS))
def _summer(year: int) -> tuple[datetime, datetime]:
    """When European summer time begins and ends in a year, in UTC: at one on the last Sundays of March and October."""
    start, end = (datetime.combine(_last_sunday(year, month), time(hour=1)) for month in (3, 10))
    return start, end


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)
