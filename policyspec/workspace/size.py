"""How large a tender may be, whatever it was read from, so that no small file makes a run of hours."""

from policyspec.base.codes import CODES
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.model.facts import Item, Tender
from policyspec.readers.errors import at

MOST_LOTS = 10_000
MOST_SHARED = 200_000  # criteria of the tender, counted once for each lot that takes them


def too_large(tender: Tender) -> Diagnostic | None:
    """Why a tender is not judged: it has more lots, or more criteria for all of them, than any real one."""
    lots, criteria = _number(tender.root, "lots"), _number(tender.root, "criteria")
    if lots > MOST_LOTS:
        return _say(tender, "lots", f"this tender has {lots:,} lots; {MOST_LOTS:,} are read")
    if lots * criteria > MOST_SHARED:
        message = f"{criteria:,} criteria for each of {lots:,} lots are more than the {MOST_SHARED:,} that are read"
        return _say(tender, "criteria", message)
    return None


def _number(root: Item, key: str) -> int:
    listing = root.lists.get(key)
    return len(listing.items) if listing else 0


def _say(tender: Tender, key: str, message: str) -> Diagnostic:
    origin = tender.root.lists[key].origin
    span = at(origin) if origin else Span(tender.file, 1, 1, 1, 1)
    return Diagnostic("PS506", CODES["PS506"].severity, message, span, "is it one tender? write each in its own file")
