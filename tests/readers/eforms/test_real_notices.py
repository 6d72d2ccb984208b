"""Every notice of eForms that is at hand is read, or refused with a place; and what some of them say."""

from collections import Counter
from pathlib import Path

import pytest

from policyspec.model.facts import Absence, Absent, Stated, Tender, items
from tests.house.tree import ROOT
from tests.readers.eforms.notices import read_xml
from tests.readers.reading import item, stated

DATA = ROOT / "../shared/data"
KINDS = ("eforms-sdk", "eforms-real", "eforms-converted", "eforms-norway", "eforms-invalid")
FILES = {kind: sorted((DATA / kind).rglob("*.xml")) for kind in KINDS}
NORWAY = DATA / "eforms-norway" / "eforms-sdk-nor"
SDK = DATA / "eforms-sdk"

pytestmark = pytest.mark.skipif(not FILES["eforms-sdk"], reason=f"there are no real notices at {DATA}")


def read_one(path: Path) -> str:
    tenders, refused = read_xml(path.read_bytes())
    assert [*tenders, *refused], path
    assert all(one.span is not None and one.span.line >= 1 for one in refused), path
    for tender in tenders:
        assert all(one.span is not None for one in tender.diagnostics), path
        absent = [fact for one in items(tender.root) for fact in one.facts.values() if isinstance(fact, Absent)]
        assert all(fact.origin and fact.reason for fact in absent if fact.why is Absence.UNREADABLE), path
    return "read" if tenders else refused[0].code


#: Of each kind: how many are read, and how many are refused since they are no notice.
EXPECTED = {
    "eforms-sdk": {"read": 63, "PS533": 2},
    "eforms-real": {"read": 79},
    "eforms-converted": {"read": 45},
    "eforms-norway": {"read": 19, "PS533": 3},
    "eforms-invalid": {"read": 8, "PS533": 3},
}


@pytest.mark.parametrize("kind", ["eforms-norway", "eforms-invalid"])
def test_each_file_is_read_or_refused_with_a_place(kind: str) -> None:
    assert Counter(read_one(path) for path in FILES[kind]) == EXPECTED[kind]


@pytest.mark.long
@pytest.mark.parametrize("kind", ["eforms-sdk", "eforms-real", "eforms-converted"])
def test_each_file_of_the_larger_kinds_is_read_or_refused_with_a_place(kind: str) -> None:
    assert Counter(read_one(path) for path in FILES[kind]) == EXPECTED[kind]


def tender_at(path: Path) -> Tender:
    (tender,), _ = read_xml(path.read_bytes())
    return tender


def said_by(path: Path) -> dict[str, object]:
    """Every fact of a notice by its place: its value, or why it has none."""
    found: dict[str, object] = {}
    for one in items(tender_at(path).root):
        for key, fact in one.facts.items():
            found[f"{one.path}.{key}"] = fact.value if isinstance(fact, Stated) else fact.why
        for key, listing in one.values.items():
            found[f"{one.path}.{key}"] = [fact.value for fact in listing.values if isinstance(fact, Stated)]
    return found


#: What the examples themselves say otherwise from one version to the next, by the end of the fact's place.
REWRITTEN = {
    # another text, another region, a code of a newer list
    ".description", ".name", ".region", ".country", ".area", ".delivery_area", ".innovation_aims", ".kind",
    # an opening and a word on frameworks that 1.3 leaves out; a length that only the lot of 1.10 has
    ".opening_date", ".framework_length", ".contract_length",
    # moved with the buyer to another country's clock; another procedure, so another deadline
    ".dispatch_date", ".enquiry_deadline", ".participation_deadline", ".submission_deadline",
    # a justification that is spelt out as `false`
    ".urgent",
}  # fmt: skip


@pytest.mark.parametrize(
    "stem", ["cn-social_24", "cn_24_cumbria", "cn_24_maximal", "cn_24_minimal", "cn_24_multilingual", "cn_25"]
)
def test_one_example_says_the_same_in_three_versions(stem: str) -> None:
    paths = [
        SDK / "eforms-sdk-1.3.5" / f"{stem}__sdk1.3.5.xml",
        SDK / "eforms-sdk-1.10.4" / f"{stem}__sdk1.10.4.xml",
        SDK / "eforms-sdk-1.16-snapshot" / f"{stem}.xml",
    ]
    old, middle, new = (said_by(path) for path in paths)
    for earlier, later in ((old, middle), (middle, new)):
        differing = {place for place in earlier.keys() | later.keys() if earlier.get(place) != later.get(place)}
        assert {place for place in differing if f".{place.rpartition('.')[2]}" not in REWRITTEN} == set()
    weights = [
        {place: value for place, value in said.items() if place.endswith("weight")} for said in (old, middle, new)
    ]
    assert weights[0] == weights[1] == weights[2]


@pytest.mark.parametrize(
    ("name", "routes", "weight"),
    [
        ("VALID-national-e3-nor-env", ["award criterion"], 50),
        ("VALID-national-e3-multi-buyer-0e9f", ["award criterion"], 30),
        ("INVALID-national-e3-with-two-award-criteria-and-no-climate-considerations", None, 0),
        ("INVALID-national-e3-foa-part-2-with-award-criteria-but-no-climate-considerations", None, 0),
    ],
)
def test_the_facts_of_norways_climate_rule(name: str, routes: list[str] | None, weight: int) -> None:
    tender = tender_at(NORWAY / f"national-e__{name}.xml")
    lot = item(tender, "lots[0]")
    listing = lot.values.get("environmental_routes")
    assert (listing and [fact.value for fact in listing.values if isinstance(fact, Stated)]) == routes
    criteria = lot.lists["criteria"].items
    green = [one.fact("weight") for one in criteria if getattr(one.fact("theme"), "value", None) == "environment"]
    assert sum(fact.value for fact in green if isinstance(fact, Stated)) * 100 == weight  # type: ignore[misc]
    assert stated(tender, "notice_subtype") == "E3"
    assert stated(tender, "legal_basis") == "https://lovdata.no/eli/forskrift/2016/8/12/974"


def test_the_facts_of_norways_other_rules() -> None:
    name = "national-e__INVALID-national-e2-with-wrong-part-currency.xml"
    tender = tender_at(NORWAY / name)
    assert stated(tender, "estimated_value").currency == "NOK"  # type: ignore[union-attr]
    assert stated(tender, "value", "lots[0]").currency == "EUR"  # type: ignore[union-attr]
    bare = tender_at(NORWAY / "national-e__INVALID-national-e3-without-buyer-legal-type.xml")
    assert "type" not in item(bare, "buyer").facts
