"""The verdict on a tender in one sentence, before anything else is said."""

from collections import Counter
from collections.abc import Iterable

from policyspec.base.dataclasses import dataclass
from policyspec.model.outcomes import Gate, Strength, TenderResult, Verdict
from policyspec.report.page import Style
from policyspec.report.picked import lawless
from policyspec.report.run import Judged, Run, rules_of
from policyspec.report.unread import counted
from policyspec.report.words import are, count, joined


@dataclass(frozen=True, slots=True)
class Headline:
    """What it comes to, and what else is to be known."""

    text: str
    style: Style
    further: str = ""


def headline(judged: Judged) -> Headline:
    """What the outcomes come to. It counts rules: a rule that one lot breaches and another may yet counts once.

    Only where every rule is settled, and all of the tender's file is read, does it say no more than that nothing holds
    the tender back.
    """
    result = judged.result
    failed = _rules(result, Verdict.FAILED)
    breached = _of(result, Verdict.BREACHED, [Strength.MUST])
    open_ = len(set(_open(result)) - set(breached))
    unsettled = len(set(_of(result, Verdict.UNDETERMINED, Strength)) - set(breached) - set(_open(result)))
    further = _further(result, unsettled if breached or open_ or failed else 0)
    if failed:
        text = f"Not judged in full: policyspec failed on {count(failed, 'rule')}."
        return Headline(f"{text} {_breached(len(breached), 'must')}." if breached else text, Style.BAD, further)
    if not any(outcome.applied for outcome in result.outcomes):
        return _nothing(result)
    if against := lawless(judged.picked):
        text = f"{against} {_breached(len(breached), 'must')}." if breached else against
        return Headline(text, Style.BAD, further)
    if breached or (open_ and result.gate is Gate.PUBLISH):
        return Headline(_held(len(breached), open_, result.gate), Style.BAD, further)
    if open_:
        text = f"Not decided yet: no rule that must be kept is breached, and {open_} may yet be."
        return Headline(text, Style.DOUBT, further)
    return _clear(unsettled, _unread(judged), further)


def _clear(unsettled: int, unread: int, further: str) -> Headline:
    """Nothing holds it back; what could not be told or read is said in the same breath, so that this is no pass."""
    but = [f"{count(unsettled, 'rule')} {are(unsettled)} undetermined"] if unsettled else []
    but += [f"{count(unread, 'thing')} in its file could not be read"] if unread else []
    if but:
        return Headline(f"Nothing holds back publication, but {joined(but)}.", Style.DOUBT, further)
    return Headline("Nothing holds back publication.", Style.GOOD, further)


def standing(judged: Judged) -> str:
    """The headline in a word or two: `not checked`, `failed`, `held back`, `not decided`, `clear`."""
    if not judged.checked:
        return "not checked"
    if _rules(judged.result, Verdict.FAILED):
        return "failed"
    match headline(judged).style:
        case Style.BAD:
            return "held back"
        case Style.GOOD:
            return "clear"
        case _:
            return "not decided"


def together(run: Run) -> str:
    """`4 tenders: 1 held back, 2 not decided, 1 clear; 1 input not read`: how every input of a run stands."""
    found = Counter(map(standing, run.tenders))
    parts = ", ".join(f"{found[word]} {word}" for word in _STANDINGS if found[word])
    tenders = count(len(run.tenders), "tender")
    not_read = f"; {counted(run)}" if run.unread else ""
    return f"{tenders}: {parts}{not_read}" if parts else f"{tenders}{not_read}"


_STANDINGS = ("failed", "not checked", "held back", "not decided", "clear")


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


def _further(result: TenderResult, unsettled: int) -> str:
    """What does not hold it back and is still to be known. `unsettled`: undetermined rules of which nothing is said."""
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
        (unsettled, f"{count(unsettled, 'more rule')} {are(unsettled)} undetermined"),
    )
    parts = [text for number, text in said if number]
    return f"Also: {joined(parts)}." if parts else ""


def unjudged(judged: Judged) -> str:
    """That things in the tender's file could not be read, and so were not judged; empty: all were."""
    number = _unread(judged)
    if not number:
        return ""
    was = "was" if number == 1 else "were"
    things = f"{count(number, 'thing')} in the tender's file could not be read, and so {was} not judged"
    return f"{things}: see the {'remark' if number == 1 else 'remarks'} on the file."


def _unread(judged: Judged) -> int:
    return sum(found.code in _UNREAD for found in judged.diagnostics)


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
