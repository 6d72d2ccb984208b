"""What stands in the native workbook, before any of it is drawn: sheets, headings, guidance, choices and values."""

from collections.abc import Iterable, Iterator

from policyspec.base.dataclasses import dataclass, field, replace
from policyspec.model.examples import element, example_of
from policyspec.model.facts import Explanation, Item, Tender, Waiver, items
from policyspec.model.page import type_in_words
from policyspec.model.types import DATE, TEXT, Kind, Type
from policyspec.model.vocabulary import FactInfo, Vocabulary
from policyspec.model.workbook import (
    EXPLANATIONS,
    MORE_TO_COME,
    NONE,
    OF,
    WAIVERS,
    Table,
    records,
    stated_facts,
    tables,
)
from policyspec.writers.shared import names_of
from policyspec.writers.workbook.cells import Cells
from policyspec.writers.written import Lost

Asked = frozenset[tuple[str, str]]  # facts by owner and key

_ALWAYS = ("lots", "criteria")  # sheets that every workbook has
_BESIDE = {
    "rule": ("the rule, as a report names it", "council/commissioning#small-lots"),
    "item": ("the lot, or another single thing, that it speaks of; blank: all", "lot 2"),
    "reason": ("why", "one building, which cannot be divided"),
    "author": ("who says so", "Head of commissioning"),
    "date": ("when", "20 February 2026"),
    "approver": ("who gave leave", "Chief officer"),
    "expiry": ("the last day on which it holds", "1 September 2026"),
    "facts": ("the facts that may stay unknown, a line for each", "weight"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, what people are told of it, and what may be chosen below it."""

    heading: str
    how: str
    meaning: str
    kind: Kind
    choices: str | None = None  # a code list
    names_of: str | None = None  # the sheet whose first column has the names that may be chosen
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A fact on the tender's sheet, and its value."""

    column: Column
    value: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet with a row for each thing: the texts below each heading, in order."""

    sheet: str
    intro: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A whole workbook. `groups`: the lines of the tender's sheet under their titles."""

    title: str
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    pages: tuple[Page, ...]
    words: dict[str, tuple[str, ...]]  # code lists that may be chosen from


def form_of(tender: Tender, vocabulary: Vocabulary, asked: Asked) -> tuple[Form, tuple[Lost, ...]]:
    """The workbook of a tender, and what it cannot say."""
    made = _Making(vocabulary, asked, Cells(names_of(tender.root, vocabulary), vocabulary))
    groups = made.groups(tender.root)
    ordered = sorted(
        tables(vocabulary), key=lambda table: _ALWAYS.index(table.key) if table.key in _ALWAYS else len(_ALWAYS)
    )
    pages = tuple(page for table in ordered if (page := made.page(table, tender.root)))
    form = Form(tender.name, groups, (*pages, *made.beside(tender)), made.words)
    return form, tuple(made.cells.lost)


@dataclass(slots=True)
class _Making:
    vocabulary: Vocabulary
    asked: Asked
    cells: Cells
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)

    # The tender's sheet

    def groups(self, root: Item) -> tuple[tuple[str, tuple[Line, ...]], ...]:
        """Its facts by group; before them those that are asked for, which then stand there only."""
        first: list[Line] = []
        rest: dict[str, list[Line]] = {}
        for info, line in self.lines(root):
            group = first if line.column.asked else rest.setdefault(info.group or "Declared by policies", [])
            group.append(line)
        asked = {"What the policies ask": first} if first else {}
        return tuple((title, tuple(lines)) for title, lines in {**asked, **rest}.items())

    def lines(self, root: Item) -> Iterator[tuple[FactInfo, Line]]:
        held = {info.key: info for info in records(self.vocabulary)}
        of_tender = {info.key for info in stated_facts(self.vocabulary, "tender")}
        for info in self.vocabulary.facts_of("tender"):
            if info.key in of_tender:
                yield info, Line(self.column(info), self.cells.text(root, info))
            elif info.key in held:
                yield from self.of_record(info, root.records.get(info.key))

    def of_record(self, record: FactInfo, item: Item | None) -> Iterator[tuple[FactInfo, Line]]:
        entity = record.type.entity or ""
        blank = Item(entity, record.key, f"the {record.phrase}")
        for info in stated_facts(self.vocabulary, entity):
            yield record, Line(self.column(info, record.phrase + OF), self.cells.text(item or blank, info))
        if item is not None and not self.cells.says(item, stated_facts(self.vocabulary, entity)):
            self.cells.lose(item, record.phrase, "a workbook shows a thing only by what it states")

    def column(self, info: FactInfo, of: str = "") -> Column:
        type_ = element(info)
        codes = type_.codes if type_.kind is Kind.CODE else None
        if codes:
            self.words[codes] = self.vocabulary.codes.get(codes, ())
        single = info.type.kind is not Kind.VALUES
        names = None
        if single and type_.reference:
            names = next((t.sheet for t in tables(self.vocabulary) if t.entity.key == type_.entity), None)
        asked = (info.owner, info.key) in self.asked
        how = self.how(info, type_, single=single)
        return Column(of + info.phrase, how, info.definition, type_.kind, codes if single else None, names, asked)

    def how(self, info: FactInfo, type_: Type, *, single: bool) -> str:
        words = type_in_words(self.vocabulary, type_)
        example = "" if type_.reference or type_.kind is Kind.TEXT else f": {example_of(info, self.vocabulary)}"
        if type_.kind is Kind.CODE:
            example = ": see the sheet Words"
        if type_.kind is Kind.YES_NO:
            words, example = "yes or no", ""
        return words + example if single else f"a line for each (Alt+Enter between them), each a {words}{example}"

    # Sheets of lists

    def page(self, table: Table, root: Item) -> Page | None:
        owners = [item for item in items(root) if item.entity in {owner.key for owner in table.owners}]
        stated = [(owner, owner.lists[table.key]) for owner in owners if table.key in owner.lists]
        is_asked = any((owner.key, table.key) in self.asked for owner in table.owners)
        own = any((info.owner, info.key) in self.asked for info in table.columns)
        if not (stated or is_asked or own or table.key in _ALWAYS):
            return None
        infos = self.columns(table, [item for _, listing in stated for item in listing.items])
        links = tuple(
            Column(
                link.singular, f"the {link.singular} that it belongs to", self.belongs(table), Kind.TEXT, None, sheet
            )
            for link in table.links
            for sheet in [next(t.sheet for t in tables(self.vocabulary) if t.entity.key == link.key)]
        )
        rows: list[tuple[str, ...]] = []
        for owner, listing in stated:
            link = tuple(self.cells.link(owner) if owner.entity == entity.key else "" for entity in table.links)
            for item in listing.items:
                row = tuple(self.cells.text(item, info) for info in infos)
                if not any(row) or (len([text for text in row if text]) == 1 and set(row) & {NONE, MORE_TO_COME}):
                    self.cells.lose(item, table.phrase, "a row needs something to show that it is there")
                rows.append((*link, *row))
            if listing.unreadable:
                self.cells.lose(owner, table.phrase, f"it could not be read: {listing.unreadable}")
            if not listing.complete:
                rows.append((*link, MORE_TO_COME, *[""] * (len(infos) - 1)))
            elif not listing.items:
                rows.append((*link, NONE, *[""] * (len(infos) - 1)))
        columns = (*links, *map(_marked, (self.column(info) for info in infos)))
        return Page(table.sheet, self.intro(table), columns, tuple(rows))

    def columns(self, table: Table, members: Iterable[Item]) -> list[FactInfo]:
        """The name first; of what a lot may take from the tender only what is asked for or stated."""
        used = {key for item in members for key in (*item.facts, *item.values)}
        name = table.entity.identified_by
        infos = [
            info
            for info in table.columns
            if not info.inherited or info.key in used or (info.owner, info.key) in self.asked
        ]
        asked = [info for info in infos if (info.owner, info.key) in self.asked]
        return sorted(infos, key=lambda info: (info.key != name, info not in asked))

    def belongs(self, table: Table) -> str:
        nouns = " or ".join(f"{link.singular}" for link in table.links)
        if not table.of_tender:
            return f"As it is called on its own sheet. Every one belongs to a {nouns}."
        return (
            f"As it is called on its own sheet. Blank: for the tender as a whole, and so for every {nouns} without any."
        )

    def intro(self, table: Table) -> str:
        entity = table.entity
        more = f"Any fact of {'an' if entity.singular[0] in 'aeio' else 'a'} {entity.singular} may head a column."
        return (
            f"One row for each {entity.singular}. {entity.definition} What is blank is not stated. If more will be "
            f"added, write “{MORE_TO_COME}” in the row after the last; if there are to be none, write “{NONE}”. {more}"
        )

    # Beside the tender

    def beside(self, tender: Tender) -> Iterator[Page]:
        explained = "Why the tender breaches a rule that says “or explain”. One row for each explanation."
        waived = "Leave to breach a rule, given by whoever may give it, until the day of its expiry. One row for each."
        keys = ("rule", "item", "reason", "author", "date")
        yield self.recorded(EXPLANATIONS, explained, keys, tender.explanations)
        yield self.recorded(WAIVERS, waived, (*keys, "approver", "expiry", "facts"), tender.waivers)

    def recorded(self, sheet: str, intro: str, keys: tuple[str, ...], found: Iterable[Explanation | Waiver]) -> Page:
        columns = tuple(
            Column(key, f"{how}: {example}", how, DATE.kind if key in ("date", "expiry") else TEXT.kind)
            for key in keys
            for how, example in [_BESIDE[key]]
        )
        rows = tuple(tuple(self.cells.said(getattr(one, key, None)) for key in keys) for one in found)
        return Page(sheet, intro, columns, rows)


def _marked(column: Column) -> Column:
    """On the sheet of a list, words and not only a colour say what is asked for."""
    return replace(column, how=f"{column.how}; a policy asks for it") if column.asked else column
