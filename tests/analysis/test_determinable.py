"""Which rules OCDS can ever decide: cases judged by hand."""

import pytest

from policyspec.analysis.determinable import determinable
from policyspec.model.decidable import LimbReach, Reach
from policyspec.model.vocabulary import standard
from policyspec.readers.readable import speech
from tests.passes.compiling import compiled

OCDS = speech("ocds", standard())


def reach(duty: str, *before: str) -> LimbReach:
    """What a duty comes to, with lines before it."""
    lines = "".join(f"  {line}\n" for line in (*before, duty))
    book, said = compiled(f'rule r "R"\n{lines}')
    assert not [d.message for d in said if d.is_error]
    (rule,) = determinable(book, OCDS)
    (limb,) = rule.limbs
    return limb


def wanting(limb: LimbReach) -> list[str]:
    return [info.phrase for info in limb.wanting]


@pytest.mark.parametrize(
    ("duty", "expected", "wants"),
    [
        # OCDS has a place for the value, and none for the living wage.
        ("estimated value must be at most GBP 5,000,000", Reach.BOTH, []),
        ("living wage must be required", Reach.NEVER, ["living wage"]),
        ("payment period must be at most 30 days", Reach.NEVER, ["payment period"]),
        # What a draft does not state may yet come, so that it is missing is never known; only that it is there.
        ("estimated value must be stated", Reach.MET, []),
        ("living wage must be stated", Reach.NEVER, ["living wage"]),
        # The bounds of its type tell something of a fact that is never stated.
        ("yearly value must be at least GBP 0", Reach.MET, []),
        # One of two is enough to keep it, and both have to fail to break it.
        ("estimated value must be at most GBP 5,000 or living wage must be required", Reach.MET, ["living wage"]),
        # Lists: counted where they have a place. Terms of a notice are never the whole list.
        ("number of lots must be at least 2", Reach.BOTH, []),
        ("number of needs must be at least 2", Reach.NEVER, ["needs"]),
        ("number of terms must be at least 2", Reach.MET, ["terms"]),
        ("number of terms must be at most 2", Reach.BREACHED, ["terms"]),
        ("the quality:cost ratio must be at least 60:40", Reach.BOTH, []),
        # A part of the criteria that cannot be told is known to be no more than the whole.
        ("total weight of criteria where the criterion is relevant must be at least 10%", Reach.BREACHED, ["relevant"]),
        ("total weight of criteria where the criterion is relevant must be at most 10%", Reach.MET, ["relevant"]),
        # The time from one date to another needs both.
        ("time from publication date to submission deadline must be at least 25 days", Reach.BOTH, []),
        (
            "time from specification date to submission deadline must be at least 25 days",
            Reach.NEVER,
            ["specification date"],
        ),
    ],
)
def test_a_duty(duty: str, expected: Reach, wants: list[str]) -> None:
    found = reach(duty)
    assert (found.reach, wanting(found)) == (expected, wants)


@pytest.mark.parametrize(
    ("before", "expected", "wants"),
    [
        ("applies when category is services", Reach.BOTH, []),
        ("applies when living wage is required", Reach.NEVER, ["living wage"]),
        ("except when living wage is required", Reach.NEVER, ["living wage"]),
        ("for each outcome", Reach.BOTH, []),
        ("for each need", Reach.NEVER, ["needs"]),
        ("for each lot where the lot is suitable for SMEs", Reach.BOTH, []),
    ],
)
def test_what_bears_on_a_rule(before: str, expected: Reach, wants: list[str]) -> None:
    found = reach("estimated value must be at most GBP 5,000,000", before)
    assert (found.reach, wanting(found)) == (expected, wants)


def test_an_explanation_in_a_fact_without_a_place_leaves_a_breach_open() -> None:
    found = reach("or explain in valuation method", "estimated value must be at most GBP 5,000")
    assert (found.reach, wanting(found)) == (Reach.MET, ["valuation method"])


def test_a_flag() -> None:
    assert reach("flag when estimated value is above GBP 5,000").reach is Reach.BOTH
    assert reach("flag when living wage is required").reach is Reach.NEVER


def test_a_date_to_judge_on_without_a_place() -> None:
    head = 'policy a/b "B"\n  judged on commencement date\n  in force from 1 January 2025\n'
    text = f'{head}\nrule r "R"\n  number of lots must be at least 2\n'
    book, _ = compiled(text)
    (rule,) = determinable(book, OCDS)
    assert (rule.reach, [info.phrase for info in rule.wanting]) == (Reach.NEVER, ["commencement date"])
