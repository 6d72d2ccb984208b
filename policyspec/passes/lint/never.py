"""A rule whose own conditions and days leave nothing for it to apply to."""

from collections.abc import Iterable

from policyspec.passes.context import Findings
from policyspec.passes.errors import lint
from policyspec.passes.logic import never, within
from policyspec.passes.rules import Elaborated


def look(rules: Iterable[Elaborated], findings: Findings) -> None:
    for each in rules:
        rule, node = each.rule, each.node
        days = within(rule.judged_on, rule.in_force)
        wheres = [binding.where for binding in rule.scope if binding.where is not None]
        if never(days):
            continue  # PS408
        if never([*days, *wheres, *rule.applies]):
            findings.say(lint.never_applies(node.id, node.id_span))
            continue
        for limb in rule.limbs:
            if limb.when is not None and never([*days, *wheres, *rule.applies, limb.when]):
                findings.say(lint.never_when(limb.when.words, limb.when.span))
