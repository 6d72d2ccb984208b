"""policyspec: procurement rules in plain English, checked before a tender is published.

From a policy and a tender to what each rule comes to:

import policyspec
policies = policyspec.load_policies("policies/commissioning/five-principles.policy")
tender = policyspec.read_tender("examples/youth-service.yaml", policies)
for outcome in policyspec.check(policies, tender).outcomes:
    print(outcome.verdict, outcome.message)
"""

from importlib import import_module
from typing import TYPE_CHECKING

from policyspec.base.version import __version__ as __version__

if TYPE_CHECKING:
    from policyspec.api import (
        Compiled,
        Diagnostic,
        Gate,
        Judged,
        NotOneTenderError,
        Outcome,
        Policies,
        PolicyError,
        PolicyspecError,
        RecordsError,
        Releases,
        Row,
        RuleResult,
        Severity,
        Strength,
        Tender,
        TenderError,
        TenderResult,
        Verdict,
        check,
        compile_policies,
        load_policies,
        policies_for,
        read_tender,
        read_tenders,
        releases,
    )

__all__ = [
    "Compiled",
    "Diagnostic",
    "Gate",
    "Judged",
    "NotOneTenderError",
    "Outcome",
    "Policies",
    "PolicyError",
    "PolicyspecError",
    "RecordsError",
    "Releases",
    "Row",
    "RuleResult",
    "Severity",
    "Strength",
    "Tender",
    "TenderError",
    "TenderResult",
    "Verdict",
    "check",
    "compile_policies",
    "load_policies",
    "policies_for",
    "read_tender",
    "read_tenders",
    "releases",
]


def __getattr__(name: str) -> object:
    """The public names, imported when the first of them is asked for: `policyspec --version` needs none."""
    if name in __all__:
        return getattr(import_module("policyspec.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
