"""A list or object of JSON to its tree by the parser of the standard library, wherever nothing is wrong with it.

That parser is written in C, but does not tell where a value stands, and passes over a key that is stated twice. So it
is asked for the values only; their places are those of the tokens of the text, one for each key and scalar and two for
each list and object, in the same order. What it refuses, or might pass over, is left to `json_tree.Scanner`: the tree
is the same, and only the scanner says what is wrong and where.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from policyspec.readers.tree import MAX_DEPTH, Entry, Mapping, Node, Scalar, Sequence, Style

#: A string, a bracket, or a number or word: all of a text that is JSON but its blanks, commas and colons.
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]]|[-+.\w]++')
_HALF_A_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")  # it may be, or the half of a whole one
_CONSTANTS = {True: "true", False: "false", None: "null"}

Tokens = Iterator[tuple[int, int]]
_made = tuple.__new__  # a named tuple of its parts, without the call of a function for each


class _Number(str):
    """A number, as it is written."""

    __slots__ = ()


class _Word(str):
    """A word that JSON does not have, and some files do."""

    __slots__ = ()


class _Object(list[tuple[str, Any]]):
    """The keys and values of an object, as they stand."""

    __slots__ = ()


class _Unsure(Exception):
    """Something that the parser takes, and the scanner may not."""


def _word(written: str) -> _Word:
    if written == "NaN":
        raise _Unsure
    return _Word(written)


_PARSER = json.JSONDecoder(object_pairs_hook=_Object, parse_int=_Number, parse_float=_Number, parse_constant=_word)


def container(text: str, position: int, depth: int, most: int) -> tuple[Node, int] | None:
    """The list or object that begins at a position, within `depth` others, and where it ends.

    None where no such thing begins there, and where the scanner should look: something is wrong, or there may be more
    than `most` values.
    """
    if not text.startswith(("{", "["), position):
        return None
    try:
        value, end = _PARSER.raw_decode(text, position)
        if _HALF_A_CHARACTER.search(text, position, end):
            return None
        tokens = [token.span() for token in _TOKEN.finditer(text, position, end)]
        return None if len(tokens) > most else (_node(value, iter(tokens), depth), end)
    except (_Unsure, ValueError, RecursionError):
        return None


def _node(value: Any, tokens: Tokens, depth: int) -> Node:  # noqa: ANN401 - what the parser gives
    start, end = next(tokens)
    kind = type(value)
    if kind is str:
        return _made(Scalar, (value, Style.QUOTED, start, end))
    if kind is _Object or kind is list:
        if depth == MAX_DEPTH:
            raise _Unsure
        return (_mapping if kind is _Object else _sequence)(value, tokens, start, depth + 1)
    if kind is _Number:
        return Scalar(str(value), Style.NUMBER, start, end)
    return Scalar(str(value) if kind is _Word else _CONSTANTS[value], Style.WORD, start, end)


def _mapping(members: _Object, tokens: Tokens, start: int, depth: int) -> Mapping:
    entries: dict[str, Entry] = {}
    for key, value in members:
        key_start, key_end = next(tokens)
        name = _made(Scalar, (key, Style.QUOTED, key_start, key_end))
        entries[key] = _made(Entry, (name, _node(value, tokens, depth)))
    if len(entries) < len(members):
        raise _Unsure
    _, end = next(tokens)
    return Mapping(entries, start, end)


def _sequence(members: list[Any], tokens: Tokens, start: int, depth: int) -> Sequence:
    items = tuple([_node(value, tokens, depth) for value in members])
    _, end = next(tokens)
    return Sequence(items, start, end)
