"""Months against days, day by day on the calendar; dates some time on; hours of days."""

import itertools
from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspec.model import calendar
from policyspec.model.ranges import ANY_DATE, Dates, Durations, Interval
from policyspec.model.values import Moment, Unit

#: Months of runs that are gone through; ten years and more, so that leap years and their gaps around a century count.
LONGEST = 130
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


def at(day: str, second: int | None = None, offset: int | None = None) -> Moment:
    return Moment(date.fromisoformat(day), second, offset)


def point(day: str) -> Dates:
    return Dates(at(day), at(day))


def length(amount: int | str, unit: Unit) -> Durations:
    return Durations(unit, Interval.point(Fraction(amount)))


# --- months on --------------------------------------------------------------------------------------------------


def one_month_on(year: int, month: int) -> tuple[int, int]:
    return (year, month + 1) if month < 12 else (year + 1, 1)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2025-12-15", 1, "2026-01-15"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-05-05", 0, "2026-05-05"),
        ("2026-01-10", -13, "2024-12-10"),
    ],
)
def test_months_on_are_the_same_day_or_the_month_s_last(day: str, months: int, then: str) -> None:
    assert calendar.add_months(date.fromisoformat(day), months) == date.fromisoformat(then)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(0, 60))
def test_months_on_are_counted_one_at_a_time(day: date, months: int) -> None:
    year, month = day.year, day.month
    for _ in range(months):
        year, month = one_month_on(year, month)
    then = calendar.add_months(day, months)
    assert (then.year, then.month) == (year, month)
    assert then.day == min(day.day, monthrange(year, month)[1])


@pytest.mark.parametrize(("day", "months"), [(date(9999, 12, 1), 1), (date(1, 1, 31), -1)])
def test_there_is_an_end_to_the_calendar(day: date, months: int) -> None:
    with pytest.raises(OverflowError):
        calendar.add_months(day, months)


# --- months as days ---------------------------------------------------------------------------------------------


@cache
def shortest_and_longest() -> tuple[list[int], list[int]]:
    """For each number of months the fewest and most days of any such run that starts in 400 years, as they recur.

    Days 1 to 28 of a month are the same distance from those some months on, so the first stands for them.
    """
    fewest, most = [10**6] * (LONGEST + 1), [0] * (LONGEST + 1)
    starts = [date(year, month, 1) for year in range(1804, 2204) for month in range(1, 13)]
    numbers = [
        start.toordinal() for start in [*starts, *(date(y, m, 1) for y in range(2204, 2216) for m in range(1, 13))]
    ]
    lengths = [later - this for this, later in itertools.pairwise(numbers)]
    for index in range(len(starts)):
        for day in (1, 29, 30, 31):
            if day > lengths[index]:
                continue
            first = numbers[index] + day - 1
            for months in range(LONGEST + 1):
                last = numbers[index + months] + min(day, lengths[index + months]) - 1
                fewest[months] = min(fewest[months], last - first)
                most[months] = max(most[months], last - first)
    return fewest, most


def test_no_run_of_months_lasts_longer_or_shorter_than_its_bounds() -> None:
    fewest, most = shortest_and_longest()
    for months in range(LONGEST + 1):
        bounds = calendar.days_in_months(Fraction(months))
        assert bounds.low is not None
        assert bounds.high is not None
        assert bounds.low <= fewest[months], months
        assert most[months] <= bounds.high, months


@pytest.mark.parametrize("months", range(49))
def test_up_to_four_years_the_bounds_are_met(months: int) -> None:
    fewest, most = shortest_and_longest()
    assert calendar.days_in_months(Fraction(months)) == Interval(Fraction(fewest[months]), Fraction(most[months]))


def test_some_bounds_that_people_know() -> None:
    known = {1: (28, 31), 2: (59, 62), 12: (365, 366), 24: (730, 731)}
    for months, (low, high) in known.items():
        assert calendar.days_in_months(Fraction(months)) == Interval(Fraction(low), Fraction(high))


def test_a_part_of_a_month_lies_between_the_whole_ones() -> None:
    assert calendar.days_in_months(Fraction(3, 2)) == Interval(Fraction(28), Fraction(62))


def test_months_back_are_months_on_turned_round() -> None:
    assert calendar.days_in_months(Fraction(-1)) == Interval(Fraction(-31), Fraction(-28))


