"""A tender written as an OCDS release: what OCDS can say comes back, and the rest is listed."""

from hypothesis import given, settings

from policyspec.model.facts import Tender, items
from policyspec.model.vocabulary import standard
from policyspec.readers.ocds.readable import READABLE
from policyspec.writers.ocds import write_ocds
from tests.readers.reading import tender_of
from tests.writers.drawn import tenders
from tests.writers.same import said

#: What reading works out of other facts, or finds twice: it may come back without having been there.
EXTRA = {"cpv_codes", "main_cpv_code", "subject_matter", "description", "light_touch", "publication_date", "theme",
         "planned_notice_date", "engagement_notice_date", "delivery_area", "area", "contract_length", "weight",
         "maximum_contract_length", "framework_length", "identifier", "name", "contract_form", "pass_fail", "framework"}  # fmt: skip


def back(tender: Tender) -> tuple[Tender, set[tuple[str, str]]]:
    """The tender as it is read again, and what was said to be left out: labels and phrases."""
    written = write_ocds(tender, standard())
    return tender_of(written.text, "release.json"), {(one.label, one.phrase) for one in written.lost}


def unsaid(tender: Tender) -> list[str]:
    """The places that come back otherwise, without a word."""
    again, left_out = back(tender)
    after = said(again.root)
    gone = [f"{place}" for place in _left_out(tender, left_out)]
    return [
        place
        for place, value in said(tender.root).items()
        if _folded(after.get(place)) != _folded(value)
        and not any(place == one or place.startswith(one) for one in gone)
    ]


def _folded(value: object) -> object:
    """CPV codes in any order."""
    return (frozenset(value[0]), value[1]) if isinstance(value, tuple) and isinstance(value[0], tuple) else value


def _left_out(tender: Tender, left_out: set[tuple[str, str]]) -> list[str]:
    places = []
    for item in items(tender.root):
        for info in standard().facts_of(item.entity):
            if (item.label, info.phrase) in left_out:
                places += [f"{item.path}.{info.key}".lstrip(".")]
        if (item.label, "condition") in left_out:
            places.append(item.path.rpartition("[")[0])  # those after it move up
    return places


@given(tenders() | tenders(READABLE))
@settings(max_examples=200)
def test_nothing_is_lost_in_silence(tender: Tender) -> None:
    assert unsaid(tender) == []


@given(tenders(READABLE))
@settings(max_examples=100)
def test_nothing_is_made_up(tender: Tender) -> None:
    again, _ = back(tender)
    before = said(tender.root)
    new = {place.rpartition(".")[2] for place in said(again.root) if place not in before}
    assert new <= EXTRA
