"""A tender written as a workbook is read again as it was."""

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings

from policyspec.model.facts import Absence, Absent, Explanation, Item, Listing, Stated, Tender, ValueListing, Waiver
from policyspec.model.values import ItemRef, Moment
from policyspec.model.vocabulary import standard
from policyspec.model.workbook import WORDS, tables
from policyspec.readers import read
from policyspec.writers.workbook import lost_in_workbook, write_template, write_workbook
from tests.writers.drawn import tenders
from tests.writers.same import said

VOCABULARY = standard()


def again(tender: Tender) -> Tender:
    (found,), refused = read(write_workbook(tender, VOCABULARY), "tender.xlsx", VOCABULARY)
    assert refused == ()
    return found


def beside(tender: Tender) -> list[object]:
    """The explanations and waivers, without their places."""
    explanations = [replace(one, item=None, origin=None) for one in tender.explanations]
    waivers = [replace(one, item=None, origin=None) for one in tender.waivers]
    return [*explanations, *waivers]


def hold(tender: Tender) -> None:
    # What could not be read has no value before, and none after.
    lost = [one for one in lost_in_workbook(tender, VOCABULARY) if "could not be read" not in one.reason]
    found = again(tender)
    if not lost:
        assert said(found.root) == said(tender.root)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(tenders())
def test_what_a_workbook_can_say_is_read_again(tender: Tender) -> None:
    hold(tender)


@pytest.mark.long
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(tenders())
def test_what_a_workbook_can_say_is_read_again_many_times(tender: Tender) -> None:
    hold(tender)


def text(value: str) -> Stated:
    return Stated(value)


def tender(*lots: Item, **facts: object) -> Tender:
    stated = {key: Stated(value) for key, value in facts.items()}  # type: ignore[arg-type]
    lists = {"lots": Listing(lots)} if lots else {}
    return Tender("x", "native", Item("tender", "", "the tender", {"title": text("A"), **stated}, lists))


def lot(number: int, title: str | None, *criteria: tuple[str, Fraction]) -> Item:
    path = f"lots[{number}]"
    members = tuple(
        Item("criterion", f"{path}.criteria[{n}]", name, {"name": text(name), "weight": Stated(weight)})
        for n, (name, weight) in enumerate(criteria)
    )
    return Item(
        "lot", path, path, {"title": text(title)} if title else {"value_": text("")}, {"criteria": Listing(members)}
    )


def test_criteria_stand_with_their_lots() -> None:
    one = lot(0, "North", ("Quality", Fraction(3, 5)), ("Price", Fraction(2, 5)))
    other = lot(1, "South", ("Price", Fraction(1)))
    assert said(again(tender(one, other)).root) == said(tender(one, other).root)


def test_lots_of_one_name_are_told_apart_by_number() -> None:
    lots = lot(0, "North", ("Price", Fraction(1))), lot(1, "North", ("Quality", Fraction(1)))
    assert said(again(tender(*lots)).root) == said(tender(*lots).root)


def test_members_stand_with_the_groups_of_their_lots() -> None:
    def group(path: str, member: str) -> Listing:
        inner = Item("member", f"{path}.members[0]", member, {"name": text(member)})
        return Listing((Item("criteria_group", path, path, {"name": text("All")}, {"members": Listing((inner,))}),))

    lots = tuple(
        Item(
            "lot",
            f"lots[{n}]",
            name,
            {"title": text(name)},
            {"criteria_groups": group(f"lots[{n}].criteria_groups[0]", name)},
        )
        for n, name in enumerate(("North", "South"))
    )
    assert said(again(tender(*lots)).root) == said(tender(*lots).root)


@pytest.mark.parametrize("complete", [True, False])
def test_an_empty_list_is_told_from_an_unfinished_one_and_from_none(complete: bool) -> None:
    root = Item("tender", "", "the tender", {"title": text("A")}, {"lots": Listing((), complete)})
    found = again(Tender("x", "native", root)).root
    assert found.lists["lots"].items == ()
    assert found.lists["lots"].complete is complete
    assert "criteria" not in found.lists


