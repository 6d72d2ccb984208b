"""Which facts would settle an undetermined outcome: a set of which none can be left out."""

from collections.abc import Callable

from policyspec.engines.interpret.world import FactId

#: Whether the outcome is settled once these facts are known, whatever they turn out to be.
Settles = Callable[[frozenset[FactId]], bool]


def irreducible(missing: list[FactId], settles: Settles) -> list[FactId]:
    """The missing facts less those that the outcome does not need.

    Facts are tried in the order in which they were looked at, the last first, so that the answer is the same on
    every run. Where even all of them would not settle it (an amount in a currency that does not compare), none is
    named: stating facts would not help.
    """
    needed = list(dict.fromkeys(missing))
    if not settles(frozenset(needed)):
        return []
    for fact in reversed(needed[:]):
        without = [other for other in needed if other != fact]
        if settles(frozenset(without)):
            needed = without
    return needed
