"""The words that may stand at a place: keywords, facts, declared names, codes, CPV divisions, ids."""

from collections.abc import Callable, Iterable, Iterator
from typing import assert_never

from lsprotocol.types import CompletionItemKind as Icon

from policyspec.base.dataclasses import dataclass
from policyspec.lsp.completion.place import Place
from policyspec.lsp.completion.wanted import ListOf, NounOf, OwnerOf, Subject, ValueOf, Wanted, wanted
from policyspec.lsp.meaning import noun_entity, type_of_declared
from policyspec.model.cpv import DIVISIONS
from policyspec.model.page import type_in_words
from policyspec.model.spelling import with_article
from policyspec.model.types import Kind, Type
from policyspec.model.vocabulary import FactInfo
from policyspec.passes.declared import Declared, Definition, Names, OwnFact
from policyspec.syntax import grammar
from policyspec.syntax.keywords import CLAUSES, DECLARATIONS, KEYWORDS

_ARTICLES = frozenset({"the", "a", "an", "this"})
_FIRST, _NAMES, _KEYWORDS, _LAST = range(4)  # ranks

_EXAMPLES = {
    Kind.PERCENTAGE: "60%",
    Kind.RATIO: "60:40",
    Kind.MONEY: "GBP 10,000",
    Kind.DATE: "1 April 2026",
    Kind.DURATION: "25 days",
}

