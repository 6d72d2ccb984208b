"""The vocabulary of the rules: what they ask of a tender, in which unit, and where a notice says it."""

from collections.abc import Iterator, Mapping, Sequence

from policyspec.model.page import owners_in_words, type_in_words
from policyspec.model.vocabulary import FactInfo, Vocabulary
from policyspec.report.handbook.address import FACTS, Place, rule_page
from policyspec.report.handbook.frame import page, section
from policyspec.report.handbook.matter import Handbook, facts
from policyspec.report.handbook.rule import fact_anchor
from policyspec.report.html.elements import Content, Element, el, items, para, prose, rows
from policyspec.report.rules import Declared
from policyspec.report.words import count, sentence

Asking = Mapping[tuple[str, str], Sequence[Declared]]


def vocabulary(handbook: Handbook) -> str:
    """The page of all facts that the rules ask."""
    place = Place(FACTS)
    asked: dict[tuple[str, str], FactInfo] = {}
    by: dict[tuple[str, str], list[Declared]] = {}
    for one in handbook.rules():
        for info in facts(one.rule, handbook.vocabulary):
            asked.setdefault((info.owner, info.key), info)
            by.setdefault((info.owner, info.key), []).append(one)
    owners = [owner for owner in handbook.vocabulary.entities if any(key[0] == owner for key in asked)]
    lead = f"{count(len(asked), 'fact').capitalize()} that the rules ask, by the thing that they belong to."
    return page(
        place,
        "Facts",
        el("h1", "Facts that the rules ask"),
        para(lead, class_="lead"),
        para("What a notice has no place for, a tender in policyspec’s own format can state."),
        _contents(owners, handbook.vocabulary),
        *(_thing(owner, asked, by, handbook.vocabulary, place) for owner in owners),
    )


def _contents(owners: Sequence[str], known: Vocabulary) -> Element:
    links: list[Content | list[Content]] = [
        el("a", _capital(known.entities[owner].singular), href=f"#{_thing_anchor(owner)}") for owner in owners
    ]
    return el("nav", items(links), class_="contents", aria_label="Things")


def _capital(noun: str) -> str:
    return f"{noun[:1].upper()}{noun[1:]}"


def _thing_anchor(owner: str) -> str:
    return f"thing-{owner}".replace("_", "-")


def _thing(
    owner: str, asked: Mapping[tuple[str, str], FactInfo], by: Asking, known: Vocabulary, place: Place
) -> Element:
    entity = known.entities[owner]
    mine = sorted((info for key, info in asked.items() if key[0] == owner), key=lambda info: info.phrase.casefold())
    return section(
        _capital(entity.singular),
        _thing_anchor(owner),
        para(*prose(sentence(entity.definition))),
        *(_fact(info, by[info.owner, info.key], known, place) for info in mine),
    )


def _fact(info: FactInfo, by: Sequence[Declared], known: Vocabulary, place: Place) -> Element:
    return el(
        "div",
        el("h3", info.phrase, id=fact_anchor(info.owner, info.key)),
        para(*prose(sentence(info.definition or "the policy does not say what it means"))),
        rows(_about(info, by, known, place)),
        class_="fact",
    )


def _about(
    info: FactInfo, by: Sequence[Declared], known: Vocabulary, place: Place
) -> Iterator[tuple[str, list[Content]]]:
    yield "Of", [owners_in_words(known, info)]
    yield "Kind and unit", [type_in_words(known, info.type)]
    codes = known.codes.get(info.type.codes or (info.type.element.codes if info.type.element else None) or "", ())
    if codes:
        yield "One of", [", ".join(codes)]
    if info.derived:
        yield "Stated", ["never: it is worked out from other facts"]
    yield "In OCDS", [el("code", info.ocds) if info.ocds else "no place"]
    yield "In eForms", [info.eforms or "no place"]
    yield (
        "Asked by",
        [items([el("a", one.rule.title or one.rule.id, href=place.to(rule_page(one.rule.id))) for one in by])],
    )
