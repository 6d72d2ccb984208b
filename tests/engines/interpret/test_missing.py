"""Which missing facts an outcome waits for: as found by leaving out one after another and judging again each time."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import pytest

from policyspec.engines.interpret import evaluate
from policyspec.engines.interpret.missing import WaitsWith, irreducible
from policyspec.model.facts import FactId
from policyspec.model.truth import Waits
from tests.law.cases import case
from tests.law.domain import VOCABULARY

SEEDS = range(4_000_000, 4_000_600)
A, B, C = ("", "a"), ("", "b"), ("lots[0]", "c")


def one_by_one(missing: Sequence[FactId], waits_with: WaitsWith) -> list[FactId]:
    """The definition, run: a fact can be left out where all others settle the outcome without it."""

    def settles(facts: Sequence[FactId]) -> bool:
        return waits_with(frozenset(facts)) <= set(facts)

    needed = list(missing)
    if not settles(needed):
        return []
    for fact in reversed(missing):
        others = [other for other in needed if other != fact]
        if settles(others):
            needed = others
    return needed


def test_of_drawn_rulebooks_and_tenders_the_same_facts_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[tuple[int, bool]] = []

    def both_ways(missing: Sequence[FactId], presence: AbstractSet[FactId], waits_with: WaitsWith) -> list[FactId]:
        named = irreducible(missing, presence, waits_with)
        assert named == one_by_one(missing, waits_with)
        found.append((len(missing) - len(named), bool(presence)))
        return named

    monkeypatch.setattr("policyspec.engines.interpret.outcomes.irreducible", both_ways)
    for seed in SEEDS:
        of = case(seed)
        evaluate(of.rulebook, of.tender, VOCABULARY)
    assert len(found) > 500
    assert sum(left_out > 0 for left_out, _ in found) > 50
    assert sum(asked for _, asked in found) > 50


def test_what_it_waits_for_is_named_in_the_order_in_which_it_was_looked_at() -> None:
    assert irreducible([C, A, B], set(), lambda _: frozenset((B, C))) == [C, B]


def test_nothing_is_named_where_something_else_is_waited_for() -> None:
    assert irreducible([A, B], set(), lambda _: frozenset((A, C))) == []


def test_nothing_is_judged_again_unless_it_was_asked_whether_a_fact_is_stated() -> None:
    asked: list[frozenset[FactId]] = []

    def waits_with(taken: frozenset[FactId]) -> Waits:
        asked.append(taken)
        return frozenset((A, B))

    assert irreducible([A, B, C], set(), waits_with) == [A, B]
    assert asked == [frozenset()]


def test_of_two_facts_either_of_which_would_do_the_first_is_named() -> None:
    """`a is stated or b is stated`."""
    either: WaitsWith = lambda taken: frozenset() if taken else frozenset((A, B))  # noqa: E731 - one line says it
    assert irreducible([A, B], {A, B}, either) == [A]


def test_a_fact_that_would_bring_another_question_is_kept() -> None:
    """`a is stated and a is above 5`: with a taken as stated it waits for a all the same."""
    assert irreducible([A], {A}, lambda _: frozenset((A,))) == [A]
