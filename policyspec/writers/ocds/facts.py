"""Facts of the tender that are more than a value at a path."""

from policyspec.model.crosswalk import DIRECT_AWARD_GROUNDS, PROCEDURE_WORDINGS, SPECIAL_REGIMES
from policyspec.model.facts import Item, Stated
from policyspec.model.values import Classification, Moment, Money, Value
from policyspec.writers.json_text import Json
from policyspec.writers.ocds.lists import contract, next_item
from policyspec.writers.ocds.out import NO_PLACE, Node, Out, Put, below, member, value_of
from policyspec.writers.ocds.shared import SHARED
from policyspec.writers.ocds.values import Reason, code_for, date, money


def _subject_matter(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    """OCDS has one text for what is bought."""
    if value_of(item, "description") in (None, value):
        below(node, "tender")["description"] = str(value)
        return None
    return Reason("the description stands in its place")


def _regime(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    code = code_for(str(value), SPECIAL_REGIMES)
    if isinstance(code, Reason):
        return code
    below(node, "tender")["specialRegime"] = [code]
    return None


def _light_touch(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    """It follows from the special regime, which only says what it is."""
    regime = value_of(item, "regime")
    said = regime in SPECIAL_REGIMES.values() and (regime == "light touch") == value
    return None if said else Reason("OCDS says it with the regime, which is not stated as a special one")


def _procedure(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    for phrase, methods, wordings in PROCEDURE_WORDINGS:
        if phrase == value:
            tender = below(node, "tender")
            if len(methods) == 1:
                tender["procurementMethod"] = methods[0]
            tender["procurementMethodDetails"] = wordings[0].capitalize()
            return None
    return Reason(f"OCDS has no wording for `{value}`")


def _ground(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    code = code_for(str(value), DIRECT_AWARD_GROUNDS)
    if isinstance(code, Reason):
        return code
    classified: Json = {"scheme": "eu-direct-award-justification", "id": code}
    below(node, "tender")["procurementMethodRationaleClassifications"] = [classified]
    return None


def _electronic(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    policy = "allowed" if value is True else "notAllowed"
    below(node, "tender", "submissionTerms")["electronicSubmissionPolicy"] = policy
    return None


def _gpa_covered(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    if value is not True:
        return Reason("OCDS lists what covers it, and has no word for what does not")
    below(node, "tender")["coveredBy"] = ["GPA"]
    return None


def _form(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    if value != "framework agreement":
        return Reason(f"OCDS has no code for `{value}`")
    below(node, "tender", "techniques")["hasFrameworkAgreement"] = True
    return None


def _fee(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    found = money(value) if isinstance(value, Money) else Reason("OCDS has no ranges")
    if isinstance(found, Reason):
        return found
    member(below(node, "tender"), "participationFees")["value"] = found
    return None


def _main_cpv(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    if not isinstance(value, Classification) or value.scheme != "CPV":
        return NO_PLACE
    below(node, "tender")["classification"] = {"scheme": "CPV", "id": value.code}
    return None


def _delivery_area(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    """Where the items are delivered, those of the lots among them."""
    lots = item.lists.get("lots")
    places = [value_of(lot, "area") or value_of(lot, "delivery_area") for lot in (lots.items if lots else ())]
    named = ", ".join(dict.fromkeys(str(place) for place in places if place is not None))
    if not named:
        next_item(out)["deliveryAddresses"] = [{"region": str(value)}]
    return None if named in ("", value) else Reason("the areas of the lots stand in its place")


def _notice_date(kind: str) -> Put:
    def put(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
        written = date(value) if isinstance(value, Moment) else Reason("OCDS has no ranges")
        if isinstance(written, Reason):
            return written
        documents = below(node, "planning").setdefault("documents", [])
        assert isinstance(documents, list)
        documents.append({"id": kind, "documentType": kind, "datePublished": str(written)})
        return None

    return put


def _assessment_date(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    written = date(value) if isinstance(value, Moment) else Reason("OCDS has no ranges")
    if isinstance(written, Reason):
        return written
    member(node, "awards")["assessmentSummariesDateSent"] = str(written)
    return None


def _no_kpis(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
    contract(node)["noAgreedMetricsRationale"] = str(value)
    return None


def put_cpv_codes(out: Out, item: Item) -> Reason | None:
    """All CPV codes that neither the tender's main one nor those of its lots are."""
    listing = item.values["cpv_codes"]
    codes = [fact.value for fact in listing.values if isinstance(fact, Stated)]
    lots = item.lists.get("lots")
    elsewhere = {value_of(item, "main_cpv_code"), *(value_of(lot, "cpv_code") for lot in (lots.items if lots else ()))}
    more = [code for code in codes if code not in elsewhere and isinstance(code, Classification)]
    if more:
        written: list[Json] = [{"scheme": code.scheme, "id": code.code} for code in more]
        next_item(out)["additionalClassifications"] = written
    if not listing.complete or len(codes) < len(listing.values):
        return Reason("OCDS has no `more to come`: what stands there is taken for the whole list")
    if not codes:
        return Reason("OCDS does not say that there are none")
    return None if elsewhere - {None} <= set(codes) else Reason("the main code and those of the lots stand among them")


TENDER: dict[str, Put] = {
    **SHARED,
    "subject_matter": _subject_matter,
    "regime": _regime,
    "light_touch": _light_touch,
    "procedure": _procedure,
    "direct_award_ground": _ground,
    "electronic": _electronic,
    "gpa_covered": _gpa_covered,
    "contract_form": _form,
    "participation_fee": _fee,
    "main_cpv_code": _main_cpv,
    "delivery_area": _delivery_area,
    "planned_notice_date": _notice_date("plannedProcurementNotice"),
    "engagement_notice_date": _notice_date("marketEngagementNotice"),
    "assessment_summaries_date": _assessment_date,
    "reason_for_omitting_kpis": _no_kpis,
}
