"""What a question about a tender comes to."""

from policyspec.base.dataclasses import dataclass
from policyspec.model.outcomes import UsedFact
from policyspec.model.truth import Truth


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer for one item of the tender (`path`, as in `model.facts.Item`).

    `truth` is that of a condition, None where a value was asked for; `value` is that value in words, empty for a
    condition. `used` are the facts that it rests on, `missing` those that it would rest on and that are not there;
    `reasons` say why there is no value though all is stated.
    """

    path: str
    label: str
    truth: Truth | None
    value: str
    used: tuple[UsedFact, ...] = ()
    missing: tuple[UsedFact, ...] = ()
    assumptions: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
