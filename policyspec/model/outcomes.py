"""What a run says of a tender: an outcome for each rule, limb and scope item."""

from enum import StrEnum

from policyspec.base.dataclasses import dataclass, field
from policyspec.base.later import Later
from policyspec.base.source import Span, file_of
from policyspec.model.facts import Explanation, Origin, Waiver


class Verdict(StrEnum):
    """The verdicts, in the order in which a rule's own is taken: the first present counts."""

    FAILED = "failed"
    BREACHED = "breached"
    UNDETERMINED = "undetermined"
    WAIVED = "waived"
    EXPLAINED = "explained"
    FLAGGED = "flagged"
    MET = "met"
    NOT_APPLICABLE = "not applicable"


class Strength(StrEnum):
    """How much a duty binds: a breached `must` blocks publication, a `should` is reported, a flag only points."""

    MUST = "must"
    SHOULD = "should"
    FLAG = "flag"


class Gate(StrEnum):
    """While drafting a missing fact may still come; at publication the tender is closed."""

    DRAFT = "draft"
    PUBLISH = "publish"


class Role(StrEnum):
    """What a fact was looked at for: to judge the duty, or only to tell whether and where the rule applies."""

    DUTY = "duty"
    SCOPE = "scope"


@dataclass(frozen=True, slots=True)
class UsedFact:
    """A fact that an outcome rests on, in words: `quality weight of lot 2`, `10%`."""

    name: str
    value: str | None  # None: it has none
    absence: str | None = None  # "not stated", "withheld", "unreadable": …
    origin: Origin | None = None
    role: Role = Role.SCOPE


@dataclass(frozen=True, slots=True)
class Citation:
    """A source of a rule, as the policy cites it."""

    title: str
    locators: tuple[tuple[str, str], ...] = ()  # ("section", "18")
    url: str | None = None
    checked: str = ""  # "checked on 21 November 2026", "checked in …", "not checked", or empty

    def __str__(self) -> str:
        return ", ".join([self.title, *(f"{kind} {number}" for kind, number in self.locators)])


@dataclass(frozen=True, slots=True)
class Outcome(Later):
    """What one limb of one rule comes to for one item. What explains it may be worked out when it is asked for."""

    rule: str
    title: str
    limb: str  # "a", "b"; a tightening's limbs say whose they are: "a (council/commissioning)"
    item: str  # path of the scope item; empty: the tender
    item_label: str
    verdict: Verdict
    strength: Strength
    message: str  # the sentence, with the facts put in
    policy: Span
    possible: tuple[Verdict, ...]  # what an undetermined outcome may become; else the verdict alone
    facts: tuple[UsedFact, ...] = ()
    missing: tuple[UsedFact, ...] = ()  # an irreducible set that would settle it
    assumptions: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    because: str | None = None
    suggest: str | None = None
    explanation: str | None = None  # the reason recorded, for explained and waived
    item_origin: Origin | None = None
    record: Explanation | Waiver | None = None  # the explanation or waiver that it rests on, where one is recorded
    explainable: bool = False  # the limb says `or explain`
    clear: bool = False  # not applicable as a flag that applies and has nothing to flag: it was looked at
    item_key: str = ""  # the item by its names, `lots[North]`: the same when other lines of the file change
    explain_in: str | None = None  # the fact that it takes as an explanation, in words: `or explain in F`

    @property
    def applied(self) -> bool:
        """Whether the rule spoke of the item; a flag that has nothing to flag did."""
        return self.clear or self.verdict is not Verdict.NOT_APPLICABLE

    @property
    def blocks(self) -> bool:
        """Whether it holds back publication: a breached `must`, or an undetermined one that may become so."""
        if self.verdict is Verdict.FAILED:
            return True
        if self.strength is not Strength.MUST:
            return False
        return self.verdict is Verdict.BREACHED or (
            self.verdict is Verdict.UNDETERMINED and Verdict.BREACHED in self.possible
        )


@dataclass(frozen=True, slots=True)
class RuleResult:
    """A rule's own verdict over all its limbs and items."""

    rule: str
    title: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class TenderResult:
    """All that a run says of one tender. Outcomes stand in the order of rules, items and limbs."""

    source: str
    name: str
    gate: Gate
    judged_on: str | None  # ISO date, where one date served all rules
    outcomes: tuple[Outcome, ...]
    rules: tuple[RuleResult, ...]
    notes: tuple[str, ...] = field(default=())  # said once for the tender: conventions of its source
    identity: str = ""  # what tells the tender from others: its number in a register, or the input's name
    takes_records: bool = True  # its format has a place for explanations and waivers

    @property
    def file(self) -> str:
        """The input that it was read from: `source` names its part of it too, where it holds several tenders."""
        return file_of(self.source)


def rule_verdict(verdicts: set[Verdict]) -> Verdict:
    """The first present of failed, breached, undetermined, … not applicable (LANGUAGE.md section 5)."""
    return next((v for v in Verdict if v in verdicts), Verdict.NOT_APPLICABLE)
