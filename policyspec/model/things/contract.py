"""The contract as a whole: what is delivered, how it may change, what is paid, who decides."""

from typing import ClassVar

from policyspec.model.things.base import (
    Amount,
    Code,
    Codes,
    Count,
    Date,
    Length,
    Multiple,
    Percentage,
    Share,
    Text,
    Texts,
    Thing,
    YesNo,
    fact,
)
from policyspec.model.things.terms import ChangeOption, Review, Subcontract, Term


class Delivery(Thing):
    """What is delivered, from when to when, and how it is paid; a lot may have its own."""

    heading: ClassVar = "Contract terms"
    for_lots: ClassVar = True

    contract_start_date: Date = fact(
        "The day the contract starts.",
        plural="contract start dates",
        ocds=".contractPeriod.startDate",
        eforms="BT-536",
    )
    contract_end_date: Date = fact(
        "The day the contract ends, extensions left out.",
        plural="contract end dates",
        ocds=".contractPeriod.endDate",
        eforms="BT-537",
    )
    latest_end_date: Date = fact(
        "The day the contract ends if every extension is used.",
        plural="latest end dates",
        ocds=".contractPeriod.maxExtentDate",
    )
    contract_length: Length = fact(
        "How long the contract runs, extensions left out.",
        plural="contract lengths",
        aliases=("contract duration",),
        ocds=".contractPeriod.durationInDays",
        eforms="BT-36",
    )
    maximum_contract_length: Length = fact(
        "How long the contract runs if every extension is used.",
        plural="maximum contract lengths",
    )
    maximum_renewals: Count = fact(
        "How many times it may be renewed.", ocds=".renewal.maximumRenewals", eforms="BT-58-Lot"
    )
    payment_period: Length = fact(
        "Within what time invoices are paid.",
        plural="payment periods",
        eforms="BT-77-Lot",
    )
    payment_basis: Code = fact(
        "What the provider is paid for: a block of service, each unit, results.",
        plural="payment bases",
        codes="payment bases",
    )
    living_wage: Code = fact(
        "Whether paying staff the living wage is required, earns marks, or neither.", codes="living wage terms"
    )
    category: Code = fact(
        "Whether goods, services or works are bought.",
        plural="categories",
        codes="categories",
        ocds=".mainProcurementCategory",
        eforms="BT-23",
    )
    recurring: YesNo = fact("It is bought again and again.", ocds=".hasRecurrence", eforms="BT-94-Lot")
    eu_funded: YesNo = fact("Funds of the European Union help to pay for it.", "EU-funded", eforms="BT-60-Lot")
    electronic_invoicing: Code = fact(
        "Whether invoices may come electronically.",
        codes="permissions",
        ocds=".contractTerms.electronicInvoicingPolicy",
        eforms="BT-743-Lot",
    )
    ordered_electronically: YesNo = fact(
        "Orders are placed electronically.", ocds=".contractTerms.hasElectronicOrdering", eforms="BT-92-Lot"
    )
    paid_electronically: YesNo = fact(
        "Payment is made electronically.", ocds=".contractTerms.hasElectronicPayment", eforms="BT-93-Lot"
    )
    service_type: Code = fact("What kind of service it is.", plural="service types", codes="service types")
    delivery_area: Text = fact(
        "Where the service is given.",
        plural="delivery areas",
        ocds="tender.items[].deliveryAddresses[]",
        eforms="BT-5071",
    )


class Change(Thing):
    """How the contract may change, grow, be reviewed and end."""

    heading: ClassVar = "Change and growth"

    change_options: list[ChangeOption] | None = fact("The changes that the tender already provides for.")
    reviews: list[Review] | None = fact("The points at which the contract is looked at again.")
    reason_for_contract_length: Text = fact("Why the contract is as long as it is.")
    flexibility_scope: Text = fact("What may change as needs change.")
    flexibility_limit: Multiple = fact("How far it may change, as a percentage of the value.")
    flexibility_pricing: Text = fact("How a change to the contract is priced.")
    growth_band: Percentage = fact("By how much the volume may grow.")
    growth_reward: Text = fact("What the provider gets for growth.")
    outcome_review_interval: Length = fact("How often the outcomes are set anew.")
    outcome_review_method: Text = fact("How the outcomes may be changed.")
    extra_work_method: Text = fact("How extra work is agreed: its need, outcome and cost.")
    extra_work_cap: Amount = fact("The most that extra work may cost.")
    break_date: Date = fact("The first day on which the buyer may end the contract early.")
    break_option: Text = fact("How the buyer may end the contract early.")
    innovation_route: Code = fact(
        "Where new ideas can come in: in dialogue, in variant bids, in a forum.", codes="innovation routes"
    )
    transition_plan: Text = fact("How the service moves to a new provider at the start.")
    exit_plan: Text = fact("How it moves on at the end.")
    data_handover_plan: Text = fact("How the data move with it.")


