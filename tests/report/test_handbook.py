"""The handbook: pages that are sound, lead to one another, act in no way, and say what the rules say."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from policyspec.base.extras import ExtraMissing
from policyspec.base.source import Source
from policyspec.ir import nodes as ir
from policyspec.model.outcomes import Citation, Verdict
from policyspec.report.handbook import Example, Handbook, prose, render
from policyspec.report.handbook.style import STYLE
from policyspec.syntax import ast
from policyspec.workspace.disk import Disk
from policyspec.workspace.handbook import handbook_of
from policyspec.workspace.policies import load
from policyspec.workspace.testing import load_suites
from tests.house.tree import ROOT
from tests.report.payloads import PAYLOADS
from tests.report.test_html import (  # the same holds of these pages, with the `root` below
    contrast,
    left_open,
    said,
    shapes,
    test_every_picture_says_what_it_shows,
    test_every_table_has_a_caption_scopes_and_a_box_that_the_keyboard_reaches,
    test_headings_go_down_one_level_at_a_time,
    test_ids_are_unique_and_every_link_within_the_page_leads_somewhere,
    test_nothing_acts_and_nothing_is_fetched,
    test_the_page_has_a_language_a_title_and_landmarks,
    tree,
)

__all__ = [
    "test_every_picture_says_what_it_shows",
    "test_every_table_has_a_caption_scopes_and_a_box_that_the_keyboard_reaches",
    "test_headings_go_down_one_level_at_a_time",
    "test_ids_are_unique_and_every_link_within_the_page_leads_somewhere",
    "test_nothing_acts_and_nothing_is_fetched",
    "test_the_page_has_a_language_a_title_and_landmarks",
]


def handbook(*paths: str) -> Handbook:
    names = [str(ROOT / path) for path in paths]
    return handbook_of(load(names, Disk()), load_suites(names, Disk()))


PAPER = handbook("tests/report/handbook")
SAMPLE = handbook("tests/fixtures/language-sample")
SHIPPED = handbook_of(load([str(ROOT / "policies")], Disk()), ())  # their tests are many, and are run elsewhere
SITES: Mapping[str, Mapping[str, str]] = {
    "paper": render(PAPER),
    "sample": render(SAMPLE),
    "shipped": render(SHIPPED),
}
ALL = [(site, path) for site, pages in SITES.items() for path in pages]
#: One page of each kind; what holds of links and ids of all pages is tested of all.
KINDS = [
    (site, path)
    for site, path in ALL
    if site != "shipped" or path.count("/") != 3 or path.endswith(("quality-outweighs-cost.html", "ocp.html"))
]


@pytest.mark.parametrize(("site", "path"), ALL)
def test_every_element_is_closed_in_its_place(site: str, path: str) -> None:
    assert left_open(SITES[site][path]) == ([], [])


def page(path: str, site: str = "paper") -> html.HtmlElement:
    """A page, with a blank after each part of it that stands on its own."""
    return tree(re.sub(r"</(?:td|th|li|p|dt|dd|span|h\d)>", r"\g<0> ", SITES[site][path]))


@pytest.fixture(params=KINDS, ids="/".join, name="root")
def _root(request: pytest.FixtureRequest) -> html.HtmlElement:
    site, path = request.param
    return page(path, site)


def text(path: str, site: str = "paper") -> str:
    return said(page(path, site).get_element_by_id("main"))


# --- the pages hang together ------------------------------------------------------------------------------------------


def links(pages: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Each link within the handbook: the page, the page that it leads to, and the part of it."""
    for path, made in pages.items():
        for node in tree(made).iter("a"):
            target, _, anchor = node.get("href").partition("#")
            if not target.startswith(("http://", "https://")):
                folders = path.split("/")[:-1]
                while target.startswith("../"):
                    folders, target = folders[:-1], target.removeprefix("../")
                yield path, "/".join([*folders, target]) if target else path, anchor


@pytest.mark.parametrize("site", SITES)
def test_every_link_leads_to_a_page_and_a_part_of_it(site: str) -> None:
    pages = SITES[site]
    ids = {path: {node.get("id") for node in tree(made).iter() if node.get("id")} for path, made in pages.items()}
    broken = [each for each in links(pages) if each[1] not in pages or (each[2] and each[2] not in ids[each[1]])]
    assert broken == []


