"""What the things declare, as rows of the vocabulary."""

from collections.abc import Iterator
from inspect import get_annotations
from types import NoneType
from typing import Any, get_args

from pydantic.fields import FieldInfo

from policyspec.base.dataclasses import replace
from policyspec.model import types
from policyspec.model.things.base import Derived, Thing, Words, words_of
from policyspec.model.types import Kind, Type
from policyspec.model.vocabulary import EntityInfo, FactInfo


def entity_key(thing: type[Thing]) -> str:
    """`criteria_group`."""
    return thing.noun[0].replace(" ", "_").casefold()


def entities(root: type[Thing]) -> list[type[Thing]]:
    """The thing and every thing that stands in it, in the order of first mention."""
    found: dict[type[Thing], None] = {}
    waiting = [root]
    while waiting:
        thing = waiting.pop(0)
        if thing not in found:
            found[thing] = None
            waiting += [part for name in _in_order(thing) if (part := _part(thing.model_fields.get(name)))]
    return list(found)


def entity_info(thing: type[Thing]) -> EntityInfo:
    singular, plural = thing.noun
    return EntityInfo(entity_key(thing), singular, plural, _first_line(thing), thing.identified_by)


def fact_infos(thing: type[Thing]) -> Iterator[FactInfo]:
    """The facts of a thing, in the order in which its classes declare them."""
    for name, home in _in_order(thing).items():
        declared = home.__dict__.get(name)
        if isinstance(declared, Derived):
            yield _info(thing, home, name, declared.words, declared.type, derived=True)
            continue
        field = thing.model_fields[name]
        if (words := words_of(field)) is not None:
            yield _info(thing, home, name, words, _type(field, words), derived=False)


def _info(thing: type[Thing], home: type[Any], name: str, words: Words, type_: Type, *, derived: bool) -> FactInfo:
    return FactInfo(
        owner=entity_key(thing),
        key=name,
        phrase=words.phrase or name.replace("_", " "),
        type=type_,
        definition=words.definition,
        group=home.heading,
        plural=words.plural,
        singular=words.singular,
        aliases=words.aliases,
        ocds=_ocds(thing, home, words.ocds),
        eforms=_eforms(thing, home, words.eforms),
        derived=derived,
        inherited=home is not thing and home.for_lots and thing.noun[0] == "lot",
        said_of=words.said_of,
    )


def _in_order(thing: type[Thing]) -> dict[str, type[Any]]:
    """Each fact's name and the class that declares it; a thing's own facts come before those it shares."""
    names: dict[str, type[Any]] = {}
    for home in thing.__mro__:
        if home is Thing:
            continue
        fields = [n for n in get_annotations(home) if n in thing.model_fields]
        derived = [n for n, declared in home.__dict__.items() if isinstance(declared, Derived)]
        for name in [*fields, *derived]:
            names.setdefault(name, home)
    names.pop("more_to_come", None)
    return names


def _type(field: FieldInfo, words: Words) -> Type:
    part = _part(field)
    if part is not None:
        many = any(getattr(arm, "__origin__", None) is list for arm in get_args(field.annotation))
        return types.list_of(entity_key(part)) if many else types.item(entity_key(part))
    declared = next(m for m in field.metadata if isinstance(m, Type))
    if declared.element is not None:
        return replace(declared, element=_filled(declared.element, words))
    return _filled(declared, words)


def _filled(type_: Type, words: Words) -> Type:
    match type_.kind:
        case Kind.CODE:
            return replace(type_, codes=words.codes)
        case Kind.ITEM:
            return replace(type_, entity=words.to)
        case _:
            return type_


def _part(field: FieldInfo | None) -> type[Thing] | None:
    """The thing that a field holds, one or a list of them."""
    if field is None:
        return None
    for arm in get_args(field.annotation):
        for inner in (arm, *get_args(arm)):
            if isinstance(inner, type) and inner is not NoneType and issubclass(inner, Thing):
                return inner
    return None


def _ocds(thing: type[Thing], home: type[Any], path: str) -> str:
    """The home in OCDS. Of several, with `; ` between them, the tender's is the one that is not below a lot."""
    start = home.__dict__.get("ocds_home") or thing.ocds_home
    homes = [start + one if one.startswith(".") else one for one in path.split("; ")]
    of_thing = [one for one in homes if one.startswith("tender.lots[].") == (thing.noun[0] == "lot")]
    if home.__dict__.get("for_lots"):
        homes = of_thing or [one for one in homes if "lots[]" not in one]
    return next(iter(homes), "")


def _eforms(thing: type[Thing], home: type[Any], fields: str) -> str:
    """The fields of eForms. One that ends in `-Lot` stands on lots alone."""
    of_tender = home.__dict__.get("for_lots") and thing.noun[0] != "lot"
    named = [field for field in fields.split(", ") if not (of_tender and field.endswith("-Lot"))]
    return ", ".join(field.removesuffix("-Lot") for field in named)


def _first_line(thing: type[Thing]) -> str:
    return (thing.__doc__ or "").strip().splitlines()[0]
