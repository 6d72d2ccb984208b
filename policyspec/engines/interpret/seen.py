"""What an evaluation saw on its way: which conditions held and failed, and how near values came to their bounds.

For the coverage of tests. It is noted only where somebody asked for it, and changes no result.
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from policyspec.base.dataclasses import dataclass, field
from policyspec.model.truth import Truth

#: Where a value stands to its bound: within a step below, at it, within a step above.
Position = Literal[-1, 0, 1]


@dataclass(slots=True)
class Seen:
    """Notes of one or more evaluations, by the node of the Core IR that they are about.

    `answers`: what was decided. `alone`: parts that alone kept an `and` from holding, or alone made an `or` hold.
    `positions`: of a comparison, by the number of its bound (a range has two). `days`: the dates that were judged on.
    """

    answers: dict[object, set[bool]] = field(default_factory=dict)
    alone: set[object] = field(default_factory=set)
    positions: dict[tuple[object, int], set[Position]] = field(default_factory=dict)
    days: set[date] = field(default_factory=set)

    def answered(self, node: object, found: Truth) -> None:
        if found.decided:
            self.answers.setdefault(node, set()).add(found.holds)

    def parted(self, parts: Sequence[object], truths: Sequence[Truth], *, deciding: bool) -> None:
        """Note which part decided alone: the one with the deciding answer, where all others have the other.

        Of an `and` the others may be open: a guard (`theme is stated and theme is climate`) fails only where they are.
        """
        if deciding and not all(truth.decided for truth in truths):
            return
        pairs = zip(parts, truths, strict=True)
        telling = [part for part, truth in pairs if truth.decided and truth.holds is deciding]
        if len(telling) == 1:
            self.alone.add(telling[0])

    def stood(self, node: object, bound: int, position: Position) -> None:
        self.positions.setdefault((node, bound), set()).add(position)
