"""Which policies are picked for whom. Each expectation is from the law's own reach, as the packs' READMEs tell it."""

from datetime import date
from pathlib import Path

import pytest

from policyspec.base.data import data_file
from policyspec.model.facts import Item, Stated, Tender
from policyspec.model.values import Moment
from policyspec.report.picked import Pick
from policyspec.workspace.disk import Disk
from policyspec.workspace.profile import pick, shipped_profile
from policyspec.workspace.shipped import SUFFIXES

ACT = {"uk/thresholds", "uk/procurement-act", "uk/below-threshold", "uk/payment"}
FLAGS = "red-flags/ocp"
NOW = date(2026, 3, 2)


def tender(
    country: str | None = None,
    region: str | None = None,
    *,
    on: date | None = NOW,
    form: str = "ocds",
    buyer: dict[str, str] | None = None,
    **facts: str,
) -> Tender:
    stated = {"country": country, "region": region, **(buyer or {})}
    of_buyer = Item("buyer", "buyer", "the buyer", {k: Stated(v) for k, v in stated.items() if v is not None})
    of_tender = {key: Stated(value) for key, value in facts.items()}
    if on is not None:
        of_tender["publication_date"] = Stated(Moment(on))
    return Tender("t", form, Item("tender", "", "the tender", dict(of_tender), records={"buyer": of_buyer}))


def picked(tender: Tender) -> Pick:
    return pick(tender, shipped_profile())


def why_not(made: Pick, policy: str) -> str:
    return next(one.why for one in made.left_out if policy in one.policies)


def test_every_policy_that_ships_has_its_place_in_the_table_once() -> None:
    root = Path(data_file("policies"))
    names = Disk().files(str(root), SUFFIXES, deep=True) or []
    ship = [Path(n).relative_to(root).as_posix().removesuffix(".md").removesuffix(".policy") for n in names]
    named = [policy for row in shipped_profile().rows for policy in row.policies]
    assert sorted(named) == sorted(ship)


@pytest.mark.parametrize("country", ["GB", "United Kingdom", "GBR", "uk", "ENG"])
def test_england_is_under_the_act(country: str) -> None:
    made = picked(tender(country, "England"))
    assert set(made.policies) >= {*ACT, "uk/social-value-act", "uk/national-policy", "uk/carbon", FLAGS}
    assert made.no_law is None
    assert made.advice is None
    assert made.known[0] == "the buyer is in England"


@pytest.mark.parametrize(
    ("country", "region", "own"),
    [
        ("GB", "Scotland", "scotland/procurement"),
        ("GB", "UKM82", "scotland/procurement"),
        (None, "UKM82", "scotland/procurement"),
        ("Scotland", None, "scotland/procurement"),
        ("GB", "UKL17", "wales/procurement"),
        ("GB", "Cymru", "wales/procurement"),
        ("GB", "UKN06", "northern-ireland/social-value"),
    ],
)
def test_each_nation_has_its_own(country: str | None, region: str | None, own: str) -> None:
    made = picked(tender(country, region))
    assert own in made.policies
    assert (set(made.policies) & ACT == set()) == (own == "scotland/procurement")
    assert "uk/social-value-act" not in made.policies
    others = {"scotland/procurement", "wales/procurement", "northern-ireland/social-value"} - {own}
    assert others & set(made.policies) == set()


def test_devolved_scotland_is_outside_the_act_unless_the_notice_names_the_act() -> None:
    assert "section 2(5)" in why_not(picked(tender("GB", "UKM")), "uk/procurement-act")
    named = picked(tender("GB", "UKM", legal_basis="2023/54"))
    assert set(named.policies) >= ACT
    assert "Procurement Act 2023" in why_not(named, "scotland/procurement")


