"""Which facts would settle an undetermined outcome: a set of which none can be left out."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet

from policyspec.model.facts import FactId
from policyspec.model.truth import Waits

#: What an outcome waits for once these facts are taken as stated.
WaitsWith = Callable[[frozenset[FactId]], Waits]


def irreducible(missing: Sequence[FactId], presence: AbstractSet[FactId], waits_with: WaitsWith) -> list[FactId]:
    """The missing facts less those that the outcome does not need.

    Facts are tried in the order in which they were looked at, the last first, so that the answer is the same on
    every run. Where even all of them would not settle it (an amount in a currency that does not compare), none is
    named: stating facts would not help.

    What an outcome waits for changes only with the facts of `presence`, of which it was asked whether they are stated.
    So leaving out any other is no new question: the outcome waits for it, or does not.
    """
    needed = dict.fromkeys(missing)
    taken = frozenset(needed.keys() & presence)
    waits = waits_with(taken)
    if not waits <= needed.keys():
        return []
    for fact in reversed(missing):
        if fact in waits:
            continue
        if fact in presence:
            without = waits_with(taken - {fact})
            if fact in without or not without <= needed.keys():
                continue
            taken, waits = taken - {fact}, without
        del needed[fact]
    return list(needed)
