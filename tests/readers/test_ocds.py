"""OCDS: what of a release becomes which fact."""

import json
from datetime import date
from fractions import Fraction

import pytest

from policyspec.model.facts import Absence, Stated
from policyspec.model.types import DATE, NUMBER, TEXT, YES_NO, Kind, code
from policyspec.model.values import Between, Duration, Moment, Unit, Vat
from policyspec.model.vocabulary import FactInfo, standard
from policyspec.readers import read
from tests.readers.reading import absence, assumption, item, literal, release, said, stated, tender_of

PARTY = {"id": "b", "name": "Example Council", "roles": ["buyer"], "address": {"country": "GB", "region": "UKM95"}}


def classified(scheme: str, code: str, name: str = "Example Council") -> dict[str, object]:
    details = {"classifications": [{"scheme": "COFOG", "id": "01"}, {"scheme": scheme, "id": code}]}
    return {**PARTY, "name": name, "details": details}


def test_a_notice_under_the_procurement_act() -> None:
    tender = release(
        {
            "title": "Home care",
            "aboveThreshold": True,
            "legalBasis": {"scheme": "UKPGA", "id": "2023/54"},
            "procurementMethod": "open",
            "procurementMethodDetails": "Open procedure",
            "mainProcurementCategory": "services",
            "value": {"amount": 182500, "amountGross": 219000, "currency": "GBP"},
            "tenderPeriod": {"endDate": "2026-10-02T23:59:00+01:00"},
            "submissionTerms": {"electronicSubmissionPolicy": "allowed"},
            "lotDetails": {"noLotsDivisionRationale": "One kitchen serves all."},
            "documents": [
                {"id": "1", "documentType": "biddingDocuments", "url": "https://example.org/1"},
                {"id": "2", "documentType": "tenderNotice", "datePublished": "2026-09-03T15:18:45+01:00"},
            ],
            "lots": [
                {
                    "id": "1",
                    "title": "Lot 1",
                    "suitability": {"sme": True},
                    "contractPeriod": {
                        "startDate": "2026-11-04T00:00:00+00:00",
                        "endDate": "2028-11-03T23:59:59+00:00",
                    },
                }
            ],
        },
        date="2026-09-04T00:00:00Z",
        tag=["tender"],
        buyer={"id": "b", "name": "Example Council"},
        parties=[PARTY],
        planning={"noEngagementNoticeRationale": "None was held."},
    )
    assert tender.diagnostics == ()
    assert stated(tender, "procedure") == "open procedure"
    assert stated(tender, "category") == "services"
    assert stated(tender, "above_threshold") is True
    assert stated(tender, "electronic") is True
    assert stated(tender, "reason_for_not_dividing_into_lots") == "One kitchen serves all."
    assert stated(tender, "reason_for_no_engagement_notice") == "None was held."
    assert stated(tender, "publication_date") == Moment(date(2026, 9, 3), 55125, 60)
    assert assumption(tender, "publication_date") is None
    assert stated(tender, "submission_deadline") == Moment(date(2026, 10, 2), 86340, 60)
    assert stated(tender, "kind", "documents[0]") == "bid instructions"
    assert stated(tender, "contract_length", "lots[0]") == Duration(Fraction(24), Unit.MONTHS)
    assert stated(tender, "region", "buyer") == "UKM95"
    assert "suitable_for_vcses" not in item(tender, "lots[0]").facts


@pytest.mark.parametrize(
    ("scheme", "code", "kind"),
    [
        ("UK_CA_TYPE", "publicAuthorityCentralGovernment", "central government"),
        ("TED_CA_TYPE", "Regional or local authority", "local authority"),
        ("TED_CA_TYPE", "MINISTRY", "central government"),
        ("eu-buyer-legal-type", "body-pl", "other public body"),
        ("UK_CA_TYPE", "publicUndertaking", "utility"),
    ],
)
def test_the_kind_of_buyer(scheme: str, code: str, kind: str) -> None:
    assert stated(release({"title": "T"}, parties=[classified(scheme, code)]), "type", "buyer") == kind


