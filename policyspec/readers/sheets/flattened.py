"""Flattened OCDS to the tree of a release.

Rows with one `ocid` and `id` are parts of one release, and objects of a list with one `id` are parts of one object.
What is built has the places of the cells, and is read as any other OCDS.
"""

from policyspec.base.dataclasses import dataclass, field
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.model.vocabulary import Vocabulary
from policyspec.readers import errors as facts
from policyspec.readers.sheets import errors
from policyspec.readers.sheets.cells import Cell, Kind, Sheet
from policyspec.readers.sheets.headings import TEXTS, Path, completed, meant, path_of, shown
from policyspec.readers.tree import Document, Entry, Mapping, Node, Places, Refused, Scalar, Sequence, Style

_NUMBER_CHARACTERS = frozenset("0123456789.-")
_MOST_DEEP = 20


@dataclass(slots=True)
class _Object:
    """An object while its parts are being gathered: fields with the heading's cell, members of lists by their ids."""

    start: int
    fields: dict[str, tuple[int, "_Object | _List | Scalar | Sequence"]] = field(default_factory=dict)


@dataclass(slots=True)
class _List:
    start: int
    members: dict[object, _Object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Column:
    heading: Cell
    path: Path


def read_flattened(
    tables: list[Sheet], places: Places, vocabulary: Vocabulary
) -> tuple[Document | Diagnostic, list[Diagnostic]]:
    """The releases of some tables as one document, or why there is none, and what is to be said of headings."""
    said: list[Diagnostic] = []
    build = _Build(places)
    try:
        for table in tables:
            build.table(table, _columns(table, places, vocabulary, said))
    except Refused as refused:
        return refused.diagnostic, said
    releases = [_node(release) for release in build.releases.values()]
    if not releases:
        return errors.nothing(_first(tables, places)), said
    root = releases[0] if len(releases) == 1 else Sequence(tuple(releases), releases[0].start, releases[0].start + 1)
    return Document(places, root), said


def heading_row(table: Sheet) -> int | None:
    """The first row that has anything in it."""
    return next(iter(table.rows), None)


def _first(tables: list[Sheet], places: Places) -> Span:
    cell = next(cell for table in tables for cell in table.cells())
    return places.span(cell.start, cell.end)


def _columns(table: Sheet, places: Places, vocabulary: Vocabulary, said: list[Diagnostic]) -> dict[int, _Column]:
    columns: dict[int, _Column] = {}
    seen: dict[Path, Cell] = {}
    for number, heading in table.rows.get(heading_row(table) or 0, {}).items():
        span, path = places.span(heading.start, heading.end), path_of(heading.text)
        if heading.text.lstrip().startswith("#"):
            continue
        if path is None or isinstance(path[0], int) or len(path) > _MOST_DEEP:
            said.append(facts.unknown_key(span, heading.text[:60], "write the path of the field, like `tender/title`"))
            continue
        if near := meant(path, vocabulary):
            said.append(facts.unknown_key(span, heading.text[:60], f"did you mean `{near}`?"))
        path = completed(path)
        if path in seen:
            raise Refused(errors.heading_twice(span, places.span(seen[path].start, seen[path].end), heading.text))
        seen[path] = heading
        columns[number] = _Column(heading, path)
    return columns


class _Build:
    """The releases that have been gathered so far, by `ocid` and `id`."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.releases: dict[tuple[str, str], _Object] = {}
        self.row = 0

    def table(self, table: Sheet, columns: dict[int, _Column]) -> None:
        by_path = {column.path: number for number, column in columns.items()}
        ids = [by_path.get((key,)) for key in ("ocid", "id")]
        for row, cells in table.rows.items():
            if row == heading_row(table) or not any(number in columns for number in cells):
                continue
            self.row += 1
            release = self.release([cells.get(number or 0) for number in ids], next(iter(cells.values())))
            for number, cell in cells.items():
                if number in columns:
                    self.put(release, columns[number], cell, cells, by_path)

    def release(self, ids: list[Cell | None], first: Cell) -> _Object:
        """The release that a row is of. One that gives no `id` is of the only one with its `ocid`, or the only one."""
        ocid, own = (cell.text if cell else "" for cell in ids)
        if ocid and own:
            return self.releases.setdefault((ocid, own), _Object(first.start))
        fitting = [key for key in self.releases if (not ocid or key[0] == ocid) and (not own or key[1] == own)]
        key = fitting[0] if len(fitting) == 1 else (ocid, own)
        return self.releases.setdefault(key, _Object(first.start))

    def put(
        self, release: _Object, column: _Column, cell: Cell, cells: dict[int, Cell], by_path: dict[Path, int]
    ) -> None:
        """Put the value of a cell where its path leads."""
        here, path, heading = release, column.path, column.heading.start
        for number, step in enumerate(path[:-1]):
            after = path[number + 1]
            if isinstance(step, int):
                continue
            if isinstance(after, int) and number + 2 < len(path):
                found = self.child(here, step, heading, cell, _List(cell.start), column)
                if not isinstance(found, _List):
                    raise self.clash(found, cell, column)
                own = cells.get(by_path.get((*path[: number + 2], "id"), 0))
                key = ("id", own.text) if own else (self.row, path[: number + 2])
                here = found.members.setdefault(key, _Object(cell.start))
            elif isinstance(after, str):
                found = self.child(here, step, heading, cell, _Object(cell.start), column)
                if not isinstance(found, _Object):
                    raise self.clash(found, cell, column)
                here = found
        self.value(here, column, cell)

    def child(
        self, here: _Object, step: str, heading: int, cell: Cell, new: "_Object | _List", column: _Column
    ) -> "_Object | _List":
        _, found = here.fields.setdefault(step, (heading, new))
        if isinstance(found, Scalar | Sequence):
            raise self.clash(found, cell, column)
        return found

    def value(self, here: _Object, column: _Column, cell: Cell) -> None:
        last = column.path[-1]
        key = str(column.path[-2]) if isinstance(last, int) and len(column.path) > 1 else str(last)
        new = _several(cell) if isinstance(last, int) or key in TEXTS else _scalar(cell)
        _, old = here.fields.setdefault(key, (column.heading.start, new))
        if old is new:
            return
        if isinstance(old, Sequence) and isinstance(new, Sequence):
            joined = {node.text: node for node in (*old.items, *new.items) if isinstance(node, Scalar)}
            here.fields[key] = (column.heading.start, Sequence(tuple(joined.values()), old.start, old.end))
        elif not isinstance(old, Scalar) or not isinstance(new, Scalar):
            raise self.clash(old, cell, column)
        elif old.text != new.text:
            spans = self.places.span(cell.start, cell.end), self.places.span(old.start, old.end)
            raise Refused(errors.contradiction(*spans, shown(column.path)))

    def clash(self, old: "_Object | _List | Node", cell: Cell, column: _Column) -> Refused:
        spans = self.places.span(cell.start, cell.end), self.places.span(old.start, old.start + 1)
        return Refused(errors.no_place(*spans, shown(column.path)))


def _scalar(cell: Cell) -> Scalar:
    """A value as JSON would have it: tables do not tell a number from digits in a text, so both are numbers."""
    word = cell.text.strip().casefold()
    if word in ("true", "false"):
        return Scalar(word, Style.WORD, cell.start, cell.end)
    number = cell.kind is Kind.NUMBER or (set(word) <= _NUMBER_CHARACTERS and word[:1].isdigit())
    return Scalar(
        cell.text.strip() if number else cell.text, Style.NUMBER if number else Style.QUOTED, cell.start, cell.end
    )


def _several(cell: Cell) -> Sequence:
    parts = [part.strip() for part in cell.text.split(";")]
    nodes = tuple(Scalar(part, Style.QUOTED, cell.start, cell.end) for part in parts if part)
    return Sequence(nodes, cell.start, cell.end)


def _node(made: "_Object | _List | Scalar | Sequence") -> Node:
    match made:
        case _Object(start, fields):
            entries = {key: Entry(Scalar(key, Style.QUOTED, at, at + 1), _node(v)) for key, (at, v) in fields.items()}
            return Mapping(entries, start, start + 1)
        case _List(start, members):
            return Sequence(tuple(_node(member) for member in members.values()), start, start + 1)
        case _:
            return made
