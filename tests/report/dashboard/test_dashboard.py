"""The page of an audit: its figures are those of the summary, nothing in it acts or asks, and it is sound as HTML."""

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from policyspec.audit.written import TABLES
from policyspec.report import audit_tables
from policyspec.report.dashboard import render
from policyspec.report.dashboard.months import window
from policyspec.report.dashboard.numbers import plain, share, sums
from policyspec.report.dashboard.style import STYLE
from policyspec.report.dashboard.whole import FILES
from policyspec.report.html.elements import document, el
from policyspec.report.summary import from_json, to_json
from tests.report.dashboard.samples import EMPTY, SAMPLE, figures, gbp, long, month, poisoned
from tests.report.payloads import PAYLOADS
from tests.report.test_html import contrast


def tree(text: str) -> html.HtmlElement:
    """The page as a browser reads it."""
    return html.document_fromstring(text)


def said(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


LONG = long()
PAGES = {"sample": render(SAMPLE), "empty": render(EMPTY), "long": render(LONG)}


@pytest.fixture(params=PAGES, name="root")
def _root(request: pytest.FixtureRequest) -> html.HtmlElement:
    return tree(PAGES[request.param])


def section(root: html.HtmlElement, name: str) -> html.HtmlElement:
    return root.get_element_by_id(name).getparent()


def rows(root: html.HtmlElement, name: str) -> list[list[str]]:
    """The body of the first table of a section, as texts; a picture is its description."""
    table = next(section(root, name).iter("table"))
    return [[_cell(cell) for cell in row] for row in table.find("tbody")]


def _cell(cell: html.HtmlElement) -> str:
    found = cell.find("svg/desc")
    return said(cell) if found is None else said(found)


# --- figures -----------------------------------------------------------------------------------------------------


def test_the_first_figures_are_those_of_the_summary() -> None:
    root = tree(PAGES["sample"])
    assert said(root.find(".//h1")) == "377 of 1,234 tenders breach a must"
    boxes = {said(box.find("dt")): said(box.find("dd/b")) for box in section(root, "figures").find("dl")}
    assert boxes == {
        "Tenders": "1,234",
        "Not read in full": "2",
        "Rules": "3",
        "Breach a must": "377",
        "Open": "189",
        "Neither": "668",
    }
    counts = {name: (rules, outcomes) for name, rules, outcomes in rows(root, "figures")}
    assert counts["Breached"] == ("405", "611")
    assert counts["Not applicable"] == ("1,550", "1,560")
    assert counts["In all"] == ("3,702", "4,995")
    assert "Failed" not in counts


def test_sums_stand_by_currency_and_basis() -> None:
    assert rows(tree(PAGES["sample"]), "value") == [
        ["GBP", "excluding VAT", "34,500,000", "301", "9,876,543", "154", "1,250,000,000.25", "900"],
        ["EUR", "excluding VAT", "54,321", "6", "–", "0", "310,000", "33"],
        ["GBP", "including VAT", "–", "0", "–", "0", "77,000", "14"],
    ]
    assert "287 tenders without an estimated value" in said(section(tree(PAGES["sample"]), "value"))


def test_rules_stand_with_the_most_breached_first_and_lead_to_what_they_say() -> None:
    root = tree(PAGES["sample"])
    told = rows(root, "rules")
    assert [row[0] for row in told] == ["Quality outweighs cost must should", "Time to tender must", "Round sums flag"]
    assert told[0][2:8] == ["317", "0", "171", "21", "402", "323"]
    assert told[0][1] == (
        "Breached: 317 (34.8%). Undetermined: 171 (18.8%). Explained or waived: 21 (2.3%). Met: 402 (44.1%)."
    )
    assert told[0][8] == "GBP 2,300,400.50 excluding VAT EUR 64,000 basis not stated"
    assert told[2][2:8] == ["0", "7", "0", "0", "0", "1,227"]
    link = next(section(root, "rules").iter("a"))
    article = root.get_element_by_id(link.get("href")[1:]).getparent()
    assert "Quality weight of the lot must be at least 60%." in said(article)
    assert "911 of 1,234 tenders" in said(article)  # 323 of them it does not apply to
    assert "317, 34.8% of those it applies to" in said(article)


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        ("buyers", ["Ashford", "600", "250", "41.7%", "50", "GBP 4,000 excluding VAT", "GBP 5,000 excluding VAT"]),
        ("months", ["November 2025", "500", "150", "30.0%", "89", "–", "GBP 500,000 excluding VAT"]),
        ("regions", ["UKI", "1,234", "377", "30.6%", "189", "–", "–"]),
        ("categories", ["services", "1,000", "300", "30.0%", "150", "–", "–"]),
    ],
)
def test_a_group_has_its_figures(kind: str, first: list[str]) -> None:
    row = rows(tree(PAGES["sample"]), kind)[0]
    assert [row[0], *row[2:]] == first


