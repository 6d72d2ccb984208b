"""Comparing two values by their bounds; and what is to be noted where these do not tell."""

from policyspec.engines.interpret.bases import note, rate_of
from policyspec.engines.interpret.world import VAT_BASIS, World
from policyspec.model import truth, working_days
from policyspec.model.comparing import by_bounds, shared_bases, unlike_currencies
from policyspec.model.facts import Absence, Stated
from policyspec.model.ranges import (
    Amounts,
    Bounds,
    Durations,
    Elapsed,
    NoBasis,
    Ranged,
    Relation,
    Void,
    does_not_apply,
)
from policyspec.model.truth import NOTHING, Truth, Waits
from policyspec.model.values import Unit
from policyspec.model.vat import reached


def compare(world: World, relation: Relation, left: Ranged, right: Ranged) -> Truth:
    """Whether the relation holds between two values. Without a value on either side it cannot be told.

    With a fact that does not apply it neither holds nor fails.
    """
    waits = left.waits | right.waits
    for side in (left, right):
        if side.void is not Void.NEVER and side.reason:
            world.trace.reasons.setdefault(side.reason)
    if does_not_apply(left) or does_not_apply(right):
        return truth.NEITHER
    if Void.ALWAYS in (left.void, right.void):
        return truth.unknown(waits)
    answer = by_bounds(relation, left.bounds, right.bounds, rate_of(world))
    others = _others_wanted(world, left.bounds, right.bounds, answer)
    if Void.MAYBE in (left.void, right.void):
        return truth.unknown(waits)
    return answer if answer.decided else truth.unknown(waits | others)


def _others_wanted(world: World, left: Bounds, right: Bounds, answer: Truth) -> Waits:
    """The missing facts that a comparison depends on beside its sides; what is wanted, or decided, is noted."""
    match left, right:
        case Amounts(), Amounts():
            return _basis_wanted(world, left, right, answer)
        case ((Durations() | Elapsed()), (Durations() | Elapsed())):
            return NOTHING if answer.decided else _place_wanted(world, left, right)
        case _:
            return NOTHING


def _basis_wanted(world: World, left: Amounts, right: Amounts, answer: Truth) -> Waits:
    unlike = unlike_currencies((left, right))
    if unlike:
        world.trace.reasons.setdefault(unlike)
    elif not shared_bases(left, right):
        if NoBasis.UNSTATED in left.on or NoBasis.UNSTATED in right.on:
            return world.needs(VAT_BASIS, "VAT basis", Absence.NOT_STATED)
        note(world, reached(left, right, rate_of(world)), answer)
    return NOTHING


def _place_wanted(world: World, left: Durations | Elapsed, right: Durations | Elapsed) -> Waits:
    """The buyer's country and region, as far as they are missing, where working days depend on them."""
    elapsed, bound = (left, right) if isinstance(left, Elapsed) else (right, left)
    if not isinstance(elapsed, Elapsed) or not isinstance(bound, Durations) or bound.unit is not Unit.WORKING_DAYS:
        return NOTHING
    start, end = elapsed.start.exact, elapsed.end.exact
    days = (min(start.day, end.day), max(start.day, end.day)) if start and end else None
    wanted = working_days.place_wanted(days, elapsed.country, elapsed.region)
    return NOTHING.union(*(_buyer_wanted(world, key) for key in wanted))


def _buyer_wanted(world: World, key: str) -> Waits:
    buyer = world.tender.root.records.get("buyer")
    if buyer is None:
        return world.needs(("", "buyer"), "buyer", Absence.NOT_STATED)
    fact = buyer.fact(key)
    if isinstance(fact, Stated):
        return NOTHING
    return world.needs((buyer.path, key), f"{key} of the buyer", fact.why, fact.origin)
