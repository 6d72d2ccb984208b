"""Flattened OCDS, in each of its clothes, gives the facts of the nested release."""

import json

import pytest

from policyspec.model.facts import Stated, Tender, items
from policyspec.readers.sheets.headings import completed, path_of
from tests.bad.sheets_inputs import Rows, workbook
from tests.readers.reading import tender_of
from tests.readers.sheets.made import ods, only, read_bytes, refused, table, tender_in
from tests.writers.same import said

NESTED = {
    "ocid": "ocds-xxxxxx-1",
    "id": "1-a",
    "tag": ["tender"],
    "tender": {
        "id": "1",
        "title": "Supported living",
        "value": {"amount": 1200000.5, "currency": "GBP"},
        "procurementMethod": "open",
        "submissionMethod": ["electronicSubmission", "written"],
        "mainProcurementCategory": "services",
        "tenderPeriod": {"endDate": "2026-04-07T12:00:00Z"},
        "hasEnquiries": False,
        "lots": [
            {"id": "1", "title": "North", "value": {"amount": 500000, "currency": "GBP"}},
            {"id": "2", "title": "South", "value": {"amount": 700000, "currency": "GBP"}},
        ],
        "items": [
            {"id": "i", "relatedLot": "1", "classification": {"scheme": "CPV", "id": "85000000"}},
            {"id": "j", "relatedLot": "2", "classification": {"scheme": "CPV", "id": "85000000"}},
        ],
    },
}
RELEASES: Rows = (
    ("ocid", "id", "tag", "tender/id", "tender/title", "tender/value/amount", "tender/value/currency",
     "tender/procurementMethod", "tender/submissionMethod", "tender/mainProcurementCategory",
     "tender/tenderPeriod/endDate", "tender/hasEnquiries"),
    ("ocds-xxxxxx-1", "1-a", "tender", "1", "Supported living", 1200000.5, "GBP", "open", "electronicSubmission;written",
     "services", "2026-04-07T12:00:00Z", "false"),
)  # fmt: skip
LOTS: Rows = (
    ("ocid", "id", "tender/id", "tender/lots/0/id", "tender/lots/0/title", "tender/lots/0/value/amount",
     "tender/lots/0/value/currency"),
    ("ocds-xxxxxx-1", "1-a", "1", "1", "North", 500000, "GBP"),
    ("ocds-xxxxxx-1", "1-a", "1", "2", "South", 700000, "GBP"),
)  # fmt: skip
ITEMS: Rows = (
    ("ocid", "id", "tender/items/0/id", "tender/items/0/relatedLot", "tender/items/0/classification/scheme",
     "tender/items/0/classification/id"),
    ("ocds-xxxxxx-1", "1-a", "i", 1, "CPV", 85000000),
    ("ocds-xxxxxx-1", "1-a", "j", 2, "CPV", 85000000),
)  # fmt: skip
SHEETS = {"releases": RELEASES, "lots": LOTS, "items": ITEMS}

#: The same in one table: each column of a list has its number.
WIDE: Rows = (
    (*RELEASES[0], *(f"tender/lots/{n}/{f}" for n in (0, 1) for f in ("id", "title", "value/amount", "value/currency")),
     *(f"tender/items/{n}/{f}" for n in (0, 1) for f in ("id", "relatedLot", "classification/scheme", "classification/id"))),
    (*RELEASES[1], "1", "North", 500000, "GBP", "2", "South", 700000, "GBP", "i", 1, "CPV", 85000000, "j", 2, "CPV", 85000000),
)  # fmt: skip


def nested() -> Tender:
    return tender_of(json.dumps(NESTED), "release.json")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (only(**SHEETS), "t.xlsx"),
        (ods(**SHEETS), "t.ods"),
        (table(WIDE), "t.csv"),
        (table(WIDE, ";"), "t.csv"),
        (table(WIDE, "\t"), "t.csv"),
        (b"\xef\xbb\xbf" + table(WIDE), "t.csv"),
    ],
    ids=["xlsx", "ods", "csv", "semicolons", "tabs", "byte order mark"],
)
def test_it_says_what_the_nested_release_says(data: bytes, name: str) -> None:
    found = tender_in(data, name)
    assert found.format == "ocds"
    assert said(found.root) == said(nested().root)
    assert [(d.code, d.message) for d in found.diagnostics] == [(d.code, d.message) for d in nested().diagnostics]


def test_each_fact_cites_its_cell() -> None:
    lot = next(item for item in items(tender_in(only(**SHEETS)).root) if item.path == "lots[1]")
    title = lot.fact("title")
    assert isinstance(title, Stated)
    assert title.origin is not None
    assert str(title.origin) == "t.xlsx, sheet lots, cell E3"
    assert title.origin.pointer == "/tender/lots/1/title"


