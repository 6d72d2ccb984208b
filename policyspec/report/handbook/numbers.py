"""The numbers that rules rest on: parameters with their bounds, thresholds with their history, decision tables."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from policyspec.ir import nodes as ir
from policyspec.model.dates import spell_day
from policyspec.model.vocabulary import fold
from policyspec.passes.duties import citation
from policyspec.report.english.conditions import statement
from policyspec.report.english.expressions import expression
from policyspec.report.english.speech import Speech, value
from policyspec.report.handbook.matter import Handbook
from policyspec.report.html.elements import Content, Element, el, para, prose, row, rows, table
from policyspec.report.html.parts import cited
from policyspec.report.words import sentence
from policyspec.syntax import ast

OPEN = "without an end"


def parameter(node: ast.Parameter, name: str, now: ir.Const | None = None) -> Element:
    """A parameter. `now`: its value in this handbook, which a policy that uses it may have set."""
    told: list[tuple[str, list[Content]]] = []
    if node.doc:
        told.append(("What it is", prose(sentence(node.doc))))
    told.append(("Default", [node.value.text]))
    if now is not None and now.value != node.value.value:
        told.append(("Here", [value(now.value, now.type.kind)]))
    if node.low is not None and node.high is not None:
        told.append(("May be set", [f"from {node.low.text} to {node.high.text}, both included"]))
    else:
        told.append(("May be set", ["to any value of its kind: the policy sets no bounds"]))
    return el("div", el("h3", f"Parameter: {node.name.words}", id=name), rows(told))


def threshold(node: ast.Threshold, name: str, numbered: int = 1) -> Element:
    """A threshold with each of its amounts, the oldest first. `numbered`: what the first is called in the picture."""
    body = [
        row(str(numbered + n), entry.value.text, *window(entry.start, entry.end))
        for n, entry in enumerate(node.entries)
    ]
    caption = f"The amounts of the {node.name.words}"
    return el(
        "div",
        el("h3", f"Threshold: {node.name.words}", id=name),
        para(*prose(sentence(node.doc))) if node.doc else None,
        table(caption, ["No.", "Amount", "From", "Until (this day included)"], body),
        *(para("Source: ", *cited(each)) for each in map(citation, node.cites)),
    )


def window(start: date | None, end: date | None) -> tuple[str, str]:
    return (spell_day(start) if start else "the beginning", spell_day(end) if end else OPEN)


_SELECTS = {
    "exactly one": "Exactly one row applies.",
    "first": "The first row that fits applies.",
    "highest": "Of the rows that fit, the highest value applies.",
    "lowest": "Of the rows that fit, the lowest value applies.",
}


def decision_table(node: ir.Lookup, handbook: Handbook, name: str) -> Element:
    """What a table decides, row by row, in plain English."""
    speech = Speech(handbook.vocabulary, (ir.Var(ir.TENDER, ir.TENDER),))
    body = [row(_where(each, speech), expression(each.result, speech)) for each in node.rows]
    return el(
        "div",
        el("h3", f"Table: {node.table}", id=name),
        table(f"What the table ‘{node.table}’ decides", ["Where", "It is"], body),
        para(_SELECTS[node.selects]),
    )


def _where(each: ir.Row, speech: Speech) -> str:
    return " and ".join(statement(condition, speech) for condition in each.conditions) or "in any case"


def declared_parameters(names: Iterable[str], files: Iterable[ast.PolicyFile]) -> list[ast.Parameter]:
    """The declarations of parameters of these names, the first of each."""
    return _first([node for file in files for node in file.declarations if isinstance(node, ast.Parameter)], names)


def declared_thresholds(names: Iterable[str], files: Iterable[ast.PolicyFile]) -> list[ast.Threshold]:
    return _first([node for file in files for node in file.declarations if isinstance(node, ast.Threshold)], names)


Named = TypeVar("Named", ast.Parameter, ast.Threshold)


def _first(nodes: Iterable[Named], names: Iterable[str]) -> list[Named]:
    wanted = set(map(fold, names))
    found: dict[str, Named] = {}
    for node in nodes:
        found.setdefault(fold(node.name.words), node)
    return [node for name, node in found.items() if name in wanted]
