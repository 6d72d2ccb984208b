"""The members of a collection, as lists to be gone through; and how what is asked of them comes to one answer."""

from typing import assert_never

from policyspec.base.dataclasses import dataclass, replace
from policyspec.engines.sql import conditions, expressions
from policyspec.engines.sql.bounds import Bounds
from policyspec.engines.sql.logic import (
    FALSE,
    NULL,
    TRUE,
    case,
    coalesce,
    conj,
    disj,
    maybe,
    neg,
    null,
    op,
    sure,
    there,
    unknown_where,
)
from policyspec.engines.sql.reading import follow, missing, read
from policyspec.engines.sql.world import Level, Place, World
from policyspec.ir import nodes as ir
from policyspec.model.columns import COMPLETE, OPEN, STATE, UNREADABLE, joined
from policyspec.model.facts import is_closed
from policyspec.model.outcomes import Gate
from policyspec.model.vocabulary import FactInfo


@dataclass(frozen=True, slots=True)
class Members:
    """What a collection has.

    `inside`: the world within its lists, `levels` in number, in which `value` is a member and `belongs` whether it
    does. `more`: whether there may be members that are not stated, of which `at_least` are certain and `like` stands
    for each.
    """

    inside: World
    levels: int
    value: Place | Bounds
    belongs: str
    more: str
    at_least: str
    like: Place | Bounds

    def bound(self, var: str) -> World:
        """The world within the lists, with a variable for the member."""
        return self.inside.binding(var, self.value)


def members(world: World, collection: ir.Collection) -> Members:
    """The members of a collection in the order of the tender."""
    match collection:
        case ir.Members(owner, info):
            return _listed(world, follow(world, owner), info)
        case ir.Scalars(owner, info):
            return _scalars(world, follow(world, owner), info)
        case ir.Filtered(over, var, condition):
            found = members(world, over)
            within = found.inside.keep(conditions.holds(found.bound(var), condition))
            return replace(found, belongs=conj((found.belongs, within)), at_least="0")
        case ir.Projected():
            return _projected(world, collection)
        case _:
            assert_never(collection)


def _listed(world: World, owner: Place, info: FactInfo) -> Members:
    inside, member = _inside(world, owner, info)
    more, at_least = _more(world, owner, info)
    return Members(inside, 1, member, TRUE, more, at_least, Place(member.prefix, imagined=True))


def _inside(world: World, owner: Place, info: FactInfo) -> tuple[World, Place]:
    array = world.numbers(owner, info.key)
    # The one lot of a tender that is not divided is looked at by `for each lot` only.
    undivided = info.key == "lots" and not (world.one_lot or world.gate is Gate.PUBLISH)
    inside = world.within(array, there(world.cell(owner, info.key, STATE)) if undivided else TRUE)
    return inside, Place(joined(owner.prefix, info.key), (*owner.at, inside.levels[-1].var), array == NULL)


def _scalars(world: World, owner: Place, info: FactInfo) -> Members:
    inside, member = _inside(world, owner, info)
    element = info.type.element or info.type
    more, at_least = _more(world, owner, info)
    return Members(inside, 1, read(inside, member, "value", element), TRUE, more, at_least, missing(element))


def _more(world: World, owner: Place, info: FactInfo) -> tuple[str, str]:
    if owner.imagined:
        return TRUE, "1" if info.key == "lots" else "0"
    state = world.cell(owner, info.key, STATE)
    if info.key == "lots":
        return _more_lots(world, state, sure(op(state, "=", str(UNREADABLE))))
    if world.gate is Gate.DRAFT:
        more = op(coalesce(state, str(OPEN)), "<>", str(COMPLETE))
    else:
        closed_when_absent = is_closed(info.key, None, closing=world.gate is Gate.PUBLISH)
        absent = COMPLETE if closed_when_absent else UNREADABLE
        more = op(coalesce(state, str(absent)), "=", str(UNREADABLE))
    return disj((owner.unreached, more)), "0"


def _more_lots(world: World, state: str, unreadable: str) -> tuple[str, str]:
    # Every tender has one lot at least, divided or not.
    if world.gate is Gate.PUBLISH:
        return unreadable, _one_where(unreadable)
    undecided = FALSE if world.one_lot else null(state)
    more = disj((undecided, sure(op(state, "<>", str(COMPLETE)))))
    return more, _one_where(disj((undecided, unreadable)))


def _one_where(condition: str) -> str:
    return case([(condition, "1")], "0")


def _projected(world: World, collection: ir.Projected) -> Members:
    over = members(world, collection.over)
    inside = over.bound(collection.var)
    like = world.binding(collection.var, over.like)
    if isinstance(collection.value, ir.Scalars):
        inner = members(inside, collection.value)
        element = collection.value.info.type.element or collection.value.info.type
        further = any_of(over, unknown_where(conj((maybe(over.belongs), inner.more))))
        more = disj((over.more, coalesce(null(further), FALSE)))
        belongs = conj((over.belongs, inner.belongs))
        return Members(inner.inside, over.levels + 1, inner.value, belongs, more, "0", missing(element))
    value = expressions.value_of(inside, collection.value)
    return replace(over, value=value, at_least="0", like=expressions.value_of(like, collection.value))