@pytest.mark.parametrize("site", SITES)
def test_every_page_can_be_reached_from_the_first(site: str) -> None:
    pages = SITES[site]
    leads: dict[str, set[str]] = {}
    for path, target, _ in links(pages):
        leads.setdefault(path, set()).add(target)
    reached, waiting = set[str](), {"index.html"}
    while waiting:
        reached |= waiting
        waiting = {target for path in waiting for target in leads.get(path, ())} - reached
    assert reached == set(pages)


@pytest.mark.parametrize(("site", "path"), ALL)
def test_each_page_is_unique_in_its_ids_and_says_where_it_is(site: str, path: str) -> None:
    root = page(path, site)
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(set(ids)) == len(ids)
    current = [node.text for node in root.iter("a") if node.get("aria-current") == "page"]
    assert len(current) == (path in {"index.html", "sources.html", "timeline.html", "facts.html"})


def test_same_policies_same_bytes() -> None:
    assert render(handbook("tests/report/handbook")) == SITES["paper"]


def test_links_on_the_dark_bar_stand_out() -> None:
    assert ".pages a { color: #fff;" in STYLE
    assert contrast("#ffffff", "#14181c") >= 4.5


# --- what the page of a rule says -------------------------------------------------------------------------------------

RULE = "rules/council/care/quality-first.html"
LARGE = "rules/council/care/large-divided.html"
LOTS = "rules/council/care/small-lots.html"


def test_a_rule_says_whom_what_and_from_when_in_plain_english() -> None:
    plain = said(page(RULE).find_class("plain")[0])
    assert plain == (
        "In plain English "
        "This rule is about each lot. It applies only where the main CPV code is within CPV 85000000 (health and social "
        "work services). "
        "(a) The quality weight of the lot must be at least 60% (the parameter ‘quality floor’). "
        "If not, the reason may be recorded: it is then ‘explained’, and no breach. "
        "It is in force from 1 January 2026. "
        "Where “Large purchases are divided” applies, that rule prevails and this one does not apply."
    )


def test_the_author_s_words_stand_beside_it() -> None:
    author = said(page(RULE).find_class("author")[0])
    assert "Because Care is given by people. To do Lower the quality weight." in author
    assert "Note C1: the board asked for this." in author
    assert 'rule quality-first "Quality is at least 70%"' in author
    assert "care.policy.md, line 38" in author


def test_words_that_say_another_thing_than_the_rule_are_marked() -> None:
    remark = said(page(RULE).find_class("remark")[0])
    assert "The title says “70%”; the rule says “60%”." in remark
    assert "The advice (suggest) says “Lower the quality weight”" in remark
    assert page(LARGE).find_class("remark") == []
    assert "Beside 1 rule a text says another" in text("index.html")


def test_numbers_have_their_bounds_and_their_history() -> None:
    assert (
        "Parameter: quality floor What it is The least weight of quality. Default 60% May be set from 50% to 90%"
        in text(RULE)
    )
    large = text(LARGE)
    assert "GBP 100,000 1 January 2024 31 December 2025" in large
    assert "GBP 120,000 1 January 2026 without an end" in large
    assert "the service type of the lot is ‘care’ GBP 500,000 in any case GBP 900,000" in text(LOTS)


def test_a_name_that_two_policies_use_is_each_policy_s_own(tmp_path: Path) -> None:
    for name, least in (("a", "60%"), ("b", "70%")):
        (tmp_path / f"{name}.policy").write_text(OWN.format(name=name, least=least), encoding="utf-8")
    pages = render(handbook(str(tmp_path)))
    for name, least in (("a", "60%"), ("b", "70%")):
        root = tree(pages[f"rules/two/{name}/r.html"])
        test_ids_are_unique_and_every_link_within_the_page_leads_somewhere(root)
        assert f"Default{least}" in said(root).replace(" ", "")


OWN = """policy two/{name} "Two" version 1
  under "S" not checked
parameter least weight is {least} between 50% and 90%
rule r "R"
  for each lot
  quality weight of the lot must be at least least weight
"""


def test_the_definitions_that_it_names_stand_on_its_page() -> None:
    assert "define a care service as a tender where main CPV code is within CPV 85000000" in text(RULE)
    assert "define a care service" not in text(LARGE)


