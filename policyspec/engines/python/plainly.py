"""What straight code calls: a fact where it is plainly stated, else None, which leaves the rule to the ranges."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from policyspec.engines.python.ground import Ground
from policyspec.model.comparing import by_bounds
from policyspec.model.facts import Absence, Absent, Fact, Item, Stated, is_closed
from policyspec.model.outcomes import Verdict
from policyspec.model.ranges import Dates, Durations, Elapsed, Interval, NoBasis, Relation
from policyspec.model.values import Duration, Moment, Money, Vat

MET = frozenset((Verdict.MET,))
FLAGGED = frozenset((Verdict.FLAGGED,))
BREACHED = frozenset((Verdict.BREACHED,))
EXPLAINED = frozenset((Verdict.EXPLAINED,))


#: An amount that stands on one basis and this basis as a word; its currency; the amount excluding and including VAT.
PlainAmount = tuple[Fraction | None, str | None, str | None, Fraction | None, Fraction | None]
_NONE: PlainAmount = (None, None, None, None, None)


def plain_amount(found: Fact | None, vat: Vat | None) -> PlainAmount:
    """An amount as it is stated; one without a basis takes `vat`. What stands on both has no one basis."""
    value = found.value if isinstance(found, Stated) else None
    if not isinstance(value, Money):
        return _NONE
    net, gross, amount = value.excluding, value.including, value.unstated
    if amount is None and net is not None and gross is not None:
        return None, None, value.currency, net, gross
    if (amount is not None) + (net is not None) + (gross is not None) != 1:
        return _NONE
    basis = vat or NoBasis.UNSTATED if amount is not None else Vat.EXCLUDING if net is not None else Vat.INCLUDING
    amount = next(each for each in (amount, net, gross) if each is not None)
    net, gross = (amount if basis is each else None for each in Vat)
    return amount, f"{value.currency} {basis.value}", value.currency, net, gross


def plain_things(item: Item | None, key: str, closing: bool) -> Sequence[Item] | None:  # noqa: FBT001
    """The things of a list that is stated in full; none where publication closes one that is not stated."""
    listing = item.lists.get(key) if item is not None else None
    if item is None or (listing is not None and listing.unreadable) or not is_closed(key, listing, closing=closing):
        return None
    return listing.items if listing is not None else ()


def plain_fact_stated(item: Item | None, key: str, closing: bool) -> bool | None:  # noqa: FBT001
    """Whether a fact is stated, where that is decided."""
    match item and item.facts.get(key):
        case Stated() | Absent(Absence.WITHHELD):
            return True
        case None | Absent(Absence.NOT_STATED):
            return False if closing and item is not None else None
        case _:
            return None


def plain_list_stated(item: Item | None, key: str, closing: bool) -> bool | None:  # noqa: FBT001
    """Whether a list is stated, where that is decided."""
    if item is None:
        return None
    listing = item.lists.get(key)
    if listing is not None and listing.unreadable is not None:
        return None
    return True if listing is not None or key in item.values else False if closing else None


def plain_explained(item: Item | None, key: str, closing: bool) -> frozenset[Verdict] | None:  # noqa: FBT001
    """What a breach becomes that a fact may explain."""
    match item and item.facts.get(key):
        case Stated(value):
            return EXPLAINED if str(value).strip() else BREACHED
        case None | Absent(Absence.NOT_STATED):
            return BREACHED if closing and item is not None else None
        case _:
            return None


def plain_lasts(
    relation: Relation, start: Moment | None, end: Moment | None, ground: Ground, bound: Duration
) -> bool | None:
    """Whether the time from one moment to another stands so to a duration."""
    if start is None or end is None:
        return None
    elapsed = Elapsed(Dates(start, start), Dates(end, end), ground.country, ground.region)
    answer = by_bounds(relation, elapsed, Durations(bound.unit, Interval.point(bound.amount)))
    return answer.holds if answer.decided else None


def on_day(day: date | None, periods: Sequence[tuple[date | None, date | None, int]]) -> int | None:
    """The value of the period in which a day falls."""
    if day is None:
        return None
    found = (value for start, end, value in periods if (start is None or start <= day) and (end is None or day <= end))
    return next(found, None)
