"""Every `must` has a source, its own or its policy's, and a word on whether a person held it against that source."""

from policyspec.passes.context import Findings
from policyspec.passes.errors import lint
from policyspec.syntax import ast


def look(file: ast.PolicyFile, findings: Findings) -> None:
    shared = file.policy.cites if file.policy is not None else ()
    for cite in shared:
        _look_at(cite, findings)
    for node in file.declarations:
        if isinstance(node, ast.Rule | ast.Change):
            _of_rule(node, shared, findings, headed=file.policy is not None and not file.policy.broken)


def _of_rule(node: ast.Rule | ast.Change, shared: tuple[ast.Cite, ...], findings: Findings, *, headed: bool) -> None:
    of_duties = [cite for duty in node.duties for cite in duty.cites]
    of_flags = [cite for flag in node.flags for cite in flag.cites] if isinstance(node, ast.Rule) else []
    for cite in (*node.cites, *of_duties, *of_flags):
        _look_at(cite, findings)
    bare = [duty for duty in node.duties if duty.modal == "must" and not duty.cites]
    if headed and not node.broken and bare and not node.cites and not shared:
        name = node.id if isinstance(node, ast.Rule) else node.rule.rule
        findings.say(lint.no_source(name, bare[0].span))


def _look_at(cite: ast.Cite, findings: Findings) -> None:
    """A citation says that it was checked, or that it was not."""
    if cite.checked_on is None and cite.checked_in is None and not cite.not_checked:
        findings.say(lint.not_said_whether_checked(cite.title, cite.span))
