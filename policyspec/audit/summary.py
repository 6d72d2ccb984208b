"""The figures of an audit: `policyspec.report.summary`, where the reports can see them too."""

from policyspec.report.summary import (
    MOST_GROUPS,
    VERSION,
    Amount,
    Cell,
    Figures,
    Group,
    PolicyNamed,
    RuleFigures,
    Summary,
    UnreadInput,
    Want,
    from_json,
    to_json,
)

__all__ = [
    "MOST_GROUPS",
    "VERSION",
    "Amount",
    "Cell",
    "Figures",
    "Group",
    "PolicyNamed",
    "RuleFigures",
    "Summary",
    "UnreadInput",
    "Want",
    "from_json",
    "to_json",
]
