"""The page for people: sound as HTML, closed to other people's markup, and with every number that the run has."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from lxml import html

from policyspec.base.source import Source
from policyspec.model.facts import Origin
from policyspec.model.outcomes import Citation, Gate, Outcome, Verdict
from policyspec.report.formats import View
from policyspec.report.html import page, render
from policyspec.report.html.findings import TOLD
from policyspec.report.html.style import STYLE
from policyspec.report.picture import Floor, LotPicture, Picture, Weighed
from policyspec.report.run import Judged, Run, tally
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import load
from policyspec.workspace.tenders import How, check
from tests.cli.samples import BREACHED, MET, NOT_APPLICABLE, OPEN, SHOULD, result
from tests.house.tree import ROOT
from tests.report.payloads import PAYLOADS, RUN, poisoned

FIVE = str(ROOT / "policies" / "commissioning" / "five-principles.policy")
EXAMPLES = sorted(str(path) for path in (ROOT / "examples").glob("*.yaml"))


def text_of(name: str) -> Source | None:
    try:
        return Source(name, (ROOT / name).read_text(encoding="utf-8"))
    except OSError:
        return None


def checked(*names: str) -> Run:
    disk = Disk()
    return check(list(names), load([FIVE], disk), disk, How())


def tree(text: str) -> html.HtmlElement:
    """The page as a browser reads it."""
    return html.document_fromstring(text)


def said(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


FLOOR = """\
policy t/t "T"
  under "S"

rule a "Quality carries three fifths"
  for each lot
  quality weight of the lot must be at least 60%
"""
NO_SOURCES = View(lambda _: None)
PAGES = {
    "one": render(checked(EXAMPLES[1]), View(text_of)),
    "many": render(checked(*EXAMPLES), View(text_of)),
    "everything": render(RUN, NO_SOURCES),
    "nothing": render(Run((), unread=("gone.yaml",)), NO_SOURCES),
    "not applied": render(Run((Judged(result(NOT_APPLICABLE)),)), NO_SOURCES),
    "all met": render(Run((Judged(result(MET)),)), NO_SOURCES),
}


@pytest.fixture(params=PAGES, name="root")
def _root(request: pytest.FixtureRequest) -> html.HtmlElement:
    return tree(PAGES[request.param])


# --- sound -------------------------------------------------------------------------------------------------------


def test_the_examples_are_there() -> None:
    assert len(EXAMPLES) == 3


def test_ids_are_unique_and_every_link_within_the_page_leads_somewhere(root: html.HtmlElement) -> None:
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert [name for name, number in Counter(ids).items() if number > 1] == []
    named = [name for node in root.iter() for name in (node.get("aria-labelledby") or "").split()]
    links = [node.get("href")[1:] for node in root.iter("a") if node.get("href").startswith("#")]
    assert set(links) | set(named) <= set(ids)
    assert links[0] == "main"  # past the head of the page


def test_headings_go_down_one_level_at_a_time(root: html.HtmlElement) -> None:
    levels = [int(node.tag[1]) for node in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(lower <= upper + 1 for upper, lower in pairwise(levels))


def test_the_page_has_a_language_a_title_and_landmarks(root: html.HtmlElement) -> None:
    assert root.get("lang") == "en-GB"
    assert said(root.find("head/title"))
    assert [len(list(root.iter(name))) for name in ("header", "main", "footer")] == [1, 1, 1]
    labels = [node.get("aria-label") for node in root.iter("nav")]
    assert len(set(labels)) == len(labels)


def test_every_table_has_a_caption_scopes_and_a_box_that_the_keyboard_reaches(root: html.HtmlElement) -> None:
    tables = list(root.iter("table"))
    for table in tables:
        box = table.getparent()
        assert said(table.find("caption"))
        assert {cell.get("scope") for cell in table.iter("th")} <= {"col", "row"}
        assert (box.get("class"), box.get("role"), box.get("tabindex")) == ("scroll", "group", "0")
        assert box.get("aria-label") == table.find("caption").text
        widths = {len(row) for row in table.iter("tr")}
        assert len(widths) == 1
    assert len(tables) == len(list(root.iter("caption")))


def test_every_picture_says_what_it_shows(root: html.HtmlElement) -> None:
    for svg in root.iter("svg"):
        if svg.get("aria-hidden") == "true":
            assert list(svg.iter("title")) == []
            continue
        title, desc = (root.get_element_by_id(name) for name in svg.get("aria-labelledby").split())
        assert svg.get("role") == "img"
        assert said(title)
        assert said(desc)


def test_nothing_acts_and_nothing_is_fetched(root: html.HtmlElement) -> None:
    names = {node.tag for node in root.iter() if isinstance(node.tag, str)}
    assert not names & {"script", "iframe", "object", "embed", "form", "input", "base", "link", "img", "image", "use"}
    for node in root.iter():
        assert not any(key.startswith("on") or key in {"src", "srcset", "style", "action"} for key in node.attrib)
        assert not (node.get("href") or "#").lower().startswith(("javascript:", "data:", "file:"))
    assert "url(" not in STYLE
    assert "@import" not in STYLE
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == [
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    ]


def test_a_verdict_is_never_told_by_colour_alone(root: html.HtmlElement) -> None:
    assert all(said(node) for node in root.find_class("tag"))


VOID = {"meta", "link", "br", "hr", "img", "input", "wbr", "col"}


class Balance(HTMLParser):
    """Which elements are open, read from the text as it is written: a parser for browsers would mend them in silence."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 – the library's signature
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        """`<path/>` of a picture: opened and closed at once."""

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def left_open(text: str) -> tuple[list[str], list[str]]:
    """The elements that a page leaves open, and those that it closes where another is open."""
    balance = Balance()
    balance.feed(text)
    return balance.open, balance.wrong


