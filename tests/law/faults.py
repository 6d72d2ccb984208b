"""Faults planted in the interpreter, one at a time, that the law or the oracle must catch.

A fault replaces functions where they are used. What the law can see is a draft that promises what its completion does
not keep. A fault that is wrong in the same way on a draft and on its completion is for the oracle.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from importlib import import_module
from typing import Any

import pytest

from policyspec.engines.interpret import (
    aggregates,
    conditions,
    excusing,
    expressions,
    judging,
    members,
    reading,
    scope,
)
from policyspec.model import calendar, combining, comparing, counting, quantities, truth, working_days
from policyspec.model.facts import Absence, Absent, Item, Stated
from policyspec.model.outcomes import Verdict
from policyspec.model.ranges import (
    NOUGHT,
    ZERO,
    Choice,
    Dates,
    Interval,
    NoBasis,
    Ranged,
    Ratios,
    Void,
)
from policyspec.model.truth import FALSE, TRUE, Truth
from policyspec.model.types import Kind, Type
from policyspec.model.values import Between, Moment, Unit

#: The module; the package's own name for it is the function.
outcomes = import_module("policyspec.engines.interpret.outcomes")

#: Where a function is looked up, its name there, and what makes the faulty one from the sound one.
Patch = tuple[Any, str, Callable[[Any], Any]]


@dataclass(frozen=True)
class Fault:
    name: str
    patches: tuple[Patch, ...]
    seen_by: str = "law"
    focus: str = ""  # it shows in rules about one sort of expression: only these are tried

    def __str__(self) -> str:
        return self.name


@contextmanager
def planted(fault: Fault) -> Iterator[None]:
    """The interpreter with a fault in it. It names no missing facts, which are not looked at."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outcomes, "_missing", lambda *_: [])
        for where, name, made in fault.patches:
            patch.setattr(where, name, made(getattr(where, name)))
        yield


def always(answer: object) -> Callable[[Any], Any]:
    return lambda _: lambda *_args, **_named: answer


def settle(to: Truth) -> Callable[[Any], Any]:
    """What is unknown is taken for one or the other."""

    def made(sound: Any) -> Any:
        def faulty(*args: Any, **named: Any) -> Any:
            found = sound(*args, **named)
            return found if found.decided else to

        return faulty

    return made


# --- lists ------------------------------------------------------------------------------------------------------


def one_lot(sound: Any) -> Any:
    def faulty(world: Any, owner: Any, info: Any) -> Any:
        item = reading.follow(world, owner)
        if info.key != "lots" or item is None or "lots" in item.lists:
            return sound(world, owner, info)
        return members.Membership((members.Member(Item("lot", "implicit lot", "the lot"), TRUE),), None)

    return faulty


def closed_if(test: Callable[[Any], bool]) -> Callable[[Any], Any]:
    def made(sound: Any) -> Any:
        return lambda world, info, listing: test(listing) or sound(world, info, listing)

    return made


def without_rest(number: int) -> Callable[[Any], Any]:
    """The members that are not stated, which are the argument of this number, left out."""
    return lambda sound: lambda *args: sound(*args[:number], None, *args[number + 1 :])


def certain_count(sound: Any) -> Any:
    return lambda truths, rest: sound([TRUE for _ in truths], rest)


# --- shares and ratios ------------------------------------------------------------------------------------------


def never_void(sound: Any) -> Any:
    def faulty(*args: Any) -> Any:
        found = sound(*args)
        return replace(found, void=Void.NEVER) if found.void is Void.MAYBE else found

    return faulty


def nought_for_zero(sound: Any) -> Any:
    def faulty(*args: Any) -> Any:
        found = sound(*args)
        zero = found.void is Void.ALWAYS and found.reason == "a ratio of 0:0"
        return Ranged(Ratios(NOUGHT, NOUGHT)) if zero else found

    return faulty


def zero_for_zero(sound: Any) -> Any:
    def faulty(*args: Any) -> Any:
        found = sound(*args)
        return (
            Ranged(Interval(ZERO, ZERO))
            if found.reason == "a share of a total of zero" and found.void is Void.ALWAYS
            else found
        )

    return faulty


