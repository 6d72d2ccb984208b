"""One OCDS release to one tender."""

from fractions import Fraction

from policyspec.base.dataclasses import dataclass, replace
from policyspec.model.facts import Absence, Absent, Fact, Item, Listing, Stated, Tender, ValueListing
from policyspec.model.values import Moment, Vat
from policyspec.model.vocabulary import Vocabulary
from policyspec.readers import errors
from policyspec.readers.agreeing import agreed
from policyspec.readers.criteria import settled
from policyspec.readers.ocds import codes, fields, parties, things, values
from policyspec.readers.ocds.criteria import criteria
from policyspec.readers.ocds.own import own_facts
from policyspec.readers.ocds.spot import Spot
from policyspec.readers.scalars import Reading
from policyspec.readers.tree import Document, Mapping
from policyspec.readers.zones import LONDON, zone_of


@dataclass(frozen=True, slots=True)
class Publisher:
    """What is known of a publisher's data as a whole, by the prefix of its ocids."""

    name: str
    basis: Vat | None = None  # of `amount`, where nothing stands beside it
    months_as_days: bool = False  # writes a month as 30 days
    drops_criteria: bool = False  # publishes one quality and one price criterion of a lot, whatever it has


#: Seen in real notices of each; the figures are in docs/notices.md.
PUBLISHERS = {
    "ocds-h6vhtk": Publisher("Find a Tender", basis=Vat.EXCLUDING, months_as_days=True),
    "ocds-b5fd17": Publisher("Contracts Finder"),
    "ocds-r6ebe6": Publisher("Public Contracts Scotland", months_as_days=True, drops_criteria=True),
    "ocds-kuma6s": Publisher("Sell2Wales", months_as_days=True, drops_criteria=True),
}


def read_release(document: Document, node: Mapping, pointer: str, vocabulary: Vocabulary) -> Tender:
    """The tender of one release or compiled release that has a `tender`."""
    reading, assumptions = _reading(document, node, pointer, vocabulary)
    release = Spot(node, pointer, reading)
    found = release.at("tender")
    tender = found if isinstance(found, Spot) else Spot(Mapping({}, node.start, node.end), f"{pointer}/tender", reading)
    publisher = PUBLISHERS.get((release.word("ocid") or "")[:11])
    root = settled(_root(release, tender), reading)
    if publisher and publisher.drops_criteria:
        root = _with_gaps(root)
    diagnostics = tuple(dict.fromkeys(reading.found))
    return Tender(document.source.name, "ocds", root, diagnostics=diagnostics, assumptions=assumptions)


def _reading(
    document: Document, node: Mapping, pointer: str, vocabulary: Vocabulary
) -> tuple[Reading, tuple[str, ...]]:
    """What reading needs to know before it starts: the buyer's clock and the habits of the publisher."""
    scout = Spot(node, pointer, Reading(document, vocabulary))
    publisher = PUBLISHERS.get((scout.word("ocid") or "")[:11])
    zone = zone_of(parties.country_of(parties.buyer_party(scout)))
    assumptions = []
    if publisher and zone is None:
        zone = LONDON
        assumptions.append(f"the buyer's clock is taken to be British: the notice is from {publisher.name}")
    if publisher and publisher.drops_criteria:
        assumptions.append(f"criteria that make less than 100% are not all: {publisher.name} publishes two of a lot")
    basis = publisher.basis if publisher else None
    months = bool(publisher and publisher.months_as_days)
    return Reading(document, vocabulary, zone, basis, months_as_days=months), tuple(assumptions)


def _root(release: Spot, tender: Spot) -> Item:
    vocabulary = release.reading.vocabulary
    facts = fields.read_rows(fields.TENDER, tender, "tender", release)
    facts |= _of_lots(tender, facts)
    facts |= _told(
        subject_matter=facts.get("description"),
        procedure=codes.procedure(tender, vocabulary.facts["tender", "procedure"]),
        regime=parties.regime(release, tender),
        light_touch=parties.light_touch(tender),
        electronic=_electronic(tender),
        direct_award_ground=_ground(tender),
        participation_fee=_fee(tender),
        contract_form=_form(tender),
        framework_length=facts.get("framework_length") or _no_framework(tender),
        above_threshold=facts.get("above_threshold") or codes.above_threshold(tender),
        main_cpv_code=_main_cpv(tender),
        delivery_area=things.area(tender.things("items")),
        reservation=things.reservation(tender),
        publication_date=publication_date(release, tender),
        planned_notice_date=_notice_date(release, "plannedProcurementNotice", "planned_notice_date"),
        engagement_notice_date=_notice_date(release, "marketEngagementNotice", "engagement_notice_date"),
        assessment_summaries_date=_assessment_date(release),
        reason_for_omitting_kpis=_no_metrics(release),
    )
    facts |= own_facts(release, "tender")
    values_: dict[str, ValueListing] = {}
    if codes_found := things.cpvs(tender):
        values_["cpv_codes"] = codes_found
    records = {
        "buyer": parties.buyer(release, parties.buyer_party(release), vocabulary),
        "framework": _framework(tender),
    }
    present = {key: record for key, record in records.items() if record is not None}
    return Item("tender", "", "the tender", facts, _lists(release, tender), values_, present, release.origin)


