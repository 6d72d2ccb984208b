"""A duty that another says as well: in the same rule, perhaps more strictly, or in a rule for the same things."""

from collections.abc import Hashable, Iterable, Sequence

from policyspec.base.source import Span
from policyspec.ir import nodes as ir
from policyspec.model.outcomes import Strength
from policyspec.passes.context import Findings
from policyspec.passes.errors import lint
from policyspec.passes.logic import implies
from policyspec.passes.rules import Elaborated
from policyspec.passes.shape import shape


def look(rules: Sequence[Elaborated], findings: Findings) -> None:
    for each in rules:
        for number, limb in enumerate(each.rule.limbs):
            others = [*each.rule.limbs[:number], *each.rule.limbs[number + 1 :]]
            stricter = next((other for other in others if _covers(other, limb) and _is_first(other, limb)), None)
            if stricter is not None:
                findings.say(lint.asked_already(limb.words, stricter.words, limb.span, stricter.span))
    _between(rules, findings)


def _covers(other: ir.Limb, limb: ir.Limb) -> bool:
    """Whether a limb asks for all that another does, as strongly and without more ways out."""
    if Strength.FLAG in (other.strength, limb.strength):
        return False
    if other.explain is not None and shape(other.explain) != shape(limb.explain):
        return False
    weaker = other.strength is Strength.SHOULD and limb.strength is Strength.MUST
    if type(other.duty) is not type(limb.duty) and not isinstance(limb.duty, ir.Or):
        return False  # it may follow all the same, but seldom, and to find out takes long
    same = other.when is None or (limb.when is not None and shape(other.when) == shape(limb.when))
    return same and not weaker and implies([other.duty], limb.duty)


def _is_first(other: ir.Limb, limb: ir.Limb) -> bool:
    """Of two that ask for the same, the second is too many."""
    return other.span.line < limb.span.line or not _covers(limb, other)


def _between(rules: Iterable[Elaborated], findings: Findings) -> None:
    """Rules with the same scope, conditions and days. Of two of which one prevails, the same duty may be wanted."""
    first: dict[Hashable, tuple[Elaborated, ir.Limb]] = {}
    spoken: set[Span] = set()
    for each in rules:
        rule = each.rule
        if each.node.subject_to or each.node.despite:
            continue
        around = shape((rule.scope, rule.applies, rule.exceptions, rule.in_force))
        for limb in rule.limbs:
            known, other = first.setdefault(
                (around, limb.strength, shape((limb.duty, limb.when, limb.explain))), (each, limb)
            )
            if known is not each and limb.span not in spoken:
                spoken.add(limb.span)  # `each of` has a limb for each fact
                findings.say(lint.asked_elsewhere(limb.words, known.rule.id, limb.span, other.span))
