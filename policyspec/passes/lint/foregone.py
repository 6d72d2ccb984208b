"""A duty that its rule's own conditions already meet, or make impossible to meet."""

from collections.abc import Iterable, Sequence

from policyspec.ir import nodes as ir
from policyspec.model.outcomes import Strength
from policyspec.passes.context import Findings, Line, lines_of
from policyspec.passes.errors import lint
from policyspec.passes.logic import implies, never
from policyspec.passes.rules import Elaborated


def look(rules: Iterable[Elaborated], findings: Findings) -> None:
    told = lines_of(found for found in findings.diagnostics if found.code == "PS311")
    for each in rules:
        rule = each.rule
        wheres = [binding.where for binding in rule.scope if binding.where is not None]
        for limb in rule.limbs:
            around = [*wheres, *rule.applies, *([limb.when] if limb.when is not None else [])]
            if not around or never(around) or _stand_on(around, told):
                continue
            flag = limb.strength is Strength.FLAG
            if implies(around, limb.duty):
                findings.say(lint.met_already(limb.words, limb.span, flag=flag))
            elif never([*around, limb.duty]):
                findings.say(lint.never_met(limb.words, limb.span, flag=flag))


def _stand_on(conditions: Sequence[ir.Condition], told: frozenset[Line]) -> bool:
    """Whether one of the conditions is itself told to be the same for every tender: what follows from it is no news."""
    return any((one.span.file, one.span.line) in told for one in conditions)
