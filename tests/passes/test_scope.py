"""Whose fact a name is: things in scope, innermost first."""

import pytest

from tests.passes.compiling import compiled, meant, mistake, pairs, rule_of

WITHIN = """
flag when value of the lot is above value of the tender
    lot.value above tender.estimated_value

flag when estimated value is above GBP 5
    tender.estimated_value above GBP 5

flag when the lot is suitable for SMEs
    lot.suitable_for_smes

flag when area is stated
    lot.area stated

flag when category is services
    lot.category equal services

flag when category of the tender is services
    tender.category equal services

flag when number of criteria is above 5
    number(lot.criteria) above 5

flag when number of criteria of the tender is above 5
    number(tender.criteria) above 5

flag when there is no lot where value of the lot is above value of this lot
    number([lot 2 in tender.lots | lot 2.value above lot.value]) equal 0

flag when some lot is this lot
    some(lot 2 in tender.lots: lot 2 equal lot)

flag when every criterion is relevant
    every(criterion in lot.criteria: criterion.relevant)
"""


@pytest.mark.parametrize(("clause", "meaning"), pairs(WITHIN))
def test_within_for_each_lot(clause: str, meaning: str) -> None:
    (_, said) = rule_of(f"for each lot\n{clause}")
    assert said == f"(a) flag {meaning}"


def test_quality_weight_of_a_lot_is_worked_out_from_its_own_criteria() -> None:
    assert "in lot.criteria" in meant("quality weight is above 60%", scope="for each lot")
    assert "in tender.criteria" in meant("quality weight is above 60%")
    assert "in tender.criteria" in meant("quality weight of the tender is above 60%", scope="for each lot")


def test_in_a_where_the_members_come_first_and_the_tender_last() -> None:
    said = meant("there are at least 2 lots where (estimated value is above GBP 5 and quality weight is above 60%)")
    assert "tender.estimated_value above GBP 5" in said
    assert "in lot.criteria" in said


def test_for_each_binds_from_the_outside_in() -> None:
    lines = rule_of("for each criterion of each lot where weight of the criterion is above 0%\nname must be stated")
    assert lines == [
        "for each lot in tender.lots",
        "for each criterion in lot.criteria | criterion.weight above 0%",
        "(a) must criterion.name stated",
    ]


def test_for_each_goes_through_a_class() -> None:
    small = "define a small lot as a lot where value of the lot is at most GBP 5"
    lines = rule_of("for each small lot\narea of the small lot must be stated", declarations=small)
    assert lines[0] == "for each small lot in tender.lots | small lot.value at most GBP 5"
    assert lines[1] == "(a) must small lot.area stated"


def test_a_reference_leads_to_another_thing() -> None:
    lines = rule_of("for each outcome\nweight of the criterion of the outcome must be above 0%")
    assert lines[1] == "(a) must outcome.criterion.weight above 0%"


def test_a_scalar_of_a_list_is_a_variable() -> None:
    duty = "there should be at least 1 lever of the outcome where the lever is among services of the provider"
    text = f"for each outcome\n{duty}"
    assert rule_of(text)[1].startswith(
        "(a) should number([lever in outcome.levers | lever among tender.provider.services])"
    )


def test_variables_of_a_rule_have_names_of_their_own() -> None:
    text = "flag when some lot is suitable for SMEs and area of some lot is stated"
    assert rule_of(text) == [
        "(a) flag (some(lot in tender.lots: lot.suitable_for_smes) and some(lot 2 in tender.lots: lot 2.area stated))"
    ]


@pytest.mark.parametrize(
    ("clauses", "code", "hint"),
    [
        ("for each lot\n  flag when «value» is above GBP 5", "PS205", "`value of the lot` or `value of the tender`"),
        ("flag when there is no lot where «value» is above GBP 5", "PS205", "`value of the lot` or"),
        ('for each lot\n  flag when there is no lot where «area» is "N"', "PS205", "or `area of this lot`"),
        ("flag when value of «the lot» is above GBP 5", "PS204", "add `for each lot`"),
        ("flag when value of «this lot» is above GBP 5", "PS204", "`for each lot`"),
        ("flag when «weight» is above 5%", "PS203", "`weight of every criterion`"),
        ("for each lot\n  flag when «weight» of the lot is above 5%", "PS203", "a criterion"),
        ("for each lot\n  flag when «valu» of the lot is above GBP 5", "PS203", "did you mean `value`?"),
        ("flag when value of «estimated value» is above GBP 5", "PS310", "facts belong to things"),
        ("for each «lott»\n  flag when electronic is yes", "PS210", "did you mean `lot`?"),
        ("for each «member»\n  flag when electronic is yes", "PS210", "`for each member of each criteria group`"),
        ("for each «buyer»\n  flag when electronic is yes", "PS210", "without `for each`"),
        ("for each «risk» of each lot\n  flag when electronic is yes", "PS210", "for each risk"),
    ],
)  # fmt: skip
def test_a_name_that_misses(clauses: str, code: str, hint: str) -> None:
    found = mistake(f'\nrule r "R"\n  {clauses}\n')
    assert found.code == code
    assert hint in (found.hint or "")


def test_nothing_is_said_of_what_rests_on_a_mistake() -> None:
    text = 'rule r "R"\n  for each lott\n  value of the lot must be above weight\n'
    assert [d.code for d in compiled(text)[1]] == ["PS210"]