def test_a_sub_central_authority_is_what_its_name_says_or_unknown() -> None:
    sub_central = "publicAuthoritySubCentralGovernment"
    council = release({"title": "T"}, parties=[classified("UK_CA_TYPE", sub_central)])
    assert stated(council, "type", "buyer") == "local authority"
    assert "`Example Council`" in (assumption(council, "type", "buyer") or "")
    other = release({"title": "T"}, parties=[classified("UK_CA_TYPE", sub_central, "Example Partnership")])
    assert absence(other, "type", "buyer").why is Absence.UNREADABLE


def test_a_kind_of_buyer_that_is_not_known_is_not_guessed() -> None:
    tender = release({"title": "T"}, parties=[classified("TED_CA_TYPE", "EU_INSTITUTION")])
    assert absence(tender, "type", "buyer").why is Absence.UNREADABLE
    assert [code.split()[0] for code in said(tender)] == ["PS512"]


@pytest.mark.parametrize(
    ("more", "tender", "expected", "words"),
    [
        ({"date": "2026-03-01", "tag": ["tender"]}, {}, date(2026, 3, 1), "release"),
        ({"date": "2026-03-01", "tag": ["planning", "tender"]}, {}, date(2026, 3, 1), "planning"),
        ({"date": "2026-03-01", "tag": ["tender"]}, {"datePublished": "2026-02-01"}, date(2026, 2, 1), None),
        (
            {},
            {"documents": [{"documentType": "tenderNotice", "datePublished": f"2026-0{m}-01"} for m in (5, 4)]},
            date(2026, 4, 1),
            "first of 2",
        ),
    ],
)
def test_the_publication_date_says_which_was_used(
    more: dict[str, object], tender: dict[str, object], expected: date, words: str | None
) -> None:
    read = release({"title": "T", **tender}, **more)
    assert stated(read, "publication_date") == Moment(expected)
    note = assumption(read, "publication_date")
    assert note is None if words is None else words in (note or "")


@pytest.mark.parametrize("tag", [["award"], ["tenderUpdate"], ["tender", "award"], ["planning"], []])
def test_the_date_of_another_release_is_not_when_the_tender_was_published(tag: list[str]) -> None:
    assert "publication_date" not in item(release({"title": "T"}, date="2026-03-01", tag=tag)).facts


def test_a_pipeline_notice_is_no_planned_procurement_notice() -> None:
    planned = {"documentType": "plannedProcurementNotice", "datePublished": "2026-03-01"}
    assert stated(release({"title": "T", "documents": [planned]}), "planned_notice_date") == Moment(date(2026, 3, 1))
    pipeline = release({"title": "T", "documents": [planned | {"noticeType": "UK1"}]})
    assert "planned_notice_date" not in item(pipeline).facts


def test_the_documents_of_a_notice_need_not_be_all() -> None:
    read = release({"title": "T", "documents": [{"documentType": "tenderNotice"}]})
    assert not item(read).lists["documents"].complete


@pytest.mark.parametrize(
    ("prefix", "days", "length"),
    [
        ("ocds-r6ebe6", 1440, Duration(Fraction(48), Unit.MONTHS)),
        ("ocds-r6ebe6", 100, Duration(Fraction(100), Unit.DAYS)),
        ("ocds-other0", 1440, Duration(Fraction(1440), Unit.DAYS)),
    ],
)
def test_months_written_as_thirty_days(prefix: str, days: int, length: Duration) -> None:
    tender = tender_of(
        f'{{"ocid": "{prefix}-1", "tender": {{"title": "T", "contractPeriod": {{"durationInDays": {days}}}}}}}',
        "r.json",
    )
    assert stated(tender, "contract_length") == length
    assert (assumption(tender, "contract_length") is None) == (length.unit is Unit.DAYS)


def test_amounts_of_find_a_tender_exclude_vat_where_they_do_not_say() -> None:
    text = '{"ocid": "ocds-h6vhtk-1", "tender": {"title": "T", "value": {"amount": 5, "currency": "GBP"}}}'
    tender = tender_of(text, "r.json")
    assert stated(tender, "estimated_value") == literal(f"GBP 5 {Vat.EXCLUDING}", Kind.MONEY)
    assert "excluding VAT" in (assumption(tender, "estimated_value") or "")


