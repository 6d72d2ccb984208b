"""The native workbook as people write it, not as the template is."""

import pytest

from policyspec.model.facts import Absence, Absent, Stated, Tender
from tests.bad.sheets_inputs import CRITERIA, FACTS, Rows, workbook
from tests.readers.reading import tender_of
from tests.readers.sheets.made import ods, only, read_bytes, refused, tender_in
from tests.writers.same import said

YAML = """\
tender: Day care
publication date: 2 March 2026
estimated value: GBP 500,000 excluding VAT
buyer: {country: "NO"}
lots:
  - title: North
    criteria:
      - {name: Care, kind: quality, weight: 70%}
      - {name: Price, kind: price, weight: 30%}
"""


def codes(tender: Tender) -> list[tuple[str, str]]:
    return [(d.code, str(d.span)) for d in tender.diagnostics]


def test_it_means_what_the_yaml_means() -> None:
    found = tender_in(workbook())
    assert found.format == "workbook"
    assert found.diagnostics == ()
    assert said(found.root) == said(tender_of(YAML).root)


def test_so_does_an_open_document() -> None:
    lots: Rows = (("title",), ("North",))
    assert said(tender_in(ods(Tender=FACTS, Lots=lots, Criteria=CRITERIA), "t.ods").root) == said(tender_of(YAML).root)


def test_facts_without_headings_stand_in_the_first_two_columns() -> None:
    assert said(tender_in(workbook(Tender=FACTS[1:])).root) == said(tender_of(YAML).root)


def test_each_fact_cites_its_cell() -> None:
    weight = tender_in(workbook()).root.lists["lots"].items[0].lists["criteria"].items[1].fact("weight")
    assert str(weight.origin) == "t.xlsx, sheet Criteria, cell D3"


def test_rows_above_the_headings_are_for_people() -> None:
    rows = (("Our criteria", "", "", ""), ("", "what it is called", "", "60%"), *CRITERIA)
    assert said(tender_in(workbook(Criteria=rows)).root) == said(tender_of(YAML).root)


def test_criteria_without_a_lot_are_the_tenders() -> None:
    rows = tuple(("", *row[1:]) if number else row for number, row in enumerate(CRITERIA))
    found = tender_in(workbook(Criteria=rows)).root
    assert len(found.lists["criteria"].items) == 2
    assert "criteria" not in found.lists["lots"].items[0].lists


@pytest.mark.parametrize("name", ["North", "north ", "lot 1", 1])
def test_a_lot_is_named_by_its_title_or_number(name: str) -> None:
    rows = (CRITERIA[0], *((name, *row[1:]) for row in CRITERIA[1:]))
    assert said(tender_in(workbook(Criteria=rows)).root) == said(tender_of(YAML).root)


def test_two_lots_of_one_name_leave_it_open_whose_a_row_is() -> None:
    found = tender_in(workbook(Lots=(("title",), ("North",), ("North",))))
    assert ("PS513", "t.xlsx, sheet Criteria, cell A2") in codes(found)
    assert all(not lot.lists["criteria"].complete for lot in found.root.lists["lots"].items)


def test_a_member_without_its_group_is_left_out_and_said() -> None:
    groups, members = (("name",), ("All",)), (("criteria group", "name"), ("", "Care"), ("All", "Price"))
    found = tender_in(workbook(**{"Criteria groups": groups, "Members": members}))
    assert ("PS578", "t.xlsx, sheet Members, cell B2") in codes(found)
    (group,) = found.root.lists["criteria_groups"].items
    assert len(group.lists["members"].items) == 1
    assert not group.lists["members"].complete


def test_more_to_come() -> None:
    found = tender_in(workbook(Lots=(("title",), ("North",), ("more to come",)))).root
    assert len(found.lists["lots"].items) == 1
    assert not found.lists["lots"].complete


def test_what_is_blank_is_not_stated_and_not_spoken_of() -> None:
    found = tender_in(workbook(Tender=(*FACTS, ("description", ""))))
    assert found.diagnostics == ()
    assert "description" not in found.root.facts


def test_a_fact_that_is_stated_twice() -> None:
    found = tender_in(workbook(Tender=(*FACTS, ("value", "GBP 1 excluding VAT"), ("title", "B"))))
    assert codes(found) == [
        ("PS511", "t.xlsx, sheet Tender, cell A6"),
        ("PS511", "t.xlsx, sheet Tender, cell A7"),
    ]
    assert isinstance(found.root.fact("estimated_value"), Absent)


def test_a_value_without_a_heading() -> None:
    found = tender_in(workbook(Lots=(("title",), ("North", "near the coast"))))
    assert codes(found) == [("PS575", "t.xlsx, sheet Lots, cell B2")]


def test_a_list_needs_a_sheet() -> None:
    found = tender_in(
        workbook(Tender=(*FACTS, ("KPIs", "Fewer admissions"), ("risks", "none"), ("needs", "more to come")))
    )
    assert codes(found) == [("PS515", "t.xlsx, sheet Tender, cell B6")]
    assert "kpis" not in found.root.lists
    assert [found.root.lists[key].complete for key in ("risks", "needs")] == [True, False]


def test_a_value_without_a_fact() -> None:
    assert codes(tender_in(workbook(Tender=(*FACTS, ("", "B"))))) == [("PS575", "t.xlsx, sheet Tender, cell B6")]


