"""Arithmetic of dates and durations: months on the calendar, days across months, elapsed time."""

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

from policyspec.model.dates import days_of
from policyspec.model.ranges import Dates, Durations, Interval
from policyspec.model.values import Moment, Unit

#: Fewest and most days in a run of consecutive months, clipped at a month's end, for 0 to 11 months.
_FEWEST = (0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334)
_MOST = (0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337)

_DAY = 24 * 60 * 60


def add_months(day: date, months: int) -> date:
    """The same day some months on (or back), clipped to the month's end: 31 January + 1 month is 28 February.

    Raises OverflowError outside the years 1 to 9999.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not date.min.year <= year <= date.max.year:
        message = f"{months} months from {day} is outside the calendar"
        raise OverflowError(message)
    return date(year, month + 1, min(day.day, days_of(year, month + 1)))


def days_in_months(months: Fraction) -> Interval:
    """The fewest and the most days that some months may last: 1 month is 28 to 31, 12 months 365 or 366.

    A part of a month counts as between the whole ones around it.
    """
    if months < 0:
        return -days_in_months(-months)
    whole, above = int(months), -int(-months // 1)
    return Interval(Fraction(_fewest(whole)), Fraction(_most(above)))


def _fewest(months: int) -> int:
    # Of any four years on end at least one is a leap year, save around a century.
    years, rest = divmod(months, 12)
    leap_days = max(0, years // 4 - (years + 99) // 100)
    return 365 * years + leap_days + _FEWEST[rest]


def _most(months: int) -> int:
    years, rest = divmod(months, 12)
    return 365 * years + (years + 3) // 4 + _MOST[rest]


def in_days(duration: Durations) -> Interval:
    """A range of durations as days, by bounds where the unit is not a number of days."""
    amount = duration.amount
    match duration.unit:
        case None | Unit.DAYS:
            return amount
        case Unit.HOURS:
            return amount.times(Interval.point(Fraction(1, 24)))
        case Unit.MONTHS:
            low = None if amount.low is None else days_in_months(amount.low).low
            high = None if amount.high is None else days_in_months(amount.high).high
            return Interval(low, high)
        case Unit.WORKING_DAYS:
            # Holidays are not bounded here, so some working days may last any longer time, on or back.
            low = None if amount.low is None or amount.low < 0 else amount.low
            return Interval(low, None if amount.high is None or amount.high > 0 else amount.high)


def plus(dates: Dates, duration: Durations) -> Dates:
    """A date some time on. Working days, and hours from a date without a time, give a range."""
    low = None if dates.low is None or duration.amount.low is None else _earliest(dates.low, duration)
    high = None if dates.high is None or duration.amount.high is None else _latest(dates.high, duration)
    return Dates(low, high)


def _earliest(moment: Moment, duration: Durations) -> Moment | None:
    amount = duration.amount.low
    assert amount is not None
    match duration.unit:
        case Unit.MONTHS if amount.denominator == 1:
            return _on_day(moment, lambda d: add_months(d, int(amount)))
        case Unit.HOURS if moment.second is not None and moment.offset is not None:
            return _shift(moment, amount)
        case _:
            days = in_days(Durations(duration.unit, Interval.point(amount))).low
            return None if days is None else _on_day(moment, lambda d: d + timedelta(days=days // 1))


def _latest(moment: Moment, duration: Durations) -> Moment | None:
    amount = duration.amount.high
    assert amount is not None
    match duration.unit:
        case Unit.MONTHS if amount.denominator == 1:
            return _on_day(moment, lambda d: add_months(d, int(amount)))
        case Unit.HOURS if moment.second is not None and moment.offset is not None:
            return _shift(moment, amount)
        case _:
            days = in_days(Durations(duration.unit, Interval.point(amount))).high
            return None if days is None else _on_day(moment, lambda d: d + timedelta(days=-(-days // 1)))


def _on_day(moment: Moment, change: Callable[[date], date]) -> Moment | None:
    try:
        return Moment(change(moment.day), moment.second, moment.offset)
    except OverflowError:
        return None


def _shift(moment: Moment, hours: Fraction) -> Moment | None:
    assert moment.second is not None
    days, second = divmod(moment.second + int(hours * 3600), _DAY)
    return _on_day(Moment(moment.day, second, moment.offset), lambda d: d + timedelta(days=days))


def negated(duration: Durations) -> Durations:
    """The same time backwards."""
    return Durations(duration.unit, -duration.amount)


def seconds(moment: Moment, offset: int | None = None) -> Interval:
    """The instant in seconds (from an arbitrary start, in UTC); a date without a time ranges over its day.

    `offset` stands in where the moment has none of its own.
    """
    zone = offset if moment.offset is None else moment.offset
    start = moment.day.toordinal() * _DAY - 60 * (zone or 0)
    if moment.second is None:
        return Interval(Fraction(start), Fraction(start + _DAY))
    return Interval.point(Fraction(start + moment.second))


def order(left: Moment, right: Moment) -> int:
    """-1, 0 or 1: by calendar day in the buyer's zone; on the same day by time, where both have one."""
    if left.day != right.day:
        return -1 if left.day < right.day else 1
    if left.second is None or right.second is None:
        return 0
    first, second = seconds(left).low, seconds(right).low
    assert first is not None
    assert second is not None
    return (first > second) - (first < second)
