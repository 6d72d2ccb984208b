"""What is said never to be decided is never decided: random rulebooks, and tenders that state no more than a source can."""

# ruff: noqa: S311 - random cases, the same on every run
from collections.abc import Iterator
from random import Random

import pytest

from policyspec.analysis.determinable import determinable
from policyspec.engines.interpret import evaluate
from policyspec.model.decidable import Reach
from policyspec.model.facts import Tender
from policyspec.model.outcomes import Outcome, Verdict
from policyspec.readers.readable import Speech, of_lots, speech
from tests.analysis.stripping import stripped
from tests.law.cases import Case, case
from tests.law.domain import SPOKEN, VOCABULARY
from tests.law.tenders import tender as another

CASES = 200
MET = {Verdict.MET}
BREACHED = {Verdict.BREACHED, Verdict.EXPLAINED, Verdict.FLAGGED}
MAY_BE_MET = {Reach.BOTH, Reach.MET}
MAY_BE_BREACHED = {Reach.BOTH, Reach.BREACHED}


def said(seed: int) -> Speech:
    """What a made-up source may say: some of what these rulebooks speak of."""
    rng = Random(seed)
    spoken = [(owner, key) for owner, keys in SPOKEN.items() for key in keys]
    part = rng.choice((0.3, 0.6, 0.85, 0.95))
    stated = {key for key in spoken if rng.random() < part}
    stated |= of_lots(stated, VOCABULARY)
    # A lot has its tender's list where it has none of its own, so it may say what that may.
    own = [key for key in sorted(stated) if key not in of_lots(stated, VOCABULARY)]
    never_whole, ruled_out, empty = ({key for key in own if rng.random() < chance} for chance in (0.1, 0.1, 0.5))
    ruled_out |= of_lots(ruled_out, VOCABULARY)
    empty |= of_lots(empty, VOCABULARY)
    return Speech(frozenset(stated), frozenset(empty), frozenset(never_whole), frozenset(ruled_out))


def wrongly_decided(one: Case, may: Speech) -> Iterator[tuple[Outcome, Reach]]:
    book = one.rulebook
    reaches = {(rule.rule, limb.limb): limb.reach for rule in determinable(book, may) for limb in rule.limbs}
    results = (evaluate(book, stripped(tender, may), VOCABULARY)[0] for tender in tenders(one))
    for outcome in (outcome for result in results for outcome in result.outcomes):
        reach = reaches[outcome.rule, outcome.limb]
        met, breached = outcome.verdict in MET, outcome.verdict in BREACHED
        if (met and reach not in MAY_BE_MET) or (breached and reach not in MAY_BE_BREACHED):
            yield outcome, reach


def tenders(one: Case) -> Iterator[Tender]:
    yield one.tender
    yield next(iter(one.completions(1)))
    for number in range(2):
        yield another(Random(one.seed * 7 + number), one.rulebook, one.setting)


@pytest.mark.parametrize("seeds", [range(CASES), pytest.param(range(CASES, 4_000), marks=pytest.mark.long)])
def test_what_can_never_be_decided_never_is(seeds: range) -> None:
    for seed in seeds:
        found = list(wrongly_decided(case(seed), said(seed)))
        assert not found, (seed, found[0][1], found[0][0].message, found[0][0].verdict)


@pytest.mark.parametrize("source", ["ocds", "eforms", "fts"])
def test_for_the_sources_that_there_are(source: str) -> None:
    may = speech(source, VOCABULARY)  # type: ignore[arg-type]
    for seed in range(30):
        assert not list(wrongly_decided(case(seed), may)), seed


def test_most_of_it_is_decided_where_all_can_be_said() -> None:
    """The analysis would be of no use if it called everything undecidable, or nothing."""
    native = speech("native", VOCABULARY)
    nothing = Speech(frozenset(), frozenset(), frozenset(), frozenset())
    books = [case(seed).rulebook for seed in range(50)]
    rules = [rule for book in books for rule in book.rules]
    all_said = [r.reach for book in books for r in determinable(book, native)]
    none_said = [r.reach for book in books for r in determinable(book, nothing)]
    assert len(all_said) == len(rules)
    assert all_said.count(Reach.BOTH) > 0.8 * len(rules)
    assert none_said.count(Reach.NEVER) > 0.8 * len(rules)
