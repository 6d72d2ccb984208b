"""The reference interpreter: what a rulebook says of a tender. It defines the meaning of the language."""

from collections.abc import Iterator, Mapping
from datetime import date

from policyspec.base.dataclasses import dataclass, replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.engines.interpret.judging import Judgement, Rules, judge
from policyspec.engines.interpret.missing import irreducible
from policyspec.engines.interpret.preparing import world_of
from policyspec.engines.interpret.records import findings
from policyspec.engines.interpret.scope import Site, site_at, sites
from policyspec.engines.interpret.seen import Seen
from policyspec.engines.interpret.sentences import sentence
from policyspec.engines.interpret.world import Trace, World
from policyspec.ir import nodes as ir
from policyspec.model.facts import Explanation, FactId, Stated, Tender, Waiver
from policyspec.model.keys import identity, item_keys
from policyspec.model.outcomes import (
    Gate,
    Outcome,
    RuleResult,
    Strength,
    TenderResult,
    Verdict,
    rule_verdict,
)
from policyspec.model.recorded import Recorded, recorded
from policyspec.model.truth import NOTHING, Waits
from policyspec.model.values import Moment
from policyspec.model.vocabulary import Vocabulary, fold


def evaluate(
    rulebook: ir.Rulebook,
    tender: Tender,
    vocabulary: Vocabulary,
    *,
    gate: Gate = Gate.DRAFT,
    on: date | None = None,
    assumptions: bool = True,
    seen: Seen | None = None,
) -> tuple[TenderResult, tuple[Diagnostic, ...]]:
    """Every outcome of a rulebook for one tender, and what is amiss with its explanations and waivers.

    `on` is judged instead of the date that each rule names. Without `assumptions`, what would rest on one is
    undetermined. `seen`: where to note what is seen on the way. Pure but for that: the same rulebook, tender and
    arguments give the same result.
    """
    world = world_of(rulebook, tender, vocabulary, gate, on, assume=assumptions, seen=seen)
    rules = {rule.id: rule for rule in rulebook.rules}
    keys = item_keys(world.tender.root, vocabulary)
    outcomes = tuple(o for rule in rulebook.rules for o in _outcomes(rules, rule, world, keys))
    result = TenderResult(
        tender.source,
        tender.name,
        gate,
        _judged_on(rulebook, world, on),
        outcomes,
        tuple(_result(rule, outcomes) for rule in rulebook.rules),
        tender.assumptions,
        identity(tender),
        takes_records=tender.format == "native",
    )
    return result, tuple(findings(tender, rulebook.rules, outcomes, on))


def _result(rule: ir.Rule, outcomes: tuple[Outcome, ...]) -> RuleResult:
    return RuleResult(rule.id, rule.title, rule_verdict({o.verdict for o in outcomes if o.rule == rule.id}))


def _judged_on(rulebook: ir.Rulebook, world: World, on: date | None) -> str | None:
    """The date on which the rules were judged, where it was one for all."""
    if on is not None:
        return on.isoformat()
    facts = {rule.judged_on.info.key for rule in rulebook.rules if rule.judged_on is not None}
    found = world.tender.root.fact(facts.pop()) if len(facts) == 1 else None
    if isinstance(found, Stated) and isinstance(found.value, Moment):
        return found.value.day.isoformat()
    return None


@dataclass(frozen=True, slots=True)
class Case:
    """One limb of one rule at one site."""

    rules: Rules
    rule: ir.Rule
    limb: ir.Limb
    trail: tuple[int, ...]
    recorded: Recorded
    key: str  # of the site's item


def _outcomes(rules: Rules, rule: ir.Rule, world: World, keys: Mapping[str, str]) -> Iterator[Outcome]:
    for site in sites(world, rule):
        notes = recorded(world.tender, rule.id, None if site.unseen else site.item.path)
        for limb in rule.limbs:
            case = Case(rules, rule, limb, site.trail, notes, keys.get(site.item.path, site.item.path))
            fresh = replace(site, world=site.world.tracing(site.world.trace))
            yield _outcome(case, fresh, judge(rules, rule, limb, fresh, notes), world)


