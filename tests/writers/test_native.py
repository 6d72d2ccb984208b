"""A tender written in the native format says what it said."""

from dataclasses import replace

from hypothesis import given, settings

from policyspec.model.facts import NOT_STATED, Absence, Absent, Item, Listing, Origin, Stated, Tender, find
from policyspec.model.values import ItemRef
from policyspec.model.vocabulary import standard
from policyspec.writers.native import write_native
from tests.readers.reading import tender_of
from tests.writers.drawn import tenders
from tests.writers.same import derived, said

WORKED_OUT = {"theme", "weight", "contract_length", "maximum_contract_length", "framework_length"}


def written(root: Item, **more: object) -> str:
    return write_native(replace(Tender("notice.json", "native", root), **more), standard())  # type: ignore[arg-type]


@given(tenders())
@settings(max_examples=150)
def test_what_is_written_is_read_again(tender: Tender) -> None:
    again = tender_of(write_native(tender, standard()))
    before, after = said(tender.root), said(again.root)
    new = {place: value for place, value in after.items() if place not in before}
    assert {place: after.get(place) for place in before} == before
    assert {place.rpartition(".")[2] for place in new} <= WORKED_OUT
    assert set(new) <= derived(again)
    assert [replace(e, origin=None) for e in again.explanations] == list(tender.explanations)
    assert [replace(w, origin=None) for w in again.waivers] == list(tender.waivers)


@given(tenders())
@settings(max_examples=60)
def test_writing_twice_changes_nothing(tender: Tender) -> None:
    once = tender_of(write_native(tender, standard()))
    twice = tender_of(write_native(once, standard()))
    assert said(twice.root) == said(once.root)


def test_the_page() -> None:
    tender = tender_of("""
        buyer: {country: GB}
        category: services
        lots: [{title: North, value: "GBP 1200000 excluding VAT"}, more to come]
        tender: Care at home
        submission deadline: 2026-05-01T12:00
        """)
    assert (
        write_native(tender, standard())
        == """\
# Written by policyspec from tender.yaml.
# Taken for granted in reading it:
# - the time is taken to be on the buyer's clock (Europe/London)

# The purchase
tender: Care at home

# Lots
lots:
  - title: North
    value: GBP 1,200,000 excluding VAT
  - more to come

# Dates
submission deadline: 1 May 2026 12:00 +01:00

# Suppliers and parties
buyer:
  country: GB

# Contract terms
category: services
"""
    )


def test_what_could_not_be_read_is_a_comment_in_its_place() -> None:
    origin = Origin("notice.json", 3, 7, raw="c. £2m")
    facts = {"estimated_value": Absent(Absence.UNREADABLE, origin, "it is not an amount")}
    text = written(Item("tender", "", "the tender", {**facts, "title": Stated("Care")}))
    assert "\n# estimated value: unreadable: it is not an amount (`c. £2m`)\n" in text
    assert tender_of(text).root.fact("estimated_value") == NOT_STATED


def test_a_list_that_could_not_be_read_has_members_that_are_not_known() -> None:
    lists = {"lots": Listing((), complete=False, unreadable="a text stands where a list should")}
    text = written(Item("tender", "", "the tender", lists=lists))
    assert "lots: more to come # what stood here could not be read: a text stands where a list should" in text
    again = tender_of(text).root.lists["lots"]
    assert (again.items, again.complete) == ((), False)


def test_a_comment_cannot_become_a_fact() -> None:
    tender = Tender("x\nurgent: yes", "native", Item("tender", "", ""), assumptions=("a\u2028urgent: yes\x07",))
    text = write_native(tender, standard())
    assert tender_of(text).root.facts == {}
    assert "\x07" not in text
    assert "\u2028" not in text


def test_a_tender_that_states_nothing_is_still_a_tender() -> None:
    assert tender_of(written(Item("tender", "", "the tender"))).root.facts == {}


def test_references_are_by_name_where_one_thing_bears_it() -> None:
    tender = tender_of("""
        criteria: [{name: Care}, {name: Price}]
        outcomes: [{name: Health, criterion: Care}]
        """)
    text = write_native(tender, standard())
    assert "    criterion: Care\n" in text
    assert said(tender_of(text).root) == said(tender.root)


def test_references_are_by_place_where_two_things_have_one_name() -> None:
    text = """
        criteria: [{name: Care}]
        lots: [{title: North, criteria: [{name: Care}]}]
        outcomes: [{name: Health, criterion: "lots[0].criteria[0]"}]
        """
    again = tender_of(write_native(tender_of(text), standard()))
    outcome = find(again.root, ItemRef("outcomes[0]"))
    assert outcome is not None
    assert outcome.fact("criterion") == replace(
        Stated(ItemRef("lots[0].criteria[0]")), origin=outcome.fact("criterion").origin
    )


def test_weights_that_follow_from_points_are_left_to_follow() -> None:
    tender = tender_of("criteria: [{name: A, points: 1}, {name: B, points: 2}, {name: C, pass-fail: yes}]")
    text = write_native(tender, standard())
    assert "weight" not in text.partition("# Award criteria")[2]
    assert said(tender_of(text).root) == said(tender.root)


def test_a_range_and_what_beside_the_tender_is_said_of_one_lot() -> None:
    tender = tender_of("""
        lots: [{title: North}, {title: South}]
        yearly value: GBP 10 to GBP 20
        explanations: [{rule: a#b, item: lot 2, reason: "one\\n  two: #3"}]
        waivers: [{rule: a#b, item: North, reason: r, facts: [yearly value], expiry: 1 May 2027}]
        """)
    again = tender_of(write_native(tender, standard()))
    assert said(again.root) == said(tender.root)
    assert [e.item for e in again.explanations] == ["lots[1]"]
    assert [(w.item, w.facts) for w in again.waivers] == [("lots[0]", ("yearly value",))]
    assert again.explanations[0].reason == "one\n  two: #3"
