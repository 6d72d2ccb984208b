"""On complete tenders the interpreter says what a second, plain evaluator says."""

from collections import Counter
from collections.abc import Callable

from tests.law import law, oracle
from tests.law.cases import case

Note = Callable[[str], None]
SEEDS = 1_000_000
#: The oracle may have no opinion on this share of outcomes, and no more.
UNSURE = 0.15


def test_complete_tenders_get_the_oracle_s_verdict(cases: int, note: Note) -> None:
    counts: Counter[str] = Counter()
    for seed in range(SEEDS, SEEDS + cases):
        of = case(seed)
        done = next(iter(of.completions(1)))
        found = law.outcomes(of.rulebook, done)
        for key, verdicts in oracle.judged(of.rulebook, done).items():
            counts["all"] += 1
            if verdicts is None:
                counts["unsure"] += 1
                continue
            said = law.possible(found.pop(key))
            assert said == verdicts, f"seed {seed}, {key}: {law.words(said)}, the oracle says {law.words(verdicts)}"
            counts["undetermined"] += len(verdicts) > 1
            counts["judged"] += not verdicts <= law.GONE
    note(
        f"oracle: {counts['all']:,} outcomes of {cases:,} complete tenders alike; no opinion on "
        f"{100 * counts['unsure'] / counts['all']:.1f}%, without a value {100 * counts['undetermined'] / counts['all']:.1f}%"
    )
    assert counts["unsure"] <= UNSURE * counts["all"]
    assert counts["judged"] >= 0.2 * counts["all"]
