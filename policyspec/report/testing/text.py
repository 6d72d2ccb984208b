"""Tests for people: each case that did not pass, with what was expected, what came, and why; then a count."""

from collections.abc import Iterable, Iterator

from policyspec.base.diagnostics import Diagnostic
from policyspec.report.formats import View
from policyspec.report.frame import frame, of_span
from policyspec.report.page import BLANK, Line, Piece, Style, line, tidy, wrapped
from policyspec.report.problems import problem
from policyspec.report.testing import coverage, mutants
from policyspec.report.testing.results import CaseResult, Difference, Status, SuiteResult, Tested, tally
from policyspec.report.testing.words import closing, told
from policyspec.report.words import sentence

_STYLE = {Status.PASSED: Style.GOOD, Status.FAILED: Style.BAD, Status.BROKEN: Style.BAD}


def render(tested: Tested, view: View) -> list[Line]:
    """The page. What is wrong with several cases for one reason is told once."""
    said: set[Diagnostic] = set()
    rows: list[Line] = list(_problems(tested.diagnostics, said, view, 0))
    for suite in tested.suites:
        rows += _suite(suite, said, view)
    rows += [BLANK, line(Piece(closing(tested), Style.TITLE))]
    if tested.coverage is not None:
        rows += coverage.lines(tested.coverage, view.width)
    if tested.mutation is not None:
        rows += mutants.lines(tested.mutation, view)
    return tidy(rows)


def _suite(suite: SuiteResult, said: set[Diagnostic], view: View) -> Iterator[Line]:
    counted = tally(suite.cases)
    shown = ", ".join(f"{counted[status]} {status}" for status in reversed(Status) if counted[status])
    if suite.cases:
        yield line(Piece(suite.name, Style.TITLE), f": {shown}")
    yield from _problems(suite.diagnostics, said, view, 2)
    for case in suite.cases:
        if case.status is not Status.PASSED:
            yield from _case(case, said, view)


def _case(case: CaseResult, said: set[Diagnostic], view: View) -> Iterator[Line]:
    yield BLANK
    head = Piece(f"  {case.status.value.upper()}  ", _STYLE[case.status])
    yield from wrapped(case.title, view.width, lead=head, style=Style.TITLE)
    yield line("    ", Piece(str(case.span), Style.CODE))
    problems = list(_problems(case.diagnostics, said, view, 4))
    if case.status is Status.BROKEN and not problems:
        problems = [line("    ", Piece("For the reason given above.", Style.QUIET))]
    yield from problems
    for difference in case.differences:
        yield from _difference(difference, case, view)


def _difference(difference: Difference, case: CaseResult, view: View) -> Iterator[Line]:
    yield from wrapped(told(difference), view.width, indent=4, lead="- ")
    for message in difference.said:
        yield from wrapped(sentence(message), view.width, indent=6, style=Style.QUIET)
    if difference.span != case.span:
        yield from frame([of_span(difference.span)], view.sources, width=view.width, indent=6)


def _problems(found: Iterable[Diagnostic], said: set[Diagnostic], view: View, indent: int) -> Iterator[Line]:
    for one in found:
        if one not in said:
            said.add(one)
            yield from problem(one, view.sources, width=view.width, indent=indent)
