"""The small changes that can be made in one node of a rule: a number by a step, a word for its neighbour, a part less.

Each is a slip that an author could have made. The words say what became of what.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TypeVar

from policyspec.base.dataclasses import dataclass, replace
from policyspec.ir import nodes as ir
from policyspec.model.dates import spell_day
from policyspec.model.literals import format_value
from policyspec.model.steps import Way, is_within, stepped
from policyspec.model.types import ORDERED, Kind
from policyspec.model.values import Value

_WAYS: tuple[Way, Way] = (1, -1)
Node = TypeVar("Node")


@dataclass(frozen=True, slots=True)
class Edit:
    """What a node became. `tag` tells it from the node's other edits, whatever a parameter is set to."""

    tag: str
    words: str
    node: object


def edits(node: object, within: object = None) -> Iterator[Edit]:
    """The changes in this node itself, those in what it is made of left aside. `within`: the node that holds it."""
    match node:
        case ir.Const() if not _counted(node, within):
            yield from _stepped(node)
        case ir.Threshold():
            yield from _periods(node)
        case ir.Lookup():
            yield from _rows(node)
        case ir.Row():
            yield from _cells(node)
        case ir.Aggregate(function="highest" | "lowest" as which):
            yield _word(node, "function", which, "lowest" if which == "highest" else "highest", node.words)
        case ir.Extreme(which):
            yield _word(node, "which", which, "lower" if which == "higher" else "higher", node.words)
        case ir.Arithmetic(operator="plus" | "minus" as which):
            yield _word(node, "operator", which, "minus" if which == "plus" else "plus", node.words)
        case ir.RatioOf() | ir.ClassRatio():
            turned = with_field(with_field(node, "left", node.right), "right", node.left)
            yield Edit("sides", f"the sides of `{node.words}` changed places", turned)
        case ir.TimeFrom(start, end):
            yield Edit("sides", f"the dates of `{node.words}` changed places", replace(node, start=end, end=start))
        case ir.Filtered(over, _, condition):
            yield Edit("where", f"`where {condition.words}` was left out", over)
        case _:
            yield from _in_condition(node)


def _in_condition(node: object) -> Iterator[Edit]:
    match node:
        case ir.Compare():
            yield from _relations(node)
        case ir.BetweenBounds():
            yield _open(node, ("above", "at most"), "lower")
            yield _open(node, ("at least", "below"), "upper")
        case ir.OneOf(options=options) | ir.Include(options=options):
            for n, option in enumerate(options) if len(options) > 1 else ():
                words = f"`{option.words}` was left out of `{node.words}`"
                yield Edit(f"less {n}", words, with_field(node, "options", less(options, n)))
            if isinstance(node, ir.Include) and len(options) > 1:
                yield _word(node, "mode", node.mode, "one" if node.mode == "each" else "each", node.words)
        case ir.Quantified(quantifier="every" | "some" as which):
            yield _word(node, "quantifier", which, "some" if which == "every" else "every", node.words)
        case ir.And(conditions) | ir.Or(conditions):
            yield from _joined(node, conditions)
        case _:
            pass


def opposite(node: object) -> Edit | None:
    """A condition turned round; None for what is none, or is turned round by another change of it."""
    match node:
        case ir.Not(condition):
            return Edit("not", f"`{node.words}` became its opposite", condition)
        case (
            ir.Compare() | ir.BetweenBounds() | ir.OneOf() | ir.Within() | ir.Mentions() | ir.Yes() | ir.IsStated()
            | ir.Among() | ir.Include() | ir.Quantified()
        ):  # fmt: skip
            return Edit("not", f"`{node.words}` became its opposite", ir.Not(node, node.words, node.span))
        case _:
            return None


# --- values -------------------------------------------------------------------------------------------------------


def _counted(node: ir.Const, within: object) -> bool:
    """Whether a number is what something is compared with. It is changed there, where its words can say how."""
    return isinstance(within, ir.Compare) and within.right is node and not node.name and node.type.kind is Kind.NUMBER


