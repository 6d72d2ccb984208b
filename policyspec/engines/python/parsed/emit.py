"""The source of a function from a parsed document to the verdict of each rule."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from policyspec.base.dataclasses import dataclass, replace
from policyspec.engines.python.parsed.access import IMPLICIT, ParsedAccess, Path
from policyspec.engines.python.parsed.verdicts import one_duty, verdict_of, worst_of
from policyspec.engines.python.source import Source
from policyspec.engines.python.straight.at import At
from policyspec.engines.python.straight.conditions import truth_of
from policyspec.engines.python.straight.frames import Atom, Frame, Names, NotStraightError
from policyspec.engines.python.straight.limbs import Rules, applying, is_foreign, judged_in
from policyspec.engines.python.straight.sums import Members, joined, members
from policyspec.ir import nodes as ir
from policyspec.model.outcomes import Strength
from policyspec.model.plain import Plainly

_ASSIGNED = re.compile(r" *(\w+_\d+) = ")
_NAME = re.compile(r"\b\w+_\d+\b")
#: Keys of a list in which a versioned release keeps the states of one value.
_VERSION = ("releaseID", "releaseDate")


@dataclass(frozen=True, slots=True)
class _Way:
    plainly: Plainly
    typed: bool
    closing: bool


@dataclass(frozen=True, slots=True)
class Emitted:
    """Source, the places in the rulebook of the rules that it judges, and the paths and facts that it reads."""

    source: str
    rules: tuple[int, ...]
    paths: Sequence[Path]
    facts: frozenset[tuple[str, str]]


def emit_parsed(rulebook: ir.Rulebook, plainly: Plainly, *, typed: bool = False, closing: bool = True) -> Emitted:
    """The source of `verdicts(release)`, for those rules of a rulebook for which there is such code.

    `closing`: at publication, when nothing more may come.
    """
    way = _Way(plainly, typed, closing)
    rules = {rule.id: rule for rule in rulebook.rules}
    # Each by itself first: what a rule leaves behind for which there is no code would cost the others time.
    chosen = [n for n, rule in enumerate(rulebook.rules) if _written(rules, [rule], way) is not None]
    if not chosen:
        return Emitted("def verdicts(release):\n    return ()\n", (), (), frozenset())
    found = _written(rules, [rulebook.rules[n] for n in chosen], way)
    assert found is not None
    source, access = found
    return Emitted(source, tuple(chosen), tuple(access.read), frozenset(access.asked))


def _written(rules: Rules, judged: Sequence[ir.Rule], way: _Way) -> tuple[str, ParsedAccess] | None:
    source = Source()
    root = Frame(Names(source))
    access = ParsedAccess(root, way.plainly, way.typed, way.closing)
    at = At(root, access, {ir.TENDER: Atom("tender", root, maybe=False)}, Atom("UNTOLD", root, maybe=False))
    try:
        verdicts = [_rule(at, rules, rule) for rule in judged]
    except NotStraightError:
        return None
    _check_tender(root, access)
    _check_members(root, access)
    implicit = access.implicit()
    code = [*root.lines(0), f"return ({''.join(f'WORDS[{verdict}], ' for verdict in verdicts)})"]
    lines = [line.replace(IMPLICIT, implicit) for line in _looked_up(_without_unused(code))]
    # Without a day to judge on there is no code, and what asks for nothing would not see that there is no tender.
    if any("UNTOLD" in line for line in lines) or not access.shown:
        return None
    with source.block("def verdicts(release):"):
        with source.block("try:"):
            source.line(f"tender = {access.surely('release', (), 'tender')}")
            for line in (*_start(access), *lines):
                source.line(line)
        with source.block("except REFUSALS:"):
            source.line("return otherwise(release)")
    return str(source), access


def _start(access: ParsedAccess) -> Iterator[str]:
    """A document that holds several releases, or no tender."""
    for key in ("compiledRelease", "versionedRelease"):
        yield f"if {access.key('release', (), key)} is not None: refuse()"
    if not access.typed:
        yield "if tender.__class__ is not dict or not tender: refuse()"


def _check_tender(root: Frame, access: ParsedAccess) -> None:
    """An object of which nothing is read may be one that has nothing."""
    nothing = [f"{atom} is None" for atom in access.shown.get("tender", {}).values()]
    if access.typed and nothing:
        root.line(f"if {' and '.join(nothing)}: refuse()", 0)


def _check_members(frame: Frame, access: ParsedAccess) -> None:
    """Check the members of lists of which nothing is read that shows them to be things, and not versions of a value."""
    for loop in frame.loops.values():
        home = next(home for kind, home in access.homes.items() if loop.member.code.startswith(f"{kind}_"))
        versions = " or ".join(f"{access.key(loop.member, home, key)} is not None" for key in _VERSION)
        shown = list(access.shown.get(loop.member.code, {}))
        text = "\n".join(loop.frame.lines(0))
        # What is read for its own sake more than once has a name anyhow.
        named = [name for name in shown if text.count(name) > 2]
        nothing = [f"{name} is None" for name in named[:1] or shown]
        loop.frame.line(f"if {' and '.join([*nothing, f'({versions})'])}: refuse()", 0)
        _check_members(loop.frame, access)


def _rule(at: At, rules: Rules, rule: ir.Rule) -> Atom:
    """Emit a rule; gives the name of its verdict."""
    if is_foreign(rule):
        message = "a construct of scalars"
        raise NotStraightError(message)
    at = _judged(at, rule)
    if not rule.scope:
        applies = applying(at, rules, rule)
        found = [verdict_of(at, limb, applies) for limb in rule.limbs]
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
    plain = not others and limb.when is None and limb.explain is None and limb.strength is not Strength.FLAG
    if plain and applies.frame in (None, loops[0].through.after[0]):
        return one_duty(at, loops, applies, truth_of(at, limb.duty))
    return worst_of(loops, [verdict_of(at, limb, applies) for limb in rule.limbs])


def _judged(at: At, rule: ir.Rule) -> At:
    try:
        return judged_in(at, rule)
    except NotStraightError:  # which matters only where something is chosen by the date
        return at


def _looked_up(lines: Sequence[str]) -> list[str]:
    """The lines, in which what is only looked up in a table has no name of its own."""
    counts = Counter(name for line in lines for name in _NAME.findall(line))
    kept: list[str] = []
    for line in lines:
        before = _ASSIGNED.match(kept[-1]) if kept else None
        if before and counts[before[1]] == 2 and re.fullmatch(rf" *\w+ = [A-Z_0-9]+\[{before[1]}\]", line):
            kept[-1] = line.replace(f"[{before[1]}]", f"[{kept[-1].partition(' = ')[2]}]")
        else:
            kept.append(line)
    return kept


def _without_unused(lines: Sequence[str]) -> list[str]:
    """The lines without those that give a name which no other asks for."""
    while True:
        counts = Counter(name for line in lines for name in _NAME.findall(line))
        kept = [line for line in lines if not (m := _ASSIGNED.match(line)) or counts[m[1]] > 1]
        if len(kept) == len(lines):
            return kept
        lines = kept
