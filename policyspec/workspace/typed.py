"""JSON to objects that have what is read of it and nothing else (msgspec), with numbers that are exact."""

import json
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from types import GenericAlias
from typing import Any

from policyspec.base.extras import library
from policyspec.engines.python.parsed.access import MEMBERS, Path, attribute

#: Keys below a key; of a leaf none.
Shape = dict[str, "Shape"]


def decoder(paths: Sequence[Path]) -> tuple[Callable[[bytes], Any], tuple[type[Exception], ...]]:
    """What decodes a document into an object that has these paths, and what it raises where one has another shape.

    Raises:
        ExtraMissing: msgspec is not installed.
    """
    msgspec = library("msgspec", what="decoding of what is read alone", extra="fast")
    shape: Shape = {}
    for path in paths:
        below = shape
        for key in path:
            below = below.setdefault(key, {})
    made = msgspec.json.Decoder(_struct(msgspec, "Release", shape), float_hook=_number)
    return made.decode, (msgspec.MsgspecError, _InexactError)


def _struct(msgspec: Any, name: str, shape: Shape) -> Any:  # noqa: ANN401
    rows = [(attribute(key), _type(msgspec, attribute(key), below) | None, None) for key, below in shape.items()]
    rename = {attribute(key): key for key in shape}
    return msgspec.defstruct(name, rows, rename=rename, gc=False)


def _type(msgspec: Any, name: str, shape: Shape) -> Any:  # noqa: ANN401
    if not shape:
        return Any
    if MEMBERS in shape:
        return GenericAlias(list, _type(msgspec, name, shape[MEMBERS]))
    return _struct(msgspec, name, shape)


class _InexactError(ValueError):
    """A number that a float is not the shortest of."""


@lru_cache(maxsize=10_000)
def _number(text: str) -> float:
    """A float whose shortest decimal is the number as it is written; most are written in just that way."""
    number = float(text)
    shortest = repr(number)
    if shortest != text and Fraction(shortest) != Fraction(text):
        raise _InexactError(text)
    return number


def in_full(data: bytes) -> Any:  # noqa: ANN401
    """A document as parsed objects; None where one of its numbers has more digits than a float can bear.

    Raises:
        ValueError: It is not JSON.
    """
    try:
        return json.loads(data, parse_float=_number)
    except _InexactError:
        return None
