"""Facts that are never stated, and what each is worked out from.

The weights: `cost weight` is the weight of all price and cost criteria, `quality weight` that of all others (LANGUAGE
1a). A criterion whose kind is not known may be either, which its condition's truth says by itself.
"""

from fractions import Fraction

from policyspec.base.source import Span
from policyspec.ir import nodes as ir
from policyspec.model.types import COUNT, RATIO, Kind, Type
from policyspec.model.vocabulary import FactInfo
from policyspec.passes.context import Context, entity_of

#: Weight → the fact of a criterion that decides its class, codes of it, whether those are meant or all others.
_CLASSES: dict[str, tuple[str, tuple[str, ...], bool]] = {
    "quality_weight": ("kind", ("price", "cost"), False),
    "cost_weight": ("kind", ("price", "cost"), True),
    "price_weight": ("kind", ("price",), True),
    "social_value_weight": ("theme", ("social value",), True),
}


def formula(owner: ir.ItemExpr, info: FactInfo, words: str, span: Span, at: Context) -> ir.Expr | None:
    """What a derived number is worked out from; None for a fact that is stated, or that readers work out."""
    criteria = at.vocabulary.facts.get((entity_of(owner), "criteria"))
    if not info.derived or info.key not in _CLASSES or criteria is None:
        return None
    variable = at.variables.fresh("criterion")
    member = _class(info.key, variable, span, at)
    over = ir.Filtered(ir.Members(owner, criteria, criteria.phrase), variable, member, words)
    counted = at.variables.fresh("criterion")
    return ir.Aggregate("total", over, counted, _fact("weight", counted, span, at), info.type, words, span)


def _class(weight: str, variable: str, span: Span, at: Context) -> ir.Condition:
    key, codes, meant = _CLASSES[weight]
    subject = _fact(key, variable, span, at)
    options = tuple(ir.Const(code, subject.type, code, span) for code in codes)
    predicate = codes[0] if len(codes) == 1 else f"one of {', '.join(codes)}"
    said = f"{key} of the criterion is {predicate}"
    inside = ir.OneOf(subject, options, predicate, said, span)
    return inside if meant else ir.Not(inside, f"{key} of the criterion is not {predicate}", span)


def _fact(key: str, variable: str, span: Span, at: Context) -> ir.Fact:
    info = at.vocabulary.facts["criterion", key]
    return ir.Fact(ir.Var(variable, "criterion"), info, info.type, f"{info.phrase} of the criterion", span)


def class_ratio(
    owner: ir.ItemExpr, left: FactInfo, right: FactInfo, words: str, span: Span, at: Context
) -> ir.ClassRatio | None:
    """The ratio of two weights of classes of criteria, bounded jointly; None where they are no such weights."""
    criteria = at.vocabulary.facts.get((entity_of(owner), "criteria"))
    if criteria is None or left.key not in _CLASSES or right.key not in _CLASSES:
        return None
    variable = at.variables.fresh("criterion")
    over = ir.Members(owner, criteria, criteria.phrase)
    one, other = (_class(info.key, variable, span, at) for info in (left, right))
    return ir.ClassRatio(over, variable, one, other, _fact("weight", variable, span, at), RATIO, words, span)


def condition(
    owner: ir.ItemExpr, info: FactInfo, predicate: str, words: str, span: Span, at: Context
) -> ir.Condition | None:
    """What a derived yes/no fact says: a tender is divided into lots that has at least two."""
    lots = at.vocabulary.facts.get(("tender", "lots"))
    if info.key != "divided_into_lots" or lots is None:
        return None
    over = ir.Members(owner, lots, lots.phrase)
    number = ir.Aggregate("number", over, at.variables.fresh("lot"), None, COUNT, "number of lots", span)
    two = ir.Const(Fraction(2), Type(Kind.NUMBER), "2", span)
    return ir.Compare("at least", number, two, None, predicate, words, span)
