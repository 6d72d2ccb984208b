"""The verdicts that a limb may come to at each of its sites, as SQL: a set of verdicts is a sum of powers of two."""

from collections.abc import Mapping, Sequence

from policyspec.base.dataclasses import dataclass, replace
from policyspec.engines.sql.answers import Answer, either, where_left
from policyspec.engines.sql.conditions import answer, holds, stated_column
from policyspec.engines.sql.expressions import within_window
from policyspec.engines.sql.logic import (
    FALSE,
    NULL,
    TRUE,
    by_truth,
    case,
    coalesce,
    conj,
    disj,
    maybe,
    neg,
    null,
    op,
    sure,
    tells,
)
from policyspec.engines.sql.members import Members, members
from policyspec.engines.sql.reading import absent, by_reference, follow
from policyspec.engines.sql.unsupported import Unsupported
from policyspec.engines.sql.world import Level, Place, World
from policyspec.ir import nodes as ir
from policyspec.model.facts import Absence
from policyspec.model.outcomes import Gate, Strength, Verdict
from policyspec.model.types import Kind

BITS: Mapping[Verdict, int] = {verdict: 2**place for place, verdict in enumerate(Verdict)}


def mask(*verdicts: Verdict) -> str:
    """A set of verdicts as a number."""
    return str(sum(BITS[verdict] for verdict in verdicts))


def verdicts_of(number: int) -> frozenset[Verdict]:
    """The set of verdicts that a number stands for."""
    return frozenset(verdict for verdict, bit in BITS.items() if number & bit)


NOT_APPLICABLE = mask(Verdict.NOT_APPLICABLE)

#: The rules of a rulebook by id, for those that prevail over others.
Rules = Mapping[str, ir.Rule]


@dataclass(frozen=True, slots=True)
class Scene:
    """The sites of a rule at one depth of its scope: the world there, and whether it is in scope."""

    world: World
    in_scope: str


def judge(world: World, rules: Rules, rule: ir.Rule, limb: ir.Limb) -> tuple[str, ...]:
    """The verdicts of a limb: a text for each depth of the rule's scope, the innermost, its members', last.

    At depth d it is a list within d lists. Those before the last hold what stands at a thing itself: its members that
    are not stated, or that it has none; null where neither is the case. A member out of scope is null too.
    """
    scene = Scene(replace(world, rule=rule), TRUE)
    return _inside(scene, rules, rule, limb, rule.scope)


def _inside(
    scene: Scene, rules: Rules, rule: ir.Rule, limb: ir.Limb, bindings: Sequence[ir.Binding]
) -> tuple[str, ...]:
    if not bindings:
        return (_judged(scene, rules, rule, limb),)
    binding, *deeper = bindings
    found = _looked_at(scene.world, binding)
    there_ = _at_member(scene, binding, found)
    inner = _inside(there_, rules, rule, limb, deeper)
    inner = (case([(neg(maybe(there_.in_scope)), NULL)], inner[0]), *inner[1:])
    if there_.in_scope == FALSE:
        inner = tuple(NULL for _ in inner)
    level = there_.world.levels[-1]
    out = tuple(_each(scene.world, level, text) for text in inner)
    return (_of_thing(scene, rules, rule, limb, binding, deeper, found, there_.in_scope), *out)


def _each(world: World, level: Level, text: str) -> str:
    return NULL if NULL in (level.array, text) else case([(level.guard, world.query.each(level, text))])


def _looked_at(world: World, binding: ir.Binding) -> Members:
    one_lot = world.assume or world.gate is Gate.PUBLISH
    found = members(replace(world, one_lot=one_lot and _entity(binding.over) == "lot"), binding.over)
    if found.levels != 1:
        raise Unsupported("a scope that goes through lists of lists at once")
    return replace(found, inside=replace(found.inside, one_lot=False))


def _entity(over: ir.Collection) -> str:
    match over:
        case ir.Members(_, info):
            return info.type.entity or ""
        case ir.Filtered(inner):
            return _entity(inner)
        case _:
            return ""


