"""Tenders drawn at random over the whole vocabulary: any fact, list, record and kind of absence."""

from collections.abc import Set as AbstractSet
from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from policyspec.model.currencies import CURRENCIES
from policyspec.model.facts import (
    Absence,
    Absent,
    Explanation,
    Fact,
    Item,
    Listing,
    Stated,
    Tender,
    ValueListing,
    Waiver,
)
from policyspec.model.types import Kind, Type
from policyspec.model.values import (
    NO_LIMIT,
    Between,
    Classification,
    Duration,
    Moment,
    Money,
    Ratio,
    Unit,
)
from policyspec.model.vocabulary import FactInfo, standard

VOCABULARY = standard()
Keys = AbstractSet[tuple[str, str]]  # facts, by their owner and key

DEPTH = 3  # of things within things

#: Words that mean something to YAML or to the reader, or that end a line, a comment or a scalar early.
AWKWARD = ("yes", "null", "~", "withheld", "more to come", "- a", "a: b", "a #b", "#", '"', "'", "[", "{x}", "&a",
           "*a", "!t", "|", ">", "%", "@", "`", "?", "a\nb", "a\n\n  b", "a \nb", "\ta", "60%", "60:40", "1e9", "\\n",
           "\u2028", "a\u202eb", "\x07", "\x85", "\ufeffx", "£5", "é", "\U0001f600", "---", "...", "a:", "no limit")  # fmt: skip

texts = (
    (st.sampled_from(AWKWARD) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
    .map(str.strip)
    .filter(bool)
)
amounts = st.decimals(0, 10**12, places=2, allow_nan=False).map(Fraction)
days = st.dates(date(2003, 1, 2), date(2099, 12, 30))
moments = days.map(Moment) | st.builds(Moment, days, st.integers(0, 86399), st.none() | st.integers(-14 * 60, 14 * 60))


def money() -> st.SearchStrategy[Money]:
    currency = st.sampled_from(sorted(CURRENCIES))
    return (
        st.builds(Money, currency, unstated=amounts)
        | st.builds(Money, currency, excluding=amounts)
        | st.builds(Money, currency, excluding=amounts, including=amounts)
    )


def scalar(type_: Type) -> st.SearchStrategy[object]:
    match type_.kind:
        case Kind.YES_NO:
            return st.booleans()
        case Kind.NUMBER:
            return st.integers(1, 10**6).map(Fraction) | amounts.filter(lambda a: a >= 1) | st.just(NO_LIMIT)
        case Kind.PERCENTAGE:
            return st.decimals(0, 1, places=4).map(Fraction)
        case Kind.RATIO:
            return st.builds(Ratio, amounts, amounts)
        case Kind.MONEY:
            return money()
        case Kind.DATE:
            return moments
        case Kind.DURATION:
            return st.builds(Duration, st.integers(0, 5000).map(Fraction), st.sampled_from(Unit))
        case Kind.CODE:
            return st.sampled_from(VOCABULARY.codes[type_.codes or ""])
        case Kind.CLASSIFICATION:
            return st.from_regex("[0-9]{8}", fullmatch=True).map(lambda code: Classification("CPV", code))
        case _:
            return texts


def ranged(type_: Type) -> st.SearchStrategy[object]:
    """A value, or now and then a range of two."""
    one = scalar(type_)
    if type_.kind in (Kind.NUMBER, Kind.PERCENTAGE):
        return one | st.tuples(one, one).map(lambda ends: Between(*sorted(ends)))  # type: ignore[type-var, arg-type]
    if type_.kind is Kind.DATE:
        return one | st.tuples(days, days).map(lambda ends: Between(*map(Moment, sorted(ends))))
    return one


def stated(value: object) -> Fact:
    return Stated(value)  # type: ignore[arg-type]


def facts(type_: Type) -> st.SearchStrategy[Fact]:
    gaps = st.sampled_from([Absent(Absence.WITHHELD), Absent(Absence.NOT_APPLICABLE)])
    unreadable = texts.map(lambda reason: Absent(Absence.UNREADABLE, reason=reason))
    return ranged(type_).map(stated) | gaps | unreadable


@st.composite
def things(draw: st.DrawFn, entity: str, path: str = "", depth: int = 0, only: Keys | None = None) -> Item:
    infos = [i for i in VOCABULARY.facts_of(entity) if not i.derived and not i.type.reference]
    if depth >= DEPTH:
        infos = [i for i in infos if i.type.kind not in (Kind.LIST, Kind.ITEM)]
    # A weight beside points or a gate is settled by the reader: tests/readers/test_criteria.py.
    infos = [i for i in infos if (entity, i.key) not in (("criterion", "points"), ("criterion", "pass_fail"))]
    infos = [i for i in infos if (i.type.element or i.type).reference is False]
    infos = [i for i in infos if only is None or (entity, i.key) in only]
    item = Item(entity, path, path)
    for info in draw(st.lists(st.sampled_from(infos), max_size=6, unique_by=lambda i: i.key)) if infos else ():
        _put(draw, item, info, depth, only)
    return item


def _put(draw: st.DrawFn, item: Item, info: FactInfo, depth: int, only: Keys | None) -> None:
    path = f"{item.path}.{info.key}".lstrip(".")
    match info.type.kind:
        case Kind.LIST:
            count = draw(st.integers(0, 3))
            members = [draw(things(info.type.entity or "", f"{path}[{n}]", depth + 1, only)) for n in range(count)]
            item.lists[info.key] = Listing(tuple(members), draw(st.booleans()))
        case Kind.VALUES:
            values = draw(st.lists(scalar(info.type.element or info.type).map(stated), max_size=3))
            item.values[info.key] = ValueListing(tuple(values), draw(st.booleans()))
        case Kind.ITEM:
            item.records[info.key] = draw(things(info.type.entity or "", path, depth + 1, only))
        case _:
            item.facts[info.key] = draw(facts(info.type))


explanations = st.builds(
    Explanation, rule=texts, reason=texts, author=st.none() | texts, date=st.none() | days.map(Moment)
)
waivers = st.builds(
    Waiver,
    rule=texts,
    reason=texts,
    approver=st.none() | texts,
    expiry=st.none() | days.map(Moment),
    facts=st.lists(st.sampled_from(["lots", "estimated value", "weight"]), max_size=2).map(tuple),
)


def tenders(only: Keys | None = None) -> st.SearchStrategy[Tender]:
    """Tenders that state any facts, or only some."""
    return st.builds(
        Tender,
        source=texts,
        format=st.just("native"),
        root=things("tender", only=only),
        explanations=st.lists(explanations, max_size=2).map(tuple),
        waivers=st.lists(waivers, max_size=2).map(tuple),
        assumptions=st.lists(texts, max_size=2).map(tuple),
    )
