"""The report for screen readers: sentences and headings in words, a line each; no marks, frames, columns or colours.

It says what the text report says, in the same order: the verdict first, then why, then what is open, then the counts.
"""

from collections.abc import Iterable, Iterator, Sequence

from policyspec.base.diagnostics import Diagnostic, in_order
from policyspec.base.source import Span, cell
from policyspec.model.facts import Origin
from policyspec.model.outcomes import Gate, Outcome, TenderResult, Verdict
from policyspec.report import picks, unread
from policyspec.report.formats import View
from policyspec.report.grouped import by_rule, comes_to, counted, having, taken_for_granted, told_once, waiting, why_not
from policyspec.report.headline import headline, unjudged
from policyspec.report.one_rule import TOLD, cited_in_words, given, origins_of, rank, to_record
from policyspec.report.page import BLANK, Line, capped, line, tidy
from policyspec.report.problems import tallied
from policyspec.report.run import Comparison, Judged, Run, key, tally
from policyspec.report.words import are, count, day_in_words, joined, sentence

_FACTS = 12  # facts in the list of what would settle most


def render(run: Run, _view: View) -> list[Line]:
    parts = [
        list(_together(run)),
        list(picks.sentences(run)),
        *(list(_tender(judged, run.comparison)) for judged in run.tenders),
    ]
    parts += [list(_fixed(run.comparison)), list(_about_files(run))]
    return capped(tidy(_line(row) for part in parts for row in (*part, "")))


def _line(row: str) -> Line:
    """Quotes in place of backticks, which are read out."""
    return line(row.replace("`", '"')) if row else BLANK


def _together(run: Run) -> Iterator[str]:
    """The tenders of a run, each with its verdict, and the inputs that were not read."""
    if len(run.tenders) + len(run.unread) < 2 and not run.unread:
        return
    not_read = f"; {unread.counted(run)}" if run.unread else ""
    yield f"Heading: Together, {count(len(run.tenders), 'tender')}{not_read}."
    for judged in run.tenders:
        yield f"{sentence(f'{judged.result.name}, in {judged.result.source}')} {headline(judged).text}"
    for name in run.unread:
        yield f"{_ended(name)} {unread.not_checked(run, name)}"


def _tender(judged: Judged, comparison: Comparison | None) -> Iterator[str]:
    result = judged.result
    said = headline(judged)
    yield sentence(f"Heading: {result.name}")
    yield sentence(f"The file is {result.source}")
    gate = "the draft gate" if result.gate is Gate.DRAFT else "the publication gate"
    yield f"Judged at {gate}{f', on {day_in_words(result.judged_on)}' if result.judged_on else ''}."
    yield from map(sentence, result.notes)
    yield said.text
    yield from [text for text in (said.further, unjudged(judged)) if text]
    for verdict in _TOLD:
        yield from _outcomes(result, verdict, comparison)
    yield from _granted(result)
    yield from _remarks("About the tender's file", judged.diagnostics)
    yield from _settled(result)
    yield from _counts(result)


#: What is told of outcome by outcome, and its heading.
_TOLD = {
    Verdict.FAILED: "Not judged, by a fault in policyspec",
    Verdict.BREACHED: "Breached",
    Verdict.UNDETERMINED: "Undetermined",
    Verdict.EXPLAINED: "Explained",
    Verdict.WAIVED: "Waived",
    Verdict.FLAGGED: "Flagged, to look at",
}


def _outcomes(result: TenderResult, verdict: Verdict, comparison: Comparison | None) -> Iterator[str]:
    found = having(result, verdict)
    if not found:
        return
    yield ""
    yield f"Heading: {_TOLD[verdict]}, {counted(result, verdict)}."
    if verdict is Verdict.UNDETERMINED:
        yield from _most_wanted(found)
    for group in sorted(by_rule(found), key=rank):
        yield ""
        yield from _rule(group, result, comparison)


def _rule(group: Sequence[Outcome], result: TenderResult, comparison: Comparison | None) -> Iterator[str]:
    first = group[0]
    strengths = joined(sorted({outcome.strength.value for outcome in group}))
    yield sentence(f"Rule: {first.title or first.rule}")
    yield f"Strength: {strengths}. Its id is {first.rule}."
    if any(outcome.missing for outcome in group):
        yield from _number_new(group, comparison, result)
        yield sentence(comes_to(group))
    else:
        yield from _told(group, comparison, result)
    yield from _reasons(group)
    yield from _or_explain(group, result)


def _told(group: Sequence[Outcome], comparison: Comparison | None, result: TenderResult) -> Iterator[str]:
    """The sentence of each outcome, then the places of its facts where they have not just been told."""
    before: list[Origin] = []
    group = told_once(group) if comparison is None else group  # each is new or not by itself
    for outcome in group[:TOLD]:
        yield f"{_since(outcome, comparison, result)}{sentence(outcome.message)}"
        origins, rest = origins_of(outcome)
        if outcome.verdict in (Verdict.BREACHED, Verdict.FLAGGED) and origins != before:
            yield from _places(outcome, origins)
            yield from [f"And {count(rest, 'more line')}."] if rest else []
            before = origins
        if outcome.verdict in (Verdict.EXPLAINED, Verdict.WAIVED):
            yield f"Reason: {sentence(outcome.explanation or 'no reason is recorded')}"
            yield f"Given: {given(outcome)}"
    if more := len(group[TOLD:]):
        yield f"And {more} more, which {are(more)} in the JSON report."


def _since(outcome: Outcome, comparison: Comparison | None, result: TenderResult) -> str:
    if comparison is None:
        return ""
    return "New: " if key(result, outcome) in comparison.new else "Unchanged: "


