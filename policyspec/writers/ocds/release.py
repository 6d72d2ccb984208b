"""The release as a whole, in the package that says which extensions it uses."""

from policyspec.model.crosswalk import BUYER_TYPES
from policyspec.model.facts import Item, Stated, Tender
from policyspec.model.facts import items as all_items
from policyspec.model.values import Value
from policyspec.model.vocabulary import Vocabulary
from policyspec.writers.json_text import Json, dumps
from policyspec.writers.ocds.facts import TENDER, put_cpv_codes
from policyspec.writers.ocds.lists import LISTS
from policyspec.writers.ocds.out import NO_PLACE, Node, Out, below, value_of, write_facts, write_lists
from policyspec.writers.ocds.values import Reason, loses_basis
from policyspec.writers.written import Written, lost

_REPOSITORY = "https://raw.githubusercontent.com/{}/extension.json"
#: Extensions that most releases need, and those that are named where a path below them is written.
_ALWAYS = (
    "https://standard.open-contracting.org/profiles/eu/latest/en/extension.json",
    _REPOSITORY.format("cabinetoffice/ocds_uk_extension/main"),
)
_WHERE_USED = {
    "suitability": _REPOSITORY.format("open-contracting-extensions/ocds_suitability_extension/master"),
    "targets": _REPOSITORY.format("open-contracting-extensions/ocds_metrics_extension/master"),
    "agreedMetrics": _REPOSITORY.format("open-contracting-extensions/ocds_metrics_extension/master"),
    "participationFees": _REPOSITORY.format("open-contracting-extensions/ocds_participationFee_extension/master"),
    "datePublished": _REPOSITORY.format("portaledcahn/ocds_tenderDatePublished_extension/master"),
}
_ORDER = (
    "ocid",
    "id",
    "tag",
    "initiationType",
    "parties",
    "buyer",
    "planning",
    "tender",
    "awards",
    "contracts",
)
#: Publishers all of whose amounts exclude VAT where nothing else is said.
_NET = ("ocds-h6vhtk",)


def write_ocds(tender: Tender, vocabulary: Vocabulary) -> Written:
    """A release package with the one release of a tender, and what OCDS could not say of it.

    Nothing is made up: `uri`, `publishedDate`, the date of the release and, without an identifier, the `ocid`
    are for whoever publishes it to fill in.
    """
    out = Out(vocabulary, {"id": "1", "tag": ["tender"], "initiationType": "tender"})
    root = tender.root
    write_facts(out, root, out.release, "", TENDER)
    if "cpv_codes" in root.values and (reason := put_cpv_codes(out, root)):
        out.lose(root, "CPV codes", reason)
    write_lists(out, root, out.release, LISTS)
    _records(out, root)
    _others(out, root)
    _said_again(out, root)
    _bases(out, root)
    beside = [("explanations", tender.explanations), ("waivers", tender.waivers)]
    out.lost.extend(lost(root, phrase, NO_PLACE) for phrase, records in beside if records)
    below(out.release, "tender").setdefault("id", "1")
    release: Node = {key: out.release[key] for key in _ORDER if key in out.release}
    return Written(dumps(_package(release)) + "\n", tuple(out.lost))


def _package(release: Node) -> Node:
    used = {
        key for key in _WHERE_USED if _has(release.get("tender", {}), key) or _has(release.get("contracts", []), key)
    }
    extensions: list[Json] = [*_ALWAYS, *dict.fromkeys(_WHERE_USED[key] for key in _WHERE_USED if key in used)]
    return {"version": "1.1", "extensions": extensions, "releases": [release]}


def _has(node: Json, key: str) -> bool:
    match node:
        case dict():
            return key in node or any(_has(member, key) for member in node.values())
        case list():
            return any(_has(member, key) for member in node)
        case _:
            return False


def _records(out: Out, root: Item) -> None:
    for key, record in root.records.items():
        match key:
            case "buyer":
                _buyer(out, record)
            case "framework":
                _framework(out, root, record)
            case _:
                out.lose(root, out.vocabulary.facts["tender", key].phrase, NO_PLACE)


def _framework(out: Out, root: Item, record: Item) -> None:
    place: Node = {}
    write_facts(out, record, place, "tender.techniques.frameworkAgreement", {})
    _eligible(out, record, place)
    if place:
        below(out.release, "tender", "techniques", "frameworkAgreement").update(place)
    else:
        out.lose(root, "framework", "nothing of it can be said")


def _eligible(out: Out, record: Item, place: Node) -> None:
    listing = record.values.get("eligible_buyers")
    if listing is None:
        return
    match listing.values:
        case (Stated(value),) if listing.complete:
            place["buyerCategories"] = str(value)
        case _:
            out.lose(record, "eligible buyers", "OCDS has one text for them")


def _buyer(out: Out, record: Item) -> None:
    party: Node = {"roles": ["buyer"]}
    reference: Node = {}
    parties = out.release.setdefault("parties", [])
    assert isinstance(parties, list)

    def type_(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
        for scheme in reversed(list(BUYER_TYPES)):
            for code, phrase in BUYER_TYPES[scheme].items():
                if phrase == value:
                    below(party, "details")["classifications"] = [{"scheme": scheme, "id": code}]
                    return None
        return Reason(f"OCDS has no code for `{value}`")

    def country(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
        below(party, "address")["countryName"] = str(value)
        return None

    def region(out: Out, node: Node, value: Value, item: Item) -> Reason | None:  # noqa: ARG001
        below(party, "address")["region"] = str(value)
        return None

    write_facts(out, record, reference, "buyer", {"type": type_, "country": country, "region": region})
    write_lists(out, record, reference, {})
    if reference:
        out.release["buyer"] = reference
    parties.insert(0, {**reference, **party})


def _others(out: Out, root: Item) -> None:
    """Lists of scalars without a place."""
    for key in root.values:
        if key != "cpv_codes":
            out.lose(root, out.vocabulary.facts["tender", key].phrase, NO_PLACE)


def _said_again(out: Out, root: Item) -> None:
    """A dated tender notice among the documents is taken for the publication, before the tender's own date."""
    documents = root.lists.get("documents")
    published = value_of(root, "publication_date")
    for document in documents.items if documents else ():
        day = value_of(document, "date")
        if value_of(document, "kind") == "tender notice" and day is not None and published not in (None, day):
            out.lose(root, "publication date", "the date of the tender notice among the documents stands in its place")


def _bases(out: Out, root: Item) -> None:
    """Amounts that are written, but whose VAT basis is not."""
    if str(value_of(root, "identifier") or "").startswith(_NET):
        return
    for item in all_items(root):
        for key, fact in item.facts.items():
            info = out.vocabulary.facts.get((item.entity, key))
            if info and info.ocds and isinstance(fact, Stated) and loses_basis(fact.value):
                out.lose(item, info.phrase, "the amount is written, but not that it excludes VAT")
