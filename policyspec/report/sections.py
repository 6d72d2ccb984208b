"""The parts of the text report that speak of outcomes: what is breached, undetermined, explained, flagged."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from policyspec.model.outcomes import Citation, Outcome, Strength, TenderResult, UsedFact, Verdict
from policyspec.report.frame import Mark, Sources, frame, of_origin
from policyspec.report.page import BLANK, Line, Piece, Style, line, wrapped
from policyspec.report.words import are, count, joined, sentence

_FRAMES = 4  # outcomes of one rule that show their lines; the others are told in words
_TOLD = 20  # outcomes of one rule that are told; the JSON report has all
_LINES = 5  # lines of the tender that one outcome shows
_NAMED = 5  # facts that one rule is said to wait for
_FACTS = 12  # facts in the list of what would settle most


def heading(text: str, style: Style = Style.TITLE) -> list[Line]:
    return [line(Piece(text, style)), BLANK]


def breached(result: TenderResult, sources: Sources, width: int) -> list[Line]:
    """Each rule that is breached, those that hold back publication first: why, the tender's line, what to do."""
    found = _with(result, Verdict.BREACHED)
    if not found:
        return []
    groups = sorted(_by_rule(found), key=_rank)
    rows = heading(f"Breached: {_counted(found)}", Style.BAD)
    for group in groups:
        rows += [*_title(group), BLANK, *_told(group, sources, width), *_reasons(group, width), BLANK]
    return rows


def excused(result: TenderResult, width: int) -> list[Line]:
    """Breaches that a recorded explanation or a waiver answers, with the reason given."""
    rows: list[Line] = []
    for verdict in (Verdict.EXPLAINED, Verdict.WAIVED):
        found = _with(result, verdict)
        if not found:
            continue
        rows += heading(f"{verdict.capitalize()}: {_counted(found)}")
        for group in _by_rule(found):
            rows += _title(group)
            for outcome in group[:_TOLD]:
                rows += wrapped(sentence(outcome.message), width, indent=4)
                reason = outcome.explanation or "no reason is recorded"
                rows += wrapped(sentence(reason), width, indent=4, lead=Piece("Reason: ", Style.QUIET))
            rows += [*_left_out(len(group)), BLANK]
    return rows


def flagged(result: TenderResult, sources: Sources, width: int) -> list[Line]:
    """What a person should look at; never a breach."""
    found = _with(result, Verdict.FLAGGED)
    rows = heading(f"Flagged, to look at: {_counted(found)}", Style.DOUBT) if found else []
    for group in _by_rule(found):
        rows += [*_title(group), BLANK, *_told(group, sources, width), *_reasons(group, width), BLANK]
    return rows


def failed(result: TenderResult, width: int) -> list[Line]:
    """Rules that policyspec itself could not evaluate."""
    found = _with(result, Verdict.FAILED)
    rows = heading(f"Not judged, by a fault in policyspec: {_counted(found)}", Style.BAD) if found else []
    for group in _by_rule(found):
        rows += _title(group)
        for outcome in group[:_TOLD]:
            rows += wrapped(sentence(outcome.message), width, indent=4)
        rows.append(BLANK)
    return rows


def undetermined(result: TenderResult, width: int) -> list[Line]:
    """First the facts that would settle most, then each rule with what it may become and what it waits for."""
    found = _with(result, Verdict.UNDETERMINED)
    if not found:
        return []
    rows = heading(f"Undetermined: {_counted(found)}", Style.DOUBT)
    rows += _most_wanted(found, width)
    for group in sorted(_by_rule(found), key=_rank):
        rows += [*_title(group), *_open(group, width), BLANK]
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
    for verdict, title in ((Verdict.MET, "Met"), (Verdict.NOT_APPLICABLE, "Not applicable")):
        rules = [rule for rule in result.rules if rule.verdict is verdict]
        if not rules:
            continue
        rows += heading(f"{title}: {count(len(rules), 'rule')}", Style.GOOD if verdict is Verdict.MET else Style.TITLE)
        for rule in rules:
            why = _why_not(result, rule.rule) if verdict is Verdict.NOT_APPLICABLE else ""
            rows += wrapped(f"{rule.title or rule.rule}{why}", width, indent=2, lead="- ")
        rows.append(BLANK)
    return rows