def _at_member(scene: Scene, binding: ir.Binding, found: Members) -> Scene:
    world = found.bound(binding.var)
    within = holds(world, binding.where) if binding.where is not None else TRUE
    return Scene(world, world.keep(conj((scene.in_scope, found.belongs, within))))


def _of_thing(
    scene: Scene,
    rules: Rules,
    rule: ir.Rule,
    limb: ir.Limb,
    binding: ir.Binding,
    deeper: Sequence[ir.Binding],
    found: Members,
    in_scope: str,
) -> str:
    """What stands at the thing that holds the members: those that are not stated, or that there are none."""
    unseen = _of_unseen(scene, rules, rule, limb, binding, deeper, found)
    world = scene.world
    level = found.inside.levels[-1]
    if level.array == NULL:
        some = FALSE
    elif in_scope == TRUE:
        some = op(coalesce(world.dialect.length(level.array), "0"), ">", "0")
    else:
        inside = _each(world, level, maybe(in_scope))
        some = FALSE if inside == NULL else coalesce(world.dialect.has_true(world.keep(inside)), FALSE)
    some = conj((level.guard, some))
    return world.keep(case([(found.more, unseen), (neg(some), NOT_APPLICABLE)]))


def _of_unseen(
    scene: Scene,
    rules: Rules,
    rule: ir.Rule,
    limb: ir.Limb,
    binding: ir.Binding,
    deeper: Sequence[ir.Binding],
    found: Members,
) -> str:
    """What the members that are not stated come to, as one that nothing is known of. There may be none."""
    if found.more == FALSE:
        return NULL
    world = scene.world.binding(binding.var, found.like)
    if binding.where is not None:
        holds(world, binding.where)
    unseen = Scene(world, conj((scene.in_scope, NULL)))
    for further in deeper:
        inner = members(unseen.world, further.over)
        unseen = Scene(unseen.world.binding(further.var, inner.like), NULL)
    return _judged(unseen, rules, rule, limb)


# --- one limb at one site ---------------------------------------------------------------------------------------


def _judged(scene: Scene, rules: Rules, rule: ir.Rule, limb: ir.Limb) -> str:
    world = scene.world
    conditions = [scene.in_scope, *_conditions(world, rules, rule)]
    conditions.append(holds(world, limb.when) if limb.when is not None else TRUE)
    conditions.append(neg(ruled_out(world, limb.duty)))
    when = world.keep(conj(conditions))
    duty = _duty(world, limb.duty)
    if limb.strength is Strength.FLAG:
        flag = world.keep(conj((when, duty.holds)))
        flagged, clear = mask(Verdict.FLAGGED), NOT_APPLICABLE
        return by_truth(flag, flagged, clear, mask(Verdict.FLAGGED, Verdict.NOT_APPLICABLE))
    kept = _kept(world, limb, duty)
    if when == TRUE and duty.outside == FALSE:
        return kept
    applies = case([(conj((when, neg(sure(duty.outside)))), "0")], NOT_APPLICABLE)
    return case([(neg(when), NOT_APPLICABLE)], op(kept, "+", applies))


def _kept(world: World, limb: ir.Limb, duty: Answer) -> str:
    """The verdicts where the rule applies, without that of a duty which does not."""
    if duty.holds == TRUE:
        return mask(Verdict.MET)
    breach = _breach(world, limb)
    if duty.outside != FALSE:
        met = case([(maybe(world.keep(duty.holds)), mask(Verdict.MET))], "0")
        return op(met, "+", case([(maybe(world.keep(duty.fails)), breach)], "0"))
    unknown = op(mask(Verdict.MET), "+", breach) if not breach.isdecimal() else str(BITS[Verdict.MET] + int(breach))
    if duty.holds == NULL:
        return unknown
    holds = duty.holds if tells(duty.holds) else world.keep(duty.holds)
    return by_truth(holds, mask(Verdict.MET), breach, unknown)


