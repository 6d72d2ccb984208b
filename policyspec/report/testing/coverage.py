"""Coverage for people: each rule with how much of it tests exercise, and what none of them does."""

from collections.abc import Iterator
from fractions import Fraction

from policyspec.report.page import BLANK, Line, Piece, Style, line, wrapped
from policyspec.report.testing.measures import Coverage, RuleCoverage, share
from policyspec.report.words import count, sentence


def lines(coverage: Coverage, width: int) -> Iterator[Line]:
    """The part of the page on coverage. A rule that is covered in full has one line."""
    yield BLANK
    yield line(Piece("Coverage", Style.TITLE))
    for rule in coverage.rules:
        yield from _rule(rule, width)
    yield BLANK
    yield line(Piece(closing(coverage), Style.TITLE))


def _rule(rule: RuleCoverage, width: int) -> Iterator[Line]:
    style = Style.DOUBT if rule.wanting else Style.GOOD
    told = f"{rule.exercised} of {rule.points}, {count(rule.cases, 'case')}"
    yield line("  ", Piece(percentage(share([rule])).rjust(6), style), f"  {rule.rule.rpartition('#')[2]} ({told})")
    if not rule.cases:
        yield line("          - ", "No case that passes expects anything of it.")
        return
    for said in rule.wanting:
        yield from wrapped(sentence(said), width, indent=10, lead="- ")


def closing(coverage: Coverage) -> str:
    """What it comes to, in a sentence."""
    if coverage.share is None:
        return "No rule is tested, so nothing is covered."
    exercised = sum(rule.exercised for rule in coverage.rules)
    points = sum(rule.points for rule in coverage.rules)
    whole = f"The tests exercise {percentage(coverage.share)} of {count(len(coverage.rules), 'rule')}"
    return f"{whole}: {exercised} of {count(points, 'point')}."


def percentage(part: Fraction | None) -> str:
    """A part as a percentage, rounded down to a tenth: only what is whole is 100%."""
    if part is None:
        return "none"
    whole, tenth = divmod(int(part * 1000), 10)
    return f"{whole}.{tenth}%" if tenth else f"{whole}%"
