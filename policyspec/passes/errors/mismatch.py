"""The wording of a comparison of unlike things, with what the author most likely meant."""

from collections.abc import Sequence
from fractions import Fraction

from policyspec.base.diagnostics import Diagnostic
from policyspec.ir import nodes as ir
from policyspec.model.literals import format_value
from policyspec.model.types import Kind
from policyspec.model.values import Ratio
from policyspec.passes.errors.common import a, cpv, say, spoken

_EXAMPLES = {
    Kind.DURATION: "write a length of time, such as `30 days`",
    Kind.MONEY: "write an amount of money, such as `GBP 10,000`",
    Kind.PERCENTAGE: "write a percentage, such as `60%`",
    Kind.NUMBER: "write a plain number, such as `2`",
    Kind.CLASSIFICATION: "write a classification, such as `CPV 85000000`",
    Kind.RATIO: "write a ratio, such as `60:40`",
}


def unlike(left: ir.Expr, right: ir.Expr, codes: Sequence[str] = ()) -> Diagnostic:
    """`left` compared with a `right` of another type; `codes` are those that the left may be."""
    meant = _meant(left, right)
    if meant is not None and left.type.kind is Kind.PERCENTAGE and right.type.kind is Kind.NUMBER:
        message = f"`{left.words}` is a percentage, and `{right.words}` is a plain number"
        return say("PS302", message, right.span, f"write `{meant}`", replacement=meant)
    message = f"`{left.words}` is {spoken(left.type)}, and `{right.words}` is {spoken(right.type)}"
    if left.type.kind is right.type.kind is Kind.CODE:
        message = f"`{left.words}` and `{right.words}` take codes of different lists"
    hint = _hint(left, right, meant) or (f"it is one of: {', '.join(codes)}" if codes else None)
    return say("PS301", message, right.span, hint, replacement=meant)


def _meant(left: ir.Expr, right: ir.Expr) -> str | None:
    """What to write in place of the right, where it is a literal and one thing stands to reason."""
    if not isinstance(right, ir.Const) or right.name is not None:
        return None
    match left.type.kind, right.type.kind, right.value:
        case Kind.PERCENTAGE, Kind.NUMBER, Fraction() as number if number >= 0:
            return f"{right.words}%" if number == 0 or number >= 1 else format_value(number, Kind.PERCENTAGE)
        case Kind.RATIO, Kind.PERCENTAGE, Fraction() as part if 0 <= part <= 1:
            return format_value(Ratio(part * 100, 100 - part * 100), Kind.RATIO)
        case Kind.PERCENTAGE, Kind.RATIO, Ratio(one, other) if one + other == 100:
            return format_value(one / 100, Kind.PERCENTAGE)
        case Kind.NUMBER, Kind.PERCENTAGE, Fraction():
            return right.words.removesuffix("%").strip()
        case Kind.CODE, Kind.TEXT, str() as text:
            return text
        case Kind.CLASSIFICATION, Kind.NUMBER, _:
            return cpv(right)
    return None


def _hint(left: ir.Expr, right: ir.Expr, meant: str | None) -> str | None:
    if meant is not None:
        return f"write `{meant}`"
    if isinstance(right, ir.Const) and right.name is not None:
        return f"make it {spoken(left.type)} where `{right.name}` is declared"
    match left.type.kind, right.type.kind:
        case Kind.MONEY, Kind.NUMBER:
            return f"name the currency: `GBP {right.words}`"
        case Kind.MONEY, Kind.PERCENTAGE:
            return f"a percentage of what? Write `{right.words} of estimated value`, say"
        case Kind.DURATION, Kind.NUMBER:
            return f"name the unit: `{right.words} days`, `{right.words} months` or `{right.words} years`"
        case Kind.DATE, Kind.DURATION:
            return f"compare `the time from … to {left.words}` with a length of time, or name a date"
        case Kind.DURATION, Kind.DATE:
            return "name a length of time, such as `25 days`, or compare a date with a date"
        case Kind.RATIO, Kind.NUMBER | Kind.PERCENTAGE:
            return "write a ratio, such as `60:40`"
        case Kind.YES_NO, _:
            return f"say `{left.words} is yes`, or `is no`"
        case Kind.TEXT, _:
            return "text is written in quotes"
        case Kind.ITEM, Kind.TEXT:
            name = "title" if left.type.entity in ("tender", "lot") else "name"
            return f"compare its {name}: `{name} of {left.words} is …`"
        case Kind.DATE, _:
            return "name a date, such as `1 April 2026`"
        case Kind.ITEM, Kind.ITEM:
            return f"compare {a(str(left.type.entity))} with {a(str(left.type.entity))}"
        case kind, _:
            return _EXAMPLES.get(kind)
