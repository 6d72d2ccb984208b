"""YAML to a tree of raw text. Only events are taken from PyYAML, one at a time, and each is held against the guard.

Aliases, anchors, tags, merge keys and further documents are refused before anything is built of them: they are how
a small file becomes a huge one, and a tender has no use for them. No resolver or constructor of PyYAML is run, so
`60:40`, `NO` and `85000000` stay the text that they are.
"""

from collections.abc import Iterator
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Source, Span
from policyspec.readers import errors, yaml_errors
from policyspec.readers.tree import (
    Document,
    Entry,
    Mapping,
    Node,
    Refused,
    Scalar,
    Sequence,
    Style,
    add,
    check_depth,
    check_text,
)

MAX_CHARACTERS = 2 * 1024 * 1024
MAX_EVENTS = 200_000


class _PureParser(Reader, Scanner, Parser):
    """PyYAML's own parser, up to events, where its C library is missing."""

    def __init__(self, stream: str) -> None:
        Reader.__init__(self, stream)
        Scanner.__init__(self)
        Parser.__init__(self)


def read_yaml(source: Source, *, pure: bool = False) -> Document | Diagnostic:
    """The tree of a YAML file, or the one diagnostic that says why it is refused and where."""
    start = Span(source.name, 1, 1, 1, 1)
    if len(source.text) > MAX_CHARACTERS:
        return errors.too_large(start, len(source.text), MAX_CHARACTERS)
    composer = _Composer(source, _guarded(source, pure=pure))
    try:
        root = composer.document()
    except Refused as refused:
        return refused.diagnostic
    except yaml.YAMLError as error:
        return yaml_errors.in_plain_english(error, source)
    return Document(source, root) if root is not None else errors.empty(start)


def _events(text: str, *, pure: bool) -> Iterator[Event]:
    parser: Any
    if pure or not yaml.__with_libyaml__:
        parser = _PureParser(text)
    else:
        from yaml._yaml import CParser  # missing where PyYAML was built without the C library

        parser = CParser(text)
    while parser.check_event():
        yield parser.get_event()


def _ends(event: Event) -> tuple[int, int]:
    """The character offsets between which an event stands. A parser marks every event that it makes."""
    start, end = event.start_mark, event.end_mark
    return (start.index if start else 0), (end.index if end else 0)


def _guarded(source: Source, *, pure: bool) -> Iterator[Event]:
    """The events of one document, none of which makes the file mean more than it shows."""
    documents = 0
    for number, event in enumerate(_events(source.text, pure=pure)):
        documents += isinstance(event, DocumentStartEvent)
        if documents > 1:
            raise Refused(errors.second_document(source.span(*_ends(event))))
        if number == MAX_EVENTS:
            raise Refused(errors.too_many_parts(source.span(*_ends(event)), MAX_EVENTS))
        if shortcut := _shortcut(event):
            raise Refused(errors.shortcut(source.span(*_ends(event)), shortcut))
        yield event


def _shortcut(event: Event) -> str | None:
    """The alias, anchor or tag that an event carries, as written."""
    if isinstance(event, AliasEvent):
        return f"*{event.anchor}"
    if (anchor := getattr(event, "anchor", None)) is not None:
        return f"&{anchor}"
    if (tag := getattr(event, "tag", None)) is not None:
        return str(tag).replace("tag:yaml.org,2002:", "!!")
    return None


class _Composer:
    """Builds the tree from events by recursive descent; the limit of depth is far below that of the stack."""

    def __init__(self, source: Source, events: Iterator[Event]) -> None:
        self.source, self.events = source, events

    def document(self) -> Node | None:
        """The root of the only document, or None where there is none. Reads to the end of the file."""
        root = None
        for event in self.events:
            if isinstance(event, MappingStartEvent | SequenceStartEvent | ScalarEvent):
                root = self.node(event, 0)
        return root

    def node(self, event: Event, depth: int) -> Node:
        start, end = _ends(event)
        if isinstance(event, ScalarEvent):
            check_text(event.value, start, end, self.source)
            return Scalar(event.value, Style.QUOTED if event.style else Style.PLAIN, start, end)
        check_depth(depth + 1, start, self.source)
        if isinstance(event, MappingStartEvent):
            return self.mapping(start, depth + 1, flow=bool(event.flow_style))
        return self.sequence(start, depth + 1)

    def sequence(self, start: int, depth: int) -> Sequence:
        items: list[Node] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            items.append(self.node(event, depth))
        return Sequence(tuple(items), start, _ends(event)[1])

    def mapping(self, start: int, depth: int, *, flow: bool) -> Mapping:
        entries: dict[str, Entry] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            entry = Entry(self.key(event), self.node(next(self.events), depth))
            if flow and _cut_at_comma(entry):
                raise Refused(errors.cut_at_comma(self.source.span(entry.key.start, entry.key.end), entry.key.text))
            add(entries, entry, self.source)
        return Mapping(entries, start, _ends(event)[1])

    def key(self, event: Event) -> Scalar:
        key = self.node(event, 0) if isinstance(event, ScalarEvent) else None
        if not isinstance(key, Scalar):
            raise Refused(errors.key_is_no_text(self._span(event)))
        if key.text == "<<" and key.style is Style.PLAIN:
            raise Refused(errors.shortcut(self._span(event), "<<"))
        if key.style is Style.PLAIN and key.text[0:1] == "-" and key.text[1:2].isalpha():
            raise Refused(errors.dash_without_blank(self._span(event), key.text))
        return key

    def _span(self, event: Event) -> Span:
        return self.source.span(*_ends(event))


def _cut_at_comma(entry: Entry) -> bool:
    """Whether a key is really the rest of an amount.

    In `{value: GBP 1,200}` YAML takes `200` for a key without a value.
    """
    value = entry.value
    lone = isinstance(value, Scalar) and not value.text and value.style is Style.PLAIN
    return lone and entry.key.text[:1].isdigit()
