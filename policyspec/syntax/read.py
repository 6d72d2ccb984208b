"""A clause into its tree. What does not parse gives one diagnostic, and is read on with a correction if possible."""

import re

from lark import Token, Tree

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.patterns import pattern
from policyspec.syntax import errors, grammar, repair, why
from policyspec.syntax.clause import Clause, Edit
from policyspec.syntax.grammar import Failure
from policyspec.syntax.layout import Part
from policyspec.syntax.reading import Reading

MOST_LEVELS = 64
MOST_CHARACTERS = 20_000
MOST_CORRECTED = 200  # in a text with more mistakes, corrections are not looked for
MOST_MISTAKES = 1_000  # in a text with more, what follows is not read

_NESTING = {"group", "not", "of", "arithmetic", "percent_of", "ratio_of", "time_from", "extreme_of", "collection"}
_QUOTED = pattern(r'"[^"]*"')


def read_part(part: Part, found: list[Diagnostic]) -> tuple[Reading, Tree[Token]] | None:
    """The tree of a clause whose keyword may be misspelt."""
    clause = part.clause
    if part.slip is not None and part.keyword is not None:
        span = clause.span(part.slip.start, part.slip.end)
        written = clause.text[part.slip.start : part.slip.end]
        said = errors.misspelt(span, written, part.keyword) if written else errors.no_keyword(span, part.keyword)
        clause = _mended(clause, said, part.slip, found)
    return read(clause, found)


def read(clause: Clause, found: list[Diagnostic]) -> tuple[Reading, Tree[Token]] | None:
    """The tree of a clause, with the clause as it was read; None where it cannot be read."""
    if len(found) >= MOST_MISTAKES:
        return None
    if len(clause.text) > MOST_CHARACTERS:
        found.append(errors.too_long(clause.whole, MOST_CHARACTERS))
        return None
    clause = _balanced(clause, found)
    tree = grammar.parse(clause.text, clause.kind)
    if isinstance(tree, Failure):
        fixed = repair.correction(clause, tree) if len(found) < MOST_CORRECTED else None
        if not clause.excused:
            found.append(why.explain(clause, tree, fixed))
        if fixed is None or not fixed.whole:
            return None
        clause = clause.mended(fixed.edit).excuse()
        tree = grammar.parse(clause.text, clause.kind)
    if isinstance(tree, Failure) or _too_deep(clause, tree, found):
        return None
    return Reading(clause, found), tree


def _balanced(clause: Clause, found: list[Diagnostic]) -> Clause:
    """The clause with its parentheses in pairs."""
    opened: list[int] = []
    bare = _QUOTED.sub(lambda m: " " * len(m[0]), clause.text)
    for match in re.finditer(r"[()]", bare):
        if match[0] == "(":
            opened.append(match.start())
        elif opened:
            opened.pop()
        else:
            return _mended(clause, errors.extra_parenthesis(clause.span(*match.span())), Edit(*match.span(), ""), found)
    if not opened:
        return clause
    end = len(clause.text)
    diagnostic = errors.unclosed_parenthesis(clause.span(opened[-1], opened[-1] + 1))
    return _mended(clause, diagnostic, Edit(end, end, ")" * len(opened)), found)


def _mended(clause: Clause, diagnostic: Diagnostic, edit: Edit, found: list[Diagnostic]) -> Clause:
    if not clause.excused:
        found.append(diagnostic)
    return clause.mended(edit).excuse()


def _too_deep(clause: Clause, tree: Tree[Token], found: list[Diagnostic]) -> bool:
    """Counted without recursion, so that no text can exhaust the stack."""
    stack = [(tree, 0)]
    while stack:
        node, depth = stack.pop()
        if depth > MOST_LEVELS:
            found.append(errors.too_deep(clause.whole, MOST_LEVELS))
            return True
        inner = depth + (node.data in _NESTING)
        stack += [(child, inner) for child in node.children if isinstance(child, Tree)]
    return False
