"""Reading a fact: its value as a range, or the range of its type where it has none."""

from fractions import Fraction
from typing import assert_never

from policyspec.engines.interpret.world import FactId, World
from policyspec.ir import nodes as ir
from policyspec.model.facts import Absence, Absent, Fact, Item, Stated
from policyspec.model.literals import format_value
from policyspec.model.outcomes import UsedFact
from policyspec.model.ranges import (
    ANY,
    ANY_DATE,
    ANYTHING,
    ENDLESS,
    FROM_ZERO,
    MISSING_MONEY,
    NOUGHT,
    Amounts,
    AnyBasis,
    Basis,
    Bounds,
    Choice,
    Dates,
    Durations,
    Interval,
    NoBasis,
    Pair,
    Ranged,
    Ratios,
    Void,
    no_value,
)
from policyspec.model.types import Kind, Type
from policyspec.model.values import Between, Duration, Moment, Money, Ratio, Scalar, Value, Vat
from policyspec.model.vocabulary import FactInfo

#: What is said of a fact that the tender's structure rules out, or may.
DOES_NOT_APPLY, MAY_NOT_APPLY = "does not apply", "may not apply"


def does_not_apply(value: Ranged) -> bool:
    """Whether a value is of a fact that the tender's structure rules out."""
    return value.void is Void.ALWAYS and (value.reason or "").endswith(DOES_NOT_APPLY)


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
            words = format_value(value, element.kind)
            world.notes((item.path, info.key), UsedFact(name_of(item, info), words, None, origin), assumption)
            return Ranged(stated(world, value))
        case Absent(Absence.NOT_APPLICABLE):
            return no_value(f"{name_of(item, info)} {DOES_NOT_APPLY}")
        case Absent(why, origin):
            settled = world.needs((item.path, info.key), name_of(item, info), why, origin)
            return Ranged(missing(element), settled)
        case _:
            assert_never(fact)


def missing(type_: Type) -> Bounds:
    """The range of a value that may be anything of its type."""
    match type_.kind:
        case Kind.NUMBER | Kind.PERCENTAGE:
            return Interval(type_.lo, type_.hi)
        case Kind.MONEY:
            return MISSING_MONEY if type_.lo is not None else Amounts(None, {AnyBasis.ANY: ANY})
        case Kind.RATIO:
            return Ratios(NOUGHT, ENDLESS)
        case Kind.DATE:
            return ANY_DATE
        case Kind.DURATION:
            return Durations(None, FROM_ZERO if type_.lo is not None else ANY)
        case _:
            return ANYTHING


def stated(world: World, value: Value) -> Bounds:
    """The range of a value that the tender states."""
    low, high = (value.low, value.high) if isinstance(value, Between) else (value, value)
    if isinstance(low, Money) and isinstance(high, Money):
        return tender_money(world, low, high)
    return spread(low, high)


def constant(value: Value) -> Bounds:
    """The range of a value that the policy states. An amount without a basis compares with any."""
    low, high = (value.low, value.high) if isinstance(value, Between) else (value, value)
    if isinstance(low, Money) and isinstance(high, Money):
        return Amounts(low.currency, _by_basis(low, high, AnyBasis.ANY))
    return spread(low, high)


def spread(low: Scalar, high: Scalar) -> Bounds:
    """The range from one value to another of the same type."""
    match low, high:
        case Fraction(), Fraction():
            return Interval(low, high)
        case Ratio(), Ratio():
            return Ratios(Pair(low.left, low.right), Pair(high.left, high.right))
        case Moment(), Moment():
            return Dates(low, high)
        case Duration(), Duration():
            return Durations(low.unit, Interval(low.amount, high.amount))
        case (Money(), _) | (_, Money()):
            message = "money is ranged on its bases"
            raise TypeError(message)
        case _:
            return Choice(frozenset((low, high)))  # type: ignore[arg-type]


def tender_money(world: World, low: Money, high: Money) -> Amounts:
    """A tender's amount on its bases; one without a basis takes the tender's, and the outcome says so."""
    on = _by_basis(low, high, NoBasis.UNSTATED)
    if NoBasis.UNSTATED not in on or world.ground.vat is None:
        return Amounts(low.currency, on)
    if world.ground.vat.assumption:
        world.trace.assumptions.setdefault(world.ground.vat.assumption)
    amount = on.pop(NoBasis.UNSTATED)
    return Amounts(low.currency, {**on, world.ground.vat.basis: on.get(world.ground.vat.basis, amount)})


def _by_basis(low: Money, high: Money, none: Basis) -> dict[Basis, Interval]:
    found: dict[Basis, Interval] = {}
    for basis, name in ((None, none), (Vat.EXCLUDING, Vat.EXCLUDING), (Vat.INCLUDING, Vat.INCLUDING)):
        bottom, top = low.on(basis), high.on(basis)
        if bottom is not None and top is not None:
            found[name] = Interval(bottom, top)
    return found


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


def step_settled(world: World, item: ir.ItemExpr) -> bool:
    """Whether the record or the reference that is missing on the way is taken as settled."""
    return world.is_settled(missing_step(world, item))


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
