"""A source that was checked after the date on which the rules are judged, or long before it."""

from datetime import date

from policyspec.base.trees import walk
from policyspec.passes.context import Findings
from policyspec.passes.errors import lint
from policyspec.syntax import ast

#: How many years a person's look at a source lasts. Acts and thresholds are amended about every two.
YEARS = 3


def look(file: ast.PolicyFile, on: date | None, findings: Findings) -> None:
    """Against the date given, for the language has no clock; without one nothing is said."""
    for cite in walk((file.policy, file.declarations), ast.__name__) if on is not None else ():
        match cite:
            case ast.Cite(title=title, checked_on=date() as checked, span=span) if on is not None:
                if checked > on:
                    findings.say(lint.checked_later(title, checked, on, span))
                elif (on.year - checked.year, on.month, on.day) > (YEARS, checked.month, checked.day):
                    findings.say(lint.checked_long_ago(title, checked, YEARS, span))
            case _:
                pass
