"""The run as lines of JSON, for programs that read one at a time: a record for each outcome.

`kind` says what a record is: `start` (the versions), `tender` (with its counts, before its outcomes), `outcome`,
`diagnostic`, `unread`, `fixed`, `end` (the counts of all). The keys of each are those of the JSON report; an outcome
and a diagnostic name the tender that they speak of. A file without its `end` was not written whole.
"""

from collections.abc import Iterator

from policyspec.base.version import __version__
from policyspec.report import json as whole_report
from policyspec.report.formats import View
from policyspec.report.json import Json
from policyspec.report.run import Comparison, Judged, Run, Total, total


def render(run: Run, _view: View) -> str:
    return "".join(
        [opening(), *(tender(judged, run.comparison) for judged in run.tenders), ending(run, total(run.tenders))]
    )


def opening() -> str:
    tool = {"name": "policyspec", "version": __version__}
    return _lines([{"kind": "start", "schema_version": whole_report.SCHEMA_VERSION, "tool": tool}])


def tender(judged: Judged, comparison: Comparison | None) -> str:
    """The records of one tender."""
    return _lines(_tender(judged, comparison))


def ending(run: Run, numbers: Total) -> str:
    """The records that speak of no one tender, and the last. Of the run only what is beside its tenders is used."""
    return _lines(_ending(run, numbers))


def _tender(judged: Judged, comparison: Comparison | None) -> Iterator[Json]:
    result = judged.result
    whose: Json = {"tender": result.source, "identity": result.identity}
    yield {"kind": "tender", **whole_report.summary(judged)}
    for outcome in result.outcomes:
        new = whole_report.is_new(outcome, result, comparison)
        yield {"kind": "outcome", **whose, **whole_report.outcome(outcome, new)}
    for found in judged.diagnostics:
        yield {"kind": "diagnostic", **whose, **whole_report.diagnostic(found)}


def _ending(run: Run, numbers: Total) -> Iterator[Json]:
    for found in run.diagnostics:
        yield {"kind": "diagnostic", "tender": None, "identity": None, **whole_report.diagnostic(found)}
    for name in run.unread:
        yield {"kind": "unread", "name": name}
    if run.comparison is not None:
        yield from ({"kind": "fixed", **whole_report.fixed(one)} for one in run.comparison.fixed)
    counts = {"outcomes": whole_report.counts(numbers.outcomes), "rules": whole_report.counts(numbers.rules)}
    yield {"kind": "end", "tenders": numbers.tenders, "unread": len(run.unread), "counts": counts}


def _lines(records: Iterator[Json] | list[Json]) -> str:
    return "".join(f"{whole_report.one_text(record)}\n" for record in records)
