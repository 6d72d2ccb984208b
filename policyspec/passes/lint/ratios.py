"""A ratio of weights whose parts do not add up to 100: `160:40` is nearly always a slip for `60:40`."""

from collections.abc import Iterable

from policyspec.base.trees import walk
from policyspec.model.types import Kind
from policyspec.model.values import Ratio
from policyspec.passes.context import Findings
from policyspec.passes.errors import lint
from policyspec.syntax import ast

#: Smaller parts are a ratio in its lowest terms, such as `3:2`.
_LEAST = 10


def look(nodes: Iterable[object], findings: Findings) -> None:
    """`nodes`: all of a file's declarations."""
    for node in nodes:
        if isinstance(node, ast.Comparison | ast.DutyTerm) and _of_weights(node.subject):
            for literal in walk(node.predicate, ast.__name__):
                if isinstance(literal, ast.Literal) and literal.kind is Kind.RATIO:
                    _of_literal(literal, findings)


def _of_literal(literal: ast.Literal, findings: Findings) -> None:
    match literal.value:
        case Ratio(left, right) if min(left, right) >= _LEAST and left + right != 100:
            part = left * 100 / (left + right)
            equal = f"{part}:{100 - part}" if part.denominator == 1 else None
            findings.say(lint.not_a_hundred(literal.text, str(left + right), equal, literal.span))
        case _:
            pass


def _of_weights(subject: object) -> bool:
    match subject:
        case ast.NamedRatio():
            return True
        case ast.RatioOf(left, right):
            return _is_weight(left) and _is_weight(right)
        case _:
            return False


def _is_weight(side: ast.Operand) -> bool:
    match side:
        case ast.Name(phrase) | ast.Of(head=phrase):
            return phrase.words.casefold().endswith("weight")
        case _:
            return False
