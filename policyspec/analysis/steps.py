"""Why a rule came to its verdict: the interpreter's own answers, for each thing that the rule is judged for."""

from collections.abc import Iterator, Sequence
from datetime import date

from policyspec.analysis.conditions import answer, facts, step, within
from policyspec.analysis.settling import Trial, ways
from policyspec.base.dataclasses import dataclass, replace
from policyspec.engines.interpret import evaluate
from policyspec.engines.interpret.conditions import holds
from policyspec.engines.interpret.expressions import within_window
from policyspec.engines.interpret.judging import Rules, prevails, ruled_out
from policyspec.engines.interpret.members import Member, members
from policyspec.engines.interpret.preparing import world_of
from policyspec.engines.interpret.scope import Site, looking_at, sites
from policyspec.engines.interpret.sentences import telling_of
from policyspec.engines.interpret.world import World
from policyspec.ir import nodes as ir
from policyspec.model.dates import spell_day
from policyspec.model.facts import Item, Tender
from policyspec.model.inherit import inherited
from policyspec.model.outcomes import Gate, Outcome
from policyspec.model.reasoning import (
    Answer,
    Bearing,
    Clause,
    ItemReasoning,
    LeftOut,
    LimbReasoning,
    Reasoning,
    Step,
)
from policyspec.model.vocabulary import Vocabulary

_TRIED = 50  # things for which other values of their facts are tried: that takes the most time

#: A duty and what it came to.
Said = tuple[ir.Limb, Outcome]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What tenders are judged by and how; as `engines.interpret.evaluate` takes it."""

    rulebook: ir.Rulebook
    vocabulary: Vocabulary
    gate: Gate = Gate.DRAFT
    on: date | None = None
    assumptions: bool = True


def reasoning(by: Circumstances, tender: Tender, wanted: str) -> Reasoning:
    """Why a rule of the rulebook, named by its full id, came to its verdict for a tender.

    What would settle it, or make it otherwise, is looked for at the first 50 things that the rule is judged for.
    """
    result, _ = evaluate(by.rulebook, tender, by.vocabulary, gate=by.gate, on=by.on, assumptions=by.assumptions)
    rules = {rule.id: rule for rule in by.rulebook.rules}
    rule = rules[wanted]
    world = world_of(by.rulebook, tender, by.vocabulary, by.gate, by.on, assume=by.assumptions)
    outcomes = iter([outcome for outcome in result.outcomes if outcome.rule == wanted])
    whole = inherited(tender, by.vocabulary)
    items = []
    for number, site in enumerate(sites(world, rule)):
        said = [(limb, next(outcomes)) for limb in rule.limbs]
        trial = Trial(by.rulebook, whole, by.vocabulary, by.gate, by.on, by.assumptions, rule, site)
        items.append(_item(rules, rule, site, said, trial if number < _TRIED else None))
    verdict = next(one.verdict for one in result.rules if one.rule == wanted)
    return Reasoning(rule.id, rule.title, rule.span, result, verdict, tuple(items), tuple(_left_out(world, rule)))


def _item(rules: Rules, rule: ir.Rule, site: Site, said: Sequence[Said], trial: Trial | None) -> ItemReasoning:
    clauses = () if site.empty else tuple(_clauses(rules, rule, site))
    limbs = tuple(_limb(rule, limb, site, outcome, clauses, trial) for limb, outcome in said)
    item = site.item
    return ItemReasoning(item.path, _label(rule, site), item.origin, clauses, limbs, nothing=site.empty)


def _label(rule: ir.Rule, site: Site) -> str:
    """What it is judged for; for members that are not stated what stands for them."""
    if not site.unseen:
        return site.item.label if site.item.path else ""
    bound = [site.world.bound.get(binding.var) for binding in rule.scope]
    return next((one.label for one in reversed(bound) if isinstance(one, Item)), "")


# --- whether it applies -------------------------------------------------------------------------------------------


def _clauses(rules: Rules, rule: ir.Rule, site: Site) -> Iterator[Clause]:
    """Every condition on which it rests whether a rule applies at a site, in the order in which they are asked."""
    telling = telling_of(rule, site.world)
    if site.unseen:
        yield Clause(Bearing.SCOPE, Step("there are any", Answer.OPEN))
    for binding in rule.scope:
        item = site.world.bound.get(binding.var)
        if isinstance(item, Item):
            for var, condition in _unfiltered(binding)[1]:
                yield Clause(Bearing.SCOPE, step(within(telling, var, Member(item, site.in_scope)), condition))
    for window in rule.in_force:
        if window.start is not None or window.end is not None:
            yield Clause(Bearing.IN_FORCE, _window(site.world, window))
    for condition in rule.applies:
        yield Clause(Bearing.APPLIES, step(telling, condition))
    for condition in rule.exceptions:
        yield Clause(Bearing.EXCEPTION, step(telling, condition))
    for other in rule.yields_to:
        yield Clause(Bearing.PRIORITY, _priority(rules, rule, other, site))


def _window(world: World, window: ir.InForce) -> Step:
    looking = world.tracing()
    found = within_window(looking, window.start, window.end)
    said = [f"from {spell_day(window.start)}"] if window.start else []
    said += [f"until {spell_day(window.end)}"] if window.end else []
    return Step(f"in force {' '.join(said)}", answer(found), facts=facts(looking))


def _priority(rules: Rules, rule: ir.Rule, other: ir.Yield, site: Site) -> Step:
    looking = replace(site, world=site.world.tracing())
    found = prevails(rules, rule, other, looking)
    return Step(f"`{other.rule}` applies, and prevails over it", answer(found), facts=facts(looking.world))


# --- what it comes to ---------------------------------------------------------------------------------------------


def _limb(
    rule: ir.Rule, limb: ir.Limb, site: Site, outcome: Outcome, clauses: tuple[Clause, ...], trial: Trial | None
) -> LimbReasoning:
    if site.empty or any(clause.lets_apply is Answer.NO for clause in clauses):
        return LimbReasoning(outcome, None, None)
    telling = telling_of(rule, site.world.tracing())
    when = Clause(Bearing.WHEN, step(telling, limb.when)) if limb.when is not None else None
    if when is not None and when.lets_apply is Answer.NO:
        return LimbReasoning(outcome, when, None)
    duty = _duty(site.world.tracing(), step(telling, limb.duty), limb.duty)
    return LimbReasoning(outcome, when, duty, ways(trial, limb, outcome) if trial is not None else ())


def _duty(world: World, found: Step, duty: ir.Condition) -> Step:
    """A duty, with what the tender's structure rules out of it marked as that."""
    if isinstance(duty, ir.Or) and len(duty.conditions) == len(found.parts):
        parts = tuple(_marked(world, part, c) for part, c in zip(found.parts, duty.conditions, strict=True))
        return replace(found, parts=parts)
    return _marked(world, found, duty)


