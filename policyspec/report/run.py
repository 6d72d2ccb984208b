"""What a run has to say: the one thing that every report is made from."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from policyspec.base.diagnostics import Diagnostic, in_order
from policyspec.model.outcomes import Gate, Outcome, Strength, TenderResult, Verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """One tender: what the rules come to, and what reading and judging it found."""

    result: TenderResult
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """All of a run. `diagnostics` speak of policies and inputs; those of a tender's facts stand with the tender."""

    tenders: tuple[Judged, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    unread: tuple[str, ...] = ()  # inputs that could not be read, and so were not checked

    def all_diagnostics(self) -> list[Diagnostic]:
        return in_order([*self.diagnostics, *(d for tender in self.tenders for d in tender.diagnostics)])


def tally(verdicts: Iterable[Verdict]) -> dict[Verdict, int]:
    """How many there are of each verdict; every verdict is a key."""
    counted = Counter(verdicts)
    return {verdict: counted[verdict] for verdict in Verdict}


def applied(result: TenderResult) -> bool:
    """Whether any rule applied at all; if none did, nothing was checked."""
    return any(o.verdict is not Verdict.NOT_APPLICABLE for o in result.outcomes)


def fails_must(outcome: Outcome, gate: Gate) -> bool:
    """A breached `must`; at publication also an undetermined one that may yet be breached."""
    if outcome.strength is not Strength.MUST:
        return False
    return outcome.verdict is Verdict.BREACHED or (gate is Gate.PUBLISH and outcome.blocks)


def rules_of(outcomes: Iterable[Outcome]) -> list[str]:
    """The rules that the outcomes are of, each once, in order."""
    return list(dict.fromkeys(outcome.rule for outcome in outcomes))
