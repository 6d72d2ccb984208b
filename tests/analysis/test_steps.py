"""Why a rule came to its verdict: its steps, held against cases judged by hand and against the outcomes themselves."""

from itertools import chain

import pytest

from policyspec.analysis.steps import Circumstances, reasoning
from policyspec.model.outcomes import Gate, Strength, Verdict
from policyspec.model.reasoning import Answer, Bearing, ItemReasoning, Join, LimbReasoning, Reasoning, Step
from policyspec.model.vocabulary import standard
from policyspec.readers import read
from tests.law.cases import case
from tests.passes.compiling import compiled

YES, NO, OPEN = Answer.YES, Answer.NO, Answer.OPEN


def why(rule: str, tender: str, *, before: str = "", gate: Gate = Gate.DRAFT) -> Reasoning:
    """Why a rule of these lines came to its verdict for a tender of these lines."""
    lines = "\n".join(f"  {line.strip()}" for line in rule.strip().splitlines())
    book, said = compiled(f'{before}\nrule r "R"\n{lines}\n')
    assert not [d.message for d in said if d.is_error]
    vocabulary = standard().with_own(book.own_facts, dict(book.own_codes))
    (one,), found = read(f"tender: T\n{tender}".encode(), "t.yaml", vocabulary)
    assert not [d.message for d in found if d.is_error]
    (wanted,) = [rule.id for rule in book.rules if rule.id.endswith("#r")]
    return reasoning(Circumstances(book, vocabulary, gate), one, wanted)


def only(found: Reasoning) -> tuple[ItemReasoning, LimbReasoning]:
    (item,) = found.items
    (limb,) = item.limbs
    return item, limb


def facts(step: Step) -> dict[str, tuple[str | None, int | None]]:
    return {fact.name: (fact.value, fact.origin.line if fact.origin else None) for fact in step.facts}


def ways(found: Reasoning) -> dict[Verdict, list[str]]:
    _, limb = only(found)
    told: dict[Verdict, list[str]] = {}
    for way in limb.ways:
        told.setdefault(way.verdict, []).append(" and ".join(f"{name}: {values}" for name, values in way.facts))
    return told


# --- each verdict ---------------------------------------------------------------------------------------------------


def test_a_breach_leads_to_the_line_of_its_fact() -> None:
    found = why("estimated value must be at most GBP 5,000,000", "category: works\nestimated value: GBP 6,000,000")
    _, limb = only(found)
    assert found.verdict is Verdict.BREACHED
    assert limb.duty is not None
    assert limb.duty.answer is NO
    assert facts(limb.duty) == {"estimated value": ("GBP 6,000,000", 3)}


def test_what_does_not_apply_names_the_condition_that_rules_it_out() -> None:
    found = why(
        """applies when category is services
        applies when procedure is open procedure
        estimated value must be stated""",
        "category: works\nprocedure: open procedure",
    )
    item, limb = only(found)
    assert found.verdict is Verdict.NOT_APPLICABLE
    assert [(clause.bearing, clause.step.answer) for clause in item.clauses] == [
        (Bearing.APPLIES, NO),
        (Bearing.APPLIES, YES),
    ]
    assert limb.duty is None


def test_an_exception_that_holds_keeps_the_rule_from_applying() -> None:
    found = why("estimated value must be stated\nexcept when category is works", "category: works")
    item, limb = only(found)
    (clause,) = item.clauses
    assert (clause.bearing, clause.step.answer, clause.lets_apply) == (Bearing.EXCEPTION, YES, NO)
    assert limb.duty is None


def test_an_exception_that_is_not_known_leaves_it_open() -> None:
    found = why("estimated value must be stated\nexcept when category is works", "estimated value: GBP 5")
    item, limb = only(found)
    assert [clause.lets_apply for clause in item.clauses] == [OPEN]
    assert limb.duty is not None
    assert limb.duty.answer is YES
    assert limb.outcome.verdict is Verdict.UNDETERMINED


