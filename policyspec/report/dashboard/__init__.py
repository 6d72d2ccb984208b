"""The figures of an audit as one HTML page: what a procurement office, or a publisher of notices, looks at first."""

from policyspec.report.dashboard.page import render

__all__ = ["render"]
