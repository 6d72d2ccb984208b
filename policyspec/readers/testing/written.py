"""A tests file as it is written: bases, cases and what they expect, each with its place.

Nothing here knows a policy or a tender. What a case changes is kept as nodes of the file, to be read against its base.
"""

from datetime import date

from policyspec.base.dataclasses import dataclass, field
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.model.outcomes import Gate, Verdict
from policyspec.readers.tree import Document, Entry, Mapping, Scalar


@dataclass(frozen=True, slots=True)
class Word:
    """A text of the file and its place."""

    text: str
    span: Span


#: A tender as a case or a base names it: by a base's name or a file, or written out.
Named = Word | Mapping


@dataclass(frozen=True, slots=True)
class Setting:
    """A parameter of the policy, and what it is set to."""

    name: Word
    value: Word


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected of a rule, or of one limb or item of it. None: nothing is said of that.

    `missing` are all the facts, and `possible` all the verdicts, that an undetermined outcome waits for and may become.
    `blocks`: whether it holds back publication, which tells a `must` from a `should`.
    """

    rule: Word
    verdict: Verdict
    span: Span  # of the verdict
    limb: Word | None = None
    item: Word | None = None
    missing: tuple[Word, ...] | None = None
    possible: tuple[Verdict, ...] | None = None
    blocks: bool | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One case: a tender, what is different in it, how it is judged, and what is expected."""

    title: str
    span: Span
    tender: Named | None
    change: tuple[Entry, ...]
    add: tuple[Entry, ...]
    remove: tuple[Scalar, ...]
    judged_on: date | None
    gate: Gate
    settings: tuple[Setting, ...]
    expected: tuple[Expected, ...]
    strict: bool  # a breach that is not expected fails the case


@dataclass(frozen=True, slots=True)
class Survivor:
    """A change of a rule that no case need notice, and why: its author holds that it changes nothing."""

    rule: Word
    change: Word
    because: Word


@dataclass(frozen=True, slots=True)
class TestsFile:
    """A tests file. A case that could not be read is not among its cases, and is an error among the diagnostics."""

    __test__ = False  # pytest takes what begins with `Test` for its own

    document: Document
    policies: tuple[Word, ...]
    bases: dict[str, Named] = field(default_factory=dict)
    cases: tuple[Case, ...] = ()
    survivors: tuple[Survivor, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
