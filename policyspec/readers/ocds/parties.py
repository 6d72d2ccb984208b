"""Who buys, on whose clock, and under which law."""

import re

from policyspec.model.facts import Absence, Absent, Fact, Item, Stated
from policyspec.model.vocabulary import FactInfo, Vocabulary
from policyspec.readers import errors
from policyspec.readers.ocds import codes, values
from policyspec.readers.ocds.spot import Spot
from policyspec.readers.tree import Scalar
from policyspec.readers.zones import COUNTRY_NAMES

#: In the name of a British sub-central authority, the word that shows its kind.
_KINDS_BY_NAME = {
    "council": "local authority",
    "nhs": "health body",
    "police": "police",
    "fire": "fire service",
    "university": "university",
}
_PROCUREMENT_ACT = "2023/54"
_HEALTH = "provider selection regime"
_HEALTH_NOTE = (
    "the text names the Provider Selection Regime, which is taken to be the law of this purchase: health services"
)


def buyer_party(release: Spot) -> Spot | None:
    """The party that buys: the one that `buyer` points to, else the first with the role."""
    parties = release.things("parties")
    wanted = release.word("buyer", "id")
    named = [p for p in parties if wanted is not None and p.word("id") == wanted]
    buyers = [p for p in parties if "buyer" in p.words("roles")]
    return next(iter(named or buyers), None)


def country_of(party: Spot | None) -> str | None:
    """The country of a party in two letters where it is known so, else as written."""
    if party is None:
        return None
    written = party.word("address", "country") or party.word("address", "countryName")
    if written is None:
        return None
    plain = written.strip()
    return COUNTRY_NAMES.get(plain.casefold(), plain)


def buyer(release: Spot, party: Spot | None, vocabulary: Vocabulary) -> Item | None:
    """The buyer's record, from `buyer` and its party."""
    reference = release.at("buyer")
    spot = reference if isinstance(reference, Spot) else party
    if spot is None:
        return None
    facts: dict[str, Fact] = {}

    def put(key: str, fact: Fact | None) -> None:
        if fact is not None:
            facts[key] = fact

    info = vocabulary.facts
    for key, path in (("name", "name"), ("identifier", "id")):
        found = spot.at(path)
        found = party.at(path) if found is None and party else found
        put(key, values.text(found, info["buyer", key]) if isinstance(found, Spot) else found)
    if party is not None:
        put("country", _country(party))
        region = party.at("address", "region")
        put("region", values.text(region, info["buyer", "region"]) if isinstance(region, Spot) else None)
        put("type", _type(party, info["buyer", "type"]))
    return Item("buyer", "buyer", "the buyer", facts, origin=spot.origin)


def _country(party: Spot) -> Fact | None:
    spot = party.at("address", "country") or party.at("address", "countryName")
    country = country_of(party)
    return Stated(country, spot.origin) if isinstance(spot, Spot) and country else None


def _type(party: Spot, info: FactInfo) -> Fact | None:
    """The kind of buyer, from the first classification of a scheme that is known."""
    for spot in party.things("details", "classifications"):
        known = codes.BUYER_TYPES.get(spot.word("scheme") or "")
        written = (spot.word("id") or "").strip()
        if known is None or not written:
            continue
        if phrase := known.get(written):
            return Stated(phrase, spot.origin)
        if written == "publicAuthoritySubCentralGovernment":
            return _sub_central(party, spot)
        code = spot.at("id")
        return codes.unknown(code if isinstance(code, Spot) else spot, info, written, known)
    return None


def _sub_central(party: Spot, spot: Spot) -> Fact:
    """Sub-central government is councils, health bodies, police and more; the name may show which."""
    name = party.word("name") or ""
    words = set(re.findall("[a-z]+", name.casefold()))
    kinds = [kind for word, kind in _KINDS_BY_NAME.items() if word in words]
    if len(kinds) == 1:
        note = f"the buyer, a sub-central authority called `{name}`, is taken to be a {kinds[0]}"
        return Stated(kinds[0], spot.origin, note)
    reason = "sub-central government covers several kinds of buyer"
    spot.reading.say(errors.unreadable(spot.span, "`type`", reason, None))
    return Absent(Absence.UNREADABLE, spot.origin, reason)


def regime(release: Spot, tender: Spot) -> Fact | None:
    """The set of rules: the special regime that is named, else what the text or the legal basis shows."""
    special = tender.at("specialRegime")
    named = [codes.SPECIAL_REGIMES[w] for w in tender.words("specialRegime") if w in codes.SPECIAL_REGIMES]
    if isinstance(special, Spot) and tender.words("specialRegime"):
        return _special(special, named)
    spot = tender.at("legalBasis")
    if isinstance(spot, Absent):
        return spot
    basis = (spot.word("id") or spot.word("wasDerivedFrom", "id")) if spot else None
    if basis != _PROCUREMENT_ACT and (said := _speaks_of_health(release, tender)):
        return Stated("health services", said.origin, _HEALTH_NOTE)
    phrase = codes.REGIMES_BY_BASIS.get(basis or "")
    if spot is None or phrase is None:
        return None
    return Stated(phrase, spot.origin, f"the regime is read off the legal basis, {basis}: {phrase}")


def _speaks_of_health(release: Spot, tender: Spot) -> Spot | None:
    """The text that names the regime of health services, where none says in the same sentence what is not so.

    Forms have no place for that regime: its notices stand under a directive, and say in words what they are.
    """
    places = (release, tender, *tender.things("lots"))
    texts = [s for place in places for key in ("title", "description") if isinstance(s := place.at(key), Spot)]
    named = [(spot, sentence) for spot in texts for sentence in _sentences(spot) if _HEALTH in sentence]
    denied = any(re.search(r"\b(?:not|nor|neither)\b", sentence) for _, sentence in named)
    return None if denied or not named else named[0][0]


def _sentences(spot: Spot) -> list[str]:
    text = spot.node.text.casefold() if isinstance(spot.node, Scalar) else ""
    return re.split(r"[.;\n<·]", text) if _HEALTH in text else []


def _special(spot: Spot, named: list[str]) -> Fact:
    if len(set(named)) == 1 and len(spot.words()) == len(named):
        return Stated(named[0], spot.origin)
    written = ", ".join(spot.words())
    reason = f"`{written[:60]}` is not one regime that is known here"
    spot.reading.say(errors.unknown_code(spot.span, "`regime`", reason, None))
    return Absent(Absence.UNREADABLE, spot.origin, reason)


def light_touch(tender: Spot) -> Fact | None:
    """Whether the light touch rules are named, where a special regime is named at all."""
    special = tender.at("specialRegime")
    if not isinstance(special, Spot) or not tender.words("specialRegime"):
        return None
    return Stated("lightTouch" in tender.words("specialRegime"), special.origin)
