"""Codes of OCDS and its publishers to the phrases of our code lists.

A code that is not here is unreadable, and never taken for a likely one. The lists of OCDS are those of version 1.1
and of the extensions for the European Union and the United Kingdom; TED's are those of its forms before eForms.
"""

import re
from collections.abc import Mapping

from policyspec.base.suggest import did_you_mean
from policyspec.model.facts import Absence, Absent, Fact, Stated
from policyspec.model.vocabulary import FactInfo
from policyspec.readers import errors
from policyspec.readers.ocds.spot import Spot
from policyspec.readers.ocds.values import Reader
from policyspec.readers.tree import Scalar

CATEGORIES = {"goods": "goods", "services": "services", "works": "works"}
CRITERION_KINDS = {"price": "price", "cost": "cost", "quality": "quality"}
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

#: Procedures by what `procurementMethodDetails` says, all blanks and case dropped, with the methods that fit each.
_OPEN, _SELECTIVE, _LIMITED = ("open",), ("selective",), ("limited", "direct")
_BELOW = "below-threshold competition"
PROCEDURES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    re.sub(r"\s", "", written): (phrase, methods)
    for phrase, methods, spellings in (
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
            _BELOW,
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
    for written in spellings
}
#: What publishers write where they say nothing of the procedure.
NO_PROCEDURE = {"", "other-", "notspecified", "notapplicable", "belowthreshold-unknown"}
#: Methods of OCDS that leave no choice of procedure, without details.
PLAIN_METHODS = {"open": "open procedure", "direct": "direct award"}
METHODS = ("open", "selective", "limited", "direct")

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
        "ra": "local authority",
        "la": "local authority",
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


def one_of(codes: Mapping[str, str]) -> Reader:
    """A reader of one code of a list."""

    def read(spot: Spot, info: FactInfo) -> Fact | None:
        if not isinstance(spot.node, Scalar):
            return spot.blocked("a code")
        written = spot.node.text.strip()
        if not written:
            return None
        phrase = codes.get(written)
        return Stated(phrase, spot.origin) if phrase else unknown(spot, info, written, codes)

    return read


def unknown(spot: Spot, info: FactInfo, written: str, codes: Mapping[str, object]) -> Absent:
    """A code that is in no list that is known here."""
    reason = f"`{' '.join(written.split())[:60]}` is not a code that is known here"
    spot.reading.say(errors.unknown_code(spot.span, f"`{info.phrase}`", reason, did_you_mean(written, codes)))
    return Absent(Absence.UNREADABLE, spot.origin, reason)


def procedure(tender: Spot, info: FactInfo) -> Fact | None:
    """The procedure, from its details where they are known words, else from a method that leaves no choice."""
    details, method = tender.at("procurementMethodDetails"), tender.at("procurementMethod")
    if isinstance(details, Absent) or isinstance(method, Absent):
        return details if isinstance(details, Absent) else method if isinstance(method, Absent) else None
    plain = re.sub(r"\s", "", (tender.word("procurementMethodDetails") or "").casefold())
    plain = plain.removeprefix("other-") or plain
    code = (tender.word("procurementMethod") or "").strip()
    if details is not None and plain not in NO_PROCEDURE:
        return _by_details(details, plain, code, info)
    if method is None or not code:
        return None
    return _by_method(method, code, info)


def _by_details(details: Spot, plain: str, method: str, info: FactInfo) -> Fact:
    known = PROCEDURES.get(plain)
    if known is None:
        return unknown(details, info, details.node.text if isinstance(details.node, Scalar) else "", {})
    phrase, methods = known
    if method and method not in methods:
        reason = f"the details say {phrase}, and the method says `{method[:30]}`"
        details.reading.say(errors.unreadable(details.span, f"`{info.phrase}`", reason, None))
        return Absent(Absence.UNREADABLE, details.origin, reason)
    return Stated(phrase, details.origin)


def _by_method(method: Spot, code: str, info: FactInfo) -> Fact:
    if phrase := PLAIN_METHODS.get(code):
        return Stated(phrase, method.origin, f"the method `{code}`, without details, is read as {phrase}")
    if code in METHODS:
        reason = f"the method `{code}` covers several procedures"
        method.reading.say(errors.unreadable(method.span, f"`{info.phrase}`", reason, None))
        return Absent(Absence.UNREADABLE, method.origin, reason)
    return unknown(method, info, code, dict.fromkeys(METHODS))