def test_a_window_is_a_condition_with_the_date_behind_it() -> None:
    found = why("in force from 1 April 2027\nestimated value must be stated", "publication date: 2 March 2026")
    item, _ = only(found)
    (clause,) = item.clauses
    assert (clause.bearing, clause.lets_apply) == (Bearing.IN_FORCE, NO)
    assert "from 1 April 2027" in clause.step.words
    assert facts(clause.step) == {"publication date": ("2 March 2026", 2)}


def test_another_rule_that_prevails_is_a_condition() -> None:
    before = 'rule higher "H"\n  applies when category is works\n  estimated value must be stated\n'
    found = why("subject to higher\nbudget must be stated", "category: works", before=before)
    item, _ = only(found)
    (clause,) = item.clauses
    assert (clause.bearing, clause.step.answer) == (Bearing.PRIORITY, YES)
    assert "#higher" in clause.step.words
    assert facts(clause.step) == {"category": ("works", 2)}


def test_a_breach_that_is_explained_has_its_record() -> None:
    tender = """estimated value: GBP 6,000,000
explanations:
  - {rule: test/p#r, reason: Built as one, author: A. Clerk, date: 2 March 2026}"""
    found = why("estimated value must be at most GBP 5,000,000\nor explain", tender)
    _, limb = only(found)
    assert limb.outcome.verdict is Verdict.EXPLAINED
    assert limb.outcome.record is not None
    assert limb.outcome.record.author == "A. Clerk"
    assert limb.duty is not None
    assert limb.duty.answer is NO


def test_a_flag_holds_what_it_flags() -> None:
    found = why("flag when estimated value is above GBP 5", "estimated value: GBP 6")
    _, limb = only(found)
    assert (limb.outcome.verdict, limb.outcome.strength) == (Verdict.FLAGGED, Strength.FLAG)
    assert limb.duty is not None
    assert limb.duty.answer is YES


# --- steps ----------------------------------------------------------------------------------------------------------


def test_alternatives_are_parts_each_with_its_answer() -> None:
    found = why("living wage must be required\nor estimated value must be at most GBP 5", "estimated value: GBP 6")
    _, limb = only(found)
    assert limb.duty is not None
    assert (limb.duty.join, limb.duty.answer) == (Join.ANY, OPEN)
    assert [part.answer for part in limb.duty.parts] == [OPEN, NO]


def test_an_alternative_that_the_structure_rules_out_says_so() -> None:
    rule = "for each criterion\nweight of the criterion must be stated\nor theme of the criterion must be stated"
    found = why(rule, "criteria:\n  - {name: Safe, pass-fail: yes}")
    _, limb = only(found)
    assert limb.duty is not None
    first, second = limb.duty.parts
    assert first.remark is not None
    assert "does not apply" in first.remark
    assert second.remark is None


def test_a_definition_is_named_over_what_it_is_defined_as() -> None:
    before = "define a big tender as a tender where estimated value is above GBP 5 and category is works\n"
    found = why(
        "applies when the tender is a big tender\nbudget must be stated",
        "category: works\nestimated value: GBP 6\nbudget: GBP 6",
        before=before,
    )
    item, _ = only(found)
    (clause,) = item.clauses
    assert (clause.step.words, clause.step.named) == ("the tender is a big tender", True)
    assert [part.words for part in clause.step.parts] == ["estimated value is above GBP 5", "category is works"]


def test_what_is_asked_of_every_member_is_a_step_for_each() -> None:
    found = why(
        "every lot must be suitable for SMEs",
        "lots:\n  - {title: North, suitable for SMEs: yes}\n  - {title: South, suitable for SMEs: no}",
    )
    _, limb = only(found)
    assert limb.duty is not None
    assert limb.duty.join is Join.ALL
    assert [(part.about, part.answer) for part in limb.duty.parts] == [("lot 1 (North)", YES), ("lot 2 (South)", NO)]


def test_of_a_list_that_is_not_whole_others_may_come() -> None:
    found = why(
        "every lot must be suitable for SMEs", "lots:\n  - {title: North, suitable for SMEs: yes}\n  - more to come"
    )
    _, limb = only(found)
    assert limb.duty is not None
    assert limb.duty.answer is OPEN
    assert limb.duty.remark == "others may still come"


