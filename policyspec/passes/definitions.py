"""Classes of things: what `a small lot` says of a lot. A definition is spelt out wherever it is used."""

from policyspec.base.source import Span
from policyspec.ir import nodes as ir
from policyspec.model.vocabulary import fold
from policyspec.passes import conditions
from policyspec.passes.context import MOST_EXPANSIONS, Bound, Context, entity_of
from policyspec.passes.declared import Definition, Table
from policyspec.passes.errors import names as errors
from policyspec.passes.errors import types as type_errors
from policyspec.passes.errors.common import a, singular


def may_open(declared: Definition | Table, span: Span, at: Context) -> bool:
    """Whether a declaration may be spelt out here: not inside itself, and not without end."""
    at.variables.expansions += 1
    if f"{declared.policy}#{fold(declared.name)}" in at.opened:
        at.say(errors.through_itself(declared.name, declared.span))
        return False
    if at.variables.expansions == MOST_EXPANSIONS + 1:
        at.say(type_errors.too_large(declared.name, span))
    return at.variables.expansions <= MOST_EXPANSIONS


def holds(definition: Definition, item: ir.ItemExpr, words: str, span: Span, at: Context) -> ir.Condition | None:
    """The condition under which an item is in the class, in the words of the place that says so."""
    actual = entity_of(item)
    if definition.entity is None or not may_open(definition, span, at):
        return None
    if definition.entity != actual:
        noun, other = singular(at.vocabulary, definition.entity), singular(at.vocabulary, actual)
        at.say(errors.class_of_another(definition.name, noun, other, span))
        return None
    condition = _said(definition, item, at)
    return None if condition is None else ir.And((condition,), words, span)


def _said(definition: Definition, item: ir.ItemExpr, at: Context) -> ir.Condition | None:
    """What the definition says of an item, its base included."""
    noun = singular(at.vocabulary, entity_of(item))
    nouns = tuple(dict.fromkeys((fold(definition.node.base.words), fold(noun))))
    of_tender = definition.entity == "tender"
    bound = Bound(nouns, item, "tender" if of_tender else "member")
    inner = at.inside(definition, (bound,) if of_tender else (bound, *at.scope[-1:]))
    said = conditions.condition(definition.node.where, inner)
    if definition.base is None:
        return said
    (base,) = inner.names.find(definition.base)
    assert isinstance(base, Definition)  # found when the definition was declared
    at.findings.use(base)
    span = definition.node.base.span
    wider = holds(base, item, f"the {noun} is {a(base.name)}", span, inner)
    if said is None or wider is None:
        return None
    return ir.And((wider, said), f"{wider.words} and {said.words}", span.to(said.span))
