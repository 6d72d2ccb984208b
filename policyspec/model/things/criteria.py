"""What bids are judged by: award criteria, groups of them, conditions of participation, requirements."""

from typing import ClassVar

from policyspec.model.things.base import (
    Amount,
    Code,
    Codes,
    Count,
    Length,
    Multiple,
    Rank,
    Reference,
    Share,
    Text,
    Thing,
    YesNo,
    fact,
)


class Criterion(Thing):
    """One thing that bids are marked on to choose the winner, with its weight in the whole mark."""

    noun: ClassVar = ("criterion", "criteria")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Award criteria"
    ocds_home: ClassVar = "tender.lots[].awardCriteria.criteria[]"

    name: Text = fact("What the criterion is called.", plural="names", ocds=".name", eforms="BT-734")
    kind: Code = fact(
        "Whether it marks the price, a wider cost, or the quality of the offer.",
        plural="kinds",
        codes="criterion kinds",
        ocds=".type",
        eforms="BT-539",
    )
    theme: Code = fact(
        "What the criterion is about, such as social value or climate.",
        plural="themes",
        codes="themes",
        eforms="BT-539",
    )
    weight: Share = fact(
        "Its part of the whole mark; all criteria together make 100%.",
        plural="weights",
        ocds=".numbers[].number",
        eforms="BT-541, BT-5421",
    )
    points: Count = fact(
        "The points it carries, where the weights are given in points.",
        ocds=".numbers[].number",
        eforms="BT-541, BT-5421",
    )
    rank: Rank = fact(
        "Its place in order of importance (1 is first), where there are no weights.",
        plural="ranks",
        ocds=".numbers[].number",
        eforms="BT-541, BT-5421",
    )
    pass_fail: YesNo = fact(
        "A bid only passes or fails on it; it has no weight.", "pass-fail", ocds=".description", eforms="BT-540"
    )
    description: Text = fact(
        "What the buyer looks for, in words.", plural="descriptions", ocds=".description", eforms="BT-540"
    )
    method: Code = fact("How marks are given on it.", plural="methods", codes="scoring methods")
    marking_scale: Text = fact("The scale of marks and what earns each of them.", plural="marking scales")
    full_marks: Count = fact("The best mark a bid can get on it.")
    minimum_score: Count = fact(
        "The mark below which a bid is out.",
        plural="minimum scores",
        ocds=".numbers[].threshold",
        eforms="BT-5423",
    )
    pass_mark: Share = fact("The minimum score as a percentage of full marks.", plural="pass marks")
    fixed_price: Amount = fact("The price, where the buyer fixes it.", eforms="BT-5422")
    evidence: Text = fact("What bidders must show to earn the marks.")
    relevant: YesNo = fact("It is about what is being bought.")
    measurable: YesNo = fact("It can be marked in the same way by any fair assessor.")
    applied_uniformly: YesNo = fact("Every bidder is asked for it and marked on it in the same way.")
    refinable: YesNo = fact("The notice says that it may be refined before final tenders.")
    status_specific: YesNo = fact(
        "It rewards a legal status or registration as such, such as being a charity.", "status-specific"
    )
    location_specific: YesNo = fact(
        "It rewards where a supplier is based, rather than what it knows or does.", "location-specific"
    )
    buyer_specific: YesNo = fact("It rewards having held a contract with this same buyer.", "buyer-specific")


class Member(Thing):
    """A part of a criteria group: a criterion, or a smaller group, with its weight."""

    noun: ClassVar = ("member", "members")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Award criteria"

    name: Text = fact("What the part is called.", plural="names")
    weight: Share = fact("Its weight, as the tender writes it.", plural="weights")
    criterion: Reference = fact("The criterion that this part is, where it is one.", plural="criteria", to="criterion")


class CriteriaGroup(Thing):
    """Criteria that the tender sets out together under one weight, such as quality with its sub-criteria."""

    noun: ClassVar = ("criteria group", "criteria groups")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Award criteria"

    name: Text = fact("What the group is called.", plural="names")
    kind: Code = fact("Whether the group marks price, cost or quality.", plural="kinds", codes="criterion kinds")
    weight: Share = fact("The weight of the whole group.", plural="weights")
    relative: YesNo = fact("The weights of its members are shares of the group, and not of the whole mark.")
    members: list[Member] | None = fact("The criteria, or smaller groups, that the group is made of.")


