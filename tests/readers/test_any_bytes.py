"""No bytes make a reader raise, and what cannot be read says where."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyspec.base.codes import CODES
from policyspec.model.facts import Absence, Absent, items
from policyspec.model.vocabulary import standard
from policyspec.readers import read
from tests.readers.reading import REPLICAS
from tests.readers.test_native import EXAMPLE

VOCABULARY = standard()
NAMES = st.sampled_from(["t.yaml", "t.json", "standard input"])
SEEDS = [EXAMPLE.encode(), *(path.read_bytes() for path in sorted(REPLICAS.glob("*.json")))]


def hold(data: bytes, name: str) -> None:
    """A tender, or an error with a place; every unreadable fact is said; everything said has a code and a place."""
    tenders, refused = read(data, name, VOCABULARY)
    assert tenders or refused
    assert all(d.span and d.code in CODES for d in refused)
    for tender in tenders:
        assert all(d.span and d.code in CODES and "\n" not in d.message for d in tender.diagnostics)
        lines = {d.span.line for d in tender.diagnostics if d.span}
        for thing in items(tender.root):
            for fact in thing.facts.values():
                if isinstance(fact, Absent) and fact.why is Absence.UNREADABLE:
                    assert fact.reason
                    assert fact.origin is not None
                    assert lines, fact


@given(st.binary(max_size=200), NAMES)
def test_any_bytes(data: bytes, name: str) -> None:
    hold(data, name)


@given(st.text(max_size=200), NAMES)
def test_any_text(text: str, name: str) -> None:
    hold(text.encode("utf-8", "surrogatepass"), name)


@given(st.sampled_from(SEEDS), st.data())
@settings(max_examples=150)
def test_a_tender_with_a_piece_cut_out_or_put_in(seed: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(seed)))
    end = data.draw(st.integers(start, min(start + 40, len(seed))))
    piece = data.draw(st.binary(max_size=4) | st.sampled_from([b"{", b"]", b"- ", b": ", b'"', b"null", b"1e9"]))
    hold(seed[:start] + piece + seed[end:], data.draw(NAMES))


phrases = st.sampled_from(
    [info.phrase for info in VOCABULARY.facts.values()] + ["extensions", "waivers", "explanations"]
)
scalars = st.sampled_from([
    "", "yes", "60%", "60% to 50%", "101%", "GBP 5", "GBP 1 to EUR 2", "c. £2m", "1 April 2026", "25 days",
    "no limit", "withheld", "not applicable", "more to come", "CPV 85000000", "90:10", "x", "2026-10-25T01:30:00",
    "9999-12-31T23:59:59-14:00", "two\nlines",
])  # fmt: skip
things = st.recursive(
    scalars, lambda v: st.lists(v, max_size=3) | st.dictionaries(phrases, v, max_size=4), max_leaves=12
)


@given(st.dictionaries(phrases, things, min_size=1, max_size=6))
@settings(max_examples=150)
def test_any_shape_under_the_phrases_of_the_vocabulary(content: object) -> None:
    hold(json.dumps(content).encode(), "t.json")


keys = st.sampled_from([
    "tender", "lots", "awardCriteria", "criteria", "numbers", "number", "weight", "value", "amount", "amountGross",
    "currency", "items", "classification", "additionalClassifications", "scheme", "id", "relatedLot", "parties",
    "roles", "buyer", "details", "classifications", "documents", "documentType", "datePublished", "tenderPeriod",
    "endDate", "contractPeriod", "startDate", "durationInDays", "specialRegime", "legalBasis", "techniques",
    "frameworkAgreement", "maximumParticipants", "procurementMethod", "procurementMethodDetails",
    "otherRequirements", "description", "title", "reservedParticipation", "selectionCriteria", "planning",
    "milestones", "type", "awards", "suppliers", "contracts", "tag", "date", "targets", "ocid", "lotDetails",
    "suitability", "sme", "releases", "records", "compiledRelease",
])  # fmt: skip
words = st.sampled_from([
    "", "60%", "60-85%", "Pass/Fail", "CPV", "45000000-7", "GBP", "tender", "buyer", "tenderNotice", "priceOnly",
    "percentageExact", "order", "quality", "smeVcse", "2026-03-01T23:59:59Z", "9999-12-31T23:59:59-14:00",
    "Open procedure", "two\nlines",
])  # fmt: skip
leaves = st.none() | st.booleans() | st.integers() | st.sampled_from([0.5, 1e30]) | words
nodes = st.recursive(leaves, lambda v: st.lists(v, max_size=3) | st.dictionaries(keys, v, max_size=5), max_leaves=20)


@given(st.dictionaries(keys, nodes, max_size=6))
@settings(max_examples=300)
def test_any_shape_under_the_keys_of_ocds(tender: object) -> None:
    hold(json.dumps({"ocid": "ocds-h6vhtk-1", "tender": tender}).encode(), "t.json")


@given(nodes)
def test_any_container(node: object) -> None:
    hold(json.dumps(node).encode(), "t.json")


@pytest.mark.parametrize("seed", SEEDS, ids=range(len(SEEDS)))
def test_every_beginning_of_a_file(seed: bytes) -> None:
    for end in range(0, len(seed), 97):
        hold(seed[:end], "t.yaml" if seed is SEEDS[0] else "t.json")


@given(st.sampled_from(SEEDS), NAMES)
def test_the_same_bytes_give_the_same_tender(seed: bytes, name: str) -> None:
    assert read(seed, name, VOCABULARY) == read(seed, name, VOCABULARY)


def test_an_empty_list_among_releases_is_refused() -> None:
    hold(b'{"tender": null, "releases": [[]]}', "t.json")
