"""The cases of a table's column: points such that each cell says the same of all values that a point stands for."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from policyspec.base.dataclasses import dataclass
from policyspec.ir import nodes as ir
from policyspec.model.types import Kind, Type
from policyspec.model.values import Duration, Moment, Money, Ratio, Value
from policyspec.model.vocabulary import Vocabulary
from policyspec.passes.money import basis

Cell = ir.Condition | None  # None: `any`
Point = Fraction | str | bool | None  # None: the fact is not stated

_HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Case:
    """A point, and what it stands for in words: `is below GBP 663,540`."""

    point: Point
    words: str


def cases(cells: Sequence[Cell], vocabulary: Vocabulary) -> list[Case] | None:
    """The cases of a column; None where a cell is more than a bound, a code, a yes or no against fixed values."""
    bare = [_bare(cell) for cell in cells if cell is not None]
    absent = [Case(None, "is not stated")] if any(isinstance(c, ir.IsStated) for c in bare) else []
    tests = [c for c in bare if not isinstance(c, ir.IsStated)]
    if not tests:
        return [*absent, Case(True, "is stated")] if absent else [Case(True, "is anything")]
    subject, constants = _subject(tests[0]), [const for test in tests for const in _constants(test)]
    if subject is None or any(_subject(test) is None for test in tests) or None in constants:
        return None
    found = _of_type(subject, [c for c in constants if c is not None], vocabulary)
    return None if found is None else [*found, *absent]


def _bare(cell: ir.Condition) -> ir.Condition:
    """A cell without its `not`."""
    return _bare(cell.condition) if isinstance(cell, ir.Not) else cell


def _subject(test: ir.Condition) -> ir.Expr | None:
    match test:
        case ir.Compare(left=subject, tolerance=None):
            return subject
        case ir.BetweenBounds(subject=subject) | ir.OneOf(subject=subject) | ir.Yes(subject=subject):
            return subject
        case _:
            return None


def _constants(test: ir.Condition) -> Iterator[ir.Const | None]:
    """The fixed values of a cell; None for one that is not fixed."""
    values: tuple[ir.Expr, ...] = ()
    match test:
        case ir.Compare(right=right):
            values = (right,)
        case ir.BetweenBounds(low=low, high=high):
            values = (low, high)
        case ir.OneOf(options=options):
            values = options
        case _:
            pass
    yield from (value if isinstance(value, ir.Const) else None for value in values)


def _of_type(subject: ir.Expr, constants: Sequence[ir.Const], vocabulary: Vocabulary) -> list[Case] | None:
    match subject.type.kind:
        case Kind.YES_NO:
            return [Case(True, "is yes"), Case(False, "is no")]
        case Kind.CODE:
            return [Case(code, f"is {code}") for code in vocabulary.codes.get(subject.type.codes or "", ())]
        case Kind.NUMBER | Kind.PERCENTAGE | Kind.MONEY | Kind.DATE | Kind.DURATION | Kind.RATIO:
            whole = isinstance(subject, ir.Aggregate) and subject.function == "number"
            return _ordered(constants, subject.type, whole=whole) if _of_one_sort(constants) else None
        case _:
            return None


def _of_one_sort(constants: Sequence[ir.Const]) -> bool:
    """Whether all amounts are in one currency on one basis, all lengths of time in one unit."""
    return len({sort(const.value) for const in constants}) == 1


def sort(value: Value) -> tuple[object, ...] | None:
    match value:
        case Money():
            return value.currency, basis(value)
        case Duration(_, unit):
            return (unit,)
        case Ratio(_, right):
            return None if right else ("endless",)
        case _:
            return None


def _ordered(constants: Sequence[ir.Const], type_: Type, *, whole: bool) -> list[Case] | None:
    """Each bound, what lies between two, below the first and above the last, as far as the type goes."""
    bounds = {number: const.words for const in constants if (number := number_of(const.value)) is not None}
    if len(bounds) == 0 or any(number_of(const.value) is None for const in constants):
        return None
    ordered = sorted(bounds)
    found = [Case(ordered[0] - 1, f"is below {bounds[ordered[0]]}")]
    for low, high in pairwise(ordered):
        found.append(Case(low, f"is {bounds[low]}"))
        if not whole or high - low > 1:
            found.append(Case((low + high) * _HALF, f"is between {bounds[low]} and {bounds[high]}"))
    found.append(Case(ordered[-1], f"is {bounds[ordered[-1]]}"))
    found.append(Case(ordered[-1] + 1, f"is above {bounds[ordered[-1]]}"))
    return [case for case in found if _reached(case.point, type_, ordered)]


def _reached(point: Point, type_: Type, bounds: Sequence[Fraction]) -> bool:
    """Whether the type has a value for which a point stands."""
    assert isinstance(point, Fraction)  # the points of an ordered type
    if point < bounds[0]:
        return type_.lo is None or type_.lo < bounds[0]
    if point > bounds[-1]:
        return type_.hi is None or type_.hi > bounds[-1]
    return (type_.lo is None or point >= type_.lo) and (type_.hi is None or point <= type_.hi)


def number_of(value: Value) -> Fraction | None:
    """The number by which values of one sort are ordered."""
    match value:
        case bool():
            return None
        case Fraction():
            return value
        case Money():
            return next(a for a in (value.unstated, value.excluding, value.including) if a is not None)
        case Moment(day, None):
            return Fraction(day.toordinal())
        case Duration(amount, _):
            return amount
        case Ratio(left, right):
            return left / right if right else None
        case _:
            return None


def covers(cell: Cell, point: Point, *, certainly: bool = False) -> bool:
    """Whether a cell holds for a point. Of a fact that is not stated any bound may hold, and none certainly does."""
    match cell:
        case None:
            return True
        case ir.IsStated():
            return point is not None
        case ir.Not(ir.IsStated()):
            return point is None
        case _ if point is None:
            return not certainly
        case ir.Not(inner):
            return not covers(inner, point)
        case ir.Yes():
            return point is True
        case ir.OneOf(options=options):
            return any(_equal(option, point) for option in options)
        case ir.BetweenBounds(low=low, high=high):
            return _compare(low, point) <= 0 <= _compare(high, point)
        case ir.Compare(relation="equal", right=right):
            return _equal(right, point)
        case ir.Compare(relation=relation, right=right):
            return _related(relation, _compare(right, point))
        case _:
            return True


def _equal(const: ir.Expr, point: Point) -> bool:
    assert isinstance(const, ir.Const)  # `cases` let no others through
    return const.value == point or (isinstance(point, Fraction) and number_of(const.value) == point)


def _compare(const: ir.Expr, point: Point) -> int:
    """Above 0 where the bound is above the point, below 0 where it is below."""
    assert isinstance(const, ir.Const)  # as above
    number = number_of(const.value)
    assert number is not None
    assert isinstance(point, Fraction)
    return (number > point) - (number < point)


def _related(relation: str, bound: int) -> bool:
    match relation:
        case "at least":
            return bound <= 0
        case "above":
            return bound < 0
        case "at most":
            return bound >= 0
        case _:
            return bound > 0
