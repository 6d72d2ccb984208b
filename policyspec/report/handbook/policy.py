"""The page of a policy: its paper or its notes, its rules, and all that it declares."""

from collections.abc import Iterator

from policyspec.model.literals import format_value
from policyspec.model.types import Kind
from policyspec.passes.duties import citation
from policyspec.report.english import in_words
from policyspec.report.english.rules import between
from policyspec.report.handbook import numbers
from policyspec.report.handbook import prose as papers
from policyspec.report.handbook.address import INDEX, Place, anchors, policy_page, rule_page
from policyspec.report.handbook.frame import code, page, section
from policyspec.report.handbook.limbs import limbs
from policyspec.report.handbook.matter import Handbook, notes, policy_of, target
from policyspec.report.handbook.rule import CHANGES
from policyspec.report.html.elements import Content, Element, el, items, para, prose, row, rows, table
from policyspec.report.html.parts import cited, tag
from policyspec.report.rules import Declared, strengths
from policyspec.report.words import sentence
from policyspec.syntax import ast


def policy(file: ast.PolicyFile, handbook: Handbook) -> str:
    """The page of one policy."""
    head = file.policy
    assert head is not None
    place = Place(policy_page(head.id))
    mine = [one for one in handbook.rules() if policy_of(one.rule.id) == head.id]
    title = head.title or head.id
    return page(
        place,
        title,
        el("h1", title),
        para(el("code", head.id), f" version {head.version}" if head.version else None, class_="meta"),
        rows(_setting(head, file, handbook)),
        *_told(file, mine, handbook, place),
        _declared(file, handbook),
        _changed(file, handbook, place),
        trail=[el("a", "Rules", href=place.to(INDEX)), title],
    )


def _setting(head: ast.Policy, file: ast.PolicyFile, handbook: Handbook) -> Iterator[tuple[str, list[Content]]]:
    if head.owner:
        yield "Owner", [head.owner]
    if head.cites:
        yield "Source", [items([cited(citation(each)) for each in head.cites])]
    if head.in_force:
        yield "In force", [sentence(between(head.in_force.start, head.in_force.end))]
    if head.vat is not None and head.vat.rate is not None:
        rate = f"at most {format_value(head.vat.rate, Kind.PERCENTAGE)}"
        yield "VAT", [rate, items([cited(citation(each)) for each in head.vat.cites]) if head.vat.cites else None]
    used = [node for node in file.declarations if isinstance(node, ast.Use)]
    if used:
        yield (
            "Uses",
            [items([[el("code", node.policy), _used(node)] for node in used])],
        )
    yield "File", [el("span", handbook.name(file.file), class_="place")]


def _used(node: ast.Use) -> str:
    """The version and the settings of a `use`."""
    version = f" version {node.version}" if node.version else ""
    said = ", ".join(f"{each.name.words} {each.value.text}" for each in node.settings)
    return f"{version}, with {said}" if said else version


def _told(file: ast.PolicyFile, mine: list[Declared], handbook: Handbook, place: Place) -> Iterator[Content]:
    """A paper with its rules where they stand in it; of any other policy its notes, then its rules."""
    source = handbook.source_of(file)
    if source is not None and papers.is_paper(file):
        cards = {one.rule.span.line: card(one, handbook, place) for one in mine}
        yield el(
            "section",
            el("h2", "The paper", id="paper"),
            papers.paper(source, cards, file.policy.title if file.policy else None),
            class_="prose",
        )
    else:
        line = file.policy.span.line if file.policy else 1
        yield from _notes(file, line)
    yield section(f"Rules: {len(mine)}", "rules", rule_table(mine, place) if mine else para("It has none of its own."))


def _notes(file: ast.PolicyFile, line: int) -> Iterator[Element]:
    text = notes(file, line)
    if text:
        blocks = [" ".join(block.split("\n")) for block in text.split("\n\n")]
        yield section("Its author’s notes", "notes", *(para(*prose(block)) for block in blocks if block.strip()))


