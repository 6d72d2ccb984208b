"""Completion in a tender file: keys of the thing that is written, and the values that they may have."""

from collections.abc import Iterator, Sequence

from lsprotocol import types as lsp
from lsprotocol.types import CompletionItemKind as Icon

from policyspec.base.dataclasses import replace
from policyspec.lsp.tender.place import Spot, entity_at, fact_at, is_record, spot_at
from policyspec.lsp.text import Text
from policyspec.model.cpv import DIVISIONS
from policyspec.model.examples import element, example_of
from policyspec.model.page import type_in_words
from policyspec.model.types import Kind
from policyspec.model.vocabulary import FactInfo, Vocabulary, fold
from policyspec.readers.native import EXPLANATIONS, EXTENSIONS, WAIVERS

_RECORD_KEYS = ("rule", "item", "reason", "author", "date")
_WAIVER_KEYS = ("approver", "expiry", "facts")


def completions(
    text: Text, offset: int, vocabulary: Vocabulary, rules: Sequence[str] = (), names: Sequence[str] = ()
) -> list[lsp.CompletionItem]:
    """What may stand at an offset. `rules`: the ids that records may name; `names`: those of the tender's things."""
    spot = spot_at(text, offset)
    if spot is None:
        return []
    if spot.key is None and spot.path and not is_record(spot) and entity_at(spot.path, vocabulary) is None:
        spot = replace(spot, path=spot.path[:-1], key=spot.path[-1])  # a member of a list of values
    if spot.key is None:
        found = _keys(spot, vocabulary)
    elif is_record(spot):
        found = iter(_of(rules, Icon.Function) if fold(spot.key) == "rule" else ())
    else:
        found = _values(spot, vocabulary, names)
    range_ = text.range(offset - len(spot.typed), offset)
    items = [item for item in found if _fits(spot.typed, item.label)]
    for item in items:
        item.text_edit = lsp.TextEdit(range_, item.insert_text or item.label)
        item.insert_text = None
        item.filter_text = spot.typed if " " in spot.typed else None
    return items


def _fits(typed: str, label: str) -> bool:
    return typed.casefold() in label.casefold()


def _keys(spot: Spot, vocabulary: Vocabulary) -> Iterator[lsp.CompletionItem]:
    """The facts that the thing may state and does not yet."""
    if is_record(spot):
        waiver = fold(spot.path[0]) == WAIVERS
        for key in (*_RECORD_KEYS, *(_WAIVER_KEYS if waiver else ())):
            yield _key(key, "", "")
        return
    entity = entity_at(spot.path, vocabulary)
    if entity is None:
        return
    inside = bool(spot.path) and fold(spot.path[-1]) == EXTENSIONS
    for info in vocabulary.facts_of(entity):
        stated = any(fold(phrase) in spot.beside for phrase in info.phrases)
        if not info.derived and info.own is inside and not stated:
            yield _key(info.phrase, type_in_words(vocabulary, info.type), info.definition)
    if entity == "tender" and not spot.path:
        for key in (EXPLANATIONS, WAIVERS, EXTENSIONS):
            if key not in spot.beside:
                yield _key(key, "", "")


def _key(key: str, detail: str, definition: str) -> lsp.CompletionItem:
    return lsp.CompletionItem(
        key, kind=Icon.Property, detail=detail or None, documentation=definition or None, insert_text=f"{key}: "
    )


def _values(spot: Spot, vocabulary: Vocabulary, names: Sequence[str]) -> Iterator[lsp.CompletionItem]:
    info = fact_at(spot, vocabulary)
    if info is None:
        return
    type_ = element(info)
    match type_.kind:
        case Kind.CODE:
            yield from _of(vocabulary.codes.get(type_.codes or "", ()), Icon.EnumMember)
        case Kind.YES_NO:
            yield from _of(("yes", "no"), Icon.Value)
        case Kind.CLASSIFICATION:
            for digits, name in DIVISIONS.items():
                yield lsp.CompletionItem(f"{digits}000000", kind=Icon.Value, detail=name)
        case Kind.ITEM if type_.reference:
            yield from _of(names, Icon.Reference)
        case Kind.LIST | Kind.ITEM:
            return
        case _:
            yield _example(info, vocabulary)


def _example(info: FactInfo, vocabulary: Vocabulary) -> lsp.CompletionItem:
    return lsp.CompletionItem(example_of(info, vocabulary), kind=Icon.Value, detail="for example")


def _of(labels: Sequence[str], kind: Icon) -> Iterator[lsp.CompletionItem]:
    return (lsp.CompletionItem(label, kind=kind) for label in labels)
