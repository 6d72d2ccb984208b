"""The ways in which notices state weights, brought into one.

Percentages and decimals become weights, points and ranks stay what they are, and a list that mixes units, or holds
weights within weights, has no weights that can be known. Where a text stands in place of a number it is read only
where it is nothing but a number, a range or `Pass/Fail`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction

from policyspec.base.dataclasses import dataclass, replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.patterns import pattern
from policyspec.base.source import Span
from policyspec.base.suggest import did_you_mean
from policyspec.model.facts import Absence, Absent, Fact, Origin, Stated
from policyspec.model.literals import LiteralError, format_value
from policyspec.model.types import Kind
from policyspec.model.values import Between
from policyspec.readers import errors


class Unit(StrEnum):
    PERCENT = "percentages"
    DECIMAL = "decimals"
    POINTS = "points"
    ORDER = "places in an order"
    BARE = "numbers without a unit"
    GATE = "pass or fail"


@dataclass(frozen=True, slots=True)
class Stating:
    """How much one criterion counts, as its notice states it: an amount or a range, in a unit."""

    unit: Unit
    low: Fraction
    high: Fraction
    origin: Origin
    note: str | None = None

    @property
    def value(self) -> Fraction | Between:
        return _range(self.low, self.high)


def _range(low: Fraction, high: Fraction) -> Fraction | Between:
    return low if low == high else Between(low, high)


@dataclass(frozen=True, slots=True)
class Draft:
    """A criterion while its weight is being settled."""

    label: str
    stating: Stating | Absent | None
    facts: dict[str, Fact]
    origin: Origin

    @property
    def kind(self) -> str | None:
        kind = self.facts.get("kind")
        return str(kind.value) if isinstance(kind, Stated) else None


Say = Callable[[Diagnostic], None]
Here = Callable[[], Span]  # a place that is looked for only where something is said of it
#: What some criteria of a list state, by their numbers in it.
Numbered = Mapping[int, Stating]

_STATE_IT = "state it as a percentage, in points, as a decimal or as a place in an order, with the code of that unit"
MIDDLE = "the number is the middle of a range that the notice does not state"
_AMOUNT = r"([0-9]{1,9}(?:[.,][0-9]{1,6})?)"
_ONE = pattern(rf"{_AMOUNT}\s*(%|per ?cent|points?|pts)?", re.IGNORECASE)
_RANGE = pattern(rf"{_AMOUNT}\s*(%?)\s*(?:-|–|to)\s*{_AMOUNT}\s*(%|per ?cent|points?|pts)?", re.IGNORECASE)
_GATE = pattern(r"pass\s*[/or-]*\s*fail", re.IGNORECASE)
_LONGEST = 60


def in_unit(units: Mapping[str, Unit], code: str, value: Fraction | LiteralError, origin: Origin) -> Stating | Absent:
    """A number with the unit that its code stands for, or why it is no weight."""
    unit = units.get(code)
    if unit is None:
        return Absent(Absence.UNREADABLE, origin, _no_unit(code, units))
    if isinstance(value, LiteralError) or value < 0:
        reason = (
            value.message if isinstance(value, LiteralError) else f"`{format_value(value, Kind.NUMBER)}` is below 0"
        )
        return Absent(Absence.UNREADABLE, origin, reason)
    return Stating(unit, value, value, origin)


def _no_unit(code: str, units: Mapping[str, Unit]) -> str:
    if not code:
        return "the number has no unit"
    near = did_you_mean(code, units)
    return f"`{code}` is not a unit of weight{f': {near}' if near else ''}"


def in_words(text: str, origin: Origin) -> Stating | None:
    """A weight that is written as a text: a strict reading, so that a sentence with a number in it is none."""
    written = text.strip()
    if len(written) > _LONGEST:
        return None
    if _GATE.fullmatch(written):
        return Stating(Unit.GATE, Fraction(0), Fraction(0), origin)
    if one := _ONE.fullmatch(written):
        amount = _number(one[1])
        return Stating(_unit(one[2]), amount, amount, origin)
    if ends := _RANGE.fullmatch(written):
        low, high = _number(ends[1]), _number(ends[3])
        return Stating(_unit(ends[4] or ends[2]), low, high, origin) if low <= high else None
    return None


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))


def _unit(written: str | None) -> Unit:
    match (written or "").casefold()[:2]:
        case "":
            return Unit.BARE
        case "po" | "pt":
            return Unit.POINTS
        case _:
            return Unit.PERCENT


def with_weights(drafts: Sequence[Draft], here: Here, label: str, say: Say) -> list[dict[str, Fact]]:
    """The facts of each criterion with what its stating comes to; `here` is the list's place, the label its owner's."""
    statings = {
        number: draft.stating
        for number, draft in enumerate(drafts)
        if isinstance(draft.stating, Stating) and draft.stating.unit is not Unit.GATE
    }
    settled = _settled(statings)
    reason: str | None
    units = " and ".join(sorted({str(s.unit) for s in statings.values()}))
    if settled is None or len({s.unit for s in settled.values()}) > 1:
        say(errors.mixed_weights(here(), label, units))
    if settled is None:
        reason = f"the criteria of {label} are stated in {units}"
    else:
        reason = _nested(drafts, settled, here, label, say) or _overfull(list(statings.values()), here, label, say)
    return [
        {**draft.facts, **_weight(draft, (settled or {}).get(number), reason, say)}
        for number, draft in enumerate(drafts)
    ]


def _settled(statings: Numbered) -> Numbered | None:
    """The same in one unit; beside percentages, places in an order stay what they are, and take nothing from them."""
    weighed = {number: s for number, s in statings.items() if s.unit is not Unit.ORDER}
    settled = _in_one_unit(weighed) if weighed else {}
    ranked = len(weighed) < len(statings)
    if settled is None or (ranked and any(s.unit is not Unit.PERCENT for s in settled.values())):
        return None
    return {**statings, **settled}


def _in_one_unit(statings: Numbered) -> Numbered | None:
    """The same in one unit, or None where they cannot be brought into one.

    Numbers without a unit are percentages where others are, or where they come to no more than 100; one above 100
    can only be points.
    """
    units = {s.unit for s in statings.values()}
    if units == {Unit.BARE}:
        return _bare(statings)
    if units == {Unit.BARE, Unit.PERCENT} and sum(s.high for s in statings.values()) <= 100:
        return {number: replace(s, unit=Unit.PERCENT) for number, s in statings.items()}
    if units == {Unit.DECIMAL}:
        return {n: replace(s, unit=Unit.PERCENT, low=s.low * 100, high=s.high * 100) for n, s in statings.items()}
    return statings if len(units) == 1 else None


def _bare(statings: Numbered) -> Numbered:
    points = any(s.high > 100 for s in statings.values())
    note = f"the number, which has no unit, is taken to be {'points' if points else 'a percentage'}"
    unit = Unit.POINTS if points else Unit.PERCENT
    return {number: replace(s, unit=unit, note=note) for number, s in statings.items()}


def _nested(drafts: Sequence[Draft], settled: Numbered, here: Here, label: str, say: Say) -> str | None:
    """Says why the weights are unknown where those of one kind make 100% beside others, or all make more than 100%."""
    percent = {number: s for number, s in settled.items() if s.unit is Unit.PERCENT}
    total = sum((s.low for s in percent.values()), Fraction(0))
    if total <= 100:
        return None
    kinds: dict[str | None, list[Stating]] = {}
    for number, stating in percent.items():
        kinds.setdefault(drafts[number].kind, []).append(stating)
    shown = format_value(total / 100, Kind.PERCENTAGE)
    for kind, members in kinds.items():
        if len(members) > 1 and sum(s.low for s in members) == 100 == sum(s.high for s in members):
            say(errors.nested_weights(here(), label, kind or "untyped", shown))
            return f"the {kind or 'untyped'} criteria of {label} make 100% by themselves, and all make {shown}"
    return None


def _overfull(statings: list[Stating], here: Here, label: str, say: Say) -> str | None:
    """Numbers without a unit that make more than 100 (thirds rounded up let through) may be points or percentages."""
    total = sum((s.low for s in statings), Fraction(0))
    bare = bool(statings) and all(s.unit is Unit.BARE for s in statings)
    if not bare or total <= 100 + len(statings) or any(s.high > 100 for s in statings):
        return None
    units = f"numbers without a unit that make {format_value(total, Kind.NUMBER)}"
    say(errors.mixed_weights(here(), label, units))
    return f"the criteria of {label} are stated in {units}"


def _weight(draft: Draft, settled: Stating | None, reason: str | None, say: Say) -> dict[str, Fact]:
    match draft.stating:
        case None:
            return {}
        case Absent() as absent:
            if absent.why is Absence.UNREADABLE:
                say(errors.unreadable_at(absent, f"`weight` of {draft.label}", _STATE_IT))
            return {"weight": absent}
        case Stating(unit=Unit.GATE, origin=origin):
            return {"pass_fail": Stated(value=True, origin=origin)}
        case Stating(origin=origin):
            if reason is not None or settled is None:
                return {"weight": Absent(Absence.UNREADABLE, origin, reason)}
            return _in_its_unit(settled, draft, say)


def _in_its_unit(stating: Stating, draft: Draft, say: Say) -> dict[str, Fact]:
    note = f"{stating.note} (`{stating.origin.raw}`, {draft.label})" if stating.note else None
    match stating.unit:
        case Unit.POINTS:
            return {"points": Stated(stating.value, stating.origin, note)}
        case Unit.ORDER:
            return {"rank": Stated(stating.value, stating.origin, note)}
        case _ if stating.high > 100:
            unit = ", as a decimal," if stating.unit is Unit.DECIMAL else ""
            reason = f"`{stating.origin.raw}`{unit} is above 100%"
            absent = Absent(Absence.UNREADABLE, stating.origin, reason)
            say(errors.unreadable_at(absent, f"`weight` of {draft.label}", "a weight is at most 100%"))
            return {"weight": absent}
        case _:
            return {"weight": Stated(_range(stating.low / 100, stating.high / 100), stating.origin, note)}
