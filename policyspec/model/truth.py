"""Truth as a range: what is missing may make a condition hold or fail (strong Kleene logic).

`waits` names the missing facts that stand between a condition and its answer: once all of them are known, whatever
they turn out to be, it is decided. It serves one question: which facts would settle an outcome
(`engines.interpret.missing`).
"""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from policyspec.model.facts import FactId

Waits = frozenset[FactId]
NOTHING: Waits = frozenset()


class Truth(NamedTuple):
    """Whether a condition may hold, may fail and may not apply. At least one is so.

    A condition on a fact that does not apply (the weight of a pass/fail criterion) neither holds nor fails.
    """

    may_hold: bool
    may_fail: bool
    waits: Waits = NOTHING
    may_not_apply: bool = False

    @property
    def holds(self) -> bool:
        return not self.may_fail and not self.may_not_apply

    @property
    def fails(self) -> bool:
        return not self.may_hold and not self.may_not_apply

    @property
    def decided(self) -> bool:
        return self.may_hold != self.may_fail

    def __invert__(self) -> "Truth":
        return Truth(self.may_fail, self.may_hold, self.waits, self.may_not_apply)

    @property
    def plainly(self) -> "Truth":
        """Whether it holds or does not: what does not apply does not."""
        if not self.may_not_apply:
            return self
        return unknown(self.waits) if self.may_hold else FALSE


TRUE = Truth(may_hold=True, may_fail=False)
FALSE = Truth(may_hold=False, may_fail=True)


NEITHER = Truth(may_hold=False, may_fail=False, may_not_apply=True)


def of(answer: bool) -> Truth:  # noqa: FBT001 - the truth of a plain answer
    """The truth of an answer that is known."""
    return TRUE if answer else FALSE


def unknown(waits: Waits = NOTHING) -> Truth:
    """A condition that may hold and may fail."""
    return Truth(may_hold=True, may_fail=True, waits=waits)


class Waiting(Protocol):
    """What waits for facts: a truth, a range."""

    @property
    def waits(self) -> Waits: ...


def waits_of(parts: Iterable[Waiting]) -> Waits:
    """The facts that any of some parts waits for."""
    return NOTHING.union(*(part.waits for part in parts))


def both(truths: Iterable[Truth]) -> Truth:
    """All of them (`and`); of none, true."""
    seen = list(truths)
    may_hold, may_fail, may_not_apply = True, False, False
    for holds, fails, _, apart in seen:
        if not holds and not apart:
            return FALSE
        may_hold, may_fail, may_not_apply = may_hold and holds, may_fail or fails, may_not_apply or apart
    if not may_fail and not may_not_apply:
        return TRUE
    return Truth(may_hold, may_fail, waits_of(seen), may_not_apply)


def either(truths: Iterable[Truth]) -> Truth:
    """Any of them (`or`); of none, false. As `and` is, with holding and failing changed about."""
    seen = list(truths)
    may_hold, may_fail, may_not_apply = False, True, False
    for holds, fails, _, apart in seen:
        if not fails and not apart:
            return TRUE
        may_hold, may_fail, may_not_apply = may_hold or holds, may_fail and fails, may_not_apply or apart
    if not may_hold and not may_not_apply:
        return FALSE
    return Truth(may_hold, may_fail, waits_of(seen), may_not_apply)
