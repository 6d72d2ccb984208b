"""`one of a, b, a`: an option that stands twice."""

from collections.abc import Iterable

from policyspec.base.source import Span
from policyspec.model.vocabulary import fold
from policyspec.passes.context import Findings
from policyspec.passes.errors import lint
from policyspec.syntax import ast


def look(nodes: Iterable[object], findings: Findings) -> None:
    """`nodes`: all of a file's declarations."""
    for node in nodes:
        if isinstance(node, ast.OneOf | ast.WithinOneOf | ast.Include):
            _of_list(node.operands, findings)


def _of_list(operands: tuple[ast.Operand, ...], findings: Findings) -> None:
    first: dict[str, Span] = {}
    for before, operand in zip((None, *operands), operands, strict=False):
        match operand:
            case ast.Literal(text=words) | ast.Name(ast.Phrase(words)):
                again = first.setdefault(fold(words), operand.span)
            case _:
                continue
        if again is not operand.span and before is not None:
            findings.say(lint.option_twice(words, before.span, operand.span))