def test_a_threshold_tells_the_time_for_which_it_counts() -> None:
    before = "threshold price cap is\n  GBP 5 from 1 January 2024 until 31 December 2025\n  GBP 7 from 1 January 2026\n"
    found = why(
        "estimated value must be at most price cap",
        "publication date: 2 March 2025\nestimated value: GBP 6",
        before=before,
    )
    _, limb = only(found)
    assert found.verdict is Verdict.BREACHED
    assert limb.duty is not None
    (shown,) = limb.duty.shown
    assert (shown.value, shown.note) == ("GBP 5", "from 1 January 2024 until 31 December 2025")


def test_a_list_of_scalars_is_told_whole() -> None:
    found = why("number of areas must be at least 4", "areas: [North, South, West]")
    _, limb = only(found)
    assert limb.duty is not None
    assert facts(limb.duty)["areas"][0] == '"North", "South", "West"'


# --- things ---------------------------------------------------------------------------------------------------------

LOTS = """lots:
  - {title: North, value: GBP 9}
  - {title: South, value: GBP 2}
  - {title: West}"""


def test_things_that_the_scope_leaves_out_are_told_with_the_condition_that_they_fail() -> None:
    found = why("for each lot where value of the lot is above GBP 5\ncost method of the lot must be stated", LOTS)
    assert [(one.label, one.step.answer) for one in found.left_out] == [("lot 2 (South)", NO)]
    assert facts(found.left_out[0].step) == {"value of lot 2 (South)": ("GBP 2", 4)}
    assert [item.label for item in found.items] == ["lot 1 (North)", "lot 3 (West)"]
    assert [[clause.step.answer for clause in item.clauses] for item in found.items] == [[YES], [OPEN]]


def test_a_scope_of_which_nothing_is_left_has_nothing_to_check() -> None:
    found = why("for each lot where value of the lot is above GBP 5\ncost method of the lot must be stated", "lots: []")
    item, limb = only(found)
    assert item.nothing
    assert (item.clauses, limb.duty) == ((), None)


def test_members_still_to_come_have_a_name() -> None:
    found = why(
        "for each lot\nvalue of the lot must be stated", "lots:\n  - {title: North, value: GBP 5}\n  - more to come"
    )
    assert [item.label for item in found.items] == ["lot 1 (North)", "each of the lots still to come"]


# --- what would settle it -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("duty", "met", "breached"),
    [
        ("estimated value must be at most GBP 5,000,000", "GBP 5,000,000 or less", "GBP 5,000,001 or more"),
        ("estimated value must be below GBP 5,000,000", "GBP 4,999,999 or less", "GBP 5,000,000 or more"),
        (
            "estimated value must be between GBP 10 and GBP 20",
            "from GBP 10 to GBP 20",
            "GBP 9 or less or GBP 21 or more",
        ),
        ("living wage must be required", "required", "scored, encouraged or none"),
        ("payment period must be at most 30 days", "30 days or less", "31 days or more"),
        ("submission deadline must be on or after 1 May 2026", "1 May 2026 or later", "30 April 2026 or earlier"),
        ("the tender must be people-facing", "yes", "no"),
        ("main CPV code must be within CPV 85000000", "CPV 85000000 or a code within it", None),
    ],
)
def test_the_values_of_a_missing_fact_that_meet_and_breach(duty: str, met: str, breached: str | None) -> None:
    told = ways(why(duty, "publication date: 2 March 2026"))
    assert [said.partition(": ")[2] for said in told.get(Verdict.MET, [])] == [met]
    assert [said.partition(": ")[2] for said in told.get(Verdict.BREACHED, [])] == ([breached] if breached else [])


def test_the_turn_is_found_where_no_value_is_named() -> None:
    """A tenth of GBP 12,340 is GBP 1,234: the rule names neither."""
    told = ways(why("estimated value must be at least 10% of budget", "budget: GBP 12,340"))
    assert told[Verdict.MET] == ["estimated value: GBP 1,234 or more"]
    assert told[Verdict.BREACHED] == ["estimated value: GBP 1,233 or less"]


