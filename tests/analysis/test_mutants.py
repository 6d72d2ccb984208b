"""Mutants: the small changes of a rule, which of them tests notice, and what tells the others apart."""

from dataclasses import replace
from datetime import date

import pytest

from policyspec.analysis.mutants import mutants
from policyspec.engines.interpret import evaluate
from policyspec.ir.basis import walk
from policyspec.ir.nodes import Rule, Threshold
from policyspec.report.testing.measures import Survivor
from policyspec.workspace.testing_mutants import mutated
from policyspec.workspace.testing_run import run_case
from tests.analysis.measuring import HEAD, passing, suite, surviving, unnoticed
from tests.law.cases import case as drawn
from tests.law.domain import VOCABULARY

FLOOR = """\
rule floor "Quality outweighs cost"
  for each lot
  the quality:cost ratio must be at least 60:40
"""


def changes(policy: str) -> list[str]:
    """Every change of the first rule of a policy."""
    return [mutant.change for mutant in mutants(first(policy))]


def first(policy: str) -> Rule:
    made = suite(policy)
    assert made.policies, made.diagnostics
    return made.policies.rulebook.rules[0]


# --- what is changed ----------------------------------------------------------------------------------------------


def test_a_floor_is_changed_by_a_step_and_by_a_word() -> None:
    assert changes(FLOOR) == [
        "`must` became `should`",
        "`at least 60:40` became `above 60:40`",
        "`the quality:cost ratio must be at least 60:40` became its opposite",
        "the sides of `the quality:cost ratio` changed places",
        "60:40 became 61:39",
        "60:40 became 59:41",
    ]


@pytest.mark.parametrize(
    ("duty", "expected"),
    [
        ("estimated value must be below GBP 10,000", ["GBP 10,000 became GBP 10,001", "GBP 10,000 became GBP 9,999"]),
        ("estimated value must be below GBP 99.95", ["GBP 99.95 became GBP 99.96", "GBP 99.95 became GBP 99.94"]),
        ("quality weight must be above 12.5%", ["12.5% became 12.6%", "12.5% became 12.4%"]),
        ("maximum contract length must be at most 4 years", ["48 months became 49 months", "48 months became 47 months"]),
        ("the time from publication date to submission deadline must be at least 10 working days",
         ["10 working days became 11 working days", "10 working days became 9 working days"]),
        ("publication date must be on or after 1 March 2026",
         ["1 March 2026 became 2 March 2026", "1 March 2026 became 28 February 2026",
          "`on or after 1 March 2026` became `after 1 March 2026`"]),
        ("there must be at least 2 lots",
         ["at least 2 became 3", "at least 2 became 1", "`at least 2` became `above 2`"]),
        ("number of lots must be exactly 2", ["`exactly 2` became `at least 2`", "`exactly 2` became `at most 2`"]),
        ("total weight of criteria must be exactly 100%, give or take 1 percentage point",
         ["1% became 2%", "1% became 0%", "`give or take 1 percentage point` was left out after `exactly 100%`"]),
        ("number of lots must be between 2 and 4",
         ["`between 2 and 4` no longer included its lower end", "`between 2 and 4` no longer included its upper end"]),
        ("every lot must be suitable for SMEs", ["`every` became `some` in `every lot must be suitable for SMEs`"]),
        ("procedure must be one of open procedure, restricted procedure",
         ["`open procedure` was left out of `procedure must be one of open procedure, restricted procedure`"]),
        ("procedure must not be direct award", ["`procedure must not be direct award` became its opposite"]),
        ("kinds of outcomes must include each of social, operational",
         ["`each` became `one` in `kinds of outcomes must include each of social, operational`"]),
        ("estimated value must be at most total value of lots plus GBP 5",
         ["`plus` became `minus` in `total value of lots plus GBP 5`"]),
        ("highest value of lots must be at most GBP 5", ["`highest` became `lowest` in `highest value of lots`"]),
        ("estimated value must be at most the lower of GBP 5 and budget",
         ["`lower` became `higher` in `the lower of GBP 5 and budget`"]),
        ("there must be at least 1 lot where value of the lot is above GBP 5",
         ["`where value of the lot is above GBP 5` was left out"]),
        ("estimated value must be stated or explain in reason for not dividing into lots",
         ["`or explain` was left out", "`in reason for not dividing into lots` was left out after `or explain`"]),
        ("estimated value must be stated when category is services",
         ["`when category is services` was left out", "`category is services` became its opposite"]),
        ("procedure should be stated", ["`should` became `must`"]),
    ],
)  # fmt: skip
def test_each_form_is_changed_in_its_own_way(duty: str, expected: list[str]) -> None:
    duty = duty.replace(" or explain", "\n  or explain")
    assert set(expected) <= set(changes(f'rule kept "It is kept"\n  {duty}\n'))


