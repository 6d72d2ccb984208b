"""Every rule on one page, to be printed or sent: what a committee has before it."""

from collections.abc import Iterator

from policyspec.report.english import in_words
from policyspec.report.handbook import numbers
from policyspec.report.handbook.address import INDEX, WHOLE, Place, anchors, policy_page, rule_page
from policyspec.report.handbook.frame import page
from policyspec.report.handbook.limbs import plainly
from policyspec.report.handbook.matter import Handbook, citations, parameters, policy_of, seen_from, thresholds
from policyspec.report.handbook.rule import priorities, remarks
from policyspec.report.html.elements import Content, Element, el, items, para, prose, rows
from policyspec.report.html.parts import cited, tag
from policyspec.report.rules import Declared, strengths
from policyspec.report.words import count
from policyspec.syntax import ast


def whole(handbook: Handbook) -> str:
    """The page of all rules, without their texts and examples."""
    place = Place(WHOLE)
    rules = handbook.rules()
    names = anchors("rule", (one.rule.id for one in rules))
    return page(
        place,
        "All rules on one page",
        el("h1", "All rules on one page"),
        para(
            f"{count(len(rules), 'rule').capitalize()}, in plain English made from the rules themselves.", class_="lead"
        ),
        *(_policy(file, rules, names, handbook, place) for file in handbook.policies()),
        trail=[el("a", "Rules", href=place.to(INDEX)), "All rules on one page"],
    )


def _policy(
    file: ast.PolicyFile, rules: list[Declared], names: dict[str, str], handbook: Handbook, place: Place
) -> Element:
    assert file.policy is not None
    head = file.policy
    mine = [one for one in rules if policy_of(one.rule.id) == head.id]
    return el(
        "section",
        el("h2", el("a", head.title or head.id, href=place.to(policy_page(head.id)))),
        para(el("code", head.id), f" version {head.version}" if head.version else None, class_="meta"),
        *(_rule(one, names[one.rule.id], handbook, place) for one in mine),
        None if mine else para("It has no rule of its own."),
    )


def _rule(one: Declared, name: str, handbook: Handbook, place: Place) -> Element:
    made = one.rule
    words = in_words(made, handbook.vocabulary)
    return el(
        "article",
        el("h3", el("a", made.title or made.id, href=place.to(rule_page(made.id))), id=name),
        para(tag(strengths(made), "strength"), " ", el("code", made.id), class_="meta"),
        *remarks(made),
        el("div", *plainly(words), *priorities(one, handbook, place), class_="plain"),
        rows(_beside(one, handbook)),
        class_="whole",
        aria_labelledby=name,
    )


def _beside(one: Declared, handbook: Handbook) -> Iterator[tuple[str, list[Content]]]:
    made = one.rule
    if made.because:
        yield "Because", prose(made.because)
    if made.suggest:
        yield "To do", prose(made.suggest)
    found = citations(made)
    yield "Source", [items([cited(each) for each in found])] if found else ["The policy names none."]
    seen = seen_from(made, handbook)
    for node in numbers.declared_parameters(parameters(made), seen):
        bounds = f", from {node.low.text} to {node.high.text}" if node.low and node.high else ""
        yield "Parameter", [f"{node.name.words}: {node.value.text}{bounds}"]
    for dated in numbers.declared_thresholds(thresholds(made), seen):
        yield "Threshold", [f"{dated.name.words}: ", items([_entry(entry) for entry in dated.entries])]


def _entry(entry: ast.ThresholdEntry) -> str:
    start, end = numbers.window(entry.start, entry.end)
    return f"{entry.value.text} from {start}, {end if entry.end is None else f'until {end}'}"
