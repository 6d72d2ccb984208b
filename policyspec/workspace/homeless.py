"""What the rules ask for and a notice has no place for: said once, so that its absence is not taken for neglect."""

from collections.abc import Iterable

from policyspec.base.dataclasses import replace
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
    asked = dict.fromkeys(info for rule in wanting(result, rules) for info in _homeless(rule, tender.format))
    if not asked:
        return result
    note = f"{notice} has no place for some of the facts that these rules ask for: {listed(asked, vocabulary)}"
    return replace(result, notes=(*result.notes, note))


def wanting(result: TenderResult, rules: tuple[ir.Rule, ...]) -> list[ir.Rule]:
    """The rules that are breached or undetermined, perhaps for want of a fact."""
    found = {rule.rule for rule in result.rules if rule.verdict in _OPEN}
    return [rule for rule in rules if rule.id in found]


def listed(infos: Iterable[FactInfo], vocabulary: Vocabulary) -> str:
    """`options, kind of the option and 3 more`."""
    names = [_named(info, vocabulary) for info in infos]
    rest = len(names) - _NAMED
    return joined([*names[:_NAMED], f"{rest} more"] if rest > 0 else names)


def _homeless(rule: ir.Rule, format_: str) -> list[FactInfo]:
    """The facts and lists that a rule looks at and that have no home in the format, in the order of its text."""
    nodes = (node for node in walk(rule) if isinstance(node, ir.Fact | ir.Members | ir.Scalars))
    infos = [node.info for node in nodes if not node.info.derived]
    return [info for info in infos if not (info.ocds if format_ == "ocds" else info.eforms)]


def _named(info: FactInfo, vocabulary: Vocabulary) -> str:
    owner = vocabulary.entities[info.owner]
    return info.phrase if info.owner == "tender" else f"{info.phrase} of the {owner.singular}"
