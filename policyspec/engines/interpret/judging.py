"""Judging one limb of one rule at one site: the verdicts that are possible, and what rules it out."""

from collections.abc import Iterator, Mapping

from policyspec.base.dataclasses import dataclass, replace
from policyspec.engines.interpret.conditions import answer, either, holds
from policyspec.engines.interpret.excusing import excused
from policyspec.engines.interpret.expressions import judged_date, within_window
from policyspec.engines.interpret.reading import awaiting_step, by_reference, follow, name_of
from policyspec.engines.interpret.scope import Site, in_scope
from policyspec.engines.interpret.world import World
from policyspec.ir import nodes as ir
from policyspec.model import truth
from policyspec.model.facts import Absence, Absent, Item
from policyspec.model.literals import format_value
from policyspec.model.outcomes import Strength, Verdict
from policyspec.model.ranges import DOES_NOT_APPLY, Dates
from policyspec.model.recorded import Recorded
from policyspec.model.truth import NOTHING, Truth, Waits
from policyspec.model.types import Kind
from policyspec.model.values import Moment

#: The rules of a rulebook by id, for those that prevail over others.
Rules = Mapping[str, ir.Rule]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdicts that a limb may come to, the facts that it waits for, and why it does not apply.

    `clear`: it is a flag that applies and has nothing to flag.
    """

    possible: frozenset[Verdict]
    waits: Waits
    ruled_out: str | None = None
    explanation: str | None = None
    clear: bool = False


def judge(rules: Rules, rule: ir.Rule, limb: ir.Limb, site: Site, recorded: Recorded) -> Judgement:
    """What one limb comes to at one site. What it looked at is in the trace of the site's world."""
    if site.empty:
        return _not_applicable("nothing to check")
    world = site.world
    applies, reason = applicability(rules, rule, site)
    if applies.fails:
        return _not_applicable(reason)
    when = holds(world, limb.when) if limb.when is not None else truth.TRUE
    if when.fails:
        return _not_applicable(f"not the case: {limb.when.words}" if limb.when else None)
    looking = world.tracing()
    out, reason = ruled_out(looking, limb.duty)
    duty = truth.FALSE if out.holds else _duty(looking, limb.duty)
    # What the duty rests on tells most, so it stands before what the scope does.
    world.trace.lead(looking.trace)
    if out.holds:
        return _not_applicable(reason)
    applies = truth.both((applies, when, ~out))
    if duty == truth.NEITHER:
        return _not_applicable(next((r for r in looking.trace.reasons if r.endswith(DOES_NOT_APPLY)), None))
    return _flagged(applies, duty) if limb.strength is Strength.FLAG else _bound(limb, applies, duty, recorded, world)


def _not_applicable(reason: str | None) -> Judgement:
    return Judgement(frozenset((Verdict.NOT_APPLICABLE,)), NOTHING, ruled_out=reason)


def _bound(limb: ir.Limb, applies: Truth, duty: Truth, recorded: Recorded, world: World) -> Judgement:
    possible: set[Verdict] = set()
    waits, explanation = applies.waits | duty.waits, None
    if applies.may_hold and duty.may_hold:
        possible.add(Verdict.MET)
    if applies.may_fail or duty.may_not_apply:
        possible.add(Verdict.NOT_APPLICABLE)
    if applies.may_hold and duty.may_fail:
        breach = excused(limb, recorded, world)
        possible |= breach.verdicts
        waits, explanation = waits | breach.waits, breach.reason
    return Judgement(frozenset(possible), waits, explanation=explanation)


def _flagged(applies: Truth, duty: Truth) -> Judgement:
    flag = truth.both((applies, duty.plainly))
    possible = {Verdict.FLAGGED} if flag.may_hold else set()
    if flag.may_fail:
        possible.add(Verdict.NOT_APPLICABLE)
    if not flag.fails:
        return Judgement(frozenset(possible), flag.waits)
    return Judgement(frozenset(possible), flag.waits, "nothing to flag", clear=applies.holds)


