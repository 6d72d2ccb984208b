"""What kind of word is wanted at a place: a subject, a value of some type, a thing that has a fact, a list."""

import re

from policyspec.base.dataclasses import dataclass
from policyspec.lsp.completion.place import Place
from policyspec.lsp.meaning import noun_entity, type_of_declared
from policyspec.model.types import DURATION, NUMBER, PERCENTAGE, RATIO, Type
from policyspec.model.vocabulary import FactInfo
from policyspec.passes.declared import Names, OwnFact

_VERB = re.compile(
    r"(?<![\w-])(?:(?:must|should)(?:\s+not)?(?:\s+(?:be|include))?|is(?:\s+not)?|are(?:\s+not)?|includes?)(?![\w-])"
)
_BEGINS = re.compile(r"(?<![\w-])(?:when|where|and|or|not)(?![\w-])|[(]")
_ENDS = re.compile(r"(?<![\w-])(?:and|or|where|when)(?![\w-])")
_OF = re.compile(r"(?:^|[\s(])(?P<head>[^\s(),\"]+(?: [^\s(),\"]+)*?)\s+of(?:\s+(?:the|this|a|an|every|some|no))?\s+$")
_ARTICLE = re.compile(r"^(?:the|a|an|this|every|some|no)\s+", re.IGNORECASE)
_FUNCTION = re.compile(r"(?:total|highest|lowest)\s+(.+?)\s+of(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Subject:
    """Something of which more will be said."""


@dataclass(frozen=True, slots=True)
class ValueOf:
    """A value of this type; None where the type is not known. Of a thing (`entity`): a class or a yes/no fact."""

    type: Type | None
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class OwnerOf:
    """A thing that has this fact."""

    head: str


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list; of things that have this fact, where one is named."""

    fact: str | None


@dataclass(frozen=True, slots=True)
class NounOf:
    """One of the things that lists hold: after `for each`."""


Wanted = Subject | ValueOf | OwnerOf | ListOf | NounOf


def wanted(place: Place) -> Wanted:
    """What kind of word the text up to the cursor asks for."""
    text = place.text
    if place.rule == "for_each" or re.search(r"(?:^|\s)as(?:\s+an?)?\s+$", text):
        return NounOf() if not re.search(r"\swhere\s", text) else Subject()
    if place.column is not None and place.rule != "column":
        return ValueOf(type_of(place.column, place.names, place.nouns))
    function = re.search(r"(?:number|share)\s+of\s+$|(?:total|highest|lowest)\s+([^()]+?)\s+of\s+$", text)
    if function:
        return ListOf(function[1])
    owner = _OF.search(text)
    if owner:
        return OwnerOf(_head(owner["head"], place.names))
    return _value(text, place) or Subject()


def _head(words: str, names: Names) -> str:
    """The longest run of last words that names a fact."""
    parts = words.split()
    runs = (" ".join(parts[first:]) for first in range(len(parts)))
    return next((run for run in runs if names.vocabulary.owners_of(run)), parts[-1])


def _value(text: str, place: Place) -> ValueOf | None:
    """After a verb and, perhaps, a relation: a value of the type of what stands before the verb."""
    verbs = list(_VERB.finditer(text))
    if not verbs:
        return None
    verb = verbs[-1]
    after = text[verb.end() :]
    ends = [m for m in _ENDS.finditer(after) if not ("between" in after[: m.start()] and m[0] == "and")]
    if ends or not after[:1].isspace():
        return None
    begins = [m.end() for m in _BEGINS.finditer(text[: verb.start()])]
    subject = _bare(text[begins[-1] if begins else 0 : verb.start()])
    entity = noun_entity(subject, place.names)
    nouns = (*_counted(text[: verb.start()], place), *place.nouns)
    return ValueOf(None if entity else type_of(subject, place.names, nouns), entity)


def _counted(text: str, place: Place) -> tuple[str, ...]:
    """The noun before a `where`: the thing that is being counted."""
    where = [m.start() for m in re.finditer(r"\swhere\s", text)]
    words = text[: where[-1]].split() if where else []
    runs = (" ".join(words[-count:]) for count in (3, 2, 1) if len(words) >= count)
    return tuple(run for run in runs if noun_entity(run, place.names))


def type_of(words: str, names: Names, nouns: tuple[str, ...]) -> Type | None:
    """The type of the value that some words stand for, where it can be told."""
    words = _bare(words)
    for shape, type_ in (
        (r"number\s+of\s", NUMBER),
        (r"share\s+of\s", PERCENTAGE),
        (r".*:.*\sratio$|ratio\s+of\s", RATIO),
        (r"time\s+from\s", DURATION),
    ):
        if re.match(shape, words):
            return type_
    function = _FUNCTION.match(words)
    head, _, owner = (function[1], "", words[function.end() :]) if function else words.partition(" of ")
    declared = next(iter(names.find(words)), None)
    if declared is not None and not isinstance(declared, OwnFact):
        return type_of_declared(declared, names.vocabulary)
    info = _fact(head, owner, names, nouns)
    return None if info is None else info.type.element or info.type


def _fact(head: str, owner: str, names: Names, nouns: tuple[str, ...]) -> FactInfo | None:
    vocabulary = names.vocabulary
    things = [owner.rpartition(" of ")[0] or owner] if owner else [*nouns, "tender"]
    for thing in things:
        entity = noun_entity(_bare(thing), names)
        info = vocabulary.fact(entity, head) if entity else None
        if info is not None:
            return info
    return next(iter(vocabulary.owners_of(head)), None)


def _bare(words: str) -> str:
    return _ARTICLE.sub("", " ".join(words.split()))