@pytest.mark.parametrize(("day", "under"), [(date(2025, 2, 23), False), (date(2025, 2, 24), True)])
def test_the_act_is_for_what_began_with_it(day: date, under: bool) -> None:
    made = picked(tender("GB", "England", on=day))
    assert (set(made.policies) >= ACT) == under
    if not under:
        assert "24 February 2025 (Procurement Policy Note 002)" in why_not(made, "uk/procurement-act")
        assert "the procurement begins before 24 February 2025" in made.known


def test_the_day_on_which_it_began_in_law_goes_before_that_of_the_notice() -> None:
    late = tender("GB", "England", commencement_date="-")
    late.root.facts["commencement_date"] = Stated(Moment(date(2024, 12, 1)))
    assert "uk/procurement-act" not in picked(late).policies


def test_a_date_for_the_run_goes_before_both() -> None:
    assert "uk/procurement-act" not in pick(tender("GB", "England"), shipped_profile(), date(2025, 1, 1)).policies


def test_an_older_notice_under_a_directive_is_not_under_the_act() -> None:
    assert "law before the Act" in why_not(
        picked(tender("GB", "England", legal_basis="32014L0024")), "uk/procurement-act"
    )


def test_what_is_not_stated_leaves_nothing_out_but_nations() -> None:
    made = picked(tender("GB", on=None))
    assert set(made.policies) >= {*ACT, "uk/carbon", "uk/national-policy"}
    assert why_not(made, "scotland/procurement") == "the buyer's region is not stated"
    assert made.advice is not None
    assert "Scotland" in made.advice


def test_a_council_is_not_asked_for_carbon_plans() -> None:
    made = picked(tender("GB", "England", buyer={"type": "local authority"}))
    assert "central government" in why_not(made, "uk/carbon")


@pytest.mark.parametrize("country", ["PT", "Portugal", "DEU", "Éire", "EL"])
def test_a_member_state_is_under_the_directive(country: str) -> None:
    assert picked(tender(country)).policies == ("eu/directive-2014-24", "eu/thresholds", FLAGS)


@pytest.mark.parametrize(("subtype", "own"), [("E3", "norway/national-notices"), ("16", "eu/directive-2014-24")])
def test_norway_has_two_laws_and_a_notice_is_under_one(subtype: str, own: str) -> None:
    made = picked(tender("NO", notice_subtype=subtype))
    assert own in made.policies
    assert {"norway/national-notices", "eu/directive-2014-24"} - set(made.policies) == {
        policy for one in made.left_out for policy in one.policies if policy.startswith(("norway", "eu/directive"))
    }


@pytest.mark.parametrize(("country", "own"), [("AU", "australia/procurement-rules"), ("USA", "us/rule-of-two")])
def test_federal_law_is_for_federal_buyers(country: str, own: str) -> None:
    assert own in picked(tender(country)).policies
    local = picked(tender(country, buyer={"tier": "local"}))
    assert own not in local.policies
    assert local.no_law is not None


@pytest.mark.parametrize("country", [None, "Colombia", "ZZ"])
def test_where_no_law_ships_only_flags_are_raised_and_it_says_so(country: str | None) -> None:
    made = picked(tender(country))
    assert made.policies == (FLAGS,)
    assert made.no_law is not None
    assert made.advice is not None
    assert ("buyer: {country: GB}" in made.advice) == (country is None)


@pytest.mark.parametrize("region", ["DF", "QC", "NO"])
def test_two_letters_of_a_region_are_no_country(region: str) -> None:
    assert picked(tender(None, region)).policies == (FLAGS,)


def test_whoever_names_a_policy_beside_has_said_what_binds() -> None:
    assert pick(tender(), shipped_profile(), beside=["own.policy"]).no_law is None


@pytest.mark.parametrize(("form", "draft"), [("native", True), ("workbook", True), ("ocds", False), ("eforms", False)])
def test_principles_are_for_drafts(form: str, draft: bool) -> None:
    made = picked(tender("GB", "England", form=form))
    assert ("commissioning/five-principles" in made.policies) == draft
    offered = [one for one in made.left_out if "commissioning/alliance" in one.policies]
    assert bool(offered) == draft
