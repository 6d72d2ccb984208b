"""Why rules came to what they did, for the tenders of a file."""

from collections.abc import Sequence

from policyspec.analysis.steps import Circumstances, reasoning
from policyspec.base.dataclasses import replace
from policyspec.model.facts import Tender
from policyspec.model.reasoning import Reasoning
from policyspec.model.vocabulary import fold
from policyspec.workspace.policies import Policies
from policyspec.workspace.records import Ledger
from policyspec.workspace.tenders import How


def explained(tenders: Sequence[Tender], policies: Policies, how: How, rules: Sequence[str]) -> list[Reasoning]:
    """Each of the rules (full ids) for each tender, with the records that `how` brings."""
    by = Circumstances(policies.rulebook, policies.vocabulary, how.gate, how.on, how.assumptions)
    ledger = Ledger(how.records)
    joined = [ledger.joined(tender, policies.vocabulary) for tender in tenders]
    return [reasoning(by, tender, rule) for tender in joined for rule in rules]


def of_item(found: Sequence[Reasoning], item: str) -> list[Reasoning]:
    """The reasonings for one thing: a tender of the file, by its name, number or place, or a thing in a tender."""
    whole = [one for one in found if _called(item, (one.result.name, one.result.identity, one.result.source))]
    return whole or [part for one in found if (part := _part(one, item)) is not None]


def _part(found: Reasoning, item: str) -> Reasoning | None:
    items = tuple(one for one in found.items if _called(item, _names(one.path, one.label)))
    left = tuple(one for one in found.left_out if _called(item, _names(one.path, one.label)))
    return replace(found, items=items, left_out=left) if items or left else None


def _names(path: str, label: str) -> tuple[str, ...]:
    """`lot 2 (South)` is called that, `lot 2` and `South`."""
    short, opened, rest = label.partition(" (")
    return (path, label, short, rest.removesuffix(")")) if opened else (path, label)


def _called(item: str, names: Sequence[str]) -> bool:
    return fold(item) in {fold(name) for name in names if name}


def names_in(found: Sequence[Reasoning]) -> list[str]:
    """What may be named: the tenders, and the things in them."""
    named = [name for one in found for name in (one.result.name, one.result.identity, one.result.source)]
    named += [name for one in found for item in one.items for name in _names(item.path, item.label)]
    return list(dict.fromkeys(name for name in named if name))
