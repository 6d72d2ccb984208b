"""What follows from a list of criteria: themes, weights from points, the only price criterion, pass-fail."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspec.model.facts import Absence, Stated
from tests.readers.reading import absence, assumption, item, said, stated, tender_of


def with_criteria(*criteria: str) -> str:
    return "tender: T\ncriteria:\n" + "".join(f"  - {{{line}}}\n" for line in criteria)


def test_a_theme_is_derived_from_a_name_and_says_so() -> None:
    tender = tender_of(with_criteria("name: Our Social Value offer, weight: 10%", "name: Price, kind: price"))
    assert stated(tender, "theme", "criteria[0]") == "social value"
    assert "derived from its name `Our Social Value offer`" in (assumption(tender, "theme", "criteria[0]") or "")
    assert "theme" not in item(tender, "criteria[1]").facts


@pytest.mark.parametrize("name", ["Asocial valued", "Innovation in social value", "Value"])
def test_a_theme_is_derived_only_from_one_whole_phrase(name: str) -> None:
    assert "theme" not in item(tender_of(with_criteria(f"name: {name}, weight: 10%")), "criteria[0]").facts


def test_a_stated_theme_stands() -> None:
    tender = tender_of(with_criteria("name: Social value, theme: jobs, weight: 10%"))
    assert stated(tender, "theme", "criteria[0]") == "jobs"
    assert assumption(tender, "theme", "criteria[0]") is None


def test_points_become_weights() -> None:
    tender = tender_of(with_criteria("name: A, points: 400", "name: B, points: 200", "name: G, pass-fail: yes"))
    assert stated(tender, "weight", "criteria[0]") == Fraction(2, 3)
    assert stated(tender, "weight", "criteria[1]") == Fraction(1, 3)
    assert absence(tender, "weight", "criteria[2]").why is Absence.NOT_APPLICABLE
    assert "400 of 600" in (assumption(tender, "weight", "criteria[0]") or "")


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=6))
def test_weights_from_points_make_exactly_the_whole(points: list[int]) -> None:
    tender = tender_of(with_criteria(*(f"name: C{n}, points: {p}" for n, p in enumerate(points))))
    weights = [stated(tender, "weight", f"criteria[{n}]") for n in range(len(points))]
    assert sum(w for w in weights if isinstance(w, Fraction)) == 1


@pytest.mark.parametrize(
    "criteria",
    [
        ("name: A, points: 400", "name: B"),
        ("name: A, rank: 1", "name: B, rank: 2"),
        ("name: A, points: 0", "name: B, points: 0"),
    ],
)
def test_what_cannot_be_shared_out_gives_no_weights(criteria: tuple[str, ...]) -> None:
    tender = tender_of(with_criteria(*criteria))
    assert all("weight" not in item(tender, f"criteria[{n}]").facts for n in range(2))


def test_points_of_a_list_with_more_to_come_give_no_weights() -> None:
    tender = tender_of("tender: T\ncriteria:\n  - {name: A, points: 4}\n  - more to come\n")
    assert "weight" not in item(tender, "criteria[0]").facts


def test_points_beside_percentages_are_unreadable_and_the_percentages_stand() -> None:
    tender = tender_of(with_criteria("name: A, weight: 60%", "name: B, points: 400"))
    assert stated(tender, "weight", "criteria[0]") == Fraction(3, 5)
    assert absence(tender, "weight", "criteria[1]").why is Absence.UNREADABLE
    assert said(tender) == ["PS517 4"]


def test_a_criterion_with_both_keeps_its_stated_weight() -> None:
    tender = tender_of(with_criteria("name: A, weight: 60%, points: 600", "name: B, weight: 40%, points: 400"))
    assert stated(tender, "weight", "criteria[0]") == Fraction(3, 5)
    assert tender.diagnostics == ()


@pytest.mark.parametrize("kind", ["price", "cost"])
def test_an_only_price_criterion_is_the_whole_mark(kind: str) -> None:
    tender = tender_of(with_criteria(f"name: P, kind: {kind}"))
    assert stated(tender, "weight", "criteria[0]") == 1
    assert "only criterion" in (assumption(tender, "weight", "criteria[0]") or "")


@pytest.mark.parametrize(
    "text", ["  - {name: Q, kind: quality}\n", "  - {kind: price}\n  - more to come\n", "  - {name: P}\n"]
)
def test_no_other_criterion_is(text: str) -> None:
    tender = tender_of(f"tender: T\ncriteria:\n{text}")
    assert not isinstance(item(tender, "criteria[0]").fact("weight"), Stated)


def test_a_pass_fail_criterion_with_a_weight_contradicts_itself() -> None:
    tender = tender_of(with_criteria("name: A, pass-fail: yes, weight: 10%"))
    assert absence(tender, "weight", "criteria[0]").why is Absence.UNREADABLE
    assert said(tender) == ["PS517 3"]
