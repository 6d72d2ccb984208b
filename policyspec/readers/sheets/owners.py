"""Which thing a row of a sheet belongs to: the lot that it names, or the tender."""

from policyspec.base.dataclasses import dataclass, field
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.suggest import did_you_mean
from policyspec.model.vocabulary import EntityInfo, Vocabulary, fold
from policyspec.model.workbook import MORE_TO_COME, Table
from policyspec.readers import errors as facts
from policyspec.readers.called import label_of, listed
from policyspec.readers.sheets import errors
from policyspec.readers.sheets.cells import Cell, Grid
from policyspec.readers.tree import Entry, Mapping, Node, Scalar, Sequence, Style


@dataclass(slots=True)
class Thing:
    """The tender or a row while it is being read. `label` is what it is called without names: `lot 2`."""

    entity: str
    label: str
    start: int
    entries: list[Entry] = field(default_factory=list)
    own: list[Entry] = field(default_factory=list)  # facts that policies declare
    records: dict[str, "Thing"] = field(default_factory=dict)
    lists: dict[str, list["Thing | Scalar"]] = field(default_factory=dict)

    def mapping(self) -> Mapping:
        """The thing as the tree of a native file has it."""
        entries = [*self.entries, *(_entry(key, thing.start, thing.mapping()) for key, thing in self.records.items())]
        for key, members in self.lists.items():
            start = members[0].start if members else self.start
            nodes = tuple(m.mapping() if isinstance(m, Thing) else m for m in members)
            entries.append(_entry(key, start, Sequence(nodes, start, start + 1)))
        if self.own:
            entries.append(_entry("extensions", self.own[0].key.start, _mapping(self.own, self.own[0].key.start)))
        return _mapping(entries, self.start)


def _entry(key: str, start: int, value: Node) -> Entry:
    return Entry(Scalar(key, Style.PLAIN, start, start + 1), value)


def _mapping(entries: list[Entry], start: int) -> Mapping:
    """Entries under their keys; a fact that is stated again keeps its place, so that the reader can say so."""
    keyed: dict[str, Entry] = {}
    for entry in entries:
        key = entry.key.text
        keyed[key if key not in keyed else f"{key}\n{entry.key.start}"] = entry
    return Mapping(keyed, start, start + 1)


@dataclass(slots=True)
class Owners:
    """The things that rows may belong to, by kind and by what they are called."""

    tender: Thing
    vocabulary: Vocabulary
    grid: Grid
    said: list[Diagnostic]
    things: dict[str, list[Thing]] = field(default_factory=dict)
    named: dict[tuple[str, str], list[Thing]] = field(default_factory=dict)

    def of(self, table: Table, named: list[tuple[EntityInfo, Cell]], row: Cell) -> Thing | None:
        """The owner of a row: the last of what it names, or the tender. None where there is none, which is said."""
        if not named:
            if table.of_tender:
                return self.tender
            self.said.append(errors.no_owner(self.grid.span(row.start, row.end), table.links[0].singular))
            return None
        entity, cell = named[-1]
        found = self.named.get((entity.key, fold(cell.text)), [])
        if len(found) == 1:
            return found[0]
        span, name = self.grid.span(cell.start, cell.end), f"`{entity.singular}`"
        if found:
            labels = listed(thing.label for thing in found)
            self.said.append(facts.two_such_items(span, name, cell.text, entity.plural, labels))
            return None
        known = [thing.label for thing in self.things.get(entity.key, ())]
        names = [one for thing in self.things.get(entity.key, ()) if (one := self.name(thing))]
        hint = did_you_mean(cell.text, [*names, *known]) or (f"there is {listed(names or known)}" if known else None)
        self.said.append(facts.no_such_item(span, name, cell.text, entity.singular, hint))
        return None

    def add(self, table: Table, owner: Thing | None, thing: Thing, row: Cell) -> None:
        """Put a row into the list of its owner. Of a row without one it is open whose it is: no such list is whole."""
        if owner is None:
            self.close(table, None, row, more=True)
            return
        members = owner.lists.setdefault(table.phrase, [])
        number = sum(isinstance(member, Thing) for member in members)
        thing.label = label_of(table.entity.singular, number, None, owner.label)
        members[number:number] = [thing]
        self.things.setdefault(thing.entity, []).append(thing)
        short = label_of(table.entity.singular, number, None, "")
        for word in dict.fromkeys((self.name(thing), thing.label, short, str(number + 1))):
            if word:
                self.named.setdefault((thing.entity, fold(word)), []).append(thing)

    def close(self, table: Table, owner: Thing | None, row: Cell, *, more: bool) -> None:
        """Say of a list that it has no members, or more than are here; without an owner, of every lot's."""
        owners = [thing for link in table.links for thing in self.things.get(link.key, ())]
        for one in [owner] if owner else owners:
            members = one.lists.setdefault(table.phrase, [])
            if more and not (members and isinstance(members[-1], Scalar)):
                members.append(Scalar(MORE_TO_COME, Style.PLAIN, row.start, row.end))

    def name(self, thing: Thing) -> str | None:
        """The name by which references know a thing."""
        key = self.vocabulary.entities[thing.entity].identified_by
        for entry in thing.entries:
            info = self.vocabulary.fact(thing.entity, entry.key.text)
            if info and info.key == key and isinstance(entry.value, Scalar):
                return entry.value.text.strip()
        return None
