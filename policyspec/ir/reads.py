"""Which facts a rule may look at."""

from collections.abc import Mapping

from policyspec.ir import nodes as ir
from policyspec.ir.basis import walk

#: By the rule's id the keys of its facts, of whatever thing they are.
Reads = Mapping[str, frozenset[str]]


def reads_of(rulebook: ir.Rulebook) -> Reads:
    """The facts that each rule may look at, with those of the rules that may prevail over it."""
    rules = {rule.id: rule for rule in rulebook.rules}
    return {rule: frozenset().union(*map(_keys, _with_higher(rules, rule))) for rule in rules}


def _with_higher(rules: Mapping[str, ir.Rule], first: str) -> list[ir.Rule]:
    """A rule and those that it yields to, and so on."""
    found = {first: rules[first]}
    left = [first]
    while left:
        higher = [other.rule for other in rules[left.pop()].yields_to if other.rule in rules]
        left += [other for other in higher if other not in found]
        found |= {other: rules[other] for other in higher}
    return list(found.values())


def _keys(rule: ir.Rule) -> frozenset[str]:
    nodes = (node for node in walk(rule) if isinstance(node, ir.Fact | ir.Step | ir.Members | ir.Scalars))
    return frozenset(node.info.key for node in nodes)