def _outcome(case: Case, site: Site, judgement: Judgement, world: World) -> Outcome:
    trace = site.world.trace
    missing = _missing(case, judgement, trace, world) if len(judgement.possible) > 1 else []
    verdict = _verdict(case, judgement, missing, trace, world)
    rule, limb = case.rule, case.limb
    absent = {name: fact for name, fact in trace.missing.items() if name not in trace.used}
    return Outcome(
        rule=rule.id,
        title=rule.title,
        limb=limb.label,
        item=site.item.path,
        item_label=site.item.label if site.item.path else "",
        verdict=verdict,
        strength=limb.strength,
        message=_message(case, site, judgement, verdict, settled_by_none=not missing),
        policy=limb.span,
        possible=tuple(v for v in Verdict if v in judgement.possible)
        if verdict is Verdict.UNDETERMINED
        else (verdict,),
        facts=(*trace.used.values(), *absent.values()),
        missing=tuple(trace.missing[fact] for fact in missing),
        assumptions=tuple(trace.assumptions),
        citations=limb.citations or rule.citations,
        because=rule.because,
        suggest=rule.suggest,
        explanation=judgement.explanation if verdict in (Verdict.EXPLAINED, Verdict.WAIVED) else None,
        item_origin=site.item.origin,
        record=_record(case.recorded, verdict),
        explainable=limb.explain is not None,
        item_key=case.key,
        clear=judgement.clear,
        explain_in=limb.explain.fact.words if limb.explain and limb.explain.fact else None,
    )


def _record(found: Recorded, verdict: Verdict) -> Explanation | Waiver | None:
    """What was recorded that made the verdict what it is; a stated fact may explain a breach without any record."""
    match verdict:
        case Verdict.WAIVED:
            return found.waiver
        case Verdict.EXPLAINED:
            return found.explanation
        case _:
            return None


def _message(case: Case, site: Site, judgement: Judgement, verdict: Verdict, *, settled_by_none: bool) -> str:
    """The sentence, with what amounts come to on another VAT basis; where no fact would settle it, why."""
    trace = site.world.trace
    said = "; ".join((sentence(case.rule, case.limb, site, judgement, verdict), *trace.bounds))
    reasons = [reason for reason in trace.reasons if reason not in said]
    if verdict is Verdict.UNDETERMINED and settled_by_none and reasons:
        return f"{said}; this cannot be told: {' and '.join(reasons)}"
    return said


def _verdict(case: Case, judgement: Judgement, missing: list[FactId], trace: Trace, world: World) -> Verdict:
    if len(judgement.possible) == 1:
        return next(iter(judgement.possible))
    waiver = case.recorded.waiver
    if waiver is None or not missing or case.limb.strength is not Strength.MUST:
        return Verdict.UNDETERMINED
    # A waiver that names the facts stands for an undetermined `must`, while it lasts (LANGUAGE: section 5).
    named = all(_names(waiver.facts, fact, trace.missing[fact].name, world) for fact in missing)
    lasts = Verdict.WAIVED in judgement.possible and Verdict.BREACHED not in judgement.possible
    return Verdict.WAIVED if named and lasts else Verdict.UNDETERMINED


def _names(facts: tuple[str, ...], wanted: FactId, name: str, world: World) -> bool:
    """Whether a waiver names a fact: in full (`value of lot 1 (North)`), or by a phrase of the vocabulary."""
    path, key = wanted
    owner = world.items.get(path)
    info = world.vocabulary.facts.get((owner.entity, key)) if owner else None
    return any(fold(said) in map(fold, (name, *(info.phrases if info else ()))) for said in facts)


def _missing(case: Case, judgement: Judgement, trace: Trace, world: World) -> list[FactId]:
    def waits_with(taken: frozenset[FactId]) -> Waits:
        if not taken:
            return judgement.waits  # it was judged so already
        site = site_at(replace(world, taken=taken), case.rule, case.trail)
        return NOTHING if site is None else judge(case.rules, case.rule, case.limb, site, case.recorded).waits

    return irreducible(list(trace.missing), trace.presence, waits_with)
