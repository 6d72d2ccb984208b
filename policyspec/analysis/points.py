"""What the tests of a rule should exercise: its verdicts, the answers of its conditions, both sides of its bounds.

Each point has a sentence for the case in which no test comes to it. A point keeps its number when a parameter is set
otherwise, so what is seen under one setting counts for the rule as it is written.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from policyspec.analysis.authored import Part, authored, is_own, limb_words, own_files, parts
from policyspec.base.dataclasses import dataclass, replace
from policyspec.ir import nodes as ir
from policyspec.ir.basis import walk
from policyspec.model.dates import spell_day
from policyspec.model.literals import format_value
from policyspec.model.outcomes import Strength, Verdict
from policyspec.model.steps import has_value, is_within, stepped
from policyspec.model.types import ORDERED, Kind, Type
from policyspec.model.values import Value

Position = Literal[-1, 0, 1]


@dataclass(frozen=True, slots=True)
class Reached:
    """A verdict of a limb; without one, of any limb of the rule. A flag is not applicable if it has nothing to flag."""

    verdict: Verdict
    limb: str | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """A condition that held, or failed."""

    node: object
    holds: bool


@dataclass(frozen=True, slots=True)
class Alone:
    """A part that decided alone: it alone made an `or` hold, or kept an `and` from holding."""

    node: object


@dataclass(frozen=True, slots=True)
class Stood:
    """A value just below a bound, at it, or just above. A range has two bounds."""

    node: object
    bound: int
    position: Position


@dataclass(frozen=True, slots=True)
class JudgedOn:
    """A day on which the rule was judged."""

    day: date


Want = Reached | Answered | Alone | Stood | JudgedOn


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to exercise. `key` is the same for the rule with other parameters; `wanting`: what no test does."""

    key: tuple[object, ...]
    want: Want
    wanting: str


def points(rule: ir.Rule, files: Collection[str] = ()) -> tuple[Point, ...]:
    """All points of a rule, each once, in the order of its text.

    `files`: those whose words count, without which it is the rule's own. The rest is for the tests of other policies.
    """
    files = files or own_files(rule)
    found = [*_verdicts(rule, files), *_inside(rule, files), *_days(rule, files)]
    return tuple({point.key: point for point in found}.values())


# --- verdicts -----------------------------------------------------------------------------------------------------


def _verdicts(rule: ir.Rule, files: Collection[str]) -> Iterator[Point]:
    """The verdicts that a rule can come to. Any breach may be waived, which says nothing of the rule."""
    for limb in (limb for limb in rule.limbs if is_own(limb, files)):
        where = limb_words(rule, limb) or "the rule"
        for verdict in _of_limb(limb):
            key, want = ("verdict", limb.label, verdict), Reached(verdict, limb.label)
            said = "with nothing to flag" if verdict is Verdict.NOT_APPLICABLE else verdict
            yield Point(key, want, f"no test has {where} {said}")
    if not is_own(rule, files):
        return
    if rule.scope or rule.applies or rule.exceptions or rule.in_force or rule.yields_to:
        never = Verdict.NOT_APPLICABLE
        yield Point(("verdict", "", never), Reached(never), f"no test has the rule {never}")
    for other in rule.yields_to:
        yield Point(("prevails", other.rule), Answered(other, holds=True), f"in no test does `{other.rule}` prevail")


def _of_limb(limb: ir.Limb) -> tuple[Verdict, ...]:
    if limb.strength is Strength.FLAG:
        return Verdict.FLAGGED, Verdict.UNDETERMINED, Verdict.NOT_APPLICABLE
    explained = (Verdict.EXPLAINED,) if limb.explain is not None else ()
    return (Verdict.MET, Verdict.BREACHED, Verdict.UNDETERMINED, *explained)


# --- conditions and their bounds ----------------------------------------------------------------------------------


def _inside(rule: ir.Rule, files: Collection[str]) -> Iterator[Point]:
    for number, part in enumerate(parts(rule)):
        whole = part.limb is not None and part.root is part.limb.duty
        if not whole and not isinstance(part.root, ir.Collection) and is_own(part.root, files):
            yield from _both_ways(part.root, part, (number,))
        for place, node in enumerate(authored(part.root, files)):
            yield from _of_node(node, part, rule, (number, place))


def _of_node(node: object, part: Part, rule: ir.Rule, at: tuple[int, ...]) -> Iterator[Point]:
    match node:
        case ir.Compare() | ir.BetweenBounds():
            yield from _bounds(node, part, rule, at)
        case ir.OneOf(subject, options) if len(options) > 1:
            for n, option in enumerate(options):
                yield _point((*at, n), Alone(option), f"no test has {option.words} as {subject.words}", part)
        case ir.Include(collection, _, options) if len(options) > 1:
            for n, option in enumerate(options):
                said = f"in no test does it depend on {option.words} alone among {collection.words}"
                yield _point((*at, n), Alone(option), said, part)
        case ir.And(conditions) | ir.Or(conditions) if len(conditions) > 1:
            answer = "holds" if isinstance(node, ir.Or) else "fails"
            for n, each in enumerate(conditions):
                said = f"in no test is it `{each.words}` alone that {answer}"
                yield _point((*at, n), Alone(each), said, part)
        case ir.Filtered(condition=each) | ir.Quantified(condition=each) | ir.Share(member=each):
            yield from _both_ways(each, part, at)
        case ir.Row(words=words):
            yield _point(at, Answered(node, holds=True), f"no test comes to the row `{words}`", part)
        case _:
            pass


