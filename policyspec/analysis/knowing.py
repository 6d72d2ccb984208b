"""What can ever be known of the conditions and expressions of a rule, for the tenders of one source, while drafting.

Three-valued abstract interpretation of the Core IR: a condition is abstracted to whether it may ever come to hold and
whether it may ever come to fail; that it stays open is always possible. It follows the reference interpreter rule by
rule, and where it simplifies it allows more, never less.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import assert_never

from policyspec.analysis import spans
from policyspec.analysis.spans import FAR, KNOWN, NEVER, Extent, Span
from policyspec.base.dataclasses import dataclass, replace
from policyspec.ir import nodes as ir
from policyspec.model.types import Kind, Type
from policyspec.model.vocabulary import FactInfo
from policyspec.readers.readable import Speech

_ORDERED = (Kind.NUMBER, Kind.PERCENTAGE, Kind.RATIO, Kind.MONEY, Kind.DATE, Kind.DURATION)
_NONE, _ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class May:
    """Whether a condition may come to hold, and whether it may come to fail."""

    hold: bool
    fail: bool

    def __invert__(self) -> "May":
        return May(self.fail, self.hold)


def both(parts: Iterable[May]) -> May:
    found = list(parts)
    return May(all(part.hold for part in found), any(part.fail for part in found))


def either(parts: Iterable[May]) -> May:
    return ~both(~part for part in parts)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What may come to be known of a collection.

    `certain`: that it has a member; `whole`: that it has no others; `empty`: that it has none. `value` is what may be
    known of a member, where members are scalars.
    """

    certain: bool
    whole: bool
    empty: bool
    value: Extent = False


@dataclass(frozen=True, slots=True)
class Sight:
    """What the tenders of a source say, the date on which is judged, and which variables stand for things seen."""

    speech: Speech
    judged_on: ir.Fact | None = None
    seen: Mapping[str, bool] | None = None
    scalars: Mapping[str, Extent] | None = None

    def binding(self, var: str, *, seen: bool) -> "Sight":
        return replace(self, seen={**(self.seen or {}), var: seen})

    def with_scalar(self, var: str, extent: Extent) -> "Sight":
        return replace(self, scalars={**(self.scalars or {}), var: extent})

    def reads(self, info: FactInfo) -> bool:
        """Whether a tender may state a fact of a thing that it has. What is worked out is never stated, but read."""
        return info.derived or (info.owner, info.key) in self.speech.stated

    def sees(self, item: ir.ItemExpr) -> bool:
        match item:
            case ir.Var(name):
                return name == ir.TENDER or bool(self.seen and self.seen.get(name))
            case ir.Step(owner, info):
                return self.sees(owner) and self.reads(info)
            case _:
                assert_never(item)

    def knows(self, owner: ir.ItemExpr, info: FactInfo) -> bool:
        return self.sees(owner) and self.reads(info)


# --- conditions -------------------------------------------------------------------------------------------------


def condition(sight: Sight, node: ir.Condition) -> May:
    """Whether a condition may come to hold, and to fail."""
    match node:
        case ir.Compare():
            return _compare(sight, node)
        case ir.BetweenBounds(subject, low, high):
            value = extent(sight, subject)
            above, below = (extent(sight, end) for end in (low, high))
            return both((May(*spans.at_least(value, above)), May(*spans.at_least(below, value))))
        case ir.OneOf(subject, options):
            value = extent(sight, subject)
            return either(May(*spans.equal(value, extent(sight, option))) for option in options)
        case ir.Within(subject, whole):
            return _known(sight, subject, whole)
        case ir.Mentions(subject) | ir.Yes(subject):
            return _known(sight, subject)
        case ir.IsStated(subject):
            return _is_stated(sight, subject)
        case ir.Among(subject, collection):
            return _among(extent(sight, subject), gathered(sight, collection))
        case ir.Include(collection, mode, options):
            found = gathered(sight, collection)
            parts = [_among(extent(sight, option), found) for option in options]
            return both(parts) if mode == "each" else either(parts)
        case ir.Quantified():
            return _quantified(sight, node)
        case ir.Not(inner):
            return ~condition(sight, inner)
        case ir.And(parts):
            return both(condition(sight, part) for part in parts)
        case ir.Or(parts):
            return either(condition(sight, part) for part in parts)
        case _:
            assert_never(node)


def _known(sight: Sight, *nodes: ir.Expr) -> May:
    known = all(spans.may_be_known(extent(sight, node)) for node in nodes)
    return May(known, known)


