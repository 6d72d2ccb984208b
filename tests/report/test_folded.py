"""Facts that are wanted of many lots are named once, with the lots' numbers."""

from dataclasses import replace

import pytest

from policyspec.model.outcomes import Outcome, UsedFact, Verdict
from policyspec.report.folded import folded
from policyspec.report.grouped import comes_to, told_once, waiting
from policyspec.report.run import Judged, Run
from tests.cli.samples import outcome, result
from tests.report.test_headline import made


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([f"value of lot {n} (Ward {n})" for n in (1, 2, 3, 5)], ["value of lots 1 to 3 and 5"]),
        (["value of lot 2", "value of lot 1"], ["value of lots 1 and 2"]),
        (["weight of criterion 1 (A of B) of lot 1", "weight of criterion 1 (A of B) of lot 2 (South (old))"],
         ["weight of criterion 1 (A of B) of lots 1 and 2"]),
        (["weight of criterion 1", "weight of criterion 2"], ["weight of criteria 1 and 2"]),
        (["date of reply 1", "date of reply 2"], ["date of replies 1 and 2"]),
        (["value of part 1", "value of part 2"], ["value of parts 1 and 2"]),
        (["value of lot 1", "goals", "kind of lot 1"], ["value of lot 1", "goals", "kind of lot 1"]),
        (["value of lot 1 (x of lot 2)", "value of lot 3 (x of lot 2)"], ["value of lots 1 and 3"]),
    ],
)  # fmt: skip
def test_names_that_differ_in_the_last_item_alone_are_one(names: list[str], said: list[str]) -> None:
    assert list(dict.fromkeys(folded(names)[name] for name in names)) == said


def waits(*names: str, absence: str = "not stated") -> tuple[UsedFact, ...]:
    return tuple(UsedFact(name, None, absence) for name in names)


OPEN = [
    outcome(Verdict.UNDETERMINED, possible=(Verdict.MET,), missing=waits(f"value of lot {n}", f"kind of lot {n}"))
    for n in range(1, 13)
]


def test_twelve_lots_are_one_thing_to_wait_for() -> None:
    assert comes_to(OPEN) == "may be met; waits for value of lots 1 to 12 and kind of lots 1 to 12"
    assert waiting(OPEN) == {"value of lots 1 to 12": 12, "kind of lots 1 to 12": 12}


def test_an_outcome_that_waits_for_several_of_them_counts_once() -> None:
    both = outcome(Verdict.UNDETERMINED, missing=waits("value of lot 1", "value of lot 2"))
    assert waiting([both, *OPEN[:1]])["value of lots 1 and 2"] == 2


def test_why_a_fact_cannot_be_used_is_not_lost() -> None:
    bad = [outcome(Verdict.UNDETERMINED, missing=waits(f"value of lot {n}", absence="withheld")) for n in (1, 2)]
    assert comes_to(bad).endswith("waits for value of lot 1 (withheld) and value of lot 2 (withheld)")


def lots(*numbers: int, found: str = "40:60") -> list[Outcome]:
    told = "the ratio of lot {0} (Ward {0}) is {1}; it must be above 50:50"
    return [outcome(Verdict.BREACHED, item_label=f"lot {n} (Ward {n})", message=told.format(n, found)) for n in numbers]


def test_what_is_the_same_of_many_lots_is_said_once() -> None:
    assert [one.message for one in told_once([*lots(*range(1, 13)), *lots(13, found="30:70")])] == [
        "the ratio of each of lots 1 to 12 is 40:60; it must be above 50:50",
        "the ratio of lot 13 (Ward 13) is 30:70; it must be above 50:50",
    ]


def test_with_the_facts_of_all_of_them() -> None:
    first, second = lots(1, 2)
    facts = [UsedFact(f"weight {n}", "10%") for n in (1, 2)]
    (one,) = told_once([replace(first, facts=(facts[0],)), replace(second, facts=(facts[1],))])
    assert one.facts == tuple(facts)


def test_a_sentence_that_begins_with_the_lot_is_left_alone() -> None:
    both = [outcome(Verdict.BREACHED, item_label=f"lot {n}", message=f"lot {n} is not open") for n in (1, 2)]
    assert told_once(both) == both


def test_explanations_are_told_one_by_one() -> None:
    both = [replace(one, explanation="one rota") for one in lots(1, 2)]
    assert told_once(both) == both


@pytest.mark.parametrize("name", ["text", "plain", "markdown"])
def test_in_reports_for_people(name: str) -> None:
    text = made(name, Run((Judged(result(*lots(*range(1, 13)))),)))
    assert text.count("is 40:60; it must be above 50:50") == 1
    assert "atio of each of lots 1 to 12 is 40:60" in text
