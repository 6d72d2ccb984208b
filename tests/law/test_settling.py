"""What an undetermined outcome names as missing settles it, and none of it can be left out.

A reference that is missing names itself alone, since what it will lead to is not known; whether that has the facts that
are asked of it cannot be known either. Rules that go through references are left out here, as are stated ranges, which
no fact would settle. Of a time that is missing, working days are one unit: the buyer's country may then be wanted too.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from policyspec.ir import nodes as ir
from policyspec.model.outcomes import Outcome
from policyspec.model.types import Kind
from tests.law import completing, law, settling
from tests.law.cases import Case, case
from tests.law.completing import Place
from tests.law.tenders import walk

Note = Callable[[str], None]
SEEDS = 3_000_000
#: The share of named facts for which a tender is found, by trying, that stays undetermined for want of that fact alone.
NEEDED = 0.8
TRIES = 12
OF_THE_PLACE = {"buyer", "country of the buyer", "region of the buyer"}


def drawn(cases: int) -> Iterator[tuple[Case, law.Outcomes]]:
    for seed in range(SEEDS, SEEDS + cases):
        of = case(seed)
        refers = any(isinstance(n, ir.Step) and n.info.type.reference for n in walk(of.rulebook.rules))
        if not refers and not of.setting.ranges:
            yield of, law.outcomes(of.rulebook, of.tender)


def undetermined(before: law.Outcomes) -> Iterator[tuple[law.Key, Outcome]]:
    for key, found in before.items():
        if len(found) == 1 and settling.is_open(found[0]):
            yield key, found[0]


def test_the_facts_named_settle_it(cases: int, note: Note) -> None:
    """Filled in in several ways, they leave one verdict, or one that no fact would settle: 0:0 has no value."""
    counts: Counter[str] = Counter()
    for of, before in drawn(cases):
        for key, outcome in undetermined(before):
            counts["all"] += 1
            counts["named"] += bool(outcome.missing)
            for way in range(2):
                tender = settling.filled(completing.again(of.seed, f"named/{way}"), of, settling.named(of, outcome))
                for later, became in settling.became(before, law.outcomes(of.rulebook, tender), key):
                    still = {fact.name for fact in became.missing} - allowed(of, outcome)
                    assert not still, (
                        f"seed {of.seed}, {key}, {later}: {[f.name for f in outcome.missing]} leave {still}"
                    )
    note(
        f"missing: {counts['all']:,} undetermined outcomes, {counts['named']:,} of which name facts; these settle them"
    )
    assert counts["named"] >= counts["all"] / 2


def allowed(of: Case, outcome: Outcome) -> set[str]:
    """What may be wanted once a time is stated: working days go by the buyer's country and region."""
    facts = {key for _, key in settling.named(of, outcome)}
    times = {info.key for infos in of.setting.pool.values() for info in infos if info.type.kind is Kind.DURATION}
    lists = {info.key for infos in of.setting.pool.values() for info in infos if info.type.kind is Kind.LIST}
    return OF_THE_PLACE if facts & (times | lists) else set()


def test_what_names_no_fact_is_not_settled_by_any(cases: int) -> None:
    for of, before in drawn(cases):
        for number, done in enumerate(of.completions(2)):
            after = law.outcomes(of.rulebook, done)
            for key, outcome in undetermined(before):
                became = [] if outcome.missing else list(settling.became(before, after, key))
                decided = [str(later) for later, found in became if not settling.is_open(found)]
                assert not decided, (
                    f"seed {of.seed}, completion {number}: {key} names nothing, yet {decided} is decided"
                )


def test_no_named_fact_can_be_left_out(cases: int, note: Note) -> None:
    """Of each named fact there is a way to fill in all others of the set that leaves it undetermined for want of it."""
    counts: Counter[str] = Counter()
    for of, before in drawn(cases):
        for key, outcome in undetermined(before):
            named = settling.named(of, outcome)
            for fact in sorted(named):
                counts["all"] += 1
                counts["needed"] += is_needed(of, before, key, named - {fact})
    note(f"missing: {counts['needed']:,} of {counts['all']:,} named facts were shown to be needed, by trying")
    assert counts["needed"] >= NEEDED * counts["all"]


def is_needed(of: Case, before: law.Outcomes, key: law.Key, others: frozenset[Place]) -> bool:
    for way in range(TRIES):
        tender = settling.filled(completing.again(of.seed, f"without/{way}"), of, others)
        after = law.outcomes(of.rulebook, tender)
        if any(settling.is_open(found) and found.missing for _, found in settling.became(before, after, key)):
            return True
    return False