def _compare(sight: Sight, node: ir.Compare) -> May:
    left, right = extent(sight, node.left), extent(sight, node.right)
    if node.tolerance is not None and isinstance(right, Span):
        give = _span(extent(sight, node.tolerance))
        return both((May(*spans.at_least(left, right - give)), May(*spans.at_least(right + give, left))))
    match node.relation:
        case "at least":
            return May(*spans.at_least(left, right))
        case "at most":
            return May(*spans.at_least(right, left))
        case "above":
            return ~May(*spans.at_least(right, left))
        case "below":
            return ~May(*spans.at_least(left, right))
        case "equal":
            return May(*spans.equal(left, right))


def _is_stated(sight: Sight, subject: ir.Fact | ir.Members | ir.Scalars | ir.TheItem) -> May:
    """While drafting only what the structure rules out is known not to be stated: anything else may yet come."""
    if isinstance(subject, ir.TheItem):
        return May(sight.sees(subject.item), _may_not_apply(sight, subject.item))
    known = sight.knows(subject.owner, subject.info)
    return May(known, known and (subject.info.owner, subject.info.key) in sight.speech.may_not_apply)


def _may_not_apply(sight: Sight, item: ir.ItemExpr) -> bool:
    return isinstance(item, ir.Step) and (item.info.owner, item.info.key) in sight.speech.may_not_apply


def _among(value: Extent, found: Gathered) -> May:
    same = May(*spans.equal(value, found.value))
    return May(found.certain and same.hold, found.whole and (found.empty or same.fail))


def _quantified(sight: Sight, node: ir.Quantified) -> May:
    found = gathered(sight, node.over)
    inside = condition(_within(sight, node.var, found), node.condition)
    if node.quantifier == "every":
        return May(found.whole and (found.empty or inside.hold), found.certain and inside.fail)
    some = May(found.certain and inside.hold, found.whole and (found.empty or inside.fail))
    return some if node.quantifier == "some" else ~some


def _within(sight: Sight, var: str, found: Gathered) -> Sight:
    return sight.binding(var, seen=True).with_scalar(var, found.value)


# --- collections ------------------------------------------------------------------------------------------------


def gathered(sight: Sight, node: ir.Collection) -> Gathered:
    """What may come to be known of a collection's members."""
    match node:
        case ir.Members(owner, info):
            return _listed(sight, owner, info, value=True)
        case ir.Scalars(owner, info):
            return _listed(sight, owner, info, _of_type(info.type.element or info.type, known=True))
        case ir.Filtered(over, var, kept_where):
            found = gathered(sight, over)
            kept = condition(_within(sight, var, found), kept_where)
            empty = found.whole and (found.empty or kept.fail)
            return Gathered(found.certain and kept.hold, found.whole, empty, found.value)
        case ir.Projected(over, var, value):
            found = gathered(sight, over)
            inside = _within(sight, var, found)
            if not isinstance(value, ir.Scalars):
                return replace(found, value=extent(inside, value))
            each = gathered(inside, value)
            empty = found.empty or (found.whole and each.empty)
            whole = found.whole and (each.whole or found.empty)
            return Gathered(found.certain and each.certain, whole, empty, each.value)
        case _:
            assert_never(node)


def _listed(sight: Sight, owner: ir.ItemExpr, info: FactInfo, value: Extent) -> Gathered:
    if not sight.knows(owner, info):
        return Gathered(certain=False, whole=False, empty=False)
    key = (info.owner, info.key)
    whole = key not in sight.speech.never_whole
    return Gathered(certain=True, whole=whole, empty=whole and key in sight.speech.empty, value=value)


# --- expressions ------------------------------------------------------------------------------------------------


def extent(sight: Sight, node: ir.Expr) -> Extent:
    """How far the value of an expression may come to be known."""
    match node:
        case ir.Const(value):
            found = spans.constant(value)
            return True if found is None else found
        case ir.Fact(owner, info, type_):
            return _of_type(type_, known=sight.knows(owner, info))
        case ir.ScalarVar(name):
            return (sight.scalars or {}).get(name, False)
        case ir.TheItem(item):
            return sight.sees(item)
        case ir.Threshold(periods=periods):
            return _threshold(sight, periods)
        case ir.Lookup(rows=rows):
            return _lookup(sight, rows, node.type)
        case ir.Aggregate():
            return _aggregate(sight, node)
        case ir.Share():
            return _share(sight, node)
        case ir.ClassRatio():
            return _class_ratio(sight, node)
        case ir.RatioOf(left, right):
            return _span(extent(sight, left)).over(_span(extent(sight, right)))
        case ir.TimeFrom(start, end):
            return _span(extent(sight, end)) - _span(extent(sight, start))
        case ir.Arithmetic():
            return _arithmetic(node, _span(extent(sight, node.left)), _span(extent(sight, node.right)))
        case ir.Extreme(which, left, right):
            one, two = (_span(extent(sight, side)) for side in (left, right))
            pick = min if which == "lower" else max
            return Span(pick(one.low, two.low), pick(one.high, two.high))
        case _:
            assert_never(node)


