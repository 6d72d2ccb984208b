"""The parts of the text report that speak of outcomes: what is breached, undetermined, explained, flagged."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from policyspec.model.outcomes import Outcome, TenderResult, UsedFact, Verdict
from policyspec.report.frame import Sources
from policyspec.report.one_rule import TOLD, given, left_out, or_explain, rank, reasons, title, told
from policyspec.report.page import BLANK, Line, Piece, Style, line, wrapped
from policyspec.report.words import count, joined, sentence

_NAMED = 5  # facts that one rule is said to wait for
_FACTS = 12  # facts in the list of what would settle most


def heading(text: str, style: Style = Style.TITLE) -> list[Line]:
    return [line(Piece(text, style)), BLANK]


def breached(result: TenderResult, sources: Sources, width: int) -> list[Line]:
    """Each rule that is breached, those that hold back publication first: why, the tender's line, what to do."""
    found = _with(result, Verdict.BREACHED)
    if not found:
        return []
    groups = sorted(_by_rule(found), key=rank)
    rows = heading(f"Breached: {_counted(result, Verdict.BREACHED)}", Style.BAD)
    for group in groups:
        rows += [*title(group), BLANK, *told(group, sources, width), *reasons(group, width)]
        rows += [*or_explain(group, width, records=result.takes_records), BLANK]
    return rows


def excused(result: TenderResult, width: int) -> list[Line]:
    """Breaches that a recorded explanation or a waiver answers, with the reason given."""
    rows: list[Line] = []
    for verdict in (Verdict.EXPLAINED, Verdict.WAIVED):
        found = _with(result, verdict)
        if not found:
            continue
        rows += heading(f"{verdict.capitalize()}: {_counted(result, verdict)}")
        for group in _by_rule(found):
            rows += title(group)
            for outcome in group[:TOLD]:
                rows += wrapped(sentence(outcome.message), width, indent=4)
                reason = outcome.explanation or "no reason is recorded"
                rows += wrapped(sentence(reason), width, indent=4, lead=Piece("Reason: ", Style.QUIET))
                rows += wrapped(given(outcome), width, indent=4, lead=Piece("Given:  ", Style.QUIET))
            rows += [*left_out(len(group)), BLANK]
    return rows


def flagged(result: TenderResult, sources: Sources, width: int) -> list[Line]:
    """What a person should look at; never a breach."""
    found = _with(result, Verdict.FLAGGED)
    rows = heading(f"Flagged, to look at: {_counted(result, Verdict.FLAGGED)}", Style.DOUBT) if found else []
    for group in _by_rule(found):
        rows += [*title(group), BLANK, *told(group, sources, width), *reasons(group, width), BLANK]
    return rows


def failed(result: TenderResult, width: int) -> list[Line]:
    """Rules that policyspec itself could not evaluate."""
    found = _with(result, Verdict.FAILED)
    if not found:
        return []
    rows = heading(f"Not judged, by a fault in policyspec: {_counted(result, Verdict.FAILED)}", Style.BAD)
    for group in _by_rule(found):
        rows += title(group)
        for outcome in group[:TOLD]:
            rows += wrapped(sentence(outcome.message), width, indent=4)
        rows.append(BLANK)
    return rows


def undetermined(result: TenderResult, width: int) -> list[Line]:
    """First the facts that would settle most, then each rule with what it may become and what it waits for."""
    found = _with(result, Verdict.UNDETERMINED)
    if not found:
        return []
    rows = heading(f"Undetermined: {_counted(result, Verdict.UNDETERMINED)}", Style.DOUBT)
    rows += _most_wanted(found, width)
    for group in sorted(_by_rule(found), key=rank):
        rows += [*title(group), *_open(group, width), BLANK]
    return rows


def assumptions(result: TenderResult, width: int) -> list[Line]:
    """What was taken for granted, each once, with the rules that rest on it."""
    resting: dict[str, dict[str, None]] = {}
    for outcome in result.outcomes:
        for assumption in outcome.assumptions:
            resting.setdefault(assumption, {})[outcome.title or outcome.rule] = None
    rows = heading(f"Taken for granted: {count(len(resting), 'assumption')}") if resting else []
    for assumption, rules in resting.items():
        rows += wrapped(sentence(assumption), width, indent=2)
        lead = f"{count(len(rules), 'rule')} {'rests' if len(rules) == 1 else 'rest'} on it: "
        rows += [*wrapped(f"{lead}{'; '.join(rules)}.", width, indent=4, style=Style.QUIET), BLANK]
    return rows


