"""Cells of the native workbook to nodes of a tree, as if what they say stood in a native file."""

from policyspec.model.types import Kind as Type
from policyspec.model.vocabulary import FactInfo, fold
from policyspec.model.workbook import NONE
from policyspec.readers.sheets.cells import Cell, Kind
from policyspec.readers.tree import Node, Scalar, Sequence, Style

_SAID_ABSENT = ("withheld", "not applicable")


def key_node(cell: Cell) -> Scalar:
    return Scalar(cell.text.strip(), Style.PLAIN, cell.start, cell.end)


def value_node(cell: Cell, info: FactInfo | None) -> Node:
    element = info.type.element if info and info.type.kind is Type.VALUES else None
    if element is None or cell.kind is Kind.FAULT:
        return scalar(cell)
    return several(cell, ";" if element.kind not in (Type.TEXT, Type.ITEM) else "\n")


def scalar(cell: Cell, text: str | None = None) -> Scalar:
    """A text as in quotes: in a cell only the words for absence are more than what they say."""
    text = (cell.shown or cell.text) if text is None else text
    if cell.kind is Kind.FAULT:
        return Scalar(text, Style.FAULT, cell.start, cell.end)
    style = Style.PLAIN if fold(text) in _SAID_ABSENT else Style.QUOTED
    return Scalar(text, style, cell.start, cell.end)


def several(cell: Cell, separator: str = ";") -> Node:
    """A list in one cell: a line for each; with what cannot hold a semicolon, that parts them as well."""
    text = cell.shown or cell.text
    parts = [part.strip() for part in text.replace(separator, "\n").splitlines()]
    nodes = tuple(scalar(cell, part) for part in parts if part)
    if len(nodes) == 1 and fold(nodes[0].text) == NONE:
        nodes = ()
    return Sequence(nodes, cell.start, cell.end)
