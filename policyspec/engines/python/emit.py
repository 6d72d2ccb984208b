"""The Python source of a rulebook."""

from policyspec.engines.python.ranges.rules import emit_in_scope, emit_rule
from policyspec.engines.python.source import Source
from policyspec.engines.python.straight.rules import emit_straight
from policyspec.ir import nodes as ir


def emitted(rulebook: ir.Rulebook) -> str:
    """The source of a whole rulebook: for each rule a few functions, which bear its number, counted from 1."""
    source = Source()
    source.line("# Generated from a policy. The names that it uses are those of policyspec.engines.python.names.")
    numbers = {rule.id: number for number, rule in enumerate(rulebook.rules, 1)}
    shared = {other.rule for rule in rulebook.rules for other in rule.yields_to if other.same_item}
    for rule in rulebook.rules:
        if rule.id in shared:
            emit_in_scope(source, rule, numbers[rule.id])
        emit_rule(source, rule, numbers)
    emit_straight(source, rulebook)
    return str(source)
