"""SQL as text, made small as it is made: conditions of three values, nulls and cases.

SQL's own logic is the language's: null is a truth that is not known. A part whose text is TRUE, FALSE or NULL is
settled while the query is made, so that a fact which no tender of a dataset states costs nothing.
"""

import operator
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TypeGuard

TRUE, FALSE, NULL = "TRUE", "FALSE", "NULL"


def conj(parts: Iterable[str]) -> str:
    """All of some conditions."""
    return _joined(parts, "AND", neutral=TRUE, decisive=FALSE)


def disj(parts: Iterable[str]) -> str:
    """Any of some conditions."""
    return _joined(parts, "OR", neutral=FALSE, decisive=TRUE)


def _joined(parts: Iterable[str], word: str, *, neutral: str, decisive: str) -> str:
    kept = [part for part in dict.fromkeys(parts) if part != neutral]
    if decisive in kept:
        return decisive
    if not kept:
        return neutral
    return kept[0] if len(kept) == 1 else f"({f' {word} '.join(kept)})"


def neg(part: str) -> str:
    """That a condition does not hold."""
    settled = {TRUE: FALSE, FALSE: TRUE, NULL: NULL}
    if part in settled:
        return settled[part]
    if part.startswith("(NOT "):  # only this function writes so
        return part.removeprefix("(NOT ").removesuffix(")")
    return f"(NOT {part})"


class Case(str):
    """The text of a CASE, which keeps its branches: one that ends in it, or is asked of it, is written as one CASE."""

    __slots__ = ("branches", "otherwise")
    branches: Sequence[tuple[str, str]]
    otherwise: str


def case(branches: Sequence[tuple[str, str]], otherwise: str = NULL) -> str:
    """What stands beside the first condition that holds."""
    kept: list[tuple[str, str]] = []
    for condition, value in branches:
        if condition == TRUE:
            otherwise = value
            break
        if condition not in (FALSE, NULL):
            kept.append((condition, value))
    if isinstance(otherwise, Case):
        kept, otherwise = [*kept, *otherwise.branches], otherwise.otherwise
    while kept and kept[-1][1] == otherwise:
        kept.pop()
    if not kept:
        return otherwise
    whens = " ".join(f"WHEN {condition} THEN {value}" for condition, value in kept)
    text = Case(f"CASE {whens}{'' if otherwise == NULL else f' ELSE {otherwise}'} END")
    text.branches, text.otherwise = kept, otherwise
    return text


def tells(text: str) -> TypeGuard[Case]:
    """Whether a text is a CASE of truths: true, false and null."""
    return isinstance(text, Case) and {text.otherwise, *(value for _, value in text.branches)} <= {TRUE, FALSE, NULL}


def by_truth(truth: str, yes: str, no: str, unknown: str) -> str:
    """What stands for a truth. One that is itself a CASE of truths need not be worked out first."""
    stands = {TRUE: yes, FALSE: no, NULL: unknown}
    if tells(truth):
        return case([(condition, stands[value]) for condition, value in truth.branches], stands[truth.otherwise])
    return stands[truth] if truth in stands else case([(truth, yes), (neg(truth), no)], unknown)


def coalesce(*parts: str) -> str:
    """The first that is not null."""
    kept = []
    for part in dict.fromkeys(parts):
        if part != NULL:
            kept.append(part)
        if is_literal(part):
            break
    if not kept:
        return NULL
    return kept[0] if len(kept) == 1 else f"coalesce({', '.join(kept)})"


def is_literal(text: str) -> bool:
    """Whether a text is a number or a truth, which is never null."""
    return text in (TRUE, FALSE) or is_number(text)


def is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal()


def null(text: str) -> str:
    """Whether there is no value."""
    return TRUE if text == NULL else FALSE if is_literal(text) else f"({text} IS NULL)"


def there(text: str) -> str:
    """Whether there is a value."""
    return neg(null(text)) if text == NULL or is_literal(text) else f"({text} IS NOT NULL)"


_SIGNS = {
    ">=": operator.ge,
    ">": operator.gt,
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "<>": operator.ne,
}


def op(left: str, sign: str, right: str) -> str:
    """An operation of two values, null where either is null."""
    if sign in _SIGNS and is_number(left) and is_number(right):
        return TRUE if _SIGNS[sign](Fraction(left), Fraction(right)) else FALSE
    return NULL if NULL in (left, right) else f"({left} {sign} {right})"


def sure(condition: str) -> str:
    """Whether a condition is known to hold: true or false, never null."""
    return FALSE if condition == NULL else condition if condition in (TRUE, FALSE) else f"coalesce({condition}, FALSE)"


def maybe(condition: str) -> str:
    """Whether a condition may hold: never null."""
    return TRUE if condition == NULL else condition if condition in (TRUE, FALSE) else f"coalesce({condition}, TRUE)"


def unknown_where(condition: str) -> str:
    """A truth that is not known where the condition is known to hold, and is false elsewhere."""
    if condition in (TRUE, FALSE):
        return NULL if condition == TRUE else FALSE
    return f"CASE WHEN {condition} THEN NULL ELSE FALSE END"
