"""Code that gives whether a condition holds, as a range of truth, one name for each node."""

from collections.abc import Sequence
from typing import assert_never

from policyspec.engines.python.ranges import lists, values
from policyspec.engines.python.ranges.scope import Scope, item
from policyspec.ir import nodes as ir


def truth_of(scope: Scope, node: ir.Condition) -> str:
    """Emit a condition; gives the name of whether it holds. One on a fact that does not apply does not hold."""
    found = answer_of(scope, node)
    plain = found in ("TRUE", "FALSE") or isinstance(node, ir.IsStated | ir.Quantified)
    return found if plain else scope.put("plainly", f"{found}.plainly")


def answer_of(scope: Scope, node: ir.Condition) -> str:
    """Emit a condition; gives the name of whether it holds, fails, or does not apply."""
    match node:
        case ir.Compare():
            return _compare(scope, node)
        case ir.BetweenBounds(subject, low, high):
            value, *bounds = [values.value_of(scope, n) for n in (subject, low, high)]
            return _between(scope, value, *bounds)
        case ir.OneOf(subject, options):
            value = values.value_of(scope, subject)
            found = [scope.compared("equal", value, values.value_of(scope, option)) for option in options]
            return scope.put("one_of", f"either(({', '.join(found)},))")
        case ir.Within(subject, whole):
            return scope.put("within", f"within({values.value_of(scope, subject)}, {values.value_of(scope, whole)})")
        case ir.Mentions(subject, text):
            return scope.put("mentions", f"mentions({values.value_of(scope, subject)}, {text!r})")
        case ir.Yes(subject):
            return scope.put("yes", scope.compared("equal", values.value_of(scope, subject), "YES"))
        case ir.IsStated(subject):
            return _is_stated(scope, subject)
        case ir.Among(subject, collection):
            return _among(scope, values.value_of(scope, subject), collection)
        case ir.Include(collection, mode, options):
            truths = [_among(scope, values.value_of(scope, option), collection) for option in options]
            return scope.put("include", f"{'both' if mode == 'each' else 'either'}(({', '.join(truths)},))")
        case ir.Quantified():
            return _quantified(scope, node)
        case ir.Not(condition):
            return scope.put("no", f"~{answer_of(scope, condition)}")
        case ir.And(conditions):
            return _all(scope, [answer_of(scope, c) for c in conditions])
        case ir.Or(conditions):
            return any_of(scope, [answer_of(scope, c) for c in conditions])
        case _:
            assert_never(node)


def all_of(scope: Scope, conditions: Sequence[ir.Condition]) -> str:
    """Emit some conditions; gives the name of whether all of them hold."""
    return _all(scope, [truth_of(scope, c) for c in conditions])


def _all(scope: Scope, truths: Sequence[str]) -> str:
    return scope.put("all", f"both(({', '.join(truths)},))") if truths else "TRUE"


def any_of(scope: Scope, truths: Sequence[str]) -> str:
    """The name of whether any of some truths holds."""
    return scope.put("any", f"either(({', '.join(truths)},))") if truths else "FALSE"


def _compare(scope: Scope, node: ir.Compare) -> str:
    left, right = values.value_of(scope, node.left), values.value_of(scope, node.right)
    if node.tolerance is None:
        return scope.put("holds", scope.compared(node.relation, left, right))
    give = values.value_of(scope, node.tolerance)
    return _between(
        scope, left, scope.put("low", f"minus({right}, {give})"), scope.put("high", f"plus({right}, {give})")
    )


def _between(scope: Scope, value: str, low: str, high: str) -> str:
    ends = scope.compared("at least", value, low), scope.compared("at most", value, high)
    return scope.put("between", f"both(({', '.join(ends)}))")


def _is_stated(scope: Scope, subject: ir.Fact | ir.Members | ir.Scalars | ir.TheItem) -> str:
    match subject:
        case ir.TheItem(ir.Step(owner, info) as thing):
            whose, found = item(scope, owner), item(scope, thing)
            return scope.put("stated", f"item_stated(ground, {found}, {whose}, {info.key!r})")
        case ir.TheItem():
            return "TRUE"
        case ir.Fact(owner, info):
            return scope.put("stated", f"fact_stated(ground, {item(scope, owner)}, {info.key!r})")
        case ir.Members(owner, info) | ir.Scalars(owner, info):
            return scope.put("stated", f"list_stated(ground, {item(scope, owner)}, {info.key!r})")
        case _:
            assert_never(subject)


def _among(scope: Scope, subject: str, collection: ir.Collection) -> str:
    truths = scope.start("among", "[]")

    def body(inside: Scope, member: str, belongs: str) -> None:
        value = f"the_item({member})" if lists.of_things(collection) else member
        holds = f"{inside.compared('equal', subject, value)}.plainly"
        inside.source.line(f"{truths}.append(both(({belongs}, {holds})))")

    rest = lists.through(scope, collection, "member", body)
    found = _closing(scope, truths, rest, "either")
    return scope.put("among", f"NEITHER if does_not_apply({subject}) else {found}")


def _quantified(scope: Scope, node: ir.Quantified) -> str:
    truths = scope.start(node.quantifier, "[]")

    def body(inside: Scope, member: str, belongs: str) -> None:
        bound = inside.binding(node.var, member)
        if node.quantifier == "every":
            # There is none for which it fails. One to which it does not apply is none of these.
            joined = f"~both(({belongs}, (~{answer_of(bound, node.condition)}).plainly))"
        else:
            joined = f"both(({belongs}, {truth_of(bound, node.condition)}))"
        inside.source.line(f"{truths}.append({joined})")

    rest = lists.through(scope, node.over, node.var, body)
    found = _closing(scope, truths, rest, "both" if node.quantifier == "every" else "either")
    return scope.put("no", f"~{found}") if node.quantifier == "no" else found


def _closing(scope: Scope, truths: str, rest: str, join: str) -> str:
    with scope.source.block(f"if {rest} is not None:"):
        scope.source.line(f"{truths}.append(UNKNOWN)")
    return scope.put("found", f"{join}({truths})")