def test_whether_a_rule_applies_is_changed() -> None:
    rule = """\
rule kept "It is kept"
  in force from 1 March 2026 until 31 March 2026
  applies when category is services and estimated value is above GBP 5
  except when procedure is direct award
  for each lot where value of the lot is above GBP 7
  title of the lot must be stated
  value of the lot must be stated
"""
    assert {
        "`in force from 1 March 2026` became `in force from 2 March 2026`",
        "`in force from 1 March 2026` became `in force from 28 February 2026`",
        "`until 31 March 2026` became `until 1 April 2026`",
        "`applies when category is services and estimated value is above GBP 5` was left out",
        "`category is services` was left out",
        "`and` became `or` in `category is services and estimated value is above GBP 5`",
        "GBP 5 became GBP 6",
        "`except when procedure is direct award` was left out",
        "`where value of the lot is above GBP 7` was left out",
        "GBP 7 became GBP 8",
        "limb a was left out",
        "limb b was left out",
        "`must` became `should` in limb b",
    } <= set(changes(rule))


def test_a_timeline_and_a_table_are_changed() -> None:
    rule = """\
threshold small cap is
  GBP 100 from 1 January 2025 until 31 December 2025
  GBP 200 from 1 January 2026

table service quality decides least quality
  | category | least quality |
  | services | 60%           |
  | any      | 50%           |
  the first matching row applies

rule kept "It is kept"
  estimated value must be at most small cap
  quality weight must be at least least quality
"""
    found = {one for one in changes(rule) if "small cap" in one or "row" in one or "%" in one}
    assert {
        "small cap of GBP 100 from 1 January 2025 became GBP 101",
        "small cap of GBP 200 from 1 January 2026 became GBP 199",
        "small cap: `from 1 January 2025` became `from 2 January 2025`",
        "small cap: `from 1 January 2026` became `from 31 December 2025`",
        "60% became 61%",
        "50% became 49%",
    } <= found
    assert not any("until" in one for one in found)  # the first period ends where the second begins
    assert len([one for one in found if "was left out" in one]) == 2
    assert len([one for one in found if "changed places" in one]) == 1


def test_a_period_that_others_follow_moves_with_them() -> None:
    """No gap and no overlap comes of a day that moves."""
    rule = """\
threshold small cap is
  GBP 100 from 1 January 2025 until 31 December 2025
  GBP 200 from 1 January 2026

rule kept "It is kept"
  estimated value must be at most small cap
"""
    (moved,) = [
        m for m in mutants(first(rule)) if m.change == "small cap: `from 1 January 2026` became `from 2 January 2026`"
    ]
    (threshold,) = [node for node in walk(moved.rule) if isinstance(node, Threshold)]
    before, after = threshold.periods
    assert (before.end, after.start) == (date(2026, 1, 1), date(2026, 1, 2))


def test_what_the_language_puts_in_for_a_word_is_not_changed() -> None:
    """Which criteria make up the quality weight is no choice of the author's."""
    said = changes('rule weighs "It weighs"\n  quality weight must be at least 60%\n')
    assert not any("price" in one or "kind" in one for one in said)


