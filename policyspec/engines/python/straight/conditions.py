"""Straight code for conditions: True, False, or None where that cannot be told here."""

from collections.abc import Sequence
from fractions import Fraction
from typing import assert_never

from policyspec.engines.python.source import spelt
from policyspec.engines.python.straight import deciding, sums, values
from policyspec.engines.python.straight.at import At, item
from policyspec.engines.python.straight.frames import Atom, NotStraightError
from policyspec.engines.python.straight.plain import Amount, Choice, Day, Number, Plain, Sides, Span, Time, Word
from policyspec.ir import nodes as ir
from policyspec.model.values import Duration
from policyspec.model.vocabulary import fold

#: Rows of a table that become one expression: Python takes no endless ones.
_LONGEST = 60
YES = Atom("True", maybe=False)
_SIGNS: dict[ir.Relation, str] = {"at least": ">=", "at most": "<=", "above": ">", "below": "<", "equal": "=="}


def truth_of(at: At, node: ir.Condition) -> Atom:
    """Emit a condition; gives the name of whether it holds."""
    match node:
        case ir.Compare(relation, left, right, tolerance):
            one, other = values.value_of(at, left), values.value_of(at, right)
            if tolerance is None:
                return compared(at, relation, one, other)
            return _within(at, one, other, values.value_of(at, tolerance))
        case ir.BetweenBounds(subject, low, high):
            value = values.value_of(at, subject)
            return _between(at, value, values.value_of(at, low), values.value_of(at, high))
        case ir.OneOf(subject, options):
            return _one_of(at, values.value_of(at, subject), [values.value_of(at, o) for o in options])
        case ir.Within(subject, whole):
            inner, outer = _word(values.value_of(at, subject)), _word(values.value_of(at, whole))
            return at.guarded("within", f"{inner}.within({outer})", inner, outer)
        case ir.Mentions(subject, text):
            said = _said(values.value_of(at, subject))
            table = at.root.names.table("mentions", f"mentioning({text!r})")
            # What is not stated is in the table of a document as well: so it is looked up once.
            look_up = at.put if at.access.bounded else at.guarded
            return look_up("mentions", f"{table}[{said}]", said)
        case ir.Yes(subject):
            return _word(values.value_of(at, subject))
        case ir.IsStated(subject):
            return _stated(at, subject)
        case ir.Quantified():
            return sums.quantified(at, node)
        case ir.Not(condition):
            return opposite(at, truth_of(at, condition))
        case ir.And(parts):
            return both(at, [truth_of(at, c) for c in parts])
        case ir.Or(parts):
            return either(at, [truth_of(at, c) for c in parts])
        case ir.Among() | ir.Include():
            message = type(node).__name__
            raise NotStraightError(message)
        case _:
            assert_never(node)


# --- logic ------------------------------------------------------------------------------------------------------


def opposite(at: At, atom: Atom) -> Atom:
    return at.guarded("not", f"not {atom}", atom, negates=atom.code)


def both(at: At, atoms: Sequence[Atom]) -> Atom:
    """Whether all hold: one that fails decides, whatever the others are."""
    return _joined(at, "all", list(dict.fromkeys(a for a in atoms if a != YES)), deciding=False)


def either(at: At, atoms: Sequence[Atom]) -> Atom:
    """Whether any holds: one that does decides, whatever the others are."""
    return _joined(at, "any", list(dict.fromkeys(atoms)), deciding=True)


def _joined(at: At, stem: str, atoms: list[Atom], *, deciding: bool) -> Atom:
    if len(atoms) < 2:
        return atoms[0] if atoms else Atom(str(not deciding), maybe=False)
    if not any(a.maybe for a in atoms):
        return at.put(stem, f" {'or' if deciding else 'and'} ".join(map(str, atoms)), *atoms)
    tests = [str(a) if deciding else f"{a} is False" if a.maybe else f"not {a}" for a in atoms]
    unknown = [f"{a} is None" for a in atoms if a.maybe]
    code = f"{deciding} if {' or '.join(tests)} else None if {' or '.join(unknown)} else {not deciding}"
    return at.put(stem, code, *atoms)


