"""Counts, totals, extremes, shares and ratios over a partly known list, as SQL. The bounds are the interpreter's."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from policyspec.base.dataclasses import dataclass, replace
from policyspec.engines.sql import bounds as b
from policyspec.engines.sql import conditions, expressions
from policyspec.engines.sql.bounds import Amount, Bounds, Num, Number, Pair, Part, Ratio, Shares, Side
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
)
from policyspec.engines.sql.members import (
    Members,
    count_of,
    highest_of,
    lacking_of,
    lowest_of,
    members,
    surely_any,
    total_of,
)
from policyspec.engines.sql.reading import by_reference, missing
from policyspec.engines.sql.unsupported import Unsupported
from policyspec.engines.sql.world import Place, World
from policyspec.ir import nodes as ir
from policyspec.model.columns import Digits
from policyspec.model.types import Type

#: A total over a list of as many members as a dataset takes has so many digits more before its point.
_MORE_DIGITS = 5
ONE = Number(b.constant(Fraction(1)))


@dataclass(frozen=True, slots=True)
class _Counted:
    """The members with a number for each: its least and its most, and those members that count at all."""

    found: Members
    num: Num


def aggregate(world: World, node: ir.Aggregate) -> Bounds:
    """`number`, `total`, `highest` or `lowest` of a collection."""
    found = members(world, node.over)
    if node.function == "number":
        return Number(_number(world, found))
    value, found = _valued(found, node.var, node.value)
    value_type = node.value.type if node.value is not None else node.type
    lost = surely_any(found, conj((maybe(found.belongs), value.void)))
    if node.function == "total":
        return _each_basis(found, value, lost, lambda num: _total(world, found, num, _signed(value_type)))
    certain = _certain(found)
    highest = node.function == "highest"
    like = missing(value_type)
    unseen = like.num if isinstance(like, Number) else b.unknown(None if _signed(value_type) else Fraction(0), None)
    void = disj((lost, neg(certain)))
    return _each_basis(found, value, void, lambda num: _extreme(found, num, unseen, highest=highest))


def _valued(found: Members, var: str, value: ir.Expr | None) -> tuple[Bounds, Members]:
    """The value of a member; and the members without those to which it does not apply, which are in no total."""
    if value is None:
        if isinstance(found.value, Place):
            return ONE, found
        return found.value, found
    if isinstance(value, ir.Fact) and by_reference(value.owner):
        raise Unsupported("a fact of the thing that a reference names, over a list")
    result = expressions.value_of(found.bound(var), value)
    if result.outside == FALSE:
        return result, found
    return replace(result, void=_without(result.void, result.outside)), replace(
        found, belongs=conj((found.belongs, neg(result.outside)))
    )


def _without(void: str, outside: str) -> str:
    return FALSE if void == outside else conj((void, neg(outside)))


def _signed(value_type: Type) -> bool:
    """Whether a value that is not stated may be below zero."""
    return value_type.lo is None or value_type.lo < 0


def _number(world: World, found: Members) -> Num:
    certain = count_of(found, found.belongs)
    possible = certain if found.belongs == TRUE else count_of(found, maybe(found.belongs))
    low = certain if found.at_least == "0" else f"({certain} + {found.at_least})"
    high = possible if found.more == FALSE else case([(found.more, NULL)], possible)
    return Num(world.keep(low), world.keep(high), Digits(6, 0))


def _certain(found: Members) -> str:
    """Whether some member is certain."""
    stated = surely_any(found, found.belongs)
    return stated if found.at_least == "0" else disj((stated, op(found.at_least, ">", "0")))


def _each_basis(found: Members, value: Bounds, void: str, of: Callable[[Num], Num]) -> Bounds:
    """A number over the members; of money, on every basis on which all of them stand."""
    match value:
        case Number(num):
            return Number(of(num), void)
        case Amount():
            sides = {basis: replace(side, num=of(side.num)) for basis, side in stated_sides(found, value).items()}
            currency, unlike = currency_of(found, value)
            return Amount(currency, sides, disj((void, unlike, nowhere(sides.values()))))
        case _:
            raise Unsupported(f"a {type(value).__name__.lower()} over a list")


def stated_sides(found: Members, value: Amount) -> Mapping[str, Side]:
    """The sides on which every member stands; of no member, all of them."""
    return {
        basis: replace(side, present=neg(surely_any(found, conj((maybe(found.belongs), neg(side.present))))))
        for basis, side in value.on.items()
    }


def nowhere(sides: Iterable[Side]) -> str:
    """Whether an amount stands on no basis. On one that no tender states it stands only where it stands on all."""
    whole = list(sides)
    return neg(disj(side.present for side in [side for side in whole if not side.empty] or whole))


def currency_of(found: Members, value: Amount) -> tuple[str, str]:
    """The currency of all members, and whether they have none in common."""
    if value.currency == NULL or value.currency.startswith("'"):
        return value.currency, FALSE
    counted = value.currency if found.belongs == TRUE else case([(maybe(found.belongs), value.currency)])
    highest, lowest = highest_of(found, counted), lowest_of(found, counted)
    return highest, sure(op(highest, "<>", lowest))


# --- total, highest, lowest -------------------------------------------------------------------------------------


def _total(world: World, found: Members, num: Num, signed: bool) -> Num:  # noqa: FBT001
    digits = b.held(Digits(num.digits.whole + _MORE_DIGITS, num.digits.places))
    low, high = _fact_total(found, num) or _sum_total(found, num, digits)
    if found.more != FALSE:
        low = case([(found.more, NULL)], low) if signed else low
        high = case([(found.more, NULL)], high)
    return Num(world.keep(low), world.keep(high), digits)


def _fact_total(found: Members, num: Num) -> tuple[str, str] | None:
    """The total of a fact over all members: what is stated, and for each that is not its least and its most."""
    if num.point is None or found.belongs != TRUE or not num.from_zero or found.levels != 1:
        return None
    text, least, most = num.point
    if least != 0:
        return None
    stated, lacking = total_of(found, text, num.digits.places), lacking_of(found, text)
    if most is None:
        return stated, case([(op(lacking, ">", "0"), NULL)], stated)
    each = lacking if most == 1 else b.product(lacking, b.literal(most), Digits(6, 0), b.constant(most).digits)
    return stated, op(stated, "+", each)


def _sum_total(found: Members, num: Num, digits: Digits) -> tuple[str, str]:
    low = total_of(found, _least(found.belongs, num), digits.places, may_be_null=num.low_may_be_null)
    high = total_of(found, _most(found.belongs, num), digits.places, may_be_null=num.high_may_be_null)
    return low, _where_open(found, _all_known(found, num, found.belongs), low, high)


def _all_known(found: Members, num: Num, condition: str) -> str:
    """Whether of each member both are stated: the number that is added up, and on what it hangs whether it counts.

    Then the least of a sum is its most. To ask it costs two counts, which pays for lists within lists only: a sum over
    such a list takes longer than all else.
    """
    nested = found.levels == 1 and len(found.inside.levels) > 1
    if not nested or num.point is None:
        return FALSE
    asked = neg(condition) if condition.startswith("(NOT ") else condition
    return conj(op(lacking_of(found, text), "=", "0") for text in (num.point[0], asked))


def _where_open(found: Members, known: str, otherwise: str, text: str) -> str:
    """A text that is worked out only where not all is known."""
    outer = replace(found.inside, levels=found.inside.levels[: -found.levels])
    return text if known == FALSE else outer.keep(case([(known, otherwise)], text))


def _least(belongs: str, num: Num) -> str:
    """The least that a member adds to a total. What does not surely belong adds nothing, or what is below nought."""
    if belongs == TRUE:
        return num.low
    low = num.point[0] if num.point is not None and num.point[1] == 0 else num.low  # what is not stated adds nothing
    if num.from_zero:
        return case([(belongs, low)], "0")
    below = conj((null(belongs), disj((null(num.low), op(num.low, "<", "0")))))
    return case([(belongs, num.low), (below, num.low)], "0")


def _most(belongs: str, num: Num) -> str:
    """The most that a member adds to a total."""
    if belongs == TRUE:
        return num.high
    if num.from_zero:
        return case([(neg(belongs), "0")], num.high)
    return case([(neg(belongs), "0"), (conj((null(belongs), op(num.high, "<", "0"))), "0")], num.high)


def _extreme(found: Members, num: Num, unseen: Num, *, highest: bool) -> Num:
    """The highest (else the lowest) of some values, those that are certain and those that may be there."""
    near, far = (num.low, num.high) if highest else (num.high, num.low)
    far_may_be_null = num.high_may_be_null if highest else num.low_may_be_null
    pick = highest_of if highest else lowest_of
    certain = near if found.belongs == TRUE else case([(found.belongs, near)])
    possible = far if found.belongs == TRUE else case([(maybe(found.belongs), far)])
    inner, outer = pick(found, certain), pick(found, possible)
    near_unseen, far_unseen = (unseen.low, unseen.high) if highest else (unseen.high, unseen.low)
    if found.at_least != "0":
        inner = coalesce(inner, case([(op(found.at_least, ">", "0"), near_unseen)]))
    open_ = _any_endless(found, far) if far_may_be_null else FALSE
    outer = case([(open_, NULL)], outer)
    if found.more != FALSE:
        word = "greatest" if highest else "least"
        beyond = NULL if far_unseen == NULL else f"{word}({outer}, {far_unseen})"
        outer = case([(open_, NULL), (found.more, beyond)], outer)
    return Num(inner, outer, num.digits) if highest else Num(outer, inner, num.digits)


def _any_endless(found: Members, far: str) -> str:
    """Whether an end is null for some member that may belong."""
    if found.belongs == TRUE and found.levels == 1:
        return op(lacking_of(found, far), ">", "0")
    return surely_any(found, conj((maybe(found.belongs), null(far))))


# --- share ------------------------------------------------------------------------------------------------------


def share(world: World, node: ir.Share) -> Bounds:
    """The part of a collection for which a condition holds, by number or by value."""
    found = members(world, node.over)
    value, found = _valued(found, node.var, node.value) if node.value is not None else (ONE, found)
    if node.value is not None and _signed(node.value.type):
        raise Unsupported("a share of amounts that may be below zero")
    part = conditions.holds(found.bound(node.var), node.member)
    part = found.inside.keep(part)
    lost = surely_any(found, conj((maybe(found.belongs), value.void)))
    match value:
        case Number(num):
            return Shares(((TRUE, _share_of(found, num, part)),), disj((lost, _share_void(found, num))))
        case Amount():
            return _amounts_share(found, value, part, lost)
        case _:
            raise Unsupported("a share by neither numbers nor amounts of money")


def _amounts_share(found: Members, value: Amount, part: str, lost: str) -> Shares:
    """The share on each basis on which all stand. Where there are several, it is the hull of all."""
    whole = list(stated_sides(found, value).values())
    sides = [side for side in whole if not side.empty] or whole[:1]
    _, unlike = currency_of(found, value)
    voids = [
        _share_void(found, side.num) if len(sides) == 1 else conj((side.present, _share_void(found, side.num)))
        for side in sides
    ]
    on = tuple((side.present, _share_of(found, side.num, part)) for side in sides)
    return Shares(on, disj((lost, unlike, nowhere(sides), *voids)))


def _share_of(found: Members, num: Num, part: str) -> Part:
    digits = b.held(Digits(num.digits.whole + _MORE_DIGITS, num.digits.places))

    def least(within: str) -> str:
        return total_of(
            found, _least(conj((found.belongs, within)), num), digits.places, may_be_null=num.low_may_be_null
        )

    def most(within: str) -> str:
        return total_of(
            found, _most(conj((found.belongs, within)), num), digits.places, may_be_null=num.high_may_be_null
        )

    known = _all_known(found, num, part) if found.belongs == TRUE else FALSE
    least_in, least_out = least(part), least(neg(part))
    most_in = _where_open(found, known, least_in, most(part))
    most_out = _where_open(found, known, least_out, most(neg(part)))
    if found.more != FALSE:
        most_out, most_in = (case([(found.more, NULL)], text) for text in (most_out, most_in))
    return Part(least_in, most_out, most_in, least_out, digits)


def _share_void(found: Members, num: Num) -> str:
    """Whether the whole is, or may be, nought; or a part of it is below zero."""
    least = case([(sure(found.belongs), num.low)], "0")
    all_ = total_of(found, least, num.digits.places)
    below = FALSE if num.from_zero else sure(op(lowest_of(found, case([(maybe(found.belongs), num.low)])), "<", "0"))
    return disj((op(all_, "<=", "0"), below))


# --- the ratio of two classes -----------------------------------------------------------------------------------


def class_ratio(world: World, node: ir.ClassRatio) -> Ratio:
    """The ratio of the totals of two classes; a member that may be of either counts on one side at a time."""
    found = members(world, node.over)
    value, found = _valued(found, node.var, node.value)
    if not isinstance(value, Number) or not value.num.from_zero or value.num.high_may_be_null:
        raise Unsupported("a ratio of classes by values that have no bounds")
    inside = found.bound(node.var)
    left, right = (found.inside.keep(conditions.holds(inside, side)) for side in (node.left, node.right))
    num, belongs = value.num, found.belongs
    digits = b.held(Digits(num.digits.whole + _MORE_DIGITS, num.digits.places))

    def least(side: str) -> str:
        return total_of(found, _least(conj((belongs, side)), num), digits.places)

    def most(side: str) -> str:
        return total_of(found, _most(conj((belongs, side)), num), digits.places)

    known = [_all_known(found, num, side) if belongs == TRUE else FALSE for side in (left, right)]
    least_left, least_right = least(left), least(right)
    if right == neg(left) and known[0] != FALSE:
        assert num.point is not None
        rest = op(total_of(found, num.point[0], digits.places), "-", least_left)
        least_right = _where_open(found, known[0], rest, least_right)
    most_left = _where_open(found, known[0], least_left, most(left))
    most_right = _where_open(found, known[1], least_right, most(right))
    lost = surely_any(found, conj((maybe(belongs), value.void)))
    void = disj((found.more, lost, conj((op(least_left, "<=", "0"), op(least_right, "<=", "0")))))
    return Ratio(Pair(least_left, most_right), Pair(most_left, least_right), digits, void)
