"""What a lot takes from the tender."""

from fractions import Fraction

from policyspec.model.facts import Absence, Absent, Stated
from policyspec.model.inherit import inherited
from policyspec.model.vocabulary import standard
from tests.readers.reading import absence, item, stated, tender_of

TEXT = """\
tender: T
suitable for SMEs: yes
contract start date: 1 April 2026
criteria:
  - {name: Quality, kind: quality, weight: 70%}
  - {name: Price, kind: price, weight: 30%}
criteria groups:
  - {name: G, members: [{name: M, weight: 10%}]}
low bid steps: []
lots:
  - title: A
  - title: B
    suitable for SMEs: withheld
    contract start date:
    criteria:
      - {name: Cost, kind: cost, weight: 100%}
"""
TENDER = tender_of(TEXT)
FILLED = inherited(TENDER, standard())


def test_a_lot_without_its_own_takes_the_tenders_with_their_places() -> None:
    assert stated(FILLED, "suitable_for_smes", "lots[0]") is True
    criterion = item(FILLED, "lots[0].criteria[0]")
    assert criterion.fact("weight") == Stated(Fraction(7, 10), item(TENDER, "criteria[0]").fact("weight").origin)
    assert criterion.origin is not None
    assert criterion.origin.line == 5
    assert criterion.label == "criterion 1 (Quality) of lot 1 (A)"
    assert item(FILLED, "lots[0].criteria_groups[0].members[0]").fact("weight") != Absent(Absence.NOT_STATED)
    assert item(FILLED, "lots[0]").values["low_bid_steps"].values == ()


def test_a_lots_own_list_replaces_the_tenders_wholly() -> None:
    criteria = item(FILLED, "lots[1]").lists["criteria"].items
    assert [c.fact("kind") for c in criteria] == [item(TENDER, "lots[1].criteria[0]").fact("kind")]


def test_a_fact_that_is_withheld_is_the_lots_own_and_a_blank_one_is_not() -> None:
    assert absence(FILLED, "suitable_for_smes", "lots[1]").why is Absence.WITHHELD
    assert stated(FILLED, "contract_start_date", "lots[1]") == stated(TENDER, "contract_start_date")


def test_what_belongs_to_the_tender_alone_stays_there() -> None:
    assert item(FILLED, "lots[0]").fact("title") == item(TENDER, "lots[0]").fact("title")
    assert "estimated_value" not in item(FILLED, "lots[0]").facts


def test_the_tender_itself_is_as_it_was_and_one_without_lots_too() -> None:
    assert FILLED.root.facts == TENDER.root.facts
    assert FILLED.root.lists["criteria"] == TENDER.root.lists["criteria"]
    alone = tender_of("tender: T\nsuitable for SMEs: yes")
    assert inherited(alone, standard()) is alone


def test_inheriting_twice_is_inheriting_once() -> None:
    assert inherited(FILLED, standard()) == FILLED
