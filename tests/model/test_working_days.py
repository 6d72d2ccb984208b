"""Working days, counted one day at a time."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspec.model import _holidays, working_days
from policyspec.model.ranges import Interval

CALENDARS = sorted(_holidays.HOLIDAYS)
YEARS = range(_holidays.FIRST_YEAR, _holidays.LAST_YEAR + 1)
IN_THE_TABLES = st.dates(date(_holidays.FIRST_YEAR, 1, 1), date(_holidays.LAST_YEAR, 12, 31))


def counted(start: date, end: date, calendar: str) -> int:
    """Weekdays after `start` up to `end` that are no holidays."""
    off = {date.fromisoformat(day) for day in _holidays.HOLIDAYS[calendar].split()}
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(1 for day in days if day.weekday() < 5 and day not in off)


def exactly(count: int) -> Interval:
    return Interval.point(Fraction(count))


@given(IN_THE_TABLES, st.integers(0, 500), st.sampled_from(CALENDARS))
def test_every_day_between_is_looked_at(start: date, days: int, calendar: str) -> None:
    end = min(start + timedelta(days=days), date(_holidays.LAST_YEAR, 12, 31))
    country, _, region = calendar.partition("-")
    found = working_days.between(start, end, country, region or None)
    assert found == exactly(counted(start, end, calendar))
    assert working_days.between(end, start, country, region or None) == -found


@pytest.mark.parametrize(
    ("start", "end", "country", "region", "days"),
    [
        # Easter 2026: Good Friday 3 April and Easter Monday 6 April, the Monday not in Scotland.
        ("2026-04-02", "2026-04-07", "GB", "ENG", 1),
        ("2026-04-02", "2026-04-07", "GB", "SCT", 2),
        ("2026-04-02", "2026-04-07", "gb", "England", 1),
        ("2026-04-02", "2026-04-07", "GB", "scotland", 2),
        # The day of the event out, the last day in.
        ("2026-03-02", "2026-03-02", "GB", "ENG", 0),
        ("2026-03-02", "2026-03-03", "GB", "ENG", 1),
        ("2026-03-06", "2026-03-09", "GB", "ENG", 1),
        ("2026-03-06", "2026-03-08", "GB", "ENG", 0),
        # 26 December 2026 is a Saturday: Monday the 28th is the holiday in its place.
        ("2026-12-24", "2026-12-29", "GB", "ENG", 1),
    ],
)
def test_some_days_that_people_know(start: str, end: str, country: str, region: str, days: int) -> None:
    found = working_days.between(date.fromisoformat(start), date.fromisoformat(end), country, region)
    assert found == exactly(days)


def test_of_a_country_without_a_region_all_of_its_calendars_may_apply() -> None:
    days = date(2026, 4, 2), date(2026, 4, 7)
    assert working_days.between(*days, "GB", None) == Interval(Fraction(1), Fraction(2))
    assert working_days.between(*days, "GB", "Yorkshire") == Interval(Fraction(1), Fraction(2))


@given(IN_THE_TABLES, st.integers(0, 400), st.sampled_from(CALENDARS))
def test_without_a_country_the_range_holds_every_calendar(start: date, days: int, calendar: str) -> None:
    end = min(start + timedelta(days=days), date(_holidays.LAST_YEAR, 12, 31))
    found = working_days.between(start, end, None, None)
    assert found.low is not None
    assert found.high is not None
    assert found.low <= counted(start, end, calendar) <= found.high


def test_a_country_that_is_not_in_the_tables_is_as_none() -> None:
    days = date(2026, 4, 2), date(2026, 4, 7)
    assert working_days.between(*days, "Ruritania", None) == working_days.between(*days, None, None)


def test_outside_the_tables_no_holiday_is_sure() -> None:
    found = working_days.between(date(2050, 4, 1), date(2050, 4, 15), "GB", "ENG")
    assert found == Interval(Fraction(0), Fraction(10))


@pytest.mark.parametrize("calendar", CALENDARS)
def test_no_year_has_more_holidays_than_the_range_allows(calendar: str) -> None:
    off = [date.fromisoformat(day) for day in _holidays.HOLIDAYS[calendar].split()]
    assert max(sum(1 for day in off if day.year == year and day.weekday() < 5) for year in YEARS) <= 25


def test_what_of_a_place_is_wanted() -> None:
    days = date(2026, 4, 2), date(2026, 4, 7)
    assert working_days.place_wanted(days, None, None) == ("country", "region")
    assert working_days.place_wanted(days, "GB", None) == ("region",)
    assert working_days.place_wanted(days, "GB", "ENG") == ()
    assert working_days.place_wanted(None, None, "ENG") == ("country",)
    assert working_days.place_wanted((date(2050, 1, 1), date(2050, 2, 1)), None, None) == ()
