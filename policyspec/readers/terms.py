"""How long a term runs, worked out from its first and last day where its length is not stated.

The last day counts. A term of whole calendar months is given in months (1 April 2026 to 31 March 2028 is 24 months),
any other in days, so that nothing is rounded.
"""

from datetime import date, timedelta
from fractions import Fraction

from policyspec.base.dataclasses import replace
from policyspec.model.facts import Fact, Item, Stated
from policyspec.model.literals import format_value
from policyspec.model.types import Kind
from policyspec.model.values import Duration, Moment, Unit

#: A length, and the facts of the same thing from which it follows.
TERMS = (
    ("contract_length", "contract_start_date", "contract_end_date"),
    ("maximum_contract_length", "contract_start_date", "latest_end_date"),
    ("framework_length", "framework_start_date", "framework_end_date"),
)


def with_lengths(item: Item) -> Item:
    """The tender or lot with the lengths that follow from its dates."""
    facts = dict(item.facts)
    for length, first, last in TERMS:
        if length not in facts and (fact := _length(facts.get(first), facts.get(last), length, item.label)):
            facts[length] = fact
    return replace(item, facts=facts)


def without_lengths(item: Item) -> Item:
    """The tender or lot with the lengths only that it states: `with_lengths`, undone."""
    followed = {length for length, _, last in TERMS if _follows(item.facts.get(length), item.facts.get(last))}
    return replace(item, facts={key: fact for key, fact in item.facts.items() if key not in followed})


def _follows(length: Fact | None, last: Fact | None) -> bool:
    """Whether a length was worked out: it stands where the last day does, and says so."""
    match length, last:
        case Stated(origin=there, assumption=str()), Stated(origin=day):
            return there == day
        case _:
            return False


def _length(first: Fact | None, last: Fact | None, key: str, label: str) -> Stated | None:
    match first, last:
        case Stated(value=Moment(day=start)), Stated(value=Moment(day=end)) if start <= end:
            length = term(start, end)
            phrase, shown = key.replace("_", " "), format_value(length, Kind.DURATION)
            note = f"the {phrase} of {label} is counted from its first day to its last: {shown}"
            return Stated(length, last.origin, note)
        case _:
            return None


def term(start: date, end: date) -> Duration:
    """The time from one day to another, both counted."""
    if end == date.max:
        return Duration(Fraction((end - start).days + 1), Unit.DAYS)
    after = end + timedelta(days=1)
    if after.day == start.day:
        return Duration(Fraction((after.year - start.year) * 12 + after.month - start.month), Unit.MONTHS)
    return Duration(Fraction((after - start).days), Unit.DAYS)
