"""Which rules a source of tenders can ever decide, and which facts stand in the way.

Before publication: what a tender does not state may yet come, so a rule that needs a fact without a place in the
source is never decided. Explanations and waivers are left aside, for no notice has them.
"""

from collections.abc import Mapping

from policyspec.analysis.knowing import May, Sight, both, condition, gathered, knows_date
from policyspec.base.dataclasses import replace
from policyspec.ir import nodes as ir
from policyspec.ir.basis import walk
from policyspec.model.decidable import LimbReach, Reach, RuleReach
from policyspec.model.outcomes import Strength
from policyspec.model.vocabulary import FactInfo
from policyspec.readers.readable import Speech

_NOTHING = May(hold=True, fail=False)

Rules = Mapping[str, ir.Rule]


def determinable(rulebook: ir.Rulebook, speech: Speech) -> tuple[RuleReach, ...]:
    """What each rule of a rulebook can come to, for tenders of a source that may say as much as `speech`."""
    rules = {rule.id: rule for rule in rulebook.rules}
    return tuple(_rule(rules, rule, speech) for rule in rulebook.rules)


def _rule(rules: Rules, rule: ir.Rule, speech: Speech) -> RuleReach:
    limbs = tuple(
        LimbReach(limb.label, limb.strength, _reach(rules, rule, limb, speech), _wanting(rules, rule, limb, speech))
        for limb in rule.limbs
    )
    return RuleReach(rule.id, rule.title, limbs)


def _reach(rules: Rules, rule: ir.Rule, limb: ir.Limb, speech: Speech) -> Reach:
    sight, scope = _in_scope(Sight(speech, rule.judged_on), rule)
    when = condition(sight, limb.when) if limb.when is not None else _NOTHING
    applies = both((scope, _applies(rules, rule, sight), when))
    duty = _duty(sight, limb.duty)
    if limb.strength is Strength.FLAG:
        return Reach.of(met=duty.fail, breached=applies.hold and duty.hold)
    met, breached = applies.hold and duty.hold, applies.hold and duty.fail
    return Reach.of(met=met, breached=breached and _is_told(sight, limb.explain))


def _duty(sight: Sight, duty: ir.Condition) -> May:
    """Whether a duty may be kept and broken. An alternative that the structure rules out is no way to keep it."""
    if not isinstance(duty, ir.Or):
        return condition(sight, duty)
    parts = [condition(sight, part) for part in duty.conditions]
    fails = [may.fail or _may_be_ruled_out(sight, part) for may, part in zip(parts, duty.conditions, strict=True)]
    return May(any(may.hold for may in parts), all(fails))


def _may_be_ruled_out(sight: Sight, duty: ir.Condition) -> bool:
    facts = (node.info for node in walk(duty) if isinstance(node, ir.Fact))
    return any((info.owner, info.key) in sight.speech.may_not_apply for info in facts)


def _is_told(sight: Sight, explain: ir.Explain | None) -> bool:
    """Whether a breach is known for one: an explanation that stands in a fact may yet come, where the fact may."""
    return explain is None or explain.fact is None or sight.knows(explain.fact.owner, explain.fact.info)


def _in_scope(sight: Sight, rule: ir.Rule) -> tuple[Sight, May]:
    """The sight in which the things that a rule goes through are bound, and whether they may come to be in scope."""
    found = []
    for binding in rule.scope:
        members = gathered(_with_one_lot(sight), binding.over)
        sight = sight.binding(binding.var, seen=members.certain)
        found.append(May(members.certain, members.empty))
        found.append(condition(sight, binding.where) if binding.where is not None else _NOTHING)
    return sight, both(found)


def _with_one_lot(sight: Sight) -> Sight:
    """A tender that states no lots is judged as one lot, so a rule for each lot always finds one."""
    lots = frozenset({("tender", "lots")})
    if lots <= sight.speech.stated:
        return sight
    return replace(sight, speech=replace(sight.speech, stated=sight.speech.stated | lots))


def _applies(rules: Rules, rule: ir.Rule, sight: Sight) -> May:
    return both(
        (
            *(_window(sight, window) for window in rule.in_force),
            *(condition(sight, one) for one in rule.applies),
            *(~condition(sight, one) for one in rule.exceptions),
            *(~_prevails(rules, other, sight) for other in rule.yields_to),
        )
    )


def _window(sight: Sight, window: ir.InForce) -> May:
    if window.start is None and window.end is None:
        return _NOTHING
    known = knows_date(sight)
    return May(known, known)


def _prevails(rules: Rules, other: ir.Yield, sight: Sight) -> May:
    higher = rules.get(other.rule)
    if higher is None:
        return May(hold=False, fail=True)
    there, scope = _in_scope(replace(sight, judged_on=higher.judged_on), higher)
    return both((scope if other.same_item else _NOTHING, _applies(rules, higher, there)))


# --- what stands in the way ---------------------------------------------------------------------------------------


def _wanting(rules: Rules, rule: ir.Rule, limb: ir.Limb, speech: Speech) -> tuple[FactInfo, ...]:
    """The facts that the source would have to state as well, for the duty to come to all that it can come to.

    Those without which it cannot, whatever else is stated; where any of several would do, all of these. A list that the
    source never gives as a whole is among them.
    """
    asked = [info for info in dict.fromkeys(_asked(rule, limb)) if not info.derived]
    gaps = [info for info in asked if (info.owner, info.key) not in speech.stated - speech.never_whole]
    keys = frozenset((info.owner, info.key) for info in gaps)
    full = replace(speech, stated=speech.stated | keys, never_whole=speech.never_whole - keys)
    most = _reach(rules, rule, limb, full)
    if _reach(rules, rule, limb, speech) is most:
        return ()
    needed = [info for info in gaps if _reach(rules, rule, limb, _without(full, info, speech)) is not most]
    return tuple(needed or gaps)


def _without(full: Speech, info: FactInfo, speech: Speech) -> Speech:
    """All that a duty needs, but for one fact, which the source says as little of as it does."""
    key = (info.owner, info.key)
    if key in speech.stated:
        return replace(full, never_whole=full.never_whole | {key})
    return replace(full, stated=full.stated - {key})


def _asked(rule: ir.Rule, limb: ir.Limb) -> list[FactInfo]:
    """The facts and lists that a duty looks at, in the order of its text."""
    parts = (rule.scope, rule.judged_on, rule.applies, rule.exceptions, limb)
    nodes = (node for part in parts for node in walk(part))
    return [node.info for node in nodes if isinstance(node, ir.Fact | ir.Members | ir.Scalars | ir.Step)]
