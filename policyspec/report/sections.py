"""The parts of the text report that speak of outcomes: what is breached, undetermined, explained, flagged."""

from collections.abc import Iterator, Sequence

from policyspec.model.outcomes import Outcome, TenderResult, Verdict
from policyspec.report.frame import Sources
from policyspec.report.grouped import by_rule, comes_to, counted, having, taken_for_granted, waiting, why_not
from policyspec.report.one_rule import TOLD, given, left_out, or_explain, rank, reasons, title, told
from policyspec.report.page import BLANK, Line, Piece, Style, line, wrapped
from policyspec.report.words import count, sentence

_FACTS = 12  # facts in the list of what would settle most


def heading(text: str, style: Style = Style.TITLE) -> list[Line]:
    return [line(Piece(text, style)), BLANK]


def breached(result: TenderResult, sources: Sources, width: int) -> list[Line]:
    """Each rule that is breached, those that hold back publication first: why, the tender's line, what to do."""
    found = having(result, Verdict.BREACHED)
    if not found:
        return []
    groups = sorted(by_rule(found), key=rank)
    rows = heading(f"Breached: {counted(result, Verdict.BREACHED)}", Style.BAD)
    for group in groups:
        rows += [*title(group), BLANK, *told(group, sources, width), *reasons(group, width)]
        rows += [*or_explain(group, result, width), BLANK]
    return rows


def excused(result: TenderResult, width: int) -> list[Line]:
    """Breaches that a recorded explanation or a waiver answers, with the reason given."""
    rows: list[Line] = []
    for verdict in (Verdict.EXPLAINED, Verdict.WAIVED):
        found = having(result, verdict)
        if not found:
            continue
        rows += heading(f"{verdict.capitalize()}: {counted(result, verdict)}")
        for group in by_rule(found):
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
    found = having(result, Verdict.FLAGGED)
    rows = heading(f"Flagged, to look at: {counted(result, Verdict.FLAGGED)}", Style.DOUBT) if found else []
    for group in by_rule(found):
        rows += [*title(group), BLANK, *told(group, sources, width), *reasons(group, width), BLANK]
    return rows


def failed(result: TenderResult, width: int) -> list[Line]:
    """Rules that policyspec itself could not evaluate."""
    found = having(result, Verdict.FAILED)
    if not found:
        return []
    rows = heading(f"Not judged, by a fault in policyspec: {counted(result, Verdict.FAILED)}", Style.BAD)
    for group in by_rule(found):
        rows += title(group)
        for outcome in group[:TOLD]:
            rows += wrapped(sentence(outcome.message), width, indent=4)
        rows.append(BLANK)
    return rows


def undetermined(result: TenderResult, width: int) -> list[Line]:
    """First the facts that would settle most, then each rule with what it may become and what it waits for."""
    found = having(result, Verdict.UNDETERMINED)
    if not found:
        return []
    rows = heading(f"Undetermined: {counted(result, Verdict.UNDETERMINED)}", Style.DOUBT)
    rows += _most_wanted(found, width)
    for group in sorted(by_rule(found), key=rank):
        rows += [*title(group), *_open(group, width), BLANK]
    return rows


def assumptions(result: TenderResult, width: int) -> list[Line]:
    """What was taken for granted, each once, with the rules that rest on it."""
    resting = taken_for_granted(result)
    rows = heading(f"Taken for granted: {count(len(resting), 'assumption')}") if resting else []
    for assumption, rules in resting.items():
        rows += wrapped(sentence(assumption), width, indent=2)
        lead = f"{count(len(rules), 'rule')} {'rests' if len(rules) == 1 else 'rest'} on it: "
        rows += [*wrapped(f"{lead}{'; '.join(rules)}.", width, indent=4, style=Style.QUIET), BLANK]
    return rows


def settled(result: TenderResult, width: int) -> list[Line]:
    """What is met and what does not apply, one line to a rule, so that one can see what was looked at."""
    rows: list[Line] = []
    reasons_of = why_not(result)
    for verdict, style in ((Verdict.MET, Style.GOOD), (Verdict.NOT_APPLICABLE, Style.TITLE)):
        rules = [rule for rule in result.rules if rule.verdict is verdict]
        if not rules:
            continue
        rows += heading(f"{verdict.capitalize()}: {count(len(rules), 'rule')}", style)
        for rule in rules:
            why = reasons_of.get(rule.rule) if verdict is Verdict.NOT_APPLICABLE else None
            name = rule.title or rule.rule
            rows += wrapped(f"{name}: {why}" if why else name, width, indent=2, lead="- ")
        rows.append(BLANK)
    return rows


def _open(group: Sequence[Outcome], width: int) -> Iterator[Line]:
    """What the rule may come to and what it waits for, over all its items; the facts' names say of which they are."""
    if not any(outcome.missing for outcome in group):
        yield from wrapped(sentence(group[0].message), width, indent=4)
    yield from wrapped(comes_to(group), width, indent=4)


def _most_wanted(found: Sequence[Outcome], width: int) -> list[Line]:
    """The missing facts by how many outcomes wait for each; where each waits for its own, the rules say it."""
    facts = waiting(found)
    if not facts:
        return []
    rows = wrapped("Facts that would settle most, with the number of outcomes that wait for each:", width, indent=2)
    for name, number in facts.most_common(_FACTS):
        rows += wrapped(name, width, indent=2, lead=Piece(f"{number:>4}  ", Style.DOUBT))
    rest = len(facts) - _FACTS
    if rest > 0:
        rows.append(line(f"        and {count(rest, 'other fact')}"))
    return [*rows, BLANK]
