"""The report as JSON, for other programs. Its schema is `docs/report.schema.json`, made by `report.schema`.

Version 1: later reports of the same major version may add keys and never change or drop one.
"""

import json
from collections.abc import Mapping
from fractions import Fraction
from functools import partial

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.base.version import __version__
from policyspec.model.facts import Explanation, Origin, Waiver
from policyspec.model.outcomes import Citation, Outcome, TenderResult, UsedFact, Verdict
from policyspec.model.values import Moment
from policyspec.report.formats import View
from policyspec.report.picked import Pick
from policyspec.report.picture import LotPicture, Picture
from policyspec.report.run import Comparison, Fixed, Judged, Run, key, tally

SCHEMA_VERSION = "1.1"
MOST_BYTES = 2**30  # of a report that is read back: that of a thousand tenders has some 80 million

Json = dict[str, object]


def render(run: Run, _view: View | None = None) -> str:
    """The run as a JSON document. ASCII throughout: the same bytes everywhere, and no hidden character.

    An outcome stands on a line of its own: two reports can be compared line by line.
    """
    return dumps(_report(run), _EXPANDED)


_EXPANDED = 4  # levels that are set in: the report, its tenders, a tender, its outcomes


def _laid_out(value: object, levels: int, pad: str = "") -> str:
    """The value as JSON, so many of its outer levels with a line for each member."""
    inner = f"{pad}  "
    match value:
        case dict() if value and levels:
            rows = [f"{json.dumps(name)}: {_laid_out(part, levels - 1, inner)}" for name, part in value.items()]
            return _set_in("{", rows, "}", pad)
        case list() | map() if levels:
            return _set_in("[", [_laid_out(part, levels - 1, inner) for part in value], "]", pad)
        case _:
            return one_text(value)


def _set_in(opening: str, rows: list[str], closing: str, pad: str) -> str:
    if not rows:
        return f"{opening}{closing}"
    members = f",\n{pad}  ".join(rows)
    return f"{opening}\n{pad}  {members}\n{pad}{closing}"


def dumps(value: object, levels: int) -> str:
    """A document of which so many outer levels have a line for each member.

    What is deeper stands on one line each: `json.dumps` sets in by Python code, which takes many times as long.
    """
    return f"{_laid_out(value, levels)}\n"


def one_text(value: object) -> str:
    """The value as JSON on one line. A `##` of somebody's cannot open a pipeline's command."""
    text = json.dumps(value)
    if _MAYBE_HALF in text:
        text = json.dumps(whole(value))
    return text.replace("##", "#\\u0023")


#: How half of a surrogate pair begins in ASCII; so do the two of a whole pair.
_MAYBE_HALF = "\\ud"


def whole(value: object) -> object:
    r"""The value with halves of surrogate pairs (bytes of a file name that are no text) written out as `\udce9`.

    JSON as other programs read it has no such character.
    """
    match value:
        case str():
            return value.encode("utf-8", "backslashreplace").decode("utf-8")
        case dict():
            return {key: whole(part) for key, part in value.items()}
        case list():
            return [whole(part) for part in value]
        case _:
            return value


def _report(run: Run) -> Json:
    """The tenders are made one by one, as they are written: together they may be large."""
    found = run.all_diagnostics()
    index = {one: number for number, one in enumerate(found)}
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "policyspec", "version": __version__},
        "tenders": map(partial(tender, run.comparison, index), run.tenders),
        "unread": list(run.unread),
        "diagnostics": [diagnostic(d) for d in found],
        "general": [index[d] for d in run.diagnostics],
        "comparison": _comparison(run.comparison),
        "policies": [{"policy": p.id, "title": p.title, "version": p.version, "file": p.file} for p in run.policies],
        "files": [{"name": f.name, "sha256": f.sha256} for f in run.files],
    }


def tender(comparison: Comparison | None, index: Mapping[Diagnostic, int], judged: Judged) -> Json:
    """`index`: the number of each diagnostic in the list of all."""
    result = judged.result
    return {
        **summary(judged),
        "outcomes": [outcome(one, is_new(one, result, comparison)) for one in result.outcomes],
        "diagnostics": [index[d] for d in judged.diagnostics],
    }


def summary(judged: Judged) -> Json:
    """A tender, and all that its rules come to, but for the outcomes themselves."""
    result = judged.result
    return {
        "source": result.source,
        "name": result.name,
        "identity": result.identity,
        "gate": result.gate.value,
        "judged_on": result.judged_on,
        "takes_records": result.takes_records,
        "blocks": judged.blocks,
        "applied": judged.applied,
        "rules": [{"rule": r.rule, "title": r.title, "verdict": r.verdict.value} for r in result.rules],
        "counts": {
            "outcomes": counts(tally(one.verdict for one in result.outcomes)),
            "rules": counts(tally(rule.verdict for rule in result.rules)),
        },
        "notes": list(result.notes),
        "picture": _picture(judged.picture),
        "policies_picked": _picked(judged.picked),
    }