@pytest.mark.parametrize(("weights", "complete"), [((97, 3), True), ((90, 7), False)])
def test_a_publisher_that_drops_criteria_publishes_lists_with_gaps(weights: tuple[int, int], complete: bool) -> None:
    criteria = ", ".join(
        f'{{"type": "{kind}", "description": "{weight}"}}'
        for kind, weight in zip(("price", "quality"), weights, strict=True)
    )
    lots = f'[{{"id": "1", "awardCriteria": {{"criteria": [{criteria}]}}}}]'
    tender = tender_of(f'{{"ocid": "ocds-kuma6s-1", "tender": {{"title": "T", "lots": {lots}}}}}', "r.json")
    assert item(tender, "lots[0]").lists["criteria"].complete is complete
    assert any("Sell2Wales" in note for note in tender.assumptions)


def test_an_empty_list_of_lots_is_not_a_statement() -> None:
    assert "lots" not in item(release({"title": "T", "lots": []})).lists


@pytest.mark.parametrize(
    ("reserved", "expected"),
    [
        (["shelteredWorkshop"], "supported employment"),
        (["publicServiceMissionOrganization"], "public service mutual"),
        (["smeVcse"], Absence.UNREADABLE),
        (["shelteredWorkshop", "smeVcse"], Absence.UNREADABLE),
        (["none"], Absence.NOT_STATED),
        ([], Absence.NOT_STATED),
    ],
)
def test_for_whom_participation_is_kept(reserved: list[str], expected: object) -> None:
    tender = release({"title": "T", "lots": [{"id": "1", "otherRequirements": {"reservedParticipation": reserved}}]})
    fact = item(tender, "lots[0]").fact("reservation")
    assert (fact.value if isinstance(fact, Stated) else fact.why) == expected


def test_a_reservation_for_small_suppliers_of_a_place() -> None:
    other = {"reservedParticipation": ["smeVcse"], "reservedParticipationLocation": {"description": "Kent"}}
    tender = release({"title": "T", "otherRequirements": other})
    assert stated(tender, "reservation") == "small local suppliers"
    assert stated(tender, "reservation_area") == "Kent"


@pytest.mark.parametrize(
    ("details", "above"),
    [
        ("Open procedure (above threshold)", True),
        ("Open procedure (below threshold)", False),
        ("Below threshold - open competition", False),
        ("Open procedure", None),
        ("Other - Restricted procedure, below threshold", None),
        ("Below threshold - unknown", False),
    ],
)
def test_the_words_for_the_procedure_may_name_the_threshold(details: str, above: bool | None) -> None:
    tender = release({"title": "T", "procurementMethodDetails": details})
    fact = item(tender).facts.get("above_threshold")
    assert (fact.value if isinstance(fact, Stated) else None) is above
    said = release({"title": "T", "procurementMethodDetails": details, "aboveThreshold": True})
    assert stated(said, "above_threshold") is True


def test_the_day_of_invitation() -> None:
    lots = [{"id": "1", "secondStage": {"invitationDate": "2026-04-08"}}]
    assert stated(release({"title": "T", "lots": lots}), "invitation_date") == Moment(date(2026, 4, 8))


def test_where_there_is_no_framework_its_length_does_not_apply() -> None:
    tender = release({"title": "T", "techniques": {"hasFrameworkAgreement": False}})
    assert absence(tender, "framework_length").why is Absence.NOT_APPLICABLE
    assert "framework_length" not in item(release({"title": "T", "techniques": {}})).facts


def test_a_framework() -> None:
    agreement = {
        "maximumParticipants": 4,
        "period": {"durationInMonths": 48},
        "isOpenFrameworkScheme": False,
        "value": {"amount": 10, "currency": "GBP"},
        "periodRationale": "long",
        "buyerCategories": "Councils in Kent",
    }
    tender = release({"title": "T", "techniques": {"hasFrameworkAgreement": True, "frameworkAgreement": agreement}})
    assert stated(tender, "contract_form") == "framework agreement"
    assert stated(tender, "maximum_suppliers") == 4
    assert stated(tender, "framework_length") == Duration(Fraction(48), Unit.MONTHS)
    assert stated(tender, "open", "framework") is False
    (buyers,) = item(tender, "framework").values["eligible_buyers"].values
    assert isinstance(buyers, Stated)
    assert buyers.value == "Councils in Kent"
    assert stated(tender, "maximum_value", "framework") == literal("GBP 10", Kind.MONEY)