def _stepped(node: ir.Const) -> Iterator[Edit]:
    if node.type.kind not in ORDERED:
        return
    was = _spelt(node.value, node.type.kind)
    for way in _WAYS:
        value = stepped(node.value, node.type.kind, way)
        if value is not None and is_within(value, node.low, node.high):
            now = _spelt(value, node.type.kind)
            # A parameter that a case sets is not changed with its default.
            tag = f"{way} {was}" if node.name else f"{way}"
            named = f"{node.name} ({was})" if node.name else was
            yield Edit(tag, f"{named} became {now}", replace(node, value=value, words=now))


def _spelt(value: Value, kind: Kind) -> str:
    return format_value(value, kind)


def _periods(node: ir.Threshold) -> Iterator[Edit]:
    """A value of a timeline by a step, and each of its days by a day."""
    for n, period in enumerate(node.periods):
        was = _spelt(period.value, node.type.kind)
        for way in _WAYS:
            value = stepped(period.value, node.type.kind, way)
            if value is not None:
                now = replace(period, value=value)
                words = f"{node.name} of {was}{_since(period)} became {_spelt(value, node.type.kind)}"
                yield Edit(f"{n} {way}", words, replace(node, periods=other(node.periods, n, now)))
        for way in _WAYS:
            yield from _moved(node, n, way)


def _since(period: ir.Period) -> str:
    return f" from {spell_day(period.start)}" if period.start else ""


def _moved(node: ir.Threshold, n: int, way: Way) -> Iterator[Edit]:
    """The first day of a period moved, and with it the last of the one before that it follows on; and the last day."""
    period, by = node.periods[n], timedelta(days=way)
    before = node.periods[n - 1] if n else None
    follows = before is not None and before.end is not None and before.end + timedelta(days=1) == period.start
    if period.start is not None:
        made = other(node.periods, n, replace(period, start=period.start + by))
        if before is not None and before.end is not None and follows:
            made = other(made, n - 1, replace(before, end=before.end + by))
        yield Edit(f"{n} from {way}", f"{node.name}: {_days('from', period.start, way)}", replace(node, periods=made))
    last = n == len(node.periods) - 1
    open_after = last or node.periods[n + 1].start != (period.end or date.max - by) + timedelta(days=1)
    if period.end is not None and open_after:
        made = other(node.periods, n, replace(period, end=period.end + by))
        yield Edit(f"{n} until {way}", f"{node.name}: {_days('until', period.end, way)}", replace(node, periods=made))


def _days(word: str, day: date, way: Way) -> str:
    return f"`{word} {spell_day(day)}` became `{word} {spell_day(day + timedelta(days=way))}`"


def windows(windows: tuple[ir.InForce, ...]) -> Iterator[Edit]:
    """Each day of the windows in which a rule is in force, by a day. The edits hold all windows."""
    for n, window in enumerate(windows):
        for way in _WAYS:
            by = timedelta(days=way)
            if window.start is not None:
                made = other(windows, n, replace(window, start=window.start + by))
                yield Edit(f"{n} from {way}", _days("in force from", window.start, way), made)
            if window.end is not None:
                made = other(windows, n, replace(window, end=window.end + by))
                yield Edit(f"{n} until {way}", _days("until", window.end, way), made)


# --- tables -------------------------------------------------------------------------------------------------------


def _rows(node: ir.Lookup) -> Iterator[Edit]:
    for n, row in enumerate(node.rows):
        if len(node.rows) > 1:
            yield Edit(f"less {n}", f"the row `{row.words}` was left out", replace(node, rows=less(node.rows, n)))
    for n, (row, following) in enumerate(zip(node.rows, node.rows[1:], strict=False)):
        if node.selects == "first":
            rows = (*node.rows[:n], following, row, *node.rows[n + 2 :])
            words = f"the rows `{row.words}` and `{following.words}` changed places"
            yield Edit(f"swap {n}", words, replace(node, rows=rows))


