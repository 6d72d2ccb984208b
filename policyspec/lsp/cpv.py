"""The divisions of the CPV, which stand with the values that they name."""

from policyspec.model.cpv import DIVISIONS, division

__all__ = ["DIVISIONS", "division"]
