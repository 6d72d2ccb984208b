"""Trees of dataclasses, such as the abstract syntax and the Core IR: what a node is made of, and all that is in it."""

from collections.abc import Callable, Iterator
from functools import cache
from operator import attrgetter

from policyspec.base import dataclasses


@cache
def field_names(kind: type, module: str) -> tuple[str, ...] | None:
    """The fields of a class of nodes, in order; None for what is no dataclass of this module."""
    return dataclasses.field_names(kind) if kind.__module__ == module else None


def walk(root: object, module: str) -> Iterator[object]:
    """Every node under this one that is of a class of this module, itself first, in the order of the text."""
    known: dict[type, Callable[[object], tuple[object, ...]] | None] = {}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            waiting.extend(reversed(node))
            continue
        kind: type = type(node)
        if kind not in known:
            known[kind] = _last_first(kind, module)
        parts = known[kind]
        if parts is not None:
            yield node
            waiting.extend(parts(node))


@cache
def _last_first(kind: type, module: str) -> Callable[[object], tuple[object, ...]] | None:
    """What gives the parts of a node of some class, the last first; None for what is no node."""
    match field_names(kind, module):
        case None:
            return None
        case ():
            return lambda _node: ()
        case (name,):
            return lambda node: (getattr(node, name),)
        case names:
            return attrgetter(*reversed(names))
