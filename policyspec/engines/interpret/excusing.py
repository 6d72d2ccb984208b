"""What a breach becomes under a recorded explanation or a waiver."""

from policyspec.base.dataclasses import dataclass
from policyspec.engines.interpret.expressions import within_window
from policyspec.engines.interpret.reading import awaiting_step, follow, name_of
from policyspec.engines.interpret.world import World
from policyspec.ir import nodes as ir
from policyspec.model import truth
from policyspec.model.facts import Absence, Stated
from policyspec.model.outcomes import Gate, UsedFact, Verdict
from policyspec.model.recorded import Recorded
from policyspec.model.truth import NOTHING, Truth, Waits


@dataclass(frozen=True, slots=True)
class Excused:
    """What a breach becomes: itself, explained or waived, or one of these where that is not known."""

    verdicts: frozenset[Verdict]
    waits: Waits = NOTHING
    reason: str | None = None


BREACHED = Excused(frozenset((Verdict.BREACHED,)))


def excused(limb: ir.Limb, recorded: Recorded, world: World) -> Excused:
    """What a breach of a limb becomes. A waiver goes before an explanation."""
    going = _going(recorded, world)
    if going.fails:
        return _explained(limb, recorded, world)
    assert recorded.waiver is not None
    if going.holds:
        return Excused(frozenset((Verdict.WAIVED,)), reason=recorded.waiver.reason)
    # Should the waiver have expired, the breach is what it is without one.
    without = _explained(limb, recorded, world)
    verdicts = without.verdicts | {Verdict.WAIVED}
    return Excused(verdicts, going.waits | without.waits, recorded.waiver.reason)


def _going(recorded: Recorded, world: World) -> Truth:
    """Whether there is a waiver that has not expired."""
    if recorded.waiver is None:
        return truth.FALSE
    expiry = recorded.waiver.expiry
    return within_window(world, None, expiry.day if expiry else None)


def _explained(limb: ir.Limb, recorded: Recorded, world: World) -> Excused:
    if limb.explain is None:
        return BREACHED
    if recorded.explanation is not None:
        return Excused(frozenset((Verdict.EXPLAINED,)), reason=recorded.explanation.reason)
    return _explained_in(world, limb.explain.fact) if limb.explain.fact is not None else BREACHED


def _explained_in(world: World, fact: ir.Fact) -> Excused:
    """`or explain in F`: a stated F that is not blank is the explanation; one that may yet come leaves it open."""
    item = follow(world, fact.owner)
    either = frozenset((Verdict.EXPLAINED, Verdict.BREACHED))
    if item is None:
        return Excused(either, awaiting_step(world, fact.owner))
    found = item.fact(fact.info.key)
    name = name_of(item, fact.info)
    if isinstance(found, Stated):
        reason = str(found.value)
        world.notes((item.path, fact.info.key), UsedFact(name, reason, None, found.origin), None)
        return Excused(frozenset((Verdict.EXPLAINED,)), reason=reason) if reason.strip() else BREACHED
    waits = world.needs((item.path, fact.info.key), name, found.why, found.origin)
    if world.gate is Gate.PUBLISH and found.why in (Absence.NOT_STATED, Absence.NOT_APPLICABLE):
        return BREACHED
    return Excused(either, waits)
