"""Code for what a limb comes to: a verdict, by its rank among verdicts, or that of an undetermined one.

Several verdicts may be possible. Where there is one word for all of them, that is their verdict's (`names.ranks`).
"""

from collections.abc import Sequence

from policyspec.engines.python.straight.at import At, item
from policyspec.engines.python.straight.conditions import both, truth_of
from policyspec.engines.python.straight.frames import Atom, Frame, deepest
from policyspec.engines.python.straight.sums import Members
from policyspec.ir import nodes as ir
from policyspec.model.outcomes import Strength


def verdict_of(at: At, limb: ir.Limb, applies: Atom) -> Atom:
    """What a limb comes to where a rule applies, does not apply, or may."""
    if limb.when is not None:
        applies = both(at, (applies, truth_of(at, limb.when)))
    duty = truth_of(at, limb.duty)
    if limb.strength is Strength.FLAG:
        flag = both(at, (applies, duty))
        code = f"FLAGGED if {flag} else NOT_APPLICABLE if {flag} is False else MAYBE_FLAGGED"
        return at.put("verdict", code, flag, maybe=False)
    if limb.explain is None or limb.explain.fact is None:
        met, breached, unknown = f"{duty}", f"{duty} is False", duty.maybe
        return at.put("verdict", _by_applying(applies, met, breached, unknown=unknown), applies, duty, maybe=False)
    excused = at.access.explained(item(at, limb.explain.fact.owner), limb.explain.fact.info)
    kept = f"MET if {applies} and {duty} else EXCUSED[{applies}, {duty}, {excused}]"
    return at.put("verdict", f"NOT_APPLICABLE if {applies} is False else {kept}", applies, duty, excused, maybe=False)


def _by_applying(applies: Atom, met: str, breached: str, *, unknown: bool, without: str = "") -> str:
    """The verdict by whether a rule applies, and by tests of what its duty comes to.

    `without`: the test of whether there is nothing to which it could apply.
    """
    if applies.code == "True":
        return _chosen("", met, breached, unknown=unknown, without=without)
    sure = _chosen("", met, breached, unknown=unknown, without=without)
    code = f"({sure}) if {applies} else NOT_APPLICABLE"
    if not applies.maybe:
        return code
    return f"{code} if {applies} is False else {_chosen('MAYBE_', met, breached, unknown=unknown, without=without)}"


def _chosen(prefix: str, met: str, breached: str, *, unknown: bool, without: str) -> str:
    lead = f"NOT_APPLICABLE if {without} else " if without else ""
    if not unknown:
        return f"{lead}{prefix}MET if {met} else {prefix}BREACHED"
    return f"{lead}{prefix}MET if {met} else {prefix}BREACHED if {breached} else {prefix}OPEN"


def one_duty(at: At, loops: Sequence[Members], applies: Atom, duty: Atom) -> Atom:
    """One duty at all sites: whether one breaches it, and where not whether one may."""
    frame, first = loops[-1].through.loop.frame, loops[0].through
    belongs, stage = _belonging(loops, (duty,))
    breached = first.begun("breached", "False")
    unknown = first.begun("unknown", "False") if duty.maybe else ""
    frame.line(f"if {' and '.join([*belongs, f'not {duty}'])}:", stage)
    if unknown:
        frame.line(f"    if {duty} is None: {unknown} = True", stage)
    frame.line(f"    {'else: ' if unknown else ''}{breached} = True", stage)
    some = ""
    if belongs:
        some = first.begun("some", "False")
        frame.when(stage, belongs, f"{some} = True")
    met = " and ".join(f"not {flag}" for flag in (breached, unknown) if flag)
    without = f"not {some}" if some else ""
    here = Atom(breached, *first.after, maybe=False)
    code = _by_applying(applies, met, breached, unknown=bool(unknown), without=without)
    return at.put("verdict", code, applies, here, maybe=False)


def worst_of(loops: Sequence[Members], verdicts: Sequence[Atom]) -> Atom:
    """The worst of the verdicts at all sites."""
    first, frame = loops[0].through, loops[-1].through.loop.frame
    worst = first.begun("worst", "NOT_APPLICABLE")
    belongs, stage = _belonging(loops, verdicts)
    for verdict in verdicts:
        frame.when(stage, [*belongs, f"{verdict} < {worst}"], f"{worst} = {verdict}")
    return Atom(worst, *first.after, maybe=False)


def _belonging(loops: Sequence[Members], atoms: Sequence[Atom]) -> tuple[list[str], int]:
    """The tests of whether a site is one, and the stage at which these and some atoms are there.

    What may or may not be a site, and what may be sites that are not stated, are for the ranges.
    """
    frame = loops[-1].through.loop.frame
    belongs = [of.among for of in loops if of.among is not None]
    _, stage = deepest(frame, (*belongs, *atoms, loops[-1].through.loop.member))
    for among in belongs:
        if among.maybe:
            frame.line(f"if {among} is None: refuse()", stage)
    for of in loops:
        if of.through.rest is not None and not of.through.imagined:
            outside: Frame = of.through.after[0]
            outside.line(f"if {of.through.rest}: refuse()", of.through.after[1])
    return list(map(str, belongs)), stage