class Payment(Thing):
    """What is paid for, how prices move, and what the money covers."""

    heading: ClassVar = "Payment and money"

    budget: Amount = fact("The money set aside for the contract.", ocds="planning.budget.amount")
    budget_change: Percentage = fact("How the budget differs from the last; a cut is below zero.")
    service_effect: Text = fact("What a cut does to the service.")
    service_level: Text = fact("The level of service that the budget buys.")
    should_cost_estimate: Amount = fact("What the service ought to cost, worked out anew.", "should-cost estimate")
    margin_floor: Share = fact("The margin that the price must leave a provider.")
    fully_funded: YesNo = fact("The price covers the full cost; no charity's own income has to fill a gap.")
    declared_subsidy: Text = fact("What a charity's own income pays for, where it does.")
    reason_for_payment_basis: Text = fact("Why this is what is paid for.")
    payment_unit: Text = fact("What one unit is, where units are paid for.")
    volume_forecast: Count = fact("How many units are expected; best given as a range.")
    volume_variation: Multiple = fact("By how much the volume may stray from the forecast.")
    minimum_volume: Share = fact("The part of the forecast that is paid for, used or not.")
    price_index: Text = fact("The index by which prices move.")
    price_index_cap: Share = fact("The most by which prices may rise in a year.")
    price_review_date: Date = fact("The day on which prices may first move.")
    gain_path: Text = fact("The savings of the second and later years, and who gets them.")
    open_book_scope: Text = fact("What the buyer may see of the provider's costs.", "open-book scope")
    open_book_interval: Length = fact("How often the buyer sees the provider's costs.", "open-book interval")
    cost_review_interval: Length = fact("How often buyer and provider go through the costs together.")
    procurement_cost: Amount = fact("What the purchase itself costs the buyer to run.")
    disruption_note: Text = fact("What the change of provider will disturb.")
    participation_fee: Amount = fact("What it costs a supplier to take part.", ocds=".participationFees[].value")
    payment_at_risk: Share = fact("The part of the payment that depends on results.")


class Control(Thing):
    """Who leads, who decides, how disputes are settled, and what is shown to whom."""

    heading: ClassVar = "Alliance and control"

    contract_form: Code = fact(
        "The shape of the contract.",
        plural="contract forms",
        codes="contract forms",
        ocds=".techniques.hasFrameworkAgreement",
        eforms="BT-765",
    )
    reason_for_contract_form: Text = fact("Why the contract has the shape it has.")
    alternative_forms: Codes = fact(
        "The other shapes of contract that were weighed.", singular="alternative form", codes="contract forms"
    )
    reason_for_prime_contractor: Text = fact("Why one firm holds the contract and others work under it.")
    leadership_board: Text = fact("Who leads the alliance together.")
    decision_method: Text = fact("How the leadership board decides: by consent, by majority.")
    alliance_principle: Text = fact("The principle by which it decides: what is best for all.")
    alliance_cost: Amount = fact("What running the alliance costs.")
    pilot_review_date: Date = fact("When a pilot is looked at.")
    values_agreement: Text = fact("The agreement on values, or where it stands.")
    audit_access: Text = fact("What auditors may see of the contract and its costs.")
    dispute_steps: Texts = fact("The steps before a dispute goes to court.", singular="dispute step")
    reserved_functions: Codes = fact(
        "What stays with the public body.", singular="reserved function", codes="reserved functions"
    )
    provider_choice: Code = fact("Who decides which provider a person gets.", codes="choosers")
    reporting_body: Text = fact("Who is shown the results, such as the members of the council.")
    reporting_interval: Length = fact("How often the results are shown to that body.")
    workforce_plan: Text = fact("How the workforce is trained and grown.")
    tupe_affected: YesNo = fact("Staff move to the new provider under the TUPE rules.", "TUPE-affected")
    terms: list[Term] | None = fact(
        "The clauses of the draft contract.", ocds=".contractTerms.performanceTerms", eforms="BT-70"
    )
    subcontracts: list[Subcontract] | None = fact("The contracts by which work is passed on.")
    subcontracting_question: Text = fact("What bidders are asked about subcontracting.")
