"""Survivors for people: each change that no test notices, and what would tell it from the rule."""

from collections.abc import Iterator

from policyspec.report.formats import View
from policyspec.report.page import BLANK, Line, Piece, Style, line, wrapped
from policyspec.report.problems import problem
from policyspec.report.testing.measures import Mutation, RuleMutants, Survivor
from policyspec.report.words import count, sentence

#: What is said where nothing was found that tells a change from the rule.
ALIKE = (
    "nothing was found near the cases' tenders that tells them apart; if it changes nothing, list it under `survivors:`"
)


def lines(mutation: Mutation, view: View) -> Iterator[Line]:
    """The part of the page on mutants. A rule whose every change is noticed has one line."""
    yield BLANK
    yield line(Piece("Changes of the rules", Style.TITLE))
    for rule in mutation.rules:
        yield from _rule(rule, view.width)
    for found in mutation.unused:
        yield BLANK
        yield from problem(found, view.sources, width=view.width, indent=2)
    yield BLANK
    yield line(Piece(closing(mutation), Style.TITLE))


def _rule(rule: RuleMutants, width: int) -> Iterator[Line]:
    open_ = [one for one in rule.survivors if one.because is None]
    style = Style.DOUBT if open_ else Style.GOOD
    told = f"{rule.noticed} of {count(rule.tried, 'change')} noticed"
    accepted = len(rule.survivors) - len(open_)
    rest = f", {accepted} accepted" if accepted else ""
    yield line("  ", Piece(rule.rule.rpartition("#")[2], style), f": {told}{rest}")
    for one in open_:
        yield from wrapped(unnoticed(one, rule.rule), width, indent=4, lead="- ")
        yield from wrapped(sentence(one.telling or ALIKE), width, indent=6, style=Style.QUIET)


def unnoticed(survivor: Survivor, rule: str) -> str:
    """`No test would notice if 60:40 became 61:39 in ...`."""
    return sentence(f"no test of `{rule.rpartition('#')[2]}` would notice if {survivor.change}")


def closing(mutation: Mutation) -> str:
    """What it comes to, in a sentence."""
    tried = sum(rule.tried for rule in mutation.rules)
    if not tried:
        return "No rule is tested, so no change was tried."
    survived = sum(len(rule.survivors) for rule in mutation.rules)
    whole = f"{count(tried, 'change')} of {count(len(mutation.rules), 'rule')} tried: {tried - survived} noticed"
    accepted = survived - mutation.unexplained
    parts = [f"{mutation.unexplained} survived"] if mutation.unexplained else []
    parts += [f"{accepted} accepted with a reason"] if accepted else []
    return f"{', '.join([whole, *parts])}."