def settled(result: TenderResult, width: int) -> list[Line]:
    """What is met and what does not apply, one line to a rule, so that one can see what was looked at."""
    rows: list[Line] = []
    for verdict, style in ((Verdict.MET, Style.GOOD), (Verdict.NOT_APPLICABLE, Style.TITLE)):
        rules = [rule for rule in result.rules if rule.verdict is verdict]
        if not rules:
            continue
        rows += heading(f"{verdict.capitalize()}: {count(len(rules), 'rule')}", style)
        for rule in rules:
            why = _why_not(result, rule.rule) if verdict is Verdict.NOT_APPLICABLE else ""
            rows += wrapped(f"{rule.title or rule.rule}{why}", width, indent=2, lead="- ")
        rows.append(BLANK)
    return rows


def _open(group: Sequence[Outcome], width: int) -> Iterator[Line]:
    """What the rule may come to and what it waits for, over all its items; the facts' names say of which they are."""
    possible = [verdict for verdict in Verdict if any(verdict in outcome.possible for outcome in group)]
    wanted = list(dict.fromkeys(_wanted(fact) for outcome in group for fact in outcome.missing))
    if not wanted:
        yield from wrapped(sentence(group[0].message), width, indent=4)
    waits = f"; waits for {joined(_first(wanted))}" if wanted else ""
    yield from wrapped(f"may be {joined([v.value for v in possible], 'or')}{waits}", width, indent=4)


def _first(names: list[str]) -> list[str]:
    """The names, or of many the first few and the number of the others."""
    rest = len(names) - _NAMED
    return names if rest < 2 else [*names[:_NAMED], f"{rest} others"]


def _why_not(result: TenderResult, rule: str) -> str:
    reasons = dict.fromkeys(o.message for o in result.outcomes if o.rule == rule and o.message)
    return f": {next(iter(reasons))}" if reasons else ""


# --- facts that are wanted ----------------------------------------------------------------------------------------


def _most_wanted(found: Sequence[Outcome], width: int) -> list[Line]:
    """The missing facts by how many outcomes wait for each; where each waits for its own, the rules say it."""
    waiting = Counter(_wanted(fact) for outcome in found for fact in outcome.missing)
    if max(waiting.values(), default=0) < 2:
        return []
    rows = wrapped("Facts that would settle most, with the number of outcomes that wait for each:", width, indent=2)
    for name, number in waiting.most_common(_FACTS):
        rows += wrapped(name, width, indent=2, lead=Piece(f"{number:>4}  ", Style.DOUBT))
    rest = len(waiting) - _FACTS
    if rest > 0:
        rows.append(line(f"        and {count(rest, 'other fact')}"))
    return [*rows, BLANK]


def _wanted(fact: UsedFact) -> str:
    """The fact in words; one that is there and cannot be used says why."""
    if fact.absence in {None, "not stated"}:
        return fact.name
    where = f", {fact.origin}" if fact.origin else ""
    return f"{fact.name} ({fact.absence}{where})"


# --- helpers ------------------------------------------------------------------------------------------------------


def _with(result: TenderResult, verdict: Verdict) -> list[Outcome]:
    return [outcome for outcome in result.outcomes if outcome.verdict is verdict]


def _by_rule(outcomes: Iterable[Outcome]) -> list[list[Outcome]]:
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.rule, []).append(outcome)
    return list(groups.values())


def _counted(result: TenderResult, verdict: Verdict) -> str:
    """`2 rules`, `1 rule, 3 outcomes`: the numbers of the counts at the end.

    A rule with a graver verdict that has such an outcome too is told here as well, and counted as `in part`.
    """
    outcomes = _with(result, verdict)
    whole = sum(rule.verdict is verdict for rule in result.rules)
    part = len(_by_rule(outcomes)) - whole
    rules = [count(whole, "rule")] if whole else []
    rules += [f"{part} more in part" if whole else f"{count(part, 'rule')} in part"] if part else []
    of = "" if whole == len(outcomes) else f", {count(len(outcomes), 'outcome')}"
    return f"{joined(rules)}{of}"
