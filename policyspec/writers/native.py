"""A tender to the native format: YAML in the vocabulary's order, in the language's own spelling of values."""

from collections.abc import Iterator
from itertools import groupby

from policyspec.base.dataclasses import dataclass
from policyspec.model.facts import (
    Absence,
    Absent,
    Explanation,
    Fact,
    Item,
    Listing,
    Stated,
    Tender,
    ValueListing,
    Waiver,
)
from policyspec.model.facts import items as all_items
from policyspec.model.literals import format_value
from policyspec.model.types import Kind, Type
from policyspec.model.values import ItemRef, Moment, Value
from policyspec.model.vocabulary import FactInfo, Vocabulary
from policyspec.writers.shared import follows, names_of
from policyspec.writers.yaml_text import comment, scalar

_MORE = "more to come"
_EMPTY = "extensions: {}"  # a file without any key would not be known as a tender's
_STEP = 2  # columns by which what is inside a thing stands further in

Lines = Iterator[str]


def write_native(tender: Tender, vocabulary: Vocabulary) -> str:
    """The YAML of a tender. Reading it back gives the same facts, lists, explanations and waivers.

    What could not be read, and so has no value to write, is a comment in its place. What was taken for granted in
    reading the tender is listed in comments at the top: in the file it stands like any other fact.
    """
    page = _Page(vocabulary, names_of(tender.root, vocabulary))
    body = [*page.body(tender.root, 0), *page.records(tender)]
    lines = (*_head(tender), *body, *(() if _says(body) else (_EMPTY,)))
    return "".join(f"{line}\n" for line in lines)


def _head(tender: Tender) -> Lines:
    yield comment(f"Written by policyspec from {tender.source}.")
    taken = dict.fromkeys((*tender.assumptions, *(note for item in all_items(tender.root) for note in _taken(item))))
    if taken:
        yield comment("Taken for granted in reading it:")
        yield from (comment(f"- {note}") for note in taken)


def _taken(item: Item) -> Iterator[str]:
    facts = (*item.facts.values(), *(fact for listing in item.values.values() for fact in listing.values))
    return (fact.assumption for fact in facts if isinstance(fact, Stated) and fact.assumption)