# --- comparisons ------------------------------------------------------------------------------------------------


def compared(at: At, relation: ir.Relation, left: Plain, right: Plain) -> Atom:
    """Whether a relation holds between two values."""
    sign = _SIGNS[relation]
    match left, right:
        case Choice(rows, only), _:
            return _chosen(at, [(test, compared(at, relation, each, right)) for test, each in rows], only=only)
        case _, Choice(rows, only):
            return _chosen(at, [(test, compared(at, relation, left, each)) for test, each in rows], only=only)
        case Number(), Number():
            return _numbers(at, sign, left, right)
        case Amount(on=(currency, numbers)), Amount(at=(wanted, basis)) as limit:
            return _on_basis(at, sign, (currency, numbers[basis]), wanted, limit)
        case Amount(), Amount():
            if at.access.bounded and not (isinstance(left.of, Atom) and isinstance(right.of, Atom)):
                message = "an amount of no one basis against one of the policy's"
                raise NotStraightError(message)
            alike, holds = values.same(at, left, right), _numbers(at, sign, left.number, right.number)
            return holds if alike is None else at.access.unless("holds", [f"not {alike}"], holds, alike)
        case Sides(a, b), Sides(c, d):
            return _sides(at, sign, (a, b), (c, d))
        case Day(one), Day(other):
            order = at.access.order(one, other)
            return at.guarded("holds", f"{order} {sign} 0", order)
        case Span(start, end), Time(amount, unit):
            bound = Duration(Fraction(int(amount.value.code), amount.scale), unit)
            return at.access.lasts(relation, start, end, bound)
        case Word(), Word() if relation == "equal":
            return _one_of(at, left, [right])
        case _:
            message = f"{type(left).__name__} against {type(right).__name__}"
            raise NotStraightError(message)


def _on_basis(at: At, sign: str, amount: tuple[Atom, Atom], wanted: str, bound: Amount) -> Atom:
    """A tender's amount, on the basis of one of the policy's."""
    currency, number = amount
    holds = _numbers(at, sign, Number(number, signed=False), bound.number)
    return at.access.in_currency(holds, currency, wanted)


def _chosen(at: At, rows: Sequence[tuple[Atom, Atom]], *, only: bool) -> Atom:
    """The answer of the row that applies; where none does, or (`only`) two do, there is no value."""
    if len(rows) > _LONGEST:
        message = "a long table"
        raise NotStraightError(message)
    tests = [test for test, _ in rows]
    code = "None"
    # By bounds, one of several answers may be told without knowing which: that is for the ranges.
    doubt = "refuse()" if at.access.bounded else "None"
    for test, holds in reversed(rows):
        unknown = f"{doubt} if {test} is None else " if test.maybe else ""
        code = f"{holds} if {test} else {unknown}{code}"
    if only:
        doubts = [f"{test} is None" for test in tests if test.maybe]
        lead = f"{doubt} if {' or '.join(doubts)} else " if doubts else ""
        code = f"{lead}None if {_count(tests)} != 1 else {code}"
    return at.put("chosen", code, *tests, *(holds for _, holds in rows), maybe=True)


def _count(tests: Sequence[Atom]) -> str:
    return f"({' + '.join(map(str, tests))})"


def _numbers(at: At, sign: str, left: Number, right: Number) -> Atom:
    if left.range is not None or right.range is not None:
        return deciding.compared(at, sign, left, right)
    if at.access.bounded:
        _check_inside(left, right)
    if left.whole is None and right.whole is None:
        return values.scaled(at, left, right, sign)
    if right.whole is not None:
        message = "against a share"
        raise NotStraightError(message)
    # A share: its part against as much of its whole.
    assert left.whole is not None
    part, whole, other = left.value, left.whole, right.value
    code = f"{values.by(part, right.scale)} {sign} {other} * {whole}"
    return at.guarded("holds", code, part, whole, other)


