"""Working days by the public holidays of a country and region.

A working day is a weekday that is no public holiday there (for the UK as section 122 of the Procurement Act 2023
has it). The tables are versioned data (`model._holidays`, generated); a country that is not in them, or a year
outside them, gives the range over what is possible.
"""

from datetime import date, timedelta
from fractions import Fraction
from functools import cache

from policyspec.model.ranges import Interval
from policyspec.model.vocabulary import fold

#: No known calendar has more public holidays on weekdays in any stretch of a year.
_MOST_HOLIDAYS_A_YEAR = 25

#: The nations of the United Kingdom as the tables name them (ISO 3166-2).
_NATIONS = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern ireland": "NIR"}


def between(start: date, end: date, country: str | None, region: str | None) -> Interval:
    """Working days after `start` up to and including `end`; negative where `end` is earlier."""
    if end < start:
        return -between(end, start, country, region)
    counts = [_count(start, end, name) for name in _calendars(country, region, start, end)]
    if counts:
        return Interval(Fraction(min(counts)), Fraction(max(counts)))
    weekdays = _weekdays(start, end)
    years = end.year - start.year + 1
    return Interval(Fraction(max(0, weekdays - _MOST_HOLIDAYS_A_YEAR * years)), Fraction(weekdays))


def place_wanted(days: tuple[date, date] | None, country: str | None, region: str | None) -> tuple[str, ...]:
    """What of a place would narrow the count: its `country`, its `region`; nothing outside the years of the tables.

    `days` are the first and the last; None where they are not known, which may yet be in those years.
    """
    from policyspec.model import _holidays as table

    start, end = days or (date(table.FIRST_YEAR, 1, 1), date(table.LAST_YEAR, 1, 1))
    if start.year < table.FIRST_YEAR or end.year > table.LAST_YEAR:
        return ()
    if country is None:
        return ("country", "region") if region is None else ("country",)
    return ("region",) if len(_calendars(country, region, start, end)) > 1 else ()


def _calendars(country: str | None, region: str | None, start: date, end: date) -> list[str]:
    """The calendars that may apply: the region's, else all of the country's; none outside their years."""
    from policyspec.model import _holidays as table

    country = country.upper() if country else None
    if country is None or start.year < table.FIRST_YEAR or end.year > table.LAST_YEAR:
        return []
    exact = f"{country}-{_NATIONS.get(fold(region), region.upper())}" if region else country
    if exact in table.HOLIDAYS:
        return [exact]
    return [name for name in table.HOLIDAYS if name == country or name.startswith(f"{country}-")]


@cache
def _days_off(calendar: str) -> frozenset[date]:
    from policyspec.model import _holidays as table

    return frozenset(date.fromisoformat(day) for day in table.HOLIDAYS[calendar].split())


def _count(start: date, end: date, calendar: str) -> int:
    off = sum(1 for day in _days_off(calendar) if start < day <= end and day.weekday() < 5)
    return _weekdays(start, end) - off


def _weekdays(start: date, end: date) -> int:
    """Mondays to Fridays after `start` up to and including `end`."""
    weeks, rest = divmod((end - start).days, 7)
    extra = sum(1 for n in range(1, rest + 1) if (start + timedelta(days=n)).weekday() < 5)
    return weeks * 5 + extra
