"""Each planted fault is caught: the law finds a draft that promised what its completion does not keep, or the oracle
says otherwise of a complete tender.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pytest

from policyspec.model.facts import Tender
from tests.law import law, oracle
from tests.law.cases import Case, case
from tests.law.faults import FAULTS, Fault, planted

Note = Callable[[str], None]
SEEDS = 2_000_000
#: Cases within which a fault must be caught, whatever `--law-cases` says. Most are caught within a hundred.
BUDGET = 6_000
NONE = Fault("no fault", ())


@dataclass(frozen=True)
class Drawn:
    """A case with what it may become; for the oracle, completed, with the oracle's opinion."""

    case: Case
    tenders: tuple[Tender, ...]
    opinion: dict[law.Key, oracle.Verdicts | None]


@cache
def for_the_law(number: int) -> Drawn:
    of = case(SEEDS + number)
    return Drawn(of, (of.tender, *of.completions(2)), {})


@cache
def for_the_oracle(number: int) -> Drawn:
    of = case(SEEDS + number, ranges=False)
    done = next(iter(of.completions(1)))
    return Drawn(of, (done,), oracle.judged(of.rulebook, done))


def breaks_the_law(number: int) -> bool:
    drawn = for_the_law(number)
    before, *completed = (law.outcomes(drawn.case.rulebook, tender) for tender in drawn.tenders)
    return any(True for after in completed for _ in law.broken(drawn.case.rulebook, before, after))


def is_contradicted(number: int) -> bool:
    drawn = for_the_oracle(number)
    found = law.outcomes(drawn.case.rulebook, drawn.tenders[0])
    opinions = ((key, verdicts) for key, verdicts in drawn.opinion.items() if verdicts is not None)
    return any(law.possible(found.get(key, [])) != verdicts for key, verdicts in opinions)


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_planted_fault_is_caught(fault: Fault, note: Note) -> None:
    sees = breaks_the_law if fault.seen_by == "law" else is_contradicted
    with planted(fault):
        caught = next((number for number in range(BUDGET) if sees(number)), None)
    assert caught is not None, f"{fault} goes unseen in {BUDGET:,} cases"
    with planted(NONE):
        assert not sees(caught), f"case {caught} is broken without a fault"
    note(f"fault: {fault}: caught by the {fault.seen_by} after {caught + 1:,} cases")