def _number_new(group: Sequence[Outcome], comparison: Comparison | None, result: TenderResult) -> Iterator[str]:
    if comparison is not None:
        new = sum(key(result, outcome) in comparison.new for outcome in group)
        yield f"New: {count(new, 'outcome')} of {len(group)}."


def _places(outcome: Outcome, origins: Sequence[Origin]) -> Iterator[str]:
    """`Line 5 of tender.yaml: weight of criterion 1 is 10%.` for each line, those that tell most first."""
    stated = {fact.origin: f"{fact.name} is {fact.value or fact.absence}" for fact in outcome.facts}
    lines: dict[str, list[str]] = {}
    for origin in origins:
        lines.setdefault(_place(origin), []).append(stated.get(origin, outcome.item_label))
    yield from (f"{place}: {_ended('; '.join(facts))}" for place, facts in lines.items())


def _place(at: Origin | Span) -> str:
    if at.sheet:
        return f"Cell {cell(at.line, at.column)} of sheet {at.sheet} in {at.file}"
    return f"Line {at.line} of {at.file}"


def _reasons(group: Sequence[Outcome]) -> Iterator[str]:
    """Its sources, its reason and what to do, each once; where nothing is held against it, they do not matter."""
    if group[0].verdict not in (Verdict.BREACHED, Verdict.FLAGGED):
        return
    yield from (f"Source: {cited_in_words(c)}." for c in dict.fromkeys(c for o in group for c in o.citations))
    yield from (f"Because: {sentence(text)}" for text in dict.fromkeys(o.because for o in group if o.because))
    yield from (f"To do: {sentence(text)}" for text in dict.fromkeys(o.suggest for o in group if o.suggest))


def _or_explain(group: Sequence[Outcome], result: TenderResult) -> Iterator[str]:
    first = next((outcome for outcome in group if outcome.explainable), None)
    if first is None or first.verdict is not Verdict.BREACHED:
        return
    if first.explain_in:
        yield f"Or explain: state `{first.explain_in}`."
    where, record = to_record(first, result)
    yield f"Or explain: {where}"
    yield record


def _most_wanted(found: Sequence[Outcome]) -> Iterator[str]:
    """The missing facts for which most outcomes wait; for what one waits alone, its rule says."""
    for name, number in waiting(found).most_common(_FACTS):
        if number > 1:
            yield f"{number} outcomes wait for {_ended(name)}"


def _granted(result: TenderResult) -> Iterator[str]:
    resting = taken_for_granted(result)
    if not resting:
        return
    yield ""
    yield f"Heading: Taken for granted, {count(len(resting), 'assumption')}."
    for assumption, rules in resting.items():
        rest = "rests" if len(rules) == 1 else "rest"
        yield f"{sentence(assumption)} {count(len(rules), 'rule')} {rest} on it: {_ended('; '.join(rules))}"


def _remarks(heading: str, found: Iterable[Diagnostic]) -> Iterator[str]:
    """What was found in files: the kind, the message, the place in words, what to do."""
    remarks = in_order(found)
    if not remarks:
        return
    yield ""
    yield f"Heading: {heading}, {tallied(remarks)}."
    for one in remarks:
        place = f"{_place(one.span)}: " if one.span else ""
        yield f"{one.severity.capitalize()} {one.code}. {place}{sentence(one.message)}"
        yield from (f"{_place(related.span)}: {sentence(related.note)}" for related in one.related)
        if one.replacement is not None:
            yield f"Write: {one.replacement}" if one.replacement.strip() else "Take it out."
        if one.hint:
            yield f"Hint: {sentence(one.hint)}"


def _about_files(run: Run) -> Iterator[str]:
    """What is wrong with policies and inputs; where tenders were judged, no more than the number of other remarks."""
    told = run.diagnostics if not run.tenders else [d for d in run.diagnostics if d.is_error or d in run.about_inputs]
    yield from _remarks("About policies and files", told)
    if rest := len(run.diagnostics) - len(told):
        yield f"And {count(rest, 'remark')} on the policies, which policyspec lint tells."


def _settled(result: TenderResult) -> Iterator[str]:
    """What is met and what does not apply, so that one can hear what was looked at."""
    reasons = why_not(result)
    for verdict in (Verdict.MET, Verdict.NOT_APPLICABLE):
        rules = [rule for rule in result.rules if rule.verdict is verdict]
        if not rules:
            continue
        yield ""
        yield f"Heading: {verdict.capitalize()}, {count(len(rules), 'rule')}."
        for rule in rules:
            why = reasons.get(rule.rule) if verdict is Verdict.NOT_APPLICABLE else None
            yield sentence(f"{rule.title or rule.rule}: {why}" if why else rule.title or rule.rule)


def _counts(result: TenderResult) -> Iterator[str]:
    """Every verdict with its number, so that what was not checked cannot pass for a pass."""
    rules = tally(rule.verdict for rule in result.rules)
    outcomes = tally(outcome.verdict for outcome in result.outcomes)
    yield ""
    yield f"Heading: Counts, {count(len(result.rules), 'rule')} and {count(len(result.outcomes), 'outcome')} in all."
    for verdict in Verdict:
        if verdict is Verdict.FAILED and not outcomes[verdict]:
            continue
        yield f"{verdict.capitalize()}: {count(rules[verdict], 'rule')}, {count(outcomes[verdict], 'outcome')}."


def _fixed(comparison: Comparison | None) -> Iterator[str]:
    if comparison is None:
        return
    yield f"Heading: Since {comparison.against}, {count(len(comparison.fixed), 'finding')} fixed."
    for one in comparison.fixed:
        yield f"Fixed, it was {one.verdict}: {one.title}, of {one.item_label} in {one.tender}."


def _ended(text: str) -> str:
    """The text with a full stop, in its own case: a name stays as it is written."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