class Condition(Thing):
    """Something a supplier must meet to take part at all, such as a turnover or an insurance."""

    noun: ClassVar = ("condition", "conditions")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Conditions and requirements"
    ocds_home: ClassVar = "tender.selectionCriteria.criteria[]"

    name: Text = fact("What the condition is called.", plural="names", ocds=".description", eforms="BT-750")
    kind: Code = fact("What the condition is about.", plural="kinds", codes="condition kinds", eforms="BT-809")
    description: Text = fact("The condition in words.", plural="descriptions", ocds=".description", eforms="BT-750")
    minimum: Amount = fact(
        "The least amount asked for, such as a turnover.", plural="minimums", ocds=".minimum", eforms="BT-750"
    )
    turnover_multiple: Multiple = fact("The turnover asked for, as a percentage of the contract's yearly value.")
    similar_contracts: Count = fact("How many similar contracts a supplier must have held.")
    years_required: Count = fact("How many years of experience or accounts are asked for.")
    workforce_share: Share = fact("The least part of the workforce that must be disabled or disadvantaged.")
    stage: Code = fact("When it must be met: at the bid, the award or the start.", codes="award stages")
    reason: Text = fact("Why it is needed for this contract.", plural="reasons")
    proportionate: YesNo = fact("The buyer records that it asks no more than this contract needs.")
    equivalence_tolerant: YesNo = fact(
        "Proof of an equal kind is accepted, such as another body's certificate.", "equivalence-tolerant"
    )
    form_specific: YesNo = fact(
        "It names a legal form, so that other kinds of organisation are shut out.", "form-specific"
    )
    location_specific: YesNo = fact("It asks where a supplier is based.", "location-specific")
    buyer_specific: YesNo = fact("It asks for a contract held with this same buyer.", "buyer-specific")


class Requirement(Thing):
    """One thing the specification asks for."""

    noun: ClassVar = ("requirement", "requirements")
    identified_by: ClassVar = "name"
    heading: ClassVar = "Conditions and requirements"

    name: Text = fact("What the requirement is called.", plural="names")
    description: Text = fact("The requirement in words.", plural="descriptions")
    kind: Code = fact("What sort of thing it asks for.", plural="kinds", codes="requirement kinds")
    theme: Code = fact("What the requirement is about, such as climate.", plural="themes", codes="themes")
    reason: Text = fact("Why the requirement is made.", plural="reasons")
    need: Reference = fact("The need that the requirement serves.", plural="needs", to="need")
    brand_specific: YesNo = fact("It names a brand, a maker, an origin or a patent.", "brand-specific")
    equivalence_tolerant: YesNo = fact(
        "It says `or equivalent`, so that a match of another make is accepted.", "equivalence-tolerant"
    )
    relevant: YesNo = fact("It is about what is being bought.")
    measurable: YesNo = fact("Whether it is met can be checked.")


class Scoring(Thing):
    """How bids are compared; a lot may have its own."""

    heading: ClassVar = "Award criteria"
    for_lots: ClassVar = True

    criteria: list[Criterion] | None = fact(
        "What bids are marked on. Each counts with its own weight in the whole mark.",
        ocds=".awardCriteria.criteria",
        eforms="BT-539-Lot",
    )
    criteria_groups: list[CriteriaGroup] | None = fact("Criteria set out together under one weight.")
    scoring_formula: Code = fact(
        "How a price becomes a mark, or how price and quality are put together.",
        plural="scoring formulas",
        codes="scoring formulas",
    )
    price_slope: Multiple = fact("Marks lost for each 100% above the cheapest bid, for the formula `linear slope`.")
    price_limit_multiple: Multiple = fact("How dear a bid must be to earn no price marks, set against the cheapest.")
    price_floor: Amount = fact("The price that earns full price marks, for the formula `absolute scale`.")
    price_ceiling: Amount = fact("The price above which a bid is refused.", plural="price ceilings")
    quality_money_value: Amount = fact("What full quality is worth in money, for the formula `money value`.")
    expected_price: Amount = fact("The price that bids are expected to ask; best given as a range.")
    expected_quality: Share = fact("The quality marks that passing bids are expected to get; best given as a range.")
    quality_pass_mark: Share = fact("The part of the quality marks that a bid must reach to stay in.")
    cost_method: Code = fact("What price is compared: over the whole life, or the first year.", codes="cost methods")
    cost_horizon: Length = fact("Over how long costs are compared.", plural="cost horizons")
    assessment_method: Text = fact(
        "How bids are assessed, in words.",
        ocds="tender.awardCriteriaDetails; tender.lots[].awardCriteria.weightingDescription",
        eforms="BT-543-Lot",
    )
    order_reason: Text = fact(
        "Why criteria are ranked and not weighted.",
        ocds="tender.lots[].awardCriteria.orderRationale",
        eforms="BT-733-Lot",
    )
    tie_break: Text = fact("What decides when bids are equal, or a supplier wins too many lots.", "tie-break")
    low_bid_trigger: Text = fact("When a bid counts as suspiciously low.")
    low_bid_steps: Codes = fact(
        "What happens then, before a low bid may be refused.", singular="low bid step", codes="low bid steps"
    )


