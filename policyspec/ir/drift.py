"""Where what an author wrote beside a rule says another number, or another direction, than the rule does.

A title and a `suggest` speak of the rule: each amount in them is held against the rule's own of that kind. A `because`
may tell of other figures (`at 90:10 the cheapest bid wins`), so that only what it demands is (`at least 60%`). Of a
kind of which a rule has no amount, nothing is said.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from policyspec.base.dataclasses import dataclass
from policyspec.base.patterns import pattern
from policyspec.ir import nodes as ir
from policyspec.ir.basis import walk
from policyspec.model.claims import Claim, Direction, claims
from policyspec.model.outcomes import Strength
from policyspec.model.spelling import format_value
from policyspec.model.types import Kind
from policyspec.model.values import Between, Duration, Moment, Money, Ratio, Scalar, Unit, Value

Clause = Literal["title", "because", "suggest"]

_EXAMPLE = pattern(r"(?:\b(?:for (?:example|instance)|such as|e\.g\.|say|like|from)\b[^.;]*$)", re.IGNORECASE)
_ROUGHLY = Fraction(1, 100)
_TURNED: dict[Direction, Direction] = {"at least": "at most", "at most": "at least"}
_RELATIONS: dict[str, Direction] = {
    "at least": "at least",
    "above": "at least",
    "at most": "at most",
    "below": "at most",
}
_VERBS: dict[Direction, str] = {
    "at least": "raise|increase|lift|lengthen|extend",
    "at most": "lower|reduce|cut|shorten|decrease",
}


@dataclass(frozen=True, slots=True)
class Drift:
    """Words of a clause, at `text[start:end]`, that do not say what the rule says.

    `says` is what the rule says in the same matter (`60%`, `at least 60%`); `replacement` the words to put in their
    place, where the rule leaves no choice.
    """

    clause: Clause
    about: Literal["number", "direction"]
    words: str
    start: int
    end: int
    says: str
    replacement: str | None = None


@dataclass(frozen=True, slots=True)
class _Amount:
    """An amount of a rule. `direction`: how values may differ from it; None where either way fits."""

    kind: Kind
    value: Scalar
    direction: Direction | None


def drift(rule: ir.Rule) -> list[Drift]:
    """What the title, `because` and `suggest` of a rule say otherwise than the rule, in this order. Pure."""
    texts: tuple[tuple[Clause, str | None], ...] = (
        ("title", rule.title),
        ("because", rule.because),
        ("suggest", rule.suggest),
    )
    claimed = [(clause, text, claim) for clause, text in texts if text for claim in claims(text)]
    amounts = list(dict.fromkeys(_amounts(rule))) if claimed else []
    found = [_of_claim(*one, amounts) for one in claimed]
    return [one for one in found if one is not None] + list(_turned(rule))


def _of_claim(clause: Clause, text: str, claim: Claim, amounts: list[_Amount]) -> Drift | None:
    if clause == "because" and claim.direction is None:
        return None
    if clause == "suggest" and _EXAMPLE.search(text, 0, claim.start):
        return None
    family = _family(claim.kind, claim.value)
    akin = [amount for amount in amounts if _family(amount.kind, amount.value) == family]
    same = [amount for amount in akin if _is_said(claim, amount.value)]
    words = text[claim.start : claim.end]
    if akin and not same and not _is_the_rest(claim, akin):
        spelt = list(dict.fromkeys(format_value(amount.value, amount.kind) for amount in akin))
        sure = spelt[0] if len(spelt) == 1 and akin[0].kind is claim.kind else None
        return Drift(clause, "number", words, claim.start, claim.end, " or ".join(spelt), sure)
    if same and claim.direction and all(amount.direction == _TURNED[claim.direction] for amount in same):
        says = f"{_TURNED[claim.direction]} {format_value(same[0].value, same[0].kind)}"
        start = text.index(claim.phrase, max(0, claim.start - len(claim.phrase)))
        return Drift(clause, "direction", claim.phrase, start, start + len(claim.phrase), says)
    return None


def _is_said(claim: Claim, value: Value) -> bool:
    if claim.rough and isinstance(value, Fraction) and isinstance(claim.value, Fraction):
        return abs(value - claim.value) < _ROUGHLY
    return _size(value) == _size(claim.value)


def _is_the_rest(claim: Claim, akin: list[_Amount]) -> bool:
    """Whether a percentage is what the rule's leaves over: 40% for cost, where the rule asks for 60% of quality."""
    parts = [amount.value for amount in akin if isinstance(amount.value, Fraction)]
    return claim.kind is Kind.PERCENTAGE and any(claim.value == 1 - part for part in parts)


