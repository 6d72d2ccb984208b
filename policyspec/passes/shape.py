"""What a condition says, without the words and places of it: two that say the same have one shape."""

from collections.abc import Hashable
from datetime import date

from policyspec.base.dataclasses import field_names
from policyspec.ir import nodes as ir
from policyspec.model.vocabulary import FactInfo

_WORDS = frozenset({"words", "span", "declared", "predicate", "name", "type"})


def shape(node: object) -> Hashable:
    """Equal for nodes of the Core IR that mean the same by their text. Variables that a node binds have no names."""
    return _shape(node, {})


def _shape(node: object, bound: dict[str, str]) -> Hashable:
    match node:
        case ir.Var(name, entity) | ir.ScalarVar(name=name, type=entity):
            return "var", bound.get(name, name), str(entity)
        case FactInfo(owner=owner, key=key):
            return owner, key
        case ir.Const(value=value, type=type_):
            return "const", type_.kind, value
        case ir.Threshold(name=name, periods=periods):
            return "threshold", name, periods
        case tuple():
            return tuple(_shape(part, bound) for part in node)
        case str() | date() | None:
            return node
        case _:
            names = field_names(type(node))
            assert names is not None, node
            return (type(node).__name__, *(_part(node, name, bound) for name in names))


def _part(node: object, name: str, bound: dict[str, str]) -> Hashable:
    """A variable is bound by what stands before it, and used by what stands behind."""
    value = getattr(node, name)
    if name in _WORDS:
        return None
    if name == "var":
        bound[value] = f"#{len(bound)}"
        return None
    return _shape(value, bound)
