"""The values of a parameter that a curve is over, and the policies compiled with each."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from policyspec.audit.impact import errors
from policyspec.audit.impact.stricter import amount_of
from policyspec.base.dataclasses import dataclass, replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Source, Span
from policyspec.model.literals import LiteralError, format_value, parse_literal
from policyspec.model.types import Kind
from policyspec.model.values import Duration, Money, Value
from policyspec.syntax import ast
from policyspec.workspace import settings
from policyspec.workspace.errors import unreadable_setting
from policyspec.workspace.policies import Policies, with_settings

PARAMETER, VALUES, FROM, TO, STEP = "--parameter", "--values", "--from", "--to", "--step"
#: The most values of one curve.
MOST = 200
_EQUAL = 10  # steps, where none is given
_COMMA = re.compile(r",(?!\d{3}(?!\d))")  # not one between thousands


@dataclass(frozen=True, slots=True)
class Steps:
    """`--from 40% --to 80% --step 5%`, as written."""

    start: str
    end: str
    step: str | None


@dataclass(frozen=True, slots=True)
class Curve:
    """Policies with one parameter at each of some values, in their order. Bounds and values as people write them."""

    name: str
    declared: str
    low: str | None
    high: str | None
    values: tuple[str, ...]
    policies: tuple[Policies, ...]


def curve(policies: Policies, name: str, wanted: Steps | Sequence[str]) -> Curve | Diagnostic:
    """The policies with each value of a parameter: of those listed, or from one to another.

    `name`: of the parameter, with its policy before a `#` where several have one of that name. What cannot be made
    comes back as one diagnostic, however many values it is true of.
    """
    parameter = settings.parameter(policies.files, name)
    if isinstance(parameter, Diagnostic):
        return _at(parameter, PARAMETER)
    values = _stepped(parameter, wanted) if isinstance(wanted, Steps) else _listed(parameter, wanted)
    if isinstance(values, Diagnostic):
        return values
    made = []
    for value in values:
        found = with_settings(policies, [f"{name}={value}"])
        if not found.usable:
            option = VALUES if not isinstance(wanted, Steps) else FROM if value == values[0] else TO
            first = next(diagnostic for diagnostic in found.diagnostics if diagnostic.is_error)
            return _at(first, option) if first.span and first.span.file == settings.OPTION else first
        made.append(found)
    low, high = (None if bound is None else _written(bound.value, bound.kind) for bound in _bounds(parameter))
    declared = _written(parameter.value.value, parameter.value.kind)
    return Curve(parameter.name.words, declared, low, high, tuple(values), tuple(made))


def sources(name: str | None, wanted: Steps | Sequence[str] | None) -> list[Source]:
    """The options as texts to quote from."""
    match wanted:
        case Steps(start, end, step):
            texts = {FROM: start, TO: end, STEP: step}
        case None:
            texts = {}
        case _:
            texts = {VALUES: ", ".join(wanted)}
    return [Source(option, text) for option, text in {PARAMETER: name, **texts}.items() if text is not None]


# --- values -----------------------------------------------------------------------------------------------------


def _listed(parameter: ast.Parameter, texts: Sequence[str]) -> list[str] | Diagnostic:
    """The values, each once, as they are spelt."""
    written = ", ".join(texts)
    found: list[str] = []
    for text in (part.strip() for one in texts for part in _COMMA.split(one)):
        value = _read(parameter, text, VALUES, written.find(text))
        if isinstance(value, Diagnostic):
            return value
        found.append(_written(value, parameter.value.kind))
    values = list(dict.fromkeys(found))
    if len(values) < 2:
        return errors.too_few(_span(VALUES, written))
    return values if len(values) <= MOST else errors.too_many(len(values), MOST, _span(VALUES, written))


def _stepped(parameter: ast.Parameter, steps: Steps) -> list[str] | Diagnostic:
    """From one end, in steps, to the other, which stands at the end even where the last step is shorter."""
    start, end = _read(parameter, steps.start, FROM), _read(parameter, steps.end, TO)
    step = None if steps.step is None else _read(parameter, steps.step, STEP)
    read: list[Value] = []
    for one in (start, end, step):
        if isinstance(one, Diagnostic):
            return one
        read += [] if one is None else [one]
    numbers = [amount_of(value) for value in read]
    if numbers[0] is None or numbers[1] is None:
        return errors.not_stepped(parameter.name.words, _noun(parameter.value.kind), _span(FROM, steps.start))
    if numbers[0][1:] != numbers[1][1:]:
        return errors.unlike_ends(steps.start, steps.end, _span(TO, steps.end))
    first, last = numbers[0][0], numbers[1][0]
    if first == last:
        return errors.same_ends(steps.start, _span(TO, steps.end))
    size = abs(last - first) / _EQUAL if len(numbers) < 3 else numbers[2][0] if numbers[2] else Fraction(0)
    if size <= 0:
        return errors.wrong_way(steps.start, steps.end, steps.step or "", _span(STEP, steps.step or ""))
    number = -(-abs(last - first) // size) + 1
    if number > MOST:
        return errors.too_many(number, MOST, _span(STEP, steps.step or ""))
    way = size if last > first else -size
    amounts = [*(first + way * n for n in range(number - 1)), last]
    return [_written(_with(read[0], amount), parameter.value.kind) for amount in amounts]


def _read(parameter: ast.Parameter, text: str, option: str, at: int = 0) -> Value | Diagnostic:
    value = parse_literal(text, parameter.value.kind)
    if isinstance(value, LiteralError):
        span = Span(option, 1, max(at, 0) + 1, 1, max(at, 0) + 1 + len(text))
        return unreadable_setting(parameter.name.words, value.message, value.hint, span)
    return value


def _with(value: Value, amount: Fraction) -> Value:
    """The value with another amount."""
    match value:
        case Duration():
            return replace(value, amount=amount)
        case Money(currency, unstated, excluding, including):
            held = (None if part is None else amount for part in (unstated, excluding, including))
            return Money(currency, *held)
        case _:
            return amount


def _bounds(parameter: ast.Parameter) -> Iterator[ast.Literal | None]:
    yield parameter.low
    yield parameter.high


def _written(value: Value, kind: Kind) -> str:
    return format_value(value, kind)


def _noun(kind: Kind) -> str:
    return f"a {kind.value}" if kind.value[0] not in "aeiou" else f"an {kind.value}"


def _span(option: str, text: str) -> Span:
    return Span(option, 1, 1, 1, max(len(text), 1) + 1)


def _at(found: Diagnostic, option: str) -> Diagnostic:
    """A diagnostic of a setting, placed at the option that said it."""
    return found if found.span is None else replace(found, span=_span(option, ""))
