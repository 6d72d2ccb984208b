"""Where the facts of a tender and its lots stand in an OCDS release, one row each.

A row is a fact's key, its path, and how it is read. A path starts at `tender`, at the lot, or, where it begins with
`/`, at the release. Of several rows for one fact the first that states something counts.
"""

from collections.abc import Iterable

from policyspec.base.dataclasses import dataclass
from policyspec.model.facts import Fact
from policyspec.model.vocabulary import FactInfo
from policyspec.readers.ocds import codes, values
from policyspec.readers.ocds.spot import Spot
from policyspec.readers.ocds.values import Reader
from policyspec.readers.tree import Mapping, Node


@dataclass(frozen=True, slots=True)
class Row:
    key: str
    path: tuple[str, ...]
    read: Reader
    release: bool = False  # the path starts at the release


def _row(key: str, path: str, read: Reader) -> Row:
    return Row(key, tuple(path.strip("/").split("/")), read, release=path.startswith("/"))


#: What may stand on the tender and on a lot alike.
SHARED = (
    _row("suitable_for_smes", "suitability/sme", values.yes_no),
    _row("suitable_for_vcses", "suitability/vcse", values.yes_no),
    _row("category", "mainProcurementCategory", codes.OneOf(codes.CATEGORIES)),
    _row("variants", "submissionTerms/variantPolicy", codes.OneOf(codes.PERMISSIONS)),
    _row("contract_start_date", "contractPeriod/startDate", values.date),
    _row("contract_end_date", "contractPeriod/endDate", values.date),
    _row("latest_end_date", "contractPeriod/maxExtentDate", values.date),
    _row("contract_length", "contractPeriod/durationInMonths", values.months),
    _row("contract_length", "contractPeriod/durationInDays", values.days),
    _row("maximum_renewals", "renewal/maximumRenewals", values.count),
    _row("recurring", "hasRecurrence", values.yes_no),
    _row("electronic_invoicing", "contractTerms/electronicInvoicingPolicy", codes.OneOf(codes.PERMISSIONS)),
    _row("ordered_electronically", "contractTerms/hasElectronicOrdering", values.yes_no),
    _row("paid_electronically", "contractTerms/hasElectronicPayment", values.yes_no),
    _row("sheltered", "contractTerms/reservedExecution", values.yes_no),
    _row("bid_validity", "submissionTerms/bidValidityPeriod/durationInDays", values.days),
    _row("bid_validity", "submissionTerms/bidValidityPeriod/endDate", values.last_day),
    _row("guarantee", "submissionTerms/depositsGuarantees", values.text),
    _row("minimum_candidates", "secondStage/minimumCandidates", values.count),
    _row("maximum_candidates", "secondStage/maximumCandidates", values.count),
    _row("minimum_subcontracting", "subcontractingTerms/competitiveMinimumPercentage", values.share),
    _row("maximum_subcontracting", "subcontractingTerms/competitiveMaximumPercentage", values.share),
    _row("reason_for_no_accessibility", "noAccessibilityCriteriaRationale", values.text),
    _row("reservation_area", "otherRequirements/reservedParticipationLocation/description", values.text),
)

LOT = (
    _row("title", "title", values.text),
    _row("identifier", "id", values.text),
    _row("description", "description", values.text),
    _row("value", "value", values.money),
    _row("options", "options/description", values.text),
    _row("assessment_method", "awardCriteria/weightingDescription", values.text),
    _row("assessment_method", "awardCriteria/description", values.text),
    _row("order_reason", "awardCriteria/orderRationale", values.text),
    *SHARED,
)