def test_a_folder_that_says_nothing_to_a_reader_is_left_out() -> None:
    pages = render(replace(PAPER, within=f"{ROOT}/tests/"))
    assert "report/handbook/care.policy.md, line 38" in pages[RULE]
    assert not any(str(ROOT) in made for made in pages.values())


def test_a_source_has_its_link_and_whether_it_was_checked() -> None:
    cited = page(RULE).get_element_by_id("source").getparent()
    assert [node.get("href") for node in cited.iter("a") if node.get("rel")] == ["https://example.org/act"]
    assert "Care Act, section 3 (checked on 1 May 2026)" in said(cited)
    assert "Care Act, section 12 (not checked)" in text(LOTS)


def test_tests_are_worked_examples() -> None:
    examples = [said(node) for node in page(RULE).find_class("example")]
    assert examples == [
        (
            "A lot with one percentage point less Breached The tender, in which: quality weight: 59% The quality weight of "
            "lot 1 (North) is 59%; it must be at least quality floor (60%)."
        ),
        (
            "A criterion without a weight Undetermined The tender, in which: criteria: name Care, kind quality The quality "
            "weight of lot 1 (North) is not known; it must be at least quality floor (60%). It waits for: weight of "
            "criterion 1 (Care) of lot 1 (North)."
        ),
        "A lot at the floor Met The quality weight of lot 1 (North) is 60%; it must be at least quality floor (60%).",
    ]
    assert "The policy has no tests of this rule." in text(LOTS)


def test_an_example_that_does_not_hold_says_so() -> None:
    failing = Example("no longer so", PAPER.rulebook.rules[0].span, (), ((Verdict.MET, "it is met"),), holds=False)
    pages = render(replace(PAPER, examples={"council/care#quality-first": [failing]}))
    assert "Met This test fails" in said(tree(pages[RULE]).find_class("example")[0])


def test_dates_of_the_rule_and_of_its_policy_both_hold() -> None:
    assert "It is in force from 1 January 2026 until 31 December 2027." in text(LOTS)
    assert "In force From 1 January 2026 until 31 December 2027." in text(LOTS)


# --- the other pages --------------------------------------------------------------------------------------------------


def test_a_paper_keeps_its_prose_and_has_cards_for_its_rules() -> None:
    root = page("policies/council/care.html")
    paper = root.find_class("prose")[0]
    assert [said(node) for node in paper.iter("em", "strong")][:2] == ["people", "must"]
    assert [said(node.find("p")) for node in paper.find_class("card")] == [
        "Quality is at least 70%",
        "Large purchases are divided",
        "Lots are small",
    ]
    assert "<script>alert(1)</script>." in said(paper)
    assert [node.get("href") for node in paper.iter("a") if node.get("rel")] == ["https://example.org/care"]
    assert "rule quality-first" not in said(paper)  # the card says it
    assert "C1" not in said(paper)  # a remark on the rule, which stands on its page
    assert "the first matching row applies" in said(paper)
    assert 'print("no policy")' in said(paper)


def test_without_the_library_of_papers_the_message_says_what_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str, *, what: str, extra: str) -> Any:
        raise ExtraMissing(what, extra)

    monkeypatch.setattr(prose, "library", missing)
    with pytest.raises(ExtraMissing) as told:
        render(PAPER)
    assert told.value.extra == "docs"
    assert render(SAMPLE) == SITES["sample"]  # has no paper, and needs none


def test_sources_lead_to_rules_and_rules_to_sources() -> None:
    told = text("sources.html")
    assert "section 3 Quality is at least 70% checked on 1 May 2026" in told
    assert "section 7, paragraph 2 Large purchases are divided not checked" in told
    assert told.index("section 7") < told.index("section 12 ")
    assert "no rule here cites 4 to 6 and 8 to 11." in told
    assert "It has not read the source" in told
    assert "Quality is at least 70% Care Act, section 3" in told


def test_thresholds_have_a_picture_whose_numbers_are_those_of_the_table() -> None:
    root = page("timeline.html")
    assert len(root.find_class("period")) == 2
    assert [said(node) for node in root.find_class("middle")] == ["1", "2"]
    told = text("timeline.html")
    assert "2 large purchase GBP 120,000 1 January 2026 without an end" in told
    assert "1 January 2028 “Lots are small” is no longer in force" in told


