"""The first page: every rule by policy, and how to read the rest."""

from collections.abc import Iterator

from policyspec.ir.drift import drift
from policyspec.report.handbook.address import FACTS, INDEX, SOURCES, TIMELINE, WHOLE, Place, policy_page, rule_page
from policyspec.report.handbook.frame import page, section
from policyspec.report.handbook.matter import Handbook, policy_of
from policyspec.report.handbook.policy import rule_table
from policyspec.report.html.elements import Content, Element, el, items, para, rows
from policyspec.report.html.words import STRENGTHS, VERDICTS
from policyspec.report.rules import Declared
from policyspec.report.words import count


def index(handbook: Handbook) -> str:
    """The page that the handbook opens with."""
    place = Place(INDEX)
    rules = handbook.rules()
    title = _title(handbook)
    return page(
        place,
        title,
        el("h1", title),
        para(_lead(handbook, rules), class_="lead"),
        _ways(place),
        _remarked(rules, place),
        *(_policy(file_id, handbook, rules, place) for file_id in _policies(handbook)),
        section("What the words mean", "words", rows(_words())),
    )


def _title(handbook: Handbook) -> str:
    named = [file.policy.title or file.policy.id for file in handbook.policies() if file.policy]
    return named[0] if len(named) == 1 else f"Handbook of {count(len(named), 'policy', 'policies')}"


def _lead(handbook: Handbook, rules: list[Declared]) -> str:
    policies = len(handbook.policies())
    return (
        f"{count(len(rules), 'rule').capitalize()} of {count(policies, 'policy', 'policies')}, in plain English. "
        "Each has a page, on which the sentences are made from the rule itself, as it is judged."
    )


def _ways(place: Place) -> Element:
    ways: list[Content | list[Content]] = [
        [el("a", "By source and section", href=place.to(SOURCES)), ": which rule stands for which section"],
        [el("a", "Dates and thresholds", href=place.to(TIMELINE)), ": what changes on which day"],
        [el("a", "Facts", href=place.to(FACTS)), ": what a tender is asked, and where a notice says it"],
        [el("a", "All rules on one page", href=place.to(WHOLE)), ": to print, or to send"],
    ]
    return el("nav", items(ways), class_="contents", aria_label="Ways in")


def _remarked(rules: list[Declared], place: Place) -> Element | None:
    """Rules beside which a text says another thing."""
    found = [one for one in rules if drift(one.rule)]
    if not found:
        return None
    links: list[Content | list[Content]] = [
        el("a", one.rule.title or one.rule.id, href=place.to(rule_page(one.rule.id))) for one in found
    ]
    lead = f"Beside {count(len(found), 'rule')} a text says another number or direction than the rule does:"
    return el("div", para(lead), items(links), class_="remark")


def _policies(handbook: Handbook) -> list[str]:
    return [file.policy.id for file in handbook.policies() if file.policy]


def _policy(id_: str, handbook: Handbook, rules: list[Declared], place: Place) -> Element:
    policy = next(file.policy for file in handbook.policies() if file.policy and file.policy.id == id_)
    mine = [one for one in rules if policy_of(one.rule.id) == id_]
    version = f" version {policy.version}" if policy.version else ""
    name = f"policy-{id_.replace('/', '-')}"
    return el(
        "section",
        el("h2", el("a", policy.title or id_, href=place.to(policy_page(id_))), id=name),
        para(el("code", id_), f"{version}, {count(len(mine), 'rule')}", class_="meta"),
        rule_table(mine, place) if mine else para("It has no rule of its own."),
    )


def _words() -> Iterator[tuple[str, list[Content]]]:
    for strength, text in STRENGTHS.items():
        yield strength.value.capitalize(), [text]
    for verdict, text in VERDICTS.items():
        yield verdict.value.capitalize(), [text]
