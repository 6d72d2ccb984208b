"""What is checked once all rules are there: declarations that no rule used, and how deep a rule looks."""

from collections.abc import Iterable

from policyspec.base.dataclasses import replace
from policyspec.base.trees import field_names, walk
from policyspec.ir import nodes as ir
from policyspec.model.vocabulary import fold
from policyspec.passes import definitions, tables
from policyspec.passes.context import Context, Variables
from policyspec.passes.declared import Definition, Names, Table
from policyspec.passes.errors import rules as errors
from policyspec.passes.rules import Elaborated

#: How many lists a rule may look through, one within another; each multiplies the work by the length of a list.
MOST_LISTS = 4

_LOOKS = ir.Filtered | ir.Quantified | ir.Aggregate | ir.Share | ir.ClassRatio | ir.Projected


def declarations(names: Names, at: Context) -> None:
    """Spells out each definition, and each table that nothing uses, so that their mistakes are said all the same."""
    for phrase, declared in names.own.items():
        alone = replace(at, variables=Variables())
        match declared:
            case Definition(name=name, entity=str(entity)) if phrase == fold(name):
                item = ir.Var(ir.TENDER if entity == "tender" else entity, entity)
                definitions.holds(declared, item, name, declared.span, alone)
            case Table(name=name) if phrase == fold(name) and (declared.policy, phrase) not in at.findings.used:
                tables.lookup(declared, declared.span, alone)
            case _:
                pass


def depth(found: Iterable[Elaborated]) -> None:
    """Says of each rule that looks through too many lists within lists."""
    for each in found:
        outer = tuple(f"for each {binding.var}" for binding in each.rule.scope)
        looks = sum(isinstance(node, _LOOKS) for node in walk(each.rule, ir.__name__))
        if len(outer) + looks <= MOST_LISTS:  # as with nearly every rule: not too deep even if each is in another
            continue
        deepest = outer + _deepest(each.rule)
        if len(deepest) > MOST_LISTS:
            each.at.say(errors.too_deep(each.node.id, deepest, each.node.id_span))


def _deepest(node: object) -> tuple[str, ...]:
    """The longest way down through lists within lists, by the words of each that looks through one."""
    if isinstance(node, tuple):
        return max(map(_deepest, node), key=len, default=())
    kind: type = type(node)
    names = field_names(kind, ir.__name__)
    if names is None:
        return ()
    looks: tuple[str, ...] = (node.words,) if isinstance(node, _LOOKS) else ()
    beside: tuple[str, ...] = ()
    within = looks
    for name in names:
        below = _deepest(getattr(node, name))
        if name in ("over", "collection"):
            beside = max(beside, below, key=len)
        else:
            within = max(within, looks + below, key=len)
    return max(beside, within, key=len)
