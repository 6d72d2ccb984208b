"""Straight code for rules: what each limb comes to at each site; None for a rule that is left to the ranges."""

from collections.abc import Sequence

from policyspec.base.dataclasses import replace
from policyspec.engines.python.source import Source
from policyspec.engines.python.straight.access import ItemAccess
from policyspec.engines.python.straight.at import At
from policyspec.engines.python.straight.conditions import truth_of
from policyspec.engines.python.straight.frames import Atom, Frame, Names, NotStraightError, deepest
from policyspec.engines.python.straight.limbs import Rules, applying, is_foreign, judged_in, verdict_of
from policyspec.engines.python.straight.sums import Members, after, joined, members
from policyspec.ir import nodes as ir


def emit_straight(source: Source, rulebook: ir.Rulebook) -> frozenset[str]:
    """Emit `straight`, which gives the rows of each rule that has straight code; gives the ids of those rules."""
    rules = {rule.id: rule for rule in rulebook.rules}
    at = _start(source)
    tried = [(rule, _emitted(at, rules, rule)) for rule in rulebook.rules if not is_foreign(rule)]
    found = [(rule, rows) for rule, rows in tried if rows is not None]
    source.line("")
    source.line("")
    with source.block("def straight(ground):"):
        source.line("tender, closing, vat, given = ground.tender, ground.closing, ground.vat, ground.day")
        for line in at.root.lines(0):
            source.line(line)
        source.line(f"return {{{', '.join(f'{rule.id!r}: {rows}' for rule, rows in found)}}}")
    return frozenset(rule.id for rule, _ in found)


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
    at = judged_in(at, rule)
    if not rule.scope:
        verdicts = [verdict_of(at, limb, applying(at, rules, rule)) for limb in rule.limbs]
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
    applies = applying(at, rules, rule)
    verdicts = [verdict_of(at, limb, applies) for limb in rule.limbs]
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
