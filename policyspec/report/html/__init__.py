"""The report as a page for people: one file, no script, nothing from the network, made to be read, printed and sent."""

from policyspec.report.html.page import render

__all__ = ["render"]