def test_what_is_not_stated_is_a_group_of_its_own() -> None:
    root = tree(PAGES["sample"])
    assert rows(root, "buyers")[1][0] == "Not stated"
    assert rows(root, "months")[-1][:1] + rows(root, "months")[-1][2:4] == ["Not stated", "24", "14"]


def test_facts_that_are_wanting_have_their_homes_and_their_rules() -> None:
    root = tree(PAGES["sample"])
    told = rows(root, "wants")
    assert told[0][:4] == [
        "weight of the criterion",
        "71.8% of the outcomes wait for it, 38.5% for it alone.",
        "Not stated",
        "OCDS: tender/lots/awardCriteria/criteria eForms: BT-541",
    ]
    assert told[0][4:7] == ["181", "97", "143"]
    assert told[2][3] == "In neither OCDS nor eForms"
    assert "278 outcomes are undetermined. The figures below are of 252 of them" in said(section(root, "wants"))


def test_what_the_figures_rest_on_is_said() -> None:
    root = tree(PAGES["sample"])
    basis = said(section(root, "basis"))
    assert "2 March 2026, for all tenders" in basis
    assert "amounts that do not fit: 17 tenders" in basis
    assert "0d" * 32 in basis
    assert ["Our rules", "c/p", "2.1.0", "council.policy"] in rows(root, "basis")
    assert rows(root, "unread")[1] == ["half.jsonl", "61", "PS511: a PS512: b"]
    assert "policyspec audit show DIR OCID" in said(section(root, "why"))


def test_what_policyspec_failed_on_is_said_before_all_figures() -> None:
    root = tree(render(replace(SAMPLE, faults=5)))
    assert "failed on 5 tenders" in said(root.find(".//main")).partition("In figures")[0]
    assert "failed on" not in said(tree(PAGES["sample"]))


@pytest.mark.parametrize(
    ("breaching", "open_", "kind", "title"),
    [
        (1, 5, "bad", "1 of 9 tenders breaches a must"),
        (0, 5, "doubt", "None of 9 tenders is known to breach a must; 5 may"),
        (0, 0, "good", "None of 9 tenders breaches a must"),
    ],
)
def test_the_heading_is_the_verdict(breaching: int, open_: int, kind: str, title: str) -> None:
    made = replace(SAMPLE, figures=figures(9, breaching, open_), unread=())
    heading = tree(render(made)).find(".//h1")
    assert (said(heading), heading.get("class")) == (title, f"verdict {kind}")


def test_what_was_not_read_is_no_pass() -> None:
    heading = tree(render(replace(SAMPLE, figures=figures(9)))).find(".//h1")
    assert heading.get("class") == "verdict doubt"
    assert tree(PAGES["empty"]).find(".//h1").get("class") == "verdict bad"


# --- pictures ----------------------------------------------------------------------------------------------------