def _cells(row: ir.Row) -> Iterator[Edit]:
    for n, cell in enumerate(row.conditions):
        words = f"`{cell.words}` became `any` in the row `{row.words}`"
        yield Edit(f"any {n}", words, replace(row, conditions=less(row.conditions, n)))


# --- conditions ---------------------------------------------------------------------------------------------------

_NEIGHBOURS: dict[ir.Relation, tuple[ir.Relation, ...]] = {
    "at least": ("above",),
    "above": ("at least",),
    "at most": ("below",),
    "below": ("at most",),
    "equal": ("at least", "at most"),
}
_SAID = {"equal": "exactly"}
_OF_DATES = {
    "at least": "on or after",
    "above": "after",
    "at most": "on or before",
    "below": "before",
    "equal": "exactly",
}


def _relations(node: ir.Compare) -> Iterator[Edit]:
    kind = node.left.type.kind
    if kind not in ORDERED:
        return
    said = _OF_DATES if kind is Kind.DATE else _SAID
    right = node.right.words
    if node.tolerance is not None:
        words = f"`give or take {node.tolerance.words}` was left out after `exactly {right}`"
        yield Edit("tolerance", words, replace(node, tolerance=None))
    if isinstance(node.right, ir.Const) and _counted(node.right, node):
        for edit in _stepped(node.right):
            exactly = said.get(node.relation, node.relation)
            yield Edit(f"right {edit.tag}", f"{exactly} {edit.words}", with_field(node, "right", edit.node))
    for relation in _NEIGHBOURS[node.relation]:
        was, now = (f"{said.get(r, r)} {right}" for r in (node.relation, relation))
        yield Edit(relation, f"`{was}` became `{now}`", replace(node, relation=relation, tolerance=None))


def _open(node: ir.BetweenBounds, relations: tuple[ir.Relation, ir.Relation], which: str) -> Edit:
    """A range without the value at one of its ends."""
    bounds = zip(relations, (node.low, node.high), strict=True)
    ends = [ir.Compare(r, node.subject, bound, None, node.predicate, node.words, node.span) for r, bound in bounds]
    words = f"`{node.predicate}` no longer included its {which} end"
    return Edit(which, words, ir.And(tuple(ends), node.words, node.span))


def _joined(node: ir.And | ir.Or, conditions: tuple[ir.Condition, ...]) -> Iterator[Edit]:
    for n, each in enumerate(conditions):
        rest = less(conditions, n)
        if rest:
            made = rest[0] if len(rest) == 1 else replace(node, conditions=rest)
            yield Edit(f"less {n}", f"`{each.words}` was left out", made)
    if len(conditions) > 1:
        was, now = ("and", ir.Or) if isinstance(node, ir.And) else ("or", ir.And)
        words = f"`{was}` became `{'or' if was == 'and' else 'and'}` in `{node.words}`"
        yield Edit("turned", words, now(conditions, node.words, node.span))


# --- helpers ------------------------------------------------------------------------------------------------------


def _word(node: object, name: str, was: str, now: str, around: str) -> Edit:
    """One word of a node for another."""
    return Edit(now, f"`{was}` became `{now}` in `{around}`", with_field(node, name, now))


def with_field(node: Node, name: str, value: object) -> Node:
    """The node with another value in one of its fields."""
    return replace(node, **{name: value})  # type: ignore[type-var]


def less(parts: tuple[Node, ...], n: int) -> tuple[Node, ...]:
    """The parts without one of them."""
    return (*parts[:n], *parts[n + 1 :])


def other(parts: tuple[Node, ...], n: int, part: Node) -> tuple[Node, ...]:
    """The parts with another one in the place of one."""
    return (*parts[:n], part, *parts[n + 1 :])