def test_the_other_lists_of_a_notice() -> None:
    tender = release(
        {
            "title": "T",
            "targets": [{"title": "Fewer falls", "description": "falls a year", "observations": [{"measure": "20"}]}],
            "contractTerms": {"performanceTerms": "Staff are paid the living wage."},
            "participationFees": [{"value": {"amount": 5, "currency": "GBP"}}],
            "selectionCriteria": {
                "criteria": [
                    {"description": "Turnover", "minimum": "GBP 500,000"},
                    {"description": "Insurance", "minimum": "about five million"},
                ]
            },
        },
        contracts=[{"agreedMetrics": [{"title": "Answered calls"}], "noAgreedMetricsRationale": "x"}],
        awards=[{"suppliers": [{"id": "s", "name": "Care Ltd"}, {"id": "t", "name": "Big plc"}]}],
        parties=[{"id": "s", "details": {"scale": "sme"}}, {"id": "t", "details": {"scale": "large"}}],
        planning={"milestones": [{"type": "engagement", "title": "Open day", "dateMet": "2026-01-05"}, {"type": "x"}]},
    )
    assert [stated(tender, "small", f"suppliers[{n}]") for n in (0, 1)] == [True, False]
    assert stated(tender, "date", "engagements[0]") == Moment(date(2026, 1, 5))
    assert len(item(tender).lists["engagements"].items) == 1
    assert stated(tender, "measure", "outcomes[0]") == "falls a year"
    assert stated(tender, "target", "outcomes[0]") == "20"
    assert stated(tender, "name", "kpis[0]") == "Answered calls"
    assert stated(tender, "reason_for_omitting_kpis") == "x"
    assert stated(tender, "wording", "terms[0]") == "Staff are paid the living wage."
    assert not item(tender).lists["terms"].complete
    assert stated(tender, "participation_fee") == literal("GBP 5", Kind.MONEY)
    assert stated(tender, "minimum", "conditions[0]") == literal("GBP 500,000", Kind.MONEY)
    assert absence(tender, "minimum", "conditions[1]").why is Absence.UNREADABLE


@pytest.mark.parametrize(
    ("basis", "why"),
    [({"id": "urgency"}, None), ({"id": "below-thres"}, Absence.UNREADABLE)],
)
def test_the_ground_of_a_direct_award(basis: dict[str, str], why: Absence | None) -> None:
    tender = release({"title": "T", "procurementMethodRationaleClassifications": [basis]})
    fact = item(tender).fact("direct_award_ground")
    assert (None if isinstance(fact, Stated) else fact.why) is why


def test_a_pointer_escapes_what_json_pointer_asks_for() -> None:
    text = '{"records": [{"compiledRelease": {"ocid": "o", "tender": {"title": "T", "value": {"amount": "x"}}}}]}'
    fact = item(tender_of(text, "r.json")).fact("estimated_value")
    assert fact.origin is not None
    assert fact.origin.pointer == "/records/0/compiledRelease/tender/value"


@pytest.mark.parametrize(
    ("lot", "label"),
    [
        ({"id": "2"}, "lot 2"),
        ({"id": "LOT-0002"}, "lot 2"),
        ({"id": "LOT-0005"}, "lot 2 (LOT-0005)"),
        ({"id": "2", "title": "South"}, "lot 2 (South)"),
        ({"id": "2", "title": "Lot 2"}, "lot 2"),
        ({"id": "S - Soda"}, "lot 2 (S - Soda)"),
    ],
)
def test_a_lot_is_not_called_by_its_number_twice(lot: dict[str, str], label: str) -> None:
    assert item(release({"lots": [{"id": "1"}, lot]}), "lots[1]").label == label


