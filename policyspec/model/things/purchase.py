"""The purchase as a whole: what it is, what it is worth, how it is run and when."""

from typing import ClassVar

from policyspec.model import types
from policyspec.model.things.base import (
    Amount,
    Code,
    Count,
    Cpv,
    Cpvs,
    Date,
    Derived,
    Length,
    Share,
    Text,
    Texts,
    Thing,
    YesNo,
    derived,
    fact,
)
from policyspec.model.things.lots import Lot
from policyspec.model.things.people import RelatedPurchase
from policyspec.model.things.terms import Framework, Reopening


class Document(Thing):
    """A paper of the tender."""

    noun: ClassVar = ("document", "documents")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Notices and documents"
    ocds_home: ClassVar = "tender.documents[]"

    name: Text = fact("What the paper is called.", plural="names", ocds=".title", eforms="OPT-140")
    kind: Code = fact(
        "What sort of paper it is: a notice, a specification, a draft contract.",
        plural="kinds",
        codes="document kinds",
        ocds=".documentType",
    )
    date: Date = fact("When it is published.", plural="dates", ocds=".datePublished")
    address: Text = fact("Where on the web the paper can be read.", plural="addresses", ocds=".url", eforms="BT-15")


class Purchase(Thing):
    """What is bought, and how."""

    heading: ClassVar = "The purchase"

    title: Text = fact("What the tender is called.", plural="titles", ocds=".title", eforms="BT-21")
    identifier: Text = fact("Its number in a register of tenders.", ocds="ocid", eforms="BT-04")
    description: Text = fact("What is bought, in words.", ocds=".description", eforms="BT-24")
    subject_matter: Text = fact("What the contract is about, in a sentence.", ocds=".description", eforms="BT-24")
    main_cpv_code: Cpv = fact(
        "What is bought, as a code of the Common Procurement Vocabulary.",
        "main CPV code",
        plural="main CPV codes",
        ocds=".classification",
        eforms="BT-262",
    )
    cpv_codes: Cpvs = fact(
        "Everything that is bought, as CPV codes.",
        "CPV codes",
        singular="CPV code",
        ocds=".items[].additionalClassifications",
        eforms="BT-262, BT-263",
    )
    people_facing: YesNo = fact(
        "It is help given to people: care, housing support, youth work, advice.", "people-facing"
    )
    regime: Code = fact(
        "The set of legal rules that it falls under.",
        plural="regimes",
        codes="regimes",
        ocds=".specialRegime",
        eforms="BT-01, BT-02",
    )
    legal_basis: Text = fact("The law under which it is bought, by its number.", ocds=".legalBasis.id", eforms="BT-01")
    legal_basis_note: Text = fact(
        "What else the notice says of that law: its name, a part of it.", ocds=".legalBasis.description", eforms="BT-01"
    )
    light_touch: YesNo = fact(
        "It falls under the lighter rules for services to people.", ocds=".specialRegime", eforms="BT-02"
    )
    procedure: Code = fact(
        "How the winner is found: an open procedure, a call-off, a direct award.",
        plural="procedures",
        codes="procedures",
        ocds=".procurementMethodDetails",
        eforms="BT-105",
    )
    reason_for_procedure: Text = fact("Why that procedure suits it.")
    direct_award_ground: Code = fact(
        "The legal ground for an award without competition.",
        codes="direct award grounds",
        ocds=".procurementMethodRationaleClassifications",
        eforms="BT-136",
    )
    direct_award_reason: Text = fact(
        "Why there is no competition, in words.", ocds=".procurementMethodRationale", eforms="BT-135"
    )
    urgent: YesNo = fact(
        "It cannot wait, so that shorter times apply.",
        said_of=("procedure",),
        ocds=".procedure.isAccelerated",
        eforms="BT-106",
    )
    urgency: Text = fact("Why the purchase cannot wait.", ocds=".procedure.acceleratedRationale", eforms="BT-1351")
    electronic: YesNo = fact(
        "Bids may be sent electronically.", ocds=".submissionTerms.electronicSubmissionPolicy", eforms="BT-17"
    )
    auctioned_electronically: YesNo = fact(
        "Bids are lowered in an electronic auction.", ocds=".techniques.hasElectronicAuction", eforms="BT-767"
    )
    dynamic: YesNo = fact(
        "It runs as a market or system that new suppliers may join at any time.",
        ocds=".techniques.hasDynamicPurchasingSystem",
        eforms="BT-766",
    )
    gpa_covered: YesNo = fact(
        "The Agreement on Government Procurement covers it.", "GPA-covered", ocds=".coveredBy", eforms="BT-115"
    )
    fully_documented: YesNo = fact("All papers are supplied together with the notice.")
    preselected: YesNo = fact("Only suppliers chosen beforehand may bid.")
    bid_pages: Count = fact("The most pages a bid may have.")
    attachments: Count = fact("How many attachments a bid must have.")
    low_burden_route: Text = fact("An easier way to bid, such as an interview or a visit.", "low-burden route")
    interview_weight: Share = fact("The weight of what is judged in person.")
    specification_style: Code = fact(
        "Whether the specification says what is wanted or how to do it.", codes="specification styles"
    )
    reason_for_prescription: Text = fact("Why it says how to do it, where it does.")
    related_purchases: list[RelatedPurchase] | None = fact("Other purchases by the buyer of much the same thing.")