@pytest.mark.parametrize("name", PAGES)
def test_every_element_is_closed_in_its_place(name: str) -> None:
    assert left_open(PAGES[name]) == ([], [])


def test_an_element_that_is_not_closed_is_seen() -> None:
    assert left_open("<ul><li>one</ul>") == (["ul"], ["ul"])


def test_same_run_same_bytes() -> None:
    assert PAGES["many"] == render(checked(*EXAMPLES), View(text_of))
    assert PAGES["many"].encode()


# --- colours ------------------------------------------------------------------------------------------------------


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, section 1.4.3."""
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


VARIABLES = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", STYLE))


@pytest.mark.parametrize("name", ["ink", "soft", "link", "bad", "doubt", "good"])
def test_text_stands_out(name: str) -> None:
    assert contrast(VARIABLES[name], "#ffffff") >= 4.5
    assert contrast(VARIABLES[name], VARIABLES["pale"]) >= 4.5


def test_the_word_of_a_tag_stands_out() -> None:
    tags = re.findall(r"\.tag[^{]*\{ color: (#[0-9a-f]{6}); background: (#[0-9a-f]{6}|var\(--pale\))", STYLE)
    assert len(tags) >= 6
    assert all(contrast(ink, VARIABLES["pale"] if "pale" in ground else ground) >= 4.5 for ink, ground in tags)


# --- what it says -------------------------------------------------------------------------------------------------


def table_called(root: html.HtmlElement, caption: str) -> Iterator[list[str]]:
    table = next(node for node in root.iter("table") if node.find("caption").text == caption)
    for row in table.iterfind("tbody/tr"):
        yield [said(cell) for cell in row]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_counts_are_those_of_the_run(name: str) -> None:
    run = checked(name)
    (judged,) = run.tenders
    root = tree(render(run, View(text_of)))
    rules, outcomes = tally(r.verdict for r in judged.rules), tally(o.verdict for o in judged.outcomes)
    rows = {verdict: (int(a), int(b)) for verdict, a, b in table_called(root, "Counts")}
    expected = {v.value.capitalize(): (rules[v], outcomes[v]) for v in Verdict if v is not Verdict.FAILED}
    assert rows == {**expected, "In all": (len(judged.rules), len(judged.outcomes))}


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_outcome_to_see_to_is_told_once(name: str) -> None:
    run = checked(name)
    root = tree(render(run, NO_SOURCES))
    told = Counter(
        article.get("class").split()[1]
        for node in root.find_class("outcome")
        for article in [_article(node)]
        if article is not None
    )
    shown = Counter(o.verdict.value for o in run.tenders[0].outcomes)
    assert told == {v: n for v, n in shown.items() if v not in ("met", "not applicable")}


def _article(node: html.HtmlElement) -> html.HtmlElement | None:
    return next(node.iterancestors("article"), None)


def test_a_finding_says_where_why_and_what_to_do() -> None:
    root = tree(PAGES["one"])
    article = next(a for a in root.iter("article") if said(a.find("h3")) == "Quality outweighs cost")
    text = said(article)
    assert "The quality:cost ratio of lot 1 (Whole city) is 10:90; it must be above 50:50." in text
    assert "homelessness-service.yaml, lines 37, 38, 39" in text
    assert "- {name: Price per bed and night, kind: price, weight: 60%}" in text
    assert [said(mark) for mark in article.iter("mark")][:2] == ["price", "60%"]
    rows = {said(row.find("dt")): said(row.find("dd")) for row in article.find_class("rows")[0]}
    assert rows["To do"].startswith("Raise the weight of quality")
    assert rows["Because"].startswith("The article asks")
    assert rows["Source"] == "Five principles for commissioning, principle 5 (checked in rules and sources reference)"


def test_the_summary_leads_to_each_finding_that_holds_it_back() -> None:
    run = checked(EXAMPLES[1])
    root = tree(PAGES["one"])
    (box,) = root.find_class("summary")
    links = list(box.iter("a"))
    held = [o for o in run.tenders[0].outcomes if o.blocks and o.verdict is Verdict.BREACHED]
    assert len(links) == len(held)
    for link in links:
        target = root.get_element_by_id(link.get("href")[1:])
        assert said(link) in said(target)


def many(number: int, outcome: Outcome = BREACHED) -> Run:
    outcomes = [
        replace(outcome, item=f"lots[{n}]", item_label=f"lot {n}", message=f"lot {n} is amiss") for n in range(number)
    ]
    return Run((Judged(result(*outcomes)),))


def test_what_may_yet_hold_it_back_is_told_apart_from_what_does() -> None:
    (box,) = tree(render(Run((Judged(result(OPEN, SHOULD)),)), NO_SOURCES)).find_class("summary")
    assert said(box.find("h2")) == "What may yet hold back publication"
    assert len(list(box.iter("a"))) == 1
    held = tree(render(Run((Judged(result(OPEN, SHOULD, gate=Gate.PUBLISH)),)), NO_SOURCES)).find_class("summary")
    assert said(held[0].find("h2")) == "What holds back publication"


def test_what_only_should_be_leads_no_summary() -> None:
    assert tree(render(Run((Judged(result(SHOULD)),)), NO_SOURCES)).find_class("summary") == []


def test_a_finding_beyond_those_that_are_told_leads_to_where_these_stand() -> None:
    outcomes = [replace(SHOULD, item=f"lots[{n}]") for n in range(TOLD + 4)]
    last = replace(SHOULD, item="lots[99]", strength=BREACHED.strength)
    test_ids_are_unique_and_every_link_within_the_page_leads_somewhere(
        tree(render(Run((Judged(result(*outcomes, last)),)), NO_SOURCES))
    )


def test_of_many_outcomes_of_a_rule_the_first_are_told_and_the_rest_counted() -> None:
    root = tree(render(many(TOLD + 7), NO_SOURCES))
    assert len(root.find_class("outcome")) == TOLD
    assert "And 7 more, which are in the JSON report." in said(root)
    assert f"{TOLD + 7} outcomes" in said(root.find_class("summary")[0])


def test_a_page_of_ten_thousand_findings_says_what_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "LIMIT", 50)
    one = many(11).tenders[0]
    root = tree(render(Run((one,) * 10), NO_SOURCES))
    assert len(root.xpath("//section[@class='tender']")) == 4  # 4 × (11 findings and itself) ≤ 50
    assert "the findings of the first 4 tenders; those of the other 6 are in the JSON report" in said(root)
    assert len(list(table_called(root, "The tenders, with the number of their outcomes"))) == 10


def test_the_first_tender_is_told_however_large() -> None:
    assert tree(render(many(6_000), NO_SOURCES)).find_class("summary")


def test_each_tender_has_its_verdict_in_the_table_of_all() -> None:
    rows = list(table_called(tree(PAGES["many"]), "The tenders, with the number of their outcomes"))
    assert [row[1].split(".")[0] for row in rows] == [
        "Not decided No rule that must be kept is breached, and 12 may yet be",
        "Held back 5 rules that must be kept are breached and 3 more may yet be",
        "Clear Nothing holds back publication",
    ]


def test_a_tender_that_no_rule_speaks_of_is_not_clear() -> None:
    run = Run((Judged(result(MET)), Judged(result(NOT_APPLICABLE))))
    assert "1 of 2 tenders is not clear to publish" in said(tree(render(run, NO_SOURCES)).find(".//h1"))


def test_nothing_checked_is_no_pass() -> None:
    for name in ("nothing", "not applied"):
        heading = tree(PAGES[name]).find(".//h1")
        assert "Nothing was checked" in said(heading)
        assert "bad" in heading.get("class")


def test_new_and_unchanged_findings_are_told_apart() -> None:
    root = tree(PAGES["everything"])
    rows = dict(table_called(root, "Findings, compared with the earlier report"))
    told = Counter(said(node) for node in root.find_class("tag"))
    assert (rows["New"], rows["Fixed"]) == ("1", "1")
    assert told["New"] == 1
    assert told["Unchanged"] == int(rows["Unchanged"]) == 6


def test_a_source_is_a_link_only_to_the_web() -> None:
    for url, linked in (("https://example.org/a?b=1&c=2", True), ("javascript:alert(1)", False), ("//x", False)):
        outcome = replace(BREACHED, citations=(Citation("Act", (("section", "18"),), url, "not checked"),))
        root = tree(render(Run((Judged(result(outcome)),)), NO_SOURCES))
        assert [a.get("href") for a in root.find_class("out")] == ([url] if linked else [])
        assert "Act, section 18" in said(root)


def test_a_cell_of_a_sheet_and_a_path_in_xml_are_places() -> None:
    sheet = Origin("lots.xlsx", 4, 3, None, "10%", "Lots")
    xml = Origin("notice.xml", 7, 1, "/ContractNotice/cbc:ID", "x")
    for origin, place in (
        (sheet, "lots.xlsx, sheet Lots, cell C4"),
        (xml, "notice.xml, line 7, /ContractNotice/cbc:ID"),
    ):
        outcome = replace(BREACHED, facts=(replace(BREACHED.facts[0], origin=origin),), item="", item_origin=None)
        assert place in said(tree(render(Run((Judged(result(outcome)),)), NO_SOURCES)))


def test_a_long_line_is_cut_around_what_is_meant() -> None:
    line = f"{'a' * 50_000}MEANT{'b' * 50_000}"
    origin = Origin("t.json", 1, 50_001, None, "MEANT")
    outcome = replace(BREACHED, facts=(replace(BREACHED.facts[0], origin=origin),), item="", item_origin=None)
    text = render(Run((Judged(result(outcome)),)), View(lambda name: Source(name, line)))
    assert [said(mark) for mark in tree(text).iter("mark")] == ["MEANT"]
    assert len(text) < 30_000


def test_what_is_open_says_what_it_may_become_and_waits_for() -> None:
    text = said(tree(render(Run((Judged(result(OPEN)),)), NO_SOURCES)).find_class("undetermined")[0])
    assert "May be " in text
    assert "waits for " in text


# --- pictures -----------------------------------------------------------------------------------------------------


def test_a_missed_floor_is_seen_and_said() -> None:
    root = tree(PAGES["one"])
    (svg,) = root.find_class("bar")
    assert [said(node) for node in svg.find_class("asked")] == ["above 50%: missed", "at least 80%: missed"]
    lines = [(n.get("x1"), n.get("class")) for n in svg.iter("line")]
    assert lines == [("50%", "marker missed"), ("80%", "marker missed")]
    stretches = [(n.get("class").split()[1], n.get("x"), n.get("width")) for n in svg.find_class("stretch")]
    assert stretches == [("quality", "0%", "10%"), ("cost", "10%", "30%"), ("price", "40%", "60%")]
    kinds = list(table_called(root, "Weights by kind of criterion, lot 1 (Whole city)"))
    assert kinds == [["Quality", "10%"], ["Cost", "30%"], ["Price", "60%"]]
    assert "Quality 10%, Cost 30% and Price 60%." in said(svg.find("desc"))


def test_lots_that_are_alike_share_a_picture() -> None:
    root = tree(render(checked(EXAMPLES[2]), NO_SOURCES))
    (svg,) = root.find_class("bar")
    assert "lot 1 (North), lot 2 (Town) and lot 3 (South and the Marsh)" in said(svg.find("title"))


PRICE_CAP = Floor(
    "t/t#a", "A", ("price",), least=False, strict=False, at=Fraction(3, 10), words="at most 30%", verdict=Verdict.MET
)
HALVES = (Weighed("Q", "quality", Fraction(1, 2), "50%"), Weighed("P", "price", Fraction(1, 2), "50%"))


def pictured(*lots: LotPicture) -> html.HtmlElement:
    return tree(render(Run((Judged(result(MET), (), Picture(None, lots)),)), NO_SOURCES))


def test_a_cap_on_price_is_measured_from_the_right() -> None:
    missed = replace(PRICE_CAP, verdict=Verdict.BREACHED)
    (svg,) = pictured(LotPicture("lots[0]", "lot 1", None, HALVES, floors=(missed,))).find_class("bar")
    assert [line.get("x1") for line in svg.iter("line")] == ["70%"]
    assert [said(node) for node in svg.find_class("asked")] == ["price at most 30%: missed"]
    assert [(gap.get("x"), gap.get("width")) for gap in svg.find_class("gap")] == [("50%", "20%")]


def test_weights_of_more_than_the_whole_keep_their_proportions() -> None:
    criteria = (*HALVES, Weighed("C", "cost", Fraction(1, 2), "50%"))
    (svg,) = pictured(LotPicture("lots[0]", "lot 1", None, criteria, floors=(PRICE_CAP,))).find_class("bar")
    assert [node.get("width") for node in svg.find_class("stretch")] == ["33.333%"] * 3
    assert [line.get("x1") for line in svg.iter("line")] == ["80%"]
    assert said(svg.find_class("scale")[-1]) == "150%"


def test_lots_that_differ_in_a_verdict_are_drawn_apart() -> None:
    north = LotPicture("lots[0]", "lot 1", None, HALVES, floors=(PRICE_CAP,))
    south = LotPicture("lots[1]", "lot 2", None, HALVES, floors=(replace(PRICE_CAP, verdict=Verdict.WAIVED),))
    root = pictured(north, south)
    assert len(root.find_class("bar")) == 2
    assert "1 of 2 lots misses a floor or cap" in said(root)


def test_a_floor_that_cannot_be_told_is_not_kept() -> None:
    still_open = replace(PRICE_CAP, verdict=Verdict.UNDETERMINED)
    lots = [
        LotPicture("", f"lot {n}", None, (Weighed("Q", None, Fraction(n, 10), ""),), floors=(PRICE_CAP, still_open))
        for n in range(6)
    ]
    rows = table_called(pictured(*lots), "Weights of the award criteria of each lot")
    assert [row[-1] for row in rows] == ["Undetermined 1 of 2"] * 6


def test_many_lots_have_a_row_each() -> None:
    lots = "".join(
        f"  - title: A{n}\n    criteria:\n      - {{name: Q, kind: quality, weight: {n}%}}\n"
        f"      - {{name: P, kind: price, weight: {100 - n}%}}\n"
        for n in range(1, 100)
    )
    disk = Disk({"t.yaml": f"tender: T\nlots:\n{lots}".encode(), "p.policy": FLOOR.encode()})
    run = check(["t.yaml"], load(["p.policy"], disk), disk, How())
    root = tree(render(run, NO_SOURCES))
    rows = list(table_called(root, "Weights of the award criteria of each lot"))
    assert [row[2:4] for row in rows] == [[f"{n}%", f"{100 - n}%"] for n in range(1, 100)]
    assert [row[4] for row in rows] == ["Missed at least 60%"] * 59 + ["Met all 1"] * 40
    assert len(root.find_class("bar")) == 99


# --- other people's text ------------------------------------------------------------------------------------------


def shapes(root: html.HtmlElement) -> set[str]:
    """The elements of a page, each with the names of its attributes."""
    return {f"{node.tag} {sorted(node.attrib)}" for node in root.iter()}


OURS = {shape for text in PAGES.values() for shape in shapes(tree(text))}


@pytest.mark.parametrize("name", PAYLOADS)
def test_no_text_becomes_markup(name: str) -> None:
    payload = PAYLOADS[name]
    text = render(poisoned(payload), View(lambda file: Source(file, payload * 3)))
    root = tree(text)
    test_nothing_acts_and_nothing_is_fetched(root)
    test_ids_are_unique_and_every_link_within_the_page_leads_somewhere(root)
    test_headings_go_down_one_level_at_a_time(root)
    text.encode("utf-8")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]", text)
    assert shapes(root) <= OURS


@pytest.mark.parametrize("name", ["script", "attribute", "entity", "comment", "cdata", "doctype"])
def test_markup_in_a_text_is_shown_as_it_is(name: str) -> None:
    outcome = replace(BREACHED, message=PAYLOADS[name].replace("\n", " "), suggest=PAYLOADS[name])
    root = tree(render(Run((Judged(result(outcome)),)), NO_SOURCES))
    assert " ".join(PAYLOADS[name].split()) in said(root)