def test_terms_of_bidding_and_electronic_means() -> None:
    lot = {
        "id": "1",
        "hasRecurrence": False,
        "contractTerms": {
            "electronicInvoicingPolicy": "required",
            "hasElectronicOrdering": True,
            "hasElectronicPayment": False,
            "reservedExecution": True,
        },
        "submissionTerms": {"bidValidityPeriod": {"durationInDays": 90}, "depositsGuarantees": "A bond"},
        "secondStage": {"minimumCandidates": 3, "maximumCandidates": 5},
        "subcontractingTerms": {"competitiveMinimumPercentage": 0.1, "competitiveMaximumPercentage": 0.3},
        "noAccessibilityCriteriaRationale": "Nobody walks in",
    }
    tender = release({"lots": [lot], "legalBasis": {"id": "2023/54"}, "techniques": {"hasElectronicAuction": False}})
    first = "lots[0]"
    assert stated(tender, "electronic_invoicing", first) == "required"
    assert (stated(tender, "ordered_electronically", first), stated(tender, "paid_electronically", first)) == (
        True,
        False,
    )
    assert (stated(tender, "recurring", first), stated(tender, "sheltered", first)) == (False, True)
    assert stated(tender, "bid_validity", first) == Duration(Fraction(90), Unit.DAYS)
    assert stated(tender, "minimum_subcontracting", first) == Fraction(1, 10)
    assert (stated(tender, "minimum_candidates", first), stated(tender, "maximum_candidates", first)) == (3, 5)
    assert stated(tender, "legal_basis") == "2023/54"
    assert stated(tender, "auctioned_electronically") is False


def test_bids_that_stand_until_a_day_are_not_without_a_time() -> None:
    """The notice says something of it, so that it is not *not stated*; how long it is, nobody can tell."""
    tender = release({"submissionTerms": {"bidValidityPeriod": {"endDate": "2027-02-01T00:00:00Z"}}})
    assert absence(tender, "bid_validity").why is Absence.UNREADABLE
    [found] = tender.diagnostics
    assert (found.code, found.hint) == ("PS511", "add `durationInDays`")
    both = release({"submissionTerms": {"bidValidityPeriod": {"durationInDays": 90, "endDate": "2027-02-01"}}})
    assert stated(both, "bid_validity") == Duration(Fraction(90), Unit.DAYS)
    assert release({"submissionTerms": {"bidValidityPeriod": {"endDate": None}}}).diagnostics == ()


def test_a_list_of_what_covers_a_tender_says_yes_and_never_no() -> None:
    assert stated(release({"coveredBy": ["EU-FSR", "GPA"]}), "gpa_covered") is True
    for silent in (["EU-FSR"], [], None):
        tender = release({"coveredBy": silent})
        assert absence(tender, "gpa_covered").why is Absence.NOT_STATED
        assert tender.diagnostics == ()
    assert absence(release({"coveredBy": "GPA"}), "gpa_covered").why is Absence.UNREADABLE


def deadlines(*ends: str | None) -> dict[str, object]:
    """A tender whose lots have these deadlines, None for none."""
    lots = [{"id": str(n), **({"tenderPeriod": {"endDate": end}} if end else {})} for n, end in enumerate(ends)]
    return {"title": "Home care", "lots": lots}


def test_a_deadline_that_all_lots_share_is_the_tenders() -> None:
    tender = release(deadlines("2026-10-02T12:00:00+01:00", "2026-10-02T12:00:00+01:00"))
    assert stated(tender, "submission_deadline") == literal("2026-10-02T12:00:00+01:00", Kind.DATE)
    assert assumption(tender, "submission_deadline") == (
        "the buyer's clock is not known: the day is the one written with its offset"
    )
    assert tender.diagnostics == ()


def test_deadlines_that_differ_are_a_range_and_said() -> None:
    tender = release(deadlines("2026-10-09T12:00:00+01:00", "2026-10-02T12:00:00+01:00"))
    found = stated(tender, "submission_deadline")
    assert isinstance(found, Between)
    assert found.low == literal("2026-10-02T12:00:00+01:00", Kind.DATE)
    assert found.high == literal("2026-10-09T12:00:00+01:00", Kind.DATE)
    assert [diagnostic.code for diagnostic in tender.diagnostics] == ["PS535"]