def _of_lots(tender: Spot, facts: dict[str, Fact]) -> dict[str, Fact]:
    """What the lots state and the tender does not, of things that a tender has once."""
    lots, vocabulary = tender.things("lots"), tender.reading.vocabulary
    found: dict[str, Fact] = {}
    for row in fields.OF_LOTS if lots else ():
        if row.key not in facts:
            read = [fields.read_rows((row,), lot, "tender", lot).get(row.key) for lot in lots]
            fact = agreed(read, vocabulary.facts["tender", row.key], tender.origin, tender.reading.say)
            found |= {} if fact is None else {row.key: fact}
    return found


def _lists(release: Spot, tender: Spot) -> dict[str, Listing]:
    found = {
        "lots": things.lots(tender),
        "criteria": criteria(tender, "", "the tender"),
        "conditions": things.conditions(tender, "", "the tender"),
        "documents": things.documents(tender),
        "outcomes": things.outcomes(tender),
        "kpis": things.kpis(release),
        "terms": things.terms(tender),
        "engagements": things.engagements(release),
        "suppliers": things.suppliers(release),
    }
    return {key: listing for key, listing in found.items() if listing is not None}


def _told(**facts: Fact | None) -> dict[str, Fact]:
    return {key: fact for key, fact in facts.items() if fact is not None}


def publication_date(release: Spot, tender: Spot) -> Fact | None:
    """The day the tender notice was published: the notice's own, else the tender's, else that of a first release."""
    info = release.reading.vocabulary.facts["tender", "publication_date"]
    notices = [d for d in tender.things("documents") if d.word("documentType") == "tenderNotice"]
    dates = [s for d in notices if isinstance(s := d.at("datePublished"), Spot)]
    read = [fact for fact in (values.date(s, info) for s in dates) if isinstance(fact, Stated)]
    if read:
        first = min(read, key=_day)
        note = f"the publication date is that of the first of {len(read)} tender notices" if len(read) > 1 else None
        return replace(first, assumption=note) if note else first
    own = tender.at("datePublished")
    if isinstance(own, Spot):
        return values.date(own, info)
    return _release_date(release)


def _day(fact: Stated) -> Moment:
    if not isinstance(fact.value, Moment):
        raise TypeError("a publication date is a moment")
    return replace(fact.value, second=fact.value.second or 0, offset=0)


def _release_date(release: Spot) -> Fact | None:
    """The date of a release that announces: earlier and later ones say when something else was published."""
    info = release.reading.vocabulary.facts["tender", "publication_date"]
    tags, date = release.words("tag"), release.at("date")
    if not isinstance(date, Spot) or "tender" not in tags or not set(tags) <= {"tender", "planning"}:
        return None
    fact = values.date(date, info)
    if not isinstance(fact, Stated):
        return fact
    note = f"the publication date is that of the release, whose tag is `{', '.join(tags)}`"
    return replace(fact, assumption=note)


def _notice_date(release: Spot, kind: str, key: str) -> Fact | None:
    info = release.reading.vocabulary.facts["tender", key]
    for document in (*release.things("planning", "documents"), *release.things("tender", "documents")):
        date = document.at("datePublished")
        # Find a Tender calls a pipeline notice (UK1, section 93 of the Act) a planned procurement notice too.
        if document.word("documentType") == kind and document.word("noticeType") != "UK1" and isinstance(date, Spot):
            return values.date(date, info)
    return None


def _assessment_date(release: Spot) -> Fact | None:
    info = release.reading.vocabulary.facts["tender", "assessment_summaries_date"]
    dates = [s for a in release.things("awards") if isinstance(s := a.at("assessmentSummariesDateSent"), Spot)]
    return values.date(dates[0], info) if len(dates) == 1 else None


