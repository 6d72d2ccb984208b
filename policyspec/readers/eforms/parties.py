"""Who buys, who won, and under which law."""

from policyspec.model.crosswalk import REGIMES_BY_BASIS
from policyspec.model.facts import Absence, Absent, Fact, Item, Listing, Stated
from policyspec.model.vocabulary import FactInfo
from policyspec.readers.eforms import codes, fields, values
from policyspec.readers.eforms.spot import Spot
from policyspec.readers.eforms.things import listing
from policyspec.readers.things import present

_ORGANIZATIONS = "EXT/efac:Organizations/efac:Organization/efac:Company"
_TYPE = "cac:ContractingPartyType/cbc:PartyTypeCode"
_RESULT = "EXT/efac:NoticeResult"
#: Types of notice under the light regime (Directive 2014/24/EU, articles 74 to 77), by the ends of their codes.
_SOCIAL = "-social"
LAW = "cac:TenderingTerms/cac:ProcurementLegislationDocumentReference"
#: What stands where the number of a law should, in place of one.
_NO_NUMBER = ("CrossBorderLaw", "LocalLegalBasis")
_NO_TIER = "the type of the buyer is one of no tier of government"
#: Types of notice of national law (E2 plans, E3 tenders, E4 results, E6 changes), and the legal basis of such a notice.
_NATIONAL, _NO_DIRECTIVE = ("E2", "E3", "E4", "E6"), "other"
_OF_OTHER_RULES = {"cn-standard", "can-standard", "pin-cfc-standard", "cn-desg", "can-desg"}


def company(notice: Spot, identifier: str) -> Spot | None:
    """The organisation that a notice knows by an identifier such as `ORG-0001`."""
    for spot in notice.each(_ORGANIZATIONS):
        if identifier and spot.word("cac:PartyIdentification/cbc:ID") == identifier:
            return spot
    return None


def country_of(party: Spot | None) -> str | None:
    """The country of a party in two letters, else as written."""
    written = party.word("cac:PostalAddress/cac:Country/cbc:IdentificationCode") if party else ""
    return codes.COUNTRIES.get(written.upper(), written) or None


def first_buyer(notice: Spot) -> tuple[Spot | None, Spot | None]:
    """The first contracting party and the organisation that it is. Of several buyers the first stands for all."""
    party = notice.at("cac:ContractingParty")
    identifier = party.word("cac:Party/cac:PartyIdentification/cbc:ID") if party else ""
    return party, company(notice, identifier)


def buyer(notice: Spot) -> Item | None:
    party, firm = first_buyer(notice)
    if party is None:
        return None
    info = {i.key: i for i in notice.reading.vocabulary.facts_of("buyer")}
    inside = party.at("cac:Party")
    spot = firm or inside or party
    facts = fields.read_rows(fields.BUYER, spot, "buyer")
    facts |= present(
        country=_country(spot),
        type=_type(party, info["type"]),
        tier=_tier(party),
        activity=_activity(party, info["activity"]),
    )
    return Item("buyer", "buyer", "the buyer", facts, origin=spot.origin)


def _country(party: Spot) -> Fact | None:
    spot = values.first(party.each("cac:PostalAddress/cac:Country/cbc:IdentificationCode"))
    country = country_of(party)
    return Stated(country, spot.origin) if spot and country else None


def _type(party: Spot, info: FactInfo) -> Fact | None:
    return values.code(codes.BUYER_TYPES)(_types(party), info)


def _types(party: Spot) -> list[Spot]:
    return party.each(f"{_TYPE}@buyer-legal-type") or [s for s in party.each(_TYPE) if s.text in codes.BUYER_TYPES]


def _tier(party: Spot) -> Fact | None:
    """The tier of government, where the code of the buyer's type ends in one. An international body has none."""
    spot = values.first(_types(party))
    if spot is None or spot.text in codes.WITHOUT_THEIR_TIER or spot.text not in codes.BUYER_TYPES:
        return None
    tier = codes.TIERS.get(spot.text.rpartition("-")[2])
    return Stated(tier, spot.origin) if tier else Absent(Absence.NOT_APPLICABLE, spot.origin, _NO_TIER)


def _activity(party: Spot, info: FactInfo) -> Fact | None:
    return values.code(codes.ACTIVITIES)(party.each("cac:ContractingActivity/cbc:ActivityTypeCode"), info)


def regime(notice: Spot) -> Fact | None:
    """The set of rules: light touch by the type of notice, else what the legal basis shows."""
    kind, basis = notice.at("cbc:NoticeTypeCode"), values.first(notice.each("cbc:RegulatoryDomain"))
    if kind is not None and kind.text.endswith(_SOCIAL):
        return Stated("light touch", kind.origin)
    phrase = REGIMES_BY_BASIS.get(basis.text) if basis else None
    if basis is None or phrase is None:
        return None
    return Stated(phrase, basis.origin, f"the regime is read off the legal basis, {basis.text}: {phrase}")


def legal_basis(notice: Spot) -> Fact | None:
    """The law: by the number of the directive, else the national law that is named, else in words."""
    info = notice.reading.vocabulary.facts["tender", "legal_basis"]
    basis = values.first(notice.each("cbc:RegulatoryDomain"))
    if basis is not None and basis.text != "other":
        return values.text([basis], info)
    numbers = [spot for spot in notice.each(f"{LAW}/cbc:ID") if spot.text not in _NO_NUMBER]
    return values.text(numbers, info) or values.text(notice.each(f"{LAW}/cbc:DocumentDescription"), info)


def light_touch(notice: Spot) -> Fact | None:
    """Whether the lighter rules apply: said by the type of notice, where a directive governs it."""
    kind = values.first(notice.each("cbc:NoticeTypeCode"))
    if kind is None or notice.word("cbc:RegulatoryDomain") not in REGIMES_BY_BASIS:
        return None
    if kind.text.endswith(_SOCIAL):
        return Stated(value=True, origin=kind.origin)
    return Stated(value=False, origin=kind.origin) if kind.text in _OF_OTHER_RULES else None


def above_threshold(notice: Spot) -> Fact | None:
    """No, where a notice is of a national type and of no directive: these are for what lies below the thresholds."""
    kind, basis = (
        values.first(notice.each("EXT/efac:NoticeSubType/cbc:SubTypeCode")),
        notice.word("cbc:RegulatoryDomain"),
    )
    if kind is None or kind.text not in _NATIONAL or basis.casefold() != _NO_DIRECTIVE:
        return None
    note = f"a notice of the type {kind.text}, under no directive, is taken to be below the threshold of the directives"
    return Stated(value=False, origin=kind.origin, assumption=note)


def suppliers(notice: Spot) -> Listing | None:
    """The winners of a result, through its contracts, their tenders and the parties that made them."""
    won = {spot.text for spot in notice.each(f"{_RESULT}/efac:SettledContract/efac:LotTender/cbc:ID")}
    tenders = [t for t in notice.each(f"{_RESULT}/efac:LotTender") if t.word("cbc:ID") in won]
    parties = {spot.text for tender in tenders for spot in tender.each("efac:TenderingParty/cbc:ID")}
    named = [p for p in notice.each(f"{_RESULT}/efac:TenderingParty") if p.word("cbc:ID") in parties]
    ids = dict.fromkeys(spot.text for party in named for spot in party.each("efac:Tenderer/cbc:ID"))
    firms = [firm for identifier in ids if (firm := company(notice, identifier))]
    return listing(firms, "supplier", "suppliers", fields.SUPPLIER)