def test_a_deadline_of_some_lots_is_taken_for_all_and_said() -> None:
    tender = release(deadlines("2026-10-02T12:00:00+01:00", None))
    assert assumption(tender, "submission_deadline") == (
        "`submission deadline` is stated by 1 of 2 lots, and taken to be that of all"
    )


def test_the_tenders_own_deadline_counts_before_its_lots() -> None:
    own = {"tenderPeriod": {"endDate": "2026-11-01T12:00:00Z"}}
    tender = release({**deadlines("2026-10-02T12:00:00Z", "2026-10-03T12:00:00Z"), **own})
    assert stated(tender, "submission_deadline") == literal("2026-11-01T12:00:00Z", Kind.DATE)
    assert tender.diagnostics == ()


OWN = (
    FactInfo("tender", "method", "method", code("methods"), "", own=True, ocds="tender.procurementMethod"),
    FactInfo("tender", "size_reason", "size reason", TEXT, "", own=True, ocds="tender.lotDetails.sizeReason"),
    FactInfo("tender", "site_visit", "site visit", DATE, "", own=True, ocds="tender.visit.date"),
    FactInfo("tender", "carbon_plan", "carbon plan", YES_NO, "", own=True),
    FactInfo("lot", "depots", "depots", NUMBER, "", own=True, ocds="tender.lots[].depots"),
)


def test_facts_that_a_policy_declares_with_their_place_in_ocds() -> None:
    vocabulary = standard().with_own(OWN, {"methods": ("open", "selective", "limited", "direct")})
    written = {
        "procurementMethod": "limited",
        "lotDetails": {"sizeReason": "one depot"},
        "visit": {"date": "not yet"},
        "carbonPlan": True,
        "lots": [{"depots": 3}, {"depots": None}],
    }
    (tender,), _ = read(json.dumps({"ocid": "ocds-xxxxxx-1", "tender": written}).encode(), "r.json", vocabulary)
    assert (stated(tender, "method"), stated(tender, "size_reason")) == ("limited", "one depot")
    assert absence(tender, "site_visit").why is Absence.UNREADABLE
    assert absence(tender, "carbon_plan").why is Absence.NOT_STATED  # no place in OCDS is declared for it
    assert stated(tender, "depots", "lots[0]") == 3
    assert absence(tender, "depots", "lots[1]").why is Absence.NOT_STATED


def test_a_code_of_a_declared_fact_that_its_policy_does_not_name() -> None:
    vocabulary = standard().with_own(OWN, {"methods": ("open", "direct")})
    written = {"title": "A", "procurementMethod": "limited"}
    (tender,), _ = read(json.dumps({"ocid": "ocds-xxxxxx-1", "tender": written}).encode(), "r.json", vocabulary)
    assert absence(tender, "method").why is Absence.UNREADABLE


def weighed(*numbers: dict[str, object]) -> dict[str, object]:
    criteria = [{"name": f"C{n}", "type": "quality", "numbers": [number]} for n, number in enumerate(numbers)]
    return {"title": "A", "awardCriteria": {"criteria": criteria}}


def test_a_place_in_an_order_takes_nothing_from_the_percentages_beside_it() -> None:
    exact = {"number": 40, "weight": "percentageExact"}
    tender = release(weighed(exact, {"number": 1, "weight": "order"}))
    assert stated(tender, "weight", "criteria[0]") == Fraction(2, 5)
    assert (absence(tender, "weight", "criteria[1]").why, stated(tender, "rank", "criteria[1]")) == (
        Absence.NOT_STATED,
        1,
    )
    assert [one.split()[0] for one in said(tender)] == ["PS517"]


def test_points_beside_a_place_in_an_order_are_shares_of_what_nobody_knows() -> None:
    tender = release(weighed({"number": 40, "weight": "pointsExact"}, {"number": 1, "weight": "order"}))
    assert absence(tender, "weight", "criteria[0]").why is Absence.UNREADABLE
