"""Straight code for rules: what each limb comes to at each site; None for a rule that is left to the ranges."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from policyspec.base import trees
from policyspec.engines.python.source import Source, spelt
from policyspec.engines.python.straight import values
from policyspec.engines.python.straight.access import ItemAccess
from policyspec.engines.python.straight.at import At, item
from policyspec.engines.python.straight.conditions import both, opposite, truth_of
from policyspec.engines.python.straight.frames import Atom, Frame, Names, NotStraightError, deepest
from policyspec.engines.python.straight.plain import Day
from policyspec.engines.python.straight.sums import Members, after, joined, members
from policyspec.ir import nodes as ir
from policyspec.model.outcomes import Strength

#: The rules of a rulebook by id, for those that prevail over others.
Rules = Mapping[str, ir.Rule]


def emit_straight(source: Source, rulebook: ir.Rulebook) -> frozenset[str]:
    """Emit `straight`, which gives the rows of each rule that has straight code; gives the ids of those rules."""
    rules = {rule.id: rule for rule in rulebook.rules}
    at = _start(source)
    tried = [(rule, _emitted(at, rules, rule)) for rule in rulebook.rules if not _foreign(rule)]
    found = [(rule, rows) for rule, rows in tried if rows is not None]
    source.line("")
    source.line("")
    with source.block("def straight(ground):"):
        source.line("tender, closing, vat, given = ground.tender, ground.closing, ground.vat, ground.day")
        for line in at.root.lines(0):
            source.line(line)
        source.line(f"return {{{', '.join(f'{rule.id!r}: {rows}' for rule, rows in found)}}}")
    return frozenset(rule.id for rule, _ in found)


def _foreign(rule: ir.Rule) -> bool:
    """Whether a rule has a construct for which there is no straight code. What else there is none for shows later."""
    return any(isinstance(node, _FOREIGN) for node in trees.walk(rule, ir.__name__))


_FOREIGN = (ir.Scalars, ir.Projected, ir.ScalarVar, ir.TheItem, ir.Among, ir.Include)


def _start(source: Source) -> At:
    root = Frame(Names(source))
    tender = Atom("tender", root, maybe=False)
    return At(root, ItemAccess(root), {ir.TENDER: tender}, Atom("given", root))


def _emitted(at: At, rules: Rules, rule: ir.Rule) -> Atom | None:
    try:
        return _rule(at, rules, rule)
    except NotStraightError:
        return None


def _rule(at: At, rules: Rules, rule: ir.Rule) -> Atom:
    """Emit a rule; gives the name of its rows."""
    at = _judged(at, rule)
    if not rule.scope:
        verdicts = [_limb(at, limb, _applies(at, rules, rule)) for limb in rule.limbs]
        tests = [f"{v} is None" for v in verdicts if v.maybe]
        rows = f"[{_rows(rule, verdicts, repr(''))}]"
        return at.put("rows", f"None if {' or '.join(tests)} else {rows}" if tests else rows, *verdicts)
    return _in_lists(at, rules, rule)


def _not_applicable(rule: ir.Rule, path: str) -> str:
    return f"[{_rows(rule, ['NOT_APPLICABLE'] * len(rule.limbs), path)}]"


def _rows(rule: ir.Rule, verdicts: Sequence[object], path: str) -> str:
    pairs = zip(rule.limbs, verdicts, strict=True)
    return ", ".join(f"Row({rule.id!r}, {limb.label!r}, {path}, {verdict})" for limb, verdict in pairs)


def _in_lists(at: At, rules: Rules, rule: ir.Rule) -> Atom:
    """Emit a rule that is judged for each thing of a list, or of a list in each thing of one."""
    asked = (rule, *(rules.get(other.rule) for other in rule.yields_to))
    loops: list[Members] = []
    for binding in rule.scope:
        of = members(at, binding.over, binding.var, *asked)
        at = of.at
        where = None if binding.where is None else truth_of(at, binding.where)
        loops.append(replace(of, among=joined(at, of.among, where)))
    rows, doubt = loops[0].through.begun("rows", "[]"), loops[0].through.begun("open", "False")
    applies = _applies(at, rules, rule)
    verdicts = [_limb(at, limb, applies) for limb in rule.limbs]
    path = at.access.path(loops[-1].through.loop.member)
    _site(loops, verdicts, f"{rows} += ({_rows(rule, verdicts, path)},)", doubt)
    for number in range(1, len(loops)):
        path = at.access.path(loops[number - 1].through.loop.member)
        _empty(loops[:number], loops[number], f"{rows} += {_not_applicable(rule, path)}", doubt)
    found = after(loops[0], "rows", rows, [doubt])
    return at.put("rows", f"{_not_applicable(rule, repr(''))} if {found} == [] else {found}", found)


def _site(loops: Sequence[Members], verdicts: Sequence[Atom], line: str, doubt: str) -> None:
    """Emit a line for what belongs to all of these loops, and a doubt where that, or a verdict, is not known."""
    frame = loops[-1].through.loop.frame
    belongs = [of.among for of in loops if of.among is not None]
    _, stage = deepest(frame, (*belongs, *verdicts, loops[-1].through.loop.member))
    lead = [str(among) for among in belongs]
    frame.when(stage, lead, line)
    if (among := loops[-1].among) is not None and among.maybe:
        frame.when(stage, [f"{among} is None"], f"{doubt} = True")
    if unknown := [f"{verdict} is None" for verdict in verdicts if verdict.maybe]:
        frame.when(stage, [*lead, f"({' or '.join(unknown)})"], f"{doubt} = True")


def _empty(outer: Sequence[Members], inner: Members, line: str, doubt: str) -> None:
    """Emit a line for a thing in whose list nothing is to be checked, and a doubt where that is not known."""
    some, belongs = inner.through.begun("some", "False"), inner.among
    frame, (outside, after_it) = inner.through.loop.frame, inner.through.after
    _, stage = deepest(frame, (inner.through.loop.member, *([] if belongs is None else [belongs])))
    frame.when(stage, [] if belongs is None else [str(belongs)], f"{some} = True")
    lead = [str(of.among) for of in outer if of.among is not None]
    outside.when(after_it, [*lead, f"not {some}"], line)
    if (among := outer[-1].among) is not None and among.maybe:
        outside.when(after_it, [f"{among} is None"], f"{doubt} = True")
    if inner.through.listed.maybe:
        outside.when(after_it, [*lead, f"{inner.through.listed} is None"], f"{doubt} = True")


def _judged(at: At, rule: ir.Rule) -> At:
    if rule.judged_on is None:
        return replace(at, judged=at.access.judged(None))
    date = values.value_of(at, rule.judged_on)
    if not isinstance(date, Day):
        message = "a judged date that is none"
        raise NotStraightError(message)
    return replace(at, judged=at.access.judged(date.value))


def _applies(at: At, rules: Rules, rule: ir.Rule) -> Atom:
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
        return _applies(_judged(replace(at, items=tender), higher), rules, higher)
    # Both rules go through the same lists: what is bound to the one's scope stands in the other's.
    there = _judged(replace(at, items=tender), higher)
    found = []
    for ours, theirs in zip(rule.scope, higher.scope, strict=True):
        member = at.items[ours.var]
        over = theirs.over
        while isinstance(over, ir.Filtered):
            found.append(truth_of(there.binding(over.var, member), over.condition))
            over = over.over
        there = there.binding(theirs.var, member)
        found += [truth_of(there, theirs.where)] if theirs.where is not None else []
    return both(at, [*found, _applies(there, rules, higher)])


def _limb(at: At, limb: ir.Limb, applies: Atom) -> Atom:
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
