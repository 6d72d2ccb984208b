"""Sources and rules, both ways: which rules stand for a section, and which sections a rule stands for."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from policyspec.model.outcomes import Citation
from policyspec.report.handbook.address import SOURCES, Place, anchors, rule_page
from policyspec.report.handbook.frame import page, section
from policyspec.report.handbook.matter import Handbook, citations
from policyspec.report.html.elements import Content, Element, el, items, link, para, row, table
from policyspec.report.rules import Declared
from policyspec.report.words import count, joined

Locators = tuple[tuple[str, str], ...]

_KNOWN = (
    "The handbook knows a source only by what the rules cite of it. It has not read the source: it cannot know what a "
    "section says that no rule cites, whether it is there at all, or whether it asks for a rule."
)


def sources(handbook: Handbook) -> str:
    """The page of all sources."""
    place = Place(SOURCES)
    rules = handbook.rules()
    cited = [(one, each) for one in rules for each in citations(one.rule)]
    titles = list(dict.fromkeys(each.title for _, each in cited))
    names = anchors("source", titles)
    uncited = [one for one in rules if not citations(one.rule)]
    return page(
        place,
        "Sources",
        el("h1", "Sources, by section and by rule"),
        para(f"{count(len(titles), 'source').capitalize()}, as the rules cite them.", class_="lead"),
        para(_KNOWN, class_="inset"),
        *(_source(title, [(o, c) for o, c in cited if c.title == title], names[title], place) for title in titles),
        section("From rule to source", "by-rule", _by_rule(rules, names, place)),
        section("Rules without a source", "uncited", items([_to(one, place) for one in uncited])) if uncited else None,
    )


def _source(title: str, cited: Sequence[tuple[Declared, Citation]], name: str, place: Place) -> Element:
    """One source: its places in order, each with its rules."""
    places = sorted({each.locators for _, each in cited}, key=_in_order)
    body = [
        row(
            _words(where) or "the source as a whole, or a place that is not named",
            [items([_to(one, place) for one in _rules_of(cited, where)])],
            [items([[text] for text in _checked(cited, where)])],
        )
        for where in places
    ]
    urls = list(dict.fromkeys(each.url for _, each in cited if each.url))
    return section(
        title,
        name,
        *(para("Address: ", link(url, url)) for url in urls),
        table(f"Places of “{title}” that rules cite", ["Place", "Rules", "Checked"], body),
        *(para(gap) for gap in _gaps(places)),
    )


def _rules_of(cited: Sequence[tuple[Declared, Citation]], where: Locators) -> list[Declared]:
    found = {one.rule.id: one for one, each in cited if each.locators == where}
    return list(found.values())


def _checked(cited: Sequence[tuple[Declared, Citation]], where: Locators) -> list[str]:
    return list(dict.fromkeys(each.checked or "nothing is said" for _, each in cited if each.locators == where))


def _to(one: Declared, place: Place) -> Element:
    return el("a", one.rule.title or one.rule.id, href=place.to(rule_page(one.rule.id)))


def _words(where: Locators) -> str:
    return ", ".join(f"{kind} {number}" for kind, number in where)


def _by_rule(rules: Sequence[Declared], names: dict[str, str], place: Place) -> Element:
    body = [
        row(_to(one, place), [items([_to_source(each, names, place) for each in citations(one.rule)])])
        for one in rules
        if citations(one.rule)
    ]
    return table("Each rule with its sources", ["Rule", "Sources"], body)


def _to_source(each: Citation, names: dict[str, str], place: Place) -> list[Content]:
    where = _words(each.locators)
    return [el("a", each.title, href=place.to(SOURCES, names[each.title])), f", {where}" if where else None]


# --- the order of places, and what stands between them ------------------------------------------------------------


def _in_order(where: Locators) -> list[tuple[str, list[tuple[int, int, str]]]]:
    return [(kind, _natural(number)) for kind, number in where]


def _natural(text: str) -> list[tuple[int, int, str]]:
    """`18(2)` after `2`: digits count as numbers."""
    parts = re.findall(r"[0-9]+|[^0-9]+", text)
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]


def _gaps(places: Sequence[Locators]) -> Iterator[str]:
    """The numbers between those cited, for each kind of place that is numbered."""
    first = sorted((where[0] for where in places if where), key=lambda each: each[0])
    for kind, group in groupby(first, key=lambda each: each[0]):
        cited = sorted({int(found[0]) for _, number in group if (found := re.match(r"[0-9]+", number))})
        missing = [_range(low + 1, high - 1) for low, high in pairwise(cited) if high - low > 1]
        if missing:
            yield (
                f"Of the numbers between {kind} {cited[0]} and {kind} {cited[-1]}, no rule here cites "
                f"{joined(missing)}. Whether any of them asks for a rule, a person has to see."
            )


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"
