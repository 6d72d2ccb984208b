"""What a loop of straight code sums up, and what that comes to after it."""

from collections.abc import Sequence

from policyspec.base.dataclasses import dataclass
from policyspec.engines.python.straight import conditions, values
from policyspec.engines.python.straight.at import At, Through, through
from policyspec.engines.python.straight.frames import Atom, NotStraightError, deepest
from policyspec.engines.python.straight.plain import Amount, Number, Plain, Sides
from policyspec.ir import nodes as ir

#: A line of a loop; `{}` stands for the name of what is summed up.
Lines = Sequence[str]


@dataclass(frozen=True, slots=True)
class Members:
    """The members of a collection in their loop: `among`, whether the one at hand belongs; None: each does."""

    through: Through
    at: At
    among: Atom | None


def members(at: At, over: ir.Collection, var: str, *asked: object) -> Members:
    """The loop over a collection, in which all that is asked of its members can be worked out."""
    match over:
        case ir.Members():
            loop = through(at, over, var, *asked)
            return Members(loop, loop.at, None)
        case ir.Filtered(inner, name, condition):
            found = members(at, inner, name, condition, *asked)
            within, member = conditions.truth_of(found.at, condition), found.at.items[name]
            return Members(found.through, found.at.binding(var, member), joined(at, found.among, within))
        case _:
            message = "a list of scalars"
            raise NotStraightError(message)


def joined(at: At, among: Atom | None, within: Atom | None) -> Atom | None:
    """Whether both hold; None: nothing is asked."""
    return conditions.both(at, (among, within)) if among is not None and within is not None else among or within


def gathered(of: Members, stem: str, start: str, lines: Lines, *atoms: Atom) -> str:
    """The name of something that the loop changes; one serves all who would change it alike."""
    frame = of.through.loop.frame
    at, stage = deepest(frame, atoms)
    if not frame.within(at):
        message = "a sum of what stands in an inner list"
        raise NotStraightError(message)
    stage = stage if at is frame else 0
    key = f"{start} {lines}"
    if key not in frame.known:
        name = of.through.begun(stem, start)
        for line in lines:
            frame.line(line.replace("{}", name), stage)
        frame.known[key] = Atom(name)
        of.through.forget({name: start})
    return frame.known[key].code


def after(of: Members, stem: str, name: str, unknown: Sequence[str], *, also: str = "") -> Atom:
    """What has been summed up, after the loop, unless the list is not known or one of these names says so."""
    listed = of.through.listed
    outside, stage = of.through.after
    tests = [*([f"{listed} is None"] if listed.maybe else []), *dict.fromkeys(unknown), *([also] if also else [])]
    here = Atom(name, outside, stage, maybe=False)
    if not tests:
        return of.at.put(stem, name, here, maybe=False)
    return of.at.access.unless(stem, tests, here)


def _doubts(of: Members, *atoms: Atom) -> list[str]:
    """The name of a flag that is up where one of these is not known of a member that belongs."""
    found = []
    among = of.among
    for atom in dict.fromkeys(a for a in atoms if a.maybe):
        test = f"{atom} is None" if among is None else f"{among} and {atom} is None"
        found.append(gathered(of, "open", "False", [f"if {test}:", "    {} = True"], atom, *([among] if among else [])))
    if among is not None and among.maybe:
        found.append(gathered(of, "open", "False", [f"if {among} is None:", "    {} = True"], among))
    return found


def _guard(*atoms: Atom | None, also: Sequence[str] = ()) -> str:
    """The test under which something is added."""
    tests = [f"{a} is not None" for a in atoms if a is not None and a.maybe]
    return " and ".join([*also, *tests])


def _added(of: Members, number: Number, part: Atom | None = None) -> str:
    """The name of a sum over the members, or over those of them for which a part holds."""
    tests = [str(a) for a in (of.among, part) if a is not None]
    guard = _guard(number.value, also=tests)
    lines = [f"if {guard}:", f"    {{}} += {number.value}"] if guard else [f"{{}} += {number.value}"]
    atoms = [a for a in (of.among, part, number.value) if a is not None]
    return gathered(of, "total", "0", lines, *atoms)


def _one_word(of: Members, amount: Amount) -> tuple[str, list[str]]:
    """The currency and basis of some amounts, and the name of a flag that is up where they are not of one."""
    if isinstance(amount.of, frozenset):
        message = "a sum of amounts that the policy states"
        raise NotStraightError(message)
    word = amount.of
    guard = _guard(word, also=[str(of.among)] if of.among else [])
    atoms = [a for a in (of.among, word) if a is not None]
    lead = f"{guard} and " if guard else ""
    first = gathered(of, "of", "None", [f"if {lead}{{}} is None:", f"    {{}} = {word}"], *atoms)
    unlike = [f"if {lead}{word} != {first}:", "    {} = True"]
    return first, [gathered(of, "unlike", "False", unlike, *atoms)]


