"""A rulebook, and what was found in compiling it, as JSON and back: what is kept of policies. None of it is ever run.

The text is a list of entries, each a tag and what it is made from: a plain value, or the numbers of earlier entries.
An entry that several share stands once. The last is the whole.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any

from policyspec.base.dataclasses import dataclass, field_names
from policyspec.base.diagnostics import Diagnostic, Related, Severity
from policyspec.base.source import Source, Span
from policyspec.ir import nodes as ir
from policyspec.model import outcomes, types, values
from policyspec.model.vocabulary import FactInfo, Vocabulary

_PLAIN = {"str": str, "int": int, "bool": bool}
_MODULES = (ir, values, types, outcomes)


@dataclass(frozen=True, slots=True)
class Compiled:
    """What policies were compiled to."""

    rulebook: ir.Rulebook
    sources: tuple[Source, ...]
    diagnostics: tuple[Diagnostic, ...]
    named: tuple[tuple[str, str, str | None, str], ...] = ()  # each policy: id, title, version, file


_OTHERS = (Compiled, Span, Source, Diagnostic, Related, FactInfo)


class NotStoredError(Exception):
    """A text that is not of this version."""


def stored(compiled: Compiled, vocabulary: Vocabulary) -> str:
    """The policies as text; facts of the vocabulary that ships are named in it and not repeated."""
    writing = _Writing(vocabulary)
    writing.number(compiled)
    return json.dumps(writing.entries, separators=(",", ":"))


def restored(text: str, vocabulary: Vocabulary) -> Compiled:
    """The policies that a text is of. Raises NotStoredError where it is of none."""
    made: list[Any] = []
    try:
        for tag, *parts in json.loads(text):
            made.append(_made(tag, parts, made, vocabulary))
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise NotStoredError(str(error)) from None
    if not made or not isinstance(made[-1], Compiled):
        raise NotStoredError
    return made[-1]


class _Writing:
    """The entries so far. What is equal but of another type (1, True, 1/1) is another entry."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.entries: list[tuple[Any, ...]] = []
        self.numbers: dict[tuple[Any, ...], int] = {}

    def number(self, value: object) -> int:
        entry = self._entry(value)
        key = (*entry, type(entry[1])) if len(entry) > 1 else entry
        if key not in self.numbers:
            self.numbers[key] = len(self.entries)
            self.entries.append(entry)
        return self.numbers[key]

    def _entry(self, value: object) -> tuple[Any, ...]:
        match value:
            case None:
                return ("none",)
            case Enum():
                return (type(value).__name__, value.name)
            case bool() | str() | int():
                return (type(value).__name__, value)
            case Fraction():
                return ("fraction", *value.as_integer_ratio())
            case date():
                return ("date", value.isoformat())
            case tuple():
                return ("tuple", *(self.number(each) for each in value))
            case FactInfo() if self.vocabulary.facts.get((value.owner, value.key)) == value:
                return ("fact", value.owner, value.key)
            case _ if field_names(type(value)) is not None:
                given: tuple[str, ...] = type(value).__match_args__  # type: ignore[attr-defined]
                return (type(value).__name__, *(self.number(getattr(value, name)) for name in given))
            case _:
                raise TypeError(type(value).__name__)


def _made(tag: str, parts: list[Any], made: list[Any], vocabulary: Vocabulary) -> object:
    if (kind := _classes().get(tag)) is not None:
        return kind(*[made[part] for part in parts])
    match tag:
        case "none":
            return None
        case "str" | "int" | "bool":
            return _plain(tag, *parts)
        case "fraction":
            return Fraction(*parts)
        case "date":
            return date.fromisoformat(*parts)
        case "tuple":
            return tuple([made[part] for part in parts])
        case "fact":
            return vocabulary.facts[parts[0], parts[1]]
        case _:
            return _enums()[tag][parts[0]]


def _plain(tag: str, value: object) -> object:
    if type(value) is not _PLAIN[tag]:
        raise TypeError(tag)
    return value


@cache
def _classes() -> Mapping[str, Callable[..., object]]:
    """The classes of which a rulebook is made, by name."""
    found = {name: kind for module in _MODULES for name, kind in vars(module).items() if isinstance(kind, type)}
    nodes = {name: kind for name, kind in found.items() if field_names(kind) is not None}
    return nodes | {kind.__name__: kind for kind in _OTHERS}


@cache
def _enums() -> Mapping[str, type[Enum]]:
    found = {name: kind for module in _MODULES for name, kind in vars(module).items() if isinstance(kind, type)}
    return {name: kind for name, kind in found.items() if issubclass(kind, Enum)} | {"Severity": Severity}
