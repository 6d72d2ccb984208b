"""The source of a function from a parsed document to the verdict of each rule."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from policyspec.base.dataclasses import dataclass, replace
from policyspec.engines.python.parsed.access import ParsedAccess, Path
from policyspec.engines.python.source import Source
from policyspec.engines.python.straight.at import At
from policyspec.engines.python.straight.conditions import truth_of
from policyspec.engines.python.straight.frames import Atom, Frame, Names, NotStraightError, deepest
from policyspec.engines.python.straight.limbs import Rules, applying, is_foreign, judged_in, verdict_of
from policyspec.engines.python.straight.sums import Members, joined, members
from policyspec.ir import nodes as ir
from policyspec.model.outcomes import Strength
from policyspec.model.plain import Plainly

_ASSIGNED = re.compile(r" *(\w+_\d+) = ")
_NAME = re.compile(r"\b\w+_\d+\b")
#: Keys of a list in which a versioned release keeps the states of one value.
_VERSION = ("releaseID", "releaseDate")


@dataclass(frozen=True, slots=True)
class Emitted:
    """Source, the paths that it reads, and the facts that it asks for: each with the thing that has it."""

    source: str
    paths: Sequence[Path]
    facts: frozenset[tuple[str, str]]


def emit_parsed(
    rulebook: ir.Rulebook, plainly: Plainly, *, typed: bool = False, only: str | None = None
) -> Emitted | None:
    """The source of `verdicts(release)`; None where a rule has no such code. `only`: that rule's verdict alone."""
    source = Source()
    root = Frame(Names(source))
    access = ParsedAccess(root, plainly, typed)
    at = At(root, access, {ir.TENDER: Atom("tender", root, maybe=False)}, Atom("UNTOLD", root, maybe=False))
    rules = {rule.id: rule for rule in rulebook.rules}
    try:
        verdicts = [_rule(at, rules, rule) for rule in rulebook.rules if only in (None, rule.id)]
    except NotStraightError:
        return None
    lines = _without_unused([*root.lines(0), f"return {', '.join(f'WORDS[{v}]' for v in verdicts)},"])
    lines = list(_with_members_checked(lines, access))
    if any("UNTOLD" in line for line in lines):
        return None
    with source.block("def verdicts(release):"):
        with source.block("try:"):
            source.line(f"tender = {access.key('release', (), 'tender')}")
            several = (access.given("release", (), key) for key in ("compiledRelease", "versionedRelease"))
            source.line(f"if {' or '.join(several)}: refuse()")
            for line in lines:
                source.line(line)
        with source.block("except REFUSALS:"):
            source.line("return otherwise(release)")
    return Emitted(str(source), tuple(access.read), frozenset(access.asked))


def _rule(at: At, rules: Rules, rule: ir.Rule) -> Atom:
    """Emit a rule; gives the name of its verdict."""
    if is_foreign(rule):
        message = "a construct of scalars"
        raise NotStraightError(message)
    at = _judged(at, rule)
    if not rule.scope:
        applies = applying(at, rules, rule)
        found = [_sure(at, verdict_of(at, limb, applies)) for limb in rule.limbs]
        worst = f"min({', '.join(map(str, found))})"
        return found[0] if len(found) == 1 else at.put("worst", worst, *found, maybe=False)
    loops: list[Members] = []
    asked = (rule, *(rules.get(other.rule) for other in rule.yields_to))
    for binding in rule.scope:
        of = members(at, binding.over, binding.var, *asked)
        at = of.at
        where = None if binding.where is None else truth_of(at, binding.where)
        loops.append(replace(of, among=joined(at, of.among, where)))
    applies = applying(at, rules, rule)
    (limb, *others) = rule.limbs
    if not others and limb.when is None and limb.explain is None and limb.strength is not Strength.FLAG:
        return _duty(at, loops, applies, truth_of(at, limb.duty))
    return _worst(at, loops, [verdict_of(at, limb, applies) for limb in rule.limbs])


def _duty(at: At, loops: Sequence[Members], applies: Atom, duty: Atom) -> Atom:
    """One duty at all sites: whether one breaches it, and where not whether one meets it."""
    frame, member = loops[-1].through.loop.frame, loops[-1].through.loop.member
    belongs = [of.among for of in loops if of.among is not None]
    outside, after_it = loops[0].through.after
    inside = [*belongs, *([applies] if applies.frame is not None and applies.frame is not outside else [])]
    _, stage = deepest(frame, (*inside, duty, member))
    for atom in (*inside, duty):
        if atom.maybe:
            frame.line(f"if {atom} is None: refuse()", stage)
    breached = loops[0].through.begun("breached", "False")
    frame.when(stage, [*map(str, inside), f"not {duty}"], f"{breached} = True")
    met, kept = "MET", Atom(breached, outside, after_it, maybe=False)
    if inside or len(loops) > 1:
        met = loops[0].through.begun("met", "NOT_APPLICABLE")
        frame.when(stage, list(map(str, inside)), f"{met} = MET")
    code = f"BREACHED if {breached} else {met}"
    if applies in inside or applies.code == "True":
        return at.put("verdict", code, kept, maybe=False)
    doubt = f"refuse() if {applies} is None else " if applies.maybe else ""
    return at.put("verdict", f"{doubt}({code}) if {applies} else NOT_APPLICABLE", kept, applies, maybe=False)


def _judged(at: At, rule: ir.Rule) -> At:
    try:
        return judged_in(at, rule)
    except NotStraightError:  # which matters only where something is chosen by the date
        return at


def _sure(at: At, verdict: Atom) -> Atom:
    if not verdict.maybe:
        return verdict
    return at.put("verdict", f"refuse() if {verdict} is None else {verdict}", verdict, maybe=False)


def _worst(at: At, loops: Sequence[Members], verdicts: Sequence[Atom]) -> Atom:
    """The worst of the verdicts at all sites."""
    worst = loops[0].through.begun("worst", "NOT_APPLICABLE")
    frame = loops[-1].through.loop.frame
    belongs = [of.among for of in loops if of.among is not None]
    verdicts = [_sure(at, verdict) for verdict in verdicts]
    _, stage = deepest(frame, (*belongs, *verdicts, loops[-1].through.loop.member))
    for among in belongs:
        if among.maybe:
            frame.line(f"if {among} is None: refuse()", stage)
    for verdict in verdicts:
        frame.when(stage, [*map(str, belongs), f"{verdict} < {worst}"], f"{worst} = {verdict}")
    return Atom(worst, *loops[0].through.after, maybe=False)


def _without_unused(lines: Sequence[str]) -> list[str]:
    """The lines without those that give a name which no other asks for."""
    while True:
        counts = Counter(name for line in lines for name in _NAME.findall(line))
        kept = [line for line in lines if not (m := _ASSIGNED.match(line)) or counts[m[1]] > 1]
        if len(kept) == len(lines):
            return kept
        lines = kept


def _with_members_checked(lines: Sequence[str], access: ParsedAccess) -> Iterator[str]:
    """The lines, with a check of the members of a list of which nothing is read that shows them to be its things."""
    for line in lines:
        yield line
        if head := re.match(r"( *)for (\w+) in (\w+)", line):
            member = head[2]
            shown = rf"{member}\.(?!value\b)\w" if access.typed else rf"{member}\['(?!value')\w"
            if not any(re.search(shown, each) for each in lines):
                home = next(home for home in access.homes.values() if home[-1] == "[]")
                versions = (f"{access.perhaps(member, home, key)} is not None" for key in _VERSION)
                yield f"{head[1]}    if {' or '.join(versions)}: refuse()"
