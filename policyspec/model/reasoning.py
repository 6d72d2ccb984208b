"""Why an outcome is what it is: each condition that bears on it, its answer and the facts behind that."""

from collections.abc import Iterator
from enum import StrEnum

from policyspec.base.dataclasses import dataclass
from policyspec.base.source import Span
from policyspec.model.facts import Origin
from policyspec.model.outcomes import Outcome, TenderResult, UsedFact, Verdict


class Answer(StrEnum):
    """Whether a condition holds."""

    YES = "yes"
    NO = "no"
    OPEN = "not known"


class Join(StrEnum):
    """How the parts of a condition make its answer."""

    ALL = "all of these"
    ANY = "any of these"
    NONE = "none of these"
    REVERSED = "not this"


@dataclass(frozen=True, slots=True)
class Shown:
    """An operand that is no plain fact, and what it comes to: `the quality:cost ratio`, `80:20`.

    `note` says where the value comes from: the period of a threshold, the row of a table.
    """

    words: str
    value: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A condition with its answer. One with parts follows from them, as `join` says; any other from facts.

    `about` is the thing that it is asked of, where it is asked of several: `lot 2 (South)`. `remark` says what else a
    reader has to know: that the tender's structure rules it out, that others may still come. `named`: the words are a
    term of the policy, or say more than the parts do; those of other conditions with parts say them over again.
    """

    words: str
    answer: Answer
    join: Join | None = None
    parts: tuple["Step", ...] = ()
    shown: tuple[Shown, ...] = ()
    facts: tuple[UsedFact, ...] = ()
    about: str = ""
    remark: str | None = None
    named: bool = False

    def __iter__(self) -> Iterator["Step"]:
        """The step and all under it, in the order of the text."""
        yield self
        for part in self.parts:
            yield from part


class Bearing(StrEnum):
    """What a condition decides."""

    SCOPE = "in scope"
    IN_FORCE = "in force"
    APPLIES = "applies when"
    EXCEPTION = "except when"
    PRIORITY = "gives way"
    WHEN = "when"


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition on which it rests whether a rule, or one duty of it, applies."""

    bearing: Bearing
    step: Step

    @property
    def lets_apply(self) -> Answer:
        """Whether the rule applies as far as this goes: an exception that holds keeps it from that."""
        if self.bearing not in (Bearing.EXCEPTION, Bearing.PRIORITY) or self.step.answer is Answer.OPEN:
            return self.step.answer
        return Answer.NO if self.step.answer is Answer.YES else Answer.YES


@dataclass(frozen=True, slots=True)
class Way:
    """What a duty would come to if facts had other values: of one fact a range (`60% or more`), of several one each."""

    facts: tuple[tuple[str, str], ...]  # the fact, its values in words
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class LimbReasoning:
    """One duty, and why it came to its outcome. `duty`: None where it was not looked at, the rule not applying.

    `ways`: facts that would settle it, or that would make it otherwise; each as far as values were tried.
    """

    outcome: Outcome
    when: Clause | None
    duty: Step | None
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemReasoning:
    """One thing that the rule is judged for; the tender has an empty label."""

    path: str
    label: str
    origin: Origin | None
    clauses: tuple[Clause, ...]
    limbs: tuple[LimbReasoning, ...]
    nothing: bool = False  # the scope has no member: nothing to check


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A thing that the rule is not judged for, and the condition of its scope that it fails."""

    path: str
    label: str
    origin: Origin | None
    step: Step


@dataclass(frozen=True, slots=True)
class Reasoning:
    """Why a rule came to its verdict for one tender."""

    rule: str
    title: str
    policy: Span
    result: TenderResult  # of which this is a part: the tender, the gate, the date, and the outcomes of all rules
    verdict: Verdict
    items: tuple[ItemReasoning, ...]
    left_out: tuple[LeftOut, ...] = ()
