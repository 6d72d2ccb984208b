"""Decision tables: a head, rows between `|` signs, and the line that says which row applies."""

import re
from collections.abc import Iterator

from lark import Token, Tree

from policyspec.base.dataclasses import replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.patterns import pattern
from policyspec.base.source import Span
from policyspec.model.vocabulary import fold
from policyspec.syntax import ast, conditions, errors, operands
from policyspec.syntax.clause import Clause
from policyspec.syntax.declarations import declared
from policyspec.syntax.layout import Block, Part
from policyspec.syntax.read import read, read_part
from policyspec.syntax.reading import Reading, phrase, tokens, trees
from policyspec.syntax.rules import belongs, out_of_place

Cell = ast.Predicate | ast.Any | ast.NotStated

_QUOTED = pattern(r'"[^"]*"')
#: The line under the header of a Markdown table.
RULE_OFF = pattern(r"\|?[\s:|-]+\|?")
_EXTREMES: dict[str, ast.Selection] = {"highest": "highest", "lowest": "lowest"}


def table(block: Block, found: list[Diagnostic]) -> ast.Table | None:
    """The table; None where its head cannot be read."""
    head = read_part(block.head, found)
    if head is None:
        return None
    reading, tree = head
    name, decides = declared(reading, trees(tree)[0]), phrase(reading, trees(tree)[1])
    lines = [part for part in block.parts if part.clause.kind == "row" and not RULE_OFF.fullmatch(part.clause.text)]
    header, others = [part.clause for part in lines[:1]], [part.clause for part in lines[1:]]
    columns = _columns(header[0], others, found) if header else ()
    rows = [_row(row, columns, header[0], found) for row in others] if columns else []
    if not others:
        found.append(errors.nothing_said(reading.span(tree), "table", "write its rows below it, between `|` signs"))
    selects = _selects(block, decides, reading.span(tree), found)
    return ast.Table(
        name,
        decides,
        columns,
        tuple(row for row in rows if row is not None),
        selects or "exactly one",
        reading.span(tree).to(block.span),
        broken=not columns or None in rows or not others or selects is None,
    )


def _columns(header: Clause, others: list[Clause], found: list[Diagnostic]) -> tuple[ast.Operand, ...]:
    """One that cannot be read is `Bad`. Nothing where it is not known how many there are."""
    cells = list(cells_of(header))
    counts = {len(list(cells_of(row))) for row in others}
    if not all(cell.text for cell in cells):
        found.append(errors.empty_cell(header.whole))
    elif len(cells) < 2:
        found.append(errors.few_columns(header.whole))
    elif len(others) > 1 and len(counts) == 1 and len(cells) not in counts:
        found.append(errors.wrong_header(header.whole, len(cells), counts.pop()))
    else:
        return tuple(_operand(cell, "column", found) or ast.BadOperand(cell.whole) for cell in cells)
    return ()


def _row(row: Clause, columns: tuple[ast.Operand, ...], header: Clause, found: list[Diagnostic]) -> ast.Row | None:
    """None where the row has too few or too many cells, or one that cannot be read."""
    cells = list(cells_of(row))
    if len(cells) != len(columns):
        found.append(errors.wrong_cells(row.whole, len(cells), len(columns), header.whole))
        return None
    asked = tuple(_cell(cell, found) for cell in cells[:-1])
    result = _operand(cells[-1], "result", found)
    said = tuple(cell for cell in asked if cell is not None)
    return None if result is None or len(said) < len(asked) else ast.Row(said, result, row.whole)


def cells_of(row: Clause) -> Iterator[Clause]:
    """The cells of a row; a `|` in quotes is text, and the last one may be left out."""
    bare = _QUOTED.sub(lambda m: "x" * len(m[0]), row.text)
    for match in re.finditer(r"(?:^|\|)([^|]*)", bare):
        if not match.end():
            continue  # nothing stands before the first sign
        written = row.text[match.start(1) : match.end(1)]
        if match.end() == len(bare) and not written.strip():
            return
        blanks = len(written) - len(written.lstrip())
        yield replace(row, text=written.strip(), start=row.start + match.start(1) + blanks)


def _operand(cell: Clause, kind: str, found: list[Diagnostic]) -> ast.Operand | None:
    parsed = _read(cell, kind, found)
    return operands.operand(parsed[0], trees(parsed[1])[0]) if parsed else None


def _cell(cell: Clause, found: list[Diagnostic]) -> Cell | None:
    parsed = _read(cell, "cell", found)
    if parsed is None:
        return None
    reading, tree = parsed
    match tree.data:
        case "any_value":
            return ast.Any(reading.span(tree))
        case "not_stated":
            return ast.NotStated(reading.span(tree))
        case _:
            said = trees(tree)[0]
            if conditions.negates(said):
                reading.report(errors.unexpected(reading.span(said), reading.written(said), "list what it may be"))
            return conditions.predicate(reading, said)


def _read(cell: Clause, kind: str, found: list[Diagnostic]) -> tuple[Reading, Tree[Token]] | None:
    if cell.text:
        return read(cell.of_kind(kind), found)
    if not cell.excused:
        found.append(errors.empty_cell(cell.source.span(cell.start - 1, cell.start)))
    return None


def _selects(block: Block, decides: ast.Phrase, head: Span, found: list[Diagnostic]) -> ast.Selection | None:
    for part in block.parts:
        if not belongs(part, "table"):
            out_of_place(part, "table", found)
    lines = [part for part in block.parts if part.clause.kind == "selects"]
    if not lines:
        found.append(errors.no_selection(head))
        return None
    found += [errors.unknown_clause(part.clause.whole, part.clause.text, "a table") for part in lines[1:]]
    return _selection(lines[0], decides, found)


def _selection(part: Part, decides: ast.Phrase, found: list[Diagnostic]) -> ast.Selection | None:
    parsed = read_part(part, found)
    if parsed is None:
        return None
    reading, tree = parsed
    match tree.data:
        case "exactly_one":
            return "exactly one"
        case "first_row":
            return "first"
        case _:
            words = trees(tree, "words")
            if words and fold(phrase(reading, words[0]).words) != fold(decides.words):
                other = reading.span(words[0]), reading.written(words[0])
                reading.report(errors.selects_other(*other, decides.words))
            return _EXTREMES[str(tokens(trees(tree, "extreme")[0])[0])]
