"""Small replicas of what real notices were seen to do wrong. What each fact should be was judged by reading them.

The numbers are those of the pitfalls in the survey of real notices that the replicas were made after.
"""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from policyspec.model.facts import Absence, Absent, Stated, Tender
from policyspec.model.types import Kind
from policyspec.model.values import NO_LIMIT, Between, Moment, Value
from tests.readers.reading import (
    REPLICAS,
    absence,
    assumption,
    item,
    literal,
    messages,
    read_text,
    refusal,
    replica,
    said,
    stated,
    tender_of,
)

UNREADABLE = Absence.UNREADABLE


def weights(tender: Tender, lot: int) -> list[Value | Absence]:
    criteria = item(tender, f"lots[{lot}]").lists["criteria"].items
    facts = [criterion.fact("weight") for criterion in criteria]
    return [fact.value if isinstance(fact, Stated) else fact.why for fact in facts]


def percent(*numbers: int | str) -> list[Fraction]:
    return [Fraction(n) / 100 for n in numbers]


def package(name: str) -> dict[str, Tender]:
    tenders, refused = read_text((REPLICAS / name).read_text(encoding="utf-8"), name)
    assert refused == ()
    return {str(stated(tender, "title")): tender for tender in tenders}


def test_01_a_weight_that_is_the_description() -> None:
    tender = replica("01-weight-in-description.json")
    assert weights(tender, 0) == percent(60, 40)
    assert weights(tender, 1) == percent(40, 60)
    assert "no unit" in (assumption(tender, "weight", "lots[1].criteria[0]") or "")
    assert weights(tender, 2) == [
        Between(Fraction(60, 100), Fraction(85, 100)),
        Between(Fraction(15, 100), Fraction(2, 5)),
    ]
    assert weights(tender, 3) == [Absence.NOT_APPLICABLE, *percent(0, 100)]
    assert stated(tender, "pass_fail", "lots[3].criteria[0]") is True
    assert "description" not in item(tender, "lots[0].criteria[0]").facts


def test_01_a_sentence_with_a_number_in_it_is_no_weight() -> None:
    tender = replica("01-weight-in-description.json")
    assert weights(tender, 4) == [Absence.NOT_STATED, Absence.NOT_STATED]
    assert stated(tender, "description", "lots[4].criteria[0]") == "At least 60% of the staff are trained"


def test_02_units_are_brought_into_one_or_none() -> None:
    tender = replica("02-units.json")
    assert weights(tender, 0) == percent(40, 60)
    assert stated(tender, "points", "lots[0].criteria[0]") == 400
    assert weights(tender, 1) == percent(40, 60)
    assert weights(tender, 2) == percent(35, 65)
    assert weights(tender, 3) == [Absence.NOT_STATED, Absence.NOT_STATED]
    assert stated(tender, "rank", "lots[3].criteria[1]") == 2
    assert weights(tender, 4) == [UNREADABLE, UNREADABLE]
    assert weights(tender, 5) == [UNREADABLE, UNREADABLE]
    assert weights(tender, 6) == [UNREADABLE, UNREADABLE]
    assert [code.split()[0] for code in said(tender)] == ["PS517", "PS517", "PS511", "PS511"]


def test_03_the_middle_of_a_range_is_said_to_be_one() -> None:
    tender = replica("03-middle-of-a-range.json")
    assert weights(tender, 0) == percent(55, 40)
    assert "middle of a range" in (assumption(tender, "weight", "lots[0].criteria[0]") or "")


def test_05_weights_within_weights_are_not_guessed() -> None:
    tender = replica("05-weights-within-weights.json")
    assert weights(tender, 0) == [UNREADABLE] * 4
    assert said(tender) == ["PS518 6"]
    assert "130%" in messages(tender)


def test_06_the_type_is_read_as_it_stands_and_names_stay() -> None:
    tender = replica("06-type-wrong-or-missing.json")
    assert stated(tender, "kind", "lots[0].criteria[0]") == "cost"
    assert stated(tender, "theme", "lots[0].criteria[1]") == "social value"
    assert stated(tender, "kind", "lots[0].criteria[2]") == "quality"
    assert stated(tender, "name", "lots[0].criteria[2]") == "Price"
    assert "kind" not in item(tender, "lots[1].criteria[0]").facts
    assert weights(tender, 1) == [Absence.NOT_STATED]
    assert absence(tender, "kind", "lots[2].criteria[0]").why is UNREADABLE
    assert said(tender) == ["PS512 11"]


