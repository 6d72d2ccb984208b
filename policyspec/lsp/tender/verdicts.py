"""What there is to say of a tender: what its reader found, and the verdicts of policies, each on its very line."""

from collections.abc import Iterable, Iterator, Mapping

from lsprotocol import types as lsp

from policyspec.base.diagnostics import Diagnostic, has_errors
from policyspec.base.visible import visible
from policyspec.lsp.desk import Desk, texts
from policyspec.lsp.diagnostics import location, published
from policyspec.lsp.page import Page
from policyspec.lsp.text import Text
from policyspec.lsp.trying import SEVERITIES
from policyspec.model.facts import Origin
from policyspec.model.outcomes import Outcome, Strength, Verdict
from policyspec.report.one_rule import origins_of
from policyspec.workspace.policies import Policies
from policyspec.workspace.tenders import judge_alone, read_input


def looked_at(page: Page, desk: Desk) -> list[lsp.Diagnostic]:
    """Everything to say of a tender."""
    found, outcomes = read_and_judged(page, desk)
    others = texts(desk)
    verdicts = (one for outcome in outcomes for one in _verdict(outcome, page, others))
    return [*published(found, page, others), *_unusable(desk.policies_for(page.name), page), *verdicts]


def read_and_judged(page: Page, desk: Desk) -> tuple[list[Diagnostic], list[Outcome]]:
    """What is wrong with a tender file, and what the policies of its folder come to on it, if they have no mistakes."""
    policies, vocabulary = desk.policies_for(page.name), desk.vocabulary_for(page.name)
    how = desk.how(page.name, vocabulary)
    read = read_input(page.name, desk.loader, vocabulary, how.reading)
    found: list[Diagnostic] = [*read.diagnostics]
    outcomes: list[Outcome] = []
    for tender in read.tenders:
        if policies is None or not policies.usable:
            found += tender.diagnostics
            continue
        judged = judge_alone(tender, policies, how)
        found += judged.diagnostics
        outcomes += judged.result.outcomes
    return [one for one in found if one.span is None or one.span.file == page.name], outcomes


def _unusable(policies: Policies | None, page: Page) -> Iterator[lsp.Diagnostic]:
    if policies is not None and has_errors(policies.diagnostics):
        first = next(d for d in policies.diagnostics if d.is_error)
        message = f"the policies set for this folder have mistakes, and nothing was checked: {first.message}"
        yield lsp.Diagnostic(page.text.range(0, 0), message, lsp.DiagnosticSeverity.Warning, source="policyspec")


def _verdict(outcome: Outcome, page: Page, others: Mapping[str, Text]) -> Iterator[lsp.Diagnostic]:
    """A breach, a flag or what is undetermined, on the line of the fact that tells most."""
    severity = SEVERITIES.get(outcome.verdict)
    if severity is None:
        return
    if outcome.verdict is Verdict.BREACHED and outcome.strength is not Strength.MUST:
        severity = lsp.DiagnosticSeverity.Warning
    places = [origin for origin in _origins(outcome) if origin.file == page.name]
    related = [lsp.DiagnosticRelatedInformation(location(outcome.policy, page, others), f"the rule: {outcome.title}")]
    first, *rest = [_range(origin, page.text) for origin in places] or [page.text.range(0, len(page.text.line(0)))]
    related += [lsp.DiagnosticRelatedInformation(lsp.Location(page.uri, at), "and this") for at in rest]
    yield lsp.Diagnostic(
        range=first,
        message=_said(outcome),
        severity=severity,
        code=outcome.rule,
        source="policyspec",
        related_information=related,
    )


def _origins(outcome: Outcome) -> Iterable[Origin]:
    found = origins_of(outcome)[0]
    return found or ([outcome.item_origin] if outcome.item_origin is not None else [])


def _said(outcome: Outcome) -> str:
    parts = [f"{outcome.verdict}: {outcome.message}", outcome.suggest or ""]
    return "\n".join(visible(part) for part in parts if part)


def _range(origin: Origin, text: Text) -> lsp.Range:
    """What was written there, as far as it is known; at most to the end of its line."""
    start = text.place(origin.line, origin.column)
    rest = text.start(origin.line - 1) + len(text.line(origin.line - 1))
    end = start + len(origin.raw) if origin.raw and "\n" not in origin.raw else rest
    return text.range(start, max(min(end, rest), start))
