"""Rules tried on a tender: the verdict of each, with its sentence, as a lens over the rule."""

from collections.abc import Iterator
from pathlib import PurePath

from lsprotocol import types as lsp

from policyspec.base.dataclasses import dataclass
from policyspec.base.visible import visible
from policyspec.lsp.analysis import Analysis
from policyspec.lsp.diagnostics import uri_of
from policyspec.lsp.page import Page
from policyspec.model.outcomes import Outcome, RuleResult, Verdict
from policyspec.report.one_rule import origins_of
from policyspec.report.run import Judged
from policyspec.syntax import ast
from policyspec.workspace.loader import Loader
from policyspec.workspace.policies import Policies
from policyspec.workspace.tenders import How, judge_alone, read_input

SHOW = "policyspec.showInTender"
TRY = "policyspec.tryOn"
_WIDTH = 160  # characters of a lens


@dataclass(frozen=True, slots=True)
class Trial:
    """A rule, what it comes to on the tender, and the outcome that shows it best."""

    node: ast.Rule | ast.Change
    result: RuleResult
    outcome: Outcome | None


def tried(policies: Policies, tender: str, loader: Loader, how: How) -> tuple[Judged, ...]:
    """What policies come to on the tenders of a file. Rules with a mistake are left out of it."""
    read = read_input(tender, loader, policies.vocabulary, how.reading)
    return tuple(judge_alone(one, policies, how) for one in read.tenders)


def trials(analysis: Analysis, judged: Judged) -> Iterator[Trial]:
    """Each rule of a page with what it comes to."""
    results = {result.rule: result for result in judged.result.rules}
    policy = analysis.file.policy
    for node in analysis.file.declarations:
        match node:
            case ast.Rule(id=id_) if policy is not None:
                full = f"{policy.id}#{id_}"
            case ast.Change(rule=rule):
                full = f"{rule.policy}#{rule.rule}"
            case _:
                continue
        if full in results:
            result = results[full]
            yield Trial(node, result, _telling(judged, result))


def _telling(judged: Judged, result: RuleResult) -> Outcome | None:
    mine = (o for o in judged.result.outcomes if o.rule == result.rule and o.verdict is result.verdict)
    return next(mine, None)


def lenses(analysis: Analysis, judged: Judged) -> list[lsp.CodeLens]:
    """A lens over each rule: its verdict on the tender, and the sentence. It leads to the line of the tender."""
    text = analysis.page.text
    found = []
    for one in trials(analysis, judged):
        place = one.node.id_span if isinstance(one.node, ast.Rule) else one.node.span
        start, _ = text.offsets(place)
        found.append(
            lsp.CodeLens(text.range(start, start), lsp.Command(title(one, judged), SHOW, arguments=_where(one, judged)))
        )
    return found


def offer(page: Page, *, chosen: bool) -> lsp.CodeLens:
    """The lens over a tender by which it becomes the example."""
    said = "the rules are tried on this tender" if chosen else "try the rules on this tender"
    return lsp.CodeLens(page.text.range(0, 0), lsp.Command(said, TRY, arguments=[page.uri]))


def title(one: Trial, judged: Judged) -> str:
    """`breached on youth-service.yaml: the quality:cost ratio of lot 2 is 10:90; …`."""
    where = f"{one.result.verdict} on {PurePath(judged.result.source).name}"
    said = " ".join(visible(one.outcome.message).split()) if one.outcome is not None else ""
    whole = f"{where}: {said}" if said else where
    return whole if len(whole) <= _WIDTH else f"{whole[: _WIDTH - 1]}…"


def _where(one: Trial, judged: Judged) -> list[object]:
    """The tender's address, and the line to show, counted from 0."""
    origins = origins_of(one.outcome)[0] if one.outcome is not None else []
    return [uri_of(judged.result.source), origins[0].line - 1 if origins else 0]


SEVERITIES = {
    Verdict.FAILED: lsp.DiagnosticSeverity.Error,
    Verdict.BREACHED: lsp.DiagnosticSeverity.Error,
    Verdict.UNDETERMINED: lsp.DiagnosticSeverity.Information,
    Verdict.FLAGGED: lsp.DiagnosticSeverity.Information,
}
