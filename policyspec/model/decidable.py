"""What rules can ever come to for the tenders of one source."""

from enum import StrEnum

from policyspec.base.dataclasses import dataclass
from policyspec.model.outcomes import Strength
from policyspec.model.vocabulary import FactInfo


class Reach(StrEnum):
    """What a duty can come to. A flag is `met` where it stays down, and `breached` where it goes up."""

    BOTH = "can be met or breached"
    MET = "can only be met"
    BREACHED = "can only be breached"
    NEVER = "never"

    @staticmethod
    def of(*, met: bool, breached: bool) -> "Reach":
        if met:
            return Reach.BOTH if breached else Reach.MET
        return Reach.BREACHED if breached else Reach.NEVER


@dataclass(frozen=True, slots=True)
class LimbReach:
    """One duty of a rule: what it can come to, and the facts that the source would have to state for it to be more."""

    limb: str
    strength: Strength
    reach: Reach
    wanting: tuple[FactInfo, ...]


@dataclass(frozen=True, slots=True)
class RuleReach:
    """A rule is met, or breached, where one of its duties is."""

    rule: str
    title: str
    limbs: tuple[LimbReach, ...]

    @property
    def reach(self) -> Reach:
        found = {limb.reach for limb in self.limbs}
        met, breached = bool(found & {Reach.BOTH, Reach.MET}), bool(found & {Reach.BOTH, Reach.BREACHED})
        return Reach.of(met=met, breached=breached)

    @property
    def wanting(self) -> tuple[FactInfo, ...]:
        return tuple(dict.fromkeys(info for limb in self.limbs for info in limb.wanting))
