"""Code that judges a rule: where it is judged, whether it applies there, and what each limb comes to."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import assert_never

from policyspec.engines.python.ranges import lists
from policyspec.engines.python.ranges.conditions import answer_of, any_of, truth_of
from policyspec.engines.python.ranges.scope import Scope, by_reference, item
from policyspec.engines.python.source import Source, mangled, spelt
from policyspec.ir import nodes as ir
from policyspec.model.outcomes import Strength
from policyspec.model.ranges import ANY_DATE, Ranged

#: The number of each rule, by its id.
Numbers = Mapping[str, int]


def emit_rule(source: Source, rule: ir.Rule, numbers: Numbers) -> None:
    """Emit a rule's functions: `rule_3_applies` to an item, `rule_3_judge` for its limbs there, `rule_3` for it all."""
    number = numbers[rule.id]
    _applies(source, rule, numbers)
    _judge(source, rule, number)
    _rule(source, rule, number)


@contextmanager
def _function(source: Source, rule: ir.Rule, name: str, more: Sequence[str] = ()) -> Iterator[Scope]:
    """A function that is given the items of a rule's scope."""
    # No other name begins with an underscore.
    names = {ir.TENDER: "tender"} | {b.var: f"_{mangled(b.var)}_{n}" for n, b in enumerate(rule.scope)}
    given = ", ".join(["ground", *names.values(), *more])
    with source.function(f"def {name}({given}):", rule.id):
        yield Scope(source, names, "judged", rule.vat_at_most)


def _judged(scope: Scope, rule: ir.Rule) -> None:
    """Emit the date on which a rule is judged."""
    any_date = scope.source.constant("any date", Ranged(ANY_DATE))
    if rule.judged_on is None:
        scope.source.line(f"judged = ground.on or {any_date}")
        return
    info, owner = rule.judged_on.info, item(scope, rule.judged_on.owner)
    scope.source.line(f"judged = ground.on or fact(ground, {owner}, {info.key!r}, {scope.nothing(info.type)})")


# --- whether it applies -----------------------------------------------------------------------------------------


def _applies(source: Source, rule: ir.Rule, numbers: Numbers) -> None:
    with _function(source, rule, f"rule_{numbers[rule.id]}_applies") as scope:
        _judged(scope, rule)
        found = scope.start("found", "[]")
        for window in rule.in_force:
            _must(scope, found, f"within_window(judged, {spelt(window.start)}, {spelt(window.end)})")
        for condition in rule.applies:
            _must(scope, found, truth_of(scope, condition))
        for condition in rule.exceptions:
            _must(scope, found, f"~{truth_of(scope, condition)}")
        for other in rule.yields_to:
            if other.rule in numbers:
                _must(scope, found, f"~{_prevails(scope, rule, other, numbers[other.rule])}")
        source.line(f"return both({found})")


def _must(scope: Scope, found: str, condition: str) -> None:
    name = scope.put("holds", condition)
    with scope.source.block(f"if {name}.fails:"):
        scope.source.line("return FALSE")
    scope.source.line(f"{found}.append({name})")


def _prevails(scope: Scope, rule: ir.Rule, other: ir.Yield, number: int) -> str:
    if not other.same_item:
        return scope.put("prevails", f"rule_{number}_applies(ground, tender)")
    # Both rules go through the same lists: what is bound to the one's scope stands in the other's.
    given = ", ".join(["ground", "tender", *(scope.names[binding.var] for binding in rule.scope)])
    return scope.put("prevails", f"both((rule_{number}_in_scope({given}), rule_{number}_applies({given})))")


def emit_in_scope(source: Source, rule: ir.Rule, number: int) -> None:
    """Emit `rule_3_in_scope`: whether some items, one for each `for each`, are in a rule's scope."""
    with _function(source, rule, f"rule_{number}_in_scope") as scope:
        _judged(scope, rule)
        truths: list[str] = []
        for binding in rule.scope:
            truths += _belongs(scope, binding.over, scope.names[binding.var])
            if binding.where is not None:
                truths.append(truth_of(scope, binding.where))
        source.line(f"return both(({', '.join(truths)},))" if truths else "return TRUE")


def _belongs(scope: Scope, over: ir.Collection, member: str) -> list[str]:
    if not isinstance(over, ir.Filtered):
        return []
    return [*_belongs(scope, over.over, member), truth_of(scope.binding(over.var, member), over.condition)]


# --- the limbs --------------------------------------------------------------------------------------------------


def _judge(source: Source, rule: ir.Rule, number: int) -> None:
    with _function(source, rule, f"rule_{number}_judge", ("in_scope", "item", "path")) as scope:
        given = ", ".join(["ground", *scope.names.values()])
        source.line(f"applies = both((in_scope, rule_{number}_applies({given})))")
        with source.block("if applies.fails:"):
            source.line(f"return {_not_applicable(rule, 'path')}")
        _judged(scope, rule)
        source.line(f"notes = notes_of(ground, {rule.id!r}, item, path)")
        source.line("rows = []")
        for limb in rule.limbs:
            possible = _limb(scope, limb)
            source.line(f"rows.append(Row({rule.id!r}, {limb.label!r}, path, {possible}))")
        source.line("return rows")


def _not_applicable(rule: ir.Rule, path: str) -> str:
    return f"[{', '.join(f'Row({rule.id!r}, {limb.label!r}, {path}, NOT_APPLICABLE)' for limb in rule.limbs)}]"


