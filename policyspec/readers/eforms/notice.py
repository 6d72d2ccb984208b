"""One notice to one tender."""

from policyspec.model.facts import Absence, Absent, Fact, Item, Stated, Tender, ValueListing
from policyspec.model.values import Moment
from policyspec.model.vocabulary import Vocabulary
from policyspec.readers.agreeing import agreed
from policyspec.readers.criteria import settled
from policyspec.readers.eforms import codes, fields, parties, things, values
from policyspec.readers.eforms.spot import Reading, Spot, root_spot
from policyspec.readers.options import Options
from policyspec.readers.things import present
from policyspec.readers.xml_tree import Element
from policyspec.readers.zones import zone_of

NET = "amounts exclude VAT, as eForms asks (BT-27) and the directives reckon (2014/24/EU, article 5(1))"
NO_FRAMEWORK = "every lot says that it is no framework agreement"
PARTS = "the parts of a planning notice are read as its lots: the tender may be divided otherwise"
_AMOUNT = "cac:ProcurementProject/cac:RequestedTenderTotal/cbc:EstimatedOverallContractAmount"
_MAXIMUM = "cac:ProcurementProject/cac:RequestedTenderTotal/EXT/efbc:FrameworkMaximumAmount"
_PROCESS = "cac:TenderingProcess"
#: Of each fact of the procedure, the code by which a notice keeps it from publication (BT-195).
PRIVATE = {
    "procedure": "pro-typ",
    "urgent": "pro-acc",
    "urgency": "pro-acc-jus",
    "direct_award_ground": "dir-awa-jus",
    "direct_award_reason": "dir-awa-tex",
}


def read_notice(root: Element, file: str, vocabulary: Vocabulary, options: Options) -> Tender:
    """The tender of one notice, whose root is one of those that `eforms.roots` knows."""
    notice = root_spot(root, _reading(root, file, vocabulary, options))
    spots, parts = things.lot_spots(notice)
    item = settled(_root(notice, spots, parts), notice.reading)
    money = any(spot.at(_AMOUNT) or spot.at(_MAXIMUM) for spot in (notice, *spots))
    assumptions = ((NET,) if money else ()) + ((PARTS,) if parts else ())
    diagnostics = tuple(dict.fromkeys(notice.reading.found))
    return Tender(file, "eforms", item, diagnostics=diagnostics, assumptions=assumptions)


def _reading(root: Element, file: str, vocabulary: Vocabulary, options: Options) -> Reading:
    """What reading needs to know before it starts: the buyer's clock, the languages, the currency."""
    scout = root_spot(root, Reading(file, vocabulary))
    own = scout.word("cbc:NoticeLanguageCode")
    wanted = [_language(code) for code in (*options.languages, own) if code.strip()]
    languages = dict.fromkeys(one for language in wanted for one in (language, *codes.FORMS.get(language, ())))
    amounts = (spot.at(_AMOUNT) for spot in (scout, *scout.each("cac:ProcurementProjectLot")))
    currency = next((amount.attribute("currencyID") for amount in amounts if amount), "")
    zone = zone_of(parties.country_of(parties.first_buyer(scout)[1]))
    return Reading(file, vocabulary, zone, tuple(languages), currency)


def _language(code: str) -> str:
    """A language in three small letters: `EN`, `en` and `ENG` are `eng`."""
    plain = code.strip().casefold()
    return codes.LANGUAGES.get(plain, plain)


