"""Straight code for comparing what a loop sums up where facts may be missing: True, False, or None for either."""

from fractions import Fraction

from policyspec.base.dataclasses import replace
from policyspec.engines.python.straight import values
from policyspec.engines.python.straight.at import At
from policyspec.engines.python.straight.frames import Atom, NotStraightError
from policyspec.engines.python.straight.plain import Number, Sides


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
