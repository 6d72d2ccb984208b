"""Facts of the tender and constants of the policy, as bounds in SQL."""

from fractions import Fraction
from typing import assert_never

from policyspec.base.dataclasses import replace
from policyspec.engines.sql.bounds import (
    ANY,
    Amount,
    Bounds,
    Choice,
    Day,
    Length,
    Num,
    Number,
    Pair,
    Ratio,
    Side,
    constant,
    of_column,
    unknown,
    with_void,
)
from policyspec.engines.sql.logic import FALSE, NULL, case, coalesce, disj, null, sure, there
from policyspec.engines.sql.unsupported import Unsupported
from policyspec.engines.sql.world import Place, World
from policyspec.ir import nodes as ir
from policyspec.model import calendar, ranges, values
from policyspec.model.columns import (
    ABSENCES,
    AMOUNT,
    CURRENCY,
    DECIMALS,
    EXCLUDING,
    FOLDED,
    INCLUDING,
    LEAST_DAYS,
    LEFT,
    MOST_DAYS,
    OFFSET,
    PLACE,
    RIGHT,
    SCHEME,
    SECOND,
    UNIT,
    UNSTATED,
    Digits,
    Storage,
    in_words,
    joined,
)
from policyspec.model.facts import Absence
from policyspec.model.types import Kind, Type

ZERO = Fraction(0)


def follow(world: World, item: ir.ItemExpr) -> Place:
    """The thing that an expression leads to."""
    match item:
        case ir.Var(name):
            bound = world.bound[name]
            assert isinstance(bound, Place)
            return bound
        case ir.Step(owner, info):
            whose = follow(world, owner)
            if not info.type.reference:
                unreached = disj((whose.unreached, null(world.cell(whose, info.key))))
                return replace(whose, prefix=joined(whose.prefix, info.key), unreached=unreached)
            return _referred(world, whose, info.key, info.type.entity or "")
        case _:
            assert_never(item)


def _referred(world: World, whose: Place, key: str, entity: str) -> Place:
    """The thing that a reference names: by its number in the tender's own list of such things."""
    number = world.cell(whose, key, PLACE)
    lists = [f.key for f in world.vocabulary.facts_of("tender") if f.type.kind is Kind.LIST and f.type.entity == entity]
    if len(lists) != 1:
        raise Unsupported("a reference to a thing that stands in several lists")
    missing_ = disj((whose.missing, null(number)))
    return Place(lists[0], (number,), number == NULL, missing_, missing_)


def by_reference(item: ir.ItemExpr) -> bool:
    """Whether a thing is reached by a reference."""
    return isinstance(item, ir.Step) and (item.info.type.reference or by_reference(item.owner))


def absent(world: World, place: Place, key: str, why: Absence) -> str:
    """Whether a fact has no value for one of the reasons that a dataset tells apart."""
    return sure(world.cell(place, key, ABSENCES[why]))


def read(world: World, place: Place, key: str, type_: Type) -> Bounds:
    """A scalar fact of a thing."""
    outside = absent(world, place, key, Absence.NOT_APPLICABLE)
    void = disj((outside, place.missing))
    value = _value(world, place, key, type_)
    return with_void(value, void) if outside == FALSE else _outside(with_void(value, void), outside)


def _outside(value: Bounds, outside: str) -> Bounds:
    return replace(value, outside=outside)


def _value(world: World, place: Place, key: str, type_: Type) -> Bounds:
    def cell(part: str = "") -> str:
        return world.cell(place, key, part)

    match type_.kind:
        case Kind.NUMBER:
            return Number(of_column(cell(), Storage.NUMBER, type_.lo, type_.hi))
        case Kind.PERCENTAGE:
            return Number(of_column(cell(), Storage.SHARE, type_.lo, type_.hi))
        case Kind.MONEY:
            return _money(world, place, key, type_)
        case Kind.RATIO:
            left, right = cell(LEFT), cell(RIGHT)
            return Ratio(
                Pair(coalesce(left, "0"), coalesce(right, "1")),
                Pair(coalesce(left, "1"), coalesce(right, "0")),
                DECIMALS[Storage.NUMBER],
            )
        case Kind.DATE:
            return Day(cell(), cell(SECOND), cell(OFFSET))
        case Kind.DURATION:
            unit, least = cell(UNIT), cell(LEAST_DAYS)
            lo = ZERO if type_.lo is not None else None
            low = least if lo is None else case([(null(unit), "0")], least)
            days = Num(low, cell(MOST_DAYS), DECIMALS[Storage.NUMBER])
            return Length(unit, of_column(cell(AMOUNT), Storage.NUMBER, lo, None), days)
        case Kind.TEXT:
            return Choice((cell(FOLDED),))
        case Kind.CLASSIFICATION:
            return Choice((cell(), cell(SCHEME)))
        case Kind.YES_NO | Kind.CODE | Kind.ITEM:
            return Choice((cell(),))
        case Kind.LIST | Kind.VALUES:
            raise Unsupported("a list where one value is wanted")
        case _:
            assert_never(type_.kind)