def neither_class(sound: Any) -> Any:
    def faulty(*args: Any) -> Any:
        left, right = sound(*args)
        sure = left.part.decided and right.part.decided
        return (left, right) if sure else (replace(left, part=FALSE), replace(right, part=FALSE))

    return faulty


def high_share_at_least(sound: Any) -> Any:
    """The upper bound of a share with those inside at their most, and those outside at their most as well."""

    def faulty(pairs: Any, rest: Any) -> Any:
        found, void = sound(pairs, rest)
        inside = sum((i.low for c, i in pairs if c.part.holds), ZERO)
        whole = inside + sum((i.high or ZERO for c, i in pairs if not c.part.holds), ZERO)
        high = max(found.low, inside / whole) if whole else found.high
        return Interval(found.low, high), void

    return faulty


# --- values -----------------------------------------------------------------------------------------------------


def missing_as(test: Callable[[Type], bool], bounds: Any) -> Callable[[Any], Any]:
    return lambda sound: lambda type_: bounds if test(type_) else sound(type_)


def unreadable_as_zero(sound: Any) -> Any:
    def faulty(world: Any, fact: Any, item: Any, info: Any) -> Any:
        found = sound(world, fact, item, info)
        unreadable = isinstance(fact, Absent) and fact.why is Absence.UNREADABLE
        return Ranged(Interval(ZERO, ZERO)) if unreadable and isinstance(found.bounds, Interval) else found

    return faulty


def low_end(sound: Any) -> Any:
    return lambda value, vat: sound(value.low if isinstance(value, Between) else value, vat)


def not_crossed(_: Any) -> Any:
    def minus(left: Interval, right: Interval) -> Interval:
        low = None if left.low is None or right.low is None else left.low - right.low
        high = None if left.high is None or right.high is None else left.high - right.high
        return Interval(low, high)

    return minus


def last_period(sound: Any) -> Any:
    def faulty(world: Any, node: Any) -> Any:
        dates = expressions.judged_date(world).bounds
        assert isinstance(dates, Dates)
        known = dates.exact is not None
        return sound(world, node if known else replace(node, periods=node.periods[-1:]))

    return faulty


def first_possible_row(sound: Any) -> Any:
    def faulty(world: Any, node: Any) -> Any:
        if node.selects != "first":
            return sound(world, node)
        may = [r for r in node.rows if not truth.both(conditions.holds(world, c) for c in r.conditions).fails]
        return (
            sound(world, replace(node, rows=tuple(replace(r, conditions=()) for r in may[:1])))
            if may
            else sound(world, node)
        )

    return faulty


def unstated_meets_all(sound: Any) -> Any:
    def faulty(left: Any, right: Any) -> Any:
        bare = [(a, b) for a in left.on for b in right.on if NoBasis.UNSTATED in (a, b)]
        return sound(left, right) or bare

    return faulty


def bases_alike(sound: Any) -> Any:
    return lambda left, right: sound(left, right) or [(a, b) for a in left.on for b in right.on]


# --- conditions -------------------------------------------------------------------------------------------------


def hasty_both(sound: Any) -> Any:
    """`and` of something true and something unknown is taken for true."""

    def faulty(truths: Any) -> Any:
        seen = list(truths)
        found = sound(seen)
        return TRUE if not found.decided and any(t.holds for t in seen) else found

    return faulty


def no_tolerance(sound: Any) -> Any:
    return lambda world, node: sound(world, replace(node, tolerance=None))


def at_least_for_above(sound: Any) -> Any:
    return lambda relation, left, right: sound("at least" if relation == "above" else relation, left, right)


def parts_of_words(_: Any) -> Any:
    def faulty(subject: Any, text: str) -> Any:
        found = subject.bounds.exact if isinstance(subject.bounds, Choice) else None
        if not isinstance(found, str):
            return truth.unknown(subject.waits)
        return truth.of(text.casefold() in found.casefold())

    return faulty


def not_stated_is_false(sound: Any) -> Any:
    def faulty(world: Any, item: Any, info: Any) -> Any:
        return truth.of(isinstance(item.fact(info.key), Stated))

    return faulty


# --- verdicts ---------------------------------------------------------------------------------------------------


def applied(to: Truth) -> Callable[[Any], Any]:
    def made(sound: Any) -> Any:
        def faulty(*args: Any) -> Any:
            found, reason = sound(*args)
            return (found if found.decided else to), reason

        return faulty

    return made


