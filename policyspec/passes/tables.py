"""Decision tables: what one decides, spelt out for the things in scope where its name is used."""

from collections.abc import Sequence

from policyspec.base.dataclasses import replace
from policyspec.base.source import Span
from policyspec.ir import nodes as ir
from policyspec.model.types import ORDERED, Type
from policyspec.model.vocabulary import fold
from policyspec.passes import comparisons, definitions, names, operands
from policyspec.passes.context import Context
from policyspec.passes.declared import Table
from policyspec.passes.errors import rules as errors
from policyspec.passes.errors.common import spoken
from policyspec.passes.grid import Grid
from policyspec.passes.types import same_type
from policyspec.syntax import ast


def lookup(table: Table, span: Span, at: Context) -> ir.Lookup | None:
    """What the table decides, for the things in scope here."""
    if not definitions.may_open(table, span, at):
        return None
    found = grid(table, at)
    if found is None:
        return None
    at.findings.tables.setdefault((table.policy, fold(table.name)), found)
    node = table.node
    rows = tuple(
        ir.Row(tuple(c for c in cells if c is not None), result, at.words(row.span))
        for row, cells, result in zip(node.rows, found.cells, found.results, strict=True)
    )
    return ir.Lookup(node.name.words, rows, node.selects, found.type, at.words(span), span, table.span)


def grid(table: Table, at: Context) -> Grid | None:
    """The table with its cells as conditions; None where it has a mistake, which has been said."""
    node, inner = table.node, at.inside(table, at.scope)
    if node.broken:
        return None
    *columns, last = node.columns
    named = last.phrase.words if isinstance(last, ast.Name) else inner.words(last.span)
    if fold(named) != fold(node.decides.words):
        at.say(errors.result_column(node.decides.words, named, last.span))
        return None
    if any(names.meaning(column, inner) is None for column in columns):
        return None
    cells = [_cells(row, columns, inner) for row in node.rows]
    results = _results(node, inner)
    sound = [row for row in cells if row is not None]
    if len(sound) < len(cells) or results is None or not results:
        return None
    type_ = Type(results[0].type.kind, results[0].type.entity, None, results[0].type.codes)
    return Grid(node, tuple(inner.words(c.span) for c in columns), tuple(sound), results, type_)


def _cells(row: ast.Row, columns: Sequence[ast.Operand], at: Context) -> tuple[ir.Condition | None, ...] | None:
    """A row's cells, each said of its column. None where one has a mistake."""
    found: list[ir.Condition | None] = []
    sound = len(row.cells) == len(columns)
    for column, cell in zip(columns, row.cells, strict=False):
        said = None if isinstance(cell, ast.Any) else _cell(column, cell, at)
        sound = sound and (said is not None or isinstance(cell, ast.Any))
        found.append(said)
    return tuple(found) if sound else None


def _cell(column: ast.Operand, cell: ast.Predicate | ast.NotStated, at: Context) -> ir.Condition | None:
    absent = isinstance(cell, ast.NotStated)
    predicate = ast.IsStated(cell.span) if isinstance(cell, ast.NotStated) else cell
    said = comparisons.comparison(column, predicate, cell.span, at, negated=absent)
    return said and replace(said, words=f"{at.words(column.span)} is {at.words(cell.span)}")


def _results(node: ast.Table, at: Context) -> tuple[ir.Expr, ...] | None:
    """The results, all of one type; of one that has an order, where the highest or lowest applies."""
    found: list[ir.Expr] = []
    for row in node.rows:
        result = operands.operand(row.result, at, found[0].type if found else None)
        if result is None:
            return None
        if found and not same_type(found[0].type, result.type):
            at.say(errors.unlike_results(spoken(found[0].type), spoken(result.type), row.result.span))
            return None
        found.append(result)
    if found and node.selects in ("highest", "lowest") and found[0].type.kind not in ORDERED:
        at.say(errors.results_without_order(spoken(found[0].type), node.selects, node.span))
        return None
    return tuple(found)
