"""Explanations and waivers: which one speaks of an outcome, and which of them are amiss. One function for all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from policyspec.base.codes import CODES
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.base.suggest import did_you_mean
from policyspec.ir import nodes as ir
from policyspec.model.facts import Explanation, Origin, Tender, Waiver
from policyspec.model.outcomes import Outcome, Verdict


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
        _first(e for e in tender.explanations if e.reason.strip() and _speaks(e, rule, path)),
        _first(w for w in tender.waivers if is_whole(w) and _speaks(w, rule, path)),
    )


def is_whole(waiver: Waiver) -> bool:
    """Whether a waiver has all that makes it one: a reason, an approver and an expiry."""
    return bool(waiver.reason.strip() and waiver.approver and waiver.expiry)


def _speaks(record: Explanation | Waiver, rule: str, path: str | None) -> bool:
    return record.rule == rule and record.item in (None, path)


Record = TypeVar("Record", Explanation, Waiver)


def _first(records: Iterable[Record]) -> Record | None:
    found = sorted(records, key=lambda r: r.item is None)
    return found[0] if found else None


# --- what is amiss ----------------------------------------------------------------------------------------------


def findings(tender: Tender, rules: Sequence[ir.Rule], outcomes: Sequence[Outcome]) -> list[Diagnostic]:
    """Records that speak of no rule, lack a part, have expired, excuse nothing, or excuse more than they need to."""
    known = {r.id: r for r in rules}
    found: list[Diagnostic] = []
    records: tuple[Explanation | Waiver, ...] = (*tender.explanations, *tender.waivers)
    for record in records:
        own = [o for o in outcomes if _speaks(record, o.rule, o.item)]
        found += _amiss(record, known, own, tender)
    return found


def _amiss(
    record: Explanation | Waiver, known: dict[str, ir.Rule], own: Sequence[Outcome], tender: Tender
) -> list[Diagnostic]:
    kind = "waiver" if isinstance(record, Waiver) else "explanation"
    if record.rule not in known:
        hint = did_you_mean(record.rule, known) or "write the rule's full id, as `policyspec rules` prints it"
        return [
            _finding("PS601", f"{kind} of `{record.rule}`, which is no rule of these policies", hint, record, tender)
        ]
    lacking = _lacking(record)
    if lacking:
        hint = f"add {lacking} to the {kind}"
        return [_finding("PS602", f"{kind} of `{record.rule}` has no {lacking}", hint, record, tender)]
    if isinstance(record, Explanation) and not any(limb.explain for limb in known[record.rule].limbs):
        hint = "the rule does not say `or explain`; keep it, or ask for a waiver"
        return [_finding("PS603", f"`{record.rule}` takes no explanation", hint, record, tender)]
    return _unneeded(record, kind, own, tender)


def _lacking(record: Explanation | Waiver) -> str | None:
    wanted = {"reason": record.reason.strip(), "author": record.author, "date": record.date}
    if isinstance(record, Waiver):
        wanted |= {"approver": record.approver, "expiry": record.expiry}
    return next((name for name, value in wanted.items() if not value), None)


def _unneeded(record: Explanation | Waiver, kind: str, own: Sequence[Outcome], tender: Tender) -> list[Diagnostic]:
    used = Verdict.WAIVED if kind == "waiver" else Verdict.EXPLAINED
    excused = [o for o in own if o.verdict is used or used in o.possible]
    if isinstance(record, Waiver) and not excused and any(o.verdict is Verdict.BREACHED for o in own):
        hint = "ask for a new waiver, or keep the rule"
        return [_finding("PS604", f"the waiver of `{record.rule}` has expired", hint, record, tender)]
    if not excused:
        hint = "take it out, or check that it names the right rule and item"
        return [_finding("PS605", f"the {kind} of `{record.rule}` excuses nothing", hint, record, tender)]
    spared = [o for o in own if o.item and o.verdict in (Verdict.MET, Verdict.NOT_APPLICABLE)]
    if isinstance(record, Waiver) and record.item is None and spared:
        hint = f"name the item that it is for: `item: {excused[0].item}`"
        return [
            _finding("PS606", f"the waiver of `{record.rule}` reaches further than it needs to", hint, record, tender)
        ]
    return []


def _finding(code: str, message: str, hint: str, record: Explanation | Waiver, tender: Tender) -> Diagnostic:
    return Diagnostic(code, CODES[code].severity, message, _span(record.origin, tender), hint)


def _span(origin: Origin | None, tender: Tender) -> Span:
    if origin is None:
        return Span(tender.source, 1, 1, 1, 1)
    return Span(origin.file, origin.line, origin.column, origin.line, origin.column + 1)