def _conditions(world: World, rules: Rules, rule: ir.Rule) -> list[str]:
    windows = [within_window(world, window.start, window.end) for window in rule.in_force]
    conditions = [world.keep(holds(world, condition)) for condition in rule.applies]
    excepted = [neg(world.keep(holds(world, condition))) for condition in rule.exceptions]
    prevailing = [neg(_prevails(world, rules, rule, other)) for other in rule.yields_to]
    return [*windows, *conditions, *excepted, *prevailing]


def _prevails(world: World, rules: Rules, rule: ir.Rule, other: ir.Yield) -> str:
    """Whether another rule prevails over this one at a site."""
    higher = rules.get(other.rule)
    if higher is None:
        return FALSE
    world = replace(world, rule=higher)
    if not other.same_item:
        return conj(_conditions(replace(world, bound={ir.TENDER: world.bound[ir.TENDER]}), rules, higher))
    truths = []
    items = [world.bound[binding.var] for binding in rule.scope]
    for binding, item in zip(higher.scope, items, strict=True):
        assert isinstance(item, Place)
        truths.append(_belongs(world, binding.over, item))
        world = world.binding(binding.var, item)
        truths.append(holds(world, binding.where) if binding.where is not None else TRUE)
    return conj((*truths, *_conditions(world, rules, higher)))


def _belongs(world: World, collection: ir.Collection, item: Place) -> str:
    """Whether a member of a list belongs to a collection over that list."""
    if not isinstance(collection, ir.Filtered):
        return TRUE
    within = holds(world.binding(collection.var, item), collection.condition)
    return conj((_belongs(world, collection.over, item), within))


# --- duties that the structure of the tender rules out ----------------------------------------------------------


def _duty(world: World, duty: ir.Condition) -> Answer:
    """Whether a duty is kept, by one of the alternatives that the tender's structure leaves."""
    if not isinstance(duty, ir.Or):
        return answer(world, duty)
    return either([where_left(sure(ruled_out(world, c)), answer(world, c)) for c in duty.conditions])


def ruled_out(world: World, duty: ir.Condition) -> str:
    """Whether the tender's structure rules a duty out."""
    match duty:
        case (
            ir.Compare(left=ir.Fact() as fact)
            | ir.BetweenBounds(subject=ir.Fact() as fact)
            | ir.OneOf(subject=ir.Fact() as fact)
            | ir.IsStated(subject=ir.Fact() as fact)
            | ir.Yes(subject=ir.Fact() as fact)
            | ir.Mentions(subject=ir.Fact() as fact)
        ):
            return _fact_ruled_out(world, fact)
        case ir.Not(condition=inner):
            return ruled_out(world, inner)
        case ir.Or(conditions=conditions):
            return conj([ruled_out(world, c) for c in conditions])
        case _:
            return FALSE


def _fact_ruled_out(world: World, fact: ir.Fact) -> str:
    place = follow(world, fact.owner)
    outside = absent(world, place, fact.info.key, Absence.NOT_APPLICABLE)
    return case([(place.missing, NULL)], outside) if by_reference(fact.owner) else outside


# --- what a breach becomes --------------------------------------------------------------------------------------


def _breach(world: World, limb: ir.Limb) -> str:
    """What a breach of a limb becomes. No tender with explanations or waivers is judged here."""
    breached = mask(Verdict.BREACHED)
    if limb.explain is None or limb.explain.fact is None:
        return breached
    fact = limb.explain.fact
    if by_reference(fact.owner):
        raise Unsupported("an explanation in a fact of the thing that a reference names")
    place = follow(world, fact.owner)
    explained, either = mask(Verdict.EXPLAINED), mask(Verdict.EXPLAINED, Verdict.BREACHED)
    stated = world.cell(place, fact.info.key, stated_column(fact.info))
    blank = FALSE
    if fact.info.type.kind is Kind.TEXT:
        blank = op(stated, "=", "''")
    closed = world.gate is Gate.PUBLISH
    may_come = disj(absent(world, place, fact.info.key, why) for why in (Absence.WITHHELD, Absence.UNREADABLE))
    absent_ = case([(may_come, either)], breached) if closed else either
    return case([(place.unreached, either), (null(stated), absent_), (blank, breached)], explained)
