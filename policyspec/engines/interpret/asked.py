"""Outcomes whose verdicts another engine found: the interpreter is asked only where somebody wants to know why."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import cycle, groupby

from policyspec.base.later import later
from policyspec.engines.interpret.outcomes import Judging, of_the_rule, outcome_at
from policyspec.engines.interpret.scope import Site, sites
from policyspec.ir import nodes as ir
from policyspec.ir.reads import Reads
from policyspec.model.bounds import takes_basis
from policyspec.model.facts import Fact, Item, Stated
from policyspec.model.outcomes import Gate, Outcome, Verdict
from policyspec.model.verdicts import Row

#: Verdicts for which no record speaks, and that wait for nothing.
_PLAIN = frozenset((Verdict.BREACHED, Verdict.MET, Verdict.FLAGGED, Verdict.NOT_APPLICABLE))
#: What an outcome of such a verdict has, whatever the facts are.
_NOTHING_MORE = {"missing": (), "explanation": None, "record": None}


class EnginesDisagreeError(Exception):
    """An engine and the interpreter found different verdicts. It is a fault of ours."""


def outcomes_by(by: Judging, rules: Iterable[ir.Rule], rows: Iterable[Row], reads: Reads) -> Iterator[Outcome]:
    """The outcomes of rules, of which these are the verdicts, and the facts that they may look at."""
    found = {rule: [*of_rule] for rule, of_rule in groupby(rows, key=lambda row: row.rule)}
    ground = by.world.ground
    undivided = ground.implicit_lot is not None and ground.gate is Gate.DRAFT  # that it is one lot is assumed
    assumed = _assumed(by)
    for rule in rules:
        rests = undivided or not assumed.isdisjoint(reads[rule.id])
        yield from _of_rule(by, rule, found.get(rule.id, []), {} if rests else {"assumptions": ()})


def _of_rule(by: Judging, rule: ir.Rule, rows: Sequence[Row], common: Mapping[str, object]) -> Iterator[Outcome]:
    """The outcomes of a rule: a row for each limb at each site, in order."""
    there = cache(partial(sites, by.world, rule))
    waived = {waiver.rule for waiver in by.world.tender.waivers}
    for number, (limb, row) in enumerate(zip(cycle(rule.limbs), rows, strict=False)):
        whole = cache(partial(_whole, by, rule, limb, row, there, number // len(rule.limbs)))
        if rule.id in waived and row.verdict is Verdict.UNDETERMINED:
            yield whole()  # whether the waiver stands for it depends on what is missing
        else:
            plain = _NOTHING_MORE if row.verdict in _PLAIN else {}
            yield later(
                Outcome,
                partial(_of_the_whole, whole),
                **of_the_rule(by, rule, limb, _item(by, row.item)),
                verdict=row.verdict,
                possible=tuple(verdict for verdict in Verdict if verdict in row.possible),
                **plain,
                **common,
            )


def _of_the_whole(whole: Callable[[], Outcome], name: str) -> object:
    return getattr(whole(), name)


def _whole(
    by: Judging, rule: ir.Rule, limb: ir.Limb, row: Row, there: Callable[[], list[Site]], number: int
) -> Outcome:
    """What the interpreter says of it. Of what it finds otherwise nothing is said at all."""
    found = outcome_at(by, rule, limb, there()[number])
    if frozenset(found.possible) != row.possible and found.verdict is not Verdict.WAIVED:
        raise EnginesDisagreeError(f"{rule.id} {limb.label} {row.item}: {sorted(row.possible)}, {found.possible}")
    return found


def _item(by: Judging, path: str) -> Item:
    lot = by.world.ground.implicit_lot
    return lot if lot is not None and lot.path == path else by.world.items[path]


def _assumed(by: Judging) -> set[str]:
    """The keys of the facts in whose reading something is taken for granted."""
    vat = by.world.ground.vat
    basis = vat is not None and vat.assumption is not None
    return {key for item in by.world.items.values() for key, fact in _facts(item) if _rests(fact, basis=basis)}


def _facts(item: Item) -> Iterator[tuple[str, Fact]]:
    yield from item.facts.items()
    for key, listing in item.values.items():
        yield from ((key, fact) for fact in listing.values)


def _rests(fact: Fact, *, basis: bool) -> bool:
    return isinstance(fact, Stated) and (fact.assumption is not None or (basis and takes_basis(fact.value)))
