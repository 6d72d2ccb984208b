"""policyspec: procurement rules in plain English, checked before a tender is published."""

__version__ = "0.1.0"
