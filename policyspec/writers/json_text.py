"""JSON with exact numbers, in the order in which it is built."""

import json
from fractions import Fraction

from policyspec.base.visible import HIDDEN
from policyspec.model.numerals import finite_decimal
from policyspec.model.values import NO_LIMIT

Json = bool | str | Fraction | list["Json"] | dict[str, "Json"]

#: How OCDS asks for "no limit": a number that no field of any system holds.
_NO_LIMIT = "1e9999"


def dumps(value: Json, indent: int = 0) -> str:
    """The text of a value. Fractions in it are decimals, without rounding; one that never ends is a fault of ours."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))
        case Fraction():
            return _number(value)
        case list():
            return _nested("[]", [dumps(member, indent + 2) for member in value], indent)
        case dict():
            members = [f"{dumps(key)}: {dumps(member, indent + 2)}" for key, member in value.items()]
            return _nested("{}", members, indent)


def _number(value: Fraction) -> str:
    digits = _NO_LIMIT if value == NO_LIMIT else finite_decimal(value)
    if digits is None:
        message = f"{value} has no decimal"
        raise ValueError(message)
    return digits.replace(",", "")


def _nested(brackets: str, members: list[str], indent: int) -> str:
    if not members:
        return brackets
    rows = ",\n".join(" " * (indent + 2) + member for member in members)
    return f"{brackets[0]}\n{rows}\n{' ' * indent}{brackets[1]}"
