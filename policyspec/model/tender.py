"""The tender: everything that can be said of a purchase before it is published.

Each class under `model.things` is a group of facts; the tender is all of them together. This is the one home
of the vocabulary: `model.generate` writes the table and the page from it.
"""

from typing import ClassVar

from pydantic import InstanceOf

from policyspec.model import facts
from policyspec.model.things.aims import Aims
from policyspec.model.things.base import Amount, Code, Date, Text, Texts, Thing, YesNo, fact
from policyspec.model.things.contract import Change, Control, Delivery, Payment
from policyspec.model.things.conversation import Approach, Conflict, Engagement, Finding, Objection, Perspective, Reply
from policyspec.model.things.criteria import Eligibility, Scoring
from policyspec.model.things.lots import Weights
from policyspec.model.things.outcomes import KPI, Incentive, JobsCommitment, LocalEffect, Outcome
from policyspec.model.things.people import Buyer, FinancialYear, Integrator, Party, Provider, Risk, Supplier
from policyspec.model.things.purchase import Division, FrameworkTerms, Notices, Purchase, Value
from policyspec.model.things.strategy import Approval, Asset, Claim, Goal, Need, Option


class Strategy(Thing):
    """Needs, then options, then resources: how the buyer came to buy."""

    heading: ClassVar = "Needs, options and goals"

    needs: list[Need] | None = fact("What people and places need.")
    assets: list[Asset] | None = fact("What is already there to build on.")
    options: list[Option] | None = fact("The ways of meeting the need that were weighed.")
    goals: list[Goal] | None = fact("The wider goals that it serves.")
    claims: list[Claim] | None = fact("What is promised of the chosen way, and on what evidence.")
    needs_date: Date = fact("The day the needs were settled.")
    options_date: Date = fact("The day the options were settled.")
    resources_date: Date = fact("The day the money and people were settled.")
    capacity_building: Text = fact("What is done so that small or new providers can bid.")
    capacity_budget: Amount = fact("The money set aside for that.")
    new_entrant_route: Text = fact("The way in for a provider without a record.", "new-entrant route")
    market_note: Text = fact("What the purchase does to the variety and health of the market.")
    sme_barriers: Texts = fact(
        "What might keep small firms from bidding, and what is done.", "SME barriers", singular="SME barrier"
    )


class Performance(Thing):
    """What the contract is to achieve, and how anyone will know."""

    heading: ClassVar = "Outcomes and performance"

    outcomes: list[Outcome] | None = fact("The changes that the contract is to bring about.", ocds="tender.targets")
    kpis: list[KPI] | None = fact("The figures by which it is watched.", "KPIs", ocds="contracts[].agreedMetrics")
    incentives: list[Incentive] | None = fact("What makes the goals worth pursuing to a provider.")
    reason_for_omitting_kpis: Text = fact(
        "Why performance cannot sensibly be measured.",
        "reason for omitting KPIs",
        ocds="contracts[].noAgreedMetricsRationale",
    )


class SocialValue(Thing):
    """What the purchase does for people, the economy and the environment."""

    heading: ClassVar = "Social, economic and environmental value"

    social_note: Text = fact("How it improves social well-being, as considered beforehand.")
    economic_note: Text = fact("How it improves economic well-being, as considered beforehand.")
    environmental_note: Text = fact("How it improves environmental well-being, as considered beforehand.")
    consultation_note: Text = fact("Whether people were to be asked about that, and why.")
    social_value_record_date: Date = fact("The day these notes were made.")
    jobs_commitments: list[JobsCommitment] | None = fact("What it does for good jobs.")
    local_effects: list[LocalEffect] | None = fact("What it does for the place.")
    delivered_locally: YesNo = fact("It is given from and within the area it serves.")
    skills_impact: Text = fact("What it does to local skills.")
    jobs_impact: Text = fact("What it does to local jobs.")
    community_impact: Text = fact("What it does to local organisations.")
    community_benefit_summary: Text = fact("The community benefits asked for, in short.")
    reason_for_no_community_benefits: Text = fact(
        "Why no community benefits are asked for.", aliases=("reason for omitting community benefits",)
    )


class Conversation(Thing):
    """Whom the buyer talked to, what was said, and what was made of it."""

    heading: ClassVar = "Engagement and conflicts"

    engagements: list[Engagement] | None = fact("The conversations held beforehand.", ocds="planning.milestones")
    engagement_safeguards: Text = fact("What was done so that nobody who took part has an edge.")
    findings: list[Finding] | None = fact("What the buyer was told, and what it made of it.")
    perspectives: list[Perspective] | None = fact("How different people see the matter.")
    collective_view: Text = fact("What came of putting the perspectives together.")
    conflicts: list[Conflict] | None = fact("Clashes of interests or views, with the answers.")
    conflicts_assessment_date: Date = fact("The day the conflicts of interest were assessed.")
    objections: list[Objection] | None = fact("Objections raised against the plan.")
    replies: list[Reply] | None = fact("The buyer's replies to the objections, one by one.")


class Governance(Thing):
    """Who leads and who approves."""

    heading: ClassVar = "Governance"

    commissioning_lead: Text = fact("The officer who decides what is needed.")
    procurement_lead: Text = fact("The officer who runs the purchase.")
    approving_body: Code = fact(
        "Who decided that the purchase may go ahead.", plural="approving bodies", codes="approving bodies"
    )
    approval_date: Date = fact("The day the purchase was approved.")
    approvals: list[Approval] | None = fact("The decisions that let it go ahead, one by one.")
    approaches: list[Approach] | None = fact("The contacts that suppliers sought.")
    objectives_note: Text = fact("How it serves value for money, the public good, openness and integrity.")
    national_priorities_note: Text = fact("How it serves the government's priorities for buying.")


class People(Thing):
    """Who takes part."""

    heading: ClassVar = "Suppliers and parties"

    buyer: Buyer | None = fact("The public body that buys.", ocds="buyer", eforms="OPT-300")
    financial_year: FinancialYear | None = fact("The buyer's financial year.")
    provider: Provider | None = fact("Whoever is to provide the service, as the design foresees it.")
    integrator: Integrator | None = fact("Who puts the service together out of others' work.")
    suppliers: list[Supplier] | None = fact(
        "The suppliers that hold, or are to hold, a place.", ocds="awards[].suppliers", eforms="OPT-310"
    )
    parties: list[Party] | None = fact("The parties that share work, pain and gain.")
    risks: list[Risk] | None = fact("What may go wrong, and who bears it.")
    known_risks: Text = fact("The risks that the notice must name, in words.", ocds="tender.riskDetails")


class Tender(
    Purchase,
    Value,
    Division,
    Notices,
    Scoring,
    Eligibility,
    Strategy,
    Performance,
    SocialValue,
    Aims,
    Conversation,
    Governance,
    People,
    Delivery,
    Change,
    Payment,
    Control,
    FrameworkTerms,
    Weights,
):
    """The purchase as designed, before it is published."""

    noun: ClassVar = ("tender", "tenders")
    heading: ClassVar = "The purchase"
    identified_by: ClassVar = "title"
    ocds_home: ClassVar = "tender"
    for_lots: ClassVar = False

    explanations: tuple[InstanceOf[facts.Explanation], ...] = ()
    waivers: tuple[InstanceOf[facts.Waiver], ...] = ()
