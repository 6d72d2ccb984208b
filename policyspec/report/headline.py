"""The verdict on a tender in one sentence, before anything else is said."""

from collections.abc import Iterable
from dataclasses import dataclass

from policyspec.model.outcomes import Gate, Strength, TenderResult, Verdict
from policyspec.report.page import Style
from policyspec.report.run import Judged, rules_of
from policyspec.report.words import are, count, joined


@dataclass(frozen=True, slots=True)
class Headline:
    """What it comes to, and what else is to be known."""

    text: str
    style: Style
    further: str = ""


def headline(result: TenderResult) -> Headline:
    """What the outcomes come to. It counts rules: a rule that one lot breaches and another may yet counts once."""
    failed = _rules(result, Verdict.FAILED)
    breached = _of(result, Verdict.BREACHED, [Strength.MUST])
    open_ = len(set(_open(result)) - set(breached))
    further = _further(result)
    if failed:
        text = f"Not judged in full: policyspec failed on {count(failed, 'rule')}."
        return Headline(f"{text} {_breached(len(breached), 'must')}." if breached else text, Style.BAD, further)
    if not any(outcome.applied for outcome in result.outcomes):
        return _nothing(result)
    if breached or (open_ and result.gate is Gate.PUBLISH):
        return Headline(_held(len(breached), open_, result.gate), Style.BAD, further)
    if open_:
        text = f"Not decided yet: no rule that must be kept is breached, and {open_} may yet be."
        return Headline(text, Style.DOUBT, further)
    return Headline("Nothing holds back publication.", Style.GOOD, further)


def _breached(number: int, modal: str) -> str:
    """`5 rules that must be kept are breached`."""
    return f"{_kept(number, modal)} {are(number)} breached"


def _kept(number: int, modal: str) -> str:
    return f"{count(number, 'rule')} that {modal} be kept"


def _held(breached: int, open_: int, gate: Gate) -> str:
    """The two kinds of rule that hold a tender back; at the draft gate an open one may still be settled."""
    parts = [_breached(breached, "must")] if breached else []
    if open_ and gate is Gate.PUBLISH:
        parts.append(f"{open_ if breached else _kept(open_, 'must')} {are(open_)} undetermined")
    elif open_:
        parts.append(f"{open_} more may yet be")
    return f"Holds back publication: {joined(parts)}."


def _nothing(result: TenderResult) -> Headline:
    if not result.rules:
        return Headline("Nothing was checked: the policies have no rules.", Style.BAD)
    number = len(result.rules)
    none = "the one rule does not apply" if number == 1 else f"none of the {number} rules applies"
    return Headline(f"Nothing was checked: {none} to this tender.", Style.BAD)


def _further(result: TenderResult) -> str:
    """What does not hold it back and is still to be known."""
    should, excused, waived, flagged = (
        _rules(result, Verdict.BREACHED, [Strength.SHOULD]),
        _rules(result, Verdict.EXPLAINED),
        _rules(result, Verdict.WAIVED),
        _rules(result, Verdict.FLAGGED),
    )
    said = (
        (should, f"{_breached(should, 'should')} (which does not hold it back)"),
        (excused, f"{count(excused, 'breach', 'breaches')} {are(excused)} explained"),
        (waived, f"{count(waived, 'rule')} {are(waived)} waived"),
        (flagged, f"{count(flagged, 'thing')} {are(flagged)} flagged to look at"),
    )
    parts = [text for number, text in said if number]
    return f"Also: {joined(parts)}." if parts else ""


def unread(judged: Judged) -> str:
    """That things in the tender's file could not be read, and so were not judged; empty: all were."""
    number = sum(found.code in _UNREAD for found in judged.diagnostics)
    if not number:
        return ""
    them = "it is" if number == 1 else "they are"
    return f"{count(number, 'thing')} in the tender's file could not be read: {them} under “About the tender's file”."


#: What stands in a tender's file and is in no fact: an unknown key or sheet, a value that is none, half a record.
_UNREAD = frozenset(
    ("PS510", "PS511", "PS512", "PS513", "PS515", "PS521", "PS569", "PS570", "PS571", "PS574", "PS575", "PS578")
)


def _open(result: TenderResult) -> list[str]:
    """The rules with a `must` that is undetermined and may yet be breached."""
    return rules_of(o for o in result.outcomes if o.blocks and o.verdict is Verdict.UNDETERMINED)


def _of(result: TenderResult, verdict: Verdict, strengths: Iterable[Strength]) -> list[str]:
    wanted = set(strengths)
    return rules_of(o for o in result.outcomes if o.verdict is verdict and o.strength in wanted)


def _rules(result: TenderResult, verdict: Verdict, strengths: Iterable[Strength] = Strength) -> int:
    return len(_of(result, verdict, strengths))
