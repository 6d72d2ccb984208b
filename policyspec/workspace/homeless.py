"""What the rules ask for and a notice has no place for: said once, so that its absence is not taken for neglect."""

from dataclasses import replace

from policyspec.ir import nodes as ir
from policyspec.ir.basis import walk
from policyspec.model.facts import Tender
from policyspec.model.outcomes import Gate, TenderResult, Verdict
from policyspec.model.vocabulary import FactInfo, Vocabulary
from policyspec.report.words import joined

_NAMED = 6
_OPEN = {Verdict.BREACHED, Verdict.UNDETERMINED}


def with_note(result: TenderResult, tender: Tender, rules: tuple[ir.Rule, ...], vocabulary: Vocabulary) -> TenderResult:
    """The result with a note on the facts that an OCDS release cannot state; at the publication gate only.

    Only rules that are breached or undetermined count: what they miss may stand in the buyer's own papers.
    """
    if tender.format != "ocds" or result.gate is not Gate.PUBLISH:
        return result
    wanting = {rule.rule for rule in result.rules if rule.verdict in _OPEN}
    asked = dict.fromkeys(info for rule in rules if rule.id in wanting for info in _homeless(rule))
    if not asked:
        return result
    return replace(result, notes=(*result.notes, _note([_named(info, vocabulary) for info in asked])))


def _homeless(rule: ir.Rule) -> list[FactInfo]:
    """The facts and lists that a rule looks at and that have no home in OCDS, in the order of its text."""
    nodes = (node for node in walk(rule) if isinstance(node, ir.Fact | ir.Members | ir.Scalars))
    return [node.info for node in nodes if not node.info.ocds and not node.info.derived]


def _named(info: FactInfo, vocabulary: Vocabulary) -> str:
    owner = vocabulary.entities[info.owner]
    return info.phrase if info.owner == "tender" else f"{info.phrase} of the {owner.singular}"


def _note(names: list[str]) -> str:
    told, rest = names[:_NAMED], len(names) - _NAMED
    named = joined([*told, f"{rest} more"] if rest > 0 else told)
    return f"an OCDS release has no place for some of the facts that these rules ask for: {named}"
