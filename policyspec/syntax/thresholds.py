"""Thresholds: a name and its timeline, an entry to a line."""

from lark import Token, Tree

from policyspec.base.diagnostics import Diagnostic
from policyspec.syntax import ast, clauses, errors, rules
from policyspec.syntax.declarations import declared, doc, entry
from policyspec.syntax.layout import Block
from policyspec.syntax.read import read_part
from policyspec.syntax.reading import Reading, only, trees

Parsed = tuple[Reading, Tree[Token]]


def threshold(block: Block, found: list[Diagnostic]) -> ast.Threshold | None:
    """The threshold; None where one of its lines cannot be read, so that no entry is taken for the nearest."""
    head = read_part(block.head, found)
    lines = [read_part(part, found) for part in block.parts if rules.belongs(part, block.kind)]
    for part in block.parts:
        if not rules.belongs(part, block.kind):
            rules.out_of_place(part, block.kind, found)
    read = [line for line in lines if line is not None]
    if head is None or len(read) < len(lines):
        return None
    reading, tree = head
    timeline = [(r, t) for r, t in [head, *read] if only(t, "entry")]
    entries = [entry(r, trees(t, "entry")[0]) for r, t in timeline]
    if not entries:
        hint = "write its value below it, like `GBP 663,540 including VAT from 1 January 2026`"
        reading.report(errors.nothing_said(reading.span(tree), "threshold", hint))
    whole = tuple(e for e in entries if e is not None)
    if not entries or len(whole) < len(entries):
        return None
    docs = [text for text in (doc(t) for _, t in [head, *read]) if text]
    name = declared(reading, trees(tree, "words")[0])
    return ast.Threshold(name, whole, " ".join(docs) or None, _cites(read), block.span)


def _cites(lines: list[Parsed]) -> tuple[ast.Cite, ...]:
    said = (clauses.clause(*line) for line in lines if line[1].data == "under")
    return tuple(cite for cite in said if isinstance(cite, ast.Cite))
