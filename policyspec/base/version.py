"""The version of the tool. The language and the JSON report have versions of their own."""

__version__ = "0.1.0"