def _picked(pick: Pick | None) -> Json | None:
    if pick is None:
        return None
    return {
        "known": list(pick.known),
        "taken": [{"policies": list(one.policies), "why": one.why} for one in pick.taken],
        "left_out": [{"policies": list(one.policies), "why": one.why} for one in pick.left_out],
        "beside": list(pick.beside),
        "advice": pick.advice,
        "no_law": pick.no_law,
    }


def counts(tallied: Mapping[Verdict, int]) -> Json:
    return {verdict.value: number for verdict, number in tallied.items()}


def is_new(outcome: Outcome, result: TenderResult, comparison: Comparison | None) -> bool | None:
    """Whether the earlier run lacks it; None: there is none to compare with."""
    return None if comparison is None else key(result, outcome) in comparison.new


def outcome(one: Outcome, new: bool | None) -> Json:  # noqa: FBT001 – a value of the record
    return {
        "rule": one.rule,
        "title": one.title,
        "limb": one.limb,
        "item": one.item,
        "item_label": one.item_label,
        "item_key": one.item_key,
        "item_place": origin_of(one.item_origin),
        "verdict": one.verdict.value,
        "strength": one.strength.value,
        "blocks": one.blocks,
        "new": new,
        "message": one.message,
        "policy": place(one.policy),
        "facts": [used_fact(fact) for fact in one.facts],
        "possible": [verdict.value for verdict in one.possible],
        "missing": [used_fact(fact) for fact in one.missing],
        "assumptions": list(one.assumptions),
        "citations": [citation(c) for c in one.citations],
        "because": one.because,
        "suggest": one.suggest,
        "explanation": one.explanation,
        "record": _record(one.record),
        "explainable": one.explainable,
        "explain_in": one.explain_in,
        "clear": one.clear,
    }


def _record(record: Explanation | Waiver | None) -> Json | None:
    if record is None:
        return None
    waiver = record if isinstance(record, Waiver) else None
    return {
        "kind": "explanation" if waiver is None else "waiver",
        "rule": record.rule,
        "reason": record.reason,
        "author": record.author,
        "date": _day(record.date),
        "approver": waiver.approver if waiver else None,
        "expiry": _day(waiver.expiry) if waiver else None,
        "item": record.item,
        "facts": list(waiver.facts) if waiver else [],
        "place": origin_of(record.origin),
    }


def _day(moment: Moment | None) -> str | None:
    return moment.day.isoformat() if moment else None


def used_fact(fact: UsedFact) -> Json:
    return {
        "name": fact.name,
        "value": fact.value,
        "absence": fact.absence,
        "role": fact.role.value,
        **origin_of(fact.origin),
    }


def origin_of(origin: Origin | None) -> Json:
    if origin is None:
        return dict.fromkeys(("file", "line", "column", "sheet", "pointer", "raw"))
    return {
        "file": origin.file,
        "line": origin.line,
        "column": origin.column,
        "sheet": origin.sheet,
        "pointer": origin.pointer,
        "raw": origin.raw,
    }


def _comparison(comparison: Comparison | None) -> Json | None:
    if comparison is None:
        return None
    return {"against": comparison.against, "fixed": [fixed(one) for one in comparison.fixed]}


def fixed(one: Fixed) -> Json:
    return {
        **dict(zip(("identity", "item_key", "rule", "limb"), one.key, strict=True)),
        "tender": one.tender,
        "item_label": one.item_label,
        "title": one.title,
        "verdict": one.verdict.value,
    }


def _picture(picture: Picture | None) -> Json | None:
    if picture is None:
        return None
    return {"value": picture.value, "complete": picture.complete, "lots": [_lot(lot) for lot in picture.lots]}


def _lot(lot: LotPicture) -> Json:
    return {
        "item": lot.path,
        "label": lot.label,
        "value": lot.value,
        "complete": lot.complete,
        "criteria": [
            {"name": c.name, "kind": c.kind, "weight": _part(c.weight), "words": c.words} for c in lot.criteria
        ],
        "floors": [
            {
                "rule": f.rule,
                "title": f.title,
                "kinds": list(f.kinds),
                "least": f.least,
                "strict": f.strict,
                "at": _part(f.at),
                "words": f.words,
                "verdict": f.verdict.value,
            }
            for f in lot.floors
        ],
    }


def _part(weight: Fraction | None) -> str | None:
    """Exactly, as JSON numbers are not: `3/5`."""
    return None if weight is None else str(weight)


def citation(cited: Citation) -> Json:
    return {
        "title": cited.title,
        "locators": [{"kind": kind, "number": number} for kind, number in cited.locators],
        "url": cited.url,
        "checked": cited.checked,
    }


def place(span: Span | None) -> Json:
    if span is None:
        return dict.fromkeys(("file", "line", "column", "end_line", "end_column", "sheet"))
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "sheet": span.sheet,
    }


def diagnostic(found: Diagnostic) -> Json:
    return {
        "code": found.code,
        "severity": found.severity.value,
        "message": found.message,
        "hint": found.hint,
        "replacement": found.replacement,
        **place(found.span),
        "related": [{"note": related.note, **place(related.span)} for related in found.related],
    }
