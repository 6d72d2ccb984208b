"""Every rule has a title: it is what a councillor reads."""

from policyspec.passes.context import Findings
from policyspec.passes.errors import lint
from policyspec.syntax import ast


def look(file: ast.PolicyFile, findings: Findings) -> None:
    for node in file.declarations:
        if isinstance(node, ast.Rule) and node.title is None:
            findings.say(lint.no_title(node.id, node.id_span))
