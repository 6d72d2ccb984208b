"""The buyer's clock, held against the time zone data of the machine."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspec.model.values import Moment
from policyspec.readers.zones import BY_COUNTRY, BY_NAME, LONDON, Zone, in_zone, zone_of


def zone_data(zone: Zone) -> ZoneInfo:
    try:
        return ZoneInfo(zone.name)
    except ZoneInfoNotFoundError:
        pytest.skip(f"this machine has no time zone data for {zone.name}")


def on_the_clock(at: datetime) -> Moment:
    offset = at.utcoffset() or timedelta(0)
    return Moment(at.date(), at.hour * 3600 + at.minute * 60 + at.second, int(offset.total_seconds()) // 60)


moments = st.datetimes(datetime(2003, 1, 2), datetime(2037, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
ZONES = sorted(set(BY_NAME.values()), key=str)


@pytest.mark.parametrize("zone", ZONES, ids=[zone.name for zone in ZONES])
@given(at=moments)
def test_a_moment_stands_where_the_time_zone_data_has_it(zone: Zone, at: datetime) -> None:
    written = Moment(at.date(), at.hour * 3600 + at.minute * 60 + at.second, 0)
    assert in_zone(written, zone) == (on_the_clock(at.astimezone(zone_data(zone))), None)


@given(at=moments, offset=st.integers(-14 * 60, 14 * 60))
def test_the_written_offset_makes_no_difference(at: datetime, offset: int) -> None:
    written = Moment(at.date(), at.hour * 3600 + at.minute * 60 + at.second, 0)
    local = at + timedelta(minutes=offset)
    same = Moment(local.date(), local.hour * 3600 + local.minute * 60 + local.second, offset)
    assert in_zone(written, LONDON) == in_zone(same, LONDON)


@pytest.mark.parametrize(
    ("day", "hour", "offset"),
    [(date(2026, 3, 29), 0, 0), (date(2026, 3, 29), 3, 60), (date(2026, 10, 25), 0, 60), (date(2026, 10, 25), 3, 0)],
)
def test_a_time_without_an_offset_is_on_the_buyers_clock_and_says_so(day: date, hour: int, offset: int) -> None:
    moment, assumption = in_zone(Moment(day, hour * 3600), LONDON)
    assert moment == Moment(day, hour * 3600, offset)
    assert "Europe/London" in (assumption or "")


def test_a_day_needs_no_clock() -> None:
    assert in_zone(Moment(date(2026, 7, 1)), LONDON) == (Moment(date(2026, 7, 1)), None)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_the_ends_of_the_calendar_do_not_break(day: date) -> None:
    for second in (0, 86399):
        for offset in (-840, 0, 840):
            in_zone(Moment(day, second, offset), Zone("Europe/Athens", 120))


@pytest.mark.parametrize("country", ["GB", "gb", "United Kingdom", "England", " Scotland "])
def test_countries_as_notices_write_them(country: str) -> None:
    assert zone_of(country) is LONDON


@pytest.mark.parametrize("country", [None, "", "ES", "US", "Atlantis"])
def test_a_country_with_several_clocks_or_none_has_no_zone(country: str | None) -> None:
    assert zone_of(country) is None


def test_a_clock_that_is_named_prevails() -> None:
    assert zone_of("ES", "Europe/Madrid") == Zone("Europe/Madrid", 60)
    assert zone_of("GB", "America/Chicago") is None
    assert set(BY_COUNTRY.values()) <= set(BY_NAME.values())
