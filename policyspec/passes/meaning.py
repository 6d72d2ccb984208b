"""What a phrase may turn out to mean."""

from enum import Enum

from policyspec.base.dataclasses import dataclass
from policyspec.ir import nodes as ir
from policyspec.model.types import Type
from policyspec.passes.declared import Definition


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing: the lot in scope, the buyer."""

    item: ir.ItemExpr


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value."""

    expr: ir.Expr


@dataclass(frozen=True, slots=True)
class Many:
    """A collection of things (`entity`) or of scalars (`scalar`); of those, the members that are in all `classes`."""

    over: ir.Collection
    nouns: tuple[str, ...]  # what one member is called, the most telling first
    entity: str | None
    scalar: Type | None
    classes: tuple[Definition, ...] = ()


@dataclass(frozen=True, slots=True)
class Class:
    """The name of a class of things, which can stand only after `is`."""

    definition: Definition


Meaning = Thing | Scalar | Many | Class


class Mistake(Enum):
    """In place of an optional part that is there and could not be understood. What is wrong has been said."""

    SAID = "said"
