"""The lists of a tender in an OCDS release: lots, documents, conditions, outcomes, conversations, suppliers."""

from policyspec.base.dataclasses import replace
from policyspec.model.facts import Absence, Absent, Fact, Item, Listing, Stated, ValueListing
from policyspec.model.values import Classification
from policyspec.readers import errors
from policyspec.readers.ocds import codes, fields, values
from policyspec.readers.ocds.criteria import criteria
from policyspec.readers.ocds.own import own_facts
from policyspec.readers.ocds.spot import Spot
from policyspec.readers.things import lot_called, numbered, present, say_same_ids, with_fact, within
from policyspec.readers.tree import Scalar, Sequence

#: What stands in place of the document kinds of OCDS that ours do not tell apart.
OTHER_DOCUMENT = "other document"


def listing(spots: list[Spot], entity: str, key: str, rows: tuple[fields.Row, ...]) -> Listing | None:
    """A list of plain things, each read by the same rows; None where there are none."""
    if not spots:
        return None
    noun = spots[0].reading.vocabulary.entities[entity].singular
    return numbered([(fields.read_rows(rows, spot, entity), spot.origin) for spot in spots], entity, key, noun)


def lots(tender: Spot) -> Listing | None:
    """The lots. An empty list says nothing in OCDS, and is read as not stated."""
    found = tender.at("lots")
    if not isinstance(found, Spot):
        return None
    if not isinstance(found.node, Sequence):
        absent = found.blocked("a list")
        return Listing((), complete=False, origin=found.origin, unreadable=absent.reason)
    items = _by_lot(tender.things("items"))
    read = [_lot(spot, number, items.get(spot.word("id"), [])) for number, spot in enumerate(tender.things("lots"))]
    say_same_ids(read, tender.reading.say)
    return Listing(tuple(read), origin=found.origin)


def _by_lot(items: list[Spot]) -> dict[str | None, list[Spot]]:
    """The items by the id of each lot that they are of; those that name none are of a lot without an id."""
    found: dict[str | None, list[Spot]] = {}
    for item in items:
        for lot in dict.fromkeys((item.word("relatedLot"), *item.words("relatedLots"))):
            found.setdefault(lot, []).append(item)
    return found


def _lot(spot: Spot, number: int, items: list[Spot]) -> Item:
    facts = fields.read_rows(fields.LOT, spot, "lot")
    path, label = f"lots[{number}]", f"lot {number + 1}{lot_called(facts, number + 1)}"
    delivered = area(items)
    facts |= present(cpv_code=one_cpv(items), area=delivered, delivery_area=delivered)
    facts |= present(reservation=reservation(spot))
    facts |= own_facts(spot, "lot")
    lists = present(criteria=criteria(spot, path, label), conditions=conditions(spot, path, label))
    return Item("lot", path, label, facts, lists, origin=spot.origin)


def conditions(owner: Spot, path: str, label: str) -> Listing | None:
    spots = [s for s in owner.things("selectionCriteria", "criteria") if s.at("description") is not None]
    key = f"{path}.conditions".lstrip(".")
    found = listing(spots, "condition", key, fields.CONDITION)
    return within(found, label) if found is not None and path else found


def documents(tender: Spot) -> Listing | None:
    """The papers that the notice lists; more may stand where bids are handed in."""
    spots = tender.things("documents")
    found = listing(spots, "document", "documents", fields.DOCUMENT)
    if found is None:
        return None
    pairs = zip(found.items, spots, strict=True)
    items = tuple(with_fact(item, "kind", _document_kind(spot)) for item, spot in pairs)
    return replace(found, items=items, complete=False)


def _document_kind(spot: Spot) -> Fact | None:
    kind = spot.at("documentType")
    if not isinstance(kind, Spot) or not isinstance(kind.node, Scalar):
        return None
    known = codes.DOCUMENT_KINDS.get(kind.node.text.strip())
    note = f"a document of the type `{kind.node.text.strip()[:40]}` is counted among other documents"
    return Stated(known, kind.origin) if known else Stated(OTHER_DOCUMENT, kind.origin, note)


def outcomes(tender: Spot) -> Listing | None:
    return _measured(tender.things("targets"), "outcome", "outcomes")


def kpis(release: Spot) -> Listing | None:
    """The measures that the contracts agree on."""
    return _measured([m for c in release.things("contracts") for m in c.things("agreedMetrics")], "kpi", "kpis")


def _measured(spots: list[Spot], entity: str, key: str) -> Listing | None:
    """Things under the extension for metrics: what is measured, and the one figure that is given for it."""
    found = listing(spots, entity, key, fields.METRIC)
    if found is None:
        return None
    pairs = zip(found.items, spots, strict=True)
    return replace(found, items=tuple(with_fact(item, "target", _target(item, spot)) for item, spot in pairs))


