"""The page of a rule: what it says, made from the rule itself, beside what its author wrote."""

import re
from collections.abc import Iterator, Sequence

from policyspec.ir import nodes as ir
from policyspec.ir.drift import Drift, drift
from policyspec.model.vocabulary import fold
from policyspec.passes.words import plural_of
from policyspec.report.english import InWords, in_words
from policyspec.report.english.rules import between, joint
from policyspec.report.handbook import numbers
from policyspec.report.handbook.address import FACTS, INDEX, SOURCES, Place, anchors, policy_page, rule_page
from policyspec.report.handbook.examples import worked
from policyspec.report.handbook.frame import code, page, section
from policyspec.report.handbook.limbs import plainly, strength_words
from policyspec.report.handbook.matter import (
    Handbook,
    changes,
    citations,
    facts,
    notes,
    parameters,
    policy_of,
    seen_from,
    tables,
    thresholds,
)
from policyspec.report.html.elements import Content, Element, el, items, para, prose, rows
from policyspec.report.html.parts import cited, tag
from policyspec.report.rules import Declared
from policyspec.report.words import sentence
from policyspec.syntax import ast


def rule(one: Declared, handbook: Handbook, before: Declared | None, after: Declared | None) -> str:
    """The page. `before` and `after`: the rules that it stands between."""
    made = one.rule
    place = Place(rule_page(made.id))
    words = in_words(made, handbook.vocabulary)
    policy = policy_of(made.id)
    title = one.policy.title if one.policy and one.policy.title else policy
    trail = [el("a", "Rules", href=place.to(INDEX)), el("a", title, href=place.to(policy_page(policy)))]
    return page(
        place,
        made.title or made.id,
        el("h1", made.title or made.id),
        para(*_meta(one), class_="meta"),
        *remarks(made),
        el(
            "div",
            el(
                "div",
                el("h2", "In plain English", id="plain"),
                *plainly(words),
                *priorities(one, handbook, place),
                class_="plain",
            ),
            el("div", el("h2", "In its author’s words", id="author"), *_author(one, handbook), class_="author"),
            class_="columns",
        ),
        *_sections(one, words, handbook, place),
        _turn(place, before, after),
        trail=trail,
    )


def _meta(one: Declared) -> Iterator[Content]:
    for strength in dict.fromkeys(limb.strength for limb in one.rule.limbs):
        yield from (tag(strength.value, "strength"), " ")
    yield el("code", one.rule.id)


def _sections(one: Declared, words: InWords, handbook: Handbook, place: Place) -> Iterator[Element | None]:
    made = one.rule
    yield section("When it counts", "applies", rows(_bearing(one, words)))
    yield section("Source", "source", *_source(made, place))
    yield _numbers(made, handbook)
    yield _definitions(one, handbook)
    yield _examples(made, handbook)
    yield section("Facts that it asks", "facts", *_facts(made, handbook, place))


# --- the author's words -------------------------------------------------------------------------------------------


def _author(one: Declared, handbook: Handbook) -> Iterator[Content]:
    """Its reason and advice, the remark above it, and its text."""
    said: list[tuple[str, list[Content]]] = []
    if one.rule.because:
        said.append(("Because", prose(one.rule.because)))
    if one.rule.suggest:
        said.append(("To do", prose(one.rule.suggest)))
    file = handbook.file_of(one.rule)
    if file is not None and (note := notes(file, one.rule.span.line)):
        said.append(("Note", prose(sentence(note.replace("\n", " ")))))
    yield rows(said) if said else None
    yield from _text(one, handbook)


_CLAUSES = {"title": "The title", "because": "The reason (`because`)", "suggest": "The advice (`suggest`)"}


def remarks(made: ir.Rule) -> list[Element]:
    """Where the author's words name another number or direction than the rule."""
    found = drift(made)
    if not found:
        return []
    said = [para(*prose(_remark(each))) for each in found]
    lead = para(el("strong", "The text beside this rule says another thing than the rule. The rule counts."))
    return [el("div", lead, *said, class_="remark")]


def _remark(found: Drift) -> str:
    return f"{_CLAUSES[found.clause]} says “{found.words}”; the rule says “{found.says}”."


# --- whom, when, from where ---------------------------------------------------------------------------------------


def _bearing(one: Declared, words: InWords) -> Iterator[tuple[str, list[Content]]]:
    yield "Speaks of", [sentence(words.about)]
    days = joint(one.rule.in_force)
    yield "In force", [sentence(between(days.start, days.end)) or "On every day: the policy sets no dates."]
    if words.judged_on:
        yield "Judged on", [f"{sentence(words.judged_on)} What is in force on that day counts."]
    yield from strength_words(words)
    if any(limb.explain for limb in words.limbs):
        yield "Explained", ["It would be a breach; a reason is on record, and that is enough for this rule."]


