"""What the library that reads workbooks does not tell.

How far a sheet reaches, and which of its cells are merged, show an error, have a formula without a value, or show a
part of one as a percentage.
"""

import posixpath
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from xml.etree import ElementTree
from xml.parsers import expat

from policyspec.base.dataclasses import dataclass, field
from policyspec.readers.sheets.cells import NO_VALUE
from policyspec.readers.sheets.guard import Package

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
#: A row or cell with a style and nothing in it: sheets are full of them, and their numbers say where others stand.
_BLANK = re.compile(rb'<(?:row|c)\s(?:[^<>]*?\s)?r="[A-Z0-9]+"[^<>]*/>')
_LARGEST_INDEX = 4 * 2**20  # bytes of a part that lists sheets or styles; that of a tender has a few thousand
_PERCENT_FORMATS = {"9", "10"}  # 0% and 0.00%, which every workbook has
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Place = tuple[int, int]  # row and column, from 1


class NotRead(Exception):
    """A part that cannot be read; the argument says why."""


@dataclass(slots=True)
class Marks:
    """One sheet. `rows` and `columns` are the last with anything in them."""

    rows: int = 0
    columns: int = 0
    characters: int = 0  # of all that its cells show
    faults: dict[Place, str] = field(default_factory=dict)  # `NO_VALUE`, or the error that is shown
    percentages: set[Place] = field(default_factory=set)
    merged: list[tuple[Place, Place]] = field(default_factory=list)

    def used(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)


def marks_of(package: Package) -> dict[str, Marks]:
    """The marks of each sheet by its name.

    Raises:
        NotRead: A part is missing, or is no XML.
    """
    if package.is_ods:
        from policyspec.readers.sheets.ods import scan_ods

        return scan_ods(package.read("content.xml"))
    parts = _sheet_parts(package)
    if len({name for name, _ in parts}) < len(parts):
        raise NotRead("two of its sheets have one name")
    percent, lengths = _percent_styles(package), _text_lengths(package)
    return {name: _scan(package.read(part), percent, lengths) for name, part in parts}


def parse(
    xml: bytes,
    start: Callable[[str, dict[str, str]], None] | None = None,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Run handlers over XML of which nothing is kept. A document type, which no workbook has, ends it."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError):
        raise NotRead("a part of it is not XML") from None


def _refuse(*_: object) -> None:
    raise NotRead("a part of it declares a document type")


@lru_cache(maxsize=256)
def local(tag: str) -> str:
    """A tag without its namespace or prefix."""
    return re.split("[:}]", tag)[-1]


def cell_at(reference: str) -> Place | None:
    """`AB4` as row 4 and column 28."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _tree(package: Package, part: str) -> ElementTree.Element:
    if part not in package.names:
        raise NotRead(f"its part `{part[:40]}` is missing")
    xml = package.read(part)
    if len(xml) > _LARGEST_INDEX:
        raise NotRead(f"its part `{part[:40]}` is larger than that of any workbook")
    parse(xml)
    return ElementTree.fromstring(xml)  # noqa: S314 – what has a document type was refused above


def _sheet_parts(package: Package) -> list[tuple[str, str]]:
    """The names of the sheets and the parts of the zip in which they stand."""
    relations = _tree(package, "xl/_rels/workbook.xml.rels")
    targets = {r.get("Id", ""): r.get("Target", "") for r in relations}
    book = _tree(package, "xl/workbook.xml")
    found = []
    for sheet in book.iter():
        relation = next((v for k, v in sheet.attrib.items() if k == _RELATION or local(k) == "id"), "")
        if local(sheet.tag) == "sheet" and relation in targets:
            part = posixpath.normpath(posixpath.join("/xl", targets[relation])).lstrip("/")
            if part in package.names:
                found.append((sheet.get("name", ""), part))
    return found


def _text_lengths(package: Package) -> list[int]:
    """How long each text is that cells refer to by its number."""
    if "xl/sharedStrings.xml" not in package.names:
        return []
    lengths: list[int] = []

    def start(tag: str, _: dict[str, str]) -> None:
        if local(tag) == "si":
            lengths.append(0)

    def text(data: str) -> None:
        if lengths:
            lengths[-1] += len(data)

    parse(package.read("xl/sharedStrings.xml"), start, None, text)
    return lengths


def _percent_styles(package: Package) -> frozenset[str]:
    """The numbers of the cell styles that show a percentage."""
    if "xl/styles.xml" not in package.names:
        return frozenset()
    styles = _tree(package, "xl/styles.xml")
    formats = {
        f.get("numFmtId", "") for f in styles.iter() if local(f.tag) == "numFmt" and "%" in f.get("formatCode", "")
    }
    cells = next((e for e in styles if local(e.tag) == "cellXfs"), ())
    percent = formats | _PERCENT_FORMATS
    return frozenset(str(n) for n, style in enumerate(cells) if style.get("numFmtId") in percent)


def _scan(xml: bytes, percent: frozenset[str], lengths: Sequence[int]) -> Marks:
    scan = _Scan(percent, lengths)
    parse(_BLANK.sub(b"", xml), scan.start, scan.end, scan.text)
    return scan.marks


class _Scan:
    """The cells of one sheet of an xlsx file, as they pass."""

    def __init__(self, percent: frozenset[str], lengths: Sequence[int]) -> None:
        self.marks, self.percent, self.lengths = Marks(), percent, lengths
        self.row = self.column = 0
        self.cell: dict[str, str] = {}
        self.formula = self.inside = False
        self.content = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match local(tag):
            case "row":
                number = attributes.get("r", "")
                self.row, self.column = int(number) if number.isdecimal() else self.row + 1, 0
            case "c":
                place = cell_at(attributes.get("r", "")) or (self.row, self.column + 1)
                self.row, self.column = place
                self.cell, self.formula, self.content = attributes, False, ""
            case "f":
                self.formula = True
            case "v" | "t":
                self.inside = True
            case "mergeCell":
                first, _, last = attributes.get("ref", "").partition(":")
                if (a := cell_at(first)) and (b := cell_at(last)):
                    self.marks.merged.append((a, b))

    def end(self, tag: str) -> None:
        match local(tag):
            case "v" | "t":
                self.inside = False
            case "c":
                self.close()

    def text(self, data: str) -> None:
        if self.inside:
            self.content += data

    def length(self, kind: str | None) -> int:
        """Of what the cell shows; of a text that it refers to, the length of that."""
        number = int(self.content) if kind == "s" and self.content.isdecimal() and len(self.content) < 9 else -1
        return self.lengths[number] if 0 <= number < len(self.lengths) else len(self.content)

    def close(self) -> None:
        place, kind = (self.row, self.column), self.cell.get("t")
        if self.content or self.formula:
            self.marks.used(*place)
            self.marks.characters += self.length(kind)
        if kind == "e":
            self.marks.faults[place] = self.content or "#N/A"
        elif self.formula and not self.content and kind != "str":
            self.marks.faults[place] = NO_VALUE
        elif self.content and self.cell.get("s") in self.percent:
            self.marks.percentages.add(place)