def _target(item: Item, spot: Spot) -> Fact | None:
    measures = [m for o in spot.things("observations") if isinstance(m := o.at("measure"), Spot)]
    info = spot.reading.vocabulary.facts[item.entity, "target"]
    return values.text(measures[0], info) if len(measures) == 1 else None


def terms(tender: Spot) -> Listing | None:
    """The terms of performance, which a notice gives as one text; there may be others that it does not give."""
    spot = tender.at("contractTerms", "performanceTerms")
    fact = values.text(spot, spot.reading.vocabulary.facts["term", "wording"]) if isinstance(spot, Spot) else spot
    if fact is None or spot is None:
        return None
    item = Item("term", "terms[0]", "term 1", {"wording": fact}, origin=fact.origin)
    return Listing((item,), complete=False, origin=fact.origin)


def engagements(release: Spot) -> Listing | None:
    spots = [s for s in release.things("planning", "milestones") if s.word("type") == "engagement"]
    return listing(spots, "engagement", "engagements", fields.ENGAGEMENT)


def suppliers(release: Spot) -> Listing | None:
    spots = [supplier for award in release.things("awards") for supplier in award.things("suppliers")]
    found = listing(spots, "supplier", "suppliers", fields.SUPPLIER)
    if found is None:
        return None
    parties = {party.word("id"): party for party in release.things("parties") if party.word("id")}
    pairs = zip(found.items, spots, strict=True)
    sizes = (with_fact(item, "small", _small(parties.get(spot.word("id")))) for item, spot in pairs)
    return replace(found, items=tuple(sizes))


def _small(party: Spot | None) -> Fact | None:
    scale = party.at("details", "scale") if party else None
    if not isinstance(scale, Spot) or not isinstance(scale.node, Scalar):
        return None
    match scale.node.text:
        case "micro" | "small" | "medium" | "sme":
            return Stated(value=True, origin=scale.origin)
        case "large":
            return Stated(value=False, origin=scale.origin)
        case _:
            return None


def cpvs(tender: Spot) -> ValueListing | None:
    """Every CPV code of the tender and its items, each once."""
    found = [fact for spot in (tender, *tender.things("items")) for fact in _classified(spot)]
    unique = {f.value if isinstance(f, Stated) else f.origin: f for f in found}
    return ValueListing(tuple(unique.values()), origin=tender.origin) if unique else None


def one_cpv(items: list[Spot]) -> Fact | None:
    """The CPV code that some items have in common: the same for all, or the one below which all others stand."""
    found = [fact for spot in items for fact in _classified(spot)]
    stated = {f.value: f for f in found if isinstance(f, Stated) and isinstance(f.value, Classification)}
    for code, fact in stated.items():
        if all(other.within(code) for other in stated):
            others = "the other one given stands" if len(stated) == 2 else f"the {len(stated) - 1} others given stand"
            note = f"{code.code} is taken as the main CPV code: {others} below it"
            return fact if len(stated) == 1 else replace(fact, assumption=note)
    if not stated:
        return next(iter(found), None)
    return Absent(
        Absence.NOT_STATED, found[0].origin, f"{len(stated)} CPV codes are given, none of them as the main one"
    )


def _classified(spot: Spot) -> list[Fact]:
    info = spot.reading.vocabulary.facts["tender", "main_cpv_code"]
    main = spot.at("classification")
    spots = [main] if isinstance(main, Spot) else []
    found = (values.cpv(s, info) for s in (*spots, *spot.things("additionalClassifications")))
    return [fact for fact in found if fact is not None]


def area(items: list[Spot]) -> Fact | None:
    """Where the items are delivered: their regions, or what else is given, in one text."""
    places: dict[str, Spot] = {}
    for item in items:
        for address in item.things("deliveryAddresses"):
            keys = ("region", "locality", "countryName", "country")
            place = next((word for key in keys if (word := address.word(key))), None)
            if place:
                places.setdefault(place.strip(), address)
    return Stated(", ".join(places), next(iter(places.values())).origin) if places else None


def reservation(owner: Spot) -> Fact | None:
    """For whom participation is kept. `smeVcse` with a place is for small local suppliers; alone it is for two."""
    found = owner.at("otherRequirements", "reservedParticipation")
    named = [w for w in owner.words("otherRequirements", "reservedParticipation") if w != "none"]
    if not isinstance(found, Spot) or not named:
        return None
    if named == ["smeVcse"] and owner.at("otherRequirements", "reservedParticipationLocation") is not None:
        return Stated("small local suppliers", found.origin)
    phrase = codes.RESERVATIONS.get(named[0]) if len(named) == 1 else None
    if phrase:
        return Stated(phrase, found.origin)
    reason = f"`{', '.join(named)[:60]}` is not one kind of supplier"
    found.reading.say(errors.unknown_code(found.span, "`reservation`", reason, None))
    return Absent(Absence.UNREADABLE, found.origin, reason)