def test_values_stand_in_lines() -> None:
    values = {"areas": ValueListing((text("Ryde; and Cowes"), text("Newport")), complete=False)}
    root = Item("tender", "", "the tender", {"title": text("A")}, values=values)
    assert said(again(Tender("x", "native", root)).root) == said(root)


def test_an_absence_is_told_and_a_text_that_says_so_is_lost() -> None:
    withheld = tender()
    withheld.root.facts["description"] = Absent(Absence.WITHHELD)
    assert again(withheld).root.fact("description").why is Absence.WITHHELD  # type: ignore[union-attr]
    tricky = tender(description="Withheld")
    assert "description" not in again(tricky).root.facts
    assert [one.phrase for one in lost_in_workbook(tricky, VOCABULARY)] == ["description"]


def test_references_lead_to_the_same_things() -> None:
    risk = Item("risk", "risks[0]", "risk 1", {"name": text("Fire"), "owner": Stated(ItemRef("parties[1]"))})
    parties = tuple(Item("party", f"parties[{n}]", "", {"name": text(name)}) for n, name in enumerate("AB"))
    root = Item(
        "tender", "", "the tender", {"title": text("A")}, {"risks": Listing((risk,)), "parties": Listing(parties)}
    )
    assert said(again(Tender("x", "native", root)).root) == said(root)


def test_explanations_and_waivers_stand_beside() -> None:
    base = tender(lot(0, "North", ("Price", Fraction(1))))
    full = Tender(
        "x", "native", base.root,
        (Explanation("a/b#c", "because", "Me", Moment(date(2026, 2, 20)), "lots[0]"),),
        (Waiver("a/b#d", "for now", None, "Chief", None, Moment(date(2026, 9, 1)), None, ("weight", "title")),),
    )  # fmt: skip
    found = again(full)
    assert beside(found) == beside(full)
    assert found.explanations[0].item == "lots[0]"


@pytest.mark.parametrize(
    "hostile", ["=1+1", "+A1", "@SUM(A1)", "-2", '=HYPERLINK("http://x","y")', "http://x/", "{=1}"]
)
def test_a_text_is_never_a_formula_or_a_link(hostile: str) -> None:
    data = write_workbook(tender(description=hostile), VOCABULARY)
    with ZipFile(BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    (found,), _ = read(data, "tender.xlsx", VOCABULARY)
    assert found.root.fact("description").value == hostile  # type: ignore[union-attr]


def test_what_cannot_be_seen_is_written_by_its_number() -> None:
    found = again(tender(description="a\u202eb"))
    assert found.root.fact("description").value == "a\\u202eb"  # type: ignore[union-attr]


@pytest.mark.parametrize(("length", "kept"), [(32_767, 32_767), (32_768, 32_767)])
def test_a_cell_is_as_long_as_excel_lets_it_be(length: int, kept: int) -> None:
    long = tender(description="x" * length)
    assert len(str(again(long).root.fact("description").value)) == kept  # type: ignore[union-attr]
    assert bool(lost_in_workbook(long, VOCABULARY)) is (length > kept)


def test_the_same_tender_makes_the_same_bytes() -> None:
    assert write_workbook(tender(), VOCABULARY) == write_workbook(tender(), VOCABULARY)


def test_a_template_states_nothing() -> None:
    (found,), refused = read(write_template(VOCABULARY), "tender.xlsx", VOCABULARY)
    assert refused == ()
    assert found.diagnostics == ()
    assert said(found.root) == {}


def test_a_template_has_the_sheets_that_are_asked_for() -> None:
    with ZipFile(BytesIO(write_template(VOCABULARY, frozenset({("tender", "kpis"), ("tender", "title")})))) as archive:
        names = re.findall('<sheet name="([^"]+)"', archive.read("xl/workbook.xml").decode())
    assert names == ["Tender", "Lots", "Criteria", "KPIs", "Explanations", "Waivers", WORDS]


def test_no_heading_of_a_sheet_can_mean_two_things() -> None:
    for table in tables(VOCABULARY):
        assert len(table.sheet) <= 31
        for link in table.links:
            assert VOCABULARY.fact(table.entity.key, link.singular) is None
