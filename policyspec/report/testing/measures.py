"""How well tests test: what of each rule they exercise, and which changes of it they would not notice."""

from collections.abc import Iterable
from fractions import Fraction

from policyspec.base.dataclasses import dataclass
from policyspec.base.diagnostics import Diagnostic
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


# --- changes that tests would not notice --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Survivor:
    """A change of a rule that no test notices. `change` is a clause: `60:40 became 61:39`.

    `telling`: what would tell the two apart, in words, where something was found. `because`: why an author accepts it.
    """

    change: str
    telling: str | None = None
    because: str | None = None


@dataclass(frozen=True, slots=True)
class RuleMutants:
    """The changes that were tried in a rule, and those that survived."""

    rule: str
    span: Span
    tried: int
    survivors: tuple[Survivor, ...]

    @property
    def noticed(self) -> int:
        return self.tried - len(self.survivors)


@dataclass(frozen=True, slots=True)
class Mutation:
    """Of all rules that are tested. `unused`: what is wrong with survivors that tests files list."""

    rules: tuple[RuleMutants, ...]
    unused: tuple[Diagnostic, ...] = ()

    @property
    def unexplained(self) -> int:
        return sum(one.because is None for rule in self.rules for one in rule.survivors)