# --- one rule -----------------------------------------------------------------------------------------------------

_RANK = {Strength.MUST: 0, Strength.SHOULD: 1, Strength.FLAG: 2}


def _rank(group: Sequence[Outcome]) -> int:
    """What holds back publication comes first."""
    return min(_RANK[outcome.strength] for outcome in group)


def _title(group: Sequence[Outcome]) -> list[Line]:
    first = group[0]
    strengths = joined(list(dict.fromkeys(o.strength.value for o in sorted(group, key=lambda o: _RANK[o.strength]))))
    rule = line("  ", Piece(f"{strengths} · {first.rule}", Style.QUIET))
    return [line("  ", Piece(first.title, Style.TITLE)), rule] if first.title else [rule]


def _told(group: Sequence[Outcome], sources: Sources, width: int) -> Iterator[Line]:
    """The sentence of each outcome, the first few with the tender's own lines where they are not above already."""
    before: list[Mark] = []
    for number, outcome in enumerate(group[:_TOLD]):
        yield from wrapped(sentence(outcome.message), width, indent=4)
        marks = _marks(outcome) if number < _FRAMES else []
        if marks and marks != before:
            yield BLANK
            yield from _quoted(marks, sources, width)
        yield BLANK
        before = marks
    yield from _left_out(len(group))


def _marks(outcome: Outcome) -> list[Mark]:
    """The places of the facts that it rests on, the most telling first; where none is stated the place of the item.

    Facts are listed as they were looked at, those of the duty before those of the scope.
    """
    origins = [fact.origin for fact in outcome.facts if fact.origin is not None]
    if not origins and outcome.item and outcome.item_origin is not None:
        origins = [outcome.item_origin]
    marks = list(dict.fromkeys(of_origin(origin) for origin in origins))
    places = list(dict.fromkeys((mark.file, mark.line) for mark in marks))[:_LINES]
    return [mark for mark in marks if (mark.file, mark.line) in places]


def _quoted(marks: Sequence[Mark], sources: Sources, width: int) -> Iterator[Line]:
    for file in dict.fromkeys(mark.file for mark in marks):
        yield from frame([mark for mark in marks if mark.file == file], sources, width=width, indent=6)


def _reasons(group: Sequence[Outcome], width: int) -> Iterator[Line]:
    """Its sources, its reason and what to do, each once."""
    for cited in dict.fromkeys(c for outcome in group for c in outcome.citations):
        yield from wrapped(cited_in_words(cited), width, indent=4, lead=Piece("Source:  ", Style.QUIET))
    for because in dict.fromkeys(o.because for o in group if o.because):
        yield from wrapped(because, width, indent=4, lead=Piece("Because: ", Style.QUIET))
    for suggest in dict.fromkeys(o.suggest for o in group if o.suggest):
        yield from wrapped(suggest, width, indent=4, lead=Piece("To do:   ", Style.GOOD))


def cited_in_words(cited: Citation) -> str:
    checked = f" ({cited.checked})" if cited.checked else ""
    return f"{cited}{checked}{f' <{cited.url}>' if cited.url else ''}"


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
    where = f", {fact.origin.file}:{fact.origin.line}" if fact.origin else ""
    return f"{fact.name} ({fact.absence}{where})"


# --- helpers ------------------------------------------------------------------------------------------------------


def _with(result: TenderResult, verdict: Verdict) -> list[Outcome]:
    return [outcome for outcome in result.outcomes if outcome.verdict is verdict]


def _by_rule(outcomes: Iterable[Outcome]) -> list[list[Outcome]]:
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.rule, []).append(outcome)
    return list(groups.values())


def _counted(outcomes: Sequence[Outcome]) -> str:
    """`2 rules`, `1 rule in 3 outcomes`."""
    rules = len(_by_rule(outcomes))
    of = "" if rules == len(outcomes) else f", {count(len(outcomes), 'outcome')}"
    return f"{count(rules, 'rule')}{of}"


def _left_out(number: int) -> list[Line]:
    rest = number - _TOLD
    return [line(f"    and {rest} more, which {are(rest)} in the JSON report")] if rest > 0 else []
