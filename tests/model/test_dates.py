"""Date-times as programs write them are read on a way of their own: it must say what the way for people's says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspec.model import dates
from policyspec.model.values import Moment

TWO = st.integers(0, 99).map("{:02}".format)
YEARS = st.one_of(st.integers(0, 9999), st.sampled_from([0, 1, 1900, 2000, 2026, 9999])).map("{:04}".format)
ZONES = st.one_of(st.sampled_from(["Z", "z", "", "UTC"]), st.builds("{}{}:{}".format, st.sampled_from("+-"), TWO, TWO))
TEXTS = st.builds("{}-{}-{}T{}:{}:{}{}".format, YEARS, TWO, TWO, TWO, TWO, TWO, ZONES)
NEAR = st.builds(
    "{}-{:02}-{:02}T{:02}:{:02}:{:02}{}".format,
    st.sampled_from(["2024", "2026"]),
    st.integers(1, 12),
    st.integers(26, 31),
    st.integers(0, 24),
    st.integers(0, 60),
    st.integers(0, 60),
    ZONES,
)


@given(st.one_of(TEXTS, NEAR))
def test_both_ways_say_the_same(text: str) -> None:
    quick = dates._of_program(text)
    assert quick is None or quick == dates._of_person(text)


@pytest.mark.parametrize(
    ("text", "second", "offset"),
    [
        ("2026-04-01T12:00:00Z", 43_200, 0),
        ("2026-04-01T23:59:59+01:00", 86_399, 60),
        ("2026-04-01T00:00:00-13:30", 0, -810),
    ],
)
def test_the_usual_forms_take_it(text: str, second: int, offset: int) -> None:
    found = dates._of_program(text)
    assert found == dates._of_person(text)
    assert isinstance(found, Moment)
    assert (found.second, found.offset) == (second, offset)


@pytest.mark.parametrize(
    "text",
    ["2026-W01-1T12:00:00Z", "2026-04-01T12:00:00+14:00", "2026-04-31T12:00:00Z", "2026-04-01T12:00:60Z", "2026-04-01"],
)
def test_others_are_left_to_the_way_for_people(text: str) -> None:
    assert dates._of_program(text) is None
