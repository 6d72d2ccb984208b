"""A dataset of tenders: the columns in which their facts stand, as the vocabulary gives them.

A fact of the tender has a column named for its key; one of a thing in a list has a column of lists, a value for each
thing, in order (`lots__value__currency`); one of a thing in a list of such things, lists of lists
(`lots__criteria__weight`). Lists side by side, and not lists of records, so that whoever asks for one fact reads that
fact only: engines that read Parquet leave out columns, but not parts of the records within a list.

A value of some types takes several columns (`PARTS`). Beside each fact stand columns that say why it has no value
(`ABSENCES`); none does of a fact that is merely not stated. Beside each list stands `…__state`, and the list itself
has the numbers of its members, from 1. A record that is stated has a column that says so.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import assert_never

from policyspec.base.dataclasses import dataclass
from policyspec.base.patterns import pattern
from policyspec.model.facts import Absence
from policyspec.model.types import Kind, Type
from policyspec.model.vocabulary import Vocabulary, fold


class Storage(StrEnum):
    """How a column holds its values."""

    FLAG = "flag"
    TEXT = "text"
    DATE = "date"
    SMALL = "small"  # whole numbers within 32 bits
    AMOUNT = "amount"
    NUMBER = "number"
    SHARE = "share"  # parts of one


@dataclass(frozen=True, slots=True)
class Digits:
    """How many digits a decimal has before and after its point."""

    whole: int
    places: int


#: Each fits the 64 bits in which every engine adds quickest. Amounts below 10^14 with a hundredth part of a penny;
#: shares with twelve places, so that 33.3333% is exact. What has more of either is judged by the interpreter.
DECIMALS: Mapping[Storage, Digits] = {
    Storage.AMOUNT: Digits(14, 4),
    Storage.NUMBER: Digits(12, 6),
    Storage.SHARE: Digits(6, 12),
}

#: The most members of one list. A total has five digits before the point more than its parts.
MOST_MEMBERS = 10**5

CURRENCY, EXCLUDING, INCLUDING, UNSTATED = "currency", "excluding", "including", "unstated"
LEFT, RIGHT = "left", "right"
SECOND, OFFSET = "second", "offset"
AMOUNT, UNIT, LEAST_DAYS, MOST_DAYS = "amount", "unit", "least_days", "most_days"
FOLDED = "folded"  # text in the form in which it is compared (`in_words`): a query reads this one only
SCHEME = "scheme"
PLACE = "place"  # of a reference: the number of the thing in the tender's list of such things

#: The columns of a value; the empty name is the fact's own column.
PARTS: Mapping[Kind, Mapping[str, Storage]] = {
    Kind.YES_NO: {"": Storage.FLAG},
    Kind.NUMBER: {"": Storage.NUMBER},
    Kind.PERCENTAGE: {"": Storage.SHARE},
    Kind.RATIO: {LEFT: Storage.NUMBER, RIGHT: Storage.NUMBER},
    Kind.MONEY: {
        CURRENCY: Storage.TEXT,
        EXCLUDING: Storage.AMOUNT,
        INCLUDING: Storage.AMOUNT,
        UNSTATED: Storage.AMOUNT,
    },
    Kind.DATE: {"": Storage.DATE, SECOND: Storage.SMALL, OFFSET: Storage.SMALL},
    Kind.DURATION: {
        AMOUNT: Storage.NUMBER,
        UNIT: Storage.TEXT,
        LEAST_DAYS: Storage.NUMBER,
        MOST_DAYS: Storage.NUMBER,
    },
    Kind.TEXT: {"": Storage.TEXT, FOLDED: Storage.TEXT},
    Kind.CODE: {"": Storage.TEXT},
    Kind.CLASSIFICATION: {"": Storage.TEXT, SCHEME: Storage.TEXT},
    Kind.ITEM: {"": Storage.TEXT, PLACE: Storage.SMALL},
}

#: The column that says of a fact why it has no value. Each is its own, so that a dataset without any has none.
ABSENCES: Mapping[Absence, str] = {
    Absence.NOT_APPLICABLE: "not_applicable",
    Absence.WITHHELD: "withheld",
    Absence.UNREADABLE: "unreadable",
}

STATE = "state"
#: What stands in `…__state` of a list; null where the list is not stated.
COMPLETE, OPEN, UNREADABLE = 1, 2, 3

_EDGE_OF_A_WORD = pattern(r"\b")

#: Beside the facts: the tender's source and format, what tells it from others, whether every value of it fits these
#: columns (if not, `unfit` says why and the interpreter judges it), and all that was read of it, as JSON.
SOURCE, FORMAT, IDENTITY, UNFIT, TENDER = "source_", "format_", "identity_", "unfit_", "tender_"
INPUT = "input_"  # the file that the source is a part of


@dataclass(frozen=True, slots=True)
class Column:
    """A column, and in how many lists within one another its values stand."""

    name: str
    storage: Storage
    depth: int


@lru_cache(maxsize=2**14)  # of each tender the same are asked for again
def joined(*parts: str) -> str:
    """The name of a column from the keys on the way to it."""
    return "__".join(part for part in parts if part)


def columns_of(vocabulary: Vocabulary) -> Iterator[Column]:
    """Every column that a dataset may have, in the order of the vocabulary. One that no tender needs is left out."""
    for name in (SOURCE, INPUT, FORMAT, IDENTITY, UNFIT, TENDER):
        yield Column(name, Storage.TEXT, 0)
    yield from _of_entity(vocabulary, "tender", "", 0)


def _of_entity(vocabulary: Vocabulary, entity: str, prefix: str, depth: int) -> Iterator[Column]:
    for info in vocabulary.facts_of(entity):
        name = joined(prefix, info.key)
        match info.type.kind:
            case _ if info.derived:
                continue
            case Kind.LIST:
                yield from _listed(name, depth)
                yield from _of_entity(vocabulary, info.type.entity or "", name, depth + 1)
            case Kind.VALUES:
                assert info.type.element is not None
                yield from _listed(name, depth)
                yield from _of_fact(info.type.element, joined(name, "value"), depth + 1)
            case Kind.ITEM if not info.type.reference:
                yield Column(name, Storage.FLAG, depth)
                yield from _absences(name, depth)
                yield from _of_entity(vocabulary, info.type.entity or "", name, depth)
            case _:
                yield from _of_fact(info.type, name, depth)


def _listed(name: str, depth: int) -> Iterator[Column]:
    yield Column(name, Storage.SMALL, depth + 1)
    yield Column(joined(name, STATE), Storage.SMALL, depth)


def _of_fact(type_: Type, name: str, depth: int) -> Iterator[Column]:
    for part, storage in PARTS[type_.kind].items():
        yield Column(joined(name, part), storage, depth)
    yield from _absences(name, depth)


def _absences(name: str, depth: int) -> Iterator[Column]:
    for part in ABSENCES.values():
        yield Column(joined(name, part), Storage.FLAG, depth)


def in_words(text: str) -> str:
    """A text, folded, with one blank more on either side of each word.

    Two are the same where the folded texts are. Words stand whole in a text where this of them is a part of this of
    the text: what an engine finds far quicker than a regular expression, and with the interpreter's word characters.
    """
    return _EDGE_OF_A_WORD.sub(" ", fold(text))


def decimal(value: Fraction, storage: Storage) -> str | None:
    """A number as a column of decimals holds it, exactly; None where it does not fit."""
    digits = DECIMALS[storage]
    scaled, rest = divmod(value.numerator * 10**digits.places, value.denominator)
    if rest or abs(scaled) >= 10 ** (digits.whole + digits.places):
        return None
    return decimal_text(scaled, digits.places)


def decimal_text(scaled: int, places: int) -> str:
    """A whole number of units of the last place, written with its point."""
    sign, figures = ("-" if scaled < 0 else ""), str(abs(scaled)).rjust(places + 1, "0")
    return f"{sign}{figures[: len(figures) - places]}.{figures[len(figures) - places :]}" if places else sign + figures


def sql_type(column: Column) -> str:
    """The column's type in SQL, as DuckDB writes it."""
    return _scalar_type(column.storage) + "[]" * column.depth


def _scalar_type(storage: Storage) -> str:
    match storage:
        case Storage.FLAG:
            return "BOOLEAN"
        case Storage.TEXT:
            return "VARCHAR"
        case Storage.DATE:
            return "DATE"
        case Storage.SMALL:
            return "INTEGER"
        case Storage.AMOUNT | Storage.NUMBER | Storage.SHARE:
            digits = DECIMALS[storage]
            return f"DECIMAL({digits.whole + digits.places}, {digits.places})"
        case _:
            assert_never(storage)
