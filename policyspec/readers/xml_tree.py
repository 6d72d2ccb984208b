"""XML to a tree of elements, each with the line and column of its text.

Only events are taken from expat, one at a time, and each is held against the limits. A document type declaration is
refused where it begins, before anything that it declares is looked at: it is how a small file becomes a huge one, and
how a file asks for others. Nothing but the bytes given is ever opened.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple, NoReturn
from xml.parsers import expat

from policyspec.base.dataclasses import dataclass, field
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.readers import errors, xml_errors
from policyspec.readers.tree import Refused
from policyspec.readers.xml_encoding import UTF8_MARK, encoding_of

#: Between the namespace and the name of an element, as expat joins them.
_BETWEEN = " "
_made = tuple.__new__  # a named tuple of its parts, without the call of a function for each
#: How a web page begins, which is seldom XML throughout.
_PAGE = re.compile(rb"\s*<(!doctype\s+)?html\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may hold: bytes, levels, elements in all, and of each element characters of text and attributes."""

    size: int = 20 * 1024 * 1024
    depth: int = 200
    elements: int = 1_000_000
    text: int = 1024 * 1024
    attributes: int = 50


LIMITS = Limits()


class Element(NamedTuple):
    """One element. `text` is its own text without blanks at either end, that of elements inside left out.

    `step` is how an XPath names it: by the prefix that the reader knows its namespace by. `line` and `column`, from 1,
    are those of the text, or of the tag where there is none.
    """

    namespace: str
    name: str
    step: str
    attributes: dict[str, str]
    text: str
    children: tuple["Element", ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class XmlFile:
    """The root of a file, and what is to be said of its encoding."""

    root: Element
    found: tuple[Diagnostic, ...] = ()


def read_xml(data: bytes, name: str, prefixes: Mapping[str, str], limits: Limits = LIMITS) -> XmlFile | Diagnostic:
    """The tree of an XML file, or the one diagnostic that says why it is refused and where.

    `prefixes` are those of the namespaces that the reader knows.
    """
    if len(data) > limits.size:
        return errors.too_large(Span(name, 1, 1, 1, 1), len(data), limits.size)
    encoding = encoding_of(data, name)
    if isinstance(encoding, Diagnostic):
        return encoding
    composer = _Composer(name, limits, encoding.name, prefixes)
    try:
        root = composer.read(data)
    except Refused as refused:
        return refused.diagnostic
    except expat.ExpatError as error:
        return composer.broken(error)
    return XmlFile(root, encoding.found)


class _Open:
    """An element whose end has not been reached."""

    __slots__ = ("attributes", "children", "column", "length", "line", "pieces", "tag", "text_at")

    def __init__(self, tag: str, attributes: dict[str, str], line: int, column: int) -> None:
        self.tag, self.attributes, self.line, self.column = tag, attributes, line, column
        self.pieces: list[str] = []
        self.children: list[Element] = []
        self.length = 0
        self.text_at: tuple[int, int] | None = None

    def done(self, names: "_Names") -> Element:
        line, column = self.text_at or (self.line, self.column)
        text = "".join(self.pieces).strip() if self.pieces else ""
        children = tuple(self.children) if self.children else ()
        return _made(Element, (*names.of(self.tag), self.attributes, text, children, line, column))


@dataclass(frozen=True, slots=True)
class _Names:
    """Namespace, name and XPath step of each tag, worked out once."""

    prefixes: Mapping[str, str]
    known: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    def of(self, tag: str) -> tuple[str, str, str]:
        known = self.known.get(tag)
        if known is None:
            namespace, _, name = tag.rpartition(_BETWEEN)
            prefix = self.prefixes.get(namespace)
            known = self.known[tag] = namespace, name, f"{prefix}:{name}" if prefix else f"*[local-name()='{name}']"
        return known


class _Composer:
    """Builds the tree from events, from the leaves up."""

    def __init__(self, file: str, limits: Limits, encoding: str, prefixes: Mapping[str, str]) -> None:
        self.file, self.limits, self.encoding, self.data, self.count = file, limits, encoding, b"", 0
        self.names = _Names(prefixes)
        self.open: list[_Open] = []
        self.root: Element | None = None
        self.parser = parser = expat.ParserCreate(encoding, _BETWEEN)
        parser.StartDoctypeDeclHandler = self.doctype
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters

    def read(self, data: bytes) -> Element:
        self.data = data.removeprefix(UTF8_MARK)
        self.parser.Parse(self.data, True)
        if self.root is None:
            self.refuse(xml_errors.nothing(self.here()))
        return self.root

    def here(self) -> Span:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        return Span(self.file, line, column, line, column + 1)

    def refuse(self, diagnostic: Diagnostic) -> NoReturn:
        raise Refused(diagnostic)

    def doctype(self, name: str, *_: object) -> None:
        """Refuses it at its first character; expat tells of it at its first bracket."""
        before = self.data[: self.parser.CurrentByteIndex].decode(self.encoding, "ignore")
        start = before.rfind("<!DOCTYPE")
        line, column = before.count("\n", 0, start) + 1, start - before.rfind("\n", 0, start)
        self.refuse(xml_errors.doctype(Span(self.file, line, column, line, column + len("<!DOCTYPE")), name))

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > self.limits.elements:
            self.refuse(errors.too_many_parts(self.here(), self.limits.elements))
        if len(self.open) == self.limits.depth:
            self.refuse(xml_errors.too_deep(self.here(), self.limits.depth))
        if len(attributes) > self.limits.attributes:
            self.refuse(xml_errors.too_many_attributes(self.here(), len(attributes), self.limits.attributes))
        if attributes and max(map(len, attributes.values())) > self.limits.text:
            self.refuse(xml_errors.too_long(self.here(), self.limits.text))
        parser = self.parser
        self.open.append(_Open(tag, attributes, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))

    def end(self, _: str) -> None:
        element = self.open.pop().done(self.names)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element

    def characters(self, data: str) -> None:
        element = self.open[-1]
        if element.text_at is None:
            if data.isspace():  # blanks before the text, of which most of a file consists
                return
            blanks = len(data) - len(data.lstrip())
            element.text_at = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1 + blanks
        element.length += len(data)
        if element.length > self.limits.text:
            line, column = element.text_at
            self.refuse(xml_errors.too_long(Span(self.file, line, column, line, column + 1), self.limits.text))
        element.pieces.append(data)

    def broken(self, error: expat.ExpatError) -> Diagnostic:
        if _PAGE.match(self.data):
            return xml_errors.no_notice(Span(self.file, 1, 1, 1, 2), "html", xml_errors.WEB_PAGE)
        span = Span(self.file, error.lineno, error.offset + 1, error.lineno, error.offset + 2)
        still = self.open[-1] if self.open else None
        return xml_errors.broken(span, error.code, (still.tag.rpartition(_BETWEEN)[2], still.line) if still else None)