def test_a_fact_of_a_table_cites_its_line_and_characters() -> None:
    title = tender_in(table(WIDE), "t.csv").root.fact("title")
    assert isinstance(title, Stated)
    assert str(title.origin) == f"t.csv:2:{len('ocds-xxxxxx-1,1-a,tender,1,') + 1}"


def test_rows_of_several_releases_are_told_apart() -> None:
    rows = [*RELEASES, ("ocds-xxxxxx-2", "2-a", *RELEASES[1][2:4], "Day care", *RELEASES[1][5:])]
    tenders, _ = read_bytes(table(rows), "t.csv")
    assert [tender.name for tender in tenders] == ["Supported living", "Day care"]


def test_titles_head_columns_as_paths_do() -> None:
    titles = (
        "Open Contracting ID",
        "Release ID",
        "Tender:Tender title",
        "Tender:Value:Amount",
        "Tender:Value:Currency",
    )
    found = tender_in(table([titles, ("ocds-xxxxxx-1", "1", "Day care", 5000, "GBP")]), "t.csv")
    assert found.name == "Day care"
    assert "estimated_value" in found.root.facts


@pytest.mark.parametrize(
    ("heading", "path"),
    [
        ("tender/items/id", ("tender", "items", 0, "id")),
        ("tender/items/3/id", ("tender", "items", 3, "id")),
        ("Buyer:Organization name", ("buyer", "name")),
        ("Organization reference:Organization ID", ("buyer", "id")),
        ("Planning:Budget information:Value:Amount", ("planning", "budget", "amount", "amount")),
        ("tag", ("tag",)),
    ],
)
def test_what_a_heading_means(heading: str, path: tuple[str | int, ...]) -> None:
    found = path_of(heading)
    assert found is not None
    assert completed(found) == path


def test_a_heading_nearly_right_is_asked_about() -> None:
    rows = (("ocid", "id", "tender/title", "tender/procurmentMethod"), ("ocds-x-1", "1", "Day care", "open"))
    _, found = read_bytes(table(rows), "t.csv")
    assert [(str(d.span), d.hint) for d in found] == [("t.csv:1:22", "did you mean `tender/procurementMethod`?")]


def test_commands_and_comments_of_the_tool_are_passed_over() -> None:
    rows = (("#", "hashComments"), ("#note", *RELEASES[0]), ("to do", *RELEASES[1]))
    found = tender_in(only(**{"releases": rows, "#draft": (("ocid", "id"), ("x", "y"))}))
    assert found.name == "Supported living"


# What is refused


def test_two_rows_that_contradict_each_other() -> None:
    rows = (*LOTS, ("ocds-xxxxxx-1", "1-a", "1", "2", "East", 700000, "GBP"))
    error = refused(only(**{**SHEETS, "lots": rows}))
    assert error.code == "PS576"
    assert str(error.span) == "t.xlsx, sheet lots, cell E4"
    assert str(error.related[0].span) == "t.xlsx, sheet lots, cell E3"


def test_a_value_where_another_column_has_parts() -> None:
    assert refused(table((("ocid", "tender/value", "tender/value/amount"), ("a-1", "1", "2"))), "t.csv").code == "PS576"


def test_two_columns_of_one_heading() -> None:
    error = refused(table((("ocid", "tender/title", "tender/title"), ("a-1", "A", "B"))), "t.csv")
    assert (error.code, str(error.span)) == ("PS575", "t.csv:1:19")


def test_headings_alone_state_nothing() -> None:
    error = refused(table(RELEASES[:1]), "t.csv")
    assert error.code == "PS501"


def test_a_table_of_something_else() -> None:
    error = refused(b"section,path,title\n,ocid,Open Contracting ID\n", "t.csv")
    assert (error.code, error.message) == ("PS507", "no heading here is a fact of a tender: the first is `section`")


def test_a_quote_that_does_not_end() -> None:
    error = refused(b'ocid,tender/title\na-1,"Day care\nand more\n', "t.csv")
    assert (error.code, str(error.span)) == ("PS577", "t.csv:2:5")


def test_a_release_without_a_tender_is_named_with_its_cell() -> None:
    error = refused(only(awards=(("ocid", "id", "awards/0/id"), ("a-1", "1", "x"))))
    assert (error.code, str(error.span)) == ("PS507", "t.xlsx, sheet awards, cell A2")


def test_an_error_in_a_cell_of_ocds_is_an_error() -> None:
    data = workbook(
        lambda _, sheets: sheets["releases"].write_formula(1, 5, "=A9", value="#REF!"),
        **{"Tender": (), "Lots": (), "Criteria": (), **SHEETS},
    )
    error = refused(data)
    assert (error.code, str(error.span)) == ("PS570", "t.xlsx, sheet releases, cell F2")


def test_quoted_texts_keep_their_lines_and_quotes() -> None:
    text = 'Care, "at home"\nand away'
    assert tender_in(table((("ocid", "tender/title"), ("a-1", text))), "t.csv").name == text