def test_every_change_changes_and_has_a_sentence_of_its_own() -> None:
    """Over generated rules, of every form that the language has; and each can be evaluated."""
    tried = 0
    for seed in range(40):
        of = drawn(seed)
        for rule in of.rulebook.rules:
            made = mutants(rule)
            assert len({one.change for one in made}) == len({one.key for one in made}) == len(made)
            assert [one.change for one in made if one.rule == rule] == []
            for one in made[:: max(len(made) // 6, 1)]:
                changed = replace(
                    of.rulebook, rules=tuple(one.rule if r.id == rule.id else r for r in of.rulebook.rules)
                )
                evaluate(changed, of.tender, VOCABULARY)
                tried += 1
    assert tried > 200


# --- what tests notice --------------------------------------------------------------------------------------------


def test_a_rule_that_no_case_names_survives_everything() -> None:
    assert unnoticed(FLOOR) == changes(FLOOR)


def test_each_case_notices_what_it_is_about() -> None:
    met = "expect: {floor: met}"  # 60:40
    below = "change: {quality weight: 59%}\nexpect: {floor: {verdict: breached, blocks: yes}}"
    above = "change: {quality weight: 61%}\nexpect: {floor: met}"
    far = "change: {quality weight: 10%}\nexpect: {floor: breached}"
    should, strict, opposite, sides, up, down = changes(FLOOR)
    assert unnoticed(FLOOR, far) == [should, strict, up, down]
    assert unnoticed(FLOOR, above) == [should, strict, up, down]
    assert unnoticed(FLOOR, met) == [should, down]
    assert unnoticed(FLOOR, below) == [strict, sides, up]  # 41:59 is too little as well
    assert unnoticed(FLOOR, met, below) == []
    assert opposite not in unnoticed(FLOOR, far)


def test_nothing_is_noticed_where_nothing_is_changed() -> None:
    made = passing(FLOOR, "expect: {floor: met}")
    (ready,) = made.expecting("council/care#floor")
    rulebook = ready.policies.rulebook
    same = replace(rulebook, rules=tuple(replace(rule) for rule in rulebook.rules))
    assert run_case(ready, same, only={"council/care#floor"}).differences == ()


def test_a_case_that_sets_a_parameter_does_not_see_its_default() -> None:
    rule = """\
parameter small cap is GBP 500,000 between GBP 1 and GBP 900,000
  "the most"

rule small "Small lots"
  for each lot
  value of the lot should be at most small cap
"""
    own = 'set: {small cap: "GBP 400,000"}\nexpect: {small: met}'
    default = 'change: {value of South: "GBP 500,000"}\nexpect: {small: met}'
    down = "small cap (GBP 500,000) became GBP 499,999"
    assert down in unnoticed(rule, own)
    assert down not in unnoticed(rule, own, default)
    assert "`at most small cap` became `below small cap`" not in unnoticed(rule, own)


def test_a_test_that_fails_notices_nothing() -> None:
    made = suite(FLOOR, "expect: {floor: breached}")
    (rule, _) = mutated([made]).rules
    assert rule.noticed == 0


# --- what tells the others apart ----------------------------------------------------------------------------------


def survivors(policy: str, *cases: str, more: str = "") -> dict[str, Survivor]:
    (rule, *_) = surviving(policy, *cases, more=more).rules
    return {one.change: one for one in rule.survivors}


def test_the_bound_itself_tells_60_40_from_61_39() -> None:
    found = survivors(FLOOR, "change: {quality weight: 75%}\nexpect: {floor: met}")
    assert found["60:40 became 61:39"].telling == (
        "`change: {quality weight: 60%}` in the case `case 1` tells them apart: "
        "lot 1 (North) is met; with the change breached, which blocks"
    )


def test_what_tells_apart_can_be_written_as_a_case() -> None:
    """Each change that is said to be told apart by a fact is noticed when the case is written with that fact."""
    rule = """\
rule kept "It is kept"
  applies when estimated value is above GBP 600,000
  maximum contract length must be at most 48 months
"""
    case = "expect: {kept: met}"
    found = survivors(rule, case)
    told = {change: one.telling for change, one in found.items() if one.telling and one.telling.startswith("`")}
    assert len(told) >= 4
    for change, telling in told.items():
        line, came = telling.split("`")[1], telling.partition(" is ")[2].partition(";")[0]
        verdict, blocks = came.partition(",")[0], "yes" if "blocks" in came else "no"
        more = f"{line}\nexpect: {{kept: {{verdict: {verdict}, blocks: {blocks}}}}}"
        assert change not in unnoticed(rule, case, more), (change, telling)


def test_a_case_that_says_too_little_is_named() -> None:
    found = survivors(FLOOR, "expect: {floor: met}", "change: {quality weight: 59%}\nexpect: {floor: breached}")
    assert list(found) == ["`must` became `should`"]
    assert found["`must` became `should`"].telling == (
        "the case `case 2` could tell them apart, if it said so: lot 1 (North) is breached, which blocks; "
        "with the change breached"
    )


def test_of_a_change_that_changes_nothing_nothing_is_found() -> None:
    """No weight is below 0%, so that `at least 0%` holds of every weight, as `at least -1%` does."""
    rule = 'rule weighs "It weighs"\n  for each criterion\n  weight of the criterion must be at least 0%\n'
    found = survivors(rule, "expect: {weighs: met}")
    assert found["0% became -1%"].telling is None


# --- survivors that an author accepts -----------------------------------------------------------------------------

ACCEPTED = """\
survivors:
  - rule: floor
    change: '`must` became `should`'
    because: We count both.
"""
CASES = ("expect: {floor: met}", "change: {quality weight: 59%}\nexpect: {floor: breached}")


def test_an_accepted_survivor_is_explained() -> None:
    found = surviving(FLOOR, *CASES, more=ACCEPTED)
    assert found.rules[0].survivors == (Survivor("`must` became `should`", None, "We count both."),)
    assert (found.unused, found.rules[0].noticed) == ((), 5)
    assert surviving(FLOOR, *CASES).unexplained == surviving(FLOOR, *CASES, more=ACCEPTED).unexplained + 1


@pytest.mark.parametrize(
    ("entry", "code", "hint"),
    [
        (ACCEPTED.replace("`should`", "`shall`"), "PS066", "did you mean `"),
        (ACCEPTED.replace("`must` became `should`", "60:40 became 61:39"), "PS066", "take it out"),
        (ACCEPTED.replace("rule: floor", "rule: flor"), "PS059", "did you mean `floor`?"),
    ],
)
def test_an_entry_that_is_no_survivor_is_a_finding(entry: str, code: str, hint: str) -> None:
    (found,) = surviving(FLOOR, *CASES, more=entry).unused
    assert found.code == code
    assert found.span is not None
    assert found.span.file == "care.tests.yaml"
    assert hint.split("`", maxsplit=1)[0] in (found.hint or "")


def test_a_survivor_that_is_noticed_by_now_is_a_finding() -> None:
    blocking = CASES[1].replace("breached}", "{verdict: breached, blocks: yes}}")
    (found,) = surviving(FLOOR, CASES[0], blocking, more=ACCEPTED).unused
    assert found.message == "“`must` became `should`” is no change of `floor` that every test lets pass"


def test_suites_notice_together() -> None:
    parts = [passing(FLOOR, case) for case in CASES]
    (rule, _) = mutated(parts).rules
    assert [one.change for one in rule.survivors] == ["`must` became `should`"]


def test_rules_of_policies_that_are_used_are_not_changed() -> None:
    used = HEAD.replace("council/care", "council/standards") + 'rule named "Named"\n  title must be stated\n'
    rule = "use council/standards version 1.0.0\n\n" + FLOOR
    made = suite(rule, "expect: {floor: met, named: met}", **{"council/standards.policy": used})
    assert [one.rule for one in mutated([made]).rules] == ["council/care#floor", "council/care#there"]