TENDER = (
    _row("title", "title", values.text),
    _row("identifier", "/ocid", values.text),
    _row("description", "description", values.text),
    _row("estimated_value", "value", values.money),
    _row("legal_basis", "legalBasis/id", values.text),
    _row("legal_basis_note", "legalBasis/description", values.text),
    _row("auctioned_electronically", "techniques/hasElectronicAuction", values.yes_no),
    _row("dynamic", "techniques/hasDynamicPurchasingSystem", values.yes_no),
    _row("opening_date", "bidOpening/date", values.date),
    _row("above_threshold", "aboveThreshold", values.yes_no),
    _row("assessment_method", "awardCriteriaDetails", values.text),
    _row("gpa_covered", "coveredBy", codes.gpa),
    _row("urgent", "procedure/isAccelerated", values.yes_no),
    _row("urgency", "procedure/acceleratedRationale", values.text),
    _row("direct_award_reason", "procurementMethodRationale", values.text),
    _row("submission_start_date", "tenderPeriod/startDate", values.date),
    _row("submission_deadline", "tenderPeriod/endDate", values.date),
    _row("participation_deadline", "expressionOfInterestDeadline", values.date),
    _row("invitation_date", "secondStage/invitationDate", values.date),
    _row("enquiry_deadline", "enquiryPeriod/endDate", values.date),
    _row("award_date", "awardPeriod/startDate", values.date),
    _row("award_date", "awardPeriod/endDate", values.date),
    _row("reason_for_not_dividing_into_lots", "lotDetails/noLotsDivisionRationale", values.text),
    _row("maximum_lots_per_supplier", "lotDetails/maximumLotsAwardedPerSupplier", values.count),
    _row("maximum_bids_per_supplier", "lotDetails/maximumLotsBidPerSupplier", values.count),
    _row("reason_for_no_engagement_notice", "/planning/noEngagementNoticeRationale", values.text),
    _row("known_risks", "riskDetails", values.text),
    _row("budget", "/planning/budget/amount", values.money),
    _row("maximum_suppliers", "techniques/frameworkAgreement/maximumParticipants", values.count),
    _row("framework_start_date", "techniques/frameworkAgreement/period/startDate", values.date),
    _row("framework_end_date", "techniques/frameworkAgreement/period/endDate", values.date),
    _row("framework_length", "techniques/frameworkAgreement/period/durationInMonths", values.months),
    _row("framework_length", "techniques/frameworkAgreement/period/durationInDays", values.days),
    *SHARED,
)

#: What a lot may state of itself, and a tender here has once: read where the tender's own object says nothing.
OF_LOTS = (
    _row("submission_start_date", "tenderPeriod/startDate", values.date),
    _row("submission_deadline", "tenderPeriod/endDate", values.date),
    _row("invitation_date", "secondStage/invitationDate", values.date),
    _row("enquiry_deadline", "enquiryPeriod/endDate", values.date),
)

FRAMEWORK = (
    _row("open", "isOpenFrameworkScheme", values.yes_no),
    _row("scope", "description", values.text),
    _row("selection_method", "method", values.text),
    _row("maximum_value", "value", values.money),
    _row("reason_for_length", "periodRationale", values.text),
)

DOCUMENT = (
    _row("name", "title", values.text),
    _row("date", "datePublished", values.date),
    _row("address", "url", values.text),
)

METRIC = (
    _row("name", "title", values.text),
    _row("measure", "description", values.text),
)

ENGAGEMENT = (
    _row("name", "title", values.text),
    _row("date", "dateMet", values.date),
)

CONDITION = (
    _row("name", "description", values.text),
    _row("description", "description", values.text),
    _row("minimum", "minimum", values.money_in_words),
)

SUPPLIER = (_row("name", "name", values.text),)


def read_rows(rows: tuple[Row, ...], spot: Spot, entity: str, release: Spot | None = None) -> dict[str, Fact]:
    """The facts that the rows find below a node."""
    known, facts = spot.reading.vocabulary.facts, dict[str, Fact]()
    for row in _some_of(rows, spot.node, release):
        info = known.get((entity, row.key))
        if info is None or row.key in facts:
            continue
        start = release if row.release and release is not None else spot
        fact = _at(start, row, info)
        if fact is not None:
            facts[row.key] = fact
    return facts


def _some_of(rows: tuple[Row, ...], node: Node, release: Spot | None) -> Iterable[Row]:
    """The rows whose paths may lead somewhere: of most there is not even the first step."""
    if not isinstance(node, Mapping):
        return rows
    there = node.entries
    return [row for row in rows if row.path[0] in there or (row.release and release is not None)]


def _at(start: Spot, row: Row, info: FactInfo) -> Fact | None:
    found = start.at(*row.path)
    return row.read(found, info) if isinstance(found, Spot) else found
