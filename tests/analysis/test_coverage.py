"""Coverage: what the tests of a rule should exercise, and what of it they do."""

from fractions import Fraction
from itertools import pairwise

import pytest

from policyspec.engines.interpret import evaluate
from policyspec.engines.interpret.seen import Seen
from policyspec.report.testing.coverage import percentage
from policyspec.workspace.testing_coverage import measured
from tests.analysis.measuring import HEAD, covered, passing, suite, wanting
from tests.law.cases import case as drawn
from tests.law.domain import VOCABULARY

FLOOR = """\
rule floor "Quality outweighs cost"
  applies when main CPV code is within CPV 85000000
  for each lot
  the quality:cost ratio must be at least 60:40
"""
VERDICTS = {"no test has the rule met", "no test has the rule breached", "no test has the rule undetermined"}


def test_a_rule_that_no_case_names_wants_everything() -> None:
    assert wanting(FLOOR) == {
        *VERDICTS,
        "no test has the rule not applicable",
        "in no test does `main CPV code is within CPV 85000000` hold (`applies when`)",
        "in no test does `main CPV code is within CPV 85000000` fail (`applies when`)",
        "no test has the quality:cost ratio of a lot just below 60:40",
        "no test has the quality:cost ratio of a lot at 60:40",
        "no test has the quality:cost ratio of a lot just above 60:40",
    }


def test_a_rule_is_covered_case_by_case() -> None:
    left = [
        covered(passing(FLOOR, *CASES[:number])).wanting
        for number in range(len(CASES) + 1)
    ]  # fmt: skip
    gone = [set(before) - set(after) for before, after in pairwise(left)]
    assert gone == [
        {
            "no test has the rule met",
            "in no test does `main CPV code is within CPV 85000000` hold (`applies when`)",
            "no test has the quality:cost ratio of a lot at 60:40",
        },
        {"no test has the rule breached", "no test has the quality:cost ratio of a lot just below 60:40"},
        {"no test has the quality:cost ratio of a lot just above 60:40"},
        set(),
        {
            "no test has the rule not applicable",
            "in no test does `main CPV code is within CPV 85000000` fail (`applies when`)",
        },
        {"no test has the rule undetermined"},
    ]
    assert left[-1] == ()


CASES = (
    "expect: {floor: met}",
    "change: {quality weight: 59%}\nexpect: {floor: breached}",
    "change: {quality weight: 61%}\nexpect: {floor: met}",
    "change: {quality weight: 90%}\nexpect: {floor: met}",  # nothing that is not exercised by now
    "change: {main CPV code: 45000000}\nexpect: {floor: not applicable}",
    "remove: [criteria]\nexpect: {floor: undetermined}",
)


def test_a_case_that_fails_or_names_another_rule_counts_for_nothing() -> None:
    other = 'rule other "Another"\n  procedure must be stated\n'
    (floor, *_) = measured([suite(FLOOR + other, "expect: {floor: breached}", "expect: {other: met}")]).rules
    assert (floor.exercised, floor.cases) == (0, 0)
    assert floor.points == len(floor.wanting) == 9


@pytest.mark.parametrize(
    ("duty", "change", "below", "at", "above"),
    [
        ("value of the lot must be at most GBP 300,000", "value of North", *("GBP 299,999", "GBP 300,000", "GBP 300,001")),
        ("value of the lot must be at most GBP 300,000.50", "value of North", *("GBP 300,000.4", "GBP 300,000.50", "GBP 300,000.6")),
        ("maximum contract length must be at least 3 years", "maximum contract length", *("35 months", "36 months", "37 months")),
        ("publication date must be before 1 March 2026", "publication date", *("28 February 2026", "1 March 2026", "2 March 2026")),
        ("the time from publication date to submission deadline must be at least 30 days", "submission deadline",
         *("31 March 2026", "1 April 2026", "2 April 2026")),
        ("the time from publication date to submission deadline must be at least 1 month", "submission deadline",
         *("1 April 2026", "2 April 2026", "3 April 2026")),
        ("quality weight must be at least 60%", "quality weight", *("59%", "60%", "61%")),
        ("quality weight must be at least 62.5%", "quality weight", *("62.4%", "62.5%", "62.6%")),
        ("submission deadline must be after publication date", "submission deadline",
         *("1 March 2026", "2 March 2026", "3 March 2026")),
    ],
)  # fmt: skip
def test_a_bound_is_tried_at_itself_and_one_step_to_either_side(
    duty: str, change: str, below: str, at: str, above: str
) -> None:
    """Two steps away is not near; each place is exercised by its own value and by no other."""
    scope = "  for each lot\n" if "of the lot" in duty else ""
    rule = f'rule bound "A bound"\n{scope}  {duty}\n'
    places = [said for said in covered(suite(rule)).wanting if "just" in said or " at " in said or " on " in said]
    assert len(places) == 3
    for value, place in zip((below, at, above), places, strict=True):
        for verdict in ("met", "breached"):
            item = ", item: North" if scope else ""
            made = suite(rule, f"change: {{{change}: '{value}'}}\nexpect: {{bound: {{verdict: {verdict}{item}}}}}")
            if covered(made).cases:
                gone = {said for said in places if said not in covered(made).wanting}
                assert gone == {place}, (value, gone)
                break
        else:
            pytest.fail("neither verdict passes")