def _check_inside(left: Number, right: Number) -> None:
    """What is not stated may be on either side of what it is compared with, or it has no straight code."""
    for missing, bound in ((left, right), (right, left)):
        if missing.value.maybe:
            fixed = values.fixed(bound)
            top = None if missing.most is None else Fraction(missing.most, missing.scale)
            if missing.signed or fixed is None or fixed <= 0 or (top is not None and fixed >= top):
                message = "what may be missing against such a bound"
                raise NotStraightError(message)


def _sides(at: At, sign: str, left: tuple[Number, Number], right: tuple[Number, Number]) -> Atom:
    (a, b), (c, d) = left, right
    if a.range is not None or c.range is not None:
        return deciding.ratio_compared(at, sign, Sides(a, b), Sides(c, d))
    if a.scale != b.scale or c.scale != d.scale:
        message = "a ratio of unlike parts"
        raise NotStraightError(message)
    atoms = (a.value, b.value, c.value, d.value)
    if c.value.frame is None and d.value.frame is None and int(c.value.code) > 0:
        part = Fraction(int(d.value.code), int(c.value.code))
        one, other = values.by(a.value, part.numerator), values.by(b.value, part.denominator)
        return at.guarded("holds", f"{one} {sign} {other}", *atoms)
    return at.guarded("holds", f"{_product(a, d)} {sign} {_product(c, b)}", *atoms)


def _product(one: Number, other: Number) -> str:
    first, second = sorted((one.value, other.value), key=lambda a: a.frame is not None)
    return values.by(second, int(first.code)) if first.frame is None else f"{first} * {second}"


def _within(at: At, value: Plain, middle: Plain, give: Plain) -> Atom:
    if not isinstance(middle, Number) or not isinstance(give, Number) or not (middle.is_simple and give.is_simple):
        message = "give or take such an operand"
        raise NotStraightError(message)
    ends = [Number(values.scaled(at, middle, give, sign), middle.scale * give.scale) for sign in "-+"]
    return _between(at, value, *ends)


def _between(at: At, value: Plain, low: Plain, high: Plain) -> Atom:
    if isinstance(value, Number) and isinstance(low, Number) and isinstance(high, Number):
        found = deciding.between(at, value, low, high)
        if found is not None:
            return found
    return both(at, (compared(at, "at least", value, low), compared(at, "at most", value, high)))


# --- words ------------------------------------------------------------------------------------------------------


def _word(plain: Plain) -> Atom:
    if isinstance(plain, Word):
        return plain.value
    message = f"{type(plain).__name__} for a word"
    raise NotStraightError(message)


def _said(plain: Plain) -> Atom:
    if isinstance(plain, Word) and plain.codes is None:
        return plain.value
    message = f"{type(plain).__name__} for a text"
    raise NotStraightError(message)


def _one_of(at: At, subject: Plain, options: Sequence[Plain]) -> Atom:
    if not isinstance(subject, Word):
        return either(at, [compared(at, "equal", subject, option) for option in options])
    value = subject.value
    if not subject.folded:
        others = [_word(option) for option in options]
        return either(at, [at.guarded("is", f"{value} == {other}", value, other) for other in others])
    texts = [option.text for option in options if isinstance(option, Word)]
    if None in texts or len(texts) < len(options):
        message = "text against text of the tender"
        raise NotStraightError(message)
    words = frozenset(fold(text or "") for text in texts)
    if subject.codes is not None:
        # A code that is not stated is in the table as well: so it is looked up once.
        known: dict[str | None, bool | None] = {code: fold(p) in words for code, p in subject.codes.items()}
        known[None] = None
        return at.put("is", f"{at.root.names.constant('codes', known)}[{value}]", value)
    table = at.root.names.table("one_of", f"one_of({spelt(words)})")
    look_up = at.put if at.access.bounded else at.guarded
    return look_up("is", f"{table}[{value}]", value)


def _stated(at: At, subject: ir.Fact | ir.Members | ir.Scalars | ir.TheItem) -> Atom:
    if isinstance(subject, ir.TheItem):
        message = "whether a thing is stated"
        raise NotStraightError(message)
    return at.access.stated(item(at, subject.owner), subject.info)