def card(one: Declared, handbook: Handbook, place: Place) -> Element:
    """A rule within a paper: its title, its sentences, and the way to its page."""
    words = in_words(one.rule, handbook.vocabulary)
    link = el("a", one.rule.title or one.rule.id, href=place.to(rule_page(one.rule.id)))
    return el("div", para(el("b", link)), para(" ".join(words.when)), limbs(words), class_="card")


def rule_table(mine: list[Declared], place: Place) -> Element:
    """The rules of a policy, each with its strength and what it speaks of."""
    body = [
        row(
            el("a", one.rule.title or one.rule.id, href=place.to(rule_page(one.rule.id))),
            [tag(strengths(one.rule), "strength")],
            one.scope,
            "; ".join(str(each) for each in one.rule.citations),
        )
        for one in mine
    ]
    return table("The rules, in the policy’s order", ["Rule", "Strength", "About", "Source"], body)


# --- what it declares ---------------------------------------------------------------------------------------------


def _declared(file: ast.PolicyFile, handbook: Handbook) -> Element | None:
    parts = [*_parameters(file), *_thresholds(file), *_definitions(file, handbook), *_own_facts(file)]
    parts += _tables(file, handbook)
    return section("What it declares", "declares", *parts) if parts else None


def _parameters(file: ast.PolicyFile) -> list[Element]:
    nodes = [node for node in file.declarations if isinstance(node, ast.Parameter)]
    names = anchors("parameter", (node.name.words for node in nodes))
    return [numbers.parameter(node, names[node.name.words]) for node in nodes]


def _thresholds(file: ast.PolicyFile) -> list[Element]:
    nodes = [node for node in file.declarations if isinstance(node, ast.Threshold)]
    names = anchors("threshold", (node.name.words for node in nodes))
    return [numbers.threshold(node, names[node.name.words]) for node in nodes]


def _definitions(file: ast.PolicyFile, handbook: Handbook) -> Iterator[Element]:
    nodes = [node for node in file.declarations if isinstance(node, ast.Define)]
    names = anchors("definition", (node.name.words for node in nodes))
    for node in nodes:
        yield el(
            "div",
            el("h3", f"Definition: {node.name.words}", id=names[node.name.words]),
            code(handbook.text(node.span)),
        )


def _own_facts(file: ast.PolicyFile) -> Iterator[Element]:
    nodes = [node for node in file.declarations if isinstance(node, ast.FactDecl)]
    names = anchors("fact", (f"{node.owner.words} {node.name.words}" for node in nodes))
    for node in nodes:
        key = f"{node.owner.words} {node.name.words}"
        told = sentence(node.doc) if node.doc else "The policy does not say what it means."
        yield el(
            "div", el("h3", f"Fact of the {node.owner.words}: {node.name.words}", id=names[key]), para(*prose(told))
        )


def _tables(file: ast.PolicyFile, handbook: Handbook) -> list[Element]:
    nodes = [node for node in file.declarations if isinstance(node, ast.Table)]
    names = anchors("table", (node.name.words for node in nodes))
    return [
        el("div", el("h3", f"Table: {node.name.words}", id=names[node.name.words]), code(handbook.text(node.span)))
        for node in nodes
    ]


# --- what it changes in rules of others -----------------------------------------------------------------------------


def _changed(file: ast.PolicyFile, handbook: Handbook, place: Place) -> Element | None:
    nodes = [node for node in file.declarations if isinstance(node, ast.Change)]
    known = {rule.id for rule in handbook.rulebook.rules}
    parts = [part for node in nodes for part in _change(node, target(node.rule, file), known, handbook, place)]
    return section("What it changes in other rules", "changes", *parts) if parts else None


def _change(node: ast.Change, rule: str, known: set[str], handbook: Handbook, place: Place) -> Iterator[Element]:
    name = el("a", rule, href=place.to(rule_page(rule))) if rule in known else el("code", rule)
    yield para(f"{CHANGES[node.action]}: ", name)
    yield code(handbook.text(node.span))