def _of_type(type_: Type, *, known: bool) -> Extent:
    if type_.kind not in _ORDERED:
        return known
    return spans.stated(type_) if known else spans.missing(type_)


def _span(found: Extent) -> Span:
    return found if isinstance(found, Span) else KNOWN if found else NEVER


def knows_date(sight: Sight) -> bool:
    """Whether the date on which is judged may be known, without `--on`."""
    return sight.judged_on is not None and sight.knows(sight.judged_on.owner, sight.judged_on.info)


def _threshold(sight: Sight, periods: tuple[ir.Period, ...]) -> Extent:
    found = [spans.constant(period.value) for period in periods]
    ordered = [span for span in found if span is not None]
    known = knows_date(sight) or len(periods) == 1
    return spans.one_of(ordered, known=known) if len(ordered) == len(found) else known


def _lookup(sight: Sight, rows: tuple[ir.Row, ...], type_: Type) -> Extent:
    """A table has a value that is known only where some row of it is known to apply."""
    applies = [both(condition(sight, part) for part in row.conditions) for row in rows]
    chosen = [extent(sight, row.result) for row, may in zip(rows, applies, strict=True) if may.hold]
    if type_.kind not in _ORDERED:
        return any(chosen)
    return spans.one_of((_span(found) for found in chosen), known=True)


def _aggregate(sight: Sight, node: ir.Aggregate) -> Extent:
    found = gathered(sight, node.over)
    if node.function == "number":
        return _number(found, node.over)
    value = _value(sight, node.var, found, node.value)
    if node.function == "total":
        return _total(found, value)
    if found.whole:
        return value
    # A member tells the highest from below, and the lowest from above; members to come leave the other side open.
    unseen = spans.missing(node.value.type if node.value is not None else node.type)
    if not found.certain:
        return unseen
    return Span(value.low, unseen.high) if node.function == "highest" else Span(unseen.low, value.high)


def _value(sight: Sight, var: str, found: Gathered, node: ir.Expr | None) -> Span:
    return _span(found.value if node is None else extent(_within(sight, var, found), node))


def _number(found: Gathered, over: ir.Collection) -> Span:
    at_least_one = isinstance(over, ir.Members) and over.info.key == "lots"  # every tender has one
    low = FAR if found.certain else Fraction(1 if at_least_one else 0)
    if not found.whole:
        return Span(low, FAR)
    return Span(low, _NONE if found.empty else _ONE)


def _total(found: Gathered, value: Span) -> Span:
    low = FAR if found.certain and value.low > 0 else min(value.low, _NONE) if not found.whole else _NONE
    if value.low < 0 and not found.empty:
        low = value.low
    if not found.whole:
        return Span(low, FAR)
    return Span(low, min(value.high, _NONE) if found.empty or value.high <= 0 else value.high)


def _share(sight: Sight, node: ir.Share) -> Span:
    found = gathered(sight, node.over)
    part = condition(_within(sight, node.var, found), node.member)
    low = Fraction(1 if found.whole and part.hold else 0)
    return Span(low, _NONE if found.whole and part.fail else _ONE)


def _class_ratio(sight: Sight, node: ir.ClassRatio) -> Span:
    found = gathered(sight, node.over)
    if not found.whole:
        return Span(_NONE, FAR)
    inside = _within(sight, node.var, found)
    left, right = condition(inside, node.left), condition(inside, node.right)
    value = _value(sight, node.var, found, node.value)
    one, other = (_of_class(found, value, may) for may in (left, right))
    return one.over(other)


def _of_class(found: Gathered, value: Span, may: May) -> Span:
    kept = Gathered(found.certain and may.hold, found.whole, found.empty or may.fail)
    return _total(kept, value)


def _arithmetic(node: ir.Arithmetic, left: Span, right: Span) -> Span:
    match node.operator:
        case "plus":
            return left + right
        case "minus":
            return left - right
        case "times":
            return left * right
