"""Each planted fault is caught: the law finds a draft that promised what its completion does not keep, or the oracle
says otherwise of a complete tender.
"""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import count, islice

import pytest

from policyspec.model.facts import Tender
from tests.law import figures, law, oracle
from tests.law.cases import Case, case
from tests.law.faults import FAULTS, Fault, planted

Note = Callable[[str], None]
SEEDS = 2_000_000
#: Cases within which a fault must be caught, whatever `--law-cases` says. Most are caught within a hundred.
BUDGET = 2_000
NONE = Fault("no fault", ())


@cache
def drawn(number: int) -> Case:
    return case(SEEDS + number)


@cache
def nodes_of(number: int) -> frozenset[str]:
    return frozenset(figures.node_kinds(drawn(number).rulebook))


@cache
def completed(number: int) -> tuple[Tender, ...]:
    return tuple(drawn(number).completions(2))


@cache
def opinion(number: int) -> dict[law.Key, oracle.Verdicts | None]:
    return oracle.judged(drawn(number).rulebook, completed(number)[0])


def breaks_the_law(number: int) -> bool:
    of = drawn(number)
    before = law.outcomes(of.rulebook, of.tender)
    later = (law.outcomes(of.rulebook, tender) for tender in completed(number))
    return any(True for after in later for _ in law.broken(of.rulebook, before, after))


def is_contradicted(number: int) -> bool:
    found = law.outcomes(drawn(number).rulebook, completed(number)[0])
    opinions = ((key, verdicts) for key, verdicts in opinion(number).items() if verdicts is not None)
    return any(law.possible(found.get(key, [])) != verdicts for key, verdicts in opinions)


def tried(fault: Fault) -> Iterator[int]:
    """The cases that a fault may show in."""
    fitting = (n for n in count() if not fault.wants or nodes_of(n) & set(fault.wants))
    return islice(fitting, BUDGET)


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_planted_fault_is_caught(fault: Fault, note: Note) -> None:
    sees = breaks_the_law if fault.seen_by == "law" else is_contradicted
    with planted(fault):
        found = next(((tries, n) for tries, n in enumerate(tried(fault), 1) if sees(n)), None)
    assert found is not None, f"{fault}: unseen in {BUDGET:,} cases"
    tries, number = found
    with planted(NONE):
        assert not sees(number), f"case {number} is broken without a fault"
    note(f"fault: {fault}: caught by the {fault.seen_by} in {tries:,} cases")