def test_numbers_are_the_decimals_that_are_shown() -> None:
    rows = (("name", "points", "full marks"), ("A", 0.1, 1e-4), ("B", 0.30000000000000004, 1234567890123))
    found = tender_in(workbook(Criteria=rows)).root.lists["criteria"].items
    facts = [item.fact(key) for item in found for key in ("points", "full_marks")]
    values = [str(fact.value) for fact in facts if isinstance(fact, Stated)]
    assert values == ["1/10", "1/10000", "3/10", "1234567890123"]


def test_a_ratio_that_a_program_took_for_a_time_is_read_as_it_is_shown() -> None:
    def change(book: object, sheets: dict[str, object]) -> None:
        clock = book.add_format({"num_format": "[h]:mm"})  # type: ignore[attr-defined]
        sheets["Criteria"].write_number("C2", 60 / 24 + 40 / 1440, clock)  # type: ignore[attr-defined]

    found = tender_in(workbook(change, Criteria=(("name", "kind", "marking scale"), ("A", "quality"))))
    assert found.root.lists["criteria"].items[0].fact("marking_scale").value == "60:40"  # type: ignore[union-attr]


def test_yes_and_no_as_the_sheet_has_them() -> None:
    found = tender_in(workbook(Tender=(*FACTS, ("urgent", True)))).root
    assert found.fact("urgent").value is True  # type: ignore[union-attr]


def test_an_error_is_no_text() -> None:
    data = workbook(lambda _, sheets: sheets["Tender"].write_formula("B2", "=A9", value="#N/A"))
    title = tender_in(data).root.fact("title")
    assert isinstance(title, Absent)
    assert (title.why, title.reason) == (Absence.UNREADABLE, "the cell shows #N/A")


def test_an_error_of_an_open_document() -> None:
    wrong = (
        '<table:table-cell table:formula="of:=A9" office:value-type="string"><text:p>#REF!</text:p></table:table-cell>'
    )
    calc = wrong.replace("<table:table-cell", '<table:table-cell xmlns:calcext="urn:c" calcext:value-type="error"')
    blank = '<table:table-cell table:formula="of:=A9"/>'
    found = tender_in(ods(Tender=(("title", "A"), ("description", calc), ("subject matter", blank))), "t.ods")
    assert codes(found) == [("PS570", "t.ods, sheet Tender, cell B2"), ("PS569", "t.ods, sheet Tender, cell B3")]


def test_a_percentage_of_an_open_document() -> None:
    part = '<table:table-cell office:value-type="percentage" office:value="0.7"><text:p>70%</text:p></table:table-cell>'
    found = tender_in(ods(Tender=FACTS, Criteria=(("name", "weight"), ("Care", part))), "t.ods")
    assert str(found.root.lists["criteria"].items[0].fact("weight").value) == "7/10"  # type: ignore[union-attr]


def test_a_sheet_with_no_known_heading_is_left_out_and_said() -> None:
    found = tender_in(workbook(Criteria=(("Kriterium", "Gewicht"), ("Care", "70%"))))
    assert codes(found) == [("PS574", "t.xlsx, sheet Criteria, cell A1")]


def test_a_sheet_of_notes_may_have_a_name_with_a_hash() -> None:
    assert tender_in(workbook(**{"#notes": (("ask Jo",),)})).diagnostics == ()


def test_explanations_and_waivers_have_their_sheets() -> None:
    waivers = (
        ("rule", "lot", "reason", "expires", "facts"),
        ("a/b#c", "North", "for now", "1 May 2026", "weight\ntitle"),
    )
    found = tender_in(workbook(Explanations=(("Rule", "Reason"), ("a/b#d", "because")), Waivers=waivers))
    assert [(e.rule, e.reason) for e in found.explanations] == [("a/b#d", "because")]
    (waiver,) = found.waivers
    assert (waiver.item, waiver.facts) == ("lots[0]", ("weight", "title"))
    assert ("PS510", "t.xlsx, sheet Waivers, cell D1") in codes(found)


def test_a_workbook_of_other_things() -> None:
    error = refused(only(Budget=(("January", "February"), (1, 2))))
    assert (error.code, str(error.span)) == ("PS507", "t.xlsx, sheet Budget, cell A1")


def test_a_blank_workbook() -> None:
    assert refused(only()).code == "PS501"


def test_merged_cells_above_the_headings_are_no_matter() -> None:
    rows = (("", ""), *CRITERIA)
    data = workbook(lambda _, sheets: sheets["Criteria"].merge_range("A1:D1", "Our criteria"), Criteria=rows)
    assert read_bytes(data)[1] == ()


def test_merged_cells_of_an_open_document_are_seen() -> None:
    lot = '<table:table-cell table:number-rows-spanned="2" table:number-columns-spanned="1" office:value-type="string"><text:p>North</text:p></table:table-cell>'
    rows = (CRITERIA[0], (lot, *CRITERIA[1][1:]), ("<table:covered-table-cell/>", *CRITERIA[2][1:]))
    error = refused(ods(Tender=FACTS, Lots=(("title",), ("North",)), Criteria=rows), "t.ods")
    assert (error.code, str(error.span)) == ("PS572", "t.ods, sheet Criteria, cell A2")
