"""A threshold that a rule compares with and that has no value on the date given, or on any day of the rule."""

from collections.abc import Iterable
from datetime import date

from policyspec.ir import nodes as ir
from policyspec.passes.context import Findings
from policyspec.passes.errors import lint


def look(rule: ir.Rule, nodes: Iterable[object], on: date | None, findings: Findings) -> None:
    """`nodes`: all of the rule's Core IR."""
    for node in dict.fromkeys(node for node in nodes if isinstance(node, ir.Threshold)):
        if on is not None and _in_force(rule, on) and not any(_has(period, on, on) for period in node.periods):
            findings.say(lint.no_value_on(node.name, on, node.span))
        elif not any(_has(p, w.start, w.end) for p in node.periods for w in rule.in_force or (_ALWAYS,)):
            findings.say(lint.no_value_while(node.name, rule.id.rpartition("#")[2], node.span))


_ALWAYS = ir.InForce(None, None)


def _in_force(rule: ir.Rule, on: date) -> bool:
    return all((w.start is None or w.start <= on) and (w.end is None or on <= w.end) for w in rule.in_force)


def _has(period: ir.Period, start: date | None, end: date | None) -> bool:
    """Whether a period has a day of a window."""
    ends_before = period.end is not None and start is not None and period.end < start
    return not ends_before and not (period.start is not None and end is not None and end < period.start)
