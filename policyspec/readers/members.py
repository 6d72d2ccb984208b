"""The members of the list in a large JSON file, one by one, through a window that moves over the text."""

import codecs
from collections.abc import Callable, Iterator
from itertools import chain
from typing import TypeVar

from policyspec.base.dataclasses import replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.encoding import NotText, text_of
from policyspec.base.source import Source, Span
from policyspec.readers import container_errors, errors
from policyspec.readers.json_tree import KEY, Scanner
from policyspec.readers.limits import Limits
from policyspec.readers.pieces import Pieces
from policyspec.readers.text import hidden
from policyspec.readers.tree import Document, Entry, Mapping, Node, Refused, Scalar

LISTS = ("releases", "records", "results")
_DEPTH = 2  # of a member: it stands in a list in an object

T = TypeVar("T")
Part = Callable[[Scanner, int], tuple[T, int]]


class Window:
    """The stretch of a text that is being read. What stands before `position` is done with, and let go."""

    def __init__(self, pieces: Pieces, name: str, limits: Limits) -> None:
        self.source = Source(name, "")
        self.position = 0
        self._texts = _texts(pieces, name)
        self._limit, self._step = limits.record, limits.window

    def read(self, part: Part[T]) -> T:
        """What a part of the text comes to; the window is widened until its end is seen.

        Raises:
            Refused: It cannot be read, or is larger than the limit.
        """
        while True:
            try:
                value, self.position = part(Scanner(self.source), self.position)
                return value
            except Refused as refused:
                if not refused.unfinished or not self._widen():
                    raise

    def end(self) -> None:
        """Sees to it that nothing follows.

        Raises:
            Refused: Something does.
        """
        widened = True
        while widened:
            Scanner(self.source).expect_end(self.position)
            self.position = len(self.source.text)
            widened = self._widen()

    def here(self) -> Span:
        return self.source.span(self.position, self.position)

    def _widen(self) -> bool:
        """Takes in as much text again as is in hand; False at the end of the file."""
        rest = self.source.text[self.position :]
        parts = [rest]
        wanted = max(len(rest), self._step)
        while wanted > 0 and (more := next(self._texts, None)) is not None:
            if isinstance(more, Diagnostic):
                raise Refused(more)
            parts.append(more)
            wanted -= len(more)
        if len(parts) > 1 and len(rest) > self._limit:
            raise Refused(container_errors.record_too_large(self.here(), "what begins here", self._limit))
        self.source, self.position = Source(self.source.name, "".join(parts), self.source.position(self.position)), 0
        return len(parts) > 1


def members(pieces: Pieces, name: str, limits: Limits) -> Iterator[tuple[Document, str] | Diagnostic]:
    """Each member of the list that the file is, or of the `releases`, `records` or `results` of the package that it is.

    A member comes as a document of its own, with its JSON pointer; with the pointer of the whole, an empty one, comes
    a text that the package states of itself. A mistake in the JSON ends the file; the members before it were given.
    """
    window = Window(pieces, name, limits)
    try:
        if window.read(_first) == "[":
            yield from _items(window, "", 1)
        else:
            yield from _package(window, limits)
        window.end()
    except Refused as refused:
        yield refused.diagnostic


def _package(window: Window, limits: Limits) -> Iterator[tuple[Document, str]]:
    keys: dict[str, Span] = {}
    begins = window.here()
    closed = window.read(_entered("{", "}"))
    while not closed:
        key, opens_list = window.read(_key)
        here = window.source.span(key.start, key.end)
        if key.text in keys:
            raise Refused(errors.key_twice(key.text, here, keys[key.text]))
        keys[key.text] = here
        if opens_list and key.text in LISTS:
            yield from _items(window, f"/{key.text}", _DEPTH)
        elif isinstance(value := window.read(_value(1)), Scalar):
            yield Document(window.source, Mapping({key.text: Entry(key, value)}, value.start, value.end)), ""
        closed = window.read(_closed("}"))
    if not keys.keys() & LISTS:
        raise Refused(container_errors.json_too_large(begins, limits.record))


def _items(window: Window, pointer: str, depth: int) -> Iterator[tuple[Document, str]]:
    number, closed = 0, window.read(_entered("[", "]"))
    while not closed:
        node = window.read(_value(depth))
        yield Document(window.source, node), f"{pointer}/{number}"
        number, closed = number + 1, window.read(_closed("]"))


# Parts of a text: what stands at a position, and where the next part begins.


def _first(scanner: Scanner, position: int) -> tuple[str, int]:
    """The character with which the text begins."""
    position = scanner.skip(position)
    if not scanner.text.startswith(("{", "["), position):
        raise scanner.stray(position, "`{` or `[`")
    return scanner.text[position], position


def _entered(opener: str, closer: str) -> Part[bool]:
    """A list or object is entered: whether it is empty, and so left at once."""

    def part(scanner: Scanner, position: int) -> tuple[bool, int]:
        inside = scanner.skip(scanner.skip(position) + len(opener))
        if inside == len(scanner.text):
            raise scanner.stray(inside, "a value")
        empty = scanner.text[inside] == closer
        return empty, inside + len(closer) if empty else inside

    return part


def _key(scanner: Scanner, position: int) -> tuple[tuple[Scalar, bool], int]:
    """A key, and whether a list begins after it."""
    key = KEY.match(scanner.text, position)
    value = scanner.skip(key.end()) if key else position
    if key is None or value == len(scanner.text):
        raise scanner.stray(value, "a value" if key else "a key in double quotes and a colon")
    return (scanner.string(key), scanner.text[value] == "["), value


def _value(depth: int) -> Part[Node]:
    """A value, of which something after it shows that it has ended."""

    def part(scanner: Scanner, position: int) -> tuple[Node, int]:
        node, end = scanner.whole(position, depth)
        if scanner.skip(end) == len(scanner.text):
            raise scanner.stray(end, "a comma or a bracket")
        return node, end

    return part


def _closed(closer: str) -> Part[bool]:
    return lambda scanner, position: _turned(scanner.after(position, closer))


def _turned(found: tuple[int, bool]) -> tuple[bool, int]:
    position, closed = found
    return closed, position


def _texts(pieces: Pieces, name: str) -> Iterator[str | Diagnostic]:
    """The pieces of a file as text. A byte order mark is left out."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    begins = (1, 1)
    for piece in chain(pieces, (None,)):
        if isinstance(piece, Diagnostic):
            yield piece
            return
        try:
            text = decoder.decode(piece or b"", final=piece is None)
        except UnicodeDecodeError as error:
            yield _not_text(error, name, begins)
            return
        source = Source(name, text, begins)
        if (at := hidden(text)) is not None:
            yield errors.hidden_character(source.span(at, at + 1))
            return
        yield text
        begins = source.position(len(text))


def _not_text(error: UnicodeDecodeError, name: str, begins: tuple[int, int]) -> Diagnostic:
    why = text_of(error.object[error.start : error.start + 1])
    assert isinstance(why, NotText)
    before = error.object[: error.start].decode("utf-8")
    place = Source(name, before, begins).span(len(before), len(before))
    return errors.not_text(replace(place, end_column=place.column + 1), why)