def _money(world: World, place: Place, key: str, type_: Type) -> Amount:
    currency = world.cell(place, key, CURRENCY)
    stated = {part: world.cell(place, key, part) for part in (EXCLUDING, INCLUDING, UNSTATED)}
    if world.vat is not None:
        taken = EXCLUDING if world.vat is values.Vat.EXCLUDING else INCLUDING
        stated[taken] = coalesce(stated[taken], stated[UNSTATED])
        stated[UNSTATED] = NULL
    least = None if type_.lo is None else ZERO
    sides = {part: _side(currency, text, least) for part, text in stated.items()}
    if currency == NULL:
        return Amount(NULL, {ANY: Side(unknown(least, None), empty=True)})
    return Amount(currency, sides)


def _side(currency: str, text: str, least: Fraction | None) -> Side:
    if text == NULL:
        return Side(unknown(least, None), null(currency), empty=True)
    low = text if least is None else case([(null(currency), "0")], text)
    num = Num(low, text, DECIMALS[Storage.AMOUNT], (text, least, None))
    return Side(num, disj((null(currency), there(text))))


def missing(type_: Type) -> Bounds:
    """A value of which only the type is known."""
    match type_.kind:
        case Kind.NUMBER | Kind.PERCENTAGE:
            return Number(unknown(type_.lo, type_.hi))
        case Kind.MONEY:
            return Amount(NULL, {ANY: Side(unknown(None if type_.lo is None else ZERO, None), empty=True)})
        case Kind.DATE:
            return Day(NULL)
        case Kind.CLASSIFICATION:
            return Choice((NULL, NULL))
        case Kind.TEXT | Kind.CODE | Kind.YES_NO | Kind.ITEM:
            return Choice((NULL,))
        case _:
            raise Unsupported(f"a {type_.kind} of things that are not stated")


# --- constants --------------------------------------------------------------------------------------------------


def of_policy(world: World, value: values.Value) -> Bounds:
    """A value that the policy states. An amount without a basis compares with any."""
    match value:
        case bool():
            return Choice((str(value).upper(),))
        case Fraction():
            return Number(constant(value))
        case str():
            return Choice((world.dialect.string(value),), options=(value,))
        case values.Money():
            parts = {EXCLUDING: value.excluding, INCLUDING: value.including, ANY: value.unstated}
            on = {part: Side(constant(amount)) for part, amount in parts.items() if amount is not None}
            return Amount(world.dialect.string(value.currency), on)
        case values.Ratio(left, right):
            pair, digits = Pair(constant(left).low, constant(right).low), [constant(x).digits for x in (left, right)]
            return Ratio(pair, pair, Digits(max(d.whole for d in digits), max(d.places for d in digits)))
        case values.Moment(day, None, _):
            return Day(f"DATE '{day.isoformat()}'")
        case values.Duration(amount, unit):
            days = calendar.in_days(ranges.Durations(unit, ranges.Interval.point(amount)))
            low, high = (NULL if end is None else constant(end).low for end in (days.low, days.high))
            exact = days.exact
            in_days = constant(exact) if exact is not None else Num(low, high, Digits(9, 6))
            return Length(world.dialect.string(str(unit)), constant(amount), in_days, unit)
        case values.Classification(scheme, code):
            return Choice((world.dialect.string(code), world.dialect.string(scheme)), options=(code, scheme))
        case _:
            raise Unsupported(f"a {type(value).__name__.lower()} in the policy")


def folded(world: World, value: Bounds, type_: Type) -> Bounds:
    """A text of the policy in the form in which texts are compared. Codes stand as their list writes them."""
    if isinstance(value, Choice) and type_.kind is Kind.TEXT and value.options:
        text = in_words(value.options[0])
        return Choice((world.dialect.string(text),), options=(text,))
    return value
