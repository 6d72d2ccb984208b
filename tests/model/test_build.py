"""A tender built in Python says the same as a file would."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from policyspec.model.build import tender_facts
from policyspec.model.facts import Absence, Absent, Explanation, Item, Stated, items
from policyspec.model.tender import Tender
from policyspec.model.things.criteria import Criterion
from policyspec.model.things.lots import Lot
from policyspec.model.things.outcomes import Outcome
from policyspec.model.things.people import Buyer, Party, Risk
from policyspec.model.values import Between, Classification, ItemRef, Moment, Money, Vat
from policyspec.model.vocabulary import standard

CARE = Classification("CPV", "85000000")


def pounds(amount: int) -> Money:
    return Money.of("GBP", Fraction(amount), Vat.EXCLUDING)


def supported_living() -> Tender:
    quality = Criterion(name="Quality of care", kind="quality", weight=Fraction(60, 100))
    price = Criterion(name="Price", kind="price", weight=Fraction(40, 100))
    return Tender(
        title="Supported living, North and South",
        buyer=Buyer(name="Example Council", type="local authority", country="GB"),
        main_cpv_code=CARE,
        cpv_codes=[CARE],
        estimated_value=pounds(1_200_000),
        publication_date=Moment(date(2026, 3, 2)),
        lots=[
            Lot(title="North", value=pounds(700_000), suitable_for_smes=False, criteria=[quality, price]),
            Lot(value=pounds(500_000)),
        ],
        outcomes=[Outcome(name="Fewer admissions", criterion="quality of care", levers=["visits"])],
        explanations=(Explanation("council/commissioning#small-lots", "two areas only"),),
    )


@pytest.fixture
def root() -> Item:
    return tender_facts(supported_living()).root


def test_facts_are_stated_as_they_were_given(root: Item) -> None:
    assert root.fact("estimated_value") == Stated(pounds(1_200_000))
    assert root.fact("publication_date") == Stated(Moment(date(2026, 3, 2)))
    assert root.lists["lots"].items[0].fact("suitable_for_smes") == Stated(value=False)
    assert root.records["buyer"].fact("type") == Stated("local authority")
    assert list(root.values["cpv_codes"].values) == [Stated(CARE)]


def test_what_is_left_out_is_not_stated(root: Item) -> None:
    assert root.fact("submission_deadline") == Absent(Absence.NOT_STATED)
    assert "criteria" not in root.lists
    assert "criteria" not in root.lists["lots"].items[1].lists


def test_an_empty_list_is_stated() -> None:
    listing = tender_facts(Tender(lots=[])).root.lists["lots"]
    assert (listing.items, listing.complete) == ((), True)


def test_a_list_may_have_more_to_come() -> None:
    tender = Tender(lots=[Lot(title="North")], more_to_come=frozenset({"lots"}))
    assert not tender_facts(tender).root.lists["lots"].complete


def test_each_thing_has_a_place_and_a_name_for_people(root: Item) -> None:
    places = {item.path: item.label for item in items(root)}
    assert places[""] == "the tender"
    assert places["buyer"] == "the buyer"
    assert places["lots[0]"] == "lot 1 (North)"
    assert places["lots[1]"] == "lot 2"
    assert places["lots[0].criteria[1]"] == "criterion 2 (Price) of lot 1 (North)"


def test_a_reference_finds_the_one_thing_of_that_name(root: Item) -> None:
    outcome = root.lists["outcomes"].items[0]
    assert outcome.fact("criterion") == Stated(ItemRef("lots[0].criteria[0]"))


def test_a_reference_to_nothing_or_to_two_is_unreadable() -> None:
    parties = [Party(name="Mencap"), Party(name="Trust"), Party(name="trust")]
    risk = Risk(owner="Serco", managers=["Mencap", "Trust"])
    found = tender_facts(Tender(parties=parties, risks=[risk])).root.lists["risks"].items[0]
    assert found.fact("owner") == Absent(Absence.UNREADABLE, reason="there is no party called `Serco`")
    assert found.values["managers"].values == (
        Stated(ItemRef("parties[0]")),
        Absent(Absence.UNREADABLE, reason="two or more parties are called `Trust`"),
    )


def test_explanations_stand_beside_the_facts() -> None:
    built = tender_facts(supported_living(), source="design")
    assert [e.rule for e in built.explanations] == ["council/commissioning#small-lots"]
    assert (built.source, built.name) == ("design", "Supported living, North and South")


def test_a_range_may_be_stated() -> None:
    half = Between(Fraction(1, 2), Fraction(6, 10))
    criteria = tender_facts(Tender(criteria=[Criterion(weight=half)])).root.lists["criteria"]
    assert criteria.items[0].fact("weight") == Stated(half)


@given(st.decimals(0, 1, places=4))
def test_numbers_are_exact(weight: Decimal) -> None:
    criterion = Criterion.model_validate({"weight": weight})
    assert criterion.weight == Fraction(str(weight))


def test_a_plain_date_is_a_day_without_a_time() -> None:
    assert Tender.model_validate({"needs_date": date(2026, 3, 2)}).needs_date == Moment(date(2026, 3, 2))


def test_a_float_is_refused() -> None:
    with pytest.raises(ValidationError):
        Criterion.model_validate({"weight": 0.1})


def test_an_unknown_code_is_refused_with_a_suggestion() -> None:
    with pytest.raises(ValidationError, match="did you mean `open procedure`"):
        Tender(procedure="open procedures")


def test_an_unknown_fact_is_refused() -> None:
    with pytest.raises(ValidationError):
        Lot.model_validate({"quality_weight": Fraction(1)})


SCALARS = [i.key for i in standard().facts_of("lot") if not i.derived and str(i.type.kind) == "text"]


@given(st.sets(st.sampled_from(SCALARS)))
def test_what_is_said_is_stated_and_nothing_else(keys: set[str]) -> None:
    lot = tender_facts(Tender(lots=[Lot.model_validate(dict.fromkeys(keys, "said"))])).root.lists["lots"].items[0]
    assert {key for key, fact in lot.facts.items() if fact == Stated("said")} == keys == set(lot.facts)
