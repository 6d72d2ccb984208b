"""Answers to questions about a tender, as a person reads them: the value, or true or false, and what it rests on."""

from collections.abc import Iterable, Iterator, Sequence

from policyspec.model.answers import Answer
from policyspec.model.outcomes import Outcome, UsedFact, Verdict
from policyspec.report.findings import told
from policyspec.report.page import BLANK, Line, Piece, Style, line, wrapped
from policyspec.report.words import sentence

_MOST = 8  # facts that are shown under one answer

_STYLES = {
    Verdict.BREACHED: Style.BAD,
    Verdict.FAILED: Style.BAD,
    Verdict.UNDETERMINED: Style.DOUBT,
    Verdict.MET: Style.GOOD,
}


def answers(found: Sequence[Answer], width: int) -> Iterator[Line]:
    """Each answer with the facts that it rests on."""
    if not found:
        yield line("there is nothing to ask this of")
    for one in found:
        of = f"{one.label}: " if len(found) > 1 and one.label else ""
        yield line(of, _said(one))
        yield from _facts(one.used, one.missing)
        yield from (row for reason in one.reasons for row in wrapped(sentence(reason), width, indent=2))
        yield from (
            row
            for taken in one.assumptions
            for row in wrapped(f"Taken for granted: {sentence(taken)}", width, indent=2)
        )


def _said(one: Answer) -> Piece:
    if one.truth is None:
        return Piece(one.value, Style.TITLE)
    if not one.truth.decided:
        return Piece("not known", Style.DOUBT)
    return Piece("true", Style.GOOD) if one.truth.holds else Piece("false", Style.BAD)


def _facts(used: Sequence[UsedFact], missing: Sequence[UsedFact]) -> Iterator[Line]:
    for fact in used[:_MOST]:
        place = f"  {fact.origin}" if fact.origin else ""
        yield line(f"  {fact.name}: {fact.value}", Piece(place, Style.QUIET))
    for fact in missing[:_MOST]:
        place = f"  {fact.origin}" if fact.origin else ""
        yield line("  ", Piece(f"{fact.name}: {fact.absence}", Style.DOUBT), Piece(place, Style.QUIET))
    rest = max(len(used) - _MOST, 0) + max(len(missing) - _MOST, 0)
    if rest:
        yield line(f"  and {rest} more")


def verdicts(outcomes: Iterable[Outcome], width: int) -> Iterator[Line]:
    """What a rule comes to, for each item, with the facts of each."""
    for outcome in outcomes:
        of = f" {outcome.item_label}" if outcome.item_label else ""
        yield line(Piece(str(outcome.verdict), _STYLES.get(outcome.verdict, Style.TITLE)), of)
        yield from wrapped(told(outcome), width, indent=2)
        yield from _facts([fact for fact in outcome.facts if fact.value is not None], outcome.missing)
        yield BLANK
