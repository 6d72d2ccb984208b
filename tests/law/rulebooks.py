"""Random rulebooks: a few rules with everything that bears on them."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import count
from random import Random

from policyspec.ir import nodes as ir
from policyspec.model.outcomes import Strength
from policyspec.model.types import Kind
from tests.law import nodes
from tests.law.conditions import Conditions
from tests.law.domain import OWN, OWN_CODES, Dims, info
from tests.law.expressions import Expressions, Scope

#: What a rule goes through, as keys of lists from the tender inwards.
SCOPES = (
    (), (), (), ("lots",), ("lots",), ("criteria",), ("outcomes",), ("parties",), ("risks",), ("related_purchases",),
    ("lots", "criteria"), ("criteria_groups", "members"),
)  # fmt: skip
#: The dates that rules are judged on. Of a tender; when missing they are filled in with a day that timelines cover.
JUDGED_ON = ("publication_date", "contract_start_date")


def rulebook(rng: Random, at: Dims, focus: str = "") -> ir.Rulebook:
    """A rulebook of one to four rules, of which some prevail over others; with a focus, of one plain rule about it."""
    if focus:
        return ir.Rulebook((focused(rng, at, focus),), OWN, OWN_CODES, (("law", "1.0.0"),))
    made = [rule(rng, at, number) for number in range(rng.choice((1, 2, 3, 4)))]
    return ir.Rulebook(tuple(_ranked(rng, made)), OWN, OWN_CODES, (("law", "1.0.0"),))


def focused(rng: Random, at: Dims, focus: str) -> ir.Rule:
    """A rule with one duty and nothing that bears on it."""
    conditions = Conditions(Expressions(rng, at))
    bindings: tuple[ir.Binding, ...] = ()
    scope = Scope((nodes.TENDER,), depth=1)
    if focus == "reference":
        bindings = (ir.Binding("outcome", nodes.members(nodes.TENDER, info("tender", "outcomes")), None),)
        scope = scope.with_item(ir.Var("outcome", "outcome"))
    made = (conditions.focused(focus, scope) for _ in count())
    duty = next(condition for condition in made if condition is not None)
    explain = ir.Explain(None) if focus == "reference" else None
    limb = ir.Limb("a", Strength.MUST, duty, None, explain, (), duty.words, nodes.HERE)
    judged_on = nodes.fact(nodes.TENDER, info("tender", JUDGED_ON[0]))
    return ir.Rule("law#0", "Rule 0", bindings, (), (), (), judged_on, (), (limb,), (), None, None, nodes.HERE)


def rule(rng: Random, at: Dims, number: int) -> ir.Rule:
    """A rule; every other one is plain: a duty of its scope, and nothing that bears on it."""
    conditions = Conditions(Expressions(rng, at))
    scope, bindings = _bindings(rng, conditions)
    beside = replace(scope, depth=rng.choice((1, 2)))
    plain = rng.random() < 0.5
    return ir.Rule(
        id=f"law#{number}",
        title=f"Rule {number}",
        scope=bindings,
        applies=() if plain else tuple(conditions.any(beside) for _ in range(rng.choice((0, 0, 1, 2)))),
        exceptions=() if plain else tuple(conditions.any(beside) for _ in range(rng.choice((0, 1, 1, 2)))),
        yields_to=(),
        judged_on=nodes.fact(nodes.TENDER, info("tender", rng.choice(JUDGED_ON))),
        in_force=() if plain else tuple(_window(rng) for _ in range(rng.choice((0, 0, 1, 2)))),
        limbs=tuple(_limb(rng, conditions, scope, label) for label in "ab"[: rng.choice((1, 1, 2))]),
        citations=(),
        because=None,
        suggest=None,
        span=nodes.HERE,
        vat_at_most=(None, Fraction(1, 5), Fraction(1, 4))[number % 3],
    )


def _bindings(rng: Random, conditions: Conditions) -> tuple[Scope, tuple[ir.Binding, ...]]:
    scope, bindings = Scope((nodes.TENDER,), depth=rng.choice((1, 2, 3))), []
    owner: ir.ItemExpr = nodes.TENDER
    make = conditions.make
    for key in rng.choice(SCOPES):
        listed = info(nodes.entity_of(owner), key)
        # As rules have it: the variable of a scope is called by its noun, the same in every rule.
        var = ir.Var(nodes.singular(listed.type.entity or ""), listed.type.entity or "")
        over: ir.Collection = nodes.members(owner, listed)
        inside = replace(scope.with_item(var), depth=1)
        if rng.random() < 0.15:
            of_class = make.fresh(var.entity)
            class_scope = replace(scope.with_item(ir.Var(of_class, var.entity)), depth=1)
            over = nodes.filtered(over, of_class, conditions.about(class_scope))
        where = conditions.about(inside) if rng.random() < 0.15 else None
        bindings.append(ir.Binding(var.name, over, where))
        scope, owner = replace(inside, depth=rng.choice((1, 2, 3))), var
    return scope, tuple(bindings)


def _window(rng: Random) -> ir.InForce:
    start = rng.choice((None, date(2024, 1, 1), date(2024, 1, 1), date(2026, 1, 1)))
    return ir.InForce(start, rng.choice((None, None, date(2025, 12, 31), date(2027, 12, 31))))


def _limb(rng: Random, conditions: Conditions, scope: Scope, label: str) -> ir.Limb:
    strength = rng.choice((Strength.MUST, Strength.MUST, Strength.MUST, Strength.SHOULD, Strength.FLAG))
    duty = _duty(rng, conditions, scope)
    when = conditions.any(replace(scope, depth=1)) if rng.random() < 0.15 else None
    explain = None
    if strength is not Strength.FLAG and rng.random() < 0.4:
        texts = conditions.make.facts(scope, Kind.TEXT)
        explain = ir.Explain(rng.choice(texts) if texts and rng.random() < 0.5 else None)
    return ir.Limb(label, strength, duty, when, explain, (), duty.words, nodes.HERE)


def _duty(rng: Random, conditions: Conditions, scope: Scope) -> ir.Condition:
    roll = rng.random()
    if roll < 0.1 and (counted := conditions.counted(scope)) is not None:
        return counted
    if roll < 0.4 and (measured := conditions.measured(replace(scope, depth=1))) is not None:
        return measured
    if roll < 0.47:
        return conditions.apart(scope)
    if roll < 0.55:
        parts = tuple(conditions.any(replace(scope, depth=1)) for _ in range(2))
        return ir.Or(parts, " or ".join(p.words for p in parts), nodes.HERE)
    duty = conditions.any(scope)
    return nodes.negated(duty) if roll < 0.65 else duty


# --- priorities -------------------------------------------------------------------------------------------------


def _ranked(rng: Random, rules: list[ir.Rule]) -> list[ir.Rule]:
    """The rules, some yielding to later ones (so that there is no circle) of the tender or over the same items."""
    ranked = []
    for number, low in enumerate(rules):
        above = [high for high in rules[number + 1 :] if not high.scope or _items(high) == _items(low)]
        chosen = [high for high in above if rng.random() < 0.5]
        ranked.append(replace(low, yields_to=tuple(ir.Yield(h.id, bool(h.scope)) for h in chosen)))
    return ranked


def _items(of: ir.Rule) -> list[str]:
    """The lists that a rule goes through."""
    found = []
    for binding in of.scope:
        over = binding.over
        while isinstance(over, ir.Filtered):
            over = over.over
        assert isinstance(over, ir.Members)
        found.append(over.info.key)
    return found
