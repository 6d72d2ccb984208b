"""A weight, an amount or a length of time that `must be 60%` asks for to the letter: 65% would breach it."""

from fractions import Fraction

from policyspec.model.types import Kind
from policyspec.passes.context import Findings, Line, lines_of
from policyspec.passes.errors import lint
from policyspec.syntax import ast

_MEASURED = (Kind.PERCENTAGE, Kind.RATIO, Kind.MONEY, Kind.DURATION)
#: Nothing and everything are asked for as such: `participation fee must be 0%`, `total weight … must be 100%`.
_ENDS = (Fraction(0), Fraction(1))


def look(file: ast.PolicyFile, findings: Findings) -> None:
    unsound = lines_of(d for d in findings.diagnostics if d.is_error)
    for node in file.declarations:
        for duty in node.duties if isinstance(node, ast.Rule | ast.Change) else ():
            for term in duty.alternatives:
                _of_term(term, unsound, findings)


def _of_term(term: ast.DutyTerm, unsound: frozenset[Line], findings: Findings) -> None:
    match term.predicate:
        case ast.Is(ast.Literal(value=value, kind=kind, text=text), span) if kind in _MEASURED and not term.negated:
            if value not in _ENDS and (span.file, span.line) not in unsound:
                findings.say(lint.exactly_meant(text, span))
        case _:
            pass
