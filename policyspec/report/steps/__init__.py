"""Why a rule came to its verdict, as text: what bears on it step by step, each fact with its line, each thing once."""

from policyspec.report.steps.page import page

__all__ = ["page"]