def _root(notice: Spot, lots: list[Spot], parts: bool) -> Item:  # noqa: FBT001
    facts = fields.read_rows(fields.TENDER, notice, "tender")
    facts |= _of_lots(notice, lots)
    place = things.area(notice)
    facts |= present(
        subject_matter=facts.get("description"),
        procedure=_procedure(notice),
        urgency=_reason(notice, "accelerated-procedure", "urgency"),
        direct_award_reason=_reason(notice, "direct-award-justification", "direct_award_reason"),
        legal_basis=parties.legal_basis(notice),
        regime=parties.regime(notice),
        light_touch=parties.light_touch(notice),
        publication_date=_publication(notice, facts.get("dispatch_date")),
        contract_form=_form(notice, lots),
        framework_length=_framework_length(notice, lots),
        above_threshold=parties.above_threshold(notice),
        delivery_area=place,
    )
    _keep_back(facts, notice)
    lists = {
        "lots": things.lots(lots, parts),
        "documents": things.documents(lots),
        "terms": things.terms(lots),
        "suppliers": parties.suppliers(notice),
    }
    records = {"buyer": parties.buyer(notice), "framework": _framework(notice, lots)}
    codes_found = things.cpvs([notice, *lots])
    return Item(
        "tender",
        "",
        "the tender",
        facts,
        present(**lists),
        {"cpv_codes": codes_found} if codes_found else {},
        present(**records),
        notice.origin,
    )


def _of_lots(notice: Spot, lots: list[Spot]) -> dict[str, Fact]:
    """What a tender has once and a notice states of each lot."""
    found: dict[str, Fact] = {}
    rows = [row for row in fields.OF_LOTS if row.key != "electronic" or _calls_for_bids(notice)]
    for row in rows:
        info = notice.reading.vocabulary.facts["tender", row.key]
        read = [fields.read_row(row, lot, "tender") for lot in lots]
        fact = agreed(read, info, notice.origin, notice.reading.say)
        if fact is not None:
            found[row.key] = fact
    return found


def _calls_for_bids(notice: Spot) -> bool:
    """Whether bids may follow. What other notices hold in the place of BT-17 only fills it, and says `not-allowed`."""
    kind = notice.at("cbc:NoticeTypeCode")
    if kind is None:
        return True
    return kind.attribute("listName") not in codes.WITHOUT_BIDS and kind.text not in codes.WITHOUT_BIDS


def _procedure(notice: Spot) -> Fact | None:
    """The procedure: a design contest by the type of notice, else by its code."""
    kind, spot = notice.at("cbc:NoticeTypeCode"), values.first(notice.each(f"{_PROCESS}/cbc:ProcedureCode"))
    if kind is not None and kind.text in ("cn-desg", "can-desg"):
        return Stated("design contest", kind.origin)
    info = notice.reading.vocabulary.facts["tender", "procedure"]
    if spot is not None and spot.text == "UNKNOWN":
        return Absent(Absence.NOT_STATED, spot.origin, "the notice says that it is not known")
    if spot is None or (reason := codes.VAGUE_PROCEDURES.get(spot.text)) is None:
        return values.code(codes.PROCEDURES)([spot] if spot else [], info)
    return Absent(Absence.UNREADABLE, spot.origin, reason)


def _reason(notice: Spot, listed: str, key: str) -> Fact | None:
    """The words of a justification of a list, which may stand once for each of its codes."""
    info = notice.reading.vocabulary.facts["tender", key]
    homes = notice.each(f"{_PROCESS}/cac:ProcessJustification")
    named = [home for home in homes if home.at(f"cbc:ProcessReasonCode@{listed}")]
    return values.text([spot for home in named for spot in home.each("cbc:ProcessReason")], info)


def _publication(notice: Spot, dispatched: Fact | None) -> Fact | None:
    """The day of publication: the one on which it came out, else the one asked for, else that of its dispatch."""
    info = notice.reading.vocabulary.facts["tender", "publication_date"]
    for path in ("EXT/efac:Publication/efbc:PublicationDate", "cbc:RequestedPublicationDate"):
        if fact := values.date(notice.each(path), info):
            return fact
    note = "the publication date is taken to be the day on which the notice is sent"
    match dispatched:
        case Stated(value=Moment(day=day), origin=origin):
            return Stated(Moment(day), origin, note)
        case _:
            return dispatched


def _form(notice: Spot, lots: list[Spot]) -> Fact | None:
    """A framework agreement, where every lot that says which it is says so (BT-765)."""
    info = notice.reading.vocabulary.facts["tender", "contract_form"]
    home = f"{_PROCESS}/cac:ContractingSystem/cbc:ContractingSystemTypeCode@framework-agreement"
    spots = [spot for lot in lots if (spot := lot.at(home)) and spot.text]
    found = [Stated("framework agreement" if s.text in codes.SELECTION_METHODS else "none", s.origin) for s in spots]
    return (
        agreed(list(found), info, notice.origin, notice.reading.say) if any(f.value != "none" for f in found) else None
    )


