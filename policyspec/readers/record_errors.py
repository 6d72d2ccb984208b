"""What is said of files of explanations and waivers (PS64x). What is amiss with a record as such, the engine says."""

from collections.abc import Sequence

from policyspec.base.codes import CODES
from policyspec.base.diagnostics import Diagnostic, Severity
from policyspec.base.source import Span
from policyspec.base.suggest import did_you_mean
from policyspec.model.facts import Explanation, Waiver


def no_records(span: Span) -> Diagnostic:
    message = "this file has neither a list of explanations nor one of waivers"
    hint = "write `explanations:` or `waivers:`, and under it a list of `{rule: …, reason: …, tender: …}`"
    return _say("PS640", span, message, hint)


def other_tender(span: Span, tender: str, noun: str, known: Sequence[str]) -> Diagnostic:
    """A record of a tender that the run does not have; a mistake where one of nearly that name is there."""
    near = did_you_mean(tender, known)
    hint = near or "it is for another run, or its tender is gone: then take it out"
    severity = Severity.WARNING if near else CODES["PS641"].severity
    return _say("PS641", span, f"this {noun} is of `{tender}`, which is not among the tenders here", hint, severity)


def no_item(span: Span, item: str, noun: str, near: str | None) -> Diagnostic:
    hint = near or "write the name of a lot, or another thing, as the report shows it; each has one of its own"
    return _say("PS642", span, f"this {noun} is of `{item}`, which no tender here has once", hint)


def every_tender(span: Span, waiver: Waiver, tender: str) -> Diagnostic:
    message = f"this waiver of `{waiver.rule}` names no tender, and so waives the rule for all"
    return _say("PS644", span, message, f"say of which it is: `tender: {tender}`")


def noun(record: Explanation | Waiver) -> str:
    return "waiver" if isinstance(record, Waiver) else "explanation"


def _say(code: str, span: Span, message: str, hint: str | None, severity: Severity | None = None) -> Diagnostic:
    return Diagnostic(code, severity or CODES[code].severity, " ".join(message.split()), span, hint)