# --- many to one ------------------------------------------------------------------------------------------------


def any_of(found: Members, truth: str) -> str:
    """Whether a condition holds for any member; null where that is not known. `truth` is written within the lists."""
    text, world = truth, found.inside
    for _ in range(found.levels):
        level, world = world.levels[-1], replace(world, levels=world.levels[:-1])
        text = _any(world, level, text)
    return text


def _any(world: World, level: Level, truth: str) -> str:
    if level.array == NULL or FALSE in (truth, level.guard):
        return FALSE
    if truth in (TRUE, NULL):
        found = case([(op(world.dialect.length(level.array), ">", "0"), truth)], FALSE)
    else:
        answers = _each(world, level, truth)
        yes = world.dialect.has_true(answers)
        open_ = op(coalesce(world.dialect.known(answers), "0"), "<", world.dialect.length(level.array))
        found = case([(yes, TRUE), (open_, NULL)], FALSE)
    return world.keep(case([(neg(level.guard), FALSE)], found))


def surely_any(found: Members, truth: str) -> str:
    """Whether a condition is known to hold for some member: true or false, never null."""
    text, world = truth, found.inside
    for _ in range(found.levels):
        level, world = world.levels[-1], replace(world, levels=world.levels[:-1])
        if level.array == NULL or text in (FALSE, NULL) or level.guard == FALSE:
            return FALSE
        if text == TRUE:
            some = op(coalesce(world.dialect.length(level.array), "0"), ">", "0")
        else:
            some = sure(world.dialect.has_true(world.query.each(level, text)))
        text = world.keep(conj((level.guard, some)))
    return text


def _each(world: World, level: Level, body: str) -> str:
    """A list of what a text comes to for each member, in a column of its own."""
    return world.keep(world.query.each(level, body))


def total_of(found: Members, number: str, places: int, *, may_be_null: bool = False) -> str:
    """The sum of a number over the members, 0 of none.

    A member that is null counts for nothing; with `may_be_null` the sum is null then.
    """
    text, world = number, found.inside
    for _ in range(found.levels):
        level, world = world.levels[-1], replace(world, levels=world.levels[:-1])
        text = _total(world, level, text, places, may_be_null=may_be_null)
    return text


def _total(world: World, level: Level, number: str, places: int, *, may_be_null: bool) -> str:
    if level.array == NULL or number == "0" or level.guard == FALSE:
        return "0"
    length = world.dialect.length(level.array)
    if number == "1":
        total = coalesce(length, "0")
    elif number == NULL:
        total = f"CASE WHEN {length} > 0 THEN NULL ELSE 0 END" if may_be_null else "0"
    else:
        # A list that is used once needs no column: to write it and read it again takes longer than to add it up.
        numbers = _each(world, level, number) if may_be_null else world.query.each(level, number)
        total = coalesce(world.dialect.total(numbers, places), "0")
        if may_be_null:
            total = f"CASE WHEN {coalesce(world.dialect.known(numbers), '0')} < {length} THEN NULL ELSE {total} END"
    return world.keep(total if level.guard == TRUE else f"CASE WHEN {level.guard} THEN {total} ELSE 0 END")


def count_of(found: Members, condition: str) -> str:
    """For how many members a condition is known to hold."""
    if condition == TRUE:
        return total_of(found, "1", 0)
    return "0" if condition in (FALSE, NULL) else total_of(found, f"CASE WHEN {condition} THEN 1 ELSE 0 END", 0)


def lacking_of(found: Members, text: str) -> str:
    """For how many members of one list a text is null."""
    level, world = found.inside.levels[-1], replace(found.inside, levels=found.inside.levels[:-1])
    if level.array == NULL or level.guard == FALSE:
        return "0"
    length = coalesce(world.dialect.length(level.array), "0")
    known = "0" if text == NULL else coalesce(world.dialect.known(_each(world, level, text)), "0")
    return world.keep(case([(neg(level.guard), "0")], f"({length} - {known})"))


def highest_of(found: Members, number: str) -> str:
    """The highest of a number that is not null; null where there is none."""
    return _extreme(found, number, highest=True)


def lowest_of(found: Members, number: str) -> str:
    return _extreme(found, number, highest=False)


def _extreme(found: Members, number: str, *, highest: bool) -> str:
    text, world = number, found.inside
    for _ in range(found.levels):
        level, world = world.levels[-1], replace(world, levels=world.levels[:-1])
        if NULL in (level.array, text) or level.guard == FALSE:
            return NULL
        numbers = _each(world, level, text)
        found_ = world.dialect.most(numbers) if highest else world.dialect.least(numbers)
        text = world.keep(case([(level.guard, found_)]))
    return text
