"""What is said to be readable is read, and the homes in the vocabulary are those that are read."""

from datetime import date
from fractions import Fraction

import pytest

from policyspec.model.facts import Item, Listing, Stated, Tender, ValueListing, items
from policyspec.model.types import Kind, Type
from policyspec.model.values import Classification, Duration, Moment, Money, Unit, Value
from policyspec.model.vocabulary import FactInfo, standard
from policyspec.readers.eforms.readable import READABLE as EFORMS
from policyspec.readers.ocds.find_a_tender import NOT_PUBLISHED
from policyspec.readers.ocds.readable import READABLE as OCDS
from policyspec.readers.readable import WORKED_OUT, Key, readable
from policyspec.writers.ocds import write_ocds
from tests.readers.reading import tender_of

VOCABULARY = standard()

#: Codes that OCDS has, where the first of their list is not one of them.
CODES = {"regime": "light touch", "type": "local authority", "reservation": "small local suppliers",
         "contract_form": "framework agreement", "legal_basis": "directive 2014/24/EU"}  # fmt: skip
#: Counted in another way by each of three criteria lists.
COUNTED = ("weight", "points", "rank")


def test_homes_are_what_is_read() -> None:
    for found, home in ((OCDS, "ocds"), (EFORMS, "eforms")):
        homes = {key for key, info in VOCABULARY.facts.items() if getattr(info, home) and not info.derived}
        assert homes == found


def test_find_a_tender_is_ocds_and_less() -> None:
    assert set(NOT_PUBLISHED) <= OCDS
    assert readable("fts", VOCABULARY) < readable("ocds", VOCABULARY) < readable("native", VOCABULARY)


def value(info: FactInfo, type_: Type) -> Value:
    match type_.kind:
        case Kind.YES_NO:
            return True
        case Kind.NUMBER:
            return Fraction(3)
        case Kind.PERCENTAGE:
            return Fraction(1, 2)
        case Kind.MONEY:
            return Money("GBP", excluding=Fraction(10), including=Fraction(12))
        case Kind.DATE:
            return Moment(date(2026, 4, 1))
        case Kind.DURATION:
            return Duration(Fraction(36), Unit.DAYS if info.key == "bid_validity" else Unit.MONTHS)
        case Kind.CLASSIFICATION:
            return Classification("CPV", "85312100")
        case Kind.CODE:
            codes = VOCABULARY.codes[type_.codes or ""]
            return CODES[info.key] if CODES.get(info.key) in codes else _first_written(info, codes)
        case _:
            return f"words on {info.key}"


def _first_written(info: FactInfo, codes: tuple[str, ...]) -> str:
    """The first code that a release can say."""
    for code in codes:
        lost = write_ocds(_alone(info, code), VOCABULARY).lost
        if not any(one.phrase == info.phrase for one in lost):
            return code
    return codes[0]


def _alone(info: FactInfo, code: str) -> Tender:
    return Tender("t", "native", Item("tender", "", "", {info.key: Stated(code)} if info.owner == "tender" else {}))


def thing(entity: str, path: str, without: frozenset[str] = frozenset()) -> Item:
    """A thing that states everything that a release can say of it."""
    made = Item(entity, path, path)
    for info in VOCABULARY.facts_of(entity):
        if (entity, info.key) not in OCDS or info.key in without:
            continue
        below = f"{path}.{info.key}".lstrip(".")
        match info.type.kind:
            case Kind.LIST:
                made.lists[info.key] = Listing(tuple(members(info, below)))
            case Kind.VALUES:
                made.values[info.key] = ValueListing((Stated(value(info, info.type.element or info.type)),))
            case Kind.ITEM:
                made.records[info.key] = thing(info.type.entity or "", below)
            case _:
                made.facts[info.key] = Stated(value(info, info.type))
    return made


def members(info: FactInfo, path: str) -> list[Item]:
    """One member; of lots three, whose criteria are counted in three ways, and a pass-fail criterion in each."""
    entity = info.type.entity or ""
    if entity == "criterion":
        way = COUNTED[int(path[5]) if path.startswith("lots[") else 0]
        others = frozenset(COUNTED) - {way}
        gate = thing(entity, f"{path}[1]", frozenset({*COUNTED, "description", "minimum_score"}))
        return [thing(entity, f"{path}[0]", others | {"pass_fail"}), gate]
    return [thing(entity, f"{path}[{number}]") for number in range(3 if entity == "lot" else 1)]


@pytest.fixture(scope="module")
def read_back() -> Tender:
    """A release that states everything, as it is read."""
    tender = Tender("t.yaml", "native", thing("tender", ""))
    return tender_of(write_ocds(tender, VOCABULARY).text, "release.json")


def test_everything_that_is_said_to_be_readable_is_read(read_back: Tender) -> None:
    assert OCDS - _read(read_back) == set()


def test_nothing_else_is_read(read_back: Tender) -> None:
    assert _read(read_back) - OCDS - WORKED_OUT.keys() == set()


def _read(tender: Tender) -> set[Key]:
    found = {
        (item.entity, key)
        for item in items(tender.root)
        for key, fact in item.facts.items()
        if isinstance(fact, Stated)
    }
    for item in items(tender.root):
        found |= {(item.entity, key) for key in (*item.lists, *item.values, *item.records)}
    return found
