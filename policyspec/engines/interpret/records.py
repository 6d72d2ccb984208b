"""Explanations and waivers that are amiss. One function for all."""

from collections.abc import Iterable, Sequence
from datetime import date

from policyspec.base.codes import CODES
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.base.suggest import did_you_mean, nearest
from policyspec.ir import nodes as ir
from policyspec.model.dates import spell_day
from policyspec.model.facts import Explanation, Origin, Stated, Tender, Waiver, find
from policyspec.model.outcomes import Outcome, Verdict
from policyspec.model.recorded import is_whole, speaks
from policyspec.model.values import ItemRef, Moment

#: What people write for all rules at once. A record is of one rule, so that somebody has thought of it.
_WHOLESALE = frozenset(("*", "all", "any", "every rule", "all rules"))


# --- what is amiss ----------------------------------------------------------------------------------------------


def findings(
    tender: Tender, rules: Sequence[ir.Rule], outcomes: Sequence[Outcome], on: date | None = None
) -> list[Diagnostic]:
    """Records that speak of no rule, lack a part, have expired, come too late, excuse nothing or more than they need.

    `on`: the date given, in place of the one on which each rule is judged.
    """
    known = {r.id: r for r in rules}
    found: list[Diagnostic] = []
    records: tuple[Explanation | Waiver, ...] = (*tender.explanations, *tender.waivers)
    for record in records:
        own = [o for o in outcomes if speaks(record, o.rule, o.item)]
        found += _amiss(record, known, own, tender) or _late(record, known.get(record.rule), on, tender)
    return found


def _amiss(
    record: Explanation | Waiver, known: dict[str, ir.Rule], own: Sequence[Outcome], tender: Tender
) -> list[Diagnostic]:
    kind = "waiver" if isinstance(record, Waiver) else "explanation"
    if record.rule in _WHOLESALE or record.rule in {rule.rpartition("#")[0] for rule in known}:
        hint = "it excuses nothing: write one for each rule, with the rule's full id"
        return [_finding("PS643", f"this {kind} is of `{record.rule}`, and not of one rule", hint, record, tender)]
    if record.rule not in known:
        hint = _rule_meant(record.rule, known) or "write the rule's full id, as `policyspec rules` prints it"
        return [
            _finding("PS601", f"{kind} of `{record.rule}`, which is no rule of these policies", hint, record, tender)
        ]
    lacking = _lacking(record)
    if lacking:
        counts = not isinstance(record, Waiver) or is_whole(record)
        hint = (
            f"{'it counts all the same' if counts else 'without that it does not count'}: add {' and '.join(lacking)}"
        )
        message = f"the {kind} of `{record.rule}` has no {' and no '.join(lacking)}"
        return [_finding("PS602", message, hint, record, tender)]
    if isinstance(record, Explanation) and not any(limb.explain for limb in known[record.rule].limbs):
        hint = "the rule does not say `or explain`; keep it, or ask for a waiver"
        return [_finding("PS603", f"`{record.rule}` takes no explanation", hint, record, tender)]
    return _unneeded(record, kind, own, tender)


def _rule_meant(written: str, known: Iterable[str]) -> str | None:
    """A did-you-mean. Of an id without its policy: each rule that ends so."""
    slugs = {rule.rpartition("#")[2]: rule for rule in known}
    near = nearest(written, slugs) if "#" not in written else None
    meant = [rule for rule in known if rule.rpartition("#")[2] == near]
    return f"did you mean {' or '.join(f'`{rule}`' for rule in meant)}?" if meant else did_you_mean(written, known)


def _lacking(record: Explanation | Waiver) -> list[str]:
    wanted = {"reason": record.reason.strip(), "author": record.author, "date": record.date}
    if isinstance(record, Waiver):
        wanted |= {"approver": record.approver, "expiry": record.expiry}
    return [name for name, value in wanted.items() if not value]


def _late(record: Explanation | Waiver, rule: ir.Rule | None, on: date | None, tender: Tender) -> list[Diagnostic]:
    """A record of a later day than the one on which its rule is judged. Whether it was late a person must say."""
    day = on or (_judged_on(rule, tender) if rule is not None else None)
    if record.date is None or day is None or record.date.day <= day:
        return []
    kind = "waiver" if isinstance(record, Waiver) else "explanation"
    message = f"the {kind} of `{record.rule}` is dated {spell_day(record.date.day)}, after the day that is judged"
    hint = f"the rule is judged on {spell_day(day)}; it counts all the same: see that its date is right"
    return [_finding("PS607", message, hint, record, tender)]


def _judged_on(rule: ir.Rule, tender: Tender) -> date | None:
    found = tender.root.fact(rule.judged_on.info.key) if rule.judged_on is not None else None
    return found.value.day if isinstance(found, Stated) and isinstance(found.value, Moment) else None


def _unneeded(record: Explanation | Waiver, kind: str, own: Sequence[Outcome], tender: Tender) -> list[Diagnostic]:
    used = Verdict.WAIVED if kind == "waiver" else Verdict.EXPLAINED
    excused = [o for o in own if o.verdict is used or used in o.possible]
    if isinstance(record, Waiver) and not excused and any(o.verdict is Verdict.BREACHED for o in own):
        hint = "ask for a new waiver, or keep the rule"
        return [_finding("PS604", f"the waiver of `{record.rule}` has expired", hint, record, tender)]
    if not excused and _no_such_item(record, tender):
        return []
    if not excused:
        hint = "take it out, or check that it names the right rule and item"
        return [_finding("PS605", f"the {kind} of `{record.rule}` excuses nothing", hint, record, tender)]
    spared = [o for o in own if o.item and o.verdict in (Verdict.MET, Verdict.NOT_APPLICABLE)]
    if isinstance(record, Waiver) and record.item is None and spared:
        first = find(tender.root, ItemRef(excused[0].item or ""))
        hint = f"name the item that it is for: `item: {first.label if first else excused[0].item}`"
        return [
            _finding("PS606", f"the waiver of `{record.rule}` reaches further than it needs to", hint, record, tender)
        ]
    return []


def _no_such_item(record: Explanation | Waiver, tender: Tender) -> bool:
    """Whether the item that it names is not there, and the reading of the tender has said so."""
    if record.item is None or find(tender.root, ItemRef(record.item)) is not None:
        return False
    return any(diagnostic.code == "PS513" for diagnostic in tender.diagnostics)


def _finding(code: str, message: str, hint: str, record: Explanation | Waiver, tender: Tender) -> Diagnostic:
    return Diagnostic(code, CODES[code].severity, message, _span(record.origin, tender), hint)


def _span(origin: Origin | None, tender: Tender) -> Span:
    if origin is None:
        return Span(tender.file, 1, 1, 1, 1)
    return Span(origin.file, origin.line, origin.column, origin.line, origin.column + 1, origin.sheet)
