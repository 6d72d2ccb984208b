"""A tender that tells a rule from a mutant of it: that of a case, or one near it.

That none is found does not show that the two mean the same.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, islice

from policyspec.analysis.nearby import days, near
from policyspec.base.dataclasses import dataclass, replace
from policyspec.engines.interpret import evaluate
from policyspec.ir import nodes as ir
from policyspec.ir.basis import walk
from policyspec.model.dates import spell_day
from policyspec.model.facts import Explanation, Tender
from policyspec.model.outcomes import Gate, Outcome, Verdict
from policyspec.model.vocabulary import Vocabulary

_MOST = 160  # tenders that are tried for one mutant
_MOST_PAIRED = 12  # ways of each of two things that are set together


@dataclass(frozen=True, slots=True)
class Trial:
    """A tender as a case judges it."""

    case: str
    tender: Tender
    gate: Gate
    on: date | None
    lines: tuple[str, ...] = ()  # what is other in the tender than the case has it, as a case says it

    def explained(self, rule: str) -> "Trial":
        """The same with an explanation of a breach of the rule."""
        line = f"add: {{explanations: [{{rule: {rule}, reason: It is so.}}]}}"
        recorded = (*self.tender.explanations, Explanation(rule, "It is so."))
        return replace(self, tender=replace(self.tender, explanations=recorded), lines=(*self.lines, line))


@dataclass(frozen=True, slots=True)
class Told:
    """Where two rules part: what is set in the tender of a case, and what a limb then comes to under each."""

    case: str
    change: str  # as a case says it: `change: {quality weight of lot 1 (Hill): 61%}`; empty: the case as it is
    of: str  # the limb and the item, in words; empty: the rule
    before: str
    after: str


def told_apart(
    before: ir.Rulebook, after: ir.Rulebook, rule: str, trials: Sequence[Trial], vocabulary: Vocabulary
) -> Told | None:
    """The first tender near those of some cases on which a rule and its mutant come to something else.

    The cases come first as they are: one may only say too little. Then what the change itself looks at is set in the
    tender of each case, and last what else the rule looks at.
    """
    own, changed = (next(each for each in rules.rules if each.id == rule) for rules in (before, after))
    parts = (_focus(own, changed), own)
    if any(one.explain != other.explain for one, other in zip(own.limbs, changed.limbs, strict=False)):
        trials = [trial.explained(rule) for trial in trials]
    once = (one for part in parts for trial in trials for one in _near(own, part, trial, vocabulary))
    twice = (one for trial in trials[:1] for one in _pairs(own, parts[0], trial, vocabulary))
    for one in chain(trials, islice(once, _MOST), twice):
        parted = _parted(_outcomes(before, rule, one, vocabulary), _outcomes(after, rule, one, vocabulary))
        if parted is not None:
            outcome, other = parted
            after_it = _said(other) if other is not None else "not there"
            return Told(one.case, _joined(one.lines), _of(outcome, own), _said(outcome), after_it)
    return None


def _outcomes(rulebook: ir.Rulebook, rule: str, trial: Trial, vocabulary: Vocabulary) -> list[Outcome]:
    result, _ = evaluate(rulebook, trial.tender, vocabulary, gate=trial.gate, on=trial.on)
    return [outcome for outcome in result.outcomes if outcome.rule == rule]


def _parted(before: list[Outcome], after: list[Outcome]) -> tuple[Outcome, Outcome | None] | None:
    """The first outcomes of one limb for one item of which a case can say something that is true of one of them."""
    now = {(outcome.limb, outcome.item): outcome for outcome in after}
    pairs = ((outcome, now.get((outcome.limb, outcome.item))) for outcome in before)
    return next((pair for pair in pairs if _telling(pair[0]) != _telling(pair[1])), None)


def _telling(outcome: Outcome | None) -> tuple[object, ...]:
    return () if outcome is None else (outcome.verdict, outcome.blocks, outcome.possible)


def _of(outcome: Outcome, rule: ir.Rule) -> str:
    """`limb b, lot 2 (South)`."""
    limb = [f"limb {outcome.limb}"] if len(rule.limbs) > 1 else []
    return ", ".join([*limb, *([outcome.item_label] if outcome.item else [])])


_CHANGES = "change: {"


def _joined(lines: tuple[str, ...]) -> str:
    """The lines of a case in one, its changes in one pair of braces."""
    changes = [line.removeprefix(_CHANGES).removesuffix("}") for line in lines if line.startswith(_CHANGES)]
    others = [line for line in lines if not line.startswith(_CHANGES)]
    return ", ".join([*others, *([f"{_CHANGES}{', '.join(changes)}}}"] if changes else [])])


def _said(outcome: Outcome) -> str:
    """`breached, which blocks`; `undetermined, breached or met`."""
    words = [str(outcome.verdict)]
    if outcome.verdict is Verdict.UNDETERMINED:
        words.append(f"{' or '.join(outcome.possible)} in the end")
    return ", ".join([*words, *(["which blocks"] if outcome.blocks else [])])


def _focus(before: ir.Rule, after: ir.Rule) -> object:
    """The smallest node that is not in both and looks at the tender."""
    there = set(walk(after))
    differing = [node for node in walk(before) if node not in there]
    looking = (node for node in reversed(differing) if any(isinstance(n, ir.Fact | ir.Members) for n in walk(node)))
    return next(looking, before)


def _near(rule: ir.Rule, part: object, trial: Trial, vocabulary: Vocabulary) -> Iterator[Trial]:
    """The trial with what one part of the rule looks at set otherwise."""
    for root, line in near(rule, part, trial.tender.root, vocabulary):
        yield replace(trial, tender=replace(trial.tender, root=root), lines=(*trial.lines, line))
    for day in sorted(set(days(rule))):
        yield replace(trial, on=day, lines=(*trial.lines, f"judged on: {spell_day(day)}"))


def _pairs(rule: ir.Rule, part: object, trial: Trial, vocabulary: Vocabulary) -> Iterator[Trial]:
    """The trial with two things set otherwise: where an `and` or an `or` hides the change from one alone."""
    for one in islice(_near(rule, rule, trial, vocabulary), _MOST_PAIRED):
        yield from islice(_near(rule, part, one, vocabulary), _MOST_PAIRED)