def _no_metrics(release: Spot) -> Fact | None:
    info = release.reading.vocabulary.facts["tender", "reason_for_omitting_kpis"]
    reasons = [s for c in release.things("contracts") if isinstance(s := c.at("noAgreedMetricsRationale"), Spot)]
    return values.text(reasons[0], info) if len(reasons) == 1 else None


def _electronic(tender: Spot) -> Fact | None:
    """Whether bids may be sent electronically: by the policy that is stated, else if the methods name it."""
    policy = tender.at("submissionTerms", "electronicSubmissionPolicy")
    match tender.word("submissionTerms", "electronicSubmissionPolicy"):
        case "allowed" | "required" if isinstance(policy, Spot):
            return Stated(value=True, origin=policy.origin)
        case "notAllowed" if isinstance(policy, Spot):
            return Stated(value=False, origin=policy.origin)
    methods = tender.at("submissionMethod")
    named = "electronicSubmission" in tender.words("submissionMethod")
    return Stated(value=True, origin=methods.origin) if isinstance(methods, Spot) and named else None


def _ground(tender: Spot) -> Fact | None:
    info = tender.reading.vocabulary.facts["tender", "direct_award_ground"]
    spots = [s for c in tender.things("procurementMethodRationaleClassifications") if isinstance(s := c.at("id"), Spot)]
    if not spots:
        return None
    if len(spots) > 1:
        reason = f"{len(spots)} grounds are given"
        tender.reading.say(errors.unreadable(spots[1].span, f"`{info.phrase}`", reason, None))
        return Absent(Absence.UNREADABLE, spots[0].origin, reason)
    return codes.OneOf(codes.DIRECT_AWARD_GROUNDS)(spots[0], info)


def _fee(tender: Spot) -> Fact | None:
    """The fee for taking part, where one is given: several may add up or be choices."""
    info = tender.reading.vocabulary.facts["tender", "participation_fee"]
    fees = [s for fee in tender.things("participationFees") if isinstance(s := fee.at("value"), Spot)]
    return values.money(fees[0], info) if len(fees) == 1 else None


def _form(tender: Spot) -> Fact | None:
    has = tender.at("techniques", "hasFrameworkAgreement")
    if isinstance(has, Spot) and tender.word("techniques", "hasFrameworkAgreement") == "true":
        return Stated("framework agreement", has.origin)
    return None


def _no_framework(tender: Spot) -> Fact | None:
    """That a length does not apply, where the tender says that it is no framework agreement."""
    has = tender.at("techniques", "hasFrameworkAgreement")
    if isinstance(has, Spot) and tender.word("techniques", "hasFrameworkAgreement") == "false":
        return Absent(Absence.NOT_APPLICABLE, has.origin, "the tender says that it is no framework agreement")
    return None


def _framework(tender: Spot) -> Item | None:
    spot = tender.at("techniques", "frameworkAgreement")
    if not isinstance(spot, Spot):
        return None
    facts = fields.read_rows(fields.FRAMEWORK, spot, "framework")
    buyers = spot.at("buyerCategories")
    info = tender.reading.vocabulary.facts["framework", "eligible_buyers"]
    fact = values.text(buyers, info) if isinstance(buyers, Spot) else buyers
    listed = {} if fact is None else {"eligible_buyers": ValueListing((fact,), origin=fact.origin)}
    return Item("framework", "framework", "the framework", facts, values=listed, origin=spot.origin)


def _main_cpv(tender: Spot) -> Fact | None:
    """The tender's own classification, else the one CPV code that all its items share."""
    info = tender.reading.vocabulary.facts["tender", "main_cpv_code"]
    own = tender.at("classification")
    fact = values.cpv(own, info) if isinstance(own, Spot) else None
    if fact is not None:
        return fact
    shared = things.one_cpv(tender.things("items"))
    if not isinstance(shared, Stated) or shared.assumption:
        return shared
    return replace(shared, assumption="the main CPV code is the only one that the items have")


def _with_gaps(root: Item) -> Item:
    """Lists of criteria that make less than 100%, as lists that have more members than are published."""
    lots = root.lists.get("lots")
    if lots is None:
        return root
    items = tuple(replace(lot, lists={k: _gapped(k, v) for k, v in lot.lists.items()}) for lot in lots.items)
    return replace(root, lists={**root.lists, "lots": replace(lots, items=items)})


def _gapped(key: str, listing: Listing) -> Listing:
    facts = [item.fact("weight") for item in listing.items]
    weights = [fact.value for fact in facts if isinstance(fact, Stated) and isinstance(fact.value, Fraction)]
    short = key == "criteria" and len(weights) == len(facts) and sum(weights) < 1
    return replace(listing, complete=False) if short else listing