def test_07_price_alone() -> None:
    tender = replica("07-only-price.json")
    assert weights(tender, 0) == percent(100)
    assert "only criterion" in (assumption(tender, "weight", "lots[0].criteria[0]") or "")
    assert stated(tender, "kind", "criteria[0]") == "price"
    assert "`priceOnly`" in (assumption(tender, "weight", "criteria[0]") or "")
    assert "criteria" not in item(tender, "lots[1]").lists


def test_08_absent_is_not_false_and_null_is_not_nought() -> None:
    tender = replica("08-absent-false-and-null.json")
    facts = item(tender).facts
    assert stated(tender, "suitable_for_smes") is True
    assert stated(tender, "above_threshold") is False
    assert "suitable_for_vcses" not in facts
    assert "description" not in facts
    assert absence(tender, "procedure").why is UNREADABLE
    assert absence(tender, "estimated_value").why is UNREADABLE


@pytest.mark.parametrize(
    ("lot", "why"),
    [
        (0, UNREADABLE),
        (1, UNREADABLE),
        (2, UNREADABLE),
        (3, UNREADABLE),
        (4, UNREADABLE),
        (5, Absence.NOT_STATED),
        (6, Absence.NOT_STATED),
        (7, UNREADABLE),
    ],
)
def test_08_an_amount_that_is_none(lot: int, why: Absence) -> None:
    assert absence(replica("08-absent-false-and-null.json"), "value", f"lots[{lot}]").why is why


def test_09_sentinels_are_no_limit_where_a_limit_is_expected() -> None:
    tender = replica("09-no-limit.json")
    for key in ("maximum_bids_per_supplier", "maximum_lots_per_supplier", "maximum_suppliers", "maximum_renewals"):
        assert stated(tender, key) == NO_LIMIT
        assert "no limit" in (assumption(tender, key) or "")
    assert stated(tender, "maximum_renewals", "lots[0]") == NO_LIMIT
    assert stated(tender, "maximum_renewals", "lots[1]") == 99
    assert absence(tender, "estimated_value").why is UNREADABLE
    assert sorted({code.split()[0] for code in said(tender)}) == ["PS511", "PS519"]


def test_10_numbers_are_exact_or_unreadable() -> None:
    tender = replica("10-numbers.json")
    assert stated(tender, "maximum_suppliers") == 1
    assert absence(tender, "maximum_lots_per_supplier").why is UNREADABLE
    assert absence(tender, "maximum_bids_per_supplier").why is UNREADABLE
    assert "without quotes" in messages(tender)
    assert stated(tender, "estimated_value") == literal("GBP 1,250,000", Kind.MONEY)
    assert absence(tender, "value", "lots[0]").why is UNREADABLE
    assert absence(tender, "value", "lots[1]").why is UNREADABLE
    assert stated(tender, "value", "lots[2]") == literal("GBP 0.1", Kind.MONEY)


def test_11_the_regime_of_a_legal_basis_is_an_assumption() -> None:
    tenders = package("11-regime.json")
    assert stated(tenders["1"], "regime") == "standard"
    assert "32014L0024" in (assumption(tenders["1"], "regime") or "")
    assert "light_touch" not in item(tenders["1"]).facts
    assert stated(tenders["2"], "regime") == "light touch"
    assert assumption(tenders["2"], "regime") is None
    assert stated(tenders["2"], "light_touch") is True
    assert stated(tenders["3"], "regime") == "utilities"
    assert "regime" not in item(tenders["4"]).facts
    assert absence(tenders["5"], "regime").why is UNREADABLE


def test_11_a_health_service_says_its_regime_in_words() -> None:
    tenders = package("11-regime.json")
    assert stated(tenders["6"], "regime") == "health services"
    assert "Provider Selection Regime" in (assumption(tenders["6"], "regime") or "")
    origin = item(tenders["6"]).fact("regime").origin
    assert origin is not None
    assert origin.pointer == "/releases/5/tender/lots/0/description"
    assert stated(tenders["7"], "regime") == "standard"
    assert stated(tenders["8"], "regime") == "standard"
    assert stated(tenders["9"], "regime") == "health services"


