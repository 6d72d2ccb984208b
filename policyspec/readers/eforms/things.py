"""The lists of a notice: lots, conditions, documents, terms, suppliers."""

from policyspec.base.dataclasses import replace
from policyspec.model.facts import Absence, Absent, Fact, Item, Listing, Stated, ValueListing
from policyspec.model.vocabulary import FactInfo
from policyspec.readers import errors
from policyspec.readers.eforms import codes, fields, values
from policyspec.readers.eforms.criteria import criteria, routes
from policyspec.readers.eforms.spot import Spot
from policyspec.readers.things import lot_called, numbered, present, say_same_ids, with_fact, within

_LOT = "cac:ProcurementProjectLot"
_TERMS = "cac:TenderingTerms"
_REQUIREMENT = (
    f"{_TERMS}/cac:TendererQualificationRequest/cac:SpecificTendererRequirement/cbc:TendererRequirementTypeCode"
)
#: Selection criteria: from SDK 1.12 under one home, up to SDK 1.10 under another.
_CONDITIONS = (
    f"{_TERMS}/EXT/efac:SelectionCriteria",
    f"{_TERMS}/cac:TendererQualificationRequest/EXT/efac:SelectionCriteria",
)
_PERFORMANCE = f"{_TERMS}/cac:ContractExecutionRequirement"


def lot_spots(notice: Spot) -> tuple[list[Spot], bool]:
    """The lots of a notice; where it has none its parts, if any, and then True. Groups of lots are left out."""
    spots = notice.each(_LOT)
    schemes = [(spot, kind.attribute("schemeName") if (kind := spot.at("cbc:ID")) else "") for spot in spots]
    lots = [spot for spot, scheme in schemes if scheme not in ("Part", "LotsGroup")]
    parts = [spot for spot, scheme in schemes if scheme == "Part"]
    return (parts, True) if parts and not lots else (lots, False)


def lots(spots: list[Spot], parts: bool) -> Listing | None:  # noqa: FBT001
    """The lots, or the parts of a planning notice that stand for them."""
    if not spots:
        return None
    read = [_lot(spot, number, "part" if parts else "lot") for number, spot in enumerate(spots)]
    say_same_ids(read, spots[0].reading.say)
    return Listing(tuple(read), origin=spots[0].origin)


def _lot(spot: Spot, number: int, noun: str) -> Item:
    facts = fields.read_rows(fields.LOT, spot, "lot")
    path, label = f"lots[{number}]", f"{noun} {number + 1}{lot_called(facts, number + 1)}"
    place = area(spot)
    routes_, reason = routes(spot, spot.reading.vocabulary)
    facts |= present(
        area=place, delivery_area=place, reservation=reservation(spot), reason_for_environmental_route=reason
    )
    lists_of_codes = {"environmental_routes": routes_, **_aims(spot)}
    lists = {"criteria": criteria(spot, path, label), "conditions": conditions(spot, path, label)}
    return Item("lot", path, label, facts, present(**lists), present(**lists_of_codes), origin=spot.origin)


def _aims(lot: Spot) -> dict[str, ValueListing | None]:
    infos = lot.reading.vocabulary.facts
    return {key: values.codes_of(lot.each(path), infos["lot", key], known) for key, path, known in fields.AIMS}


def listing(spots: list[Spot], entity: str, key: str, rows: tuple[fields.Row, ...]) -> Listing | None:
    """A list of plain things, each read by the same rows; None where there are none."""
    if not spots:
        return None
    noun = spots[0].reading.vocabulary.entities[entity].singular
    return numbered([(fields.read_rows(rows, spot, entity), spot.origin) for spot in spots], entity, key, noun)


def conditions(lot: Spot, path: str, label: str) -> Listing | None:
    """The selection criteria that the notice spells out. One that only says that it is not used is none.

    Where the notice says that other papers hold criteria too (BT-821) the list is not complete.
    """
    spots = [spot for home in _CONDITIONS for spot in lot.each(home)]
    spots = [s for s in spots if s.word("cbc:CalculationExpressionCode") != "n-used" and _says_something(s)]
    found = listing(spots, "condition", f"{path}.conditions", fields.CONDITION)
    if found is None:
        return None
    info = lot.reading.vocabulary.facts["condition", "kind"]
    pairs = zip(within(found, label).items, spots, strict=True)
    items = tuple(with_fact(item, "kind", _condition_kind(spot, info)) for item, spot in pairs)
    sources = {spot.text for spot in lot.each(f"{_REQUIREMENT}@selection-criteria-source")}
    return replace(found, items=items, complete=sources <= {"epo-notice"})


