"""Comparing two values by their bounds: it holds, it fails, or it may do either."""

import re
from collections.abc import Callable
from fractions import Fraction

from policyspec.model import calendar, ranges, truth, working_days
from policyspec.model.ranges import (
    Amounts,
    AnyBasis,
    Basis,
    Bounds,
    Choice,
    Dates,
    Durations,
    Elapsed,
    Interval,
    NoBasis,
    Ranged,
    Ratios,
    Relation,
    Void,
    does_not_apply,
)
from policyspec.model.truth import Truth
from policyspec.model.values import Classification, Moment, Unit
from policyspec.model.vat import reached
from policyspec.model.vocabulary import fold


def compare(relation: Relation, left: Ranged, right: Ranged, highest_rate: Fraction | None = None) -> Truth:
    """Whether the relation holds between two values. What may have no value on either side cannot be told.

    With a fact that does not apply it neither holds nor fails.
    `highest_rate`: of VAT, in parts of one, for amounts of which one excludes it; None: not known.
    """
    if does_not_apply(left) or does_not_apply(right):
        return truth.NEITHER
    if left.void is not Void.NEVER or right.void is not Void.NEVER:
        return truth.unknown()
    return by_bounds(relation, left.bounds, right.bounds, highest_rate)


def by_bounds(relation: Relation, left: Bounds, right: Bounds, highest_rate: Fraction | None = None) -> Truth:
    """Whether the relation holds between two values, by their bounds. A TypeError where they are of unlike kinds."""
    match left, right:
        case Interval(), Interval():
            return intervals(relation, left, right)
        case Amounts(), Amounts():
            return _amounts(relation, left, right, highest_rate)
        case Ratios(), Ratios():
            return _ratios(relation, left, right)
        case Dates(), Dates():
            return _dates(relation, left, right)
        case ((Durations() | Elapsed()), (Durations() | Elapsed())):
            return _durations(relation, left, right)
        case Choice(), Choice():
            return _choices(left, right)
        case _:
            message = f"{type(left).__name__} and {type(right).__name__} do not compare: the type checker let them pass"
            raise TypeError(message)


def intervals(relation: Relation, left: Interval, right: Interval) -> Truth:
    """A relation between two ranges of numbers."""
    match relation:
        case "at least":
            return ranges.at_least(left, right)
        case "at most":
            return ranges.at_least(right, left)
        case "above":
            return ranges.above(left, right)
        case "below":
            return ranges.above(right, left)
        case "equal":
            return ranges.equal(left, right)


# --- money ------------------------------------------------------------------------------------------------------


def _amounts(relation: Relation, left: Amounts, right: Amounts, highest_rate: Fraction | None) -> Truth:
    if unlike_currencies((left, right)):
        return truth.unknown()
    answers = [intervals(relation, left.on[a], right.on[b]) for a, b in shared_bases(left, right)]
    if not answers and NoBasis.UNSTATED not in left.on and NoBasis.UNSTATED not in right.on:
        found = reached(left, right, highest_rate)
        answers = [intervals(relation, found.on_wanted, found.beside)]
    # Amounts on both bases that contradict one another decide nothing.
    return answers[0] if answers and _agree(answers) else truth.unknown()


def _agree(answers: list[Truth]) -> bool:
    return len(set(answers)) == 1


def unlike_currencies(amounts: tuple[Amounts, ...]) -> str | None:
    """In words why some amounts have no common currency; None where they have."""
    currencies = list(dict.fromkeys(a.currency for a in amounts if a.currency is not None))
    if len(currencies) < 2:
        return None
    return f"{currencies[0]} and {currencies[1]} do not compare: no rate of exchange is stated"


def shared_bases(left: Amounts, right: Amounts) -> list[tuple[Basis, Basis]]:
    """The pairs of bases on which two amounts compare."""
    pairs: list[tuple[Basis, Basis]] = [(basis, basis) for basis in left.on if basis in right.on]
    pairs += [(AnyBasis.ANY, b) for b in right.on if AnyBasis.ANY in left.on and b is not AnyBasis.ANY]
    pairs += [(b, AnyBasis.ANY) for b in left.on if AnyBasis.ANY in right.on and b is not AnyBasis.ANY]
    return pairs