def test_12_dates_stand_on_the_buyers_clock() -> None:
    tender = replica("12-dates.json")
    assert stated(tender, "submission_deadline") == Moment(date(2026, 7, 2), 1800, 60)
    assert stated(tender, "enquiry_deadline") == Moment(date(2026, 6, 30))
    assert "filled in" in (assumption(tender, "enquiry_deadline") or "")
    assert stated(tender, "participation_deadline") == Moment(date(2026, 6, 1), 12 * 3600, 60)
    assert "buyer's clock" in (assumption(tender, "participation_deadline") or "")
    assert stated(tender, "award_date") == Moment(date(2026, 8, 1), 0, 60)
    assert stated(tender, "publication_date") == Moment(date(2026, 3, 2), 9 * 3600, 0)
    assert "release" in (assumption(tender, "publication_date") or "")
    assert absence(tender, "contract_start_date").why is UNREADABLE
    assert absence(tender, "contract_end_date").why is Absence.NOT_STATED


def test_13_releases_of_one_process_are_merged() -> None:
    name = "13-several-releases.json"
    (merged, ploughs), refused = read_text((REPLICAS / name).read_text(encoding="utf-8"), name)
    assert refused == ()
    assert [stated(tender, "title") for tender in (merged, ploughs)] == ["Gritters and ploughs", "Ploughs"]
    assert stated(merged, "category") == "goods"
    assert [lot.label for lot in item(merged).lists["lots"].items] == ["lot 1 (North)", "lot 2 (South)"]
    assert stated(merged, "value", "lots[0]") == literal("GBP 20", Kind.MONEY)
    assert said(merged)[0] == "PS551 3"


def test_15_lists_where_objects_are_expected() -> None:
    tender = replica("15-lists-for-objects.json")
    root = item(tender)
    assert "contract_form" not in root.facts
    assert absence(tender, "reason_for_not_dividing_into_lots").why is UNREADABLE
    assert absence(tender, "estimated_value").why is UNREADABLE
    assert root.lists["lots"].unreadable
    assert not root.lists["lots"].complete
    assert sorted(said(tender)) == ["PS515 10", "PS515 6", "PS515 7", "PS515 8", "PS515 9"]
    assert "`/tender/lotDetails`" in messages(tender)


def test_16_classifications_wherever_they_stand() -> None:
    tender = replica("16-classifications.json")
    assert stated(tender, "cpv_code", "lots[0]") == literal("CPV 92521000", Kind.CLASSIFICATION)
    assert stated(tender, "cpv_code", "lots[1]") == literal("CPV 45000000", Kind.CLASSIFICATION)
    assert stated(tender, "cpv_code", "lots[2]") == literal("CPV 92521000", Kind.CLASSIFICATION)
    assert "the other one given stands below it" in (assumption(tender, "cpv_code", "lots[2]") or "")
    assert absence(tender, "cpv_code", "lots[5]").why is Absence.NOT_STATED
    assert absence(tender, "cpv_code", "lots[3]").why is UNREADABLE
    assert "cpv_code" not in item(tender, "lots[4]").facts
    assert absence(tender, "main_cpv_code").why is Absence.NOT_STATED
    codes = item(tender).values["cpv_codes"].values
    assert len([fact for fact in codes if isinstance(fact, Stated)]) == 4


def test_17_a_procedure_in_free_text_is_known_or_unreadable() -> None:
    tenders = package("17-procedures.json")
    found = {title: item(tender).fact("procedure") for title, tender in tenders.items()}
    assert {t: f.value if isinstance(f, Stated) else f.why for t, f in found.items()} == {
        "1": "open procedure",
        "2": Absence.NOT_STATED,
        "3": Absence.NOT_STATED,
        "4": Absence.NOT_STATED,
        "5": "direct award",
        "6": UNREADABLE,
        "7": UNREADABLE,
        "8": "open procedure",
        "9": UNREADABLE,
        "10": UNREADABLE,
    }
    assert assumption(tenders["8"], "procedure")


def test_18_lots_are_matched_by_their_exact_id() -> None:
    tender = replica("18-lot-ids.json")
    assert stated(tender, "cpv_code", "lots[0]") == literal("CPV 24311521", Kind.CLASSIFICATION)
    assert "cpv_code" not in item(tender, "lots[1]").facts
    assert said(tender) == ["PS520 12"]
    assert item(tender, "lots[0]").label == "lot 1 (1 - Caustic Soda)"


def test_20_damaged_text_is_read_and_said() -> None:
    tender = replica("20-damaged-text.json")
    assert stated(tender, "title") == "Care at Â£20 an hour"
    assert said(tender) == ["PS522 3", "PS522 3"]


