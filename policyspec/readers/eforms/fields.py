"""Where the facts of a tender and its lots stand in a notice, one row each.

A row is a fact's key, its path, and how it is read. A path starts at the notice or at the lot; `spot.Spot.each` says
how paths are written. Of several rows for one fact the first that states something counts.
"""

from dataclasses import dataclass

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
_EXECUTION = f"{_TERMS}/cac:ContractExecutionRequirement/cbc:ExecutionRequirementCode"
_SYSTEM = f"{_PROCESS}/cac:ContractingSystem/cbc:ContractingSystemTypeCode"

#: What stands alike below the notice and below a lot.
SHARED = (
    Row("title", f"{_PROJECT}/cbc:Name", values.text),
    Row("description", f"{_PROJECT}/cbc:Description", values.text),
    Row("category", f"{_PROJECT}/cbc:ProcurementTypeCode", values.code(codes.CATEGORIES)),
    Row("contract_start_date", f"{_PROJECT}/cac:PlannedPeriod/cbc:StartDate", values.date),
    Row("contract_end_date", f"{_PROJECT}/cac:PlannedPeriod/cbc:EndDate", values.date),
    Row("contract_length", f"{_PROJECT}/cac:PlannedPeriod/cbc:DurationMeasure", values.length),
    Row("contract_length", f"{_PROJECT}/cac:PlannedPeriod/cbc:DescriptionCode", values.open_ended),
    Row("suitable_for_smes", f"{_PROJECT}/cbc:SMESuitableIndicator", values.yes_no),
)

LOT = (
    *SHARED,
    Row("identifier", "cbc:ID", values.text),
    Row("value", f"{_PROJECT}/cac:RequestedTenderTotal/cbc:EstimatedOverallContractAmount", values.money),
    Row("cpv_code", f"{_PROJECT}/cac:MainCommodityClassification/cbc:ItemClassificationCode", values.cpv),
    Row("options", f"{_PROJECT}/cac:ContractExtension/cbc:OptionsDescription", values.text),
    Row("maximum_renewals", f"{_PROJECT}/cac:ContractExtension/cbc:MaximumNumberNumeric", values.count),
    Row("variants", f"{_TERMS}/cbc:VariantConstraintCode", values.code(codes.PERMISSIONS)),
    Row("payment_period", f"{_TERMS}/cac:PaymentTerms/cbc:Note", values.in_words(Kind.DURATION)),
    Row("order_reason", f"{_TERMS}/cac:AwardingTerms/cac:AwardingCriterion/cbc:Description", values.text),
    Row(
        "assessment_method", f"{_TERMS}/cac:AwardingTerms/cac:AwardingCriterion/cbc:CalculationExpression", values.text
    ),
)

_JUSTIFICATION = f"{_PROCESS}/cac:ProcessJustification"
TENDER = (
    *SHARED,
    Row("identifier", "cbc:ContractFolderID", values.text),
    Row("estimated_value", f"{_PROJECT}/cac:RequestedTenderTotal/cbc:EstimatedOverallContractAmount", values.money),
    Row("main_cpv_code", f"{_PROJECT}/cac:MainCommodityClassification/cbc:ItemClassificationCode", values.cpv),
    Row("urgent", f"{_JUSTIFICATION}/cbc:ProcessReasonCode@accelerated-procedure", values.yes_no),
    Row(
        "direct_award_ground",
        f"{_JUSTIFICATION}/cbc:ProcessReasonCode@direct-award-justification",
        values.code(codes.DIRECT_AWARD_GROUNDS),
    ),
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
    Row(
        "enquiry_deadline",
        f"{_PROCESS}/cac:AdditionalInformationRequestPeriod/cbc:EndDate",
        values.date,
        f"{_PROCESS}/cac:AdditionalInformationRequestPeriod/cbc:EndTime",
    ),
    Row("electronic", f"{_PROCESS}/cbc:SubmissionMethodCode@esubmission", values.code(codes.ELECTRONIC)),
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