def _turned(rule: ir.Rule) -> Iterator[Drift]:
    """A `suggest` to lower what the rule wants high, or to raise what it wants low."""
    for limb in rule.limbs if rule.suggest else ():
        match limb.duty:
            case ir.Compare(relation, left, _) if relation in _RELATIONS and limb.strength is not Strength.FLAG:
                wanted = _RELATIONS[relation]
                against = _VERBS[_TURNED[wanted]]
                name = re.escape(left.words.removeprefix("the ").partition(" of ")[0])
                found = re.search(rf"\b(?:{against})\s(?:the\s)?{name}\b", rule.suggest or "", re.IGNORECASE)
                if found:
                    yield Drift("suggest", "direction", found[0], *found.span(), limb.words)
            case _:
                pass


# --- the amounts of a rule ----------------------------------------------------------------------------------------


def _amounts(rule: ir.Rule) -> Iterator[_Amount]:
    for limb in rule.limbs:
        either_way = limb.strength is Strength.FLAG
        for amount in _of_condition(limb.duty):
            yield _Amount(amount.kind, amount.value, None) if either_way else amount
    around = (rule.scope, rule.applies, rule.exceptions, tuple(limb.when for limb in rule.limbs))
    for node in walk(around):
        yield from _constants(node, None)
    for day in (day for window in rule.in_force for day in (window.start, window.end) if day is not None):
        yield _Amount(Kind.DATE, Moment(day), None)


def _of_condition(node: ir.Condition) -> Iterator[_Amount]:
    """The amounts of a duty. Only at its outside is the direction the duty's own."""
    match node:
        case ir.Compare(relation, left, right):
            wanted = _RELATIONS.get(relation)
            yield from _under(right, wanted)
            yield from _under(left, _TURNED[wanted] if wanted else None)
        case ir.BetweenBounds(subject, low, high):
            yield from _under(low, "at least")
            yield from _under(high, "at most")
            yield from _under(subject, None)
        case ir.And(parts) | ir.Or(parts):
            for part in parts:
                yield from _of_condition(part)
        case _:
            yield from _under(node, None)


def _under(node: object, direction: Direction | None) -> Iterator[_Amount]:
    for part in walk(node):
        outside = direction if part is node or isinstance(node, ir.Arithmetic | ir.Extreme | ir.Lookup) else None
        yield from _constants(part, outside)


def _constants(node: object, direction: Direction | None) -> Iterator[_Amount]:
    match node:
        case ir.Const(value=value, type=type_):
            yield from _ends(value, type_.kind, direction)
        case ir.Threshold(periods=periods, type=type_):
            for period in periods:
                yield from _ends(period.value, type_.kind, direction)
                for day in (period.start, period.end):
                    if day is not None:
                        yield _Amount(Kind.DATE, Moment(day), None)
        case _:
            pass


def _ends(value: Value, kind: Kind, direction: Direction | None) -> Iterator[_Amount]:
    """An amount; of a ratio its two sides too, for people say `80% quality`."""
    for end in (value.low, value.high) if isinstance(value, Between) else (value,):
        yield _Amount(kind, end, direction)
        match end:
            case Ratio(left, right) if left + right:
                yield _Amount(Kind.PERCENTAGE, left / (left + right), direction)
                yield _Amount(Kind.PERCENTAGE, right / (left + right), _TURNED[direction] if direction else None)
            case _:
                pass


def _family(kind: Kind, value: Value) -> object:
    """What is compared with what: amounts of one currency, lengths of time, plain parts and numbers."""
    match value:
        case Money(currency):
            return currency
        case Duration(unit=Unit.WORKING_DAYS):
            return Unit.WORKING_DAYS
        case _:
            return kind


def _size(value: Value) -> Fraction | tuple[str, Fraction]:
    match value:
        case Fraction():
            return value
        case Ratio(left, right):
            return left / (left + right) if left + right else Fraction(0)
        case Money():
            return next(a for a in (value.unstated, value.excluding, value.including) if a is not None)
        case Duration(amount, Unit.HOURS):
            return "days", amount / 24
        case Duration(amount, unit):
            return str(unit), amount
        case Moment(day):
            return Fraction(day.toordinal())
        case _:
            return Fraction(0)