class Value(Thing):
    """What the purchase is worth."""

    heading: ClassVar = "Value"

    estimated_value: Amount = fact(
        "What the buyer expects to pay over the whole life of the contract, extensions included.",
        plural="estimated values",
        aliases=("value", "contract value"),
        ocds=".value",
        eforms="BT-27",
    )
    currency: Text = fact("The currency that its value is in, by its three letters: NOK.", eforms="BT-27")
    vat_basis: Code = fact(
        "Whether the tender's amounts include VAT, where they do not say.", "VAT basis", codes="VAT bases"
    )
    valuation_method: Text = fact("How the value was worked out.")
    above_threshold: YesNo = fact(
        "The notice says that its value is above the legal threshold.",
        "above-threshold",
        ocds=".aboveThreshold",
        eforms="OPP-070",
    )
    yearly_value: Amount = fact("What the buyer expects to pay in a year.", plural="yearly values")


class Division(Thing):
    """The lots, and what is said of them together."""

    heading: ClassVar = "Lots"

    lots: list[Lot] | None = fact("The parts that are bid for and awarded on their own.", ocds=".lots", eforms="BT-137")
    reason_for_not_dividing_into_lots: Text = fact(
        "Why the tender is one single contract.",
        aliases=("reason for a single lot",),
        ocds=".lotDetails.noLotsDivisionRationale",
    )
    maximum_lots_per_supplier: Count = fact(
        "The most lots that one supplier may win.",
        ocds=".lotDetails.maximumLotsAwardedPerSupplier",
        eforms="BT-33",
    )
    maximum_bids_per_supplier: Count = fact(
        "The most lots that one supplier may bid for.",
        ocds=".lotDetails.maximumLotsBidPerSupplier",
        eforms="BT-31",
    )
    undivided: YesNo = fact("A bid must be for every lot.", eforms="BT-763")
    areas: Texts = fact("The areas that the service must reach.", singular="area")
    replication_plan: Text = fact("How what works in one area reaches the others.")
    divided_into_lots: ClassVar[Derived] = derived(types.YES_NO, "It has lots of its own, and not one implicit lot.")


class Notices(Thing):
    """When things happen, and what is published."""

    heading: ClassVar = "Dates"
    ocds_home: ClassVar = "tender"

    commencement_date: Date = fact("The day the procurement begins in law.")
    publication_date: Date = fact(
        "The day the tender notice is published.",
        plural="publication dates",
        ocds=".datePublished",
        eforms="OPP-012, BT-738, BT-05",
    )
    dispatch_date: Date = fact("The day the tender notice is sent to be published.", eforms="BT-05")
    notice_subtype: Text = fact(
        "The kind of notice, by its number in the European standard: 16, 20, E3.", eforms="OPP-070"
    )
    submission_start_date: Date = fact(
        "The first moment at which bids may come in.",
        aliases=("tender period start date",),
        ocds=".tenderPeriod.startDate",
    )
    submission_deadline: Date = fact(
        "The last moment at which bids may come in.",
        plural="submission deadlines",
        aliases=("closing date", "tender deadline", "bid deadline"),
        ocds=".tenderPeriod.endDate",
        eforms="BT-131",
    )
    participation_deadline: Date = fact(
        "The last moment for asking to take part.", ocds=".expressionOfInterestDeadline", eforms="BT-1311"
    )
    invitation_date: Date = fact(
        "The day the suppliers chosen beforehand are asked to bid.", ocds=".secondStage.invitationDate", eforms="BT-130"
    )
    enquiry_deadline: Date = fact("The last moment for questions.", ocds=".enquiryPeriod.endDate", eforms="BT-13")
    opening_date: Date = fact("When bids are opened.", ocds=".bidOpening.date", eforms="BT-132")
    specification_date: Date = fact("The day the specification is settled.")
    assessment_summaries_date: Date = fact(
        "The day bidders are told how they were judged.", ocds="awards[].assessmentSummariesDateSent"
    )
    award_date: Date = fact("The day the award is planned.", ocds=".awardPeriod.startDate")
    contract_signature_date: Date = fact("The day the contract is planned to be signed.")
    contract_publication_date: Date = fact("The day the contract is planned to be published.")
    planned_notice_date: Date = fact(
        "The day a notice of the planned procurement was published.",
        ocds="planning.documents[].datePublished",
    )
    engagement_notice_date: Date = fact(
        "The day a notice of market engagement was published.", ocds="planning.documents[].datePublished"
    )
    reason_for_no_engagement_notice: Text = fact(
        "Why no notice of market engagement was published.",
        aliases=("reason for omitting engagement notice",),
        ocds="planning.noEngagementNoticeRationale",
    )
    pipeline_notice_date: Date = fact("The day the notice of planned purchases was published.")
    pipeline_reference: Text = fact("The number of the entry in that notice.")
    tender_notice: Text = fact("What the tender notice says by way of reasons, or its number.")
    documents: list[Document] | None = fact("The papers of the tender, one by one.", ocds=".documents", eforms="BT-15")


class FrameworkTerms(Thing):
    """The framework agreement, where it is one."""

    heading: ClassVar = "Framework"
    ocds_home: ClassVar = "tender.techniques.frameworkAgreement"

    framework: Framework | None = fact(
        "The agreement under which later orders are placed.",
        ocds="tender.techniques.frameworkAgreement",
        eforms="BT-765",
    )
    framework_length: Length = fact(
        "How long the framework runs, all told.",
        plural="framework lengths",
        ocds=".period.durationInDays",
        eforms="BT-36",
    )
    framework_start_date: Date = fact("The day the framework starts.", ocds=".period.startDate")
    framework_end_date: Date = fact("The day the framework ends.", ocds=".period.endDate")
    reopenings: list[Reopening] | None = fact("The times at which it takes in new suppliers.")
    maximum_suppliers: Count = fact(
        "The most suppliers that may be on the framework.", ocds=".maximumParticipants", eforms="BT-113"
    )
