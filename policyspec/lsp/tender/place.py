"""Where in a tender file something is being written, told from the lines above: the text need not be whole."""

import re
from collections.abc import Iterator

from policyspec.base.dataclasses import dataclass
from policyspec.lsp.text import Text
from policyspec.model.types import Kind
from policyspec.model.vocabulary import FactInfo, Vocabulary, fold
from policyspec.readers.native import EXPLANATIONS, EXTENSIONS, TITLE, WAIVERS

_KEY = re.compile(
    r"^(?P<dashes>\s*(?:-\s+)*)(?P<key>[^\s:#{\[\"'][^:#]*?|\"[^\"]*\"|'[^']*')\s*:(?:\s+(?P<value>.*))?$"
)
_DASHES = re.compile(r"^\s*(?:-(?:\s+|$))*")
_MOST_LINES = 5_000  # above a line that are looked through


@dataclass(frozen=True, slots=True)
class Spot:
    """A key or a value that is being written.

    `path` has the keys that it stands under, outermost first; `key` that of the value, None where a key is written;
    `typed` what is there up to the cursor, and `beside` the keys of the same thing that are there already.
    """

    path: tuple[str, ...]
    key: str | None
    typed: str
    beside: frozenset[str] = frozenset()


def spot_at(text: Text, offset: int) -> Spot | None:
    """What is being written at an offset; None in a comment."""
    number = text.line_of(offset)
    before = text.content[text.start(number) : offset]
    if re.search(r"(?:^|\s)#", before):
        return None
    depth = _depth(before)
    path = _above(text, number, depth)
    if "{" in before or "[" in before:
        return _in_flow(before, path)
    match = _KEY.match(before)
    if match:
        return Spot(path, _unquoted(match["key"]), (match["value"] or "").lstrip())
    return Spot(path, None, before[depth:], frozenset(_siblings(text, number, depth)))


def _depth(line: str) -> int:
    """The column at which a line's key stands, its dashes passed over."""
    match = _DASHES.match(line)
    return len(match[0]) if match else 0


def _above(text: Text, number: int, depth: int) -> tuple[str, ...]:
    """The keys under which a place stands: going up, each key without a value that is further to the left."""
    path: list[str] = []
    for above in range(number - 1, max(number - _MOST_LINES, -1), -1):
        if depth == 0:
            break
        match = _KEY.match(text.line(above))
        if match is None or len(match["dashes"]) >= depth:
            continue
        if not match["value"] or match["value"].startswith("#"):
            path.append(_unquoted(match["key"]))
            depth = len(match["dashes"])
    return tuple(reversed(path))


def _siblings(text: Text, number: int, depth: int) -> Iterator[str]:
    """The keys of the same thing: those at the same depth above and below, up to the next thing."""
    begins = text.line(number).lstrip().startswith("-")
    ways = ([] if begins else [range(number - 1, max(number - _MOST_LINES, -1), -1)]) + [
        range(number + 1, min(number + _MOST_LINES, text.lines))
    ]
    for way in ways:
        for at in way:
            line = text.line(at)
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            dashed = line.lstrip().startswith("-")
            if _depth(line) < depth or (dashed and at > number and _depth(line) == depth):
                break
            match = _KEY.match(line)
            if match and _depth(line) == depth:
                yield fold(_unquoted(match["key"]))
                if dashed:
                    break


def _in_flow(before: str, path: tuple[str, ...]) -> Spot:
    """Within `{…}` or `[…]`, of which the line has the beginning."""
    opened: list[tuple[str, str | None, list[str]]] = []
    piece = ""
    for sign in before:
        if sign in "{[":
            opened.append((sign, _key_of(piece), []))
        elif sign in "}]" and opened:
            opened.pop()
        elif sign == "," and opened:
            opened[-1][2].append(fold(_key_of(piece) or ""))
        else:
            piece += sign
            continue
        piece = ""
    keys = (*path, *(key for _, key, _ in opened if key))
    sign, _, stated = opened[-1] if opened else ("", None, [])
    if sign == "[":
        return Spot(keys[:-1], keys[-1] if keys else None, piece.lstrip())
    key, colon, value = piece.partition(":")
    if colon and (not value or value[0].isspace()):
        return Spot(keys, _unquoted(key), value.lstrip())
    return Spot(keys, None, piece.lstrip(), frozenset(stated))


def _key_of(piece: str) -> str | None:
    key, colon, _ = piece.partition(":")
    return _unquoted(key.strip(" -")) if colon else None


def _unquoted(key: str) -> str:
    return key.strip().strip("\"'")


# --- what stands there ----------------------------------------------------------------------------------------------


def entity_at(path: tuple[str, ...], vocabulary: Vocabulary) -> str | None:
    """The kind of thing that stands under a path of keys; None where it is none of the vocabulary's."""
    entity: str | None = "tender"
    for key in path:
        info = vocabulary.fact(entity or "", key)
        if fold(key) == EXTENSIONS:
            continue
        entity = info.type.entity if info is not None and info.type.kind in (Kind.LIST, Kind.ITEM) else None
    return entity


def fact_at(spot: Spot, vocabulary: Vocabulary) -> FactInfo | None:
    """The fact whose value is being written."""
    entity = entity_at(spot.path, vocabulary)
    if spot.key is None or entity is None:
        return None
    return vocabulary.fact(entity, "title" if entity == "tender" and fold(spot.key) == TITLE else spot.key)


def is_record(spot: Spot) -> bool:
    """Whether it is part of an explanation or a waiver."""
    return bool(spot.path) and fold(spot.path[0]) in (EXPLANATIONS, WAIVERS)
