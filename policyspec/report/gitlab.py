"""The report as GitLab code quality: a JSON array with an entry for each finding.

GitLab needs a file and a line for each: a finding without one stands on line 1. It drops a second entry with the same
fingerprint, so each has its own, made of the tender, the item, the rule and the duty, and never of a line.
"""

from policyspec.base.diagnostics import Severity
from policyspec.model.outcomes import Verdict
from policyspec.report.findings import Finding, findings, fingerprint
from policyspec.report.formats import View
from policyspec.report.json import Json, dumps
from policyspec.report.page import visible
from policyspec.report.run import Run


def render(run: Run, _view: View) -> str:
    return dumps([_entry(found) for found in findings(run)], 1)


def _entry(found: Finding) -> Json:
    at = found.at
    where = f" ({at})" if at.sheet is not None else ""
    return {
        "description": visible(f"{found.title}. {found.text}{where}"),
        "check_name": visible(found.check),
        "fingerprint": fingerprint(found.key),
        "severity": _severity(found),
        "location": {
            "path": visible(at.file or "policyspec").replace("\\", "/").removeprefix("./"),
            "lines": {"begin": 1 if at.line is None or at.sheet is not None else at.line},
        },
    }


def _severity(found: Finding) -> str:
    """`blocker`: nothing was decided or it holds back publication; `info`: to be known, and nobody need act."""
    outcome = found.outcome
    match found.severity:
        case Severity.ERROR:
            return "blocker" if outcome is None or outcome.verdict is not Verdict.UNDETERMINED else "critical"
        case Severity.WARNING:
            return "major"
        case Severity.NOTE:
            excused = outcome is None or outcome.verdict in (Verdict.WAIVED, Verdict.EXPLAINED)
            return "info" if excused else "minor"