def priorities(one: Declared, handbook: Handbook, place: Place) -> Iterator[Element]:
    """Which rules prevail over this one, and over which it prevails."""
    for other in one.rule.yields_to:
        same = " to the same item" if other.same_item else ""
        yield para(
            "Where “",
            _to_rule(place, other.rule, handbook),
            f"” applies{same}, that rule prevails and this one does not apply.",
        )
    for weaker in handbook.rulebook.rules:
        if any(each.rule == one.rule.id for each in weaker.yields_to):
            yield para("Where this rule applies, it prevails over “", _to_rule(place, weaker.id, handbook), "”.")


def _several(texts: Sequence[str]) -> list[Content]:
    return [texts[0]] if len(texts) == 1 else [items(texts)]


def _to_rule(place: Place, id_: str, handbook: Handbook) -> Content:
    known = next((rule for rule in handbook.rulebook.rules if rule.id == id_), None)
    if known is None:
        return el("code", id_)
    return el("a", known.title or known.id, href=place.to(rule_page(id_)))


def _source(made: ir.Rule, place: Place) -> Iterator[Content]:
    found = citations(made)
    if found:
        yield items([cited(each) for each in found])
    else:
        yield para("The policy names none.")
    if any(not each.checked for each in found):
        yield para("Where nothing is said of checking, nobody is on record as having held the rule against the text.")
    yield para(el("a", "All sources, by section", href=place.to(SOURCES)))


# --- numbers, examples, facts -------------------------------------------------------------------------------------


def _numbers(made: ir.Rule, handbook: Handbook) -> Element | None:
    used = parameters(made)
    shown: list[Content] = []
    seen = seen_from(made, handbook)
    nodes = numbers.declared_parameters(used, seen)
    names = anchors("parameter", (node.name.words for node in nodes))
    now = {fold(name): const for name, const in used.items()}
    shown += [numbers.parameter(n, names[n.name.words], now.get(fold(n.name.words))) for n in nodes]
    dated = numbers.declared_thresholds(thresholds(made), seen)
    names = anchors("threshold", (node.name.words for node in dated))
    shown += [numbers.threshold(node, names[node.name.words]) for node in dated]
    decided = tables(made)
    names = anchors("table", decided)
    shown += [numbers.decision_table(node, handbook, names[name]) for name, node in decided.items()]
    return section("Numbers that it rests on", "numbers", *shown) if shown else None


def _definitions(one: Declared, handbook: Handbook) -> Element | None:
    """The definitions that the rule names, as their author has them. In plain English they are spelt out."""
    text = " ".join(one.text.split())
    found = {
        node.name.words: node
        for file in seen_from(one.rule, handbook)
        for node in file.declarations
        if isinstance(node, ast.Define) and _names(text, node)
    }
    if not found:
        return None
    shown = [code(handbook.text(node.span)) for node in found.values()]
    return section(
        "Definitions that it names", "definitions", para("Spelt out in the sentences above.", class_="hint"), *shown
    )


def _names(text: str, node: ast.Define) -> bool:
    plurals = plural_of(node.name.words, ((node.base.words, node.base.words),)) if node.plural is None else node.plural
    words = "|".join(re.escape(words) for words in (node.name.words, plurals))
    return re.search(rf"\b(?:{words})\b", re.sub(r'"[^"]*"', "", text), re.IGNORECASE) is not None


def _examples(made: ir.Rule, handbook: Handbook) -> Element | None:
    found = handbook.examples.get(made.id, ())
    if not found:
        return section("Worked examples", "examples", para("The policy has no tests of this rule."))
    lead = "Each is a test of the policy: it is run when this handbook is made."
    return section("Worked examples", "examples", para(lead, class_="hint"), worked(found))


def _facts(made: ir.Rule, handbook: Handbook, place: Place) -> Iterator[Content]:
    asked = facts(made, handbook.vocabulary)
    yield items(
        [
            [
                el("a", info.phrase, href=place.to(FACTS, fact_anchor(info.owner, info.key))),
                f" of the {handbook.vocabulary.entities[info.owner].singular}" if info.owner != ir.TENDER else None,
                f": {sentence(info.definition)}" if info.definition else None,
            ]
            for info in asked
        ]
    )


def fact_anchor(owner: str, key: str) -> str:
    return f"fact-{owner}-{key}".replace("_", "-")


def _text(one: Declared, handbook: Handbook) -> Iterator[Content]:
    yield para(el("span", handbook.place(one.rule.span), class_="place"))
    yield code(one.text)
    for _, change in changes(handbook, one.rule.id):
        yield para(f"{CHANGES[change.action]} in ", el("span", handbook.place(change.span), class_="place"))
        yield code(handbook.text(change.span))


CHANGES = {"tighten": "Tightened", "relax": "Relaxed", "drop": "Dropped"}


def _turn(place: Place, before: Declared | None, after: Declared | None) -> Element | None:
    links = [
        el("a", f"{word}: {one.rule.title or one.rule.id}", href=place.to(rule_page(one.rule.id)))
        for word, one in (("Before", before), ("Next", after))
        if one is not None
    ]
    return el("nav", *links, class_="turn", aria_label="Rules before and after") if links else None
