"""An exception that takes all that its rule applies to, and one that takes nothing of it."""

from collections.abc import Iterable

from policyspec.passes.context import Findings
from policyspec.passes.errors import lint
from policyspec.passes.logic import implies, never, within
from policyspec.passes.rules import Elaborated


def look(rules: Iterable[Elaborated], findings: Findings) -> None:
    for each in rules:
        rule = each.rule
        wheres = [binding.where for binding in rule.scope if binding.where is not None]
        around = [*within(rule.judged_on, rule.in_force), *wheres, *rule.applies]
        for exception in () if never(around) else rule.exceptions:
            if implies(around, exception):
                findings.say(lint.excuses_all(exception.words, each.node.id, exception.span))
            elif never([*around, exception]):
                findings.say(lint.excuses_nothing(exception.words, each.node.id, exception.span))
