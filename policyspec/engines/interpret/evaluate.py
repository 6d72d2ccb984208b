"""The reference interpreter: what a rulebook says of a tender. It defines the meaning of the language."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from policyspec.base.diagnostics import Diagnostic
from policyspec.engines.interpret.asked import outcomes_by
from policyspec.engines.interpret.outcomes import Judging, outcome_at
from policyspec.engines.interpret.preparing import world_of
from policyspec.engines.interpret.records import findings
from policyspec.engines.interpret.scope import sites
from policyspec.engines.interpret.seen import Seen
from policyspec.engines.interpret.world import World
from policyspec.ir import nodes as ir
from policyspec.ir.reads import Reads
from policyspec.model.facts import Stated, Tender
from policyspec.model.keys import identity, item_keys
from policyspec.model.outcomes import Gate, Outcome, RuleResult, TenderResult, Verdict, rule_verdict
from policyspec.model.values import Moment
from policyspec.model.verdicts import Row
from policyspec.model.vocabulary import Vocabulary


def evaluate(
    rulebook: ir.Rulebook,
    tender: Tender,
    vocabulary: Vocabulary,
    *,
    gate: Gate = Gate.DRAFT,
    on: date | None = None,
    assumptions: bool = True,
    seen: Seen | None = None,
    found: tuple[Sequence[Row], Reads] | None = None,
) -> tuple[TenderResult, tuple[Diagnostic, ...]]:
    """Every outcome of a rulebook for one tender, and what is amiss with its explanations and waivers.

    `on` is judged instead of the date that each rule names. Without `assumptions`, what would rest on one is
    undetermined. `seen`: where to note what is seen on the way. Pure but for that: the same rulebook, tender and
    arguments give the same result. `found`: what another engine found of this tender in these circumstances, and the
    facts that the rules may look at; the result is the same, and what explains an outcome is worked out when it is
    asked for.
    """
    world = world_of(rulebook, tender, vocabulary, gate, on, assume=assumptions, seen=seen)
    by = Judging({rule.id: rule for rule in rulebook.rules}, world, item_keys(world.tender.root, vocabulary))
    outcomes = tuple(_outcomes(by, rulebook.rules, found))
    result = TenderResult(
        tender.source,
        tender.name,
        gate,
        _judged_on(rulebook, world, on),
        outcomes,
        _results(rulebook, outcomes),
        tender.assumptions,
        identity(tender),
        takes_records=tender.format == "native",
    )
    return result, tuple(findings(tender, rulebook.rules, outcomes, on))


def _results(rulebook: ir.Rulebook, outcomes: Iterable[Outcome]) -> tuple[RuleResult, ...]:
    verdicts: dict[str, set[Verdict]] = {rule.id: set() for rule in rulebook.rules}
    for outcome in outcomes:
        verdicts[outcome.rule].add(outcome.verdict)
    return tuple(RuleResult(rule.id, rule.title, rule_verdict(verdicts[rule.id])) for rule in rulebook.rules)


def _judged_on(rulebook: ir.Rulebook, world: World, on: date | None) -> str | None:
    """The date on which the rules were judged, where it was one for all."""
    if on is not None:
        return on.isoformat()
    facts = {rule.judged_on.info.key for rule in rulebook.rules if rule.judged_on is not None}
    found = world.tender.root.fact(facts.pop()) if len(facts) == 1 else None
    if isinstance(found, Stated) and isinstance(found.value, Moment):
        return found.value.day.isoformat()
    return None


def _outcomes(by: Judging, rules: Iterable[ir.Rule], found: tuple[Sequence[Row], Reads] | None) -> Iterator[Outcome]:
    if found is not None:
        return outcomes_by(by, rules, *found)
    return (outcome for rule in rules for outcome in _judged(by, rule))


def _judged(by: Judging, rule: ir.Rule) -> Iterator[Outcome]:
    for site in sites(by.world, rule):
        yield from (outcome_at(by, rule, limb, site) for limb in rule.limbs)
