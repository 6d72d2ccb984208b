"""The figures of an audit as files: for programs, for a spreadsheet, for a browser."""

from contextlib import suppress

from policyspec.audit.journal import Journal
from policyspec.base.extras import ExtraMissing
from policyspec.report import audit_tables, dashboard
from policyspec.report.summary import Summary, to_json

SUMMARY, PAGE, WORKBOOK, TABLES = "summary.json", "index.html", "audit.xlsx", "tables"


def write(summary: Summary, journal: Journal) -> None:
    """All of them. The workbook is left out where the library that writes it is not installed."""
    for name, text in audit_tables.files(summary).items():
        journal.write(text, f"{TABLES}/{name}")
    with suppress(ExtraMissing):
        journal.write(audit_tables.workbook(summary), WORKBOOK)
    journal.write(dashboard.render(summary), PAGE)
    journal.write(to_json(summary), SUMMARY)