def test_of_a_breach_the_fact_that_would_make_it_otherwise() -> None:
    """30 days from 2 March are 1 April."""
    told = ways(
        why(
            "time from publication date to submission deadline must be at least 30 days",
            "publication date: 2 March 2026\nsubmission deadline: 20 March 2026",
        )
    )
    assert "submission deadline: 1 April 2026 or later" in told[Verdict.MET]
    assert "publication date: 18 February 2026 or earlier" in told[Verdict.MET]


def test_no_weight_is_said_to_be_able_to_change_alone() -> None:
    told = ways(
        why(
            "the quality:cost ratio must be at least 60:40",
            "criteria:\n  - {name: A, kind: quality, weight: 10%}\n  - {name: B, kind: price, weight: 90%}",
        )
    )
    assert told == {}


def test_several_missing_facts_are_shown_by_examples() -> None:
    found = why(
        "time from publication date to submission deadline must be at least 30 days", "commencement date: 1 May 2026"
    )
    told = ways(found)
    assert set(told) == {Verdict.MET, Verdict.BREACHED}
    assert all("publication date: " in said and "submission deadline: " in said for (said,) in told.values())


# --- held against the outcomes --------------------------------------------------------------------------------------

SEEDS = range(8_000_000, 8_000_060)


def all_steps(found: Reasoning) -> list[Step]:
    clauses = [clause.step for item in found.items for clause in item.clauses]
    limbs = [limb for item in found.items for limb in item.limbs]
    others = [limb.duty for limb in limbs if limb.duty is not None]
    others += [limb.when.step for limb in limbs if limb.when is not None]
    return [inner for step in chain(clauses, others) for inner in step]


def follows(step: Step) -> Answer:
    """The answer of a step by those of its parts (strong Kleene logic)."""
    answers = [part.answer for part in step.parts]
    if step.join is Join.REVERSED or step.join is None:
        (only_,) = answers
        return only_ if step.join is None or only_ is OPEN else (NO if only_ is YES else YES)
    deciding, other = (NO, YES) if step.join is Join.ALL else (YES, NO)
    found = deciding if deciding in answers else OPEN if OPEN in answers else other
    if step.join is Join.NONE and found is not OPEN:
        return NO if found is YES else YES
    return found


def test_steps_follow_from_their_parts_and_outcomes_from_the_steps() -> None:
    tried = 0
    for seed in SEEDS:
        of = case(seed)
        by = Circumstances(of.rulebook, standard())
        for rule in of.rulebook.rules[:2]:
            found = reasoning(by, of.tender, rule.id)
            for step in all_steps(found):
                if step.parts and not any(part.remark for part in step.parts) and step.remark is None:
                    assert step.answer is follows(step), (seed, step.words)
                    tried += 1
            for item in found.items:
                for limb in item.limbs:
                    agrees(item, limb, seed)
    assert tried > 25


def agrees(item: ItemReasoning, limb: LimbReasoning, seed: int) -> None:
    lets = {clause.lets_apply for clause in item.clauses} | ({limb.when.lets_apply} if limb.when is not None else set())
    flag, verdict = limb.outcome.strength is Strength.FLAG, limb.outcome.verdict
    match verdict:
        case Verdict.MET | Verdict.BREACHED | Verdict.FLAGGED:
            assert lets <= {YES}, seed
            assert limb.duty is not None, seed
            assert limb.duty.answer is (NO if verdict is Verdict.BREACHED else YES), seed
        case Verdict.NOT_APPLICABLE if limb.duty is None:
            assert item.nothing or NO in lets, seed
        case Verdict.NOT_APPLICABLE if flag:
            assert limb.duty is not None, seed
            assert limb.duty.answer is NO, seed
        case Verdict.UNDETERMINED:
            # A breach may yet be explained in a fact, or have a waiver whose end is not known to have come.
            excusable = limb.outcome.explainable or Verdict.WAIVED in limb.outcome.possible
            assert OPEN in lets | ({limb.duty.answer} if limb.duty is not None else set()) or excusable, seed
        case _:
            pass