def _both_ways(condition: ir.Condition, part: Part, at: tuple[int, ...]) -> Iterator[Point]:
    for holds, answer in ((True, "hold"), (False, "fail")):
        said = f"in no test does `{condition.words}` {answer}"
        yield _point((*at, answer), Answered(condition, holds), said, part)


def _point(at: tuple[object, ...], want: Want, said: str, part: Part) -> Point:
    return Point(at, want, f"{said} ({part.where})" if part.where else said)


def _bounds(node: ir.Compare | ir.BetweenBounds, part: Part, rule: ir.Rule, at: tuple[int, ...]) -> Iterator[Point]:
    subject = node.left if isinstance(node, ir.Compare) else node.subject
    if subject.type.kind not in ORDERED or _moves(node, subject):
        return
    for number, (words, value, positions) in enumerate(_bounds_of(node)):
        for position in positions:
            if value is None or _may_stand(subject, value, position):
                said = f"no test has {_named(subject, rule)} {_stands(subject.type, position)} {words}"
                yield _point((*at, number, position), Stood(node, number, position), said, part)


def _moves(node: ir.Compare | ir.BetweenBounds, subject: ir.Expr) -> bool:
    """Whether a bound moves with what it bounds, as in `above 0% of budget`: one side of it may never be reached."""
    bounds = (node.right,) if isinstance(node, ir.Compare) else (node.low, node.high)
    facts = (each for bound in bounds for each in walk(bound) if isinstance(each, ir.Fact))
    return isinstance(subject, ir.Fact) and any(
        (each.info, each.owner) == (subject.info, subject.owner) for each in facts
    )


def _bounds_of(node: ir.Compare | ir.BetweenBounds) -> list[tuple[str, Value | None, tuple[Position, ...]]]:
    """Each bound in words, its value where it is one, and what is asked of it. Of a range only the outsides count."""
    match node:
        case ir.Compare(right=right, tolerance=None):
            return [(_words(right), _value(right), (-1, 0, 1))]
        case ir.Compare(right=ir.Const(Fraction() as middle), tolerance=ir.Const(Fraction() as give)):
            low, high = middle - give, middle + give
            kind = node.left.type.kind
            return [(format_value(low, kind), low, (-1, 0)), (format_value(high, kind), high, (0, 1))]
        case ir.Compare(right=right, tolerance=tolerance):
            by = _words(tolerance) if tolerance is not None else ""
            return [(f"{_words(right)} less {by}", None, (-1, 0)), (f"{_words(right)} plus {by}", None, (0, 1))]
        case ir.BetweenBounds(low=low, high=high):
            return [(_words(low), _value(low), (-1, 0)), (_words(high), _value(high), (0, 1))]


def _value(bound: ir.Expr) -> Value | None:
    return bound.value if isinstance(bound, ir.Const) else None


def _words(bound: ir.Expr) -> str:
    """A bound as it is written; of a parameter also what it is."""
    if isinstance(bound, ir.Const):
        spelt = format_value(bound.value, bound.type.kind)
        return f"{bound.name} ({spelt})" if bound.name else spelt
    return bound.words


def _may_stand(subject: ir.Expr, value: Value, position: Position) -> bool:
    """Whether a value of its type may stand there: no weight is below 0% or above 100%, but a total of them may be."""
    there = value if position == 0 else stepped(value, subject.type.kind, position)
    if isinstance(subject, ir.Const):
        return there is not None and is_within(there, subject.low, subject.high)
    type_ = subject.type if isinstance(subject, ir.Fact) else replace(subject.type, hi=None)
    return there is not None and has_value(type_, there)


def _stands(type_: Type, position: Position) -> str:
    if type_.kind is Kind.DATE:
        return {-1: "just before", 0: "on", 1: "just after"}[position]
    return {-1: "just below", 0: "at", 1: "just above"}[position]


def _named(subject: ir.Expr, rule: ir.Rule) -> str:
    """The subject with the thing that it belongs to: `the quality:cost ratio of a lot`."""
    spoken = {each.name for each in walk(subject) if isinstance(each, ir.Var)}
    things = [binding.var for binding in rule.scope if binding.var in spoken]
    return subject.words if not things or " of " in subject.words else f"{subject.words} of a {things[-1]}"


# --- days ---------------------------------------------------------------------------------------------------------


def _days(rule: ir.Rule, files: Collection[str]) -> Iterator[Point]:
    """Each side of each day on which a rule or a threshold begins or ends to count."""
    for day in sorted(set(_turning(rule, files))):
        yield Point(("day", day), JudgedOn(day), f"no test is judged on {spell_day(day)}")


def _turning(rule: ir.Rule, files: Collection[str]) -> Iterator[date]:
    roots = [part.root for part in parts(rule)]
    nodes = (node for root in roots for node in authored(root, files))
    periods = [period for node in nodes if isinstance(node, ir.Threshold) for period in node.periods]
    spans: list[ir.InForce | ir.Period] = [*(rule.in_force if is_own(rule, files) else ()), *periods]
    for span in spans:
        if span.start is not None:
            yield from (span.start - timedelta(days=1), span.start)
        if span.end is not None:
            yield from (span.end, span.end + timedelta(days=1))
