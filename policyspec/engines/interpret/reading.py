"""Reading a fact: its value as a range, or the range of its type where it has none."""

from typing import assert_never

from policyspec.engines.interpret.world import World
from policyspec.ir import nodes as ir
from policyspec.model.bounds import missing, stated, takes_basis
from policyspec.model.facts import Absence, Absent, Fact, FactId, Item, Stated
from policyspec.model.literals import format_value
from policyspec.model.outcomes import UsedFact
from policyspec.model.ranges import DOES_NOT_APPLY, Bounds, Ranged, no_value
from policyspec.model.truth import Waits
from policyspec.model.types import Kind
from policyspec.model.values import Value
from policyspec.model.vocabulary import FactInfo


def name_of(item: Item, info: FactInfo) -> str:
    """What a person calls a fact of an item: `value of lot 1 (North)`; the tender's own needs no owner."""
    if info.type.kind is Kind.YES_NO and item.path:
        return f"whether {item.label} is {info.phrase}"
    return info.phrase if not item.path else f"{info.phrase} of {item.label}"


def read_fact(world: World, item: Item, info: FactInfo) -> Ranged:
    """A scalar fact of an item, as a range."""
    return read(world, item.fact(info.key), item, info)


def read(world: World, fact: Fact, item: Item, info: FactInfo) -> Ranged:
    """A fact as a range. What it rests on goes into the trace."""
    element = info.type.element or info.type
    match fact:
        case Stated(value, origin, assumption):
            if (item.path, info.key) not in world.trace.used:
                words = format_value(value, element.kind)
                world.notes((item.path, info.key), UsedFact(name_of(item, info), words, None, origin), assumption)
            return Ranged(_stated(world, value))
        case Absent(Absence.NOT_APPLICABLE):
            return no_value(f"{name_of(item, info)} {DOES_NOT_APPLY}")
        case Absent(why, origin):
            return Ranged(missing(element), world.needs((item.path, info.key), name_of(item, info), why, origin))
        case _:
            assert_never(fact)


def _stated(world: World, value: Value) -> Bounds:
    """The range of a value that the tender states; an amount without a basis takes the tender's, and it is said so."""
    vat = world.ground.vat
    if vat is not None and vat.assumption and takes_basis(value):
        world.trace.assumptions.setdefault(vat.assumption)
    return stated(value, vat.basis if vat is not None else None)


def follow(world: World, item: ir.ItemExpr) -> Item | None:
    """The item that an expression leads to; None where a record or a reference on the way is missing."""
    match item:
        case ir.Var(name):
            bound = world.bound[name]
            assert isinstance(bound, Item)
            return bound
        case ir.Step(owner, info):
            whose = follow(world, owner)
            return None if whose is None else _step(world, whose, info)
        case _:
            assert_never(item)


def _step(world: World, owner: Item, info: FactInfo) -> Item | None:
    if not info.type.reference and info.key in owner.records:
        return owner.records[info.key]
    fact = owner.fact(info.key)
    if isinstance(fact, Stated):
        world.notes(
            (owner.path, info.key), UsedFact(name_of(owner, info), _label(world, fact), None, fact.origin), None
        )
        return world.items.get(getattr(fact.value, "path", ""))
    world.needs((owner.path, info.key), name_of(owner, info), fact.why, fact.origin)
    return None


def _label(world: World, fact: Stated) -> str:
    found = world.items.get(getattr(fact.value, "path", ""))
    return found.label if found else str(fact.value)


def awaiting_step(world: World, item: ir.ItemExpr) -> Waits:
    """What waits for the record or the reference that is missing on the way to an item."""
    return world.awaiting(missing_step(world, item))


def missing_step(world: World, item: ir.ItemExpr) -> FactId:
    """The record or the reference that is missing on the way to an item that cannot be reached."""
    match item:
        case ir.Var(name):
            bound = world.bound[name]
            assert isinstance(bound, Item)
            return bound.path, ""
        case ir.Step(owner, info):
            whose = follow(world, owner)
            return missing_step(world, owner) if whose is None else (whose.path, info.key)
        case _:
            assert_never(item)


def by_reference(item: ir.ItemExpr) -> bool:
    """Whether an item is reached by a reference: it stands elsewhere, and what is asked of it may not apply to it."""
    match item:
        case ir.Var():
            return False
        case ir.Step(owner, info):
            return info.type.reference or by_reference(owner)
        case _:
            assert_never(item)
