"""What a duty would come to if a fact had another value: a search over the values of its type.

Values are tried coarsely, with those that the rule itself names among them; between two neighbours that come to
different verdicts the place where it turns is found by halving. What lies within one verdict on both sides is taken to
have it throughout: the answer holds for the values tried, and is not proved for the others.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import islice, pairwise, product

from policyspec.analysis.values import Scale, scale_of
from policyspec.base.dataclasses import dataclass, replace
from policyspec.engines.interpret.judging import judge
from policyspec.engines.interpret.preparing import world_of_whole
from policyspec.engines.interpret.scope import Site, site_at, sites
from policyspec.engines.interpret.world import World
from policyspec.ir import nodes as ir
from policyspec.ir.basis import walk
from policyspec.model.facts import FactId, Item, Stated, Tender, items
from policyspec.model.outcomes import Gate, Outcome, Role, UsedFact, Verdict
from policyspec.model.reasoning import Way
from policyspec.model.recorded import recorded
from policyspec.model.types import Kind
from policyspec.model.values import Value
from policyspec.model.vocabulary import FactInfo, Vocabulary

_FACTS = 6  # facts that are tried, each for itself
_TOGETHER = 300  # combinations of values of several facts
#: The verdicts that are looked for, in the order in which they are told.
_ORDER = {
    verdict: number
    for number, verdict in enumerate((Verdict.MET, Verdict.NOT_APPLICABLE, Verdict.FLAGGED, Verdict.BREACHED))
}

Verdicts = frozenset[Verdict]


@dataclass(frozen=True, slots=True)
class Trial:
    """One rule at one place of a tender (whose lots have what they inherit), to be judged again with other facts."""

    rulebook: ir.Rulebook
    tender: Tender
    vocabulary: Vocabulary
    gate: Gate
    on: date | None
    assumptions: bool
    rule: ir.Rule
    place: Site

    def possible(self, limb: ir.Limb, given: Mapping[FactId, Value]) -> Verdicts:
        """What a limb may come to, with these facts stated."""
        tender = replace(self.tender, root=_stating(self.tender.root, given))
        world = world_of_whole(self.rulebook, tender, self.vocabulary, self.gate, self.on, assume=self.assumptions)
        site = self._there(world)
        if site is None:
            return frozenset((Verdict.NOT_APPLICABLE,))
        rules = {rule.id: rule for rule in self.rulebook.rules}
        notes = recorded(tender, self.rule.id, None if site.unseen else site.item.path)
        return judge(rules, self.rule, limb, replace(site, world=site.world.tracing()), notes).possible

    def _there(self, world: World) -> Site | None:
        """The same place in a world of other facts; None where these put it out of scope."""
        if all(isinstance(binding.over, ir.Members) for binding in self.rule.scope):
            return site_at(world, self.rule, self.place.trail)
        wanted = _things(self.rule, self.place)
        return next((site for site in sites(world, self.rule) if _things(self.rule, site) == wanted), None)

    def looked_at(self, limb: ir.Limb) -> dict[UsedFact, FactId]:
        """The facts that judging a limb looks at, by how an outcome speaks of them."""
        rules = {rule.id: rule for rule in self.rulebook.rules}
        notes = recorded(self.tender, self.rule.id, None if self.place.unseen else self.place.item.path)
        trace = self.place.world.trace
        site = replace(self.place, world=self.place.world.tracing(trace))
        judge(rules, self.rule, limb, site, notes)
        return {
            used: fact for looked in (site.world.trace.used, site.world.trace.missing) for fact, used in looked.items()
        }

    def info(self, fact: FactId) -> FactInfo | None:
        path, key = fact
        owner = next((item for item in items(self.tender.root) if item.path == path), None)
        return None if owner is None else self.vocabulary.facts.get((owner.entity, key))

    def scale(self, fact: FactId) -> Scale | None:
        """The values to try for a fact."""
        return scale_of(self.info(fact), self.rule, self.tender.root, self.vocabulary)


def _things(rule: ir.Rule, site: Site) -> list[str | None]:
    bound = [site.world.bound.get(binding.var) for binding in rule.scope]
    return [one.path if isinstance(one, Item) else None for one in bound]


def ways(trial: Trial, limb: ir.Limb, outcome: Outcome) -> tuple[Way, ...]:
    """What would settle an undetermined outcome, or make a breached one (or a flag) otherwise."""
    known = trial.looked_at(limb)
    match outcome.verdict:
        case Verdict.UNDETERMINED:
            missing = [(fact.name, known[fact]) for fact in outcome.missing if fact in known]
            return _settling(trial, limb, missing)
        case Verdict.BREACHED | Verdict.FLAGGED | Verdict.EXPLAINED | Verdict.WAIVED:
            stated = [(fact.name, known[fact]) for fact in outcome.facts if fact.role is Role.DUTY and fact in known]
            return _otherwise(trial, limb, [(name, fact) for name, fact in stated if not _plain(trial, limb, fact)])
        case _:
            return ()


def _plain(trial: Trial, limb: ir.Limb, fact: FactId) -> bool:
    """Whether its values say nothing more: the sentence has said them, or they are parts of a whole, or choose them."""
    info = trial.info(fact)
    if any(info in _facts_of(part) for part in _choosing(limb.duty)):
        return True
    match limb.duty:
        case ir.Compare(left=ir.Fact(), right=ir.Const() | ir.Threshold()) | ir.Yes() | ir.OneOf():
            return True
        case ir.BetweenBounds(subject=ir.Fact()):
            return True
        case _:
            return False


def _choosing(duty: ir.Condition) -> Iterator[object]:
    """What chooses among things, and shares of one whole, of which none changes alone."""
    for node in walk(duty):
        match node:
            case ir.ClassRatio() | ir.Share():
                yield node
            case ir.Filtered(condition=condition):
                yield condition
            case ir.Row(conditions=conditions):
                yield conditions
            case ir.Aggregate(value=value) if value is not None and value.type.kind is Kind.PERCENTAGE:
                yield value
            case _:
                pass


def _facts_of(node: object) -> set[FactInfo]:
    return {inner.info for inner in walk(node) if isinstance(inner, ir.Fact)}


# --- one fact at a time -------------------------------------------------------------------------------------------


def _settling(trial: Trial, limb: ir.Limb, missing: list[tuple[str, FactId]]) -> tuple[Way, ...]:
    scales = [(name, fact, trial.scale(fact)) for name, fact in missing[:_FACTS]]
    known = [(name, fact, scale) for name, fact, scale in scales if scale is not None]
    found = [way for name, fact, scale in known for way in _runs(trial, limb, name, fact, scale)]
    settled = tuple(way for way in found if way.verdict is not Verdict.UNDETERMINED)
    if len(known) < 2 or len(known) < len(missing):
        return settled
    reached = {way.verdict for way in settled}
    return (*settled, *(way for way in _together(trial, limb, known) if way.verdict not in reached))


def _otherwise(trial: Trial, limb: ir.Limb, stated: list[tuple[str, FactId]]) -> tuple[Way, ...]:
    found = []
    for name, fact in stated[:_FACTS]:
        scale = trial.scale(fact)
        if scale is not None:
            found += [way for way in _runs(trial, limb, name, fact, scale) if way.verdict is Verdict.MET]
    return tuple(found)


def _runs(trial: Trial, limb: ir.Limb, name: str, fact: FactId, scale: Scale) -> list[Way]:
    """The values of a fact that come to each verdict."""

    def verdict(place: int) -> Verdict:
        return _single(trial.possible(limb, {fact: scale.value(place)}))

    at = {place: verdict(place) for place in scale.places}
    if scale.ordered:
        at = _refined(at, verdict)
    runs: dict[Verdict, list[tuple[int, int]]] = {}
    for place in sorted(at):
        last = runs.get(at[place], [])
        if last and _adjacent(at, last[-1][1], place):
            last[-1] = last[-1][0], place
        else:
            runs.setdefault(at[place], []).append((place, place))
    told = sorted(runs.items(), key=lambda run: _ORDER.get(run[0], len(_ORDER)))
    return [Way(((name, scale.words(parts)),), found) for found, parts in told if not scale.is_edge(parts)]


def _adjacent(at: Mapping[int, Verdict], one: int, other: int) -> bool:
    return not any(one < place < other for place in at)


def _refined(at: dict[int, Verdict], verdict: Callable[[int], Verdict]) -> dict[int, Verdict]:
    """The same with the two neighbours between which each change falls."""
    found = dict(at)
    for low, high in pairwise(sorted(at)):
        bottom, top = low, high
        while found[bottom] is not found[top] and top - bottom > 1:
            middle = (bottom + top) // 2
            found[middle] = verdict(middle)
            bottom, top = (middle, top) if found[middle] is found[bottom] else (bottom, middle)
    return found


def _single(possible: Verdicts) -> Verdict:
    return next(iter(possible)) if len(possible) == 1 else Verdict.UNDETERMINED


# --- several facts together ---------------------------------------------------------------------------------------


def _together(trial: Trial, limb: ir.Limb, known: list[tuple[str, FactId, Scale]]) -> tuple[Way, ...]:
    """For each verdict values of all the facts that come to it."""
    found: dict[Verdict, Way] = {}
    for places in islice(product(*(scale.few for _, _, scale in known)), _TOGETHER):
        given = {fact: scale.value(place) for (_, fact, scale), place in zip(known, places, strict=True)}
        verdict = _single(trial.possible(limb, given))
        if verdict in _ORDER and verdict not in found:
            said = ((name, scale.words([(p, p)])) for (name, _, scale), p in zip(known, places, strict=True))
            found[verdict] = Way(tuple(said), verdict)
    return tuple(sorted(found.values(), key=lambda way: _ORDER[way.verdict]))


# --- a tender with other facts ------------------------------------------------------------------------------------


def _stating(item: Item, given: Mapping[FactId, Value]) -> Item:
    """The item with these facts stated, of itself or of what is in it. What they do not concern stays as it is."""
    if not any(path == item.path or _is_in(path, item.path) for path, _ in given):
        return item
    mine = {key: Stated(value) for (path, key), value in given.items() if path == item.path}
    lists, records = item.lists, item.records
    if any(path != item.path for path, _ in given):
        lists = {
            key: replace(listing, items=tuple(_stating(member, given) for member in listing.items))
            for key, listing in lists.items()
        }
        records = {key: _stating(record, given) for key, record in records.items()}
    return replace(item, facts={**item.facts, **mine}, lists=lists, records=records)


def _is_in(path: str, other: str) -> bool:
    """Whether a path is that of something in the thing of another path."""
    return not other or path.startswith(f"{other}.")