def _framework_length(notice: Spot, lots: list[Spot]) -> Fact | None:
    """The length of the framework: that of its lots (BT-36 is of the framework, where there is one); none has none."""
    kinds = [
        lot.at(f"{_PROCESS}/cac:ContractingSystem/cbc:ContractingSystemTypeCode@framework-agreement") for lot in lots
    ]
    said = [kind for kind in kinds if kind is not None and kind.text]
    if said and len(said) == len(lots) and all(kind.text == "none" for kind in said):
        return Absent(Absence.NOT_APPLICABLE, said[0].origin, NO_FRAMEWORK)
    homes = [lot for lot, kind in zip(lots, kinds, strict=True) if kind and kind.text in codes.SELECTION_METHODS]
    read = [fields.read_rows(fields.LENGTH, lot, "lot").get("contract_length") for lot in homes]
    info = notice.reading.vocabulary.facts["tender", "framework_length"]
    return agreed(read, info, notice.origin, notice.reading.say) if homes else None


def _framework(notice: Spot, lots: list[Spot]) -> Item | None:
    """The framework agreement, of which each lot that is one speaks."""
    kind = f"{_PROCESS}/cac:ContractingSystem/cbc:ContractingSystemTypeCode@framework-agreement"
    spoken = [lot for lot in lots if lot.at(f"{_PROCESS}/cac:FrameworkAgreement") or lot.at(kind)]
    homes = [lot for lot in spoken if lot.word(kind) != "none"]
    vocabulary = notice.reading.vocabulary
    facts: dict[str, Fact] = present(maximum_value=_maximum(notice, homes))
    for row in fields.FRAMEWORK:
        info = vocabulary.facts["framework", row.key]
        fact = agreed(
            [fields.read_row(row, lot, "framework") for lot in homes], info, notice.origin, notice.reading.say
        )
        facts |= present(**{row.key: fact})
    buyers = _eligible_buyers(homes, vocabulary)
    if not facts and not buyers:
        return None
    listed = {"eligible_buyers": buyers} if buyers else {}
    origin = homes[0].origin if homes else notice.origin
    return Item("framework", "framework", "the framework", facts, values=listed, origin=origin)


def _eligible_buyers(homes: list[Spot], vocabulary: Vocabulary) -> ValueListing | None:
    """Who may buy under the framework (BT-111), each once."""
    info = vocabulary.facts["framework", "eligible_buyers"]
    spots = [
        spot
        for lot in homes
        for home in lot.each(f"{_PROCESS}/cac:FrameworkAgreement/cac:SubsequentProcessTenderRequirement")
        if home.word("cbc:Name") == "buyer-categories"
        for spot in home.each("cbc:Description")
    ]
    found = {spot.text: fact for spot in spots if (fact := values.text([spot], info))}
    return ValueListing(tuple(found.values()), origin=spots[0].origin) if found else None


def _maximum(notice: Spot, homes: list[Spot]) -> Fact | None:
    """The most that may be spent (BT-271): of the procedure, else of its only framework."""
    info = notice.reading.vocabulary.facts["framework", "maximum_value"]
    own = values.money(notice.each(_MAXIMUM), info)
    found = [fact for lot in homes if (fact := values.money(lot.each(_MAXIMUM), info))]
    return own or (found[0] if len(found) == 1 else None)


def _keep_back(facts: dict[str, Fact], notice: Spot) -> None:
    """Marks what the notice asks to keep from publication."""
    private = [spot for home in notice.each(_PROCESS) for spot in home.anywhere("efac:FieldsPrivacy")]
    for spot in private:
        for key, code in PRIVATE.items():
            if spot.word("efbc:FieldIdentifierCode") == code:
                facts[key] = Absent(Absence.WITHHELD, spot.origin, values.KEPT_BACK)
