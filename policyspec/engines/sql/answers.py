"""Whether a condition holds, fails or does not apply, as SQL (`model.truth`).

A condition on a fact that does not apply neither holds nor fails. Where no tender of a dataset has such a fact, this is
SQL's own logic and costs nothing.
"""

from collections.abc import Sequence

from policyspec.base.dataclasses import dataclass
from policyspec.engines.sql.logic import FALSE, TRUE, case, conj, disj, maybe, neg


@dataclass(frozen=True, slots=True)
class Answer:
    """`holds` and `fails` are true, false, or null where it is not known; `outside`: whether it may not apply."""

    holds: str
    fails: str
    outside: str = FALSE

    def __invert__(self) -> "Answer":
        return Answer(self.fails, self.holds, self.outside)


def plain(truth: str) -> Answer:
    """The answer of a condition that applies."""
    return Answer(truth, neg(truth))


def unless_outside(outside: str, truth: str) -> Answer:
    """The answer of a condition that applies but for where a fact of it does not."""
    if outside == FALSE:
        return plain(truth)
    return Answer(case([(outside, FALSE)], truth), case([(outside, FALSE)], neg(truth)), outside)


def both(answers: Sequence[Answer]) -> Answer:
    """All of some conditions (`and`)."""
    holds, fails = conj(a.holds for a in answers), disj(a.fails for a in answers)
    if all(a.outside == FALSE for a in answers):
        return Answer(holds, neg(holds))
    none_fails = (disj((a.outside, maybe(a.holds))) for a in answers)
    return Answer(holds, fails, conj((disj(a.outside for a in answers), *none_fails)))


def either(answers: Sequence[Answer]) -> Answer:
    """Any of some conditions (`or`)."""
    if all(a.outside == FALSE for a in answers):
        return plain(disj(a.holds for a in answers))
    return ~both([~a for a in answers])


def where_left(out: str, answer: Answer) -> Answer:
    """An alternative, which fails where it is left out."""
    if out == FALSE:
        return answer
    left = conj((neg(out), answer.outside))
    return Answer(case([(out, FALSE)], answer.holds), case([(out, TRUE)], answer.fails), left)
