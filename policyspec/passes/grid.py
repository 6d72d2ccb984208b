"""A decision table once its cells are understood."""

from policyspec.base.dataclasses import dataclass
from policyspec.ir import nodes as ir
from policyspec.model.types import Type
from policyspec.syntax import ast


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its cells as conditions, column by column; None: `any`."""

    node: ast.Table
    columns: tuple[str, ...]
    cells: tuple[tuple[ir.Condition | None, ...], ...]  # row by row
    results: tuple[ir.Expr, ...]
    type: Type
