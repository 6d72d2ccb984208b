"""What the cases of some suites exercise of each rule that they test."""

from collections.abc import Iterable, Sequence

from policyspec.analysis.coverage import exercised
from policyspec.analysis.points import Point, points
from policyspec.base.dataclasses import dataclass, field
from policyspec.engines.interpret.seen import Seen
from policyspec.ir.nodes import Rule
from policyspec.report.testing.measures import Coverage, RuleCoverage
from policyspec.report.testing.results import Status
from policyspec.workspace.testing import Ready, Suite
from policyspec.workspace.testing_run import run_case

Files = frozenset[str]


def measured(suites: Iterable[Suite]) -> Coverage:
    """The coverage of every rule of the policies that are tested, over all suites that test them.

    A case counts for the rules of which it expects something, and only if it passes. What a rule takes from a policy
    that is not tested with it is not asked for; a rule that another policy tightens is asked of each for what is its.
    """
    tallies: dict[tuple[str, Files], _Tally] = {}
    for suite in suites:
        for rule in tested_rules(suite):
            files = own_part(rule, suite)
            tally = tallies.setdefault((rule.id, files), _Tally(rule, files, points(rule, files)))
            _add(tally, suite.expecting(rule.id))
    return Coverage(tuple(_told(tally) for tally in tallies.values()))


@dataclass(slots=True)
class _Tally:
    rule: Rule
    files: Files
    points: tuple[Point, ...]
    exercised: set[tuple[object, ...]] = field(default_factory=set)
    cases: int = 0


def tested_rules(suite: Suite) -> Sequence[Rule]:
    """The rules of the policies that a suite is of; what these use, and do not change, has tests of its own."""
    if suite.policies is None:
        return ()
    return [rule for rule in suite.policies.rulebook.rules if own_part(rule, suite)]


def own_part(rule: Rule, suite: Suite) -> Files:
    """The files that a suite is of in which the rule, or a limb of it, stands."""
    return frozenset({rule.span.file, *(limb.span.file for limb in rule.limbs)} & set(suite.tested))


def _add(tally: _Tally, cases: Iterable[Ready]) -> None:
    for ready in cases:
        rule = next(rule for rule in ready.policies.rulebook.rules if rule.id == tally.rule.id)
        seen = Seen()
        result = run_case(ready, only={rule.id}, seen=seen)
        if result.status is Status.PASSED:
            tally.cases += 1
            found = tally.points if rule == tally.rule else points(rule, tally.files)
            tally.exercised |= exercised(found, seen, result.outcomes)


def _told(tally: _Tally) -> RuleCoverage:
    wanting = tuple(point.wanting for point in tally.points if point.key not in tally.exercised)
    return RuleCoverage(tally.rule.id, tally.rule.span, len(tally.points), wanting, tally.cases)