# --- ratios, choices --------------------------------------------------------------------------------------------


def _ratios(relation: Relation, left: Ratios, right: Ratios) -> Truth:
    match relation:
        case "at least":
            return _ratio_at_least(left, right)
        case "at most":
            return _ratio_at_least(right, left)
        case "above":
            return ~_ratio_at_least(right, left)
        case "below":
            return ~_ratio_at_least(left, right)
        case "equal":
            return truth.both((_ratio_at_least(left, right), _ratio_at_least(right, left)))


def _ratio_at_least(left: Ratios, right: Ratios) -> Truth:
    if left.low.at_least(right.high):
        return truth.TRUE
    if not left.high.at_least(right.low):
        return truth.FALSE
    return truth.unknown()


def _choices(left: Choice, right: Choice) -> Truth:
    if left.options is None or right.options is None:
        return truth.unknown()
    ours, theirs = {_same(o) for o in left.options}, {_same(o) for o in right.options}
    if not ours & theirs:
        return truth.FALSE
    return truth.TRUE if len(ours) == 1 and ours == theirs else truth.unknown()


def _same(option: object) -> object:
    # Text and codes compare with case and spaces folded; True must not equal 1.
    return fold(option) if isinstance(option, str) else (type(option), option)


# --- dates and durations ----------------------------------------------------------------------------------------


def _dates(relation: Relation, left: Dates, right: Dates) -> Truth:
    match relation:
        case "at least":
            return _not_before(left, right)
        case "at most":
            return _not_before(right, left)
        case "above":
            return ~_not_before(right, left)
        case "below":
            return ~_not_before(left, right)
        case "equal":
            return truth.both((_not_before(left, right), _not_before(right, left)))


def _not_before(left: Dates, right: Dates) -> Truth:
    if left.low is not None and right.high is not None and calendar.order(left.low, right.high) >= 0:
        return truth.TRUE
    if left.high is not None and right.low is not None and calendar.order(left.high, right.low) < 0:
        return truth.FALSE
    return truth.unknown()


def _durations(relation: Relation, left: Durations | Elapsed, right: Durations | Elapsed) -> Truth:
    if isinstance(left, Elapsed) and isinstance(right, Durations):
        return _elapsed(relation, left, right)
    if isinstance(left, Durations) and isinstance(right, Elapsed):
        return _elapsed(_MIRROR[relation], right, left)
    if isinstance(left, Durations) and isinstance(right, Durations) and left.unit == right.unit:
        return intervals(relation, left.amount, right.amount)
    return intervals(relation, as_days(left), as_days(right))


_MIRROR: dict[Relation, Relation] = {
    "at least": "at most",
    "at most": "at least",
    "above": "below",
    "below": "above",
    "equal": "equal",
}


def as_days(duration: Durations | Elapsed) -> Interval:
    """A range of days, by bounds where the unit is not a number of days."""
    if isinstance(duration, Elapsed):
        return duration.end.days() - duration.start.days()
    return calendar.in_days(duration)


def _elapsed(relation: Relation, elapsed: Elapsed, bound: Durations) -> Truth:
    match bound.unit:
        case Unit.HOURS:
            return intervals(relation, _seconds(elapsed), calendar.in_days(bound).times(_DAY))
        case Unit.WORKING_DAYS:
            return intervals(relation, _working_days(elapsed), bound.amount)
        case Unit.MONTHS if elapsed.start.exact is not None:
            return _months(relation, elapsed, bound, elapsed.start.exact)
        case None if bound.amount.exact is None:
            return _by_days_and_hours(relation, elapsed, bound)
        case _:
            return intervals(relation, as_days(elapsed), calendar.in_days(bound))