def test_a_flag_that_does_not_apply_is_not_one_with_nothing_to_flag() -> None:
    rule = """\
rule near "Just below ten thousand"
  applies when category is services
  flag when estimated value is below GBP 10,000
"""
    said = {one for one in wanting(rule) if "has the rule" in one}
    nothing, never = "no test has the rule with nothing to flag", "no test has the rule not applicable"
    assert said == {"no test has the rule flagged", "no test has the rule undetermined", nothing, never}
    works = wanting(rule, "change: {category: works}\nexpect: {near: not applicable}")
    assert (nothing in works, never in works) == (True, False)
    assert nothing not in wanting(rule, "expect: {near: not applicable}")


def test_no_value_is_asked_for_that_its_type_rules_out() -> None:
    rule = 'rule weighs "It weighs"\n  for each criterion\n  weight of the criterion must be above 0%\n'
    said = {one for one in wanting(rule) if "weight" in one}
    assert said == {"no test has weight of the criterion at 0%", "no test has weight of the criterion just above 0%"}
    whole = rule.replace("above 0%", "below 100%")
    assert {one for one in wanting(whole) if "above" in one} == set()
    total = 'rule whole "They add up"\n  total weight of criteria must be at most 100%\n'
    assert "no test has total weight of criteria just above 100%" in wanting(total)  # a total may well be


def test_a_tolerance_and_a_range_have_two_bounds() -> None:
    total = (
        'rule whole "They add up"\n  total weight of criteria must be exactly 100%, give or take 1 percentage point\n'
    )
    assert wanting(total) - VERDICTS == {
        f"no test has total weight of criteria {place}" for place in ("just below 99%", "at 99%", "at 101%", "just above 101%")
    }  # fmt: skip
    between = 'rule many "Some lots"\n  number of lots must be between 2 and 4\n'
    assert wanting(between, "expect: {many: met}") - VERDICTS == {
        f"no test has number of lots {place}" for place in ("just below 2", "at 4", "just above 4")
    }


def test_each_limb_and_each_alternative_is_its_own() -> None:
    rule = """\
rule measured "It is measured"
  for each outcome
  measure of the outcome must be stated
    or proxy of the outcome must be stated
  target of the outcome must be stated
"""
    said = wanting(rule, "expect: {measured: met}", "remove: [target of Fewer falls]\nexpect: {measured: undetermined}")
    assert said == {
        "no test has the rule not applicable",
        "no test has limb a breached",
        "no test has limb b breached",
        "no test has limb a undetermined",
        "in no test is it `measure of the outcome must be stated` alone that holds (limb a)",
        "in no test is it `proxy of the outcome must be stated` alone that holds (limb a)",
    }


def test_parts_of_a_condition_are_tried_alone() -> None:
    rule = """\
rule urgent "No hurry"
  applies when category is services and (procedure is one of open procedure, restricted procedure)
  except when estimated value is below GBP 10,000
  title must be stated
"""
    base = {one for one in wanting(rule) if "alone" in one or " as " in one}
    services, procedure = "`category is services`", "`procedure is one of open procedure, restricted procedure`"
    assert base == {
        f"in no test is it {services} alone that fails (`applies when`)",
        f"in no test is it {procedure} alone that fails (`applies when`)",
        "no test has open procedure as procedure (`applies when`)",
        "no test has restricted procedure as procedure (`applies when`)",
    }
    now = wanting(rule, "change: {category: works}\nexpect: {urgent: not applicable}")
    assert base - now == {
        f"in no test is it {services} alone that fails (`applies when`)",
        "no test has open procedure as procedure (`applies when`)",
    }
    both = wanting(rule, "change: {category: works, procedure: direct award}\nexpect: {urgent: not applicable}")
    assert base & both == base  # neither of them alone, and neither procedure


