"""Straight code for what a loop sums up where facts may be missing: by its bounds, which are those of `model.counting`.

What the loop gathers has a lower bound, and how much higher it may be. Whatever cannot be told from these as it is from
ranges has no straight code.
"""

from collections.abc import Sequence

from policyspec.base.dataclasses import replace
from policyspec.engines.python.straight import conditions, values
from policyspec.engines.python.straight.at import At
from policyspec.engines.python.straight.frames import Atom, NotStraightError, deepest
from policyspec.engines.python.straight.gathering import Alike, Gathered, Highest, Sum, gathering
from policyspec.engines.python.straight.plain import Amount, Number, Plain, Range, Sides
from policyspec.engines.python.straight.sums import Members, members, number_of
from policyspec.ir import nodes as ir

_ONE = Number(Atom("1", maybe=False), signed=False)


# --- what is gathered -------------------------------------------------------------------------------------------


def _gathered(of: Members, key: str, found: Gathered) -> None:
    """Put what is gathered where the loop has all that it is gathered from."""
    frame = of.through.loop.frame
    at, stage = deepest(frame, (*found.tests, found.value))
    if not frame.within(at):
        message = "a sum of what stands in an inner list"
        raise NotStraightError(message)
    gathering(frame, stage if at is frame else 0).gathered.append(found)
    frame.gathered[key] = found
    of.through.forget(found.nothing())


def _tests(of: Members, parts: Sequence[Atom | None]) -> tuple[Atom, ...]:
    return tuple(dict.fromkeys(a for a in (of.among, *parts) if a is not None))


def _added(of: Members, number: Number, *parts: Atom) -> Number:
    """A sum over the members, or over those of them for which some parts hold."""
    tests = _tests(of, parts)
    if number.signed or number.range is not None:
        message = "a sum of what may be below zero, or of sums"
        raise NotStraightError(message)
    key = f"sum of {number.value} where {' and '.join(map(str, tests))}"
    if key not in of.through.loop.frame.gathered:
        _gathered(of, key, _begun(of, number, tests))
    found = of.through.loop.frame.gathered[key]
    assert isinstance(found, Sum)
    more, endless = (_after(of, name) if name else None for name in (found.more, found.endless))
    return Number(_after(of, found.name), number.scale, signed=False, range=Range(more, endless))


def _begun(of: Members, number: Number, tests: tuple[Atom, ...]) -> Sum:
    value, rest = number.value, of.through.rest
    unlimited = value.maybe and number.most is None
    higher = any(test.maybe for test in tests) or (value.maybe and number.most is not None)
    return Sum(
        tests,
        value,
        number.most,
        of.through.begun("total", "0"),
        of.through.begun("more", "0") if higher else None,
        of.through.begun("endless", str(rest or False)) if unlimited else None if rest is None else rest.code,
    )


def _after(of: Members, name: str) -> Atom:
    return Atom(name, *of.through.after, maybe=False)


def _one_word(of: Members, plain: Plain) -> tuple[Atom | None, tuple[str, ...]]:
    """The currency of some amounts, and the test of whether they have several."""
    if not isinstance(plain, Amount):
        return None, ()
    if not isinstance(plain.of, Atom):
        message = "a sum of amounts that the policy states"
        raise NotStraightError(message)
    tests = _tests(of, ())
    key = f"word of {plain.of} where {' and '.join(map(str, tests))}"
    if key not in of.through.loop.frame.gathered:
        checked = of.at.access.checked(plain.of)
        names = of.through.begun("of", "None"), of.through.begun("unlike", "False")
        _gathered(of, key, Alike(tests, plain.number.value, plain.of, checked, *names))
    found = of.through.loop.frame.gathered[key]
    assert isinstance(found, Alike)
    return Atom(found.name, *of.through.after), (found.unlike,)


# --- what it comes to -------------------------------------------------------------------------------------------


def aggregate(at: At, node: ir.Aggregate) -> Plain:
    """`number`, `total` or `highest` of a collection."""
    of = members(at, node.over, node.var, node.value)
    if node.function == "number":
        return _number(of)
    plain = values.value_of(of.at, node.value) if node.value is not None else _ONE
    number = number_of(plain)
    word, unlike = _one_word(of, plain)
    if node.function == "total":
        found = _added(of, number)
    elif node.function == "highest" and number.range is None:
        found = _highest(of, number)
    else:
        message = f"the {node.function} of what may be missing"
        raise NotStraightError(message)
    assert found.range is not None
    found = replace(found, range=replace(found.range, void=(*found.range.void, *unlike)))
    return found if word is None else Amount(found, word)


def _number(of: Members) -> Number:
    """How many there are: of a whole list its length, which of lots that are not stated is one at least."""
    if of.among is not None:
        return _added(of, _ONE)
    listed, rest = of.through.listed, of.through.rest
    length = of.at.put("number", f"len({listed})", listed, maybe=False)
    return Number(length, signed=False, range=Range(None, rest))


def _highest(of: Members, number: Number) -> Number:
    tests = _tests(of, ())
    key = f"highest {number.value} where {' and '.join(map(str, tests))}"
    if key not in of.through.loop.frame.gathered:
        rest = of.through.rest
        names = of.through.begun("highest", "None"), of.through.begun("endless", str(rest or False))
        _gathered(of, key, Highest(tests, number.value, *names))
    found = of.through.loop.frame.gathered[key]
    assert isinstance(found, Highest)
    # Where none is known to belong, or nothing of those that do, nothing is decided.
    nothing = Range(None, _after(of, found.endless), (f"{found.name} is None",))
    return Number(_after(of, found.name), number.scale, signed=False, range=nothing)


def share(at: At, node: ir.Share) -> Plain:
    """The part of a collection for which a condition holds: what is in it, beside what is not."""
    of = members(at, node.over, node.var, node.value, node.member)
    plain = _ONE if node.value is None else values.value_of(of.at, node.value)
    number, part = number_of(plain), conditions.truth_of(of.at, node.member)
    _, unlike = _one_word(of, plain)
    inside, outside = (_added(of, number, each) for each in (part, conditions.opposite(of.at, part)))
    assert inside.range is not None
    nothing = f"{inside.value} == {outside.value} == 0"
    return replace(inside, range=replace(inside.range, void=unlike, nothing=nothing, beside=outside))


def class_ratio(at: At, node: ir.ClassRatio) -> Plain:
    """The ratio of the totals of two classes."""
    of = members(at, node.over, node.var, node.value, node.left, node.right)
    plain = values.value_of(of.at, node.value)
    if isinstance(plain, Amount):
        message = "a ratio of amounts"
        raise NotStraightError(message)
    parts = (conditions.truth_of(of.at, each) for each in (node.left, node.right))
    left, right = (_added(of, number_of(plain), each) for each in parts)
    assert left.range is not None
    nothing = f"{left.value} == {right.value} == 0"
    return Sides(replace(left, range=replace(left.range, nothing=nothing)), right)
