"""Each planted fault is caught: the law finds a draft that promised what its completion does not keep, or the oracle
says otherwise of a complete tender.
"""

from collections.abc import Callable
from functools import cache

import pytest

from policyspec.model.facts import Tender
from tests.law import law, oracle
from tests.law.cases import Case, case
from tests.law.faults import FAULTS, Fault, planted

Note = Callable[[str], None]
SEEDS = 2_000_000
#: Cases within which a fault must be caught, whatever `--law-cases` says. Most are caught within a hundred.
BUDGET = 3_000
NONE = Fault("no fault", ())


@cache
def drawn(number: int, focus: str) -> Case:
    return case(SEEDS + number, focus)


@cache
def completed(number: int, focus: str) -> tuple[Tender, ...]:
    return tuple(drawn(number, focus).completions(2))


@cache
def opinion(number: int, focus: str) -> dict[law.Key, oracle.Verdicts | None]:
    return oracle.judged(drawn(number, focus).rulebook, completed(number, focus)[0])


def breaks_the_law(number: int, focus: str) -> bool:
    of = drawn(number, focus)
    before = law.outcomes(of.rulebook, of.tender)
    later = (law.outcomes(of.rulebook, tender) for tender in completed(number, focus))
    return any(True for after in later for _ in law.broken(of.rulebook, before, after))


def is_contradicted(number: int, focus: str) -> bool:
    found = law.outcomes(drawn(number, focus).rulebook, completed(number, focus)[0])
    opinions = ((key, verdicts) for key, verdicts in opinion(number, focus).items() if verdicts is not None)
    return any(law.possible(found.get(key, [])) != verdicts for key, verdicts in opinions)


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_planted_fault_is_caught(fault: Fault, note: Note) -> None:
    sees = breaks_the_law if fault.seen_by == "law" else is_contradicted
    with planted(fault):
        caught = next((number for number in range(BUDGET) if sees(number, fault.focus)), None)
    assert caught is not None, f"{fault}: unseen in {BUDGET:,} cases"
    with planted(NONE):
        assert not sees(caught, fault.focus), f"case {caught} is broken without a fault"
    note(f"fault: {fault}: caught by the {fault.seen_by} in {caught + 1:,} cases")
