"""What a condition is judged in: the tender, the gate, the items in scope; and what the judging looked at."""

from collections.abc import Iterable, Mapping

from policyspec.base.dataclasses import dataclass, field, replace
from policyspec.engines.interpret.seen import Seen
from policyspec.ir import nodes as ir
from policyspec.model.facts import Absence, FactId, Item, Origin, Tender
from policyspec.model.outcomes import Gate, Role, UsedFact
from policyspec.model.ranges import Dates, Ranged
from policyspec.model.truth import Waits
from policyspec.model.values import Vat
from policyspec.model.vocabulary import Vocabulary

#: The fact on which the basis of every amount without one depends.
VAT_BASIS: FactId = ("", "vat_basis")


@dataclass(slots=True)
class Trace:
    """What was looked at, in order: facts with a value, facts without, assumptions made, values there are none of.

    `bounds`: what amounts come to on the other VAT basis, where that decided. `presence`: the missing facts of which
    it was asked whether they are stated. The one mutable thing of an evaluation; it changes no result.
    """

    used: dict[FactId, UsedFact] = field(default_factory=dict)
    missing: dict[FactId, UsedFact] = field(default_factory=dict)
    assumptions: dict[str, None] = field(default_factory=dict)
    reasons: dict[str, None] = field(default_factory=dict)
    bounds: dict[str, None] = field(default_factory=dict)
    presence: set[FactId] = field(default_factory=set)

    def lead(self, other: "Trace") -> None:
        """Put what another looked at, for the duty, before what this one did."""
        self.used = _before(other.used, self.used)
        self.missing = _before(other.missing, self.missing)
        self.assumptions = {**other.assumptions, **self.assumptions}
        self.reasons = {**other.reasons, **self.reasons}
        self.bounds = {**other.bounds, **self.bounds}
        self.presence |= other.presence


def _before(duty: dict[FactId, UsedFact], scope: dict[FactId, UsedFact]) -> dict[FactId, UsedFact]:
    """The facts of the duty, then those that only the scope looked at."""
    # Made in full, for `replace` takes longer, and this is done whenever anything is judged.
    led = {fact: UsedFact(u.name, u.value, u.absence, u.origin, Role.DUTY) for fact, u in duty.items()}
    return led | {fact: used for fact, used in scope.items() if fact not in led}


def merged(traces: Iterable[Trace]) -> Trace:
    """What several traces looked at, in order, in a trace of its own."""
    found = Trace()
    for trace in traces:
        found.used |= trace.used
        found.missing |= trace.missing
        found.assumptions |= trace.assumptions
        found.reasons |= trace.reasons
        found.bounds |= trace.bounds
        found.presence |= trace.presence
    return found


@dataclass(frozen=True, slots=True)
class VatBasis:
    """The basis given, once, to every amount of the tender that states none; and the assumption, if it is one."""

    basis: Vat
    assumption: str | None


@dataclass(frozen=True, slots=True)
class Ground:
    """What does not change while a tender is judged."""

    tender: Tender
    items: Mapping[str, Item]
    vocabulary: Vocabulary
    gate: Gate
    on: Dates | None
    assume: bool
    vat: VatBasis | None
    implicit_lot: Item | None  # the tender as one lot, while it states no lots
    same_as: Mapping[FactId, tuple[FactId, str]]  # the implicit lot's facts: the tender's
    seen: Seen | None = None  # where somebody asked what was seen on the way


@dataclass(frozen=True, slots=True)
class World:
    """Everything that a condition may look at. `taken` holds missing facts that are taken as stated."""

    ground: Ground
    bound: Mapping[str, Item | Ranged]
    trace: Trace
    rule: ir.Rule | None = None  # the rule that is judged: its date, its highest rate of VAT
    taken: frozenset[FactId] = frozenset()
    unseen: Mapping[str, FactId] = field(default_factory=dict)  # stand-ins for members not stated: their lists

    @property
    def tender(self) -> Tender:
        return self.ground.tender

    @property
    def items(self) -> Mapping[str, Item]:
        return self.ground.items

    @property
    def vocabulary(self) -> Vocabulary:
        return self.ground.vocabulary

    @property
    def gate(self) -> Gate:
        return self.ground.gate

    @property
    def seen(self) -> Seen | None:
        """Where to note what is seen on the way. What is said of members that are not stated is not seen."""
        return None if self.unseen else self.ground.seen

    def binding(self, var: str, value: Item | Ranged) -> "World":
        """The same world with a variable bound."""
        bound = {**self.bound, var: value}
        return World(self.ground, bound, self.trace, self.rule, self.taken, self.unseen)

    def tracing(self, *traces: Trace) -> "World":
        """The same world, having looked at what these traces hold and nothing else."""
        return World(self.ground, self.bound, merged(traces), self.rule, self.taken, self.unseen)

    def aside(self) -> "World":
        """The same world, in which nothing is noted for whoever judges: for what is said when all is judged."""
        ground = self.ground if self.ground.seen is None else replace(self.ground, seen=None)
        return World(ground, self.bound, Trace(), self.rule, self.taken, self.unseen)

    def needs(self, fact: FactId, name: str, why: Absence, origin: Origin | None = None) -> Waits:
        """Note that a fact is missing, and tell what waits for it."""
        if fact[0] not in self.unseen:
            meant, called = self.ground.same_as.get(fact, (fact, name))
            self.trace.missing.setdefault(meant, UsedFact(called, None, str(why), origin))
        return self.awaiting(fact)

    def awaiting(self, fact: FactId) -> Waits:
        """What waits for a missing fact. Of a member that is not stated it is the list that is missing."""
        return frozenset((self.unseen.get(fact[0], self.meant(fact)),))

    def meant(self, fact: FactId) -> FactId:
        """The fact that stands in the tender: the implicit lot's are the tender's own."""
        return self.ground.same_as.get(fact, (fact, ""))[0]

    def notes(self, fact: FactId, used: UsedFact, assumption: str | None) -> None:
        """Note that a stated fact was looked at, and the assumption that lies in it."""
        self.trace.used.setdefault(fact, used)
        if assumption:
            self.trace.assumptions.setdefault(assumption)
