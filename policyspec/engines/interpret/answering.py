"""Answers to questions that no rule asks: what an operand comes to for a tender, and whether a condition holds."""

from datetime import date
from typing import Literal

from policyspec.engines.interpret.conditions import holds
from policyspec.engines.interpret.expressions import value_of
from policyspec.engines.interpret.members import Member, members
from policyspec.engines.interpret.preparing import world_of
from policyspec.engines.interpret.scope import Site, sites
from policyspec.engines.interpret.showing import shown
from policyspec.engines.interpret.world import World
from policyspec.ir import nodes as ir
from policyspec.model.answers import Answer
from policyspec.model.facts import Item, Tender
from policyspec.model.outcomes import Gate
from policyspec.model.types import TEXT
from policyspec.model.vocabulary import Vocabulary

#: What is asked of the condition of a rule's first limb: whether it holds, or the value that stands first in it.
Asked = Literal["truth", "value"]


def answer(
    rulebook: ir.Rulebook,
    rule: ir.Rule,
    asked: Asked,
    tender: Tender,
    vocabulary: Vocabulary,
    *,
    gate: Gate = Gate.DRAFT,
    on: date | None = None,
) -> tuple[Answer, ...]:
    """The answer for each item that the rule is judged for. Pure."""
    world = world_of(rulebook, tender, vocabulary, gate, on, assume=True)
    return tuple(_at(site, rule.limbs[0].duty, asked) for site in sites(world, rule) if not site.empty)


def _at(site: Site, condition: ir.Condition, asked: Asked) -> Answer:
    world = site.world.tracing()
    truth = holds(world, condition) if asked == "truth" else None
    value = "" if truth is not None else _first_value(world, condition)
    trace = world.trace
    absent = tuple(fact for id_, fact in trace.missing.items() if id_ not in trace.used)
    path, label = site.item.path, site.item.label if site.item.path else ""
    used = tuple(trace.used.values())
    return Answer(path, label, truth, value, used, absent, tuple(trace.assumptions), tuple(trace.reasons))


def _first_value(world: World, condition: ir.Condition) -> str:
    """In words, what the operand that stands first in a condition comes to."""
    match condition:
        case ir.Compare(left=ir.Aggregate(function="number", over=over), predicate=predicate) if _counts(predicate):
            return _listed(world, over)
        case ir.Compare(left=subject) | ir.IsStated(subject=ir.Fact() as subject) | ir.Yes(subject=subject):
            return shown(value_of(world, subject), subject.type, dict(world.items))
        case ir.IsStated(subject=ir.Members() | ir.Scalars() as collection):
            return _listed(world, collection)
        case _:
            return "yes" if holds(world, condition).holds else "no"


def _counts(predicate: str) -> bool:
    """Whether it is `there are at least 0 …`, which asks for the members and not for their number."""
    return predicate == "at least 0"


def _listed(world: World, over: ir.Collection) -> str:
    """The members by what they are called; those that may or may not belong are not passed over."""
    found = members(world, over)
    said = [_named(world, member) for member in found.members if not member.belongs.fails]
    if found.more is not None:
        said.append("perhaps others, which are not stated")
    return ", ".join(said) or "none"


def _named(world: World, member: Member) -> str:
    value = member.value
    name = value.label if isinstance(value, Item) else shown(value, TEXT, dict(world.items))
    return name if member.belongs.holds else f"perhaps {name}"
