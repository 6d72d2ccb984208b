"""Where the facts of a tender and its lots stand in a notice, one row each.

A row is a fact's key, its path, and how it is read. A path starts at the notice or at the lot; `spot.Spot.each` says
how paths are written. Of several rows for one fact the first that states something counts.
"""

from policyspec.base.dataclasses import dataclass
from policyspec.model.facts import Fact
from policyspec.model.types import Kind
from policyspec.readers.eforms import codes, values
from policyspec.readers.eforms.spot import Spot
from policyspec.readers.eforms.values import Reader


@dataclass(frozen=True, slots=True)
class Row:
    """A fact and its home. `time` is the path of the time that stands beside a day."""

    key: str
    path: str
    read: Reader
    time: str = ""


_PROJECT, _TERMS, _PROCESS = "cac:ProcurementProject", "cac:TenderingTerms", "cac:TenderingProcess"
_ADDITIONAL = f"{_PROJECT}/cac:ProcurementAdditionalType"
_AIM = "cbc:ProcurementTypeCode"
_EXECUTION = f"{_TERMS}/cac:ContractExecutionRequirement/cbc:ExecutionRequirementCode"
_SYSTEM = f"{_PROCESS}/cac:ContractingSystem/cbc:ContractingSystemTypeCode"

#: How long it runs: a contract, or a framework where the lot is one.
LENGTH = (
    Row("contract_length", f"{_PROJECT}/cac:PlannedPeriod/cbc:DurationMeasure", values.length),
    Row("contract_length", f"{_PROJECT}/cac:PlannedPeriod/cbc:DescriptionCode", values.open_ended),
)
#: What stands alike below the notice and below a lot.
SHARED = (
    Row("title", f"{_PROJECT}/cbc:Name", values.text),
    Row("description", f"{_PROJECT}/cbc:Description", values.text),
    Row("category", f"{_PROJECT}/cbc:ProcurementTypeCode", values.code(codes.CATEGORIES)),
    Row("contract_start_date", f"{_PROJECT}/cac:PlannedPeriod/cbc:StartDate", values.date),
    Row("contract_end_date", f"{_PROJECT}/cac:PlannedPeriod/cbc:EndDate", values.date),
    *LENGTH,
    Row("suitable_for_smes", f"{_PROJECT}/cbc:SMESuitableIndicator", values.yes_no),
)

LOT = (
    *SHARED,
    Row("identifier", "cbc:ID", values.text),
    Row("value", f"{_PROJECT}/cac:RequestedTenderTotal/cbc:EstimatedOverallContractAmount", values.money),
    Row("currency", f"{_PROJECT}/cac:RequestedTenderTotal/cbc:EstimatedOverallContractAmount", values.currency),
    Row("cpv_code", f"{_PROJECT}/cac:MainCommodityClassification/cbc:ItemClassificationCode", values.cpv),
    Row("options", f"{_PROJECT}/cac:ContractExtension/cbc:OptionsDescription", values.text),
    Row("maximum_renewals", f"{_PROJECT}/cac:ContractExtension/cbc:MaximumNumberNumeric", values.count),
    Row("variants", f"{_TERMS}/cbc:VariantConstraintCode", values.code(codes.PERMISSIONS)),
    Row("multiple_bids", f"{_TERMS}/cbc:MultipleTendersCode", values.code(codes.PERMISSIONS)),
    Row("bid_validity", f"{_TERMS}/cac:TenderValidityPeriod/cbc:DurationMeasure", values.length),
    Row("guarantee_backed", f"{_TERMS}/cac:RequiredFinancialGuarantee/cbc:GuaranteeTypeCode", values.yes_no),
    Row("guarantee", f"{_TERMS}/cac:RequiredFinancialGuarantee/cbc:Description", values.text),
    Row("minimum_candidates", f"{_PROCESS}/cac:EconomicOperatorShortList/cbc:MinimumQuantity", values.some),
    Row("maximum_candidates", f"{_PROCESS}/cac:EconomicOperatorShortList/cbc:MaximumQuantity", values.count),
    Row("minimum_subcontracting", f"{_TERMS}/cac:AllowedSubcontractTerms/cbc:MinimumPercent", values.percent),
    Row("maximum_subcontracting", f"{_TERMS}/cac:AllowedSubcontractTerms/cbc:MaximumPercent", values.percent),
    Row("sheltered", f"{_EXECUTION}@reserved-execution", values.known_yes_no),
    Row("recurring", f"{_TERMS}/cbc:RecurringProcurementIndicator", values.yes_no),
    Row("eu_funded", f"{_TERMS}/cbc:FundingProgramCode@eu-funded", values.code(codes.EU_FUNDS)),
    Row("electronic_invoicing", f"{_EXECUTION}@einvoicing", values.code(codes.PERMISSIONS)),
    Row("ordered_electronically", f"{_TERMS}/cac:PostAwardProcess/cbc:ElectronicOrderUsageIndicator", values.yes_no),
    Row("paid_electronically", f"{_TERMS}/cac:PostAwardProcess/cbc:ElectronicPaymentUsageIndicator", values.yes_no),
    Row("strategic_note", f"{_ADDITIONAL}({_AIM}@strategic-procurement)/cbc:ProcurementType", values.text),
    Row("accessibility", f"{_ADDITIONAL}/{_AIM}@accessibility", values.code(codes.ACCESSIBILITY)),
    Row("reason_for_no_accessibility", f"{_ADDITIONAL}({_AIM}@accessibility)/cbc:ProcurementType", values.text),
    Row("payment_period", f"{_TERMS}/cac:PaymentTerms/cbc:Note", values.in_words(Kind.DURATION)),
    Row("order_reason", f"{_TERMS}/cac:AwardingTerms/cac:AwardingCriterion/cbc:Description", values.text),
    Row(
        "assessment_method", f"{_TERMS}/cac:AwardingTerms/cac:AwardingCriterion/cbc:CalculationExpression", values.text
    ),
)

