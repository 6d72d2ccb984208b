"""The native workbook to the tree of a native file, which is then read as that is."""

from collections.abc import Iterable

from policyspec.base.dataclasses import dataclass, field, replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.base.suggest import did_you_mean
from policyspec.model.facts import Tender
from policyspec.model.types import Kind as Type
from policyspec.model.vocabulary import FactInfo, Vocabulary, fold
from policyspec.model.workbook import EXPLANATIONS, FACT, NONE, OF, TENDER, VALUE, WAIVERS, WORDS, Table, tables
from policyspec.readers import beside
from policyspec.readers.native import MORE_TO_COME, read_native
from policyspec.readers.sheets import errors
from policyspec.readers.sheets.book import Book, fault, merged_within
from policyspec.readers.sheets.cells import Cell, Kind, Sheet
from policyspec.readers.sheets.nodes import key_node, scalar, several, value_node
from policyspec.readers.sheets.owners import Owners, Thing
from policyspec.readers.tree import Document, Entry, Mapping, Scalar, Sequence, Style

_LOOKED_AT = 10  # rows in which headings are looked for
_BESIDE = {EXPLANATIONS: beside.EXPLANATION_KEYS, WAIVERS: beside.WAIVER_KEYS}


def is_native(book: Book, vocabulary: Vocabulary) -> bool:
    """Whether any sheet bears a name of the native workbook and states something that is known."""
    form = _Form(book, vocabulary)
    return any(form.headings(sheet) is not None for sheet in book.sheets)


def read_workbook(book: Book, vocabulary: Vocabulary) -> Tender | list[Diagnostic]:
    """The tender of a workbook, or why it is refused."""
    form = _Form(book, vocabulary)
    if refused := form.refused():
        return refused
    root = form.root()
    tender = read_native(Document(book.grid, root), vocabulary)
    diagnostics = tuple(dict.fromkeys((*book.found, *form.said, *tender.diagnostics)))
    return replace(tender, format="workbook", diagnostics=diagnostics)


