"""Lengths from a first and a last day."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspec.model.values import Duration, Unit
from policyspec.readers.terms import term
from tests.readers.reading import assumption, item, stated, tender_of


@pytest.mark.parametrize(
    ("start", "end", "amount", "unit"),
    [
        (date(2026, 4, 1), date(2028, 3, 31), 24, Unit.MONTHS),
        (date(2026, 4, 1), date(2026, 4, 30), 1, Unit.MONTHS),
        (date(2026, 11, 17), date(2028, 11, 16), 24, Unit.MONTHS),
        (date(2026, 4, 1), date(2026, 4, 1), 1, Unit.DAYS),
        (date(2026, 4, 1), date(2026, 4, 25), 25, Unit.DAYS),
        (date(2026, 1, 31), date(2026, 2, 28), 29, Unit.DAYS),
        (date(2026, 4, 1), date(2028, 4, 1), 732, Unit.DAYS),
    ],
)
def test_the_last_day_counts(start: date, end: date, amount: int, unit: Unit) -> None:
    assert term(start, end) == Duration(Fraction(amount), unit)


@given(st.dates(), st.integers(0, 10_000))
def test_days_are_exact(start: date, days: int) -> None:
    end = start + timedelta(days=min(days, (date.max - start).days))
    found = term(start, end)
    if found.unit is Unit.DAYS:
        assert start + timedelta(days=int(found.amount) - 1) == end


def test_a_length_that_follows_says_from_what_and_a_stated_one_stands() -> None:
    dates = "contract start date: 1 April 2026\ncontract end date: 31 March 2028\n"
    tender = tender_of(f"tender: T\n{dates}")
    assert stated(tender, "contract_length") == Duration(Fraction(24), Unit.MONTHS)
    assert "24 months" in (assumption(tender, "contract_length") or "")
    assert stated(tender_of(f"tender: T\n{dates}contract length: 1 year"), "contract_length") == Duration(
        Fraction(12), Unit.MONTHS
    )


@pytest.mark.parametrize("end", ["31 March 2025", "soon", "withheld"])
def test_no_length_follows_from_dates_that_do_not_make_a_term(end: str) -> None:
    tender = tender_of(f"tender: T\ncontract start date: 1 April 2026\ncontract end date: {end}\n")
    assert "contract_length" not in item(tender).facts