Known = Callable[[], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word or phrase, what it is, and how likely it is meant: the lower the rank, the likelier."""

    label: str
    kind: Icon
    detail: str = ""
    definition: str = ""
    rank: int = _NAMES


def candidates(place: Place, policies: Known) -> Iterator[Candidate]:
    """What may stand where the text of a place ends."""
    if place.opens:
        yield from _clauses(place)
        if place.kind not in ("rule", "change"):
            return
    accepts = grammar.follows(place.text, place.rule)
    yield from _keywords(accepts)
    if "WORD" in accepts:
        yield from _words(wanted(place), place)
    if "CPV" in accepts:
        yield from _literals(wanted(place))
    if "ID" in accepts:
        yield from _ids(place, policies)


def _clauses(place: Place) -> Iterator[Candidate]:
    """What may begin a line: a clause of the declaration, another declaration, or more of the clause above."""
    for keyword, (_, takes) in CLAUSES.items():
        if place.kind in takes:
            yield Candidate(keyword, Icon.Keyword, rank=_FIRST)
    if place.above:
        yield from _keywords(grammar.follows(place.above, place.above_rule))
    for keyword in DECLARATIONS:
        if (keyword == "policy") == (place.kind is None):
            yield Candidate(keyword, Icon.Keyword, rank=_FIRST)


def _keywords(accepts: Iterable[str]) -> Iterator[Candidate]:
    for terminal in sorted(accepts):
        word = terminal.lower().replace("_", " ")
        if word in KEYWORDS:
            yield Candidate(word, Icon.Keyword, rank=_LAST if word in _ARTICLES else _KEYWORDS)


# --- names ---------------------------------------------------------------------------------------------------------


def _words(sought: Wanted, place: Place) -> Iterator[Candidate]:
    names = place.names
    match sought:
        case Subject():
            yield from _subjects(place)
        case ValueOf(type_, entity):
            yield from _values(type_, entity, place)
        case OwnerOf(head):
            yield from _owners(head, names)
        case ListOf(fact):
            yield from _lists(fact, names)
        case NounOf():
            yield from _nouns(names)
        case _:
            assert_never(sought)


def _subjects(place: Place) -> Iterator[Candidate]:
    """Facts of the things in scope, those things, and what policies declare."""
    date_only = place.rule == "judged_on"
    for info in _facts_in_scope(place):
        if not date_only or info.type.kind is Kind.DATE:
            yield _fact(info, place.names)
    if date_only:
        return
    for noun in dict.fromkeys((*place.nouns, "tender")):
        yield Candidate(f"the {noun}", Icon.Class)
    yield from (_declared(one, place.names) for one in _all(place.names) if not isinstance(one, Definition))


def _facts_in_scope(place: Place) -> Iterator[FactInfo]:
    seen: set[str] = set()
    for noun in (*place.nouns, "tender"):
        entity = noun_entity(noun, place.names)
        for info in place.names.vocabulary.facts_of(entity) if entity is not None else ():
            if info.phrase not in seen:
                seen.add(info.phrase)
                yield info


def _values(type_: Type | None, entity: str | None, place: Place) -> Iterator[Candidate]:
    """What fits a type: codes of its list, facts and names of its kind; of a thing, its classes and yes/no facts."""
    names = place.names
    if entity is not None:
        for info in names.vocabulary.facts_of(entity):
            if info.type.kind is Kind.YES_NO:
                yield _fact(info, names, _FIRST)
        for one in _all(names):
            if isinstance(one, Definition) and one.entity == entity:
                yield Candidate(with_article(one.name), Icon.Class, f"of {one.policy}", rank=_FIRST)
        return
    if type_ is None:
        yield from _subjects(place)
        return
    codes = names.vocabulary.codes.get(type_.codes or "", ()) if type_.kind is Kind.CODE else ()
    for code in codes:
        yield Candidate(code, Icon.EnumMember, f"one of the {type_.codes}", rank=_FIRST)
    for one in _all(names):
        other = type_of_declared(one, names.vocabulary)
        if other is not None and other.kind is type_.kind:
            yield _declared(one, names)
    for info in _facts_in_scope(place):
        if info.type.kind is type_.kind and info.type.codes == type_.codes:
            yield _fact(info, names, _KEYWORDS)


def _owners(head: str, names: Names) -> Iterator[Candidate]:
    """The things that have a fact of this name."""
    for info in names.vocabulary.owners_of(head):
        entity = names.vocabulary.entities[info.owner]
        yield Candidate(f"the {entity.singular}", Icon.Class, definition=entity.definition, rank=_FIRST)
        yield Candidate(entity.singular, Icon.Class, definition=entity.definition)
        yield Candidate(f"every {entity.singular}", Icon.Class, rank=_KEYWORDS)


def _lists(fact: str | None, names: Names) -> Iterator[Candidate]:
    for entity in names.vocabulary.entities.values():
        has = fact is None or names.vocabulary.fact(entity.key, fact) is not None
        if has and entity.key != "tender":
            yield Candidate(entity.plural, Icon.Class, definition=entity.definition, rank=_FIRST)
    for one in _all(names):
        if isinstance(one, Definition) and one.entity is not None and one.entity != "tender":
            yield Candidate(one.plural, Icon.Class, f"of {one.policy}", rank=_FIRST)


def _nouns(names: Names) -> Iterator[Candidate]:
    for entity in names.vocabulary.entities.values():
        yield Candidate(entity.singular, Icon.Class, definition=entity.definition, rank=_FIRST)
    for one in _all(names):
        if isinstance(one, Definition):
            yield Candidate(one.name, Icon.Class, f"of {one.policy}", rank=_FIRST)


def _all(names: Names) -> list[Declared]:
    """Each declaration that can be seen, once, though it may be found by two names; own facts are facts."""
    return [one for one in dict.fromkeys(names.all()) if not isinstance(one, OwnFact)]


def _fact(info: FactInfo, names: Names, rank: int = _NAMES) -> Candidate:
    detail = type_in_words(names.vocabulary, info.type)
    return Candidate(info.phrase, Icon.Property, detail, info.definition, rank)


def _declared(one: Declared, names: Names) -> Candidate:
    type_ = type_of_declared(one, names.vocabulary)
    kind = type_in_words(names.vocabulary, type_) if type_ is not None else "class"
    return Candidate(one.name, Icon.Variable, f"{kind}, of {one.policy}", rank=_FIRST)


# --- literals and ids -----------------------------------------------------------------------------------------------


def _literals(sought: Wanted) -> Iterator[Candidate]:
    """Divisions of the CPV, yes and no, or how another value is written: whichever the type asks for."""
    type_ = sought.type if isinstance(sought, ValueOf) else None
    if type_ is not None and type_.kind in _EXAMPLES:
        yield Candidate(_EXAMPLES[type_.kind], Icon.Value, "for example", rank=_KEYWORDS)
    if type_ is not None and type_.kind is Kind.CLASSIFICATION:
        for digits, name in DIVISIONS.items():
            yield Candidate(f"CPV {digits}000000", Icon.Value, name, rank=_FIRST)
    if type_ is not None and type_.kind is Kind.YES_NO:
        yield Candidate("yes", Icon.Value, rank=_FIRST)
        yield Candidate("no", Icon.Value, rank=_FIRST)


def _ids(place: Place, policies: Known) -> Iterator[Candidate]:
    """Rules for `subject to`, `despite` and the layers; policies for `use`."""
    if place.rule == "use":
        yield from (Candidate(policy, Icon.Module, rank=_FIRST) for policy in policies())
        return
    if place.rule not in ("subject_to", "despite", "change"):
        return
    for policy, rules in place.names.rules.items():
        own = policy == place.names.policy
        for rule in rules:
            if not (own and place.rule == "change"):
                yield Candidate(rule if own else f"{policy}#{rule}", Icon.Function, f"rule of {policy}", rank=_FIRST)
