"""A title, `because` or `suggest` that says another number, or another direction, than the rule does."""

import re
from collections.abc import Iterable

from policyspec.base.patterns import pattern
from policyspec.base.source import Source, Span
from policyspec.ir.drift import Clause, Drift, drift
from policyspec.passes.context import Findings
from policyspec.passes.errors import lint
from policyspec.passes.rules import Elaborated

_BEGINS: dict[Clause, re.Pattern[str]] = {
    "title": pattern(r"\s*rule\b", re.IGNORECASE),
    "because": pattern(r"\s*because\b", re.IGNORECASE),
    "suggest": pattern(r"\s*suggest\b", re.IGNORECASE),
}


def look(rules: Iterable[Elaborated], findings: Findings) -> None:
    for each in rules:
        source = each.at.texts.sources.get(each.node.span.file)
        for said in drift(each.rule) if source is not None else ():
            if said.clause == "title" and each.node.title is None:
                continue  # the id stands for it
            place = _place(said, source, each.node.span)
            findings.say(lint.says_otherwise(said, place, each.node.id_span))


def _place(said: Drift, source: Source | None, rule: Span) -> Span | None:
    """The words in the clause's own text; None where they run over a line end."""
    started = False
    for number in range(rule.line, rule.end_line + 1) if source is not None else ():
        line = source.line(number) if source is not None else ""
        started = started or _BEGINS[said.clause].match(line) is not None
        column = line.find(said.words) if started else -1
        if column >= 0:
            return Span(rule.file, number, column + 1, number, column + 1 + len(said.words))
    return None
