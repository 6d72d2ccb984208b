"""Each planted fault is found, made small, and gone without the fault."""

import pytest

from tests.differential.cases import Case, cases
from tests.differential.comparing import Difference, differences
from tests.differential.engines import Rows, interpreted, python
from tests.differential.faults import FAULTS, Fault, planted

#: A fault has to be found within so many rulebooks that it changes.
PATIENCE, SEEDS = 120, 600
_DRAWN: dict[int, tuple[list[Case], list[Rows]]] = {}


def drawn(seed: int) -> tuple[list[Case], list[Rows]]:
    if seed not in _DRAWN:
        found = cases(seed, 30)
        _DRAWN[seed] = found, interpreted(found)
    return _DRAWN[seed]


def first(fault: Fault) -> tuple[Difference | None, int]:
    """The first difference that a fault makes, and the rulebooks that it changed until then."""
    found: list[bool] = []
    with planted(fault, found):
        for seed in range(SEEDS):
            before = sum(found)
            unlike = differences(python, *drawn(seed))
            if unlike:
                return unlike[0], sum(found)
            if before >= PATIENCE:
                break
    return None, sum(found)


@pytest.mark.long
@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_planted_fault_is_found(fault: Fault) -> None:
    difference, changed = first(fault)
    assert changed, f"{fault}: there is no place for it in any code"
    assert difference is not None, f"{fault}: unseen in {changed} rulebooks that it changes"
    assert not differences(python, [difference.case])


def test_there_are_twenty_faults_and_more() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) > 20
