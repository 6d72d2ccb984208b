"""Plain values in straight code: what an expression comes to where all is stated, as names of Python values."""

from collections.abc import Mapping

from policyspec.base.dataclasses import dataclass
from policyspec.engines.python.straight.frames import Atom
from policyspec.model.values import Unit, Vat


@dataclass(frozen=True, slots=True)
class Number:
    """A number or a percentage: `value` of `scale` parts, or (a share) of `whole`, which is above zero. Exact.

    `signed`: it may be below zero. `most`: what one that is not stated may be at most; None is endless. `range`: how
    much higher it may be, of one that is worked out from what is not all stated.
    """

    value: Atom
    scale: int = 1
    whole: Atom | None = None
    signed: bool = True
    most: int | None = None
    range: "Range | None" = None

    @property
    def is_simple(self) -> bool:
        """Whether the value alone says what it is: no share, and no sum of what may be missing."""
        return self.whole is None and self.range is None


@dataclass(frozen=True, slots=True)
class Range:
    """A number that may be as low as its value, and this much higher.

    `more`: by how much; None: by nothing. `endless`: the name of whether there is no limit. `void`: tests under which
    it has, or may have, no value. `beside`: of a share, what stands beside its value in the whole. `nothing`: of a
    share or a side of a ratio, the test of whether there is nothing on both sides; then there is no value either.
    """

    more: Atom | None = None
    endless: Atom | None = None
    void: tuple[str, ...] = ()
    beside: Number | None = None
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """Money: a number, and its currency and VAT basis as one word; of the policy's, the words that it compares with.

    `on`: of the tender's, its currency and the number on each basis, for an amount that may stand on both. `at`: of the
    policy's, its currency and basis, where it names one.
    """

    number: Number
    of: Atom | frozenset[str]
    on: tuple[Atom, Mapping[Vat, Atom]] | None = None
    at: tuple[str, Vat] | None = None


@dataclass(frozen=True, slots=True)
class Sides:
    """A ratio, by its two sides; compared by multiplying across."""

    left: Number
    right: Number


@dataclass(frozen=True, slots=True)
class Day:
    """A date, as its access has it."""

    value: Atom


@dataclass(frozen=True, slots=True)
class Span:
    """The time from one date to another."""

    start: Atom
    end: Atom


@dataclass(frozen=True, slots=True)
class Time:
    """A duration of the policy's, in its unit."""

    amount: Number
    unit: Unit


@dataclass(frozen=True, slots=True)
class Word:
    """Text, a code, yes or no, or a classification: what is equal or not.

    `folded`: it compares with case folded. `text`: of the policy's, that is what it says. `codes`: the value is a code
    as it is written, and stands for one of these.
    """

    value: Atom
    folded: bool = False
    text: str | None = None
    codes: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some values: that of the first row that applies, or (`only`) of the one that does."""

    rows: tuple[tuple[Atom, "Plain"], ...]
    only: bool


Plain = Number | Amount | Sides | Day | Span | Time | Word | Choice
