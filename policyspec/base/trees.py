"""Trees of dataclasses, such as the abstract syntax and the Core IR: what a node is made of, and all that is in it."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache


@cache
def field_names(kind: type, module: str) -> tuple[str, ...] | None:
    """The fields of a class of nodes, in order; None for what is no dataclass of this module."""
    if not is_dataclass(kind) or kind.__module__ != module:
        return None
    return tuple(field.name for field in fields(kind))


def walk(root: object, module: str) -> Iterator[object]:
    """Every node under this one that is of a class of this module, itself first, in the order of the text."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            waiting.extend(reversed(node))
            continue
        names = field_names(type(node), module)
        if names is not None:
            yield node
            waiting.extend([getattr(node, name) for name in reversed(names)])
