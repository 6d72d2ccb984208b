"""Layers: `tighten rule`, `relax rule` and `drop rule` change the rules of used policies."""

from collections.abc import Mapping, Sequence

from policyspec.base.dataclasses import dataclass, replace
from policyspec.base.diagnostics import Diagnostic
from policyspec.ir import nodes as ir
from policyspec.model.outcomes import Strength
from policyspec.passes import duties
from policyspec.passes.context import Context
from policyspec.passes.errors import lint
from policyspec.passes.errors import names as name_errors
from policyspec.passes.errors import rules as errors
from policyspec.passes.rules import Elaborated
from policyspec.syntax import ast


@dataclass(frozen=True, slots=True)
class Layer:
    """A change and the context of the policy that makes it."""

    node: ast.Change
    at: Context


def apply(rules: Mapping[str, Elaborated], layers: Sequence[Layer]) -> dict[str, Elaborated]:
    """The rules after all changes: first what is relaxed or dropped, then what is tightened, which adds."""
    changed = dict(rules)
    weakened: dict[str, Layer] = {}
    for layer in sorted(layers, key=lambda la: la.node.action == "tighten"):
        target = f"{layer.node.rule.policy}#{layer.node.rule.rule}"
        found = _target(layer, target, rules)
        if found is None or not _alone(layer, target, weakened):
            continue
        if layer.node.action == "drop":
            changed.pop(target, None)
        elif target in changed:
            changed[target] = _with_duties(changed[target], found, layer)
    return changed


def _alone(layer: Layer, target: str, weakened: dict[str, Layer]) -> bool:
    """Whether no other policy relaxes or drops the same rule: nothing is ever the last one wins."""
    if layer.node.action == "tighten":
        return True
    first = weakened.setdefault(target, layer)
    if first is not layer:
        layer.at.say(errors.changed_twice(target, layer.node.rule.span, first.node.rule.span))
    return first is layer


def _target(layer: Layer, target: str, rules: Mapping[str, Elaborated]) -> Elaborated | None:
    """The rule that is changed, as its own policy has it; None, with a word, where the change cannot be made."""
    node, at, ref = layer.node, layer.at, layer.node.rule
    if ref.policy is None or ref.policy == at.names.policy:
        at.say(errors.changed_its_own(node.action, ref.rule, ref.span))
        return None
    if not known(ref, at):
        return None
    if node.action != "tighten" and not (node.cites or any(duty.cites for duty in node.duties)):
        at.say(errors.change_without_source(node.action, target, node.span.to(ref.span)))
        return None
    return rules.get(target)


def known(ref: ast.RuleRef, at: Context) -> bool:
    """Whether a rule that is referred to is there; where not, says so."""
    policy = ref.policy or at.names.policy
    if policy not in at.names.rules:
        if at.names.complete:
            at.say(name_errors.policy_not_used(policy, ref.rule, ref.span, at.names.rules))
        return False
    if ref.rule not in at.names.rules[policy]:
        if not at.names.missed(ref.rule):
            at.say(name_errors.no_such_rule(ref.rule, ref.span, at.names.rules[policy]))
        return False
    return True


def _with_duties(current: Elaborated, original: Elaborated, layer: Layer) -> Elaborated:
    """The rule with its duties relaxed (replaced) or tightened (the old stay until the new are proved as strict)."""
    node, at = layer.node, layer.at
    inner = replace(at, variables=original.at.variables, scope=original.at.scope)
    limbs = duties.limbs(node.duties, (), inner)
    if limbs is None or node.broken:
        return current
    limbs = tuple(replace(limb, citations=limb.citations or tuple(map(duties.citation, node.cites))) for limb in limbs)
    flags = [limb for limb in current.rule.limbs if limb.strength is Strength.FLAG]
    if node.action == "relax":
        lettered = (replace(flag, label=duties.label(n)) for n, flag in enumerate(flags, len(limbs)))
        rule = replace(current.rule, limbs=(*limbs, *lettered), because=node.because or current.rule.because)
        return replace(current, rule=rule)
    said = _why_not_tighter(original.rule, limbs, node)
    at.say(said or lint.not_proved(original.rule.id, node.rule.span))
    if said is not None:
        return current
    named = tuple(replace(limb, label=f"{limb.label} ({at.names.policy})") for limb in limbs)
    return replace(current, rule=replace(current.rule, limbs=current.rule.limbs + named))


def _why_not_tighter(rule: ir.Rule, limbs: Sequence[ir.Limb], node: ast.Change) -> Diagnostic | None:
    """What keeps new duties from being a tightening of the old, as far as their form tells."""
    old_duties = [limb for limb in rule.limbs if limb.strength is not Strength.FLAG]
    if len(limbs) != len(old_duties):
        return errors.limbs_differ(rule.id, len(old_duties), len(limbs), node.rule.span)
    for old, new in zip(old_duties, limbs, strict=True):
        if old.strength is Strength.MUST and new.strength is Strength.SHOULD:
            return errors.weaker_strength(rule.id, new.span)
        if new.explain is not None and (old.explain is None or new.explain != old.explain):
            return errors.explanation_comes(rule.id, new.span)
    return None
