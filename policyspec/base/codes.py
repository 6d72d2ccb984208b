"""Every diagnostic code, in one table. A code belongs to its phase and is never reused.

0xx files and configuration, 1xx syntax, 2xx names, 3xx types, 4xx policy lint, 5xx tender input, 6xx evaluation,
7xx an engine cannot express it, 8xx analysis, 9xx a fault of ours. Each has a page under `docs/codes/`.
"""

from dataclasses import dataclass

from policyspec.base.diagnostics import Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


@dataclass(frozen=True, slots=True)
class Code:
    """What a code means: the severity that it has unless said otherwise, and its title."""

    severity: Severity
    title: str


CODES: dict[str, Code] = {
    "PS001": Code(ERROR, "file cannot be read"),
    "PS002": Code(ERROR, "file is not UTF-8 text"),
    "PS901": Code(ERROR, "a fault in policyspec"),
}
