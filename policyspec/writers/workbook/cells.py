"""A fact as the text of a cell."""

from collections.abc import Iterable

from policyspec.base.dataclasses import dataclass, field
from policyspec.base.visible import HIDDEN, visible
from policyspec.model.facts import Absence, Absent, Fact, Item, Stated, ValueListing
from policyspec.model.literals import format_value
from policyspec.model.types import Kind, Type
from policyspec.model.values import ItemRef, Moment, Value
from policyspec.model.vocabulary import FactInfo, Vocabulary, fold
from policyspec.model.workbook import MORE_TO_COME, NONE
from policyspec.writers.shared import follows
from policyspec.writers.written import Lost, lost

MOST = 32_767  # characters of a cell, in every spreadsheet program
_SAID = (Absence.WITHHELD, Absence.NOT_APPLICABLE)


@dataclass(slots=True)
class Cells:
    """Writes facts, and keeps what could not be said."""

    names: dict[str, str]  # what references call each thing, by its path
    vocabulary: Vocabulary
    lost: list[Lost] = field(default_factory=list)

    def text(self, item: Item, info: FactInfo) -> str:
        """What a thing states of one fact; nothing where it states nothing, or what a cell cannot say."""
        if info.key in item.values:
            return self.values(item, info, item.values[info.key])
        if info.key not in item.facts or follows(item, info.key):
            return ""
        return self.fact(item, info, item.facts[info.key], info.type)

    def fact(self, item: Item, info: FactInfo, fact: Fact, type_: Type) -> str:
        match fact:
            case Stated(value):
                return self.value(item, info, value, type_)
            case Absent(Absence.WITHHELD | Absence.NOT_APPLICABLE as why):
                return str(why)
            case Absent(Absence.UNREADABLE):
                self.lose(item, info.phrase, f"it could not be read: {fact.reason or 'no reason is known'}")
            case Absent():
                pass
        return ""

    def value(self, item: Item, info: FactInfo, value: Value, type_: Type) -> str:
        match type_.kind:
            case Kind.TEXT | Kind.CODE:
                return self.words(item, info, str(value))
            case Kind.ITEM:
                path = value.path if isinstance(value, ItemRef) else str(value)
                return self.words(item, info, self.names.get(path, path))
            case kind:
                text = format_value(value, kind)
        if text.startswith("about "):
            self.lose(item, info.phrase, f"it has no end as a decimal: {text}")
            return ""
        return text

    def words(self, item: Item, info: FactInfo, text: str) -> str:
        """A text of somebody's, made harmless. Its lines stay lines."""
        if fold(text) in _SAID:
            self.lose(item, info.phrase, f"a cell with `{text.strip()[:40]}` says so of the fact itself")
            return ""
        shown = _harmless(text)
        if shown != text:
            self.lose(item, info.phrase, "what cannot be seen in it is written by its number")
        if len(shown) > MOST:
            self.lose(item, info.phrase, f"a cell holds at most {MOST:,} characters: the rest is left out")
            shown = f"{shown[: MOST - 1]}…"
        return shown

    def values(self, item: Item, info: FactInfo, listing: ValueListing) -> str:
        """A line for each value."""
        type_ = info.type.element or info.type
        parts = [self.fact(item, info, fact, type_) for fact in listing.values]
        if any(part != one for part in parts for one in part.splitlines() or [part]) or set(parts) & {
            NONE,
            MORE_TO_COME,
        }:
            self.lose(item, info.phrase, "a line of a cell cannot hold one of its values")
        written = [" ".join(part.split("\n")) for part in parts if part]
        if not listing.complete or len(written) < len(parts):
            written.append(MORE_TO_COME)
        return "\n".join(written or [NONE])

    def link(self, owner: Item) -> str:
        """What a row calls the thing that it belongs to: its name where no other bears it, else its label."""
        name = self.names.get(owner.path, owner.path)
        return name if name != owner.path else _label(owner, self.vocabulary)

    def said(self, value: object) -> str:
        """A part of an explanation or waiver."""
        match value:
            case Moment():
                return format_value(value, Kind.DATE)
            case tuple():
                return "\n".join(_harmless(str(part)) for part in value)
            case None:
                return ""
            case _:
                return _harmless(self.names.get(str(value), str(value)))[:MOST]

    def says(self, item: Item, infos: Iterable[FactInfo]) -> bool:
        """Whether any cell of the thing would have something in it."""
        quiet = Cells(self.names, self.vocabulary)
        return any(quiet.text(item, info) for info in infos)

    def lose(self, item: Item, phrase: str, reason: str) -> None:
        self.lost.append(lost(item, phrase, reason))


def _harmless(text: str) -> str:
    """The text with controls and hidden characters, but for line ends, written out by number."""
    return "\n".join(visible(line) if HIDDEN.search(line) else line for line in text.split("\n"))


def _label(item: Item, vocabulary: Vocabulary) -> str:
    """`lot 2`, `criteria group 1 of lot 2`, from the path."""
    labels: list[str] = []
    for step in item.path.split("."):
        key, _, number = step.partition("[")
        noun = _noun(key, vocabulary)
        labels.insert(0, f"{noun} {int(number.rstrip(']')) + 1}")
    return " of ".join(labels)


def _noun(key: str, vocabulary: Vocabulary) -> str:
    info = next(info for (_, name), info in vocabulary.facts.items() if name == key and info.type.kind is Kind.LIST)
    return vocabulary.entities[info.type.entity or ""].singular
