"""Each planted fault is found, made small, and gone without the fault."""

from functools import cache

import pytest

from tests.differential.cases import HOWS, Case, cases
from tests.differential.comparing import Difference, differences
from tests.differential.engines import ENGINES, Rows, interpreted
from tests.differential.faults import FAULTS, QUERIED, Fault, planted

#: A fault has to be found within so many rulebooks that it changes.
PATIENCE, SEEDS = 120, 600
#: Tenders of a rulebook; of a query, all judged in one way.
TENDERS = {"python": 30, "sql": 25}


@cache
def drawn(seed: int, engine: str) -> tuple[list[Case], list[Rows]]:
    found = cases(seed, TENDERS["python"]) if engine == "python" else cases(seed, HOWS * TENDERS["sql"])[::HOWS]
    return found, interpreted(found)


def first(fault: Fault) -> tuple[Difference | None, int]:
    """The first difference that a fault makes, and the rulebooks that it changed until then."""
    changed: list[bool] = []
    for seed in range(SEEDS):
        if sum(changed) >= PATIENCE:
            break
        with planted(fault, changed):
            unlike = differences(ENGINES[fault.engine], *drawn(seed, fault.engine))
        if made := [one for one in unlike if not differences(ENGINES[fault.engine], [one.case])]:
            return made[0], sum(changed)
    return None, sum(changed)


@pytest.mark.long
@pytest.mark.parametrize("fault", [*FAULTS, *QUERIED], ids=str)
def test_a_planted_fault_is_found(fault: Fault) -> None:
    difference, changed = first(fault)
    assert changed, f"{fault}: there is no place for it in any code"
    assert difference is not None, f"{fault}: unseen in {changed} rulebooks that it changes"


def test_there_are_twenty_faults_and_more() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) > 20