# --- other units as days ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("time", "low", "high"),
    [
        (length(10, Unit.DAYS), 10, 10),
        (length(36, Unit.HOURS), Fraction(3, 2), Fraction(3, 2)),
        (length(0, Unit.WORKING_DAYS), 0, 0),
        (length(5, Unit.WORKING_DAYS), 5, None),
        (length(-5, Unit.WORKING_DAYS), None, -5),
        (Durations(Unit.WORKING_DAYS, Interval(Fraction(-5), Fraction(3))), None, None),
        (Durations(Unit.MONTHS, Interval(Fraction(1), None)), 28, None),
        (Durations(None, Interval(Fraction(0), None)), 0, None),
    ],
)
def test_a_time_in_days(time: Durations, low: object, high: object) -> None:
    found = calendar.in_days(time)
    assert (found.low, found.high) == (low, high)


# --- dates some time on -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("time", "then"),
    [
        (length(28, Unit.DAYS), "2026-02-28"),
        (length(1, Unit.MONTHS), "2026-02-28"),
        (length(-1, Unit.MONTHS), "2025-12-31"),
        (length(48, Unit.HOURS), "2026-02-02"),
    ],
)
def test_a_date_some_time_on(time: Durations, then: str) -> None:
    assert calendar.plus(point("2026-01-31"), time) == point(then)


def test_hours_on_from_a_time_are_counted_on_the_clock() -> None:
    start = at("2026-01-31", 20 * 3600, 0)
    found = calendar.plus(Dates(start, start), length(6, Unit.HOURS))
    assert found.exact == at("2026-02-01", 2 * 3600, 0)


def test_hours_on_from_a_day_lie_within_two() -> None:
    assert calendar.plus(point("2026-01-31"), length(6, Unit.HOURS)) == Dates(at("2026-01-31"), at("2026-02-01"))


def test_working_days_on_last_at_least_as_many_days() -> None:
    assert calendar.plus(point("2026-01-31"), length(5, Unit.WORKING_DAYS)) == Dates(at("2026-02-05"), None)
    assert calendar.plus(point("2026-01-31"), length(-5, Unit.WORKING_DAYS)) == Dates(None, at("2026-01-26"))


def test_nothing_is_known_of_a_date_after_one_that_is_not() -> None:
    assert calendar.plus(ANY_DATE, length(5, Unit.DAYS)) == ANY_DATE


def test_a_date_beyond_the_calendar_has_no_bound() -> None:
    assert calendar.plus(point("9999-12-31"), length(1, Unit.DAYS)) == ANY_DATE


@given(st.dates(date(1950, 1, 1), date(2050, 1, 1)), st.integers(0, 400), st.sampled_from([Unit.DAYS, Unit.MONTHS]))
def test_a_time_back_from_a_time_on_is_not_later(day: date, amount: int, unit: Unit) -> None:
    """31 January and a month is 28 February; a month back from there is 28 January."""
    time = length(amount, unit)
    there = calendar.plus(Dates(Moment(day), Moment(day)), time)
    back = calendar.plus(there, calendar.negated(time)).exact
    assert back is not None
    assert timedelta(0) <= day - back.day <= timedelta(3 if unit is Unit.MONTHS else 0)


# --- times of day -----------------------------------------------------------------------------------------------


def test_a_date_without_a_time_is_its_whole_day() -> None:
    day = calendar.seconds(at("2026-01-31"))
    noon = calendar.seconds(at("2026-01-31", 12 * 3600)).exact
    assert day.low is not None
    assert day.high is not None
    assert noon is not None
    assert day.high - day.low == 24 * 3600
    assert noon - day.low == 12 * 3600


def test_noon_comes_earlier_further_east() -> None:
    london, paris = (calendar.seconds(at("2026-01-31", 12 * 3600, offset)).exact for offset in (0, 60))
    assert london is not None
    assert paris is not None
    assert london - paris == 3600


@pytest.mark.parametrize(
    ("left", "right", "order"),
    [
        (at("2026-01-31"), at("2026-02-01"), -1),
        (at("2026-02-01", 0), at("2026-01-31", 80_000), 1),
        (at("2026-01-31", 100), at("2026-01-31", 200), -1),
        (at("2026-01-31", 200), at("2026-01-31", 200), 0),
        (at("2026-01-31"), at("2026-01-31", 200), 0),
    ],
)
def test_dates_are_in_order_of_days_then_of_times_where_both_have_one(left: Moment, right: Moment, order: int) -> None:
    assert calendar.order(left, right) == order
    assert calendar.order(right, left) == -order
