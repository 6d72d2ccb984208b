"""A tender file as a tree of raw text: what stands where, before anything says what it means.

YAML and JSON both become this tree. A scalar keeps its text as written; the vocabulary alone says what it is.
"""

from enum import StrEnum
from functools import partial
from typing import NamedTuple, Protocol

from policyspec.base.dataclasses import dataclass, field
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.patterns import pattern
from policyspec.base.source import Source, Span
from policyspec.model.facts import Origin
from policyspec.readers import errors

MAX_DEPTH = 64
SURROGATE = pattern("[\ud800-\udfff]")
MAX_SHOWN = 30  # characters of a text that a message shows
MAX_RAW = 200  # characters of the text as written that an origin keeps


class Style(StrEnum):
    """How a scalar was written."""

    PLAIN = "plain"  # YAML without quotes
    QUOTED = "quoted"  # a string
    NUMBER = "number"  # JSON
    WORD = "word"  # JSON: true, false, null, Infinity
    FAULT = "fault"  # a cell that shows an error, of which its reader has told


class Places(Protocol):
    """What offsets in a tree mean: characters of a text (`Source`), or cells of a workbook."""

    @property
    def name(self) -> str: ...

    def span(self, start: int, end: int) -> Span: ...


# Nodes are named tuples: a file has very many of them, and no record is made quicker.


class Scalar(NamedTuple):
    """Text, with its offsets in the source."""

    text: str
    style: Style
    start: int
    end: int

    @property
    def is_null(self) -> bool:
        """Whether it says that nothing is stated: blank, `null` or `~`."""
        if self.style is Style.QUOTED:
            return not self.text.strip()
        return self.text.strip() in ("", "~", "null", "Null", "NULL")


class Sequence(NamedTuple):
    items: tuple["Node", ...]
    start: int
    end: int


class Entry(NamedTuple):
    key: Scalar
    value: "Node"


class Mapping(NamedTuple):
    """Entries by the text of their key, in the order in which they stand."""

    entries: dict[str, Entry]
    start: int
    end: int


Node = Scalar | Sequence | Mapping
#: Where a node stands: a pointer that is known, or the way to what it is in, and the step from there.
Way = str | tuple["Way", str | int]


def pointer_of(way: Way) -> str:
    """A way as a JSON pointer. Many more nodes are passed than are ever pointed to, so it is not kept as one."""
    steps: list[str] = []
    while not isinstance(way, str):
        way, step = way
        steps.append(escaped(str(step)))
    return "/".join((way, *reversed(steps)))


def escaped(key: str) -> str:
    """A key as a step of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1")


def standing(node: Node) -> str:
    """What stands somewhere, in a message: a short text as it is written, and else its shape."""
    match node:
        case Sequence():
            return "a list"
        case Mapping():
            return "a set of keys"
        case _:
            short = len(node.text) <= MAX_SHOWN and node.text.isprintable() and "`" not in node.text
            return f"`{node.text}`" if short and node.text.strip() else "a text"


@dataclass(frozen=True, slots=True)
class Document:
    """A source and the tree read from it.

    `pointers`: of a tree that was put together from parts of a file, where each node stands there, by its start.
    """

    source: Places
    root: Node
    pointers: dict[int, str] = field(default_factory=dict)

    def span(self, node: Node) -> Span:
        """The stretch of a scalar; of a list or a mapping only its start, since the rest may be pages."""
        end = node.end if isinstance(node, Scalar) else min(node.start + 1, node.end)
        return self.source.span(node.start, max(end, node.start))

    def origin(self, node: Node, way: Way | None = None) -> Origin:
        raw = node.text[:MAX_RAW] if isinstance(node, Scalar) else None
        return Origin.later(partial(_origin, self.source, node.start, way, raw))


def _origin(source: Places, start: int, way: Way | None, raw: str | None) -> Origin:
    place = source.span(start, start)
    pointer = None if way is None else pointer_of(way)
    return Origin(place.file, place.line, place.column, pointer, raw, place.sheet)


class Refused(Exception):
    """Ends the reading of a file that must be refused; the door of each parser turns it into its diagnostic.

    `unfinished`: the text ends too early, and could be read if it went on.
    """

    def __init__(self, diagnostic: Diagnostic, *, unfinished: bool = False) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic
        self.unfinished = unfinished


def add(entries: dict[str, Entry], entry: Entry, source: Source) -> None:
    """Adds an entry to a mapping that does not have its key yet; otherwise the file is refused."""
    if earlier := entries.get(entry.key.text):
        here, there = (source.span(e.key.start, e.key.end) for e in (entry, earlier))
        raise Refused(errors.key_twice(entry.key.text, here, there))
    entries[entry.key.text] = entry


def check_depth(depth: int, start: int, source: Source) -> None:
    if depth > MAX_DEPTH:
        raise Refused(errors.too_deep(source.span(start, start + 1), MAX_DEPTH))


def check_text(text: str, start: int, end: int, source: Source) -> None:
    """An escape may make half a character, which no file and no terminal can take."""
    if not text.isascii() and SURROGATE.search(text):
        raise Refused(errors.half_a_character(source.span(start, end)))
