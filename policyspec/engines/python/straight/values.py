"""Straight code for expressions."""

from fractions import Fraction
from typing import assert_never

from policyspec.base.dataclasses import replace
from policyspec.engines.python.straight import bounds, conditions, deciding, sums
from policyspec.engines.python.straight.at import At, item
from policyspec.engines.python.straight.frames import Atom, NotStraightError
from policyspec.engines.python.straight.plain import Amount, Choice, Day, Number, Plain, Sides, Span, Time, Word
from policyspec.ir import nodes as ir
from policyspec.model.bounds import constant
from policyspec.model.ranges import Amounts, AnyBasis, NoBasis
from policyspec.model.values import Between, Classification, Duration, ItemRef, Moment, Money, Ratio, Value, Vat


def value_of(at: At, node: ir.Expr) -> Plain:
    """Emit an expression; gives the names of what it comes to."""
    match node:
        case ir.Const(value):
            return _constant(at, value)
        case ir.Fact(owner, info):
            return at.access.fact(item(at, owner), info)
        case ir.Threshold():
            return _threshold(at, node)
        case ir.Aggregate():
            return bounds.aggregate(at, node) if at.access.bounded else sums.aggregate(at, node)
        case ir.Share():
            return bounds.share(at, node) if at.access.bounded else sums.share(at, node)
        case ir.ClassRatio():
            return bounds.class_ratio(at, node) if at.access.bounded else sums.class_ratio(at, node)
        case ir.RatioOf(left, right):
            return _ratio_of(at, value_of(at, left), value_of(at, right))
        case ir.TimeFrom(start, end):
            return _time_from(value_of(at, start), value_of(at, end))
        case ir.Arithmetic(operator, left, right):
            return _arithmetic(at, operator, value_of(at, left), value_of(at, right))
        case ir.Lookup(rows=rows, selects=("exactly one" | "first") as selects):
            tests = [conditions.both(at, [conditions.truth_of(at, c) for c in row.conditions]) for row in rows]
            results = [value_of(at, row.result) for row in rows]
            return Choice(tuple(zip(tests, results, strict=True)), only=selects == "exactly one")
        case ir.Extreme(which, left, right):
            return _extreme(at, which, value_of(at, left), value_of(at, right))
        case ir.ScalarVar() | ir.TheItem() | ir.Lookup():
            message = type(node).__name__
            raise NotStraightError(message)
        case _:
            assert_never(node)


def literal(number: int) -> Atom:
    return Atom(str(number), maybe=False)


def number(value: Fraction) -> Number:
    """A number of the policy's: its numerator, of as many parts as its denominator."""
    return Number(literal(value.numerator), value.denominator)


# --- constants --------------------------------------------------------------------------------------------------


def _constant(at: At, value: Value) -> Plain:
    match value:
        case bool():
            return Word(Atom(repr(value), maybe=False))
        case Fraction():
            return number(value)
        case Ratio(left, right):
            return Sides(number(left), number(right))
        case Money():
            return _amount(value)
        case Moment():
            return Day(at.access.day(value))
        case Duration(amount, unit):
            return Time(number(amount), unit)
        case str():
            return Word(Atom(repr(value), maybe=False), folded=True, text=value)
        case Classification():
            return Word(Atom(at.root.names.constant("class", value), maybe=False))
        case Between() | ItemRef():
            message = f"a constant {type(value).__name__}"
            raise NotStraightError(message)
        case _:
            assert_never(value)


def _amount(value: Money) -> Amount:
    found = constant(value)
    assert isinstance(found, Amounts)
    if len(found.on) != 1:
        message = "an amount on two bases"
        raise NotStraightError(message)
    (basis,) = found.on
    bases = (*Vat, NoBasis.UNSTATED) if isinstance(basis, AnyBasis) else (basis,)
    exact = found.on[basis].exact
    assert exact is not None
    at = (value.currency, basis) if isinstance(basis, Vat) else None
    return Amount(number(exact), frozenset(word(value.currency, each) for each in bases), at=at)


def word(currency: str, basis: Vat | NoBasis) -> str:
    """A currency and a VAT basis as one word: `GBP excluding VAT`."""
    return f"{currency} {basis.value}"