def _says_something(spot: Spot) -> bool:
    homes = ("cbc:Name", "cbc:Description", "cbc:TendererRequirementTypeCode", "cbc:CriterionTypeCode")
    return any(spot.word(home) for home in homes)


def _condition_kind(spot: Spot, info: FactInfo) -> Fact | None:
    found = spot.each("cbc:TendererRequirementTypeCode") or spot.each("cbc:CriterionTypeCode")
    return values.code(codes.CONDITION_KINDS)(found, info)


def documents(spots: list[Spot]) -> Listing | None:
    """The procurement documents of the lots, each once; the address of one may lead to more."""
    found: dict[tuple[str, str], Spot] = {}
    for lot in spots:
        for spot in lot.each(f"{_TERMS}/cac:CallForTendersDocumentReference"):
            key = (spot.word("cbc:ID"), spot.word("cac:Attachment/cac:ExternalReference/cbc:URI"))
            if any(key):
                found.setdefault(key, spot)
    listed = listing(list(found.values()), "document", "documents", fields.DOCUMENT)
    return None if listed is None else replace(listed, complete=False)


def terms(spots: list[Spot]) -> Listing | None:
    """The conditions of performance (BT-70), which stand in one text of each lot; a notice need not give all."""
    found: dict[str, Fact] = {}
    for lot in spots:
        for home in lot.each(_PERFORMANCE):
            if home.at("cbc:ExecutionRequirementCode@conditions") is None:
                continue
            info = lot.reading.vocabulary.facts["term", "wording"]
            fact = values.text(home.each("cbc:Description"), info)
            if isinstance(fact, Stated):
                found.setdefault(str(fact.value), fact)
    items = [
        Item("term", f"terms[{n}]", f"term {n + 1}", {"wording": fact}, origin=fact.origin)
        for n, fact in enumerate(found.values())
    ]
    return Listing(tuple(items), complete=False, origin=items[0].origin) if items else None


def cpvs(spots: list[Spot]) -> ValueListing | None:
    """Every CPV code of the notice and its lots, each once."""
    found: list[Fact] = []
    for spot in spots:
        info = spot.reading.vocabulary.facts["tender", "main_cpv_code"]
        for home in ("cac:MainCommodityClassification", "cac:AdditionalCommodityClassification"):
            each = spot.each(f"cac:ProcurementProject/{home}/cbc:ItemClassificationCode")
            found += [fact for code in each if (fact := values.cpv([code], info))]
    unique = {fact.value if isinstance(fact, Stated) else fact.origin: fact for fact in found}
    return ValueListing(tuple(unique.values()), origin=found[0].origin) if found else None


def area(spot: Spot) -> Fact | None:
    """Where it is carried out: of each place the region's code, else its town, else its country, in one text."""
    places: dict[str, Spot] = {}
    for address in spot.each("cac:ProcurementProject/cac:RealizedLocation/cac:Address"):
        homes = ("cbc:CountrySubentityCode", "cbc:CityName", "cac:Country/cbc:IdentificationCode", "cbc:Region")
        found = next((values.first(address.each(home)) for home in homes if address.word(home)), None)
        if found is not None:
            places.setdefault(found.text, found)
    return Stated(", ".join(places), next(iter(places.values())).origin) if places else None


def reservation(lot: Spot) -> Fact | None:
    """For whom participation is kept (BT-71). `none` says that it is kept for nobody, which is no kind of supplier."""
    found = lot.each(f"{_REQUIREMENT}@reserved-procurement")
    found = found or [s for s in lot.each(_REQUIREMENT) if s.text in codes.RESERVATIONS]
    kinds = [spot for spot in found if spot.text != "none"]
    if found and not kinds:
        return Absent(Absence.NOT_APPLICABLE, found[0].origin, "the notice says that it is kept for nobody")
    info = lot.reading.vocabulary.facts["lot", "reservation"]
    if len({spot.text for spot in kinds}) > 1:
        reason = f"`{', '.join(spot.text for spot in kinds)[:60]}` is not one kind of supplier"
        lot.reading.say(errors.unknown_code(kinds[0].span, f"`{info.phrase}`", reason, None))
        return Absent(Absence.UNREADABLE, kinds[0].origin, reason)
    return values.code(codes.RESERVATIONS)(kinds, info)