@dataclass(slots=True)
class _Form:
    """A workbook while it is being read."""

    book: Book
    vocabulary: Vocabulary
    said: list[Diagnostic] = field(default_factory=list)
    tables: dict[str, Table] = field(init=False)

    def __post_init__(self) -> None:
        self.tables = {fold(table.sheet): table for table in tables(self.vocabulary)}

    # Sheets and headings

    def headings(self, sheet: Sheet) -> int | None:
        """The row of a known sheet that holds its headings."""
        name = fold(sheet.name or "")
        if name == fold(TENDER):
            return self.tender_headings(sheet)
        known = self.known(name)
        rows = list(sheet.rows.items())[:_LOOKED_AT]
        scores = [(sum(known(cell.text) for cell in row.values()) / len(row), number) for number, row in rows]
        best = max(scores, key=lambda score: score[0], default=(0.0, 0))
        return best[1] if best[0] > 0 else None

    def tender_headings(self, sheet: Sheet) -> int | None:
        """The row with `Fact` and `Value`; 0 where there is none, and facts stand from the first row."""
        for number, row in list(sheet.rows.items())[:_LOOKED_AT]:
            if {fold(FACT), fold(VALUE)} <= {fold(cell.text) for cell in row.values()}:
                return number
        facts = (row[1].text for row in sheet.rows.values() if 1 in row)
        return 0 if any(self.vocabulary.fact("tender", text) for text in facts) else None

    def known(self, name: str) -> "_Known":
        table = self.tables.get(name)
        if table is None:
            keys = next((keys for sheet, keys in _BESIDE.items() if fold(sheet) == name), ())
            return _Known(self.vocabulary, None, frozenset((*keys, *(beside.OTHER_WORDS if keys else ()))))
        links = frozenset(fold(link.singular) for link in table.links)
        return _Known(self.vocabulary, table.entity.key, links)

    def refused(self) -> list[Diagnostic]:
        """The merged cells that leave it open what is stated of what."""
        found = []
        for sheet in self.book.sheets:
            row = self.headings(sheet)
            if row is not None:
                used = {1, 2} if fold(sheet.name or "") == fold(TENDER) else set(sheet.rows[row])
                found += merged_within(self.book, sheet, row, used)
        return found

    # The tree

    def root(self) -> Mapping:
        tender = Thing("tender", "", 0)
        owners = Owners(tender, self.vocabulary, self.book.grid, self.said)
        rest: dict[str, Sheet] = {}
        for sheet in self.book.sheets:
            self.sort(sheet, rest)
        if TENDER in rest:
            self.facts(rest[TENDER], tender)
        for table in self.tables.values():
            if table.sheet in rest:
                self.rows(rest[table.sheet], table, owners)
        for name in _BESIDE:
            if name in rest:
                tender.entries.append(self.beside(rest[name], name))
        return tender.mapping()

    def sort(self, sheet: Sheet, rest: dict[str, Sheet]) -> None:
        """Put a sheet under its name as the form has it, or say that it is left out."""
        names = {fold(name): name for name in (TENDER, EXPLANATIONS, WAIVERS, *(t.sheet for t in self.tables.values()))}
        name = names.get(fold(sheet.name or ""))
        first = next(sheet.cells(), None)
        if first is None or fold(sheet.name or "") == fold(WORDS) or (sheet.name or "").startswith("#"):
            return
        span = self.book.grid.span(first.start, first.end)
        if name is None:
            near = did_you_mean(sheet.name or "", names.values())
            self.said.append(
                errors.unknown_sheet(span, near or "give it the name of a list, like `Lots`, or delete it")
            )
        elif self.headings(sheet) is None:
            self.said.append(errors.no_headings(span, _meant(sheet, self.known(fold(name)))))
        else:
            rest[name] = sheet

    def facts(self, sheet: Sheet, tender: Thing) -> None:
        """The sheet with a row for each fact of the tender and of its records."""
        top = self.headings(sheet) or 0
        where = {fold(cell.text): number for number, cell in sheet.rows.get(top, {}).items()} if top else {}
        fact, value = where.get(fold(FACT), 1), where.get(fold(VALUE), 2)
        for number, row in sheet.rows.items():
            if number <= top or value not in row:
                continue
            if fact not in row:
                self.said.append(errors.no_heading(self.span(row[value])))
                continue
            self.fact(row[fact], row[value], tender)

    def fact(self, key: Cell, value: Cell, tender: Thing) -> None:
        record, _, phrase = key.text.partition(OF.rstrip())
        info = self.vocabulary.fact("tender", record)
        if info is not None and info.type.kind is Type.LIST and not phrase:
            self.list_in_a_cell(key, value, info, tender)
        elif phrase.strip() and info is not None and info.type.kind is Type.ITEM and info.type.entity:
            thing = tender.records.setdefault(info.phrase, Thing(info.type.entity, "", key.start))
            self.state(replace(key, text=phrase.strip()), value, thing)
        else:
            self.state(key, value, tender)

    def list_in_a_cell(self, key: Cell, value: Cell, info: FactInfo, tender: Thing) -> None:
        """A list of things on the tender's sheet: that there are none, or more to come. The things need a sheet."""
        match fold(value.text):
            case "none":
                tender.entries.append(Entry(key_node(key), Sequence((), value.start, value.end)))
            case "more to come":
                tender.entries.append(Entry(key_node(key), scalar(value)))
            case _:
                sheet = next(table.sheet for table in self.tables.values() if table.key == info.key)
                self.said.append(errors.own_sheet(self.span(value), info.phrase, sheet))

    def rows(self, sheet: Sheet, table: Table, owners: Owners) -> None:
        top = self.headings(sheet) or 0
        heads = sheet.rows[top]
        links = {fold(link.singular): link for link in table.links}
        of = {n: links[fold(cell.text)] for n, cell in heads.items() if fold(cell.text) in links}
        for number, row in sheet.rows.items():
            stated = {n: cell for n, cell in row.items() if n not in of}
            if number <= top or not stated:
                continue
            first = next(iter(row.values()))
            named = [(of[n], cell) for n, cell in row.items() if n in of]
            owner = owners.of(table, named, first)
            word = fold(next(iter(stated.values())).text) if len(stated) == 1 else ""
            if word in (MORE_TO_COME, NONE):
                owners.close(table, owner, first, more=word == MORE_TO_COME)
                continue
            thing = Thing(table.entity.key, "", first.start)
            for column, cell in stated.items():
                if column in heads:
                    self.state(heads[column], cell, thing)
                else:
                    self.said.append(errors.no_heading(self.span(cell)))
            owners.add(table, owner, thing, first)

    def state(self, key: Cell, value: Cell, thing: Thing) -> None:
        """Add what a cell states of a thing under its heading."""
        if value.kind is Kind.FAULT:
            self.said.append(fault(value, self.book.grid))
        info = self.vocabulary.fact(thing.entity, key.text)
        entry = Entry(key_node(key), value_node(value, info))
        (thing.own if info is not None and info.own else thing.entries).append(entry)

    def beside(self, sheet: Sheet, name: str) -> Entry:
        """The explanations or waivers: their keys are not in the vocabulary."""
        top = self.headings(sheet) or 0
        heads, found = sheet.rows[top], []
        for number, row in sheet.rows.items():
            if number > top:
                cells = [(heads[n], cell) for n, cell in row.items() if n in heads]
                entries = {
                    fold(h.text): Entry(key_node(h), several(c) if fold(h.text) == "facts" else scalar(c))
                    for h, c in cells
                }
                start = next(iter(row.values())).start
                found.append(Mapping(entries, start, start + 1))
        start = next(iter(heads.values())).start
        return Entry(Scalar(fold(name), Style.PLAIN, start, start + 1), Sequence(tuple(found), start, start + 1))

    def span(self, cell: Cell) -> Span:
        return self.book.grid.span(cell.start, cell.end)


@dataclass(frozen=True, slots=True)
class _Known:
    """Tells the headings of a sheet."""

    vocabulary: Vocabulary
    entity: str | None
    words: frozenset[str]

    def __call__(self, heading: str) -> bool:
        return fold(heading) in self.words or (
            self.entity is not None and self.vocabulary.fact(self.entity, heading) is not None
        )

    def all(self) -> Iterable[str]:
        facts = self.vocabulary.facts_of(self.entity) if self.entity else []
        return [*self.words, *(info.phrase for info in facts if not info.derived)]


def _meant(sheet: Sheet, known: _Known) -> str | None:
    first = next(iter(sheet.rows.values()), {})
    return next((near for cell in first.values() if (near := did_you_mean(cell.text, known.all()))), None)
