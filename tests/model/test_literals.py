"""Values are read exactly, in every spelling that people use, and written in one."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspec.model.currencies import CURRENCIES
from policyspec.model.literals import LiteralError, format_value, parse_literal
from policyspec.model.types import Kind
from policyspec.model.values import (
    NO_LIMIT,
    Between,
    Classification,
    Duration,
    Moment,
    Money,
    Ratio,
    Unit,
    Value,
    Vat,
)

AMOUNT = Fraction(1_200_000)


def gbp(amount: int | Fraction, vat: Vat | None = None) -> Money:
    return Money.of("GBP", Fraction(amount), vat)


@pytest.mark.parametrize(
    ("kind", "text", "value", "canonical"),
    [
        (Kind.MONEY, "GBP 1,200,000 excluding VAT", gbp(AMOUNT, Vat.EXCLUDING), "GBP 1,200,000 excluding VAT"),
        (Kind.MONEY, "£1200000 (excl. VAT)", gbp(AMOUNT, Vat.EXCLUDING), "GBP 1,200,000 excluding VAT"),
        (Kind.MONEY, "GBP 10,000 inc VAT", gbp(10_000, Vat.INCLUDING), "GBP 10,000 including VAT"),
        (Kind.MONEY, "£10,000", gbp(10_000), "GBP 10,000"),
        (Kind.MONEY, "GBP10", gbp(10), "GBP 10"),
        (Kind.MONEY, "CAD 5", Money.of("CAD", Fraction(5)), "CAD 5"),
        (Kind.MONEY, "GBP\u00a010\u00a0excluding\u00a0VAT", gbp(10, Vat.EXCLUDING), "GBP 10 excluding VAT"),
        (Kind.MONEY, "€9.5", Money.of("EUR", Fraction(19, 2)), "EUR 9.50"),
        (
            Kind.MONEY,
            "GBP 100 excluding VAT, GBP 120 including VAT",
            Money("GBP", excluding=Fraction(100), including=Fraction(120)),
            "GBP 100 excluding VAT, GBP 120 including VAT",
        ),
        (Kind.PERCENTAGE, "60%", Fraction(3, 5), "60%"),
        (Kind.PERCENTAGE, "10 %", Fraction(1, 10), "10%"),
        (Kind.PERCENTAGE, "33.33%", Fraction(3333, 10000), "33.33%"),
        (Kind.PERCENTAGE, "50% to 60%", Between(Fraction(1, 2), Fraction(3, 5)), "50% to 60%"),
        (Kind.PERCENTAGE, "50% - 60%", Between(Fraction(1, 2), Fraction(3, 5)), "50% to 60%"),
        (Kind.PERCENTAGE, "50%–60%", Between(Fraction(1, 2), Fraction(3, 5)), "50% to 60%"),
        (Kind.RATIO, "60:40", Ratio(Fraction(60), Fraction(40)), "60:40"),
        (Kind.RATIO, "60 : 40", Ratio(Fraction(60), Fraction(40)), "60:40"),
        (Kind.RATIO, "100:0", Ratio(Fraction(100), Fraction(0)), "100:0"),
        (Kind.NUMBER, "1,250", Fraction(1250), "1,250"),
        (Kind.NUMBER, "12.5", Fraction(25, 2), "12.5"),
        (Kind.NUMBER, "0.10", Fraction(1, 10), "0.1"),
        (Kind.NUMBER, "no limit", NO_LIMIT, "no limit"),
        (Kind.DURATION, "no limit", Duration(NO_LIMIT, Unit.MONTHS), "no limit"),
        (Kind.DATE, "1 April 2026", Moment(date(2026, 4, 1)), "1 April 2026"),
        (Kind.DATE, "1 Apr 2026", Moment(date(2026, 4, 1)), "1 April 2026"),
        (Kind.DATE, "2026-04-01", Moment(date(2026, 4, 1)), "1 April 2026"),
        (Kind.DATE, "29 February 2028", Moment(date(2028, 2, 29)), "29 February 2028"),
        (Kind.DATE, "1 April 2026 14:30", Moment(date(2026, 4, 1), 52_200), "1 April 2026 14:30"),
        (Kind.DATE, "2026-04-01T14:30:00Z", Moment(date(2026, 4, 1), 52_200, 0), "1 April 2026 14:30 +00:00"),
        (Kind.DATE, "2026-04-01T14:30:00+01:00", Moment(date(2026, 4, 1), 52_200, 60), "1 April 2026 14:30 +01:00"),
        (Kind.DURATION, "4 months", Duration(Fraction(4), Unit.MONTHS), "4 months"),
        (Kind.DURATION, "1 day", Duration(Fraction(1), Unit.DAYS), "1 day"),
        (Kind.DURATION, "25 days", Duration(Fraction(25), Unit.DAYS), "25 days"),
        (Kind.DURATION, "3 weeks", Duration(Fraction(21), Unit.DAYS), "21 days"),
        (Kind.DURATION, "4 years", Duration(Fraction(48), Unit.MONTHS), "48 months"),
        (Kind.DURATION, "10 working days", Duration(Fraction(10), Unit.WORKING_DAYS), "10 working days"),
        (Kind.DURATION, "1.5 hours", Duration(Fraction(3, 2), Unit.HOURS), "1.5 hours"),
        (Kind.CLASSIFICATION, "CPV 85000000", Classification("CPV", "85000000"), "CPV 85000000"),
        (Kind.CLASSIFICATION, "03111000-2", Classification("CPV", "03111000"), "CPV 03111000"),
        (Kind.YES_NO, "yes", True, "yes"),
        (Kind.YES_NO, "No", False, "no"),
        (Kind.CODE, "open  procedure", "open procedure", "open procedure"),
        (Kind.TEXT, "“A: b”", "A: b", '"A: b"'),
    ],
)
def test_reads_and_spells(kind: Kind, text: str, value: Value, canonical: str) -> None:
    assert parse_literal(text, kind) == value
    assert format_value(value, kind) == canonical


@pytest.mark.parametrize(
    ("kind", "text", "message", "hint"),
    [
        (Kind.MONEY, "$10", "`$` does not say which currency", "write its code"),
        (Kind.MONEY, "UKP 10", "`UKP` is not a currency", "did you mean `GBP`?"),
        (Kind.MONEY, "GPB 10", "`GPB` is not a currency", "write its three letters, like `GBP`"),
        (Kind.MONEY, "GBP 1,00,000", "the digits of `GBP 1,00,000` are not in groups of three", "`GBP 100,000`"),
        (Kind.MONEY, "c. £2m", "does not state an amount exactly", "range"),
        (Kind.MONEY, "£2m", "`£2m` is not written out in full", "`GBP 2,000,000`"),
        (Kind.MONEY, "£1e9", "`£1e9` is a number in powers of ten", "`GBP 1,000,000,000`"),
        (Kind.MONEY, "10,000", "`10,000` has no currency", "`GBP 10,000`"),
        (Kind.MONEY, "10,000 GBP", "has its currency last", "`GBP 10,000`"),
        (
            Kind.MONEY,
            "GBP 5 VAT",
            "does not say whether VAT is in it",
            "`GBP 5 excluding VAT` or `GBP 5 including VAT`",
        ),
        (
            Kind.MONEY,
            "£5 including",
            "does not say whether VAT is in it",
            "`GBP 5 excluding VAT` or `GBP 5 including VAT`",
        ),
        (Kind.MONEY, "GBP 2 to GBP 1", "ends before it starts", "lower end first"),
        (Kind.MONEY, "GBP 2 to EUR 3", "not in the same unit", "one unit"),
        (Kind.MONEY, "GBP 2 to GBP 3 including VAT", "not in the same unit", "one unit"),
        (Kind.MONEY, "GBP 1, GBP 2", "states two amounts", "one excluding and one including VAT"),
        (Kind.PERCENTAGE, "60", "`60` has no %", "`60%`"),
        (Kind.PERCENTAGE, "1.2345678%", "7 decimal places", "at most 6"),
        (Kind.RATIO, "60", "is not a ratio", "`60:40`"),
        (Kind.NUMBER, "1234567890123456789", "19 digits", "18"),
        (Kind.NUMBER, "٣", "digits 0 to 9", "digits 0 to 9"),
        (Kind.NUMBER, "1.234.567,89", "the other way round", "`1,234,567.89`"),
        (Kind.NUMBER, "1 250", "set apart by blanks", "`1,250`"),
        (Kind.NUMBER, "", "the number is missing", "after the name"),
        (Kind.PERCENTAGE, "0.6", "`0.6` has no %", "write `60%` if it is a part of one"),
        (Kind.PERCENTAGE, "0.6", "`0.6` has no %", "`0.6%` if it is a percentage already"),
        (Kind.PERCENTAGE, "0.125", "has no %", "`12.5%`"),
        (Kind.PERCENTAGE, "1", "has no %", "`100%`"),
        (Kind.PERCENTAGE, "0", "has no %", "write `0%`"),
        (Kind.PERCENTAGE, "12,5%", "a comma for its point", "write `12.5`"),
        (Kind.MONEY, "£100,000 + VAT", "whether VAT is in it", "write `GBP 100,000 excluding VAT`"),
        (Kind.MONEY, "£100k plus VAT", "whether VAT is in it", "write `GBP 100,000 excluding VAT`"),
        (Kind.MONEY, "£100,000 (net of VAT)", "whether VAT is in it", "write `GBP 100,000 excluding VAT`"),
        (Kind.MONEY, "£100,000 gross", "whether VAT is in it", "write `GBP 100,000 including VAT`"),
        (Kind.MONEY, "£100k excl VAT", "in full", "write `GBP 100,000 excluding VAT`"),
        (Kind.MONEY, "£100,000 per annum", "is an amount for a year", "`yearly value: GBP 100,000`"),
        (Kind.MONEY, "£100k p.a. ex VAT", "is an amount for a year", "`yearly value: GBP 100,000 excluding VAT`"),
        (Kind.MONEY, "£30 an hour", "is an amount for an hour", "over the whole contract"),
        (Kind.MONEY, "£1m - £2m", "not written as a range", "write `GBP 1,000,000 to GBP 2,000,000`"),
        (Kind.MONEY, "£1m to £2m", "not written as a range", "write `GBP 1,000,000 to GBP 2,000,000`"),
        (Kind.MONEY, "£100-200k ex VAT", "not written", "`GBP 100,000 excluding VAT to GBP 200,000 excluding VAT`"),
        (Kind.MONEY, "100,000 pounds", "has its currency last", "write `GBP 100,000`"),
        (Kind.MONEY, "“£100,000”", "stands in curly quotes", "write it without them: `£100,000`"),
        (Kind.DATE, "“1 April 2026”", "stands in curly quotes", "`1 April 2026`"),
        (Kind.DATE, "31/31/2026", "not a day of the calendar", "write it like `1 April 2026`"),
        (Kind.DATE, "30 February 2026", "not a day of the calendar", "February 2026 has 28 days"),
        (Kind.DATE, "2026-02-30", "not a day of the calendar", "February 2026 has 28 days"),
        (Kind.DATE, "31/12/2026", "has its month as a number", "write `31 December 2026`"),
        (Kind.DATE, "3/4/2026", "which number is the month", "write `3 April 2026` or `4 March 2026`"),
        (Kind.DATE, "1 Aprul 2026", "`Aprul` is not a month", "did you mean `April`?"),
        (Kind.DATE, "April 1, 2026", "has its month first", "`1 April 2026`"),
        (Kind.DATE, "1 April 2026 24:00", "not a time of day", "23:59"),
        (Kind.DURATION, "5 mnths", "`mnths` is not a unit of time", "did you mean `months`?"),
        (Kind.DURATION, "1.5 days", "not a whole number of days", "write whole days"),
        (Kind.CLASSIFICATION, "CPV 850", "not a CPV code", "8 digits"),
        (Kind.YES_NO, "maybe", "neither yes nor no", "`yes` or `no`"),
        (Kind.LIST, "lots", "the fact is a list", "list its parts"),
    ],
)
def test_refuses_with_what_to_write(kind: Kind, text: str, message: str, hint: str) -> None:
    error = parse_literal(text, kind)
    assert isinstance(error, LiteralError)
    assert message in error.message
    assert hint in (error.hint or "")


def test_what_has_no_finite_decimal_is_rounded_and_says_so() -> None:
    assert format_value(Fraction(1, 3), Kind.PERCENTAGE) == "about 33.3333%"
    assert format_value(Fraction(2, 3), Kind.NUMBER) == "about 0.6667"
    assert format_value(Ratio(Fraction(1, 3), Fraction(1)), Kind.RATIO) == "about 0.3333:1"
    assert format_value(gbp(Fraction(100, 3)), Kind.MONEY) == "about GBP 33.3333"
    assert format_value(Fraction(-1, 8), Kind.PERCENTAGE) == "-12.5%"


decimals = st.builds(Fraction, st.integers(0, 10**18 - 1), st.sampled_from([1, 10, 1000, 10**6]))
money = st.builds(Money.of, st.sampled_from(sorted(CURRENCIES)), decimals, st.sampled_from([None, *Vat]))
moments = st.builds(
    Moment, st.dates(min_value=date(1000, 1, 1)), st.none() | st.integers(0, 86_399), st.none() | st.integers(-840, 840)
)
durations = st.builds(Duration, st.integers(0, 10**6).map(Fraction), st.sampled_from(list(Unit)))
values = st.one_of(
    st.tuples(st.just(Kind.YES_NO), st.booleans()),
    st.tuples(st.just(Kind.NUMBER), decimals),
    st.tuples(st.just(Kind.PERCENTAGE), decimals.map(lambda d: d / 100)),
    st.tuples(st.just(Kind.RATIO), st.builds(Ratio, decimals, decimals)),
    st.tuples(st.just(Kind.MONEY), money),
    st.tuples(st.just(Kind.DATE), moments),
    st.tuples(st.just(Kind.DURATION), durations),
    st.tuples(
        st.just(Kind.PERCENTAGE), st.builds(lambda a, b: Between(min(a, b) / 100, max(a, b) / 100), decimals, decimals)
    ),
)


@given(values)
def test_every_spelling_reads_back_as_the_value(typed: tuple[Kind, Value]) -> None:
    kind, value = typed
    assert parse_literal(format_value(value, kind), kind) == value


@given(st.text(), st.sampled_from(list(Kind)))
def test_any_text_is_a_value_or_a_reason(text: str, kind: Kind) -> None:
    parsed = parse_literal(text, kind)
    assert not isinstance(parsed, LiteralError) or "\n" not in parsed.message
