"""Straight code for what a loop sums up where facts may be missing: by its bounds, which are those of `model.counting`.

What the loop gathers has a lower bound, and how much higher it may be. Whatever cannot be told from these as it is from
ranges has no straight code.
"""

from collections.abc import Sequence
from fractions import Fraction

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


# --- comparisons ------------------------------------------------------------------------------------------------


def compared(at: At, sign: str, left: Number, right: Number) -> Atom:
    """Whether a relation holds between two numbers of which one is a sum."""
    if left.range is not None and left.range.beside is not None:
        return _share_compared(at, sign, left, left.range.beside, right)
    if (right.range is not None and right.range.beside is not None) or _is_missing(left) or _is_missing(right):
        message = "against a share, or against what may be missing"
        raise NotStraightError(message)
    part = Fraction(right.scale, left.scale)
    return _decided(at, sign, (left, part.numerator), (right, part.denominator))


def between(at: At, value: Number, low: Number, high: Number) -> Atom | None:
    """Whether a sum stands between two numbers of the policy's; None: it is not of these that it is asked."""
    ends = values.fixed(low), values.fixed(high)
    bounds = value.range
    if bounds is None or bounds.void or bounds.nothing or bounds.beside is not None or None in ends:
        return None
    (one, other), taken = ends, (value, 1)
    assert one is not None
    assert other is not None
    least, most = one * value.scale, other * value.scale
    if least.denominator != 1 or most.denominator != 1:
        return None
    surely = f"{least} <= {_low(taken)} and {_high(taken)} <= {most}"
    may = f"{least} <= {_high(taken)} and {_low(taken)} <= {most}"
    if endless := _endless(taken):
        # Of a list that is not stated there is nothing that could be enough.
        surely = surely if _is_rest(value) and least > 0 else f"not {endless} and {surely}"
        may = f"({endless} or {least} <= {_high(taken)}) and {_low(taken)} <= {most}"
    return at.put("between", f"True if {surely} else None if {may} else False", *_atoms(value), maybe=True)


def ratio_compared(at: At, sign: str, sides: Sides, other: Sides) -> Atom:
    """Whether a relation holds between the ratio of two sums and one of the policy's."""
    over, under = values.fixed(other.left), values.fixed(other.right)
    if not over or not under or sides.left.scale != sides.right.scale:
        message = "a ratio against one of the tender's"
        raise NotStraightError(message)
    part = under / over
    return _decided(at, sign, (sides.left, part.numerator), (sides.right, part.denominator))


def _is_missing(number: Number) -> bool:
    return number.value.maybe


def _share_compared(at: At, sign: str, inside: Number, outside: Number, bound: Number) -> Atom:
    """A share against one of the policy's: what is inside, against as much of what is outside."""
    share_ = values.fixed(bound)
    if share_ is None or not 0 < share_ < 1:
        message = "a share against such a bound"
        raise NotStraightError(message)
    part = (1 - share_) / share_
    return _decided(at, sign, (inside, part.numerator), (outside, part.denominator))


#: A number, and by how much it is taken.
_Taken = tuple[Number, int]


def _decided(at: At, sign: str, left: _Taken, right: _Taken) -> Atom:
    """Whether it holds whatever is missing, or may hold."""
    atoms = [each for number, _ in (left, right) for each in _atoms(number)]
    ranges = [number.range for number, _ in (left, right) if number.range is not None]
    void = [test for each in ranges for test in each.void]
    if sign != ">=":
        void += [each.nothing for each in ranges if each.nothing]
    lead = f"None if {' or '.join(dict.fromkeys(void))} else " if void else ""
    surely, may = _bounds(sign, left, right)
    if sign == ">=" and any(each.nothing for each in ranges):
        # Of nothing beside nothing it may hold, and does not surely; there is nothing of a list that is not stated.
        lead_, _, surely = surely.rpartition(" and ")
        surely = f"{lead_} and 0 < {surely}" if lead_ and not _is_rest(right[0]) else f"0 < {surely}"
    code = f"{lead}{surely}" if surely == may else f"{lead}True if {surely} else None if {may} else False"
    return at.put("holds", code, *atoms, maybe=bool(void) or surely != may)


def _bounds(sign: str, left: _Taken, right: _Taken) -> tuple[str, str]:
    """The tests of whether it surely holds, and of whether it may."""
    if sign == "==":
        tests = (_bounds(each, left, right) for each in (">=", "<="))
        one, other = zip(*tests, strict=True)
        return " and ".join(dict.fromkeys(one)), " and ".join(dict.fromkeys(other))
    upper, lower = (left, right) if sign in (">", ">=") else (right, left)
    low, high = (_low(left), _low(right)), (_high(left), _high(right))
    more_left = sign in (">", ">=")
    surely = f"{low[0]} {sign} {high[1]}" if more_left else f"{high[0]} {sign} {low[1]}"
    may = f"{high[0]} {sign} {low[1]}" if more_left else f"{low[0]} {sign} {high[1]}"
    if endless := _endless(lower):
        surely = f"not {endless} and {surely}"
    if endless := _endless(upper):
        may = f"({endless} or {may})"
    return surely, may


def _low(taken: _Taken) -> str:
    number, factor = taken
    return values.by(number.value, factor)


def _high(taken: _Taken) -> str:
    number, factor = taken
    more = number.range.more if number.range is not None else None
    if more is None:
        return _low(taken)
    return f"{number.value} + {more}" if factor == 1 else f"{factor} * ({number.value} + {more})"


def _endless(taken: _Taken) -> str:
    endless = taken[0].range.endless if taken[0].range is not None else None
    return "" if endless is None else str(endless)


def _is_rest(number: Number) -> bool:
    """Whether a sum is only without limit where its list is not stated, and then it has nothing."""
    endless = number.range.endless if number.range is not None else None
    return endless is not None and endless.code.startswith("rest_")


def _atoms(number: Number) -> list[Atom]:
    found = number.range
    beyond = (found.more, found.endless) if found is not None else ()
    return [number.value, *(atom for atom in beyond if atom is not None)]


def times(at: At, factor: Number, number: Number) -> Number:
    """A sum scaled by a number of the policy's, above zero."""
    part, bounds = values.fixed(factor), number.range
    if part is None or part <= 0 or bounds is None or bounds.beside is not None:
        message = "times of such operands"
        raise NotStraightError(message)

    def taken(atom: Atom) -> Atom:
        return at.put("product", values.by(atom, int(factor.value.code)), atom, maybe=False)

    more = None if bounds.more is None else taken(bounds.more)
    return replace(
        number, value=taken(number.value), scale=number.scale * factor.scale, range=replace(bounds, more=more)
    )