#: Lists of codes on a lot: the fact, the path, and the codes.
AIMS = (
    ("strategic_aims", f"{_ADDITIONAL}/{_AIM}@strategic-procurement", codes.STRATEGIC_AIMS),
    ("environmental_aims", f"{_ADDITIONAL}/{_AIM}@environmental-impact", codes.ENVIRONMENTAL_AIMS),
    ("social_aims", f"{_ADDITIONAL}/{_AIM}@social-objective", codes.SOCIAL_AIMS),
    ("innovation_aims", f"{_ADDITIONAL}/{_AIM}@innovative-acquisition", codes.INNOVATION_AIMS),
    ("green_standards", f"{_ADDITIONAL}/{_AIM}@gpp-criteria", codes.GREEN_STANDARDS),
)

_JUSTIFICATION = f"{_PROCESS}/cac:ProcessJustification"
TENDER = (
    *SHARED,
    Row("identifier", "cbc:ContractFolderID", values.text),
    Row("estimated_value", f"{_PROJECT}/cac:RequestedTenderTotal/cbc:EstimatedOverallContractAmount", values.money),
    Row("currency", f"{_PROJECT}/cac:RequestedTenderTotal/cbc:EstimatedOverallContractAmount", values.currency),
    Row("main_cpv_code", f"{_PROJECT}/cac:MainCommodityClassification/cbc:ItemClassificationCode", values.cpv),
    Row("urgent", f"{_JUSTIFICATION}/cbc:ProcessReasonCode@accelerated-procedure", values.yes_no),
    Row(
        "direct_award_ground",
        f"{_JUSTIFICATION}/cbc:ProcessReasonCode@direct-award-justification",
        values.code(codes.DIRECT_AWARD_GROUNDS),
    ),
    Row(
        "legal_basis_note",
        f"{_TERMS}/cac:ProcurementLegislationDocumentReference/cbc:DocumentDescription",
        values.text,
    ),
    Row("undivided", f"{_PROCESS}/cbc:PartPresentationCode", values.code(codes.ALL_LOTS)),
    Row("notice_subtype", "EXT/efac:NoticeSubType/cbc:SubTypeCode", values.text),
    Row("dispatch_date", "cbc:IssueDate", values.date, "cbc:IssueTime"),
    Row("maximum_bids_per_supplier", f"{_TERMS}/cac:LotDistribution/cbc:MaximumLotsSubmittedNumeric", values.count),
    Row("maximum_lots_per_supplier", f"{_TERMS}/cac:LotDistribution/cbc:MaximumLotsAwardedNumeric", values.count),
)