def test_the_columns_of_the_plot_are_as_high_as_their_figures() -> None:
    shapes = list(section(tree(PAGES["sample"]), "months").find("figure/svg").iter("rect"))
    places = list(dict.fromkeys(shape.get("x") for shape in shapes))
    heights = [[int(shape.get("height")) for shape in shapes if shape.get("x") == x] for x in places]
    tenders = [[150, 89, 261], [3, 7], [210, 99, 391]]  # breach a must, open, neither
    assert [len(column) for column in heights] == [len(column) for column in tenders]
    # The scale ends at 800 tenders and is 200 pixels high; a stretch is a pixel at least.
    for column, numbers in zip(heights, tenders, strict=True):
        assert all(abs(high - Fraction(n, 4)) <= 1 for high, n in zip(column, numbers, strict=True))
        assert abs(sum(column) - Fraction(sum(numbers), 4)) <= 1
    # November, December, (no January,) February.
    assert [round(Fraction(x.rstrip("%")) / 25) for x in places] == [0, 1, 3]


def test_of_many_months_those_with_most_tenders_are_shown_and_the_others_named() -> None:
    shown = window(LONG.months)
    assert shown is not None
    assert "2024-12" in shown
    assert "2021-01" in shown
    assert not {"2020-12", "1970-01", "2099-12", None} & {g.name for g in LONG.months if g.name in shown}
    root = tree(PAGES["long"])
    assert len(rows(root, "months")) == 48
    # 72 of the 120 months, of 10 and more tenders, and two that lie far off: 3 tenders.
    assert f"74 other months with {sum(range(10, 82)) + 3:,} tenders" in said(section(root, "months"))


def test_no_month_is_stated() -> None:
    root = tree(render(replace(SAMPLE, months=(month(None, 3, 1, 0),))))
    assert section(root, "months").find("figure") is None
    assert rows(root, "months")[0][0] == "Not stated"


# --- long lists --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "file"), [("rules", "rules"), ("wants", "missing-facts"), ("unread", "not-read")])
def test_of_a_long_list_the_first_are_shown_and_the_whole_is_named(kind: str, file: str) -> None:
    root = tree(PAGES["long"])
    assert len(rows(root, kind)) == 50
    assert f"These are the first 50 of 61. The figures of all are in tables/{file}.csv." in said(section(root, kind))


def test_of_groups_without_figures_their_number_is_said() -> None:
    root = tree(PAGES["long"])
    assert "first 50 of 4,061. The figures of 61 of them are in tables/buyers.csv" in said(section(root, "buyers"))


def test_a_rule_that_the_page_does_not_show_is_named_and_not_linked() -> None:
    cell = list(next(section(tree(PAGES["long"]), "wants").iter("tbody")).iter("td"))[-1]
    assert [said(item) for item in cell.iter("li")] == ["Rule 50", "Rule 61"]
    assert [said(link) for link in cell.iter("a")] == ["Rule 50"]


def test_every_table_that_the_page_names_is_written() -> None:
    assert set(FILES.values()) <= {f"{TABLES}/{name}" for name in audit_tables.files(SAMPLE)}


# --- sound -------------------------------------------------------------------------------------------------------


def test_ids_are_unique_and_every_link_leads_somewhere_on_the_page(root: html.HtmlElement) -> None:
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert [name for name, number in Counter(ids).items() if number > 1] == []
    named = [name for node in root.iter() for name in (node.get("aria-labelledby") or "").split()]
    links = [node.get("href") for node in root.iter("a")]
    assert all(link.startswith("#") for link in links)
    assert {link[1:] for link in links} | set(named) <= set(ids)


