"""A tender as facts: what each thing states, what it does not, and where it says so.

Readers make it, every engine takes it. Nothing here knows a file format.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

from policyspec.base.dataclasses import dataclass, field, replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import file_of, place
from policyspec.model.values import ItemRef, Moment, Value


class Absence(StrEnum):
    """Why a fact has no value."""

    NOT_STATED = "not stated"
    NOT_APPLICABLE = "not applicable"  # the structure rules it out: the weight of a pass/fail criterion
    WITHHELD = "withheld"  # unpublished by law
    UNREADABLE = "unreadable"  # there, but not a value of its type


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fact stands in the tender file. Lines and columns count from 1; in a sheet they are rows and columns.

    A reader may leave it to be found when somebody first asks (`later`): of most facts nobody ever does.
    """

    file: str
    line: int
    column: int
    pointer: str | None = None  # JSON pointer (`/tender/value`) or XPath
    raw: str | None = None  # the text as written
    sheet: str | None = None  # of a spreadsheet
    _find: "Callable[[], Origin] | None" = field(default=None, init=False, repr=False, compare=False)

    @staticmethod
    def later(find: "Callable[[], Origin]") -> "Origin":
        """The origin that `find` gives."""
        origin = object.__new__(Origin)
        object.__setattr__(origin, "_find", find)
        return origin

    if not TYPE_CHECKING:  # which would take any name for an attribute

        def __getattr__(self, name: str) -> object:
            """Asked only for what has not been set: of an origin that is still to be found."""
            if name not in _PARTS_OF_AN_ORIGIN or self._find is None:
                raise AttributeError(name)
            found = self._find()
            for part in _PARTS_OF_AN_ORIGIN:
                object.__setattr__(self, part, getattr(found, part))
            object.__setattr__(self, "_find", None)
            return getattr(found, name)

    def __str__(self) -> str:
        return place(self.file, self.line, self.column, self.sheet)


_PARTS_OF_AN_ORIGIN = ("file", "line", "column", "pointer", "raw", "sheet")


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact with a value. `assumption` says, in a sentence, what was taken for granted in reading it."""

    value: Value
    origin: Origin | None = None
    assumption: str | None = None


@dataclass(frozen=True, slots=True)
class Absent:
    """A fact without a value, and why. `reason` is a phrase for a person ("`c. £2m` is not an amount")."""

    why: Absence
    origin: Origin | None = None
    reason: str | None = None


Fact = Stated | Absent
#: A fact of an item by name: the item's path and the fact's key.
FactId = tuple[str, str]
NOT_STATED = Absent(Absence.NOT_STATED)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of things that the tender states. Not complete: it ends in `more to come`."""

    items: tuple["Item", ...]
    complete: bool = True
    origin: Origin | None = None
    unreadable: str | None = None  # why the list, though there, could not be read: its members are unknown


@dataclass(frozen=True, slots=True)
class ValueListing:
    """A list of scalars that the tender states."""

    values: tuple[Fact, ...]
    complete: bool = True
    origin: Origin | None = None


#: Lists that publication does not close: criteria that are not stated stay unknown (LANGUAGE: section 5).
_NEVER_CLOSED = ("criteria",)


def is_closed(key: str, listing: Listing | ValueListing | None, *, closing: bool) -> bool:
    """Whether a list has no members but those that it states. `closing`: at publication, when nothing more may come."""
    if closing:
        return listing is not None or key not in _NEVER_CLOSED
    return listing is not None and listing.complete


@dataclass(frozen=True, slots=True)
class Item:
    """One thing: the tender, a lot, a criterion, the buyer.

    `path` is its place from the tender (`lots[0].criteria[1]`; the tender's own is empty), `label` what a
    person calls it (`lot 1 (North)`). A list or fact that is not a key here is not stated.
    """

    entity: str
    path: str
    label: str
    facts: dict[str, Fact] = field(default_factory=dict)
    lists: dict[str, Listing] = field(default_factory=dict)
    values: dict[str, ValueListing] = field(default_factory=dict)
    records: dict[str, "Item"] = field(default_factory=dict)  # the buyer, the provider
    origin: Origin | None = None

    def fact(self, key: str) -> Fact:
        return self.facts.get(key, NOT_STATED)


@dataclass(frozen=True, slots=True)
class Explanation:
    """A recorded explanation of a breach. Data beside the tender."""

    rule: str
    reason: str
    author: str | None = None
    date: Moment | None = None
    item: str | None = None  # a path, where it speaks of one item only
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """A permission to breach a rule until a date. `facts` are those it names, for an undetermined `must`."""

    rule: str
    reason: str
    author: str | None = None
    approver: str | None = None
    date: Moment | None = None
    expiry: Moment | None = None
    item: str | None = None
    facts: tuple[str, ...] = ()
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Tender:
    """A tender as read from one input: its facts, the explanations beside it, and what reading found."""

    source: str  # the input's name as the user gave it; of one of several, with its line or JSON pointer (`n.jsonl:17`)
    format: str  # "native", "ocds", "eforms", "workbook"
    root: Item
    explanations: tuple[Explanation, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    assumptions: tuple[str, ...] = ()  # conventions of the source on which many facts rest

    @property
    def file(self) -> str:
        """The input's name, without what tells this tender from others in it."""
        return file_of(self.source)

    @property
    def name(self) -> str:
        title = self.root.fact("title")
        return str(title.value) if isinstance(title, Stated) else self.source


def items(item: Item) -> Iterator[Item]:
    """The item and everything in it, in document order."""
    yield item
    for record in item.records.values():
        yield from items(record)
    for listing in item.lists.values():
        for member in listing.items:
            yield from items(member)


def find(root: Item, ref: ItemRef) -> Item | None:
    """The item that a reference names."""
    return next((i for i in items(root) if i.path == ref.path), None)


def with_list(item: Item, key: str, listing: Listing) -> Item:
    """The item with one of its lists replaced."""
    return replace(item, lists={**item.lists, key: listing})
