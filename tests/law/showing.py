"""A case in words, for the message of a test that fails: the rule as sentences, the tender as an outline."""

from collections.abc import Iterator

from policyspec.ir import nodes as ir
from policyspec.model.facts import Fact, Item, Stated, Tender


def shown(rule: ir.Rule, tender: Tender) -> str:
    """One rule and all of a tender, a fact to a line."""
    return "\n".join(["", *_rule(rule), *_item(tender.root, ""), *map(str, (*tender.explanations, *tender.waivers))])


def _rule(rule: ir.Rule) -> Iterator[str]:
    yield f"rule {rule.id}, judged on {rule.judged_on.words if rule.judged_on else 'no date'}"
    for binding in rule.scope:
        yield f"  for each {binding.var} of {binding.over.words}" + (
            f" where {binding.where.words}" if binding.where else ""
        )
    for window in rule.in_force:
        yield f"  in force from {window.start} until {window.end}"
    yield from (f"  applies when {c.words}" for c in rule.applies)
    yield from (f"  except when {c.words}" for c in rule.exceptions)
    yield from (f"  subject to {other.rule}" for other in rule.yields_to)
    for limb in rule.limbs:
        when = f" when {limb.when.words}" if limb.when else ""
        explained = limb.explain.fact.words if limb.explain and limb.explain.fact else "a record"
        explain = f" or explain in {explained}" if limb.explain else ""
        yield f"  ({limb.label}) {limb.strength}: {limb.duty.words}{when}{explain}"


def _item(item: Item, indent: str) -> Iterator[str]:
    yield f"{indent}{item.label} ({item.path or 'the root'})"
    inner = indent + "  "
    for key, fact in item.facts.items():
        yield f"{inner}{key}: {_fact(fact)}"
    for key, values in item.values.items():
        yield f"{inner}{key}: {', '.join(map(_fact, values.values))}{'' if values.complete else ', more to come'}"
    for record in item.records.values():
        yield from _item(record, inner)
    for key, listing in item.lists.items():
        yield f"{inner}{key}: {listing.unreadable or len(listing.items)}{'' if listing.complete else ', more to come'}"
        for member in listing.items:
            yield from _item(member, inner + "  ")


def _fact(fact: Fact) -> str:
    return str(fact.value) if isinstance(fact, Stated) else str(fact.why)
