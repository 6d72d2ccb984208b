"""Verdicts without their explanations: what every engine gives, and what they are held against one another by."""

from policyspec.base.dataclasses import dataclass
from policyspec.model.outcomes import Outcome, Verdict


@dataclass(frozen=True, slots=True)
class Row:
    """What one limb of one rule comes to for one item: the verdicts that are possible.

    Rows stand in the order of rules, items and limbs, as outcomes do. A scope whose members are not stated gives a
    row at the thing that holds them, so several rows may bear one path.
    """

    rule: str
    limb: str
    item: str  # path of the scope item; empty: the tender
    possible: frozenset[Verdict]

    @property
    def verdict(self) -> Verdict:
        """The one that is possible, else undetermined."""
        return next(iter(self.possible)) if len(self.possible) == 1 else Verdict.UNDETERMINED


def agrees(row: Row, outcome: Outcome) -> bool:
    """Whether a row says what the interpreter's outcome says.

    An undetermined `must` is waived where a waiver names the very facts that would settle it (LANGUAGE: section 5).
    Which facts these are is a matter of explanation, so an engine leaves such a row undetermined.
    """
    if (row.rule, row.limb, row.item) != (outcome.rule, outcome.limb, outcome.item):
        return False
    named = outcome.verdict is Verdict.WAIVED and Verdict.WAIVED in row.possible
    return row.possible == frozenset(outcome.possible) or (named and Verdict.BREACHED not in row.possible)
