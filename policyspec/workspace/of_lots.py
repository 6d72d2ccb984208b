"""What the rules ask of the tender and only its lots state: said once, so that it is not taken for missing."""

from policyspec.base.dataclasses import replace
from policyspec.ir import nodes as ir
from policyspec.ir.basis import walk
from policyspec.model.facts import NOT_STATED, Item, Tender
from policyspec.model.outcomes import TenderResult
from policyspec.model.vocabulary import FactInfo, Vocabulary
from policyspec.workspace.homeless import listed, wanting


def with_note(result: TenderResult, tender: Tender, rules: tuple[ir.Rule, ...], vocabulary: Vocabulary) -> TenderResult:
    """The result with a note on the facts that a rule without `for each lot` asks for and only lots have.

    A lot takes such a fact from the tender, never the tender from its lots. Only rules that are breached or
    undetermined count.
    """
    of_lots = _of_lots_alone(tender.root, vocabulary)
    if not of_lots:
        return result
    asked = dict.fromkeys(
        info for rule in wanting(result, rules) for info in _of_the_tender(rule) if info.key in of_lots
    )
    return replace(result, notes=(*result.notes, _note(listed(asked, vocabulary)))) if asked else result


def _of_lots_alone(tender: Item, vocabulary: Vocabulary) -> set[str]:
    """The keys of what a lot may take from the tender, and some lot states and the tender does not."""
    lots = tender.lists.get("lots")
    keys = {info.key for info in vocabulary.facts_of("lot") if info.inherited and not info.derived}
    return {key for key in keys if lots and not _has(tender, key) and any(_has(lot, key) for lot in lots.items)}


def _has(item: Item, key: str) -> bool:
    return item.fact(key) != NOT_STATED or key in item.lists or key in item.values or key in item.records


def _of_the_tender(rule: ir.Rule) -> list[FactInfo]:
    nodes = (node for node in walk(rule) if isinstance(node, ir.Fact | ir.Members | ir.Scalars))
    return [node.info for node in nodes if isinstance(node.owner, ir.Var) and node.owner.entity == ir.TENDER]


def _note(names: str) -> str:
    return f"some rules ask the tender for what only its lots state: {names}; a rule with `for each lot` asks the lots"
