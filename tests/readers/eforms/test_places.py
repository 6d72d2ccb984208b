"""An oracle for places: lxml finds, at the XPath of each fact, the text that the fact keeps as its raw one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from policyspec.model.facts import Fact, Tender, items
from policyspec.readers.tree import MAX_RAW
from tests.house.tree import ROOT
from tests.readers.eforms.notices import NAMESPACES, read_xml

REPLICAS = sorted((Path(__file__).parent / "replicas").glob("*.xml"))
DATA = ROOT / "../shared/data"
KINDS = ("eforms-sdk", "eforms-real", "eforms-converted", "eforms-norway")
REAL = [path for kind in KINDS for path in sorted((DATA / kind).rglob("*.xml"))]


def facts_of(tender: Tender) -> Iterator[Fact]:
    for one in items(tender.root):
        yield from one.facts.values()
        for listing in one.values.values():
            yield from listing.values


def differing(path: Path) -> list[str]:
    """The facts of a file whose place says otherwise: the pointer, the line or the text."""
    data = path.read_bytes()
    tenders, _ = read_xml(data)
    tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    found = []
    for fact in (fact for tender in tenders for fact in facts_of(tender) if fact.origin):
        origin = fact.origin
        assert origin is not None
        assert origin.pointer
        places = tree.xpath(origin.pointer, namespaces=NAMESPACES)
        if len(places) != 1:
            found.append(f"{origin.pointer}: {len(places)} elements")
            continue
        text = "".join(places[0].xpath("text()")).strip()[:MAX_RAW]
        lines = data.decode().splitlines()
        if text != (origin.raw or "") or not lines[origin.line - 1][origin.column - 1 :].startswith(text[:1]):
            found.append(f"{origin}: {text!r} and {origin.raw!r}")
    return found


@pytest.mark.parametrize("path", REPLICAS, ids=lambda path: path.stem)
def test_the_places_of_a_replica_are_those_that_lxml_finds(path: Path) -> None:
    assert differing(path) == []


def sample() -> list[Path]:
    """Each kind in its turn, so that the default run stays short; the long one takes all."""
    return REAL[::20]


@pytest.mark.skipif(not REAL, reason="the real notices are not here: ../shared/data")
def test_the_places_of_some_real_notices_are_those_that_lxml_finds() -> None:
    assert {path.name: found for path in sample() if (found := differing(path))} == {}


@pytest.mark.long
@pytest.mark.skipif(not REAL, reason="the real notices are not here: ../shared/data")
def test_the_places_of_all_real_notices_are_those_that_lxml_finds() -> None:
    assert {path.name: found for path in REAL if (found := differing(path))} == {}
