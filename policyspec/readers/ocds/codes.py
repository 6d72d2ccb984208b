"""Codes of OCDS and its publishers to the phrases of our code lists.

A code that is not in the crosswalk is unreadable, and never taken for a likely one.
"""

import re
from collections.abc import Mapping

from policyspec.base.dataclasses import dataclass
from policyspec.model.crosswalk import (
    BUYER_TYPES,
    CATEGORIES,
    CRITERION_KINDS,
    DIRECT_AWARD_GROUNDS,
    DOCUMENT_KINDS,
    PERMISSIONS,
    PROCEDURE_WORDINGS,
    REGIMES_BY_BASIS,
    RESERVATIONS,
    SPECIAL_REGIMES,
)
from policyspec.model.facts import Absence, Absent, Fact, Stated
from policyspec.model.vocabulary import FactInfo
from policyspec.readers import errors
from policyspec.readers.ocds.spot import Spot
from policyspec.readers.tree import Scalar, Sequence

__all__ = [
    "BUYER_TYPES",
    "CATEGORIES",
    "CRITERION_KINDS",
    "DIRECT_AWARD_GROUNDS",
    "DOCUMENT_KINDS",
    "PERMISSIONS",
    "REGIMES_BY_BASIS",
    "RESERVATIONS",
    "SPECIAL_REGIMES",
    "OneOf",
    "procedure",
    "unknown",
]

#: Procedures by what `procurementMethodDetails` says, all blanks and case dropped, with the methods that fit each.
PROCEDURES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    re.sub(r"\s", "", written): (phrase, methods)
    for phrase, methods, spellings in PROCEDURE_WORDINGS
    for written in spellings
}
#: What publishers write where they say nothing of the procedure.
NO_PROCEDURE = {"", "other-", "notspecified", "notapplicable", "belowthreshold-unknown"}
#: Methods of OCDS that leave no choice of procedure, without details.
PLAIN_METHODS = {"open": "open procedure", "direct": "direct award"}
#: `Open procedure (above threshold)`, `Below threshold - open competition`.
_BY_THRESHOLD = re.compile(r"^below threshold -|\((?:above|below) threshold\)")
METHODS = ("open", "selective", "limited", "direct")


@dataclass(frozen=True, slots=True)
class OneOf:
    """A reader of one code of a list: what is written, to the phrase that it stands for."""

    codes: Mapping[str, str]

    def __call__(self, spot: Spot, info: FactInfo) -> Fact | None:
        if not isinstance(spot.node, Scalar):
            return spot.blocked("a code")
        written = spot.node.text.strip()
        if not written:
            return None
        phrase = self.codes.get(written)
        return Stated(phrase, spot.origin) if phrase else unknown(spot, info, written, self.codes)


def above_threshold(tender: Spot) -> Fact | None:
    """Whether the value is above the threshold, where the words for the procedure say so."""
    details = tender.at("procurementMethodDetails")
    words = (tender.word("procurementMethodDetails") or "").casefold()
    if isinstance(details, Spot) and _BY_THRESHOLD.search(words):
        return Stated("above threshold" in words, details.origin)
    return None


def gpa(spot: Spot, info: FactInfo) -> Fact | None:  # noqa: ARG001
    """Yes where the list of what covers a tender names the GPA. A list that does not may be of other things."""
    if not isinstance(spot.node, Sequence):
        return spot.blocked("a list")
    named = next((one for one in spot.members() if isinstance(one.node, Scalar) and one.node.text == "GPA"), None)
    return Stated(value=True, origin=named.origin) if named else None


def unknown(spot: Spot, info: FactInfo, written: str, codes: Mapping[str, object]) -> Absent:
    """A code that is in no list that is known here."""
    reason = f"`{' '.join(written.split())[:60]}` is not a code that is known here"
    spot.reading.say(errors.unknown_code(spot.span, f"`{info.phrase}`", reason, errors.code_meant(written, codes)))
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
