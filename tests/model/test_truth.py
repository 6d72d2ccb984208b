"""Strong Kleene logic, by its tables and by what it stands for: every way in which the unknown may turn out."""

from itertools import product

import pytest

from policyspec.model import truth
from policyspec.model.truth import FALSE, TRUE, Truth

UNKNOWN = truth.unknown()
ALL = (TRUE, FALSE, UNKNOWN)


def ways(of: Truth) -> set[bool]:
    """What a truth may turn out to be."""
    return ({True} if of.may_hold else set()) | ({False} if of.may_fail else set())


@pytest.mark.parametrize("many", [0, 1, 2, 3])
def test_both_and_either_are_what_plain_logic_makes_of_every_way(many: int) -> None:
    for truths in product(ALL, repeat=many):
        outcomes = list(product(*(ways(t) for t in truths)))
        assert ways(truth.both(truths)) == {all(o) for o in outcomes}
        assert ways(truth.either(truths)) == {any(o) for o in outcomes}


def test_not() -> None:
    assert (~TRUE, ~FALSE) == (FALSE, TRUE)
    assert ways(~UNKNOWN) == {True, False}


def test_what_is_decided() -> None:
    assert (TRUE.holds, TRUE.fails, TRUE.decided) == (True, False, True)
    assert (FALSE.holds, FALSE.fails, FALSE.decided) == (False, True, True)
    assert (UNKNOWN.holds, UNKNOWN.fails, UNKNOWN.decided) == (False, False, False)
    assert (truth.of(True), truth.of(False)) == (TRUE, FALSE)


def test_conditions_may_come_one_at_a_time() -> None:
    assert truth.both(t for t in (TRUE, FALSE)).fails
    assert truth.either(t for t in (FALSE, TRUE)).holds


def test_unknown_is_settled_when_all_its_parts_are() -> None:
    settled = truth.unknown(settled=True)
    assert truth.both((settled, TRUE)).settled
    assert not truth.both((settled, UNKNOWN)).settled
    assert truth.either((settled, FALSE)).settled
    assert not truth.either((settled, UNKNOWN)).settled
    assert (~settled).settled


def test_a_decided_answer_needs_no_more_facts_whatever_its_parts_need() -> None:
    assert truth.both((UNKNOWN, FALSE)).settled
    assert truth.either((UNKNOWN, TRUE)).settled
