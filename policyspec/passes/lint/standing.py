"""A condition that holds already where the policy's header, or a condition above it, does."""

from collections.abc import Iterable, Mapping

from policyspec.base.source import Source, Span
from policyspec.ir import nodes as ir
from policyspec.passes.context import Findings
from policyspec.passes.errors import lint
from policyspec.passes.logic import implies, never
from policyspec.passes.rules import Elaborated

_KEYWORD = "applies when"


def look(rules: Iterable[Elaborated], findings: Findings) -> None:
    for each in rules:
        if never(each.rule.applies):
            continue
        for number, condition in enumerate(each.rule.applies):
            above = each.rule.applies[:number]
            if _is_in(each.node.span, condition) and above and implies(above, condition):
                by_policy = implies([one for one in above if not _is_in(each.node.span, one)], condition)
                clause = _clause(condition.span, each.at.texts.sources)
                findings.say(lint.stands_already(condition.words, clause, condition.span, by_policy=by_policy))


def _is_in(rule: Span, condition: ir.Condition) -> bool:
    """Whether a condition is the rule's own, and not its policy's."""
    span = condition.span
    return span.file == rule.file and rule.line <= span.line <= rule.end_line


def _clause(span: Span, sources: Mapping[str, Source]) -> Span | None:
    """The place of the condition with the words before it, where they stand on its line."""
    source = sources.get(span.file)
    before = source.line(span.line)[: span.column - 1].rstrip() if source is not None else ""
    column = before.lower().rfind(_KEYWORD)
    return None if column < 0 else Span(span.file, span.line, column + 1, span.end_line, span.end_column)
