"""Every rule has a title, and one of its own: it is what a councillor reads, and what a finding is known by."""

from policyspec.base.source import Span
from policyspec.model.vocabulary import fold
from policyspec.passes.context import Findings
from policyspec.passes.errors import lint
from policyspec.syntax import ast


def look(file: ast.PolicyFile, findings: Findings) -> None:
    first: dict[str, Span] = {}
    for node in file.declarations:
        if not isinstance(node, ast.Rule):
            continue
        if node.title is None:
            findings.say(lint.no_title(node.id, node.id_span))
        elif first.setdefault(fold(node.title), node.id_span) is not node.id_span:
            findings.say(lint.title_twice(node.title, node.id_span, first[fold(node.title)]))
