"""Which small changes of a rule the cases of some suites would not notice, and what would tell them apart."""

from collections.abc import Iterable, Mapping, Sequence

from policyspec.analysis.mutants import Mutant, Path, mutants
from policyspec.analysis.telling import Told, Trial, told_apart
from policyspec.base.dataclasses import dataclass, field, replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.ir.nodes import Rule, Rulebook
from policyspec.readers.testing import errors
from policyspec.readers.testing.written import Survivor as Accepted
from policyspec.report.testing.measures import Mutation, RuleMutants, Survivor
from policyspec.report.testing.results import Status
from policyspec.workspace.testing import Ready, Suite, found_rule
from policyspec.workspace.testing_coverage import Files, own_part, tested_rules
from policyspec.workspace.testing_run import narrowed, run_case


def mutated(suites: Iterable[Suite]) -> Mutation:
    """What becomes of every mutant of the rules that are tested, over all suites that test them.

    A mutant is run against the cases that expect something of its rule and pass, and is noticed when one of them no
    longer does. Survivors that a suite accepts are explained; one that it accepts and that is none is a finding.
    """
    loaded = list(suites)
    works: dict[tuple[str, Files], _Work] = {}
    for suite in loaded:
        for rule in tested_rules(suite):
            files = own_part(rule, suite)
            work = works.setdefault((rule.id, files), _Work(rule, files, mutants(rule, files)))
            work.cases += _passing(suite, rule)
    survivors = {key: tuple(_surviving(work)) for key, work in works.items()}
    changes: dict[str, list[str]] = {}
    for (rule_id, _), surviving in survivors.items():
        changes.setdefault(rule_id, []).extend(mutant.change for mutant in surviving)
    accepted, unused = _accepted(loaded, changes)
    told = [_told(work, survivors[key], accepted) for key, work in works.items()]
    return Mutation(tuple(told), tuple(unused))


@dataclass(slots=True)
class _Work:
    """A rule, its mutants and the cases that test it."""

    rule: Rule
    files: Files
    mutants: tuple[Mutant, ...]
    cases: list[Ready] = field(default_factory=list)
    made: dict[object, Mapping[Path, Rule]] = field(default_factory=dict)  # by what a case sets

    def mutant(self, mutant: Mutant, ready: Ready) -> Rule | None:
        """The mutant as the case's settings make it; None where they put another value in the place of what changed."""
        own = next(rule for rule in ready.policies.rulebook.rules if rule.id == self.rule.id)
        if own == self.rule:
            return mutant.rule
        settings = ready.case.settings
        if settings not in self.made:
            self.made[settings] = {one.key: one.rule for one in mutants(own, self.files)}
        return self.made[settings].get(mutant.key)


def _passing(suite: Suite, rule: Rule) -> list[Ready]:
    return [ready for ready in suite.expecting(rule.id) if _passes(ready, ready.policies.rulebook, rule)]


def _passes(ready: Ready, rulebook: Rulebook, rule: Rule) -> bool:
    return run_case(ready, rulebook, only={rule.id}).status is Status.PASSED


def _surviving(work: _Work) -> Iterable[Mutant]:
    cases = list(work.cases)
    for mutant in work.mutants:
        noticing = next((ready for ready in cases if _notices(work, mutant, ready)), None)
        if noticing is None:
            yield mutant
        else:  # it is asked first next time, for a case notices many changes of one kind
            cases.remove(noticing)
            cases.insert(0, noticing)


def _notices(work: _Work, mutant: Mutant, ready: Ready) -> bool:
    rule = work.mutant(mutant, ready)
    return rule is not None and not _passes(ready, _with(ready.policies.rulebook, rule), rule)


def _with(rulebook: Rulebook, changed: Rule) -> Rulebook:
    """The rulebook with a rule changed."""
    return replace(rulebook, rules=tuple(changed if rule.id == changed.id else rule for rule in rulebook.rules))


# --- what is said of survivors ------------------------------------------------------------------------------------


def _told(work: _Work, surviving: tuple[Mutant, ...], accepted: Mapping[tuple[str, str], str]) -> RuleMutants:
    rule = work.rule
    found = []
    for mutant in surviving:
        because = accepted.get((rule.id, mutant.change))
        telling = _telling(work, mutant) if because is None else None
        found.append(Survivor(mutant.change, telling, because))
    return RuleMutants(rule.id, rule.span, len(work.mutants), tuple(found))


def _telling(work: _Work, mutant: Mutant) -> str | None:
    """What would tell a mutant from its rule: a fact of a case set otherwise. Tried where a case sets no parameter."""
    trials = [ready for ready in work.cases if not ready.case.settings]
    if not trials:
        return None
    before = narrowed(trials[0].policies.rulebook, {work.rule.id})
    vocabulary = trials[0].policies.vocabulary
    told = told_apart(before, _with(before, mutant.rule), work.rule.id, [*map(_trial, trials)], vocabulary)
    return None if told is None else _in_words(told)


def _trial(ready: Ready) -> Trial:
    assert ready.tender is not None  # it has passed
    return Trial(ready.case.title, ready.tender, ready.case.gate, ready.case.judged_on)


def _in_words(told: Told) -> str:
    """`... in the case ... tells them apart: lot 1 is met, and with the change breached`."""
    case = f"the case `{told.case}`"
    how = (
        f"`{told.change}` in {case} tells them apart" if told.change else f"{case} could tell them apart, if it said so"
    )
    return f"{how}: {told.of or 'the rule'} is {told.before}; with the change {told.after}"


# --- survivors that an author accepts -----------------------------------------------------------------------------


def _accepted(
    suites: Iterable[Suite], survivors: Mapping[str, Sequence[str]]
) -> tuple[dict[tuple[str, str], str], list[Diagnostic]]:
    """The reasons by rule and change, and the entries that speak of no survivor."""
    reasons: dict[tuple[str, str], str] = {}
    wrong: list[Diagnostic] = []
    for suite in suites:
        for entry in suite.survivors:
            found = _meant(entry, suite, survivors)
            if isinstance(found, Diagnostic):
                wrong.append(found)
            else:
                reasons[found] = entry.because.text
    return reasons, wrong


def _meant(entry: Accepted, suite: Suite, survivors: Mapping[str, Sequence[str]]) -> tuple[str, str] | Diagnostic:
    rules = suite.policies.rulebook.rules if suite.policies else ()
    rule = found_rule(entry.rule, rules)
    if isinstance(rule, Diagnostic):
        return rule
    changes = survivors.get(rule.id, ())
    if entry.change.text not in changes:
        return errors.no_survivor(entry.change.span, entry.change.text, entry.rule.text, changes)
    return rule.id, entry.change.text
