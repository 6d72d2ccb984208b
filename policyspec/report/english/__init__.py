"""A rule in plain English, made from the Core IR: what it says is what is judged, whatever its author says of it."""

from policyspec.report.english.rules import InWords, LimbInWords, in_words

__all__ = ["InWords", "LimbInWords", "in_words"]
