"""What code over ranges is emitted into: the source, and the names of what is bound."""

from collections.abc import Mapping
from fractions import Fraction

from policyspec.base.dataclasses import dataclass, replace
from policyspec.engines.python.source import Source
from policyspec.ir import nodes as ir
from policyspec.model.bounds import missing
from policyspec.model.types import Type


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an expression stands.

    `names` has the Python name of each variable, `judged` that of the judged date; `vat_at_most` is the highest rate of
    VAT that the rule's policy knows.
    """

    source: Source
    names: Mapping[str, str]
    judged: str
    vat_at_most: Fraction | None = None

    def binding(self, var: str, name: str) -> "Scope":
        return replace(self, names={**self.names, var: name})

    def put(self, stem: str, expression: str) -> str:
        return self.source.put(stem, expression)

    def start(self, stem: str, expression: str) -> str:
        return self.source.start(stem, expression)

    def compared(self, relation: ir.Relation, left: str, right: str) -> str:
        """An expression for whether two ranges stand so."""
        rate = "" if self.vat_at_most is None else f", {self.source.constant('rate', self.vat_at_most)}"
        return f"compare({relation!r}, {left}, {right}{rate})"

    def nothing(self, type_: Type) -> str:
        """The name of the range of a fact of a type that has no value."""
        return self.source.constant(f"any {type_.kind}", missing(type_))


def item(scope: Scope, node: ir.ItemExpr) -> str:
    """The name of a thing; it is None where a record or a reference on the way is missing."""
    match node:
        case ir.Var(name):
            return scope.names[name]
        case ir.Step(owner, info):
            whose = item(scope, owner)
            return scope.put(info.key, f"step(ground, {whose}, {info.key!r}, reference={info.type.reference})")


def by_reference(node: ir.ItemExpr) -> bool:
    """Whether a thing is reached by a reference, and may be one to which a fact does not apply."""
    return isinstance(node, ir.Step) and (node.info.type.reference or by_reference(node.owner))
