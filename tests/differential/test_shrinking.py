"""A difference is made small, and written so that it can be kept."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from policyspec.ir.basis import walk
from policyspec.model.facts import Item, Listing, Stated, Tender, items
from policyspec.model.values import ItemRef
from tests.differential.cases import Case, cases
from tests.differential.comparing import Difference, differences
from tests.differential.engines import interpreted, python
from tests.differential.faults import FAULTS, planted
from tests.differential.running import done, on_paper, pending
from tests.differential.shrinking import renumbered, shrunk, smaller
from tests.differential.writing import renamed, reread

FAULT = next(fault for fault in FAULTS if fault.name == "at least is taken for above")
AGAIN = next(fault for fault in FAULTS if fault.name == "plainly, at least is taken for above")


@pytest.fixture(scope="module")
def found() -> Iterator[Difference]:
    """A difference that two faults make, while they are there."""
    with planted(FAULT, []), planted(AGAIN, []):
        yield next(one for seed in range(2, 60) if seed % 8 for one in differences(python, cases(seed, 20)))


def size(case: Case) -> int:
    facts = sum(len(item.facts) + len(item.lists) for item in items(case.tender.root))
    return facts + sum(1 for _ in walk(case.book.rulebook.rules))


def test_a_difference_becomes_one_rule_and_a_few_facts(found: Difference) -> None:
    small = shrunk(found.case, lambda case: bool(fails_in(case)))
    assert differences(python, [small])
    assert len(small.book.rulebook.rules) == 1
    assert size(small) < size(found.case) / 4


def fails_in(case: Case) -> list[Difference]:
    try:
        return [one for one in differences(python, [case]) if not isinstance(one.found, str)]
    except (KeyError, AssertionError, TypeError):
        return []


def test_its_page_has_a_policy_and_a_run(found: Difference) -> None:
    page = on_paper("python", found)
    text = page.partition("```yaml\n")[2].partition("```")[0]
    (run,) = yaml.safe_load(text)["runs"]
    assert run["outcomes"].startswith("r")
    assert "rule r" in page.partition("```policy\n")[2]


def test_no_candidate_is_larger() -> None:
    case = cases(9, 1)[0]
    assert all(size(one) <= size(case) for one in smaller(case))


@pytest.mark.parametrize("seed", range(1, 40, 2))
def test_what_is_spelled_means_the_same(seed: int) -> None:
    case = renamed(cases(seed, 2)[1])
    again = reread(case)
    if again is not None:
        # The tender as it is: a text cannot say all of it.
        (ours,), (theirs,) = interpreted([case]), interpreted([replace(again, tender=case.tender)])
        assert [row.possible for row in ours] == [row.possible for row in theirs]


def test_members_are_numbered_anew_and_what_refers_to_one_that_is_gone_is_gone() -> None:
    weights = [Item("criterion", f"criteria[{n}]", f"criterion {n}") for n in (1, 2)]
    facts = {"criterion": Stated(ItemRef("criteria[2]")), "kpi": Stated(ItemRef("criteria[0]"))}
    outcome = Item("outcome", "outcomes[4]", "outcome 5", dict(facts))
    root = Item("tender", "", "", lists={"criteria": Listing(tuple(weights)), "outcomes": Listing((outcome,))})
    made = renumbered(Tender("t", "native", root)).root
    assert [item.path for item in items(made)] == ["", "criteria[0]", "criteria[1]", "outcomes[0]"]
    assert made.lists["outcomes"].items[0].facts == {"criterion": Stated(ItemRef("criteria[1]"))}


def test_blocks_that_a_journal_has_are_not_done_again() -> None:
    assert list(pending(4_000, 40, [{"first": 25}], 0)) == [0, 50, 75]


def test_a_line_that_was_cut_off_is_no_block(tmp_path: Path) -> None:
    journal = tmp_path / "journal.jsonl"
    journal.write_text('{"first": 0, "cases": 1}\n{"first": 25, "ca', encoding="utf-8")
    assert [one["first"] for one in done(journal)] == [0]
