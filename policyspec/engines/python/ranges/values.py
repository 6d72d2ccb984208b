"""Code that gives the range of an expression, one name for each node."""

from typing import assert_never

from policyspec.engines.python.ranges import conditions, lists
from policyspec.engines.python.ranges.scope import Scope, by_reference, item
from policyspec.ir import nodes as ir
from policyspec.model.bounds import constant
from policyspec.model.ranges import Ranged


def value_of(scope: Scope, node: ir.Expr) -> str:
    """Emit an expression; gives the name of its range, a `Ranged`."""
    match node:
        case ir.Const(value):
            return scope.source.constant("constant", Ranged(constant(value)))
        case ir.Fact(owner, info):
            elsewhere = ", by_reference=True" if by_reference(owner) else ""
            read = f"fact(ground, {item(scope, owner)}, {info.key!r}, {scope.nothing(info.type)}{elsewhere})"
            return scope.put(info.key, read)
        case ir.ScalarVar(name):
            return scope.names[name]
        case ir.TheItem(thing):
            return scope.put("item", f"the_item({item(scope, thing)})")
        case ir.Threshold(name, periods):
            entries = tuple((p.start, p.end, constant(p.value)) for p in periods)
            return scope.put("threshold", f"dated({name!r}, {scope.judged}, {scope.source.constant(name, entries)})")
        case ir.Lookup():
            return _lookup(scope, node)
        case ir.Aggregate():
            return _aggregate(scope, node)
        case ir.Share():
            return _share(scope, node)
        case ir.ClassRatio():
            return _class_ratio(scope, node)
        case ir.RatioOf(left, right):
            return _of_two(scope, "ratio_of", left, right)
        case ir.TimeFrom(start, end):
            return _of_two(scope, "time_from", start, end, ", ground.country, ground.region")
        case ir.Arithmetic(operator, left, right):
            return _of_two(scope, operator, left, right)
        case ir.Extreme(which, left, right):
            return _of_two(scope, f"{which}_of", left, right)
        case _:
            assert_never(node)


def _of_two(scope: Scope, function: str, left: ir.Expr, right: ir.Expr, more: str = "") -> str:
    operands = f"{value_of(scope, left)}, {value_of(scope, right)}"
    return scope.put(function, f"{function}({operands}{more})")


def _lookup(scope: Scope, node: ir.Lookup) -> str:
    truths = [conditions.all_of(scope, row.conditions) for row in node.rows]
    results = [value_of(scope, row.result) for row in node.rows]
    given = f"({', '.join(truths)},), ({', '.join(results)},).__getitem__"
    words = tuple(f"row {number}" for number in range(1, len(node.rows) + 1))
    return scope.put("lookup", f"looked_up({node.selects!r}, {given}, {node.table!r}, {words!r})")


# --- over collections -------------------------------------------------------------------------------------------


def _aggregate(scope: Scope, node: ir.Aggregate) -> str:
    counted = scope.start(node.function, "[]")
    if node.function == "number":
        rest = lists.through(scope, node.over, node.var, lambda at, _, belongs: _add(at, counted, belongs))
        return scope.put("number", f"number({counted}, {rest})")

    def body(inside: Scope, member: str, belongs: str) -> None:
        value = _value(inside, node.var, member, node.value, things=lists.of_things(node.over))
        _add(inside, counted, f"Counted({value}, {belongs})")

    rest = lists.through(scope, node.over, node.var, body)
    kind = scope.source.constant("type", node.value.type if node.value is not None else node.type)
    call = "total(" if node.function == "total" else f"extreme({node.function!r}, "
    return scope.put(node.function, f"{call}{counted}, {rest}, {kind})")


def _add(scope: Scope, counted: str, what: str) -> None:
    scope.source.line(f"{counted}.append({what})")


def _value(scope: Scope, var: str, member: str, value: ir.Expr | None, *, things: bool) -> str:
    if value is not None:
        return value_of(scope.binding(var, member), value)
    return "ONE" if things else member


def _share(scope: Scope, node: ir.Share) -> str:
    counted = scope.start("share", "[]")

    def body(inside: Scope, member: str, belongs: str) -> None:
        part = conditions.truth_of(inside.binding(node.var, member), node.member)
        value = _value(inside, node.var, member, node.value, things=True)
        _add(inside, counted, f"Counted({value}, {belongs}, {part})")

    rest = lists.through(scope, node.over, node.var, body)
    kind = "None" if node.value is None else scope.source.constant("type", node.value.type)
    return scope.put("share", f"share({counted}, {rest}, {kind})")


def _class_ratio(scope: Scope, node: ir.ClassRatio) -> str:
    sides = scope.start("ratio", "[]")

    def body(inside: Scope, member: str, belongs: str) -> None:
        bound = inside.binding(node.var, member)
        value = value_of(bound, node.value)
        left, right = conditions.truth_of(bound, node.left), conditions.truth_of(bound, node.right)
        _add(inside, sides, f"(Counted({value}, {belongs}, {left}), Counted({value}, {belongs}, {right}))")

    rest = lists.through(scope, node.over, node.var, body)
    kind = scope.source.constant("type", node.value.type)
    return scope.put("ratio", f"class_ratio({sides}, {rest}, {kind})")