def number_of(plain: Plain) -> Number:
    """The number that is summed up."""
    match plain:
        case Number(whole=None):
            return plain
        case Amount(number) if number.whole is None:
            return number
        case _:
            message = f"a sum of {type(plain).__name__}"
            raise NotStraightError(message)


# --- what they come to ------------------------------------------------------------------------------------------


def aggregate(at: At, node: ir.Aggregate) -> Plain:
    """`number`, `total`, `highest` or `lowest` of a collection."""
    of = members(at, node.over, node.var, node.value)
    if node.function == "number":
        one = Number(Atom("1", maybe=False))
        return Number(after(of, "number", _added(of, one), _doubts(of)))
    if node.value is None:
        message = "a list of scalars"
        raise NotStraightError(message)
    plain = values.value_of(of.at, node.value)
    number = number_of(plain)
    word, doubts = _one_word(of, plain) if isinstance(plain, Amount) else ("", [])
    doubts += _doubts(of, number.value)
    if node.function == "total":
        found = after(of, "total", _added(of, number), doubts, also=f"{word} is None" if word else "")
    else:
        name = _extreme(of, number.value, ">" if node.function == "highest" else "<")
        found = after(of, node.function, name, [*doubts, f"{name} is None"])
    return _like(of, plain, Number(found, number.scale), word)


def _like(of: Members, plain: Plain, number: Number, word: str) -> Plain:
    if not isinstance(plain, Amount):
        return number
    return Amount(number, after(of, "of", word, []))


def _extreme(of: Members, value: Atom, sign: str) -> str:
    guard = _guard(value, also=[str(of.among)] if of.among else [])
    lead = f"{guard} and " if guard else ""
    atoms = [a for a in (of.among, value) if a is not None]
    better = f"if {lead}({{}} is None or {value} {sign} {{}}):"
    return gathered(of, "extreme", "None", [better, f"    {{}} = {value}"], *atoms)


def share(at: At, node: ir.Share) -> Plain:
    """The part of a collection for which a condition holds: what is in it, of the whole."""
    of = members(at, node.over, node.var, node.value, node.member)
    plain = Number(Atom("1", maybe=False)) if node.value is None else values.value_of(of.at, node.value)
    number, part = number_of(plain), conditions.truth_of(of.at, node.member)
    doubts = _one_word(of, plain)[1] if isinstance(plain, Amount) else []
    doubts += [*_doubts(of, number.value, part), *_below_zero(of, number)]
    inside, whole = _added(of, number, part), _added(of, number)
    # A share of nothing has no value, and what has none is for the ranges.
    found = after(of, "inside", inside, doubts, also=f"{whole} == 0")
    return Number(found, whole=after(of, "whole", whole, []))


def _below_zero(of: Members, number: Number) -> list[str]:
    value = number.value
    if value.frame is None or not number.signed:
        return []
    guard = _guard(value)
    test = f"{guard} and {value} < 0" if guard else f"{value} < 0"
    return [gathered(of, "below", "False", [f"if {test}:", "    {} = True"], value)]


def class_ratio(at: At, node: ir.ClassRatio) -> Plain:
    """The ratio of the totals of two classes."""
    of = members(at, node.over, node.var, node.value, node.left, node.right)
    number = number_of(values.value_of(of.at, node.value))
    left, right = conditions.truth_of(of.at, node.left), conditions.truth_of(of.at, node.right)
    doubts = [*_doubts(of, number.value, left, right), *_below_zero(of, number)]
    sums = _added(of, number, left), _added(of, number, right)
    nothing = f"{sums[0]} == {sums[1]} == 0"
    one, other = (after(of, "side", name, doubts, also=nothing) for name in sums)
    return Sides(Number(one, number.scale), Number(other, number.scale))


def quantified(at: At, node: ir.Quantified) -> Atom:
    """Whether a condition holds for every, some or no member."""
    of = members(at, node.over, node.var, node.condition)
    holds = conditions.truth_of(of.at, node.condition)
    every = node.quantifier == "every"
    if of.among is not None:
        inside = conditions.opposite(of.at, of.among) if every else of.among
        holds = (conditions.either if every else conditions.both)(of.at, (inside, holds))
    flag = gathered(of, "found", "False", [f"if {holds} is {not every}:", "    {} = True"], holds)
    doubts = [gathered(of, "open", "False", [f"if {holds} is None:", "    {} = True"], holds)] if holds.maybe else []
    doubts += [str(of.through.rest)] if of.through.rest is not None else []
    without = after(of, "none", f"{every or node.quantifier == 'no'}", doubts)
    here = Atom(flag, *of.through.after, maybe=False)
    return of.at.put(node.quantifier, f"{node.quantifier == 'some'} if {flag} else {without}", here, without)
