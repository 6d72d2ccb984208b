"""What the wording of all diagnostics shares."""

from collections.abc import Iterable

from policyspec.base.codes import CODES
from policyspec.base.diagnostics import Diagnostic, Related
from policyspec.base.source import Span
from policyspec.ir import nodes as ir
from policyspec.model.types import Kind, Type
from policyspec.model.vocabulary import Vocabulary

_SPOKEN = {
    Kind.YES_NO: "yes or no",
    Kind.NUMBER: "a number",
    Kind.PERCENTAGE: "a percentage",
    Kind.RATIO: "a ratio",
    Kind.MONEY: "an amount of money",
    Kind.DATE: "a date",
    Kind.DURATION: "a length of time",
    Kind.TEXT: "text",
    Kind.CODE: "one of a list of codes",
    Kind.CLASSIFICATION: "a classification",
    Kind.ITEM: "a thing",
    Kind.LIST: "a list",
    Kind.VALUES: "a list",
}


def say(
    code: str,
    message: str,
    span: Span,
    hint: str | None = None,
    *,
    related: tuple[Related, ...] = (),
    replacement: str | None = None,
) -> Diagnostic:
    """A diagnostic of the code's own severity."""
    return Diagnostic(code, CODES[code].severity, message, span, hint, related, replacement)


def spoken(type_: Type) -> str:
    """A type as a person says it: `a percentage`, `one of the procedures`."""
    match type_.kind:
        case Kind.CODE:
            return f"one of the {type_.codes}"
        case Kind.ITEM:
            return a(str(type_.entity).replace("_", " "))
        case kind:
            return _SPOKEN[kind]


def a(noun: str) -> str:
    """`a lot`, `an option`."""
    return f"{'an' if noun[:1].casefold() in 'aeiou' else 'a'} {noun}"


def one(noun: str) -> str:
    """`a lot`; there is only ever one tender."""
    return "the tender" if noun == "tender" else a(noun)


def quoted(names: Iterable[str], joint: str = "or") -> str:
    """`a`, `b` or `c`."""
    *first, last = [f"`{name}`" for name in names]
    return f"{', '.join(first)} {joint} {last}" if first else last


def cpv(found: ir.Expr) -> str | None:
    """The CPV code that a plain number stands for: `85` and `85000000` are `CPV 85000000`."""
    digits = found.words.replace(",", "")
    if not isinstance(found, ir.Const) or found.name is not None or not digits.isascii() or not digits.isdigit():
        return None
    return f"CPV {digits.ljust(8, '0')}" if 2 <= len(digits) <= 8 else None


def singular(vocabulary: Vocabulary, entity: str) -> str:
    """The noun for one thing of a kind."""
    info = vocabulary.entities.get(entity)
    return info.singular if info else entity.replace("_", " ")
