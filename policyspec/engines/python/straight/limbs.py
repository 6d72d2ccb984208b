"""Straight code for when a rule applies and what its limbs come to."""

from collections.abc import Mapping

from policyspec.base import trees
from policyspec.base.dataclasses import replace
from policyspec.engines.python.source import spelt
from policyspec.engines.python.straight import values
from policyspec.engines.python.straight.at import At, item
from policyspec.engines.python.straight.conditions import both, opposite, truth_of
from policyspec.engines.python.straight.frames import Atom, NotStraightError
from policyspec.engines.python.straight.plain import Day
from policyspec.ir import nodes as ir
from policyspec.model.outcomes import Strength

#: The rules of a rulebook by id, for those that prevail over others.
Rules = Mapping[str, ir.Rule]


def is_foreign(rule: ir.Rule) -> bool:
    """Whether a rule has a construct for which there is no straight code. What else there is none for shows later."""
    return any(isinstance(node, _FOREIGN) for node in trees.walk(rule, ir.__name__))


_FOREIGN = (ir.Scalars, ir.Projected, ir.ScalarVar, ir.TheItem, ir.Among, ir.Include)


def judged_in(at: At, rule: ir.Rule) -> At:
    if rule.judged_on is None:
        return replace(at, judged=at.access.judged(None))
    date = values.value_of(at, rule.judged_on)
    if not isinstance(date, Day):
        message = "a judged date that is none"
        raise NotStraightError(message)
    return replace(at, judged=at.access.judged(date.value))


def applying(at: At, rules: Rules, rule: ir.Rule) -> Atom:
    """Whether a rule applies to what is bound."""
    found = [_in_force(at, window) for window in rule.in_force]
    found += [truth_of(at, condition) for condition in rule.applies]
    found += [opposite(at, truth_of(at, condition)) for condition in rule.exceptions]
    for other in rule.yields_to:
        if (higher := rules.get(other.rule)) is not None:
            found.append(opposite(at, _prevails(at, rules, rule, higher, other)))
    return both(at, found)


def _in_force(at: At, window: ir.InForce) -> Atom:
    day = at.judged
    tests = [f"{spelt(window.start)} <= {day}"] if window.start is not None else []
    tests += [f"{day} <= {spelt(window.end)}"] if window.end is not None else []
    return at.guarded("in_force", " and ".join(tests) or "True", day)


def _prevails(at: At, rules: Rules, rule: ir.Rule, higher: ir.Rule, other: ir.Yield) -> Atom:
    tender = {ir.TENDER: at.items[ir.TENDER]}
    if not other.same_item:
        return applying(judged_in(replace(at, items=tender), higher), rules, higher)
    # Both rules go through the same lists: what is bound to the one's scope stands in the other's.
    there = judged_in(replace(at, items=tender), higher)
    found = []
    for ours, theirs in zip(rule.scope, higher.scope, strict=True):
        member = at.items[ours.var]
        over = theirs.over
        while isinstance(over, ir.Filtered):
            found.append(truth_of(there.binding(over.var, member), over.condition))
            over = over.over
        there = there.binding(theirs.var, member)
        found += [truth_of(there, theirs.where)] if theirs.where is not None else []
    return both(at, [*found, applying(there, rules, higher)])


def verdict_of(at: At, limb: ir.Limb, applies: Atom) -> Atom:
    """What a limb comes to: the name of a set of one verdict."""
    if limb.when is not None:
        applies = both(at, (applies, truth_of(at, limb.when)))
    duty = truth_of(at, limb.duty)
    if limb.strength is Strength.FLAG:
        flag = both(at, (applies, duty))
        return at.guarded("verdict", f"FLAGGED if {flag} else NOT_APPLICABLE", flag)
    breach = "BREACHED"
    atoms = [applies, duty]
    if limb.explain is not None and limb.explain.fact is not None:
        explained = at.access.explained(item(at, limb.explain.fact.owner), limb.explain.fact.info)
        breach, atoms = str(explained), [*atoms, explained]
    unknown = [f"{a} is None" for a in (applies, duty) if a.maybe]
    kept = f"MET if {duty} else {breach}"
    code = f"None if {' or '.join(unknown)} else {kept}" if unknown else kept
    if applies.code != "True":
        code = f"NOT_APPLICABLE if {applies} is False else {code}"
    return at.put("verdict", code, *atoms)
