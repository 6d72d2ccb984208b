"""The report as JSON, for other programs. Its schema is `docs/report.schema.json`, made by `report.schema`.

Version 1: later reports of the same major version may add keys and never change or drop one.
"""

import json
from collections.abc import Sequence

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.base.version import __version__
from policyspec.model.facts import Explanation, Origin, Waiver
from policyspec.model.outcomes import Citation, Outcome, UsedFact, Verdict
from policyspec.model.values import Moment
from policyspec.report.formats import View
from policyspec.report.run import Judged, Run, tally

SCHEMA_VERSION = "1.0"

Json = dict[str, object]


def render(run: Run, _view: View | None = None) -> str:
    """The run as a JSON document. ASCII throughout: the same bytes everywhere, and no hidden character."""
    return dumps(report(run))


def dumps(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=True) + "\n"


def report(run: Run) -> Json:
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "policyspec", "version": __version__},
        "tenders": [_tender(judged) for judged in run.tenders],
        "unread": list(run.unread),
        "diagnostics": [diagnostic(d) for d in run.all_diagnostics()],
    }


def _tender(judged: Judged) -> Json:
    result = judged.result
    return {
        "source": result.source,
        "name": result.name,
        "gate": result.gate.value,
        "judged_on": result.judged_on,
        "blocks": judged.blocks,
        "applied": judged.applied,
        "outcomes": [_outcome(outcome) for outcome in result.outcomes],
        "rules": [{"rule": r.rule, "title": r.title, "verdict": r.verdict.value} for r in result.rules],
        "counts": {
            "outcomes": _counts([outcome.verdict for outcome in result.outcomes]),
            "rules": _counts([rule.verdict for rule in result.rules]),
        },
        "notes": list(result.notes),
    }


def _counts(verdicts: Sequence[Verdict]) -> Json:
    return {verdict.value: number for verdict, number in tally(verdicts).items()}


def _outcome(outcome: Outcome) -> Json:
    return {
        "rule": outcome.rule,
        "title": outcome.title,
        "limb": outcome.limb,
        "item": outcome.item,
        "item_label": outcome.item_label,
        "item_place": _origin(outcome.item_origin),
        "verdict": outcome.verdict.value,
        "strength": outcome.strength.value,
        "blocks": outcome.blocks,
        "message": outcome.message,
        "policy": place(outcome.policy),
        "facts": [_fact(fact) for fact in outcome.facts],
        "possible": [verdict.value for verdict in outcome.possible],
        "missing": [_fact(fact) for fact in outcome.missing],
        "assumptions": list(outcome.assumptions),
        "citations": [citation(c) for c in outcome.citations],
        "because": outcome.because,
        "suggest": outcome.suggest,
        "explanation": outcome.explanation,
        "record": _record(outcome.record),
        "explainable": outcome.explainable,
        "explain_in": outcome.explain_in,
    }


def _record(record: Explanation | Waiver | None) -> Json | None:
    if record is None:
        return None
    waiver = record if isinstance(record, Waiver) else None
    return {
        "kind": "explanation" if waiver is None else "waiver",
        "reason": record.reason,
        "author": record.author,
        "date": _day(record.date),
        "approver": waiver.approver if waiver else None,
        "expiry": _day(waiver.expiry) if waiver else None,
        "item": record.item,
        "place": _origin(record.origin),
    }


def _day(moment: Moment | None) -> str | None:
    return moment.day.isoformat() if moment else None


def _fact(fact: UsedFact) -> Json:
    return {
        "name": fact.name,
        "value": fact.value,
        "absence": fact.absence,
        "role": fact.role.value,
        **_origin(fact.origin),
    }


def _origin(origin: Origin | None) -> Json:
    if origin is None:
        return {"file": None, "line": None, "column": None, "pointer": None}
    return {"file": origin.file, "line": origin.line, "column": origin.column, "pointer": origin.pointer}


def citation(cited: Citation) -> Json:
    return {
        "title": cited.title,
        "locators": [{"kind": kind, "number": number} for kind, number in cited.locators],
        "url": cited.url,
        "checked": cited.checked,
    }


def place(span: Span | None) -> Json:
    if span is None:
        return {"file": None, "line": None, "column": None, "end_line": None, "end_column": None}
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def diagnostic(found: Diagnostic) -> Json:
    return {
        "code": found.code,
        "severity": found.severity.value,
        "message": found.message,
        "hint": found.hint,
        **place(found.span),
        "related": [{"note": related.note, **place(related.span)} for related in found.related],
    }
