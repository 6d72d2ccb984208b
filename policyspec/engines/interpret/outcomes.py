"""The outcome of a limb at a site: its verdict, and what explains it."""

from collections.abc import Mapping

from policyspec.base.dataclasses import dataclass, replace
from policyspec.base.later import later
from policyspec.engines.interpret.judging import Judgement, Rules, judge
from policyspec.engines.interpret.missing import irreducible
from policyspec.engines.interpret.scope import Site, site_at
from policyspec.engines.interpret.sentences import sentence
from policyspec.engines.interpret.world import World
from policyspec.ir import nodes as ir
from policyspec.model.facts import Explanation, FactId, Item, Waiver
from policyspec.model.outcomes import Outcome, Strength, Verdict
from policyspec.model.recorded import Recorded, recorded
from policyspec.model.truth import NOTHING, Waits
from policyspec.model.vocabulary import fold


@dataclass(frozen=True, slots=True)
class Judging:
    """What a tender is judged by, and in what. `keys`: its items by their names, by path."""

    rules: Rules
    world: World
    keys: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """One limb of one rule at one site."""

    by: Judging
    rule: ir.Rule
    limb: ir.Limb
    site: Site
    recorded: Recorded


def outcome_at(by: Judging, rule: ir.Rule, limb: ir.Limb, site: Site) -> Outcome:
    """What a limb of a rule comes to at a site of it. Its sentence is made when somebody asks for it."""
    notes = recorded(by.world.tender, rule.id, None if site.unseen else site.item.path)
    return _outcome(Case(by, rule, limb, site, notes))


def _outcome(case: Case) -> Outcome:
    site = replace(case.site, world=case.site.world.tracing(case.site.world.trace))
    judgement = judge(case.by.rules, case.rule, case.limb, site, case.recorded)
    trace = site.world.trace
    missing = _missing(case, judgement, site) if len(judgement.possible) > 1 else []
    verdict = _verdict(case, judgement, missing, site)
    absent = {name: fact for name, fact in trace.missing.items() if name not in trace.used}
    possible = tuple(v for v in Verdict if v in judgement.possible) if verdict is Verdict.UNDETERMINED else (verdict,)

    def said(_: str) -> str:
        return _message(case, site, judgement, verdict, settled_by_none=not missing)

    return later(
        Outcome,
        said,
        **of_the_rule(case.by, case.rule, case.limb, site.item),
        verdict=verdict,
        possible=possible,
        facts=(*trace.used.values(), *absent.values()),
        missing=tuple(trace.missing[fact] for fact in missing),
        assumptions=tuple(trace.assumptions),
        explanation=judgement.explanation if verdict in (Verdict.EXPLAINED, Verdict.WAIVED) else None,
        record=_record(case.recorded, verdict),
        clear=judgement.clear,
    )


def of_the_rule(by: Judging, rule: ir.Rule, limb: ir.Limb, item: Item) -> dict[str, object]:
    """The fields of an outcome that do not depend on what it is."""
    return {
        "rule": rule.id,
        "title": rule.title,
        "limb": limb.label,
        "item": item.path,
        "item_label": item.label if item.path else "",
        "item_origin": item.origin,
        "item_key": by.keys.get(item.path, item.path),
        "strength": limb.strength,
        "policy": limb.span,
        "citations": limb.citations or rule.citations,
        "because": rule.because,
        "suggest": rule.suggest,
        "explainable": limb.explain is not None,
        "explain_in": limb.explain.fact.words if limb.explain and limb.explain.fact else None,
    }


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


def _verdict(case: Case, judgement: Judgement, missing: list[FactId], site: Site) -> Verdict:
    if len(judgement.possible) == 1:
        return next(iter(judgement.possible))
    waiver, trace = case.recorded.waiver, site.world.trace
    if waiver is None or not missing or case.limb.strength is not Strength.MUST:
        return Verdict.UNDETERMINED
    # A waiver that names the facts stands for an undetermined `must`, while it lasts (LANGUAGE: section 5).
    named = all(_names(waiver.facts, fact, trace.missing[fact].name, case.by.world) for fact in missing)
    lasts = Verdict.WAIVED in judgement.possible and Verdict.BREACHED not in judgement.possible
    return Verdict.WAIVED if named and lasts else Verdict.UNDETERMINED


def _names(facts: tuple[str, ...], wanted: FactId, name: str, world: World) -> bool:
    """Whether a waiver names a fact: in full (`value of lot 1 (North)`), or by a phrase of the vocabulary."""
    path, key = wanted
    owner = world.items.get(path)
    info = world.vocabulary.facts.get((owner.entity, key)) if owner else None
    return any(fold(said) in map(fold, (name, *(info.phrases if info else ()))) for said in facts)


def _missing(case: Case, judgement: Judgement, site: Site) -> list[FactId]:
    def waits_with(taken: frozenset[FactId]) -> Waits:
        if not taken:
            return judgement.waits  # it was judged so already
        there = site_at(replace(case.by.world, taken=taken), case.rule, site.trail)
        if there is None:
            return NOTHING
        return judge(case.by.rules, case.rule, case.limb, there, case.recorded).waits

    trace = site.world.trace
    return irreducible(list(trace.missing), trace.presence, waits_with)
