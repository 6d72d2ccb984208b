"""What a run has to say: the one thing that every report is made from."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import reduce
from typing import TYPE_CHECKING

from policyspec.base.dataclasses import dataclass, field
from policyspec.base.diagnostics import Diagnostic, in_order
from policyspec.model.outcomes import Gate, Outcome, RuleResult, Strength, TenderResult, Verdict
from policyspec.report import picked
from policyspec.report.picked import Pick

if TYPE_CHECKING:  # every command needs the exit codes of a run, and few the tables that a picture rests on
    from policyspec.report.picture import Picture


@dataclass(frozen=True, slots=True)
class Judged:
    """One tender: what the rules come to, and what reading and judging it found."""

    result: TenderResult
    diagnostics: tuple[Diagnostic, ...] = ()
    picture: "Picture | None" = None
    picked: Pick | None = None  # where no policy was named: those that were picked, and why

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """One for each duty of each rule and each item that it speaks of."""
        return self.result.outcomes

    @property
    def rules(self) -> tuple[RuleResult, ...]:
        """The verdict of each rule, over all its outcomes."""
        return self.result.rules

    @property
    def blocks(self) -> bool:
        """Whether anything holds back publication."""
        return any(outcome.blocks for outcome in self.outcomes)

    @property
    def applied(self) -> bool:
        """Whether any rule applied at all; if none did, nothing was checked."""
        return any(outcome.applied for outcome in self.outcomes)

    @property
    def checked(self) -> bool:
        """Whether it was held against anything that can hold it back: a rule applied, and what was picked has law."""
        return self.applied and picked.lawless(self.picked) is None

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be known of the tender as a whole: what was picked for it, and notes on its source."""
        return (*(picked.notes(self.picked) if self.picked else ()), *self.result.notes)


#: What tells one finding from another in every run: the tender, the item by its names, the rule, the limb. No line.
Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A finding of the earlier run that this one no longer has."""

    key: Key
    tender: str
    item_label: str
    title: str
    verdict: Verdict  # what it was


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed since an earlier run. A finding that is not `new` was there already."""

    against: str  # the earlier report's name
    new: frozenset[Key]
    fixed: tuple[Fixed, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedPolicy:
    """A policy that the tenders were held against: its header, and the file that it stands in."""

    id: str
    title: str
    version: str | None
    file: str


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read, and the SHA-256 of its bytes in hexadecimal: whether it is still the same can be told."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Run:
    """All of a run. `diagnostics` speak of policies and inputs; those of a tender's facts stand with the tender."""

    tenders: tuple[Judged, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    unread: tuple[str, ...] = ()  # inputs that could not be read, or only in part: the rest was not checked
    comparison: Comparison | None = None  # with an earlier run, where one was given as a baseline
    policies: tuple[NamedPolicy, ...] = ()  # those named, then those that they use
    files: tuple[ReadFile, ...] = ()  # of the files that were read, those whose digests were asked for
    in_part: Mapping[str, int] = field(default_factory=dict)  # of the unread, how many tenders were judged all the same

    @property
    def about_inputs(self) -> list[Diagnostic]:
        """Remarks on inputs as a whole, and on files of explanations and waivers; those on policies are the others."""
        return in_order(found for found in self.diagnostics if not found.is_error and not _on_policies(found))

    def all_diagnostics(self) -> list[Diagnostic]:
        return in_order([*self.diagnostics, *(d for tender in self.tenders for d in tender.diagnostics)])


def _on_policies(found: Diagnostic) -> bool:
    """By the phase that its code is of: syntax, names, types, lint."""
    return "PS1" <= found.code < "PS5"


def judged_in_part(unread: Iterable[str], tenders: Iterable[Judged]) -> dict[str, int]:
    """Of the inputs that could not be read in full those of which tenders were judged, with their number."""
    judged = Counter(tender.result.file for tender in tenders)
    return {name: judged[name] for name in unread if judged[name]}


def key(result: TenderResult, outcome: Outcome) -> Key:
    """Under what an outcome is found again in another run."""
    return result.identity or result.source, outcome.item_key or outcome.item, outcome.rule, outcome.limb


def tally(verdicts: Iterable[Verdict]) -> dict[Verdict, int]:
    """How many there are of each verdict; every verdict is a key."""
    counted = Counter(verdicts)
    return {verdict: counted[verdict] for verdict in Verdict}


@dataclass(frozen=True, slots=True)
class Total:
    """What the tenders of a run come to in numbers, so that they need not be kept to be counted."""

    tenders: int = 0
    outcomes: Mapping[Verdict, int] = field(default_factory=lambda: tally(()))
    rules: Mapping[Verdict, int] = field(default_factory=lambda: tally(()))

    def plus(self, judged: Judged) -> "Total":
        outcomes = tally(outcome.verdict for outcome in judged.outcomes)
        rules = tally(rule.verdict for rule in judged.rules)
        return Total(self.tenders + 1, _added(self.outcomes, outcomes), _added(self.rules, rules))


def total(tenders: Iterable[Judged]) -> Total:
    """The numbers of several tenders together."""
    return reduce(Total.plus, tenders, Total())


def _added(some: Mapping[Verdict, int], more: Mapping[Verdict, int]) -> dict[Verdict, int]:
    return {verdict: some[verdict] + more[verdict] for verdict in Verdict}


def fails_must(outcome: Outcome, gate: Gate) -> bool:
    """A breached `must`; at publication also an undetermined one that may yet be breached."""
    if outcome.strength is not Strength.MUST:
        return False
    return outcome.verdict is Verdict.BREACHED or (gate is Gate.PUBLISH and outcome.blocks)


def rules_of(outcomes: Iterable[Outcome]) -> list[str]:
    """The rules that the outcomes are of, each once, in order."""
    return list(dict.fromkeys(outcome.rule for outcome in outcomes))
