"""Ranges against the values in them: what an operation makes of two ranges holds all that it makes of their values."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspec.model import ranges
from policyspec.model.ranges import ENDLESS, NOUGHT, Dates, Interval, Pair
from policyspec.model.truth import Truth
from policyspec.model.values import Moment

#: Where a range has no bound, values as far as this stand for those beyond.
FAR = 10
ENDS = [None, *(Fraction(n) for n in (-2, -1, 0, 1, 3))]


def intervals() -> list[Interval]:
    return [Interval(a, b) for a, b in product(ENDS, ENDS) if a is None or b is None or a <= b]


def values(of: Interval) -> list[Fraction]:
    """Both ends and what lies halfway; nought where it is within, since there a product turns."""
    low = Fraction(-FAR) if of.low is None else of.low
    high = Fraction(FAR) if of.high is None else of.high
    return sorted({low, high, (low + high) / 2, *([Fraction(0)] if low <= 0 <= high else [])})


def holds(of: Interval, value: Fraction) -> bool:
    return (of.low is None or of.low <= value) and (of.high is None or value <= of.high)


def is_tight(of: Interval, made: list[Fraction]) -> bool:
    """Whether a bound that is there is one of the values made."""
    return all(bound is None or bound in made for bound in (of.low, of.high))


@pytest.mark.parametrize(
    ("ranged", "plain"),
    [
        (lambda a, b: a + b, lambda x, y: x + y),
        (lambda a, b: a - b, lambda x, y: x - y),
        (lambda a, b: a.times(b), lambda x, y: x * y),
    ],
    ids=["sum", "difference", "product"],
)
def test_an_operation_on_ranges_holds_that_on_their_values(
    ranged: Callable[[Interval, Interval], Interval], plain: Callable[[Fraction, Fraction], Fraction]
) -> None:
    for a, b in product(intervals(), repeat=2):
        found = ranged(a, b)
        made = [plain(x, y) for x, y in product(values(a), values(b))]
        assert all(holds(found, value) for value in made), (a, b, found)
        assert is_tight(found, made), (a, b, found)


@pytest.mark.parametrize(
    ("compare", "plain"),
    [
        (ranges.at_least, lambda x, y: x >= y),
        (ranges.above, lambda x, y: x > y),
        (ranges.equal, lambda x, y: x == y),
    ],
    ids=["at least", "above", "equal"],
)
def test_a_comparison_is_decided_just_where_the_values_agree(
    compare: Callable[[Interval, Interval], Truth], plain: Callable[[Fraction, Fraction], bool]
) -> None:
    for a, b in product(intervals(), repeat=2):
        answers = {plain(x, y) for x, y in product(_many(a), _many(b))}
        found = compare(a, b)
        assert (found.may_hold, found.may_fail) == (True in answers, False in answers), (a, b)


def _many(of: Interval) -> list[Fraction]:
    """Every half in a range, as far as `FAR`."""
    halves = [Fraction(n, 2) for n in range(-2 * FAR, 2 * FAR + 1)]
    return [h for h in halves if holds(of, h)]


def test_the_hull_is_the_least_range_that_holds_both() -> None:
    for a, b in product(intervals(), repeat=2):
        found = a.hull(b)
        assert all(holds(found, value) for value in (*values(a), *values(b)))
        assert found.low is None or found.low in (a.low, b.low)
        assert found.high is None or found.high in (a.high, b.high)
        assert (found.low is None) == (None in (a.low, b.low))
        assert (found.high is None) == (None in (a.high, b.high))


def test_a_point_is_exact_and_nothing_else_is() -> None:
    assert Interval.point(Fraction(3)).exact == 3
    assert [i.exact for i in (Interval(Fraction(1), Fraction(2)), ranges.ANY, ranges.FROM_ZERO)] == [None, None, None]


def test_nothing_times_anything_is_nothing() -> None:
    assert ranges.ANY.times(Interval.point(Fraction(0))) == Interval.point(Fraction(0))


@pytest.mark.parametrize(
    ("one", "other", "product_"),
    [
        ((None, 0), (1, None), (None, 0)),
        ((None, -2), (3, None), (None, -6)),
        ((None, -2), (None, -3), (6, None)),
        ((-1, 2), (3, None), (None, None)),
        ((None, 5), (0, 1), (None, 5)),
        ((2, 4), (3, None), (6, None)),
    ],
)
def test_a_product_is_endless_only_where_its_values_are(
    one: tuple[int | None, int | None], other: tuple[int | None, int | None], product_: tuple[int | None, int | None]
) -> None:
    assert _of(*one).times(_of(*other)) == _of(*product_) == _of(*other).times(_of(*one))


def _of(low: int | None, high: int | None) -> Interval:
    return Interval(None if low is None else Fraction(low), None if high is None else Fraction(high))


@given(*[st.integers(0, 20)] * 4)
def test_pairs_are_ordered_as_their_quotients(a: int, b: int, c: int, d: int) -> None:
    """A pair with nothing on the right is above all others."""
    if (a, b) == (0, 0) or (c, d) == (0, 0):
        return
    left, right = Pair(Fraction(a), Fraction(b)), Pair(Fraction(c), Fraction(d))
    endless = 1000
    first, second = (Fraction(x, y) if y else Fraction(endless) for x, y in ((a, b), (c, d)))
    assert left.at_least(right) is (first >= second)


def test_the_ends_of_all_ratios() -> None:
    some = Pair(Fraction(60), Fraction(40))
    assert ENDLESS.at_least(some)
    assert some.at_least(NOUGHT)
    assert not some.at_least(ENDLESS)
    assert not NOUGHT.at_least(some)


def test_dates_count_days() -> None:
    first, last = Moment(date(2026, 2, 27)), Moment(date(2026, 3, 1), 3600)
    assert (Dates(last, last).days() - Dates(first, first).days()).exact == 2
    assert Dates(first, None).days().high is None
    assert Dates(first, last).exact is None
    assert Dates(last, last).exact == last
