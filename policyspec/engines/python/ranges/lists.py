"""Code that goes through a collection: what stands in the loop is emitted once, for each member."""

from collections.abc import Callable
from typing import assert_never

from policyspec.engines.python.ranges import conditions, values
from policyspec.engines.python.ranges.scope import Scope, item
from policyspec.ir import nodes as ir
from policyspec.model.vocabulary import FactInfo

#: What is emitted in the loop: given the scope there, the member's name, and the name of whether it belongs.
Body = Callable[[Scope, str, str], None]


def through(scope: Scope, over: ir.Collection, stem: str, body: Body) -> str:
    """Emit a loop over the members that may belong; gives the name of what is said of those that are not stated."""
    match over:
        case ir.Members(owner, info):
            found, rest = _read(scope, f"things(ground, {item(scope, owner)}, {info.key!r})", info)
        case ir.Scalars(owner, info):
            unknown = scope.nothing(info.type.element or info.type)
            found, rest = _read(scope, f"scalars(ground, {item(scope, owner)}, {info.key!r}, {unknown})", info)
        case ir.Filtered():
            return _filtered(scope, over, body)
        case ir.Projected():
            return _projected(scope, over, body)
        case _:
            assert_never(over)
    member = scope.source.fresh(stem)
    with scope.source.block(f"for {member} in {found}:"):
        body(scope, member, "TRUE")
    return rest


def of_things(over: ir.Collection) -> bool:
    """Whether the members are things, and not scalars."""
    match over:
        case ir.Members():
            return True
        case ir.Filtered(inner):
            return of_things(inner)
        case ir.Scalars() | ir.Projected():
            return False
        case _:
            assert_never(over)


def _read(scope: Scope, call: str, info: FactInfo) -> tuple[str, str]:
    found, rest = scope.source.fresh(info.key), scope.source.fresh("rest")
    scope.source.line(f"{found}, {rest} = {call}")
    return found, rest


def _filtered(scope: Scope, over: ir.Filtered, body: Body) -> str:
    def kept(inside: Scope, member: str, belongs: str) -> None:
        within = conditions.truth_of(inside.binding(over.var, member), over.condition)
        whether = within if belongs == "TRUE" else inside.put("belongs", f"both(({belongs}, {within}))")
        with inside.source.block(f"if {whether}.fails:"):
            inside.source.line("continue")
        body(inside, member, whether)

    rest = through(scope, over.over, over.var, kept)
    return scope.put("rest", f"{rest} and SOME_LEFT")


def _projected(scope: Scope, over: ir.Projected, body: Body) -> str:
    left = scope.start("rest", "NONE_LEFT")

    def projected(inside: Scope, member: str, belongs: str) -> None:
        bound = inside.binding(over.var, member)
        if not isinstance(over.value, ir.Scalars):
            body(bound, values.value_of(bound, over.value), belongs)
            return
        rest = through(bound, over.value, "value", lambda at, value, _: body(at, value, belongs))
        inside.source.line(f"{left} = {left} or {rest}")

    rest = through(scope, over.over, over.var, projected)
    return scope.put("rest", f"({left} or {rest}) and SOME_LEFT")
