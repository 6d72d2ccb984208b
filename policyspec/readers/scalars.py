"""From a scalar's raw text to a fact: the vocabulary says what kind of value it is."""

from fractions import Fraction

from policyspec.base.dataclasses import dataclass, field
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.suggest import did_you_mean
from policyspec.model.facts import Absence, Absent, Fact, Stated
from policyspec.model.literals import LiteralError, format_value, in_curly_quotes, parse_literal
from policyspec.model.types import Kind, Type
from policyspec.model.values import Between, Duration, Moment, Money, Ratio, Scalar, Value, Vat
from policyspec.model.vocabulary import FactInfo, Vocabulary, fold
from policyspec.readers import errors, tree
from policyspec.readers.called import Called
from policyspec.readers.tree import Document
from policyspec.readers.zones import Zone, in_zone

MOST_MEANT = 3  # phrases that a hint names


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reading of one file has at hand, and what it has found to say."""

    document: Document
    vocabulary: Vocabulary
    zone: Zone | None = None
    basis: Vat | None = None  # on which the source states amounts that do not say, where it says so for all
    months_as_days: bool = False  # the source writes a month as 30 days
    called: Called = field(default_factory=Called)  # what the things of the file are called
    found: list[Diagnostic] = field(default_factory=list)

    def say(self, diagnostic: Diagnostic) -> None:
        self.found.append(diagnostic)


def read_fact(scalar: tree.Scalar, info: FactInfo, reading: Reading, pointer: str | None = None) -> Fact:
    """The fact that a scalar states. What cannot be read is said, and is a fact without a value."""
    return read_value(scalar, info.type, f"`{info.phrase}`", reading, pointer)


def read_value(scalar: tree.Scalar, type_: Type, name: str, reading: Reading, pointer: str | None = None) -> Fact:
    """The value of a scalar as one of the type; `name` is what messages call it."""
    origin = reading.document.origin(scalar, pointer)
    if scalar.style is tree.Style.FAULT:
        return Absent(Absence.UNREADABLE, origin, f"the cell shows {scalar.text}")
    if scalar.is_null:
        reading.say(errors.blank(reading.document.span(scalar), name))
        return Absent(Absence.NOT_STATED, origin)
    if scalar.style is not tree.Style.QUOTED and (absence := _said_absent(scalar.text)):
        return Absent(absence, origin)
    value = _parse(scalar, type_, reading)
    if isinstance(value, LiteralError):
        code = errors.unknown_code if type_.kind is Kind.CODE else errors.unreadable
        reading.say(code(reading.document.span(scalar), name, value.message, value.hint))
        return Absent(Absence.UNREADABLE, origin, value.message)
    value, assumption = on_buyers_clock(value, reading.zone)
    return Stated(value, origin, assumption)


def on_buyers_clock(value: Value, zone: Zone | None) -> tuple[Value, str | None]:
    """A moment, or both ends of a range of moments, where the buyer's clock has them."""
    match value:
        case Moment():
            return in_zone(value, zone)
        case Between(Moment() as low, Moment() as high):
            (low, assumption), (high, _) = in_zone(low, zone), in_zone(high, zone)
            return Between(low, high), assumption
        case _:
            return value, None


def _said_absent(text: str) -> Absence | None:
    match fold(text):
        case "withheld":
            return Absence.WITHHELD
        case "not applicable":
            return Absence.NOT_APPLICABLE
        case _:
            return None


def _parse(scalar: tree.Scalar, type_: Type, reading: Reading) -> Value | LiteralError:
    match type_.kind:
        case Kind.TEXT:
            return scalar.text.strip()
        case Kind.CODE:
            return match_code(scalar.text, type_.codes or "", reading.vocabulary)
        case _:
            value = parse_literal(scalar.text, type_.kind)
            return value if isinstance(value, LiteralError) else in_bounds(value, type_)


def match_code(written: str, codes: str, vocabulary: Vocabulary) -> str | LiteralError:
    """The phrase of the code list that is written, whatever its case and blanks."""
    phrases = vocabulary.codes.get(codes, ())
    folded = fold(written)
    for phrase in phrases:
        if fold(phrase) == folded:
            return phrase
    return in_curly_quotes(written.strip()) or LiteralError(
        f"`{written.strip()}` is not one of the {codes}",
        _meant(folded, phrases) or f"write one of: {', '.join(phrases)}",
    )


def _meant(written: str, phrases: tuple[str, ...]) -> str | None:
    """The one or two phrases that hold all words that are written (`open`), or else the one spelt nearly so."""
    words = set(written.split())
    holding = [phrase for phrase in phrases if words and words <= set(fold(phrase).split())]
    if 1 <= len(holding) <= MOST_MEANT:
        return f"did you mean {' or '.join(f'`{phrase}`' for phrase in holding)}?"
    return did_you_mean(written, phrases)


def in_bounds(value: Value, type_: Type) -> Value | LiteralError:
    """The value, or why it cannot be: a weight is at most 100%, and no amount is below zero."""
    ends = (value.low, value.high) if isinstance(value, Between) else (value,)
    for end in ends:
        for number in _measures(end):
            if type_.lo is not None and number < type_.lo:
                return LiteralError(
                    f"`{format_value(end, type_.kind)}` is below {_limit(type_.lo, type_)}", _range(type_)
                )
            if type_.hi is not None and number > type_.hi:
                return LiteralError(
                    f"`{format_value(end, type_.kind)}` is above {_limit(type_.hi, type_)}", _range(type_)
                )
    return value


def _measures(value: Scalar) -> tuple[Fraction, ...]:
    match value:
        case Money():
            return tuple(a for a in (value.unstated, value.excluding, value.including) if a is not None)
        case Fraction():
            return (value,)
        case Duration():
            return (value.amount,)
        case Ratio():
            return (value.left, value.right)
        case _:
            return ()


def _range(type_: Type) -> str:
    low, high = (None if bound is None else _limit(bound, type_) for bound in (type_.lo, type_.hi))
    if low is None or high is None:
        return f"write {low} or more" if low else f"write {high} or less"
    return f"write a {type_.kind} from {low} to {high}"


def _limit(bound: Fraction, type_: Type) -> str:
    return format_value(bound, Kind.PERCENTAGE if type_.kind is Kind.PERCENTAGE else Kind.NUMBER)
