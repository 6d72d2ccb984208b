"""What a condition is written in: the tender, the gate, the things in scope; and the query as it grows."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from policyspec.base.dataclasses import dataclass, field, replace
from policyspec.engines.sql.bounds import Bounds
from policyspec.engines.sql.dialect import Dialect
from policyspec.engines.sql.logic import FALSE, NULL, TRUE, is_literal, neg
from policyspec.ir import nodes as ir
from policyspec.model.columns import joined
from policyspec.model.outcomes import Gate
from policyspec.model.values import Vat
from policyspec.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Place:
    """A thing: where its columns stand, and at which number of each list around it.

    `imagined`: it stands for members that are not stated, so all its facts are missing. `missing`: whether the
    reference that leads to it names nothing; `unreached`: whether that, or a record on the way, is not stated.
    """

    prefix: str
    at: tuple[str, ...] = ()
    imagined: bool = False
    missing: str = FALSE
    unreached: str = FALSE


@dataclass(frozen=True, slots=True)
class Level:
    """A list that is gone through: its members' number, and the list of their numbers.

    `guard`: where it does not hold the list is taken as empty, whatever stands in the dataset.
    """

    var: str
    array: str
    guard: str = TRUE


@dataclass(frozen=True, slots=True)
class Kept:
    """A column that a query works out on its way.

    `body`: what it is for the member of the lists that it goes through; `cell` stands for that where they are gone
    through. Of a column that goes through none these are its definition and its name.
    """

    name: str
    definition: str
    cell: str
    body: str


@dataclass(slots=True)
class Query:
    """The columns that a query works out on its way, each once, in the order of need."""

    dialect: Dialect
    available: frozenset[str] | None  # the columns that there are; None: all that the vocabulary may have
    kept: dict[str, Kept] = field(default_factory=dict)  # by their definitions
    read: dict[str, int] = field(default_factory=dict)  # columns of the dataset; of numbers of members their depth
    cells: dict[str, tuple[str, str]] = field(default_factory=dict)  # member of a list: the list, its number
    values: dict[str, dict[str, None]] = field(default_factory=dict)  # number: what it is a member of in the dataset

    def column(self, name: str) -> str:
        """A column of the dataset; null where it has none of that name."""
        if self.available is not None and name not in self.available:
            return NULL
        self.read.setdefault(name, 0)
        return self.dialect.quoted(name)

    def at(self, array: str, index: str) -> str:
        if NULL in (array, index):
            return NULL
        text = self.dialect.at(array, index)
        self.cells[text] = (array, index)
        return text

    def value(self, column: str, at: Sequence[str]) -> str:
        """What stands in a column for a member of lists, by its number in each."""
        text = column
        for index in at:
            text = self.at(text, index)
            if text != NULL:
                self.values.setdefault(index, {})[text] = None
        return text

    def each(self, level: Level, body: str) -> str:
        """What a text comes to for each member of a list; of a list that has no value, that may be null as a whole."""
        array, index = self.cells.get(body, ("", ""))
        if index == level.var and not _names(array, level.var):
            return array
        return self._each_value(level, body) or self.dialect.each(level.array, level.var, body)

    def _each_value(self, level: Level, body: str) -> str | None:
        """The same of a text on one column, null where that is: its values are gone through, not looked up."""
        if _MINDS_NULL.search(body):
            return None
        for cell in self.values.get(level.var, ()):
            if cell in body:
                value = level.var.replace("i", "m")
                of_value = re.sub(rf"(?<!\w){re.escape(cell)}", value, body)
                return None if _names(of_value, level.var) else self.dialect.each(self.cells[cell][0], value, of_value)
        return None

    def keep(self, body: str, definition: str, through: Iterable[str]) -> str:
        """A column that the query works out, by the cell of it. `through`: numbers of members, the outermost first.

        One column may be wanted as a list, outside, and by its members, inside.
        """
        name = self.kept[definition].name if definition in self.kept else f"x{len(self.kept) + 1}_"
        cell = name
        for index in through:
            cell = self.at(cell, index)
        self.kept.setdefault(definition, Kept(name, definition, cell, body))
        return cell


@dataclass(frozen=True, slots=True)
class World:
    """Everything that a text may speak of. `bound` has the things and scalars that the rule's variables stand for."""

    query: Query
    vocabulary: Vocabulary
    gate: Gate
    on: date | None
    assume: bool
    vat: Vat | None
    bound: Mapping[str, Place | Bounds]
    levels: tuple[Level, ...] = ()
    rule: ir.Rule | None = None  # the rule that is judged: its date, its highest rate of VAT
    one_lot: bool = False  # a tender that is not divided is looked at as one lot

    @property
    def dialect(self) -> Dialect:
        return self.query.dialect

    def binding(self, var: str, value: "Place | Bounds") -> "World":
        return replace(self, bound={**self.bound, var: value})

    def within(self, array: str, guard: str = TRUE) -> "World":
        """The world inside a list, with the number of its member."""
        return replace(self, levels=(*self.levels, Level(f"i{len(self.levels) + 1}_", array, guard)))

    def cell(self, place: Place, *parts: str) -> str:
        """What stands in a column for a thing."""
        if place.imagined:
            return NULL
        return self.query.value(self.query.column(joined(place.prefix, *parts)), place.at)

    def numbers(self, place: Place, key: str) -> str:
        """The numbers of the members of a list of a thing."""
        text = self.cell(place, key)
        if text != NULL:
            self.query.read[joined(place.prefix, key)] = len(place.at) + 1
        return text

    def keep(self, text: str) -> str:
        """The same in a column of its own, for a text that is used more than once."""
        if "(" not in text or text in self.query.cells or is_literal(text):
            return text
        if text.startswith("(NOT "):  # a condition and its negation are one column
            return neg(self.keep(neg(text)))
        through: list[str] = []
        definition = text
        for level in reversed(self.levels):
            if _names(definition, level.var):
                definition = self.query.each(level, definition)
                through.insert(0, level.var)
        return self.query.keep(text, definition, through)


#: What may be there though its operand is null.
_MINDS_NULL = re.compile(r"\b(CASE|coalesce|IS|AND|OR|greatest|least)\b")


def _names(text: str, var: str) -> bool:
    return re.search(rf"\b{var}\b", text) is not None


#: How the members of a list come to one.
Fold = Callable[[World, Level, str], str]
