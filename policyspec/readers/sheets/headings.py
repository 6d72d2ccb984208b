"""The headings of flattened OCDS: paths (`tender/value/amount`), or the standard's titles (`Tender:Value:Amount`)."""

import re
from functools import cache

from policyspec.base.suggest import nearest
from policyspec.model.vocabulary import Vocabulary, fold

Path = tuple[str | int, ...]

#: What may stand first in a path: the fields of a release.
RELEASE = (
    "ocid", "id", "date", "tag", "initiationType", "language", "parties", "buyer", "planning", "tender", "awards",
    "contracts", "bids", "relatedProcesses", "sources", "links", "description", "title", "url",
)  # fmt: skip
#: Lists of objects: where a path gives no number after one of these, its first member is meant.
LISTS = frozenset((
    "parties", "items", "lots", "lotGroups", "documents", "milestones", "amendments", "awards", "contracts",
    "suppliers", "tenderers", "criteria", "requirementGroups", "requirements", "additionalClassifications",
    "classifications", "additionalIdentifiers", "relatedProcesses", "transactions", "changes", "deliveryAddresses",
    "targets", "observations", "agreedMetrics", "participationFees", "numbers", "sources",
))  # fmt: skip
#: Lists of texts: one cell holds all, with semicolons between them.
TEXTS = frozenset((
    "tag", "roles", "submissionMethod", "additionalProcurementCategories", "relationship", "relatedLots",
    "specialRegime", "reservedParticipation", "buyerCategories",
))  # fmt: skip
_TITLES = {
    "open contracting id": "ocid", "release date": "date", "release tag": "tag", "initiation type": "initiationType",
    "release language": "language", "common name": "name", "organization name": "name", "legal name": "legalName",
    "primary identifier": "identifier", "party roles": "roles", "street address": "streetAddress",
    "postal code": "postalCode", "country name": "countryName", "contact point": "contactPoint",
    "project title": "project", "project identifier": "projectID", "linked budget information": "uri",
    "budget source": "description", "budget information": "budget", "planning milestones": "milestones",
    "document type": "documentType", "date published": "datePublished", "date modified": "dateModified",
    "procuring entity": "procuringEntity", "items to be procured": "items",
    "additional classifications": "additionalClassifications", "minimum value": "minValue",
    "procurement method": "procurementMethod", "procurement method details": "procurementMethodDetails",
    "procurement method rationale": "procurementMethodRationale",
    "main procurement category": "mainProcurementCategory",
    "additional procurement categories": "additionalProcurementCategories", "award criteria": "awardCriteria",
    "award criteria details": "awardCriteriaDetails", "submission method": "submissionMethod",
    "submission method details": "submissionMethodDetails", "tender period": "tenderPeriod",
    "enquiry period": "enquiryPeriod", "evaluation and award period": "awardPeriod",
    "contract period": "contractPeriod", "start date": "startDate", "end date": "endDate",
    "maximum extent": "maxExtentDate", "duration (days)": "durationInDays", "has enquiries?": "hasEnquiries",
    "eligibility criteria": "eligibilityCriteria", "number of tenderers": "numberOfTenderers",
    "due date": "dueDate", "award date": "date", "award status": "status", "award description": "description",
    "award title": "title", "related lot": "relatedLot", "milestone type": "type", "lot": "lots",
    "milestone": "milestones", "document": "documents", "item": "items", "award": "awards", "contract": "contracts",
    "party": "parties", "organization": "parties", "tender title": "title", "tender description": "description",
    "tender status": "status",
}  # fmt: skip
#: Fields of the standard that no title above leads to.
_PLAIN = (
    "name", "scheme", "uri", "url", "address", "locality", "region", "email", "telephone", "details", "rationale",
    "amount", "currency", "status", "value", "classification", "quantity", "unit", "format", "code", "identifier",
    "amendment", "amendsReleaseID", "awardID", "dateSigned", "faxNumber", "implementation", "payee", "payer",
    "property", "providerOrganization", "receiverOrganization", "releaseID", "source", "former_value", "requirement",
)  # fmt: skip
_IDS = re.compile(r"(?:release|tender|entity|organization|award|contract|lot) id|id")


def path_of(heading: str) -> Path | None:
    """The path that a heading means: as it is written, or by its titles; None where it is neither."""
    written = heading.strip()
    if "/" in written or written in RELEASE:
        return tuple(_step(part.strip()) for part in written.split("/") if part.strip()) or None
    path: list[str | int] = []
    for title in written.split(":"):
        key = _key(title, path)
        if key is None:
            return None
        path.append(key)
    return tuple(path)


def completed(path: Path) -> Path:
    """The path with the number 0 after each list that has none."""
    steps: list[str | int] = []
    for number, step in enumerate(path):
        steps.append(step)
        after = path[number + 1] if number + 1 < len(path) else None
        if step in LISTS and isinstance(after, str):
            steps.append(0)
    return tuple(steps)


def is_ocds(heading: str) -> bool:
    """Whether a heading can only be that of flattened OCDS."""
    path = path_of(heading)
    return path is not None and path[0] in RELEASE and (len(path) > 1 or path == ("ocid",))


def meant(path: Path, vocabulary: Vocabulary) -> str | None:
    """The path with the first step that is nearly a field that is read, and none, put right."""
    known = _known(vocabulary)
    for number, step in enumerate(path):
        if isinstance(step, str) and step not in known:
            near = nearest(step, RELEASE if number == 0 else known, cutoff=0.8)
            return shown((*path[:number], near, *path[number + 1 :])) if near else None
    return None


def shown(path: Path) -> str:
    return "/".join(map(str, path))


@cache
def _fields(homes: tuple[str, ...]) -> frozenset[str]:
    written = {word for home in homes for word in re.findall("[A-Za-z]+", home)}
    return frozenset({*RELEASE, *LISTS, *TEXTS, *_TITLES.values(), *_PLAIN, *written})


def _known(vocabulary: Vocabulary) -> frozenset[str]:
    return _fields(tuple(sorted({info.ocds for info in vocabulary.facts.values()})))


def _step(part: str) -> str | int:
    return int(part) if part.isdecimal() and len(part) <= 4 else part


def _key(title: str, before: list[str | int]) -> str | int | None:
    """The field that has a title, which in a few places depends on what it stands in."""
    word = fold(title)
    if word.isdecimal():
        return _step(word)
    if word == "organization reference":
        return "procuringEntity" if "tender" in before else "buyer"
    if word == "value" and before[-1:] == ["budget"]:
        return "amount"
    if _IDS.fullmatch(word):
        return "id"
    if word in _TITLES:
        return _TITLES[word]
    plain = {key.casefold(): key for key in (*RELEASE, *LISTS, *TEXTS, *_PLAIN)}
    return plain.get(word)
