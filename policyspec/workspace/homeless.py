"""What the rules ask for and a notice has no place for: said once, so that its absence is not taken for neglect."""

from dataclasses import replace

from policyspec.ir import nodes as ir
from policyspec.ir.basis import walk
from policyspec.model.facts import Tender
from policyspec.model.outcomes import Gate, TenderResult, Verdict
from policyspec.model.vocabulary import FactInfo, Vocabulary
from policyspec.report.words import joined

_NAMED = 6
#: What a notice of each format is called. The other formats have a place for every fact.
_NOTICES = {"ocds": "an OCDS release", "eforms": "an eForms notice"}
_OPEN = {Verdict.BREACHED, Verdict.UNDETERMINED}


def with_note(result: TenderResult, tender: Tender, rules: tuple[ir.Rule, ...], vocabulary: Vocabulary) -> TenderResult:
    """The result with a note on the facts that such a notice cannot state; at the publication gate only.

    Only rules that are breached or undetermined count: what they miss may stand in the buyer's own papers.
    """
    notice = _NOTICES.get(tender.format)
    if notice is None or result.gate is not Gate.PUBLISH:
        return result
    wanting = {rule.rule for rule in result.rules if rule.verdict in _OPEN}
    asked = dict.fromkeys(info for rule in rules if rule.id in wanting for info in _homeless(rule, tender.format))
    if not asked:
        return result
    return replace(result, notes=(*result.notes, _note(notice, [_named(info, vocabulary) for info in asked])))


def _homeless(rule: ir.Rule, format_: str) -> list[FactInfo]:
    """The facts and lists that a rule looks at and that have no home in the format, in the order of its text."""
    nodes = (node for node in walk(rule) if isinstance(node, ir.Fact | ir.Members | ir.Scalars))
    infos = [node.info for node in nodes if not node.info.derived]
    return [info for info in infos if not (info.ocds if format_ == "ocds" else info.eforms)]


def _named(info: FactInfo, vocabulary: Vocabulary) -> str:
    owner = vocabulary.entities[info.owner]
    return info.phrase if info.owner == "tender" else f"{info.phrase} of the {owner.singular}"


def _note(notice: str, names: list[str]) -> str:
    told, rest = names[:_NAMED], len(names) - _NAMED
    named = joined([*told, f"{rest} more"] if rest > 0 else told)
    return f"{notice} has no place for some of the facts that these rules ask for: {named}"
