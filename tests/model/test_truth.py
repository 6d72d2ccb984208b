"""Strong Kleene logic, by its tables and by what it stands for: every way in which the unknown may turn out."""

from itertools import product

import pytest

from policyspec.model import truth
from policyspec.model.truth import FALSE, NEITHER, TRUE, Truth

UNKNOWN = truth.unknown()
BITS = (True, False)
ALL = [Truth(may_hold=h, may_fail=f, may_not_apply=n) for h, f, n in product(BITS, repeat=3) if h or f or n]
#: In the order in which `and` takes the lowest and `or` the highest; what does not apply stands between.
FAILS, APART, HOLDS = range(3)


def ways(of: Truth) -> set[int]:
    """What a truth may turn out to be."""
    may = ((FAILS, of.may_fail), (APART, of.may_not_apply), (HOLDS, of.may_hold))
    return {way for way, possible in may if possible}


@pytest.mark.parametrize("many", [0, 1, 2, 3])
def test_both_and_either_are_what_three_answers_make_of_every_way(many: int) -> None:
    for truths in product(ALL, repeat=many):
        outcomes = list(product(*(ways(t) for t in truths)))
        assert ways(truth.both(truths)) == {min(o, default=HOLDS) for o in outcomes}
        assert ways(truth.either(truths)) == {max(o, default=FAILS) for o in outcomes}


@pytest.mark.parametrize("one", ALL)
def test_what_does_not_apply_does_not_hold_and_its_negation_does_not_either(one: Truth) -> None:
    assert ways(one.plainly) == {HOLDS if way == HOLDS else FAILS for way in ways(one)}
    assert ways(~one) == {HOLDS + FAILS - way for way in ways(one)}
    assert NEITHER.plainly == (~NEITHER).plainly == FALSE


def test_not() -> None:
    assert (~TRUE, ~FALSE) == (FALSE, TRUE)
    assert ways(~UNKNOWN) == {HOLDS, FAILS}


def test_what_is_decided() -> None:
    assert (TRUE.holds, TRUE.fails, TRUE.decided) == (True, False, True)
    assert (FALSE.holds, FALSE.fails, FALSE.decided) == (False, True, True)
    assert (UNKNOWN.holds, UNKNOWN.fails, UNKNOWN.decided) == (False, False, False)
    assert (truth.of(True), truth.of(False)) == (TRUE, FALSE)


def test_conditions_may_come_one_at_a_time() -> None:
    assert truth.both(t for t in (TRUE, FALSE)).fails
    assert truth.either(t for t in (FALSE, TRUE)).holds


def test_unknown_waits_for_what_its_parts_wait_for() -> None:
    here, there = (truth.unknown(frozenset((("", key),))) for key in ("value", "length"))
    assert truth.both((here, TRUE)).waits == truth.either((here, FALSE)).waits == (~here).waits == {("", "value")}
    assert truth.both((here, there)).waits == truth.either((here, there)).waits == {("", "value"), ("", "length")}


def test_a_decided_answer_waits_for_nothing_whatever_its_parts_wait_for() -> None:
    waiting = truth.unknown(frozenset((("", "value"),)))
    assert truth.both((waiting, FALSE)).waits == truth.either((waiting, TRUE)).waits == set()
