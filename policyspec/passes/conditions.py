"""Conditions: what holds or fails. Comparisons are in `comparisons`; here are `there are …`, `not`, `and` and `or`."""

from collections.abc import Sequence
from fractions import Fraction
from typing import assert_never

from policyspec.ir import nodes as ir
from policyspec.model.types import NUMBER
from policyspec.passes import aggregates, comparisons, lists
from policyspec.passes.context import Context
from policyspec.passes.meaning import Many
from policyspec.syntax import ast


def condition(node: ast.Condition, at: Context) -> ir.Condition | None:
    """A condition typed and resolved; None where it has a mistake, which has been said."""
    match node:
        case ast.Comparison(subject, negated, predicate, span):
            return comparisons.comparison(subject, predicate, span, at, negated=negated)
        case ast.There():
            return there(node, at)
        case ast.Not(inner, span):
            said = condition(inner, at)
            return None if said is None else ir.Not(said, at.words(span), span)
        case ast.And(parts, span):
            sound = every(parts, at)
            return None if sound is None else ir.And(sound, at.words(span), span)
        case ast.Or(parts, span):
            sound = every(parts, at)
            return None if sound is None else ir.Or(sound, at.words(span), span)
        case ast.BadCondition():
            return None
        case _:
            assert_never(node)


def every(nodes: Sequence[ast.Condition], at: Context) -> tuple[ir.Condition, ...] | None:
    """All of some conditions, each looked at; None where one of them has a mistake."""
    found = [condition(node, at) for node in nodes]
    sound = tuple(c for c in found if c is not None)
    return sound if len(sound) == len(found) else None


def there(node: ast.There, at: Context) -> ir.Condition | None:
    """`there are at least 2 lots where …`, `there is no lot …`: the number of them compared."""
    many = lists.path(node.collection.path, at)
    if many is None:
        return None
    words = at.words(node.collection.span)
    over = lists.restricted(many, node.collection.where, at, words)
    if over is None:
        return None
    number = aggregates.count(many, over, f"number of {_in_plural(node.collection, many, words)}", node.span, at)
    said = comparisons.compared(number, node.count, node.span, at) if node.count is not None else _none(number, at)
    return comparisons.negation(said, node.span, at) if node.negated else said


def _none(number: ir.Aggregate, at: Context) -> ir.Condition:
    nought = ir.Const(Fraction(0), NUMBER, "0", number.span)
    return ir.Compare("equal", number, nought, None, "none", at.words(number.span), number.span)


def _in_plural(node: ast.Collection, many: Many, words: str) -> str:
    """A collection's words with its noun in the plural: `options where …` for `at least 1 option where …`."""
    noun = node.path.phrase.words if isinstance(node.path, ast.Name) else node.path.head.words
    if many.classes:
        plural = many.classes[-1].plural
    else:
        plural = many.over.info.phrase if isinstance(many.over, ir.Members | ir.Scalars) else noun
    return words.replace(noun, plural, 1)
