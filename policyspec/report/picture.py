"""The lots of a tender and the weights of their criteria: what a picture of it, and the table beside it, show."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Weighed:
    """A criterion. `weight`: part of one; None: not known. `words`: the weight as the tender states it, or why not."""

    name: str
    kind: str | None  # `quality`, `price`, `cost`; None: not known
    weight: Fraction | None
    words: str


@dataclass(frozen=True, slots=True)
class Floor:
    """A bound that a rule sets on the weight of a kind of criteria in one lot. `at`: part of one."""

    rule: str
    title: str
    kind: str  # whose weight: `quality`, `cost`
    least: bool  # a floor; False: a cap
    at: Fraction
    words: str  # `the quality:cost ratio must be at least 60:40`
    missed: bool


@dataclass(frozen=True, slots=True)
class LotPicture:
    """One lot, or the tender where it has none. `complete`: False where more criteria may come."""

    path: str
    label: str
    value: str | None  # its estimated value, in words
    criteria: tuple[Weighed, ...]
    complete: bool = True
    floors: tuple[Floor, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """The tender as a picture shows it."""

    value: str | None
    lots: tuple[LotPicture, ...]