def measured(elapsed: Elapsed, bound: Bounds) -> Durations:
    """The time in the unit in which it is compared with the bound; beside months, a matter of the calendar, in days."""
    match bound:
        case Durations(unit=Unit.HOURS):
            return Durations(Unit.HOURS, _seconds(elapsed).times(Interval.point(Fraction(1, 60 * 60))))
        case Durations(unit=Unit.WORKING_DAYS):
            return Durations(Unit.WORKING_DAYS, _working_days(elapsed))
        case _:
            return Durations(Unit.DAYS, as_days(elapsed))


def _by_days_and_hours(relation: Relation, elapsed: Elapsed, bound: Durations) -> Truth:
    """Against a time that may yet come in days or in hours: what comes out alike both ways."""
    days = calendar.in_days(bound)
    answers = [intervals(relation, as_days(elapsed), days), intervals(relation, _seconds(elapsed), days.times(_DAY))]
    return truth.both(answers) if _agree(answers) and answers[0].decided else truth.unknown()


def _months(relation: Relation, elapsed: Elapsed, bound: Durations, start: Moment) -> Truth:
    # `at least 4 months` between two dates means four calendar months on from the first (LANGUAGE: section 3).
    target = calendar.plus(Dates(Moment(start.day), Moment(start.day)), bound)
    return intervals(relation, elapsed.end.days(), target.days())


_SUMMER_TIME = Fraction(3600)
_DAY = Interval.point(Fraction(24 * 60 * 60))


def _seconds(elapsed: Elapsed) -> Interval:
    """Elapsed time. A moment whose offset is not known has the other's, give or take the hour of summer time."""
    ends = (elapsed.start.low, elapsed.start.high, elapsed.end.low, elapsed.end.high)
    offsets = [moment.offset for moment in ends if moment is not None]
    offset = next((o for o in offsets if o is not None), None)
    found = _instants(elapsed.end, offset) - _instants(elapsed.start, offset)
    return found + Interval(-_SUMMER_TIME, _SUMMER_TIME) if None in offsets else found


def _instants(dates: Dates, offset: int | None) -> Interval:
    low = None if dates.low is None else calendar.seconds(dates.low, offset).low
    high = None if dates.high is None else calendar.seconds(dates.high, offset).high
    return Interval(low, high)


def _working_days(elapsed: Elapsed) -> Interval:
    start, end = elapsed.start, elapsed.end
    if start.exact is not None and end.exact is not None:
        return working_days.between(start.exact.day, end.exact.day, elapsed.country, elapsed.region)
    fewest = _one_side(start.high, end.low, elapsed, lambda i: i.low)
    most = _one_side(start.low, end.high, elapsed, lambda i: i.high)
    return Interval(fewest, most)


def _one_side(
    start: Moment | None, end: Moment | None, elapsed: Elapsed, side: Callable[[Interval], Fraction | None]
) -> Fraction | None:
    if start is None or end is None:
        return None
    return side(working_days.between(start.day, end.day, elapsed.country, elapsed.region))


# --- classifications and words ----------------------------------------------------------------------------------


def within(subject: Ranged, whole: Ranged) -> Truth:
    """Whether a classification stands at or below another."""
    if does_not_apply(subject) or does_not_apply(whole):
        return truth.NEITHER
    waits = subject.waits | whole.waits
    if not isinstance(subject.bounds, Choice) or not isinstance(whole.bounds, Choice):
        return truth.unknown(waits)
    inner, outer = subject.bounds.exact, whole.bounds.exact
    if isinstance(inner, Classification) and isinstance(outer, Classification):
        return truth.of(inner.within(outer))
    return truth.unknown(waits)


def mentions(subject: Ranged, text: str) -> Truth:
    """Whether a text has these words in it: whole words, case folded."""
    if does_not_apply(subject):
        return truth.NEITHER
    found = subject.bounds.exact if isinstance(subject.bounds, Choice) else None
    if not isinstance(found, str):
        return truth.unknown(subject.waits)
    return truth.of(re.search(rf"(?<!\w){re.escape(fold(text))}(?!\w)", fold(found)) is not None)
