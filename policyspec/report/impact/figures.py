"""The figures of an impact: `impact.json`, and what its text, its page and its tables are made from.

No figure takes what is not known for a pass. A number of tenders that breach is a *band*: at least those that breach
whatever the missing facts are, at most these and those that may.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict

from policyspec.base.dataclasses import dataclass
from policyspec.model.outcomes import Strength
from policyspec.report.summary import Amount

#: The version of the shape of `impact.json`.
VERSION = "1.0"


@dataclass(frozen=True, slots=True)
class Tally:
    """Some tenders: how many, and their estimated values, by currency and VAT basis and never across."""

    tenders: int
    value: tuple[Amount, ...]
    without_value: int  # of these tenders: no estimated value is stated, or none that is one amount


@dataclass(frozen=True, slots=True)
class Band:
    """Tenders of which something holds: for certain, and possibly."""

    least: Tally
    most: Tally

    @property
    def open(self) -> int:
        """Those of which it may hold and may not."""
        return self.most.tenders - self.least.tenders


@dataclass(frozen=True, slots=True)
class Effect:
    """What some duties do to the tenders. `hit`: those that breach one of the duties, or that one of them flags.

    `newly` and `no_longer` are against a baseline, None without one: tenders that are hit here and not there, and
    tenders that are hit there and not here.
    """

    judged: int  # tenders to which one of the duties applies, or may apply
    hit: Band
    undetermined: int  # tenders with an undetermined duty, whether or not it may come to a breach
    newly: Band | None
    no_longer: Band | None


@dataclass(frozen=True, slots=True)
class OfRule:
    """What a rule does, by its duties of one strength. `change`: against the baseline."""

    rule: str  # id
    title: str
    strength: Strength
    change: str  # `same`, `changed`, `added`, `dropped`; empty: there is no baseline
    effect: Effect


@dataclass(frozen=True, slots=True)
class OfBuyer:
    """What is done to the tenders of one buyer: one band for each book, in the order of `Impact.books`."""

    name: str | None  # None: not stated
    tenders: int
    least: tuple[int, ...]
    most: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OfBook:
    """What one set of policies does: the policy as it is, or with one value of the parameter.

    With a parameter `together` speaks of the rules that it touches, otherwise of all rules; of each strength that
    there is among them.
    """

    value: str | None  # of the parameter: `60%`
    own: bool  # whether the policy itself has this value
    together: Effect
    strengths: tuple[tuple[Strength, Effect], ...]  # of all rules, touched or not
    rules: tuple[OfRule, ...]  # with a parameter: those that it touches


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a curve is over."""

    name: str
    declared: str  # the value that the policy has
    low: str | None  # the bounds within which it may be set
    high: str | None
    touches: tuple[str, ...]  # ids of the rules whose verdicts rest on it


@dataclass(frozen=True, slots=True)
class Impact:
    """All figures. The same dataset, policies and settings give the same figures, to the byte.

    Buyers stand with the most tenders hit first, those under the last book, then by name.
    """

    version: str
    tool: str
    gate: str
    on: str | None
    assumptions: bool
    dataset: str  # its name as it was given
    tenders: int
    value: Tally  # of all of them
    unread: int  # inputs of the dataset of which all or a part could not be read
    policies: tuple[str, ...]  # `council/commissioning 1.2.0`
    baseline: tuple[str, ...]  # those of the baseline; empty: there is none
    settings: tuple[str, ...]
    notes: tuple[str, ...]  # what a reader has to know of the figures
    parameter: Parameter | None
    books: tuple[OfBook, ...]
    buyers: tuple[OfBuyer, ...]


def said_of(strengths: Iterable[Strength]) -> str:
    """What tenders do under duties of these strengths: `breach`, `are flagged`, `breach or are flagged`."""
    some = set(strengths)
    if some == {Strength.FLAG}:
        return "are flagged"
    return "breach or are flagged" if Strength.FLAG in some else "breach"


def to_json(impact: Impact) -> str:
    """Amounts as text, keys in the order of the classes above."""
    return json.dumps(asdict(impact), ensure_ascii=False, indent=1, default=str) + "\n"
