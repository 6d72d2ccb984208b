"""Clauses of a noun: a condition on the member of a collection as `whose kind is not price and that is relevant`."""

from policyspec.ir import nodes as ir
from policyspec.report.english import conditions  # the module: a clause may hold a sentence, and a sentence a clause
from policyspec.report.english.joints import alone, has_parts, parts_of
from policyspec.report.english.predicates import Simple, predicate_of, takes_plural
from policyspec.report.english.speech import FACT, Speech, joined_clauses


def relative(node: ir.Condition, var: str, entity: str, speech: Speech, *, plural: bool) -> str:
    """`whose kind is not price and that is relevant`; `for which all of this holds: …` where it is not that simple."""
    inner = speech.within(var, entity, plural=plural)
    clauses = [_clause(part, var, inner) or f"for which {conditions.statement(part, inner)}" for part in parts_of(node)]
    if len(clauses) > 1 and any(map(has_parts, clauses[:-1])):
        return f"for which {conditions.statement(node, inner)}"
    return joined_clauses(clauses, "or" if isinstance(alone(node), ir.Or) else "and")


def _clause(node: ir.Condition, var: str, speech: Speech) -> str | None:
    """What one simple condition says of the member itself."""
    node, mood = alone(node), FACT
    if isinstance(node, ir.Not):
        node, mood = alone(node.condition), mood.other()
    match node:
        case ir.Yes(subject=ir.Fact(owner=ir.Var(name=name), info=info)) if name == var and not info.own:
            return f"that {mood.be(plural=speech.plural)} {info.phrase}"
        case (
            ir.Compare(left=ir.ScalarVar(name=name))
            | ir.OneOf(subject=ir.ScalarVar(name=name))
            | ir.Among(subject=ir.ScalarVar(name=name))
        ) if name == var:
            return f"that {predicate_of(node, speech, mood, plural=speech.plural)}"
        case ir.Yes() | ir.Quantified() | ir.And() | ir.Or() | ir.Not():
            return None
        case _:
            head = whose(node, var)
            return f"{head} {predicate_of(node, speech, mood, plural=takes_plural(node, speech))}" if head else None


def whose(node: Simple, var: str) -> str | None:
    """`whose kind`, `the weight of whose criterion`: the subject as a part of the member, if it is one."""
    match node:
        case (
            ir.Compare(left=ir.Fact(owner=owner, info=info))
            | ir.BetweenBounds(subject=ir.Fact(owner=owner, info=info))
            | ir.OneOf(subject=ir.Fact(owner=owner, info=info))
            | ir.Within(subject=ir.Fact(owner=owner, info=info))
            | ir.Mentions(subject=ir.Fact(owner=owner, info=info))
            | ir.IsStated(subject=ir.Fact(owner=owner, info=info))
            | ir.IsStated(subject=ir.Members(owner=owner, info=info) | ir.Scalars(owner=owner, info=info))
            | ir.IsStated(subject=ir.TheItem(item=ir.Step(owner=owner, info=info)))
            | ir.Among(subject=ir.Fact(owner=owner, info=info))
        ):
            match owner:
                case ir.Var(name=name) if name == var:
                    return f"whose {info.phrase}"
                case ir.Step(owner=ir.Var(name=name), info=step) if name == var:
                    return f"the {info.phrase} of whose {step.phrase}"
    return None