@dataclass(frozen=True, slots=True)
class _Page:
    vocabulary: Vocabulary
    names: dict[str, str]  # of each path

    def body(self, item: Item, indent: int) -> Lines:
        """What a thing states, a line or more for each fact, in the order of the vocabulary."""
        infos = [info for info in self.vocabulary.facts_of(item.entity) if not info.derived]
        for group, members in groupby((info for info in infos if not info.own), key=lambda info: info.group):
            rows = [row for info in members for row in self.entry(item, info, indent)]
            if rows and not item.path:
                yield from ("", comment(group))
            yield from rows
        own = [row for info in infos if info.own for row in self.entry(item, info, indent + _STEP)]
        if own:
            yield f"{' ' * indent}extensions:"
            yield from own

    def entry(self, item: Item, info: FactInfo, indent: int) -> Lines:
        key = f"{' ' * indent}{_key(item, info)}:"
        if info.key in item.lists:
            yield from self.listing(item.lists[info.key], key, indent)
        elif info.key in item.values:
            yield from self.values(item.values[info.key], info, key, indent)
        elif info.key in item.records:
            yield from self.record(item.records[info.key], key, indent)
        elif info.key in item.facts and not follows(item, info.key):
            yield self.fact(item.facts[info.key], info.type, key, indent)

    def record(self, record: Item, key: str, indent: int) -> Lines:
        rows = list(self.body(record, indent + _STEP))
        yield key if _says(rows) else f"{key} {{}}"
        yield from rows

    def listing(self, listing: Listing, key: str, indent: int) -> Lines:
        if listing.unreadable is not None:
            yield f"{key} {_MORE} {comment(f'what stood here could not be read: {listing.unreadable}')}"
        elif not listing.items:
            yield f"{key} {'[]' if listing.complete else _MORE}"
        else:
            yield key
            for item in listing.items:
                yield from self.member(item, indent + _STEP)
            if not listing.complete:
                yield f"{' ' * (indent + _STEP)}- {_MORE}"

    def member(self, item: Item, indent: int) -> Lines:
        rows = list(self.body(item, indent + _STEP))
        if not _says(rows):
            yield f"{' ' * indent}- {{}}"
            yield from rows
        else:
            first = next(number for number, row in enumerate(rows) if not _is_comment(row))
            yield from rows[:first]
            yield f"{' ' * indent}- {rows[first].lstrip()}"
            yield from rows[first + 1 :]

    def values(self, listing: ValueListing, info: FactInfo, key: str, indent: int) -> Lines:
        """A list of scalars. One that holds something unreadable has more than is written."""
        element = info.type.element or Type(Kind.TEXT)
        pad = " " * (indent + _STEP)
        rows = [self.fact(fact, element, f"{pad}-", indent + _STEP) for fact in listing.values]
        complete = listing.complete and not any(map(_is_comment, rows))
        if _says(rows):
            yield key
            yield from rows
            yield from () if complete else (f"{pad}- {_MORE}",)
        else:
            yield f"{key} {'[]' if complete else _MORE}"
            yield from rows

    def fact(self, fact: Fact, type_: Type, key: str, indent: int) -> str:
        match fact:
            case Stated(value):
                return f"{key} {self.value(value, type_, indent + _STEP)}"
            case Absent(Absence.WITHHELD | Absence.NOT_APPLICABLE as why):
                return f"{key} {why}{_because(fact)}"
            case Absent():
                pad = " " * (len(key) - len(key.lstrip()))
                return f"{pad}{comment(f'{key.strip()} {fact.why}{_said(fact)}')}"

    def value(self, value: Value, type_: Type, indent: int) -> str:
        match type_.kind:
            case Kind.TEXT | Kind.CODE:
                return scalar(str(value), indent)
            case Kind.ITEM:
                path = value.path if isinstance(value, ItemRef) else str(value)
                return scalar(self.names.get(path, path), indent)
            case kind:
                return format_value(value, kind)

    def records(self, tender: Tender) -> Lines:
        """The explanations and waivers, as they stand beside the tender."""
        for title, found in (("explanations", tender.explanations), ("waivers", tender.waivers)):
            if found:
                yield from ("", f"{title}:")
                yield from (row for record in found for row in self.recorded(record))

    def recorded(self, record: Explanation | Waiver) -> Lines:
        keys = ("rule", "item", "reason", "author", "approver", "date", "expiry")
        stated = {key: getattr(record, key, None) for key in keys}
        rows = [f"    {key}: {self.said(value)}" for key, value in stated.items() if value is not None]
        yield f"  - {rows[0].lstrip()}"
        yield from rows[1:]
        if isinstance(record, Waiver) and record.facts:
            yield "    facts:"
            yield from (f"      - {scalar(phrase, 8)}" for phrase in record.facts)

    def said(self, value: str | Moment) -> str:
        if isinstance(value, Moment):
            return format_value(value, Kind.DATE)
        return scalar(self.names.get(value, value), 6)


def _key(item: Item, info: FactInfo) -> str:
    return "tender" if (item.entity, info.key) == ("tender", "title") else scalar(info.phrase)


def _says(rows: list[str]) -> bool:
    """Whether any row is more than a comment."""
    return not all(map(_is_comment, rows))


def _is_comment(row: str) -> bool:
    return not row or row.lstrip().startswith("#")


def _because(fact: Absent) -> str:
    return f" {comment(fact.reason)}" if fact.reason else ""


def _said(fact: Absent) -> str:
    """The reason, and what stood there where the reason does not quote it."""
    raw = fact.origin.raw if fact.origin else None
    quote = f" (`{raw[:60]}`)" if raw and raw not in (fact.reason or "") else ""
    return f": {fact.reason}{quote}" if fact.reason else quote
