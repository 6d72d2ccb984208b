"""How well tests test: what of each rule they exercise, and which changes of it they would not notice."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from policyspec.base.source import Span


@dataclass(frozen=True, slots=True)
class RuleCoverage:
    """What tests exercise of a rule. `wanting`: in sentences, what none does. `cases`: how many expect something."""

    rule: str
    span: Span
    points: int
    wanting: tuple[str, ...]
    cases: int

    @property
    def exercised(self) -> int:
        return self.points - len(self.wanting)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of all rules that are tested, in the order of their policies."""

    rules: tuple[RuleCoverage, ...]

    @property
    def share(self) -> Fraction | None:
        """The part of all points that is exercised; None where there are none."""
        return share(self.rules)


def share(rules: Iterable[RuleCoverage]) -> Fraction | None:
    """The part of the points of some rules that is exercised."""
    found = list(rules)
    points = sum(rule.points for rule in found)
    return Fraction(sum(rule.exercised for rule in found), points) if points else None