class Eligibility(Thing):
    """Who may bid, and what is asked for; a lot may have its own."""

    heading: ClassVar = "Conditions and requirements"
    for_lots: ClassVar = True

    conditions: list[Condition] | None = fact(
        "What a supplier must meet to take part.", ocds=".selectionCriteria.criteria", eforms="BT-809-Lot"
    )
    requirements: list[Requirement] | None = fact("What the specification asks for, one by one.")
    turnover_required: Amount = fact("The least yearly turnover a supplier must have.")
    insurance_required: Amount = fact("The insurance cover asked for.")
    insurance_stage: Code = fact("When the insurance must be in place.", codes="award stages")
    consortia: Code = fact("Whether suppliers may bid together.", codes="permissions")
    variants: Code = fact(
        "Whether bids may offer something other than asked for.",
        codes="permissions",
        ocds=".submissionTerms.variantPolicy",
        eforms="BT-63-Lot",
    )
    aimed_at_smes: YesNo = fact("The buyer says it wants small and medium-sized firms to bid.", "aimed at SMEs")
    aimed_at_vcses: YesNo = fact("The buyer says it wants charities and social enterprises to bid.", "aimed at VCSEs")
    suitable_for_smes: YesNo = fact(
        "The buyer judges that small and medium-sized firms could do it.",
        "suitable for SMEs",
        ocds=".suitability.sme",
        eforms="BT-726",
    )
    suitable_for_vcses: YesNo = fact(
        "The buyer judges that charities and social enterprises could do it.",
        "suitable for VCSEs",
        ocds=".suitability.vcse",
    )
    reservation: Code = fact(
        "The kind of supplier that the contract is kept for.",
        plural="reservations",
        codes="reservations",
        ocds=".otherRequirements.reservedParticipation",
        eforms="BT-71-Lot",
    )
    reservation_area: Text = fact(
        "The area whose suppliers the contract is kept for.",
        ocds=".otherRequirements.reservedParticipationLocation.description",
    )
    sheltered: YesNo = fact(
        "The contract must be carried out in supported employment.",
        ocds=".contractTerms.reservedExecution",
        eforms="BT-736-Lot",
    )
    multiple_bids: Code = fact("Whether one supplier may send several bids.", codes="permissions", eforms="BT-769-Lot")
    bid_validity: Length = fact(
        "How long a bid must stand.", ocds=".submissionTerms.bidValidityPeriod.durationInDays", eforms="BT-98-Lot"
    )
    guarantee_backed: YesNo = fact(
        "A bidder must give a deposit, such as a bank guarantee.", "guarantee-backed", eforms="BT-751-Lot"
    )
    guarantee: Text = fact(
        "What deposit or guarantee a bidder must give.",
        ocds=".submissionTerms.depositsGuarantees",
        eforms="BT-75-Lot",
    )
    minimum_candidates: Count = fact(
        "The fewest suppliers that are asked to bid, where some are chosen first.",
        ocds=".secondStage.minimumCandidates",
        eforms="BT-50-Lot",
    )
    maximum_candidates: Count = fact(
        "The most suppliers that are asked to bid, where some are chosen first.",
        ocds=".secondStage.maximumCandidates",
        eforms="BT-51-Lot",
    )
    minimum_subcontracting: Share = fact(
        "The least part of the contract that must be passed on in competition.",
        ocds=".subcontractingTerms.competitiveMinimumPercentage",
        eforms="BT-64-Lot",
    )
    maximum_subcontracting: Share = fact(
        "The most of the contract that must be passed on in competition.",
        ocds=".subcontractingTerms.competitiveMaximumPercentage",
        eforms="BT-729-Lot",
    )
