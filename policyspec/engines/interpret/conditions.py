"""Whether a condition holds: strong Kleene logic over ranges."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from policyspec.engines.interpret import expressions
from policyspec.engines.interpret.comparing import compare
from policyspec.engines.interpret.members import Member, Membership, asked, members
from policyspec.engines.interpret.near import note_positions
from policyspec.engines.interpret.reading import awaiting_step, follow, name_of
from policyspec.engines.interpret.world import World
from policyspec.ir import nodes as ir
from policyspec.model import combining, truth
from policyspec.model.comparing import mentions, within
from policyspec.model.facts import Absence, Absent, Item, Stated
from policyspec.model.outcomes import Gate, UsedFact
from policyspec.model.ranges import YES, Ranged, does_not_apply
from policyspec.model.truth import Truth, Waits
from policyspec.model.vocabulary import FactInfo


def holds(world: World, node: ir.Condition) -> Truth:
    """Whether a condition holds in a world. One on a fact that does not apply does not hold."""
    return answer(world, node).plainly


def answer(world: World, node: ir.Condition) -> Truth:
    """Whether a condition holds, fails, or does not apply: then its negation does not either."""
    found = _answer(world, node)
    if (seen := world.seen) is not None:
        seen.answered(node, found.plainly)
    return found


def _answer(world: World, node: ir.Condition) -> Truth:
    match node:
        case ir.Compare():
            return _compare(world, node)
        case ir.BetweenBounds(subject, low, high):
            value, bounds = expressions.value_of(world, subject), [expressions.value_of(world, n) for n in (low, high)]
            return _between(world, node, value, *bounds)
        case ir.OneOf(subject, options):
            value = expressions.value_of(world, subject)
            found = [compare(world, "equal", value, expressions.value_of(world, o)) for o in options]
            return either(world, options, found)
        case ir.Within(subject, whole):
            return within(expressions.value_of(world, subject), expressions.value_of(world, whole))
        case ir.Mentions(subject, text):
            return mentions(expressions.value_of(world, subject), text)
        case ir.Yes(subject):
            return compare(world, "equal", expressions.value_of(world, subject), YES)
        case ir.IsStated(subject):
            return _is_stated(world, subject)
        case ir.Among(subject, collection):
            return _among(world, expressions.value_of(world, subject), members(world, collection))
        case ir.Include():
            return _include(world, node)
        case ir.Quantified():
            return _quantified(world, node)
        case ir.Not(condition):
            return ~answer(world, condition)
        case ir.And(conditions):
            return _both(world, conditions, [answer(world, c) for c in conditions])
        case ir.Or(conditions):
            return either(world, conditions, [answer(world, c) for c in conditions])
        case _:
            assert_never(node)


def _compare(world: World, node: ir.Compare) -> Truth:
    left, right = expressions.value_of(world, node.left), expressions.value_of(world, node.right)
    if node.tolerance is None:
        note_positions(world, node, left, right)
        return compare(world, node.relation, left, right)
    give = expressions.value_of(world, node.tolerance)
    return _between(world, node, left, combining.minus(right, give), combining.plus(right, give))


def _between(world: World, node: ir.Condition, value: Ranged, low: Ranged, high: Ranged) -> Truth:
    note_positions(world, node, value, low, high)
    return truth.both((compare(world, "at least", value, low), compare(world, "at most", value, high)))


def _both(world: World, parts: Sequence[object], truths: Sequence[Truth]) -> Truth:
    if (seen := world.seen) is not None:
        seen.parted(parts, truths, deciding=False)
    return truth.both(truths)


def either(world: World, parts: Sequence[object], truths: Sequence[Truth]) -> Truth:
    """Whether any of some parts holds, of which these are the truths."""
    if (seen := world.seen) is not None:
        seen.parted(parts, truths, deciding=True)
    return truth.either(truths)


# --- stated -----------------------------------------------------------------------------------------------------


def _is_stated(world: World, subject: ir.Fact | ir.Members | ir.Scalars | ir.TheItem) -> Truth:
    if isinstance(subject, ir.TheItem):
        return truth.TRUE if follow(world, subject.item) is not None else _item_stated(world, subject.item)
    item = follow(world, subject.owner)
    if item is None:
        # What a thing states that is itself missing is not known even when the thing is.
        return truth.FALSE if _closed(world, "") else truth.unknown(awaiting_step(world, subject.owner))
    if isinstance(subject, ir.Fact):
        return _fact_stated(world, item, subject.info)
    return _list_stated(world, item, subject.info)


def _item_stated(world: World, item: ir.ItemExpr) -> Truth:
    """Whether a thing is stated that cannot be reached."""
    if isinstance(item, ir.Step):
        owner = follow(world, item.owner)
        if owner is not None and isinstance(owner.fact(item.info.key), Absent):
            return _fact_stated(world, owner, item.info)
    return _not_there(world, "", awaiting_step(world, item))


def _fact_stated(world: World, item: Item, info: FactInfo) -> Truth:
    fact = item.fact(info.key)
    name = name_of(item, info)
    match fact:
        case Stated(_, origin):
            world.notes((item.path, info.key), UsedFact(name, expressions.shown_fact(fact, info), None, origin), None)
            return truth.TRUE
        case Absent(Absence.WITHHELD, origin):
            world.notes((item.path, info.key), UsedFact(name, None, str(fact.why), origin), None)
            return truth.TRUE
        case Absent(Absence.UNREADABLE, origin):
            return _once_there(world, world.needs((item.path, info.key), name, fact.why, origin))
        case Absent(Absence.NOT_APPLICABLE):
            # The structure rules it out: it is not stated, and nothing that may come will state it.
            return truth.FALSE
        case _:
            return _not_there(world, item.path, world.needs((item.path, info.key), name, fact.why, fact.origin))


def _list_stated(world: World, item: Item, info: FactInfo) -> Truth:
    listing = item.lists.get(info.key)
    listed, name = (item.path, info.key), name_of(item, info)
    if listing is not None and listing.unreadable is not None:
        return _once_there(world, world.needs(listed, name, Absence.UNREADABLE, listing.origin))
    if listing is not None or info.key in item.values:
        return truth.TRUE
    return _not_there(world, item.path, world.needs(listed, name, Absence.NOT_STATED))


def _not_there(world: World, path: str, waits: Waits) -> Truth:
    """Whether a fact is stated that is not there."""
    return truth.FALSE if _closed(world, path) else _once_there(world, waits)


def _once_there(world: World, waits: Waits) -> Truth:
    """Whether a fact is stated that may still come: it is, once it has."""
    world.trace.presence |= waits
    return truth.TRUE if waits <= world.taken else truth.unknown(waits)


def _closed(world: World, path: str) -> bool:
    # While drafting, a missing fact may still come; publication decides (LANGUAGE: section 5).
    return world.gate is Gate.PUBLISH and path not in world.unseen


# --- over collections -------------------------------------------------------------------------------------------


def _among(world: World, subject: Ranged, found: Membership) -> Truth:
    if does_not_apply(subject):
        return truth.NEITHER
    truths = [truth.both((m.belongs, compare(world, "equal", subject, _scalar(m)).plainly)) for m in found.members]
    return truth.either([*truths, *_unseen(found, subject.waits)])


def _scalar(member: Member) -> Ranged:
    if isinstance(member.value, Item):
        return Ranged(expressions.as_item(member.value))
    return member.value


def _include(world: World, node: ir.Include) -> Truth:
    found = members(world, node.collection)
    truths = [_among(world, expressions.value_of(world, option), found) for option in node.options]
    join = _both if node.mode == "each" else either
    return join(world, node.options, truths)


def _quantified(world: World, node: ir.Quantified) -> Truth:
    found = asked(world, node.var, members(world, node.over), lambda w: [holds(w, node.condition).waits])
    if node.quantifier == "some":
        return truth.either([*_each(world, node, found), *_unseen(found)])
    if node.quantifier == "no":
        return ~truth.either([*_each(world, node, found), *_unseen(found)])
    # Every: there is none for which it fails. One to which it does not apply is none of these.
    fails = ((m, (~answer(world.binding(node.var, m.value), node.condition)).plainly) for m in found.members)
    return truth.both([*(~truth.both((m.belongs, t)) for m, t in fails), *_unseen(found)])


def _each(world: World, node: ir.Quantified, found: Membership) -> Iterator[Truth]:
    for member in found.members:
        inside = holds(world.binding(node.var, member.value), node.condition)
        yield truth.both((member.belongs, inside))


def _unseen(found: Membership, waits: Waits = truth.NOTHING) -> list[Truth]:
    return [] if found.more is None else [truth.unknown(found.more.waits | waits)]
