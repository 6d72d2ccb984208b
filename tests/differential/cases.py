"""Cases: a rulebook, a tender and how it is judged, from a seed. A rulebook serves many tenders."""

# ruff: noqa: S311 - as in books.py
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from policyspec.model.facts import Tender
from policyspec.model.outcomes import Gate
from tests.differential.books import Book, book
from tests.differential.drawing import Subject, subject, tender
from tests.differential.texts import speakable, through_text
from tests.law.domain import DAYS

#: Tenders of one rulebook, and the ways in which these are judged.
TENDERS = 40
HOWS = 4
#: One rulebook in so many is compiled from text.
WRITTEN = 4


@dataclass(frozen=True)
class How:
    """How a tender is judged."""

    gate: Gate = Gate.DRAFT
    on: date | None = None
    assumptions: bool = True


@dataclass(frozen=True)
class Case:
    """One thing to compare: `name` finds it again."""

    name: str
    book: Book
    tender: Tender
    how: How


def cases(seed: int, tenders: int = TENDERS) -> list[Case]:
    """The cases of a seed: one rulebook, and as many tenders."""
    of = subject(rulebook(seed))
    rng = Random(f"tenders {seed}")
    hows = [how(rng, of.named.days) for _ in range(HOWS)]
    return [_case(rng, of, hows[number % HOWS], f"{seed}/{number}") for number in range(tenders)]


def rulebook(seed: int) -> Book:
    """The rulebook of a seed; of one in so many what the language says in the same words, compiled from its text."""
    made = book(seed)
    if seed % WRITTEN != 2:
        return made
    some = speakable(made)
    return (through_text(some) if some.rulebook.rules else None) or made


def _case(rng: Random, of: Subject, judged: How, name: str) -> Case:
    return Case(name, of.book, replace(tender(rng, of), source=name), judged)


def how(rng: Random, days: Sequence[date]) -> How:
    """A gate, often a date (on or beside a day on which the rulebook changes), mostly with assumptions."""
    on = rng.choice((*days, *DAYS)) + timedelta(days=rng.choice((-1, 0, 0, 1))) if rng.random() < 0.4 else None
    return How(rng.choice(tuple(Gate)), on, rng.random() < 0.8)
