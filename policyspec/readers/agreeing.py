"""What the lots of a notice state of a thing that a tender has once."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from policyspec.base.dataclasses import replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.model.facts import Absence, Absent, Fact, Origin, Stated
from policyspec.model.values import Between, Moment, Value
from policyspec.model.vocabulary import FactInfo
from policyspec.readers import errors

Say = Callable[[Diagnostic], None]


def agreed(found: Sequence[Fact | None], info: FactInfo, origin: Origin, say: Say) -> Fact | None:
    """What the lots state of a thing that the tender has once.

    Days and numbers that differ are the range from the least to the greatest; other values that differ are unreadable.
    """
    given = [fact for fact in found if fact is not None]
    stated = [fact for fact in given if isinstance(fact, Stated)]
    if len(stated) < len(given):
        return next(fact for fact in given if isinstance(fact, Absent))
    if len({fact.value for fact in stated}) > 1:
        return _differing(stated, info, origin, say)
    if not stated or len(given) == len(found):
        return next(iter(stated), None)
    note = f"`{info.phrase}` is stated by {len(given)} of {len(found)} lots, and taken to be that of all"
    return replace(stated[0], assumption=note)


def _differing(stated: list[Stated], info: FactInfo, origin: Origin, say: Say) -> Fact:
    one, spread = stated[0], _spread([fact.value for fact in stated])
    note = f"the lots do not say the same of `{info.phrase}`"
    say(errors.lots_differ(errors.at(one.origin or origin), info.phrase))
    if spread is None:
        return Absent(Absence.UNREADABLE, one.origin, note)
    return replace(one, value=spread, assumption=f"{note}: it is taken as the range of what they state")


def _spread(values_: list[Value]) -> Between | None:
    moments = [v for v in values_ if isinstance(v, Moment)]
    counts = [v for v in values_ if isinstance(v, Fraction)]
    if len(moments) == len(values_):
        return Between(min(moments, key=_instant), max(moments, key=_instant))
    return Between(min(counts), max(counts)) if len(counts) == len(values_) else None


def _instant(value: Moment) -> tuple[int, int]:
    """A key by which moments on one clock are in order: the minute of UTC, where the offset is known."""
    seconds = value.day.toordinal() * 86_400 + (value.second or 0)
    return seconds - (value.offset or 0) * 60, seconds