def exceptions_must_be_sure(sound: Any) -> Any:
    def faulty(rules: Any, rule: Any, site: Any) -> Any:
        for condition, reason in sound(rules, rule, site):
            doubtful = reason.startswith("excepted") and not condition.decided
            yield (TRUE if doubtful else condition), reason

    return faulty


def only_breached(sound: Any) -> Any:
    """An undetermined duty is said to be breached if it may be."""

    def faulty(*args: Any) -> Any:
        found = sound(*args)
        both = {Verdict.MET, Verdict.BREACHED} <= found.possible
        return replace(found, possible=found.possible - {Verdict.MET}) if both else found

    return faulty


def explained_already(sound: Any) -> Any:
    def faulty(world: Any, fact: Any) -> Any:
        found = sound(world, fact)
        open_ = len(found.verdicts) > 1
        return replace(found, verdicts=frozenset((Verdict.EXPLAINED,))) if open_ else found

    return faulty


def days_of_thirty(_: Any) -> Any:
    def faulty(relation: Any, elapsed: Any, bound: Any, _start: Any) -> Any:
        days = bound.amount.times(Interval.point(Fraction(30)))
        return comparing.intervals(relation, comparing.as_days(elapsed), days)

    return faulty


def from_midnight(_: Any) -> Any:
    def faulty(moment: Moment, *_offset: Any) -> Interval:
        start = moment.day.toordinal() * 86_400 - 60 * (moment.offset or 0)
        return Interval.point(Fraction(start + (moment.second or 0)))

    return faulty


def no_holidays(sound: Any) -> Any:
    return lambda start, end, _calendar: working_days._weekdays(start, end)


def at_the_parent(sound: Any) -> Any:
    return lambda tender, rule, path: sound(tender, rule, path or "")


def days_back_as_on(sound: Any) -> Any:
    def faulty(time: Any) -> Interval:
        if time.unit is Unit.WORKING_DAYS:
            return Interval(time.amount.low, None if time.amount.high else time.amount.high)
        found: Interval = sound(time)
        return found

    return faulty


def without_judged_date(sound: Any) -> Any:
    return lambda world, rule: sound(world, replace(rule, judged_on=None))


def in_every_scope(sound: Any) -> Any:
    return lambda world, rule, items: (sound(world, rule, items)[0], TRUE)


def by_days(sound: Any) -> Any:
    return lambda moment: sound(moment and Moment(moment.day))


def may_come(sound: Any) -> Any:
    def faulty(world: Any, item: Any, info: Any) -> Any:
        out = item.fact(info.key) == Absent(Absence.NOT_APPLICABLE)
        return truth.unknown() if out else sound(world, item, info)

    return faulty


def is_percentage(type_: Type) -> bool:
    return type_.kind is Kind.PERCENTAGE and type_.hi == 1


def is_criterion_kind(type_: Type) -> bool:
    return type_.codes == "criterion kinds"