def _threshold(at: At, node: ir.Threshold) -> Plain:
    """One of some constants, by the judged day; of one dimension, or there is no straight code."""
    entries = [_constant(at, period.value) for period in node.periods]
    kinds = {(type(e), e.of if isinstance(e, Amount) else None) for e in entries}
    if len(kinds) != 1 or not isinstance(entries[0], Amount | Number):
        message = "a threshold of unlike values"
        raise NotStraightError(message)
    numbers = [e.number if isinstance(e, Amount) else e for e in entries if isinstance(e, Amount | Number)]
    scale = max(n.scale for n in numbers)
    if any(scale % n.scale for n in numbers):
        message = "a threshold of unlike parts"
        raise NotStraightError(message)
    parts = [int(n.value.code) * (scale // n.scale) for n in numbers]
    table = tuple((p.start, p.end, part) for p, part in zip(node.periods, parts, strict=True))
    name = at.root.names.constant(node.name, table)
    found = Number(at.put("threshold", f"on_day({at.judged}, {name})", at.judged, maybe=True), scale)
    first = entries[0]
    return replace(first, number=found) if isinstance(first, Amount) else found


# --- of two operands --------------------------------------------------------------------------------------------


def _ratio_of(at: At, left: Plain, right: Plain) -> Plain:
    if isinstance(left, Amount) and isinstance(right, Amount):
        guard = same(at, left, right)
        left, right = left.number, right.number
    else:
        guard = None
    plain = isinstance(left, Number) and isinstance(right, Number) and left.is_simple and right.is_simple
    if not isinstance(left, Number) or not isinstance(right, Number) or not plain or guard is not None:
        message = "a ratio of such operands"
        raise NotStraightError(message)
    _sure(at, left, right)
    a, b = left.value, right.value
    fine = at.guarded("fine", f"{a} >= 0 and {b} >= 0 and ({a} > 0 or {b} > 0)", a, b)
    one = at.put("left", f"{a} if {fine} else None", a, fine, maybe=True)
    return Sides(Number(one, left.scale), right)


def _time_from(start: Plain, end: Plain) -> Plain:
    if isinstance(start, Day) and isinstance(end, Day):
        return Span(start.value, end.value)
    message = "a time between such operands"
    raise NotStraightError(message)


def _arithmetic(at: At, operator: str, left: Plain, right: Plain) -> Plain:
    if operator == "times":
        return _times(at, left, right)
    if isinstance(left, Number) and isinstance(right, Number) and left.is_simple and right.is_simple:
        _sure(at, left, right)
        sign = "+" if operator == "plus" else "-"
        return Number(scaled(at, left, right, sign), left.scale * right.scale)
    message = f"{operator} of such operands"
    raise NotStraightError(message)


def scaled(at: At, left: Number, right: Number, sign: str) -> Atom:
    """The left brought to the right's parts, a sign between, and the right brought to the left's."""
    one, other = fixed(left), fixed(right)
    code = _reduced(left, right, sign)
    if one is not None and other is not None and sign in "+-":
        return literal(int((one + other if sign == "+" else one - other) * left.scale * right.scale))
    return at.guarded("sum" if sign in "+-" else "holds", code, left.value, right.value)


def _reduced(left: Number, right: Number, sign: str) -> str:
    """One brought to the other's parts, in the smallest numbers: these are worked with over and over."""
    if sign in "+-":
        return f"{by(left.value, right.scale)} {sign} {by(right.value, left.scale)}"
    if right.value.frame is None:
        bound = Fraction(int(right.value.code) * left.scale, right.scale)
        return f"{by(left.value, bound.denominator)} {sign} {bound.numerator}"
    part = Fraction(right.scale, left.scale)
    return f"{by(left.value, part.numerator)} {sign} {by(right.value, part.denominator)}"


def fixed(number: Number) -> Fraction | None:
    """A number of the policy's; None for one of the tender's."""
    return Fraction(int(number.value.code), number.scale) if number.value.frame is None else None


def by(value: Atom, factor: int) -> str:
    if value.frame is None:
        return str(int(value.code) * factor)
    return str(value) if factor == 1 else f"{factor} * {value}"


def _times(at: At, left: Plain, right: Plain) -> Plain:
    if isinstance(left, Amount):
        left, right = right, left
    if not isinstance(left, Number) or not left.is_simple:
        message = "times of such operands"
        raise NotStraightError(message)
    match right:
        case Number(whole=None):
            return _product(at, left, right)
        case Amount(amount) if amount.range is not None:
            return replace(right, number=deciding.times(at, left, amount))
        case Amount(amount) if amount.whole is None:
            return replace(right, number=_product(at, left, amount), on=None)
        case _:
            message = "times of such operands"
            raise NotStraightError(message)


def _sure(at: At, *numbers: Number) -> None:
    """By bounds, what is worked out from what may be missing is a range of its own, for which there is no code."""
    if at.access.bounded and any(each.value.maybe or each.range is not None for each in numbers):
        message = "worked out from what may be missing"
        raise NotStraightError(message)


def _extreme(at: At, which: str, left: Plain, right: Plain) -> Plain:
    function = "min" if which == "lower" else "max"
    match left, right:
        case Number(a, scale, None) as one, Number(b, other, None) as two if scale == other:
            _sure(at, one, two)
            return Number(at.guarded(which, f"{function}({a}, {b})", a, b), scale)
        case Amount(Number(a, scale, None) as one), Amount(Number(b, other, None) as two) if scale == other:
            _sure(at, one, two)
            alike = same(at, left, right)
            found = at.guarded(which, f"{function}({a}, {b})", a, b)
            fine = found if alike is None else at.put(which, f"{found} if {alike} else None", found, alike, maybe=True)
            return Amount(Number(fine, scale), left.of if isinstance(left.of, Atom) else right.of)
        case _:
            message = f"{which} of such operands"
            raise NotStraightError(message)


def _product(at: At, left: Number, right: Number) -> Number:
    _sure(at, left, right)
    if left.value.frame is None and right.value.frame is None:
        return number(Fraction(int(left.value.code) * int(right.value.code), left.scale * right.scale))
    product = at.guarded("product", f"{left.value} * {right.value}", left.value, right.value)
    return Number(product, left.scale * right.scale)


def same(at: At, left: Amount, right: Amount) -> Atom | None:
    """Whether two amounts compare, by their currencies and bases; None: two of the policy's that do."""
    match left.of, right.of:
        case Atom() as one, Atom() as other:
            return None if one == other else at.put("alike", f"{one} == {other}", one, other, maybe=False)
        case (Atom() as one, frozenset() as words) | (frozenset() as words, Atom() as one):
            return at.put("alike", f"{one} in {at.root.names.constant('words', words)}", one, maybe=False)
        case one, other:
            if one == other:
                return None
            message = "two amounts of the policy's"
            raise NotStraightError(message)
