"""Explanations and waivers: which one speaks of an outcome."""

from collections.abc import Iterable
from typing import TypeVar

from policyspec.base.dataclasses import dataclass
from policyspec.model.facts import Explanation, Tender, Waiver


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is recorded for one rule and item."""

    explanation: Explanation | None = None
    waiver: Waiver | None = None


def recorded(tender: Tender, rule: str, path: str | None) -> Recorded:
    """The explanation and the waiver that speak of a rule at an item; one that names the item goes first.

    A path of None stands for items that are not stated: only what names no item speaks of them.
    """
    return Recorded(
        _first(e for e in tender.explanations if e.reason.strip() and speaks(e, rule, path)),
        _first(w for w in tender.waivers if is_whole(w) and speaks(w, rule, path)),
    )


def is_whole(waiver: Waiver) -> bool:
    """Whether a waiver has all that makes it one: a reason, an approver and an expiry."""
    return bool(waiver.reason.strip() and waiver.approver and waiver.expiry)


def speaks(record: Explanation | Waiver, rule: str, path: str | None) -> bool:
    """Whether a record is of a rule, and of an item or of every item."""
    return record.rule == rule and record.item in (None, path)


Record = TypeVar("Record", Explanation, Waiver)


def _first(records: Iterable[Record]) -> Record | None:
    found = sorted(records, key=lambda r: r.item is None)
    return found[0] if found else None