FAULTS = (
    Fault("a draft without lots has one lot", ((members, "_listed", one_lot),)),
    Fault("an absent list is empty in a draft", ((members, "_closed", closed_if(lambda found: found is None)),)),
    Fault("an open list is complete", ((members, "_closed", closed_if(lambda found: found is not None)),)),
    Fault("the highest of an open list is that of what it states", ((counting, "extreme", without_rest(2)),), focus="extremum"),
    Fault("the total of an open list is that of what it states", ((counting, "total", without_rest(1)),), focus="total"),
    Fault("what may belong is counted", ((counting, "number", certain_count),), focus="count"),
    Fault("every, some and no look at what is stated", ((conditions, "_unseen", always([])),)),
    Fault("no outcome stands for members not stated", ((scope, "_unseen", lambda _: unseen_in_scope),)),
    Fault("a share always has a value", ((aggregates, "share", never_void), (counting, "_void", always(Void.NEVER))), focus="share"),
    Fault("a ratio always has a value", ((aggregates, "class_ratio", never_void),), focus="ratio"),
    Fault("0:0 is a ratio of nought", ((aggregates, "class_ratio", nought_for_zero),), "oracle", focus="ratio"),
    Fault("a share of nothing is 0%", ((aggregates, "share", zero_for_zero),), "oracle", focus="share"),
    Fault("the upper bound of a share has all at their most", ((counting, "_share_of", high_share_at_least),), focus="share"),
    Fault("a criterion of unknown kind is of neither class", ((aggregates, "_sides", neither_class),), focus="ratio"),
    Fault("a criterion of unknown kind is quality", ((reading, "missing", missing_as(is_criterion_kind, Choice.of("quality"))),), focus="ratio"),
    Fault("a missing weight is nought", ((reading, "missing", missing_as(is_percentage, Interval(ZERO, ZERO))),)),
    Fault("a missing yes/no fact is no", ((reading, "missing", missing_as(lambda t: t.kind is Kind.YES_NO, Choice.of(False))),)),
    Fault("an unreadable number is nought", ((reading, "read", unreadable_as_zero),)),
    Fault("a stated range is its lower end", ((reading, "stated", low_end),)),
    Fault("a difference subtracts bound from bound", ((Interval, "__sub__", not_crossed),), focus="sum"),
    Fault("a missing date selects the last period", ((expressions, "_threshold", last_period),), focus="threshold"),
    Fault("the first row that may apply applies", ((expressions, "_lookup", first_possible_row),), focus="table"),
    Fault("an amount on no basis compares with all", ((comparing, "shared_bases", unstated_meets_all),), focus="threshold"),
    Fault("amounts with and without VAT compare", ((comparing, "shared_bases", bases_alike),), "oracle", focus="threshold"),
    Fault("`and` holds where a part does", ((truth, "both", hasty_both),)),
    Fault("`stated` is decided in a draft", ((conditions, "_fact_stated", not_stated_is_false),)),
    Fault("what may apply applies", ((judging, "applicability", applied(TRUE)),)),
    Fault("what may not apply does not", ((judging, "applicability", applied(FALSE)),)),
    Fault("an unknown exception does not hold", ((judging, "_conditions", exceptions_must_be_sure),)),
    Fault("an unknown rule does not prevail", ((judging, "prevails", settle(FALSE)),)),
    Fault("an unknown window is in force", ((judging, "within_window", settle(TRUE)),)),
    Fault("an unknown waiver stands", ((excusing, "_going", settle(TRUE)),)),
    Fault("a fact that may come explains already", ((excusing, "_explained_in", explained_already),)),
    Fault("an undetermined duty is breached", ((judging, "_bound", only_breached),)),
    Fault("`at least` for `above`", ((comparing, "intervals", at_least_for_above),), "oracle"),
    Fault("`give or take` is lost", ((conditions, "_compare", no_tolerance),), "oracle"),
    Fault("a month between dates has thirty days", ((comparing, "_months", days_of_thirty),), "oracle", focus="time"),
    Fault("a date without a time is its midnight", ((calendar, "seconds", from_midnight),), "oracle", focus="time"),
    Fault("a holiday is a working day", ((working_days, "_count", no_holidays),), "oracle", focus="time"),
    Fault("what is recorded of a thing holds for all in it", ((outcomes, "recorded", at_the_parent),), focus="reference"),
    Fault("a date some time on has a value though the time may have none", ((combining, "of_two", never_void),), focus="date"),
    Fault("working days back are as many days", ((calendar, "in_days", days_back_as_on),), focus="date"),
    Fault("a missing reference leads to what applies", ((judging, "by_reference", always(False)), (expressions, "by_reference", always(False))), focus="reference"),
    Fault("a scope is judged on no date", ((scope, "_tender", without_judged_date),), "oracle"),
    Fault("what prevails over some items prevails over all", ((judging, "in_scope", in_every_scope),), "oracle"),
    Fault("what has no weight has a part in a share", ((counting, "counting", lambda _: list),), "oracle", focus="share"),
    Fault("the later of two dates has no time of day", ((quantities, "_instant", by_days),), "oracle", focus="date"),
    Fault("what does not apply may yet be stated", ((conditions, "_fact_stated", may_come),), "oracle", focus="stated"),
    Fault("a part of a word is mentioned", ((conditions, "mentions", parts_of_words),), "oracle", focus="words"),
)  # fmt: skip


def unseen_in_scope(site: Any, looking: Any, binding: Any, more: Any) -> Any:
    return replace(site, world=site.world.tracing(), empty=True)