def test_facts_have_their_meaning_unit_homes_and_rules() -> None:
    told = text("facts.html")
    assert "Of tender, lot" in told or "Of lot" in told
    assert "carer panel Whether a panel of carers met." in told
    assert "In eForms BT-27" in told
    assert "quality weight" in [said(node) for node in page("facts.html").iter("h3")]


def test_a_tightening_stands_beside_what_it_tightens() -> None:
    told = text("rules/uk/procurement-act-2023/time-to-bid.html", "sample")
    assert "must be at least 25 days" in told
    assert "must be at least 30 days. As tightened by council/commissioning." in told
    assert "Tightened in" in told
    policy = page("policies/council/commissioning.html", "sample").get_element_by_id("changes").getparent()
    assert [node.get("href") for node in policy.iter("a")] == ["../../rules/uk/procurement-act-2023/time-to-bid.html"]


def test_every_rule_stands_on_the_page_for_print() -> None:
    root = page("whole.html", "shipped")
    assert len(list(root.iter("article"))) == len(SHIPPED.rulebook.rules)


# --- other people's text ----------------------------------------------------------------------------------------------

OURS = {shape for pages in SITES.values() for made in pages.values() for shape in shapes(tree(made))}


def poisoned(payload: str) -> Handbook:
    """A handbook with a text in every place where an author may put one."""
    cited = Citation(payload, (("section", payload),), payload, payload)
    rules = tuple(
        replace(
            rule,
            title=payload,
            because=payload,
            suggest=payload,
            citations=(cited,),
            limbs=tuple(_limb(limb, payload, cited) for limb in rule.limbs),
        )
        for rule in PAPER.rulebook.rules
    )
    example = Example(payload, rules[0].span, (payload,), ((Verdict.MET, payload),))
    return replace(
        PAPER,
        rulebook=replace(PAPER.rulebook, rules=rules),
        files=tuple(_file(file, payload) for file in PAPER.files),
        sources=tuple(Source(s.name, "\n".join([payload.replace("\n", " ")] * 100)) for s in PAPER.sources),
        examples={rule.id: [example] for rule in rules},
    )


def _limb(limb: ir.Limb, payload: str, cited: Citation) -> ir.Limb:
    mentions = ir.Mentions(_title(), payload, payload, payload, limb.span)
    return replace(limb, duty=ir.Or((limb.duty, mentions), payload, limb.span), citations=(cited,), words=payload)


def _title() -> ir.Fact:
    info = PAPER.vocabulary.facts["tender", "title"]
    return ir.Fact(ir.Var("tender", "tender"), info, info.type, "title", PAPER.rulebook.rules[0].span)


def _file(file: ast.PolicyFile, payload: str) -> ast.PolicyFile:
    assert file.policy is not None
    cite = ast.Cite(payload, (("page", payload),), payload, None, payload, False, file.policy.span)
    declarations = tuple(
        replace(each, doc=payload) if isinstance(each, ast.Parameter | ast.Threshold | ast.FactDecl) else each
        for each in file.declarations
    )
    comments = tuple(replace(comment, text=payload) for comment in file.comments)
    policy = replace(file.policy, title=payload, owner=payload, version=payload, cites=(cite,))
    return replace(file, policy=policy, declarations=declarations, comments=comments)


@pytest.mark.parametrize("name", PAYLOADS)
def test_no_text_becomes_markup(name: str) -> None:
    pages = render(poisoned(PAYLOADS[name]))
    for path in (RULE, "sources.html", "timeline.html", "policies/council/care.html"):
        made = pages[path]
        root = tree(made)
        test_nothing_acts_and_nothing_is_fetched(root)
        test_ids_are_unique_and_every_link_within_the_page_leads_somewhere(root)
        made.encode("utf-8")
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]", made)
        assert {shape for shape in shapes(root) if not shape.startswith(_OF_PROSE)} <= OURS


_OF_PROSE = tuple(
    f"{name} [" for name in ("h3", "h4", "h5", "h6", "hr", "br", "ol", "ul", "li", "blockquote", "em", "strong")
)
