"""Real notices of TED beside their machine conversions to OCDS: where both state a fact they agree, or it is known why not."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from policyspec.model.facts import Stated, Tender
from policyspec.model.values import Classification, Duration, Moment, Money, Unit
from policyspec.model.vocabulary import standard
from policyspec.readers import read
from tests.writers.same import said

pytestmark = pytest.mark.long

DATA = Path(__file__).parents[2] / "../shared/data"
OCDS = {
    path.stem.rpartition("_release_")[0]: path
    for path in sorted((DATA / "ocds-from-eforms/ted2ocds-output").glob("*.json"))
}
EFORMS = {path.stem: path for path in sorted((DATA / "eforms-real/ted2ocds").glob("*.xml"))}

COMPARED = {
    "tender": {"title", "category", "procedure", "main_cpv_code", "estimated_value", "submission_deadline",
               "enquiry_deadline", "lots"},
    "lot": {"title", "category", "cpv_code", "value", "contract_start_date", "contract_end_date", "contract_length",
            "suitable_for_smes", "variants"},
    "criterion": {"kind", "name", "weight"},
}  # fmt: skip


def tender_of(path: Path) -> Tender | None:
    tenders, _ = read(path.read_bytes(), path.name, standard())
    return tenders[0] if len(tenders) == 1 else None


def compared(tender: Tender) -> dict[str, object]:
    return {place: value for place, value in said(tender.root).items() if _is_compared(place)}


def _is_compared(place: str) -> bool:
    thing, _, key = place.rpartition(".")
    kind = "criterion" if "criteria[" in thing else "lot" if thing.startswith("lots[") else "" if thing else "tender"
    return key in COMPARED.get(kind, set())


def why(place: str, converted: object, own: object, notice: Tender) -> str | None:
    """Why a fact of a conversion is another than that of its notice: `same` where it is not; None where nobody knows."""
    if converted == own:
        return "same"
    match converted, own:
        case Money(), Money() if (converted.currency, converted.unstated) == (own.currency, own.excluding):
            return "same"
        case Moment(), Moment() if converted.day == own.day:
            return "same"
        case Moment(), Moment() if abs((converted.day - own.day).days) == 1 and "contract" in place:
            return "a day with the offset of another season, which is another day on the buyer's clock"
        case Duration(amount, Unit.DAYS), Duration(months, Unit.MONTHS) if amount in _days(int(months)):
            return "months written as days"
        case Classification(), Classification() if own.within(converted) and converted in _codes(notice):
            return "all CPV codes of a lot in one list, without the main one"
        case "open procedure", "design contest":
            return "a design contest as an open procedure"
        case (0, _), (_, _) if place == "lots":
            return "parts of a planning notice left out"
        case _:
            return None


def _follows(place: str, there: dict[str, object], here: dict[str, object]) -> str | None:
    """Why a length differs that is counted from days."""
    lot = place.rpartition(".")[0]
    days = [f"{lot}.contract_{end}_date" for end in ("start", "end")]
    differ = any(there.get(day) != here.get(day) for day in days)
    return "counted from days that differ" if place.endswith("contract_length") and differ else None


def _days(months: int) -> set[int]:
    return {months * 30, months * 365 // 12, -(-months * 365 // 12), months * 30 + months * 5 // 12}


def _codes(notice: Tender) -> set[object]:
    listing = notice.root.values.get("cpv_codes")
    return {fact.value for fact in listing.values if isinstance(fact, Stated)} if listing else set()


def found() -> Iterator[tuple[str, str, str | None]]:
    """For each fact of each pair: the fact, where it stands, and what became of it."""
    for stem in sorted(OCDS.keys() & EFORMS.keys()):
        converted, own = tender_of(OCDS[stem]), tender_of(EFORMS[stem])
        if converted is None or own is None:
            yield "notice", stem, "one of the two is not read"
            continue
        there, here = compared(converted), compared(own)
        for place in sorted(there.keys() | here.keys()):
            key = place.rpartition(".")[2]
            if place not in there:
                yield key, f"{stem} {place}", "only in eForms"
            elif place not in here:
                yield key, f"{stem} {place}", "only in OCDS"
            else:
                reason = why(place, there[place], here[place], own)
                yield key, f"{stem} {place}", reason or _follows(place, there, here)


def test_pairs_agree_or_it_is_known_why_not() -> None:
    if not EFORMS:
        pytest.skip(f"there are no real notices at {DATA}")
    all_found = list(found())
    table = Counter((key, reason) for key, _, reason in all_found)
    for (key, reason), number in sorted(table.items(), key=str):
        print(f"{key:22} {reason or 'UNEXPLAINED':80} {number:4}")  # noqa: T201 – the table is what the test is for
    assert len({place.split()[0] for _, place, _ in all_found}) > 50
    assert [place for _, place, reason in all_found if reason is None] == []
    assert table["weight", "only in eForms"] > table["weight", "same"]  # the conversion loses most weights