def test_a_guard_fails_where_what_it_guards_is_open() -> None:
    rule = """\
rule local "Kept for local firms"
  applies when reservation is stated and reservation is SMEs
  title must be stated
"""
    guard = "in no test is it `reservation is stated` alone that fails (`applies when`)"
    assert guard in wanting(rule)
    assert guard not in wanting(rule, "gate: publish\nexpect: {local: not applicable}")


def test_days_are_tried_on_both_sides() -> None:
    rule = """\
threshold small cap is
  GBP 100,000 from 1 January 2025 until 31 December 2025
  GBP 200,000 from 1 January 2026

rule cap-kept "The cap"
  in force from 1 June 2025
  estimated value must be at most small cap
"""
    verdicts = {
        "31 December 2024": "not applicable",
        "1 January 2025": "not applicable",
        "31 May 2025": "not applicable",
        "1 June 2025": "breached",
        "31 December 2025": "breached",
        "1 January 2026": "breached",
    }
    assert {one for one in wanting(rule) if "judged" in one} == {f"no test is judged on {day}" for day in verdicts}
    cases = [f"judged on: {day}\nexpect: {{cap-kept: {verdict}}}" for day, verdict in verdicts.items()]
    for number, day in enumerate(verdicts):
        said = {one for one in wanting(rule, *cases[: number + 1]) if "judged" in one}
        assert said == {f"no test is judged on {later}" for later in list(verdicts)[number + 1 :]}, day


def test_rows_of_a_table_are_tried_each() -> None:
    rule = """\
table service quality decides least quality
  | category | least quality |
  | services | 60%           |
  | any      | 50%           |
  the first matching row applies

rule kept "The table is kept"
  quality weight must be at least least quality
"""
    rows = {one for one in wanting(rule) if "row" in one}
    assert len(rows) == 2
    assert rows - wanting(rule, "expect: {kept: met}") == {one for one in rows if "services" in one}
    assert rows & wanting(rule, "expect: {kept: met}", "change: {category: works}\nexpect: {kept: met}") == set()


def test_what_a_parameter_is_set_to_counts_for_its_bound() -> None:
    rule = """\
parameter small cap is GBP 500,000 between GBP 1 and GBP 900,000
  "the most"

rule small "Small lots"
  for each lot
  value of the lot should be at most small cap
"""
    assert "no test has value of the lot at small cap (GBP 500,000)" in wanting(rule)
    said = wanting(rule, 'set: {small cap: "GBP 400,000"}\nexpect: {small: met}')
    assert "no test has value of the lot at small cap (GBP 500,000)" not in said


def test_rules_of_policies_that_are_used_have_tests_of_their_own() -> None:
    used = HEAD.replace("council/care", "council/standards") + 'rule named "Named"\n  title must be stated\n'
    rule = "use council/standards version 1.0.0\n\n" + FLOOR
    made = suite(rule, "expect: {floor: met, named: met}", **{"council/standards.policy": used})
    assert [one.rule for one in measured([made]).rules] == ["council/care#floor", "council/care#there"]


def test_suites_of_one_policy_add_up() -> None:
    parts = [passing(FLOOR, case) for case in CASES]
    (rule, _) = measured(parts).rules
    assert (rule.wanting, rule.cases) == ((), len(CASES))


@pytest.mark.parametrize(
    ("part", "of", "said"), [(1999, 2000, "99.9%"), (2, 3, "66.6%"), (1, 1, "100%"), (0, 7, "0%"), (9, 10, "90%")]
)
def test_only_what_is_whole_is_100_per_cent(part: int, of: int, said: str) -> None:
    assert percentage(Fraction(part, of)) == said


def test_looking_changes_no_result() -> None:
    """Generated rules and tenders come to the same outcomes whether what is seen on the way is noted or not."""
    answered = 0
    for seed in range(60):
        of = drawn(seed)
        seen = Seen()
        looked = evaluate(of.rulebook, of.tender, VOCABULARY, seen=seen)
        assert looked == evaluate(of.rulebook, of.tender, VOCABULARY)
        answered += len(seen.answers)
    assert answered > 100


def test_of_a_bound_that_moves_with_its_fact_no_side_is_wanted() -> None:
    """No fee is below 0% of itself; the value of one lot may stand on either side of another's."""
    fee = 'rule fee "No fee"\n  participation fee must be at most 0% of participation fee\n'
    assert wanting(fee) == VERDICTS
    lots = (
        'rule twice "No lot is twice another"\n  for each lot\n'
        "  there must be no lot where (value of the lot is above 2 times value of this lot)\n"
    )
    assert any("just above" in said for said in wanting(lots))