def test_headings_go_down_one_level_at_a_time(root: html.HtmlElement) -> None:
    levels = [int(node.tag[1]) for node in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(lower <= upper + 1 for upper, lower in pairwise(levels))


def test_tables_are_even_and_have_captions(root: html.HtmlElement) -> None:
    for table in root.iter("table"):
        assert said(table.find("caption"))
        assert len({len(row) for row in table.iter("tr")}) == 1
        assert table.getparent().get("tabindex") == "0"


def test_every_fill_that_a_picture_names_is_on_the_page(root: html.HtmlElement) -> None:
    used = {name for node in root.iter("rect") for name in re.findall(r"url\(#(.*?)\)", node.get("fill") or "")}
    assert used <= {pattern.get("id") for pattern in root.iter("pattern")}
    for picture in root.iter("svg"):
        assert picture.get("aria-hidden") or said(picture.find("title"))


# --- closed ------------------------------------------------------------------------------------------------------


def shape(root: html.HtmlElement) -> list[tuple[str, tuple[str, ...]]]:
    """What of the page acts: its elements, each with its attributes' names."""
    return [(str(node.tag), tuple(node.attrib)) for node in root.iter()]


HARMLESS = shape(tree(render(poisoned("harmless"))))


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_no_text_of_a_notice_or_policy_becomes_markup(payload: str) -> None:
    page = render(poisoned(payload))
    root = tree(page)
    quiet = [one for one in shape(root) if one[0] not in ("code", "br")]
    assert quiet == [one for one in HARMLESS if one[0] not in ("code", "br")]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]", page)


def test_the_page_asks_for_nothing_and_runs_nothing(root: html.HtmlElement) -> None:
    outside = ("src", "srcset", "data", "action", "background", "poster", "xlink:href", "style", "ping", "formaction")
    assert not [node for node in root.iter() for name in node.attrib if name in outside or name.startswith("on")]
    assert not list(root.iter("script", "iframe", "object", "embed", "link", "img", "form", "base"))
    assert "default-src 'none'" in root.find(".//meta[@http-equiv]").get("content")
    assert not re.search(r"@import|url\((?!#)", root.find(".//style").text)


def test_the_colours_of_the_dark_stand_out() -> None:
    dark = STYLE.partition("prefers-color-scheme: dark")[2]
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", dark))
    page = re.search(r"body \{ background: (#[0-9a-f]{6})", dark)
    assert page is not None
    for ground in (page[1], colours["pale"]):
        assert all(contrast(colours[name], ground) >= 4.5 for name in ("ink", "soft", "link", "bad", "doubt", "good"))


@pytest.mark.parametrize("payload", ["http://x.test/", "//x.test/", "javascript:alert(1)"])
def test_an_address_in_a_text_is_no_link(payload: str) -> None:
    root = tree(render(poisoned(payload)))
    assert all(link.get("href").startswith("#") for link in root.iter("a"))


def test_the_same_summary_gives_the_same_page() -> None:
    assert render(from_json(to_json(SAMPLE))) == PAGES["sample"]


# --- numbers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [
        (0, 0, "–"),
        (0, 7, "0.0%"),
        (7, 7, "100.0%"),
        (1, 3, "33.3%"),
        (1, 100_000, "under 0.1%"),
        (99_999, 100_000, "over 99.9%"),
    ],
)
def test_a_share(part: int, whole: int, written: str) -> None:
    assert share(part, whole) == written


@given(st.integers(1, 10**6), st.data())
def test_a_share_is_near_and_says_none_and_all_only_of_these(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    written = share(part, whole)
    assert (written == "0.0%") == (part == 0)
    assert (written == "100.0%") == (part == whole)
    number = Fraction(re.sub(r"[^\d.]", "", written)) / 100
    assert abs(number - Fraction(part, whole)) <= Fraction(1, 1000)


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("0", "0"),
        ("1250000.00", "1,250,000"),
        ("1E+6", "1,000,000"),
        ("1250.5", "1,250.50"),
        ("0.0625", "0.0625"),
        ("-3.10", "-3.10"),
    ],
)
def test_an_amount(amount: str, written: str) -> None:
    assert plain(Decimal(amount)) == written


def test_of_many_sums_the_first_two_are_told() -> None:
    many = [gbp("5", n, currency=currency) for n, currency in enumerate(("AAA", "BBB", "CCC", "DDD", "EEE"), 1)]
    cell = tree(document(el("div", sums(many))))
    assert [said(item) for item in cell.iter("li")] == [
        "EEE 5 excluding VAT",
        "DDD 5 excluding VAT",
        "and 3 more sums",
    ]