def _limb(scope: Scope, limb: ir.Limb) -> str:
    source = scope.source
    truths = ["applies"] if limb.when is None else ["applies", truth_of(scope, limb.when)]
    out = _ruled_out(scope, limb.duty)
    truths += [] if out == "FALSE" else [scope.put("left", f"~{out}")]
    applies = scope.put("applies", f"both(({', '.join(truths)},))") if len(truths) > 1 else "applies"
    duty = _duty(scope, limb.duty)
    if limb.strength is Strength.FLAG:
        return scope.put("possible", f"flagged({applies}, {duty})")
    breach = scope.start("breach", "BREACHED")
    with source.block(f"if {applies}.may_hold and {duty}.may_fail:"):
        source.line(f"{breach} = excused(notes, judged, {_explained(scope, limb.explain)})")
    return scope.put("possible", f"bound({applies}, {duty}, {breach})")


def _explained(scope: Scope, explain: ir.Explain | None) -> str:
    if explain is None:
        return "BREACHED"
    if explain.fact is None:
        return "explained_by(notes)"
    return f"explained_in(ground, notes, {item(scope, explain.fact.owner)}, {explain.fact.info.key!r})"


def _duty(scope: Scope, duty: ir.Condition) -> str:
    """A duty, kept by one of the alternatives that the tender's structure leaves."""
    if not isinstance(duty, ir.Or):
        return answer_of(scope, duty)
    left = []
    for condition in duty.conditions:
        out, holds = _ruled_out(scope, condition), answer_of(scope, condition)
        left.append(holds if out == "FALSE" else f"(FALSE if {out}.holds else {holds})")
    return any_of(scope, left)


def _ruled_out(scope: Scope, duty: ir.Condition) -> str:
    """Whether the tender's structure rules a duty out."""
    match duty:
        case (
            ir.Compare(left=ir.Fact() as fact)
            | ir.BetweenBounds(subject=ir.Fact() as fact)
            | ir.OneOf(subject=ir.Fact() as fact)
            | ir.IsStated(subject=ir.Fact() as fact)
            | ir.Yes(subject=ir.Fact() as fact)
            | ir.Mentions(subject=ir.Fact() as fact)
        ):
            elsewhere = ", by_reference=True" if by_reference(fact.owner) else ""
            return scope.put("out", f"ruled_out({item(scope, fact.owner)}, {fact.info.key!r}{elsewhere})")
        case ir.Not(condition=inner):
            return _ruled_out(scope, inner)
        case ir.Or(conditions=conditions):
            found = [_ruled_out(scope, c) for c in conditions]
            return "FALSE" if "FALSE" in found else scope.put("out", f"both(({', '.join(found)},))")
        case _:
            return "FALSE"


# --- where it is judged -----------------------------------------------------------------------------------------


def _rule(source: Source, rule: ir.Rule, number: int) -> None:
    with source.function(f"def rule_{number}(ground):", rule.id):
        source.line("tender = ground.tender")
        scope = Scope(source, {ir.TENDER: "tender"}, "judged", rule.vat_at_most)
        _judged(scope, rule)
        source.line("rows = []")
        _sites(scope, rule, rule.scope, "TRUE", "tender", "''", number)
        source.line("return rows")


def _sites(
    scope: Scope, rule: ir.Rule, left: tuple[ir.Binding, ...], within: str, at: str, path: str, number: int
) -> None:
    """Emit the loops of `for each`, the outermost first, and within them that the limbs are judged."""
    source = scope.source
    if not left:
        given = ", ".join(["ground", *scope.names.values()])
        source.line(f"rows += rule_{number}_judge({given}, {within}, {at}, {path})")
        return
    binding, *rest = left
    empty = scope.start("empty", "True")
    member, belongs = source.fresh(binding.var), source.fresh("belongs")
    found = _members(scope, binding.over)
    with source.block(f"for {member}, {belongs} in {found}:"):
        bound = scope.binding(binding.var, member)
        inside = _in_scope(bound, binding, within, member, belongs)
        with source.block(f"if {inside}.fails:"):
            source.line("continue")
        source.line(f"{empty} = False")
        here = bound.put("path", f"{path} if isinstance({member}, Unseen) else {member}.path")
        _sites(bound, rule, tuple(rest), inside, member, here, number)
    with source.block(f"if {empty}:"):
        source.line(f"rows += {_not_applicable(rule, path)}")


def _members(scope: Scope, over: ir.Collection) -> str:
    """Emit a list of the members that a rule is judged at, each with whether it belongs; the unseen one comes last."""
    entity = _entity(over)
    # While the tender states no lots, `for each lot` judges it as one lot (LANGUAGE: section 5).
    looking = scope.binding(ir.TENDER, "ground.divided") if entity == "lot" else scope
    found = scope.start("members", "[]")

    def body(inside: Scope, member: str, belongs: str) -> None:
        inside.source.line(f"{found}.append(({member}, {belongs}))")

    rest = lists.through(looking, over, "member", body)
    with scope.source.block(f"if {rest} is not None:"):
        scope.source.line(f"{found}.append((Unseen({entity!r}, '', ''), UNKNOWN))")
    return found


def _entity(over: ir.Collection) -> str:
    match over:
        case ir.Members(_, info):
            return info.type.entity or ""
        case ir.Filtered(inner):
            return _entity(inner)
        case ir.Scalars() | ir.Projected():
            return ""
        case _:
            assert_never(over)


def _in_scope(scope: Scope, binding: ir.Binding, within: str, member: str, belongs: str) -> str:
    inside = scope.start("within", f"both(({within}, {belongs}))")
    if binding.where is None:
        return inside
    with scope.source.block(f"if not isinstance({member}, Unseen):"):
        where = truth_of(scope, binding.where)
        scope.source.line(f"{inside} = both(({inside}, {where}))")
    return inside