def _marked(world: World, found: Step, duty: ir.Condition) -> Step:
    out, why = ruled_out(world, duty)
    return replace(found, remark=why, answer=Answer.NO) if out.holds else found


# --- what is not in scope -----------------------------------------------------------------------------------------


def _left_out(world: World, rule: ir.Rule) -> Iterator[LeftOut]:
    """The things that the lists of a rule's scope have and its conditions leave out."""
    for depth, binding in enumerate(rule.scope):
        outer = replace(rule, scope=rule.scope[:depth])
        inside = {_bound(site, binding.var) for site in sites(world, replace(rule, scope=rule.scope[: depth + 1]))}
        for site in sites(world, outer):
            if not site.empty:
                yield from _of_list(rule, site, binding, inside)


def _bound(site: Site, var: str) -> str | None:
    found = site.world.bound.get(var)
    return found.path if isinstance(found, Item) else None


def _of_list(rule: ir.Rule, site: Site, binding: ir.Binding, inside: set[str | None]) -> Iterator[LeftOut]:
    looking = looking_at(site, binding)
    over, conditions = _unfiltered(binding)
    for member in members(looking, over).members:
        item = member.value
        if isinstance(item, Item) and item.path not in inside:
            failed = _failing(rule, site.world, conditions, member)
            if failed is not None:
                yield LeftOut(item.path, item.label, item.origin, failed)


def _unfiltered(binding: ir.Binding) -> tuple[ir.Collection, list[tuple[str, ir.Condition]]]:
    """The list behind a scope, and the conditions that choose from it, each with what it calls the member."""
    over, found = binding.over, [] if binding.where is None else [(binding.var, binding.where)]
    while isinstance(over, ir.Filtered):
        found.insert(0, (over.var, over.condition))
        over = over.over
    return over, found


def _failing(rule: ir.Rule, world: World, conditions: list[tuple[str, ir.Condition]], member: Member) -> Step | None:
    for var, condition in conditions:
        telling = within(telling_of(rule, world), var, member)
        if holds(telling.world.tracing(), condition).fails:
            return step(telling, condition)
    return None
