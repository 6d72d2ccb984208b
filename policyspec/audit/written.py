"""The figures of an audit as files: for programs, for a spreadsheet, for a browser."""

from collections.abc import Callable

from policyspec.audit.journal import Journal
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.extras import ExtraMissing
from policyspec.report import audit_tables, dashboard
from policyspec.report.summary import Summary, to_json

SUMMARY, PAGE, WORKBOOK, TABLES = "summary.json", "index.html", "audit.xlsx", "tables"


def write(summary: Summary, journal: Journal, missing: Callable[[Diagnostic], None]) -> None:
    """All of them but the workbook, where the library that writes it is not installed: `missing` is told."""
    for name, text in audit_tables.files(summary).items():
        journal.write(text, f"{TABLES}/{name}")
    try:
        journal.write(audit_tables.workbook(summary), WORKBOOK)
    except ExtraMissing as extra:
        missing(extra.diagnostic())
    journal.write(dashboard.render(summary), PAGE)
    journal.write(to_json(summary), SUMMARY)
