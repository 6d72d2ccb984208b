"""One rule in the text report: its title, each outcome with the tender's own lines, reasons and ways out."""

import json
from collections.abc import Iterator, Sequence

from policyspec.base.patterns import pattern
from policyspec.model.dates import spell_day
from policyspec.model.facts import Origin, Waiver
from policyspec.model.outcomes import Citation, Outcome, Role, Strength, TenderResult
from policyspec.model.values import Moment
from policyspec.report.frame import Mark, Sources, frame, of_origin
from policyspec.report.grouped import told_once
from policyspec.report.page import BLANK, Line, Piece, Style, line, wrapped
from policyspec.report.words import are, count, joined, sentence

_FRAMES = 4  # outcomes of one rule that show their lines; the others are told in words
_LINES = 5  # lines of the tender that one outcome shows
TOLD = 20  # outcomes of one rule that are told; the JSON report has all

_RANK = {Strength.MUST: 0, Strength.SHOULD: 1, Strength.FLAG: 2}


def rank(group: Sequence[Outcome]) -> int:
    """What holds back publication comes first."""
    return min(_RANK[outcome.strength] for outcome in group)


def title(group: Sequence[Outcome]) -> list[Line]:
    first = group[0]
    strengths = joined(list(dict.fromkeys(o.strength.value for o in sorted(group, key=lambda o: _RANK[o.strength]))))
    rule = line("  ", Piece(f"{strengths} · {first.rule}", Style.QUIET))
    return [line("  ", Piece(first.title, Style.TITLE)), rule] if first.title else [rule]


def told(group: Sequence[Outcome], sources: Sources, width: int) -> Iterator[Line]:
    """The sentence of each outcome, the first few with the tender's own lines where they are not above already."""
    before: list[Mark] = []
    group = told_once(group)
    for number, outcome in enumerate(group[:TOLD]):
        yield from wrapped(sentence(outcome.message), width, indent=4)
        marks, rest = _marks(outcome) if number < _FRAMES else ([], 0)
        if not all(any(_near(mark, shown, width) for shown in before) for mark in marks):
            yield BLANK
            yield from _quoted(marks, sources, width)
            yield from [line(f"      and {count(rest, 'more line')}")] if rest else []
        yield BLANK
        before += marks
    yield from left_out(len(group))


def _near(mark: Mark, shown: Mark, width: int) -> bool:
    """Whether the place stands in a line that is shown already; of a very long line, in the part that is."""
    there = mark.sheet is None and (mark.file, mark.line) == (shown.file, shown.line)
    return mark == shown or (there and abs(mark.column - shown.column) < width)


def _marks(outcome: Outcome) -> tuple[list[Mark], int]:
    """The places that tell most, and how many lines are left out."""
    origins, rest = origins_of(outcome)
    return list(dict.fromkeys(map(of_origin, origins))), rest


def origins_of(outcome: Outcome) -> tuple[list[Origin], int]:
    """The origins of the facts that it rests on, the most telling first, and how many lines are left out.

    What only made the rule apply is no fault: it is marked where neither the duty nor the item has a place.
    """
    placed = [(fact.role, fact.origin) for fact in outcome.facts if fact.origin is not None]
    origins = [origin for role, origin in placed if role is Role.DUTY]
    if not origins and outcome.item and outcome.item_origin is not None:
        origins = [outcome.item_origin]
    origins = list(dict.fromkeys(origins or [origin for _, origin in placed]))
    lines = list(dict.fromkeys((origin.file, origin.sheet, origin.line) for origin in origins))
    kept = [origin for origin in origins if (origin.file, origin.sheet, origin.line) in lines[:_LINES]]
    return kept, len(lines[_LINES:])


def _quoted(marks: Sequence[Mark], sources: Sources, width: int) -> Iterator[Line]:
    for file in dict.fromkeys(mark.file for mark in marks):
        yield from frame([mark for mark in marks if mark.file == file], sources, width=width, indent=6)


def reasons(group: Sequence[Outcome], width: int) -> Iterator[Line]:
    """Its sources, its reason and what to do, each once."""
    for cited in dict.fromkeys(c for outcome in group for c in outcome.citations):
        yield from wrapped(cited_in_words(cited), width, indent=4, lead=Piece("Source:  ", Style.QUIET))
    for because in dict.fromkeys(o.because for o in group if o.because):
        yield from wrapped(because, width, indent=4, lead=Piece("Because: ", Style.QUIET))
    for suggest in dict.fromkeys(o.suggest for o in group if o.suggest):
        yield from wrapped(suggest, width, indent=4, lead=Piece("To do:   ", Style.GOOD))


def or_explain(group: Sequence[Outcome], result: TenderResult, width: int) -> Iterator[Line]:
    """How a breach of a limb that says `or explain` is explained."""
    first = next((outcome for outcome in group if outcome.explainable), None)
    if first is None:
        return
    where, record = to_record(first, result)
    ways = [*([f"state `{first.explain_in}`"] if first.explain_in else []), where]
    yield from wrapped(joined(ways, "or"), width, indent=4, lead=Piece("Or explain: ", Style.GOOD))
    yield from wrapped(record, width, indent=6, lead="- ", style=Style.CODE)


def to_record(outcome: Outcome, result: TenderResult) -> tuple[str, str]:
    """Where an explanation of a breach may be recorded, and the member to add to the list there."""
    rest = "reason: …, author: …, date: …"
    if result.takes_records:
        return "add to `explanations` in the tender's file:", f"{{rule: {outcome.rule}, {rest}}}"
    tender = result.identity or result.source
    name = tender if _PLAIN.fullmatch(tender) else json.dumps(tender, ensure_ascii=False)
    where = "add to `explanations` in a file that is given with --records:"
    return where, f"{{rule: {outcome.rule}, tender: {name}, {rest}}}"


_PLAIN = pattern(r"[A-Za-z][\w./-]*")  # what YAML takes without quotes, wherever it stands


def given(outcome: Outcome) -> str:
    """Who gave the explanation or waiver, and when; or the fact that says it."""
    record = outcome.record
    if record is None:
        return f"in the tender, as its `{outcome.explain_in}`." if outcome.explain_in else "no record says by whom."
    by = record.author or "no author is named"
    parts = [f"{by}, {_day(record.date) if record.date else 'no date is given'}"]
    if isinstance(record, Waiver):
        parts += [f"approved by {record.approver}"] if record.approver else []
        parts += [f"until {_day(record.expiry)}"] if record.expiry else []
    return f"{'; '.join(parts)}."


def _day(moment: Moment) -> str:
    return spell_day(moment.day)


def cited_in_words(cited: Citation) -> str:
    checked = f" ({cited.checked})" if cited.checked else ""
    return f"{cited}{checked}{f' <{cited.url}>' if cited.url else ''}"


def left_out(number: int) -> list[Line]:
    rest = number - TOLD
    return [line(f"    and {rest} more, which {are(rest)} in the JSON report")] if rest > 0 else []
