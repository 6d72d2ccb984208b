"""Where facts stand in a parsed document, for engines that read them from there.

A *plain* reading is one that comes to what the format's reader comes to wherever its conditions hold; where they do
not, the document is for the reader. The table of a format is made by its reader.
"""

from collections.abc import Mapping
from enum import Enum, auto

from policyspec.base.dataclasses import dataclass
from policyspec.model.values import Vat


class Way(Enum):
    """How a value is written."""

    TEXT = auto()
    YES_NO = auto()
    CODE = auto()
    DATE = auto()
    MONEY = auto()  # an object with a currency, an amount, and one including VAT beside it
    WEIGHT = auto()  # a list of numbers, of which the first is a percentage


@dataclass(frozen=True, slots=True)
class Plain:
    """Where a fact of a thing stands below it; `codes`: what is written, to the phrase that it stands for.

    `of_lots`: where a tender does not state it, what its lots say there counts.
    """

    path: tuple[str, ...]
    way: Way
    codes: Mapping[str, str] | None = None
    of_lots: bool = False


@dataclass(frozen=True, slots=True)
class Publisher:
    """What is known of a publisher: the basis of amounts without one, and whether its criteria are all there are."""

    basis: Vat | None
    drops_criteria: bool


@dataclass(frozen=True, slots=True)
class Plainly:
    """The plain readings of a format, by a thing's kind and the fact's key; its lists; publishers by their prefix.

    `shared` has the facts that a tender without lots has as one lot, each with the tender's of the same name.
    """

    facts: Mapping[tuple[str, str], Plain]
    lists: Mapping[tuple[str, str], tuple[str, ...]]
    publishers: Mapping[str, Publisher]
    shared: Mapping[str, str]
