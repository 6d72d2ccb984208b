"""Whether one version of a rule hits all that another does, told from their form.

Where it does no tender can be hit by the other and not by it, however the missing facts are filled in. A floor that is
raised is the plainest case. What the form does not tell is left open.
"""

from fractions import Fraction

from policyspec.audit.impact.plan import Plan, Version, bare
from policyspec.base.dataclasses import replace
from policyspec.ir import nodes as ir
from policyspec.model.outcomes import Strength
from policyspec.model.values import Duration, Money, Ratio, Value


def covered(plan: Plan, here: int, there: int) -> set[str]:
    """The columns of one rulebook that hit no tender which the same rule of another does not hit as well."""
    found: set[str] = set()
    for id_ in plan.ids[here].keys() & plan.ids[there].keys():
        one, other = plan.versions[plan.ids[here][id_]], plan.versions[plan.ids[there][id_]]
        if _apart_from_duties(plan, one, here) == _apart_from_duties(plan, other, there):
            found |= {name for strength, name in one.columns.items() if _hits_all(other.rule, one.rule, strength)}
    return found


def _apart_from_duties(plan: Plan, version: Version, book: int) -> object:
    rule = version.rule
    yields = tuple((plan.ids[book][one.rule], one.same_item) for one in rule.yields_to)
    return bare(replace(rule, limbs=(), yields_to=())), yields


def _hits_all(rule: ir.Rule, other: ir.Rule, strength: Strength) -> bool:
    """Whether a rule hits by its duties of one strength whatever another does, if all else of them is the same."""
    limbs = {limb.label: limb for limb in rule.limbs if limb.strength is strength}
    return all(
        limb.label in limbs and _hits(limbs[limb.label], limb) for limb in other.limbs if limb.strength is strength
    )


def _hits(limb: ir.Limb, other: ir.Limb) -> bool:
    if bare(limb.when) != bare(other.when) or bare(limb.explain) != bare(other.explain):
        return False
    flags = limb.strength is Strength.FLAG
    return implies(other.duty, limb.duty) if flags else implies(limb.duty, other.duty)


def implies(one: ir.Condition, other: ir.Condition) -> bool:
    """Whether a condition of the same form as another holds only where that does; False where it is not seen."""
    if bare(one) == bare(other):
        return True
    match one, other:
        case ir.Compare(), ir.Compare():
            same = (one.relation, bare(one.left), bare(one.tolerance)) == (
                other.relation,
                bare(other.left),
                bare(other.tolerance),
            )
            return same and _narrower(one.relation, one.right, other.right)
        case ir.BetweenBounds(), ir.BetweenBounds():
            same_subject = bare(one.subject) == bare(other.subject)
            return same_subject and _at_least(one.low, other.low) and _at_least(other.high, one.high)
        case ir.Not(), ir.Not():
            return implies(other.condition, one.condition)
        case (ir.And(first), ir.And(second)) | (ir.Or(first), ir.Or(second)):
            return len(first) == len(second) and all(map(implies, first, second))
        case ir.Quantified(), ir.Quantified():
            form = (one.quantifier, bare(one.over), one.var) == (other.quantifier, bare(other.over), other.var)
            members = (other, one) if one.quantifier == "no" else (one, other)
            return form and implies(members[0].condition, members[1].condition)
        case _:
            return False


def _narrower(relation: ir.Relation, one: ir.Expr, other: ir.Expr) -> bool:
    match relation:
        case "at least" | "above":
            return _at_least(one, other)
        case "at most" | "below":
            return _at_least(other, one)
        case _:
            return False


def _at_least(one: ir.Expr, other: ir.Expr) -> bool:
    if bare(one) == bare(other):
        return True
    if not (isinstance(one, ir.Const) and isinstance(other, ir.Const)):
        return False
    if isinstance(one.value, Ratio) and isinstance(other.value, Ratio):
        return one.value.left * other.value.right >= other.value.left * one.value.right
    first, second = amount_of(one.value), amount_of(other.value)
    return first is not None and second is not None and first[1] == second[1] and first[0] >= second[0]


def amount_of(value: Value) -> tuple[Fraction, object] | None:
    """The amount of a value, and all else of it: two are put in order where the rest is alike."""
    match value:
        case Fraction():
            return value, None
        case Duration(amount, unit):
            return amount, unit
        case Money(currency):
            amounts = [a for a in (value.unstated, value.excluding, value.including) if a is not None]
            basis = (value.unstated is None, value.excluding is None, value.including is None)
            return (amounts[0], (currency, basis)) if len(amounts) == 1 else None
        case _:
            return None