def test_21_the_basis_of_an_amount_is_the_one_stated() -> None:
    tender = replica("21-vat.json")
    both = literal("GBP 100 excluding VAT, GBP 120 including VAT", Kind.MONEY)
    assert stated(tender, "estimated_value") == both
    assert stated(tender, "value", "lots[0]") == literal("GBP 60 including VAT", Kind.MONEY)
    assert stated(tender, "value", "lots[1]") == literal("GBP 40", Kind.MONEY)


@pytest.mark.parametrize("path", sorted(REPLICAS.glob("*.json")), ids=lambda path: path.stem)
def test_every_fact_of_a_replica_knows_its_place(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tenders, _ = read_text(text, "r.json")
    lines = text.splitlines()
    for tender in tenders:
        for fact in item(tender).facts.values():
            origin = fact.origin
            assert origin is not None
            assert origin.pointer
            assert 1 <= origin.line <= len(lines)
            if isinstance(fact, Absent) or origin.raw is None:
                continue
            assert (
                lines[origin.line - 1][origin.column - 1 :].lstrip('"').startswith(origin.raw[:5].replace("\n", "\\n"))
            )


RELEASE = '{"ocid": "o", "tender": {"title": "T"}}'


@pytest.mark.parametrize(
    "text",
    [
        RELEASE,
        f'{{"releases": [{RELEASE}]}}',
        f'{{"records": [{{"ocid": "o", "compiledRelease": {RELEASE}, "releases": [{{"url": "u"}}]}}]}}',
        f'{{"ocid": "o", "compiledRelease": {RELEASE}, "versionedRelease": {{}}}}',
        f'{{"records": [{{"ocid": "o", "releases": [{RELEASE}]}}]}}',
        f"[{RELEASE}]",
        f'[{{"releases": [{RELEASE}]}}]',
        '{"tender": {"title": "T"}}',
        f'{{"results": [{{"releases": [{RELEASE}]}}]}}',
        '{"ocid": "o", "versionedRelease": {"tender": {"title": [{"releaseDate": "2026-01-01", "value": "T"}]}}}',
        '{"ocid": "o", "tender": {"title": [{"releaseID": "1", "value": "T"}]}}',
        f"\ufeff{RELEASE}\r\n",
    ],
)
@pytest.mark.parametrize("name", ["o.json", "standard input"])
def test_14_containers_that_are_read(text: str, name: str) -> None:
    tender = tender_of(text, name)
    assert (tender.name, tender.format) == ("T", "ocds")


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ('{"releases": []}', "PS507", "nothing in `releases`"),
        ('{"releases": {"a": 1}}', "PS515", "a list"),
        ('{"releases": ["x"]}', "PS507", "`x` is not a tender"),
        ('{"ocid": "o", "tender": {}}', "PS507", "nothing of a tender"),
        ('{"ocid": "o", "tag": ["award"], "awards": []}', "PS507", "nothing of a tender"),
        ('{"records": [{"ocid": "o", "releases": [{"url": "u"}]}]}', "PS507", "a link"),
        ('{"ocid": "o", "versionedRelease": {"tender": {}}}', "PS507", "nothing of a tender"),
        ('{"results": [{"ocid": "o"}]}', "PS507", "nothing of a tender"),
        ('{"results": []}', "PS507", "nothing in `results`"),
        (f'{{"ocid": "o", "releases": [{RELEASE}, {RELEASE}]}}', "PS508", "no date"),
        (f"{RELEASE} {RELEASE}", "PS504", "JSON Lines"),
    ],
)
def test_14_containers_that_are_refused_with_what_to_do(text: str, code: str, words: str) -> None:
    diagnostic = refusal(text, "o.json")
    assert diagnostic.code == code
    assert words in f"{diagnostic.message} / {diagnostic.hint}"
    assert diagnostic.span is not None


def test_14_another_version_of_the_standard_is_read_with_a_warning() -> None:
    tenders, (warning,) = read_text(f'{{"version": "1.0", "releases": [{RELEASE}]}}', "o.json")
    assert len(tenders) == 1
    assert (warning.code, warning.is_error) == ("PS507", False)
    assert "1.0" in warning.message


def test_14_the_same_refusal_is_said_once_for_all_places() -> None:
    text = '{"records": [{"ocid": "a", "releases": [{"url": "u"}]}, {"ocid": "b", "releases": [{"url": "v"}]}]}'
    assert refusal(text, "o.json").message.endswith("(and 1 more like it)")
