"""The law (LANGUAGE.md section 5): however missing facts are filled in, the verdict was among those possible."""

import copy
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import pytest

from policyspec.engines.interpret import evaluate
from policyspec.ir import nodes as ir
from policyspec.model.facts import Tender
from policyspec.model.outcomes import Gate
from tests.law import completing, figures, law
from tests.law.cases import Case, case
from tests.law.domain import VOCABULARY
from tests.law.showing import shown

SEEDS = 0
Note = Callable[[str], None]

#: Shares of the outcomes of drafts that the generated mix must reach, to be worth trying.
FLOORS = {"decided": 0.25, "undetermined": 0.20, "judged": 0.12, "excepted": 0.05}
#: Each kind of node must stand in this share of cases: one in a hundred.
RAREST = 0.01


@pytest.fixture(scope="module")
def drawn(cases: int) -> list[Case]:
    return [case(SEEDS + n) for n in range(cases)]


@dataclass(frozen=True)
class Step:
    """A tender on its way to being complete, and what is said of it."""

    tender: Tender
    outcomes: law.Outcomes


def step(of: Case, tender: Tender) -> Step:
    return Step(tender, law.outcomes(of.rulebook, tender))


def check(of: Case, before: Step, after: Step, how: str) -> None:
    """The earlier step foresaw the later; else the message shows the rule and both tenders."""
    for broken in law.broken(of.rulebook, before.outcomes, after.outcomes):
        (rule,) = (r for r in of.rulebook.rules if r.id == broken.key[0])
        told = [f"seed {of.seed}, {how}: {broken}", shown(rule, before.tender), shown(rule, after.tender)]
        pytest.fail("\n".join(told), pytrace=False)


def test_what_a_draft_may_become_holds_whatever_it_becomes(drawn: list[Case], note: Note) -> None:
    mix: Counter[str] = Counter()
    for of in drawn:
        draft = step(of, of.tender)
        mix += figures.mix(outcome for found in draft.outcomes.values() for outcome in found)
        for number, done in enumerate(of.completions(3)):
            check(of, draft, step(of, done), f"completion {number}")
    spelled = figures.spelled(mix, "decided", "undetermined", "judged", "excepted")
    note(f"drafts: {len(drawn):,} with {mix['all']:,} outcomes ({spelled}), each completed in three ways")
    assert {name: figures.share(mix, name) >= floor for name, floor in FLOORS.items()} == dict.fromkeys(FLOORS, True)


def test_knowing_more_never_makes_more_possible(drawn: list[Case]) -> None:
    """Some filled in, then more, then all: each step foresees the next, and the first the last."""
    for of in drawn:
        some = of.partly()
        more = completing.partly(completing.again(of.seed, "more"), some, of.setting)
        done = completing.completed(completing.again(of.seed, "done"), more, of.setting)
        steps = [step(of, tender) for tender in (of.tender, some, more, done)]
        for before, after in (*pairwise(steps), (steps[0], steps[-1])):
            check(of, before, after, "step by step")


def test_every_kind_of_node_is_tried(drawn: list[Case], note: Note) -> None:
    kinds: Counter[str] = Counter()
    for of in drawn:
        kinds += Counter(set(figures.node_kinds(of.rulebook)))
    unions = (ir.Expr, ir.Condition, ir.Collection, ir.ItemExpr)
    known = {kind.__name__ for union in unions for kind in union.__args__}
    assert known <= {kind.split()[0] for kind in kinds}
    rare = {kind: n for kind, n in kinds.items() if n < RAREST * len(drawn)}
    assert rare == {}
    least, fewest = min(kinds.items(), key=lambda pair: pair[1])
    note(f"nodes: {len(kinds)} kinds, the rarest ({least}) in {100 * fewest / len(drawn):.1f}% of rulebooks")


@pytest.mark.parametrize("gate", list(Gate))
def test_the_same_input_gives_the_same_result_and_is_left_as_it_was(drawn: list[Case], gate: Gate) -> None:
    for of in drawn[: len(drawn) // 4]:
        kept = copy.deepcopy(of.tender)
        first = evaluate(of.rulebook, of.tender, VOCABULARY, gate=gate)
        assert evaluate(of.rulebook, copy.deepcopy(of.tender), VOCABULARY, gate=gate) == first
        assert of.tender == kept
