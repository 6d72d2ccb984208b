"""A tender to an OCDS 1.1 release."""

from policyspec.writers.ocds.release import write_ocds

__all__ = ["write_ocds"]