_PERIOD = "cac:TenderSubmissionDeadlinePeriod", "cac:ParticipationRequestReceptionPeriod"
#: What a notice states of each lot, and a tender has once.
OF_LOTS = (
    Row(
        "submission_deadline",
        f"{_PROCESS}/{_PERIOD[0]}/cbc:EndDate",
        values.date,
        f"{_PROCESS}/{_PERIOD[0]}/cbc:EndTime",
    ),
    Row(
        "participation_deadline",
        f"{_PROCESS}/{_PERIOD[1]}/cbc:EndDate",
        values.date,
        f"{_PROCESS}/{_PERIOD[1]}/cbc:EndTime",
    ),
    Row("invitation_date", f"{_PROCESS}/cac:InvitationSubmissionPeriod/cbc:StartDate", values.date),
    Row(
        "enquiry_deadline",
        f"{_PROCESS}/cac:AdditionalInformationRequestPeriod/cbc:EndDate",
        values.date,
        f"{_PROCESS}/cac:AdditionalInformationRequestPeriod/cbc:EndTime",
    ),
    Row("electronic", f"{_PROCESS}/cbc:SubmissionMethodCode@esubmission", values.code(codes.ELECTRONIC)),
    Row(
        "opening_date",
        f"{_PROCESS}/cac:OpenTenderEvent/cbc:OccurrenceDate",
        values.date,
        f"{_PROCESS}/cac:OpenTenderEvent/cbc:OccurrenceTime",
    ),
    Row("auctioned_electronically", f"{_PROCESS}/cac:AuctionTerms/cbc:AuctionConstraintIndicator", values.yes_no),
    Row("dynamic", f"{_SYSTEM}@dps-usage", values.code(codes.DYNAMIC)),
    Row("gpa_covered", f"{_PROCESS}/cbc:GovernmentAgreementConstraintIndicator", values.yes_no),
    Row("maximum_suppliers", f"{_PROCESS}/cac:FrameworkAgreement/cbc:MaximumOperatorQuantity", values.count),
)

#: The framework, of which a notice speaks at each lot.
FRAMEWORK = (
    Row("reason_for_length", f"{_PROCESS}/cac:FrameworkAgreement/cbc:Justification", values.text),
    Row("selection_method", f"{_SYSTEM}@framework-agreement", values.code(codes.SELECTION_METHODS)),
)

CRITERION = (
    Row("name", "cbc:Name", values.text),
    Row("description", "cbc:Description", values.text),
)

CONDITION = (
    Row("name", "cbc:Name", values.text),
    Row("name", "cbc:Description", values.text),
    Row("description", "cbc:Description", values.text),
    Row("minimum", "cbc:Description", values.in_words(Kind.MONEY)),
)

DOCUMENT = (
    Row("name", "cbc:ID", values.text),
    Row("address", "cac:Attachment/cac:ExternalReference/cbc:URI", values.text),
)

BUYER = (
    Row("name", "cac:PartyName/cbc:Name", values.text),
    Row("identifier", "cac:PartyLegalEntity/cbc:CompanyID", values.text),
    Row("region", "cac:PostalAddress/cbc:CountrySubentityCode", values.text),
)

SUPPLIER = (
    Row("name", "cac:PartyName/cbc:Name", values.text),
    Row("small", "EXT/efbc:CompanySizeCode", values.code(codes.SIZES)),
    Row("small", "efbc:CompanySizeCode", values.code(codes.SIZES)),
)


def read_rows(rows: tuple[Row, ...], spot: Spot, entity: str) -> dict[str, Fact]:
    """The facts that the rows find below an element."""
    facts: dict[str, Fact] = {}
    for row in rows:
        fact = None if row.key in facts else read_row(row, spot, entity)
        if fact is not None:
            facts[row.key] = fact
    return facts


def read_row(row: Row, spot: Spot, entity: str) -> Fact | None:
    info = spot.reading.vocabulary.facts.get((entity, row.key))
    if info is None:
        return None
    found = spot.each(row.path)
    return values.moment(found, spot.each(row.time), info) if row.time else row.read(found, info)