# --- whether a rule applies -------------------------------------------------------------------------------------


def applicability(rules: Rules, rule: ir.Rule, site: Site) -> tuple[Truth, str | None]:
    """Whether a rule applies at a site, and in words why it does not."""
    found = [site.in_scope]
    for condition, reason in _conditions(rules, rule, site):
        if condition.fails:
            return truth.FALSE, reason
        found.append(condition)
    return truth.both(found), None


def _conditions(rules: Rules, rule: ir.Rule, site: Site) -> Iterator[tuple[Truth, str]]:
    world = site.world
    for window in rule.in_force:
        yield within_window(world, window.start, window.end), _not_in_force(world)
    for condition in rule.applies:
        yield holds(world, condition), f"not the case: {condition.words}"
    for condition in rule.exceptions:
        yield ~holds(world, condition), f"excepted: {condition.words}"
    for other in rule.yields_to:
        found = prevails(rules, rule, other, site)
        if (seen := world.seen) is not None:
            seen.answered(other, found)
        yield ~found, f"`{other.rule}` prevails over it"


def _not_in_force(world: World) -> str:
    dates = judged_date(world).bounds
    moment = dates.exact if isinstance(dates, Dates) else None
    return f"not in force on {format_value(Moment(moment.day), Kind.DATE)}" if moment else "not in force"


def prevails(rules: Rules, rule: ir.Rule, other: ir.Yield, site: Site) -> Truth:
    """Whether another rule prevails over this one at a site."""
    higher = rules.get(other.rule)
    if higher is None:
        return truth.FALSE
    world = replace(site.world, rule=higher)
    if not other.same_item:
        return applicability(rules, higher, Site(world, world.tender.root))[0]
    # Both rules go through the same lists: what is bound to the one's scope stands in the other's.
    items = [world.bound[binding.var] for binding in rule.scope]
    world, there = in_scope(world, higher, [item for item in items if isinstance(item, Item)])
    return applicability(rules, higher, Site(world, site.item, there))[0]


# --- duties that the structure of the tender rules out ----------------------------------------------------------


def _duty(world: World, duty: ir.Condition) -> Truth:
    """Whether a duty is kept, by one of the alternatives that the tender's structure leaves."""
    if isinstance(duty, ir.Or):
        left = [c for c in duty.conditions if not ruled_out(world, c)[0].holds]
        return either(world, left, [answer(world, c) for c in left])
    return answer(world, duty)


def ruled_out(world: World, duty: ir.Condition) -> tuple[Truth, str | None]:
    """Whether the tender's structure rules a duty out, and in words why."""
    match duty:
        case ir.Compare(left=ir.Fact() as fact):
            return _fact_ruled_out(world, fact)
        case (
            ir.BetweenBounds(subject=ir.Fact() as fact)
            | ir.OneOf(subject=ir.Fact() as fact)
            | ir.IsStated(subject=ir.Fact() as fact)
            | ir.Yes(subject=ir.Fact() as fact)
            | ir.Mentions(subject=ir.Fact() as fact)
        ):
            return _fact_ruled_out(world, fact)
        case ir.Not(condition=inner):
            return ruled_out(world, inner)
        case ir.Or(conditions=conditions):
            found = [ruled_out(world, c) for c in conditions]
            return truth.both(out for out, _ in found), next((why for _, why in found if why), None)
        case _:
            return truth.FALSE, None


def _fact_ruled_out(world: World, fact: ir.Fact) -> tuple[Truth, str | None]:
    item = follow(world, fact.owner)
    if item is None:
        may = by_reference(fact.owner)
        return truth.unknown(awaiting_step(world, fact.owner)) if may else truth.FALSE, None
    found = item.fact(fact.info.key)
    if isinstance(found, Absent) and found.why is Absence.NOT_APPLICABLE:
        return truth.TRUE, f"{name_of(item, fact.info)} {DOES_NOT_APPLY}"
    return truth.FALSE, None
