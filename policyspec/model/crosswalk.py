"""Codes of OCDS and its publishers, and the phrases of our code lists that they stand for.

The lists of OCDS are those of version 1.1 and of the extensions for the European Union and the United Kingdom; TED's
are those of its forms before eForms. Where several codes stand for a phrase, the first is the one that we write.
"""

from collections.abc import Mapping

CATEGORIES = {"goods": "goods", "services": "services", "works": "works"}
CRITERION_KINDS = {"price": "price", "cost": "cost", "quality": "quality"}
#: Of `tender.awardCriteria`, that one thing alone decides (`lowestCost` is the older name of the first).
SOLE_CRITERIA = {"priceOnly": "price", "lowestCost": "price", "costOnly": "cost", "qualityOnly": "quality"}
PERMISSIONS = {"allowed": "allowed", "required": "required", "notAllowed": "barred"}
RESERVATIONS = {
    "shelteredWorkshop": "supported employment",
    "publicServiceMissionOrganization": "public service mutual",
}
DIRECT_AWARD_GROUNDS = {
    # eForms, list `direct-award-justification`
    "urgency": "extreme urgency",
    "technical": "single supplier",
    "ex-right": "single supplier",
    "unsuitable": "failed competition",
    "irregular": "failed competition",
    "additional": "additional purchase",
    "existing": "additional purchase",
    "repetition": "additional purchase",
    "artistic": "artistic work",
    "commodity": "commodity",
    "resd": "prototype",
    "liquidator": "insolvency bargain",
    # TED, forms F03 and F15
    "D_EXTREME_URGENCY": "extreme urgency",
    "D_TECHNICAL": "single supplier",
    "D_PROTECT_RIGHTS": "single supplier",
    "D_NO_TENDERS_REQUESTS": "failed competition",
    "D_ALL_TENDERS": "failed competition",
    "D_ADD_DELIVERIES_ORDERED": "additional purchase",
    "D_REPETITION_EXISTING": "additional purchase",
    "D_ARTISTIC": "artistic work",
    "D_COMMODITY_MARKET": "commodity",
    "D_MANUF_FOR_RESEARCH": "prototype",
    "D_FROM_WINDING_PROVIDER": "insolvency bargain",
    "D_FROM_LIQUIDATOR_CREDITOR": "insolvency bargain",
}
DOCUMENT_KINDS = {
    "tenderNotice": "tender notice",
    "contractNotice": "tender notice",
    "technicalSpecifications": "specification",
    "contractDraft": "draft contract",
    "biddingDocuments": "bid instructions",
    "conflictOfInterest": "conflicts assessment",
    "marketEngagementNotice": "engagement notice",
    "plannedProcurementNotice": "planned procurement notice",
}

#: Procedures: the phrase, the methods of OCDS that fit it, and the wordings of `procurementMethodDetails`, ours first.
_OPEN, _SELECTIVE, _LIMITED = ("open",), ("selective",), ("limited", "direct")
PROCEDURE_WORDINGS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("open procedure", _OPEN, ("open procedure", "open procedure (above threshold)")),
    ("restricted procedure", _SELECTIVE, ("restricted procedure", "restricted procedure (above threshold)")),
    ("competitive flexible procedure", ("open", "selective"), ("competitive flexible procedure",)),
    (
        "negotiated procedure",
        _SELECTIVE,
        (
            "competitive procedure with negotiation",
            "competitive procedure with negotiation (above threshold)",
            "negotiated procedure with prior call for competition",
            "negotiated with prior publication of a call for competition / competitive with negotiation",
        ),
    ),
    ("competitive dialogue", _SELECTIVE, ("competitive dialogue", "competitive dialogue (above threshold)")),
    ("innovation partnership", _SELECTIVE, ("innovation partnership",)),
    ("design contest", ("open", "selective"), ("design contest", "open design contest")),
    (
        "below-threshold competition",
        ("open", "selective", "limited"),
        (
            "below threshold - open competition",
            "below threshold - limited competition",
            "open procedure (below threshold)",
            "restricted procedure (below threshold)",
            "competitive quotation (below threshold)",
        ),
    ),
    ("dynamic market", _SELECTIVE, ("call-off from a dynamic purchasing system",)),
    (
        "call-off",
        ("selective", "limited", "direct"),
        ("call-off from a framework agreement", "award under framework"),
    ),
    (
        "direct award",
        _LIMITED,
        (
            "direct award",
            "below threshold - without competition",
            "single tender action (below threshold)",
            "negotiated procedure without prior publication",
            "negotiated procedure without prior publication (above threshold)",
            "negotiated without prior call for competition",
            "award procedure without prior publication of a call for competition",
        ),
    ),
)

#: The kind of regime that a legal basis shows. Directive 2014/24/EU also holds the light regime, and notices of
#: the Provider Selection Regime were seen under it, so it is an assumption.
REGIMES_BY_BASIS = {
    "32014L0024": "standard",
    "32014L0025": "utilities",
    "32014L0023": "concession",
    "32009L0081": "defence",
    "2023/54": "standard",
}
SPECIAL_REGIMES = {
    "lightTouch": "light touch",
    "utilities": "utilities",
    "defence": "defence",
    "concession": "concession",
}
BUYER_TYPES: Mapping[str, Mapping[str, str]] = {
    "UK_CA_TYPE": {
        "publicAuthorityCentralGovernment": "central government",
        "publicUndertaking": "utility",
        "privateUtility": "utility",
    },
    "TED_CA_TYPE": {
        "MINISTRY": "central government",
        "NATIONAL_AGENCY": "central government",
        "REGIONAL_AUTHORITY": "local authority",
        "BODY_PUBLIC": "other public body",
        "REGIONAL_AGENCY": "other public body",
        "Regional or local authority": "local authority",
        "Regional or local agency/office": "other public body",
        "Body governed by public law": "other public body",
        "National or federal agency/office": "central government",
        "Ministry or any other national or federal authority, including their regional or local subdivisions": (
            "central government"
        ),
        "Higher Education": "university",
        "Housing Association": "housing association",
    },
    "eu-buyer-legal-type": {
        "cga": "central government",
        "la": "local authority",
        "ra": "local authority",
        "body-pl": "other public body",
        "body-pl-cga": "other public body",
        "body-pl-ra": "other public body",
        "body-pl-la": "other public body",
        "pub-undert": "utility",
        "pub-undert-cga": "utility",
        "pub-undert-ra": "utility",
        "pub-undert-la": "utility",
    },
}
