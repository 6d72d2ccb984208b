"""The words that every report on tests uses."""

from policyspec.base.diagnostics import has_errors
from policyspec.report.testing.results import Difference, Status, Tested, tally
from policyspec.report.words import count, joined


def about(difference: Difference) -> str:
    """The rule, and the limb and item of it: `small-lots, lot 2`."""
    rule = difference.rule.rpartition("#")[2]
    return f"{rule}, {difference.of}" if difference.of else rule


def told(difference: Difference) -> str:
    """`small-lots, lot 2: expected breached, got met`."""
    match difference.expected, difference.got:
        case None, got:
            return f"{about(difference)}: {got}, and the case does not expect it"
        case expected, None:
            return f"{about(difference)}: expected {expected}, and the rule came to nothing here"
        case expected, got:
            return f"{about(difference)}: expected {expected}, got {got}"


def closing(tested: Tested) -> str:
    """What the run came to, in a sentence."""
    cases = tested.cases
    counted = tally(cases)
    broken = [suite for suite in tested.suites if suite.broken and not suite.cases and not suite.empty]
    in_part = [suite for suite in tested.suites if has_errors(suite.diagnostics) and suite.cases]
    if not cases and not broken:
        return "No tests were found, so nothing was tested."
    parts = [f"{count(counted[status], 'case')} {_DID[status]}" for status in _ORDER if counted[status]]
    if broken:
        parts.append(f"{count(len(broken), 'tests file')} could not be run")
    if in_part:
        parts.append(f"{count(len(in_part), 'tests file')} could not be read in full")
    return f"{joined(parts)}."


_ORDER = (Status.PASSED, Status.FAILED, Status.BROKEN)
_DID = {Status.PASSED: "passed", Status.FAILED: "failed", Status.BROKEN: "could not be run"}
