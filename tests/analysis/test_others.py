"""What a rule takes from another policy is for the tests of that policy: neither covered nor changed with the rule."""

from policyspec.analysis.mutants import mutants
from policyspec.analysis.points import points
from policyspec.ir.nodes import Rule
from policyspec.workspace import testing_coverage
from policyspec.workspace.testing import Suite
from policyspec.workspace.testing_coverage import measured
from policyspec.workspace.testing_mutants import mutated
from tests.analysis.measuring import BASE, HEAD, suite
from tests.workspace.suites import Files

USED = """\
parameter least share is 50% between 40% and 60%
  "the least"

threshold small cap is
  GBP 100,000 from 1 January 2026 until 31 March 2026
  GBP 200,000 from 1 April 2026

table caps decides most value
  | category | most value  |
  | services | small cap   |
  | any      | GBP 300,000 |
  the first matching row applies

define a small lot as a lot where (value of the lot is below GBP 5,000 or turnover required of the lot is stated)

rule capped "Below the cap"
  for each lot
  value of the lot should be below most value
"""
USE = "use council/standards version 1.0.0\n\n"
USING = """\
rule mine "Mine"
  for each lot
  except when the lot is a small lot
  value of the lot should be at most most value
  quality weight must be at least least share
"""
MINE = {
    "no test has limb a met",
    "no test has limb a breached",
    "no test has limb a undetermined",
    "no test has limb b met",
    "no test has limb b breached",
    "no test has limb b undetermined",
    "no test has the rule not applicable",
    "in no test does `the lot is a small lot` hold (`except when`)",
    "in no test does `the lot is a small lot` fail (`except when`)",
}
BOUNDS = {
    "no test has value of the lot just below most value (limb a)",
    "no test has value of the lot at most value (limb a)",
    "no test has value of the lot just above most value (limb a)",
    "no test has quality weight of a lot just below least share (50%) (limb b)",
    "no test has quality weight of a lot at least share (50%) (limb b)",
    "no test has quality weight of a lot just above least share (50%) (limb b)",
}


def others(rules: str = USED) -> dict[str, str]:
    return {"council/standards.policy": HEAD.replace("council/care", "council/standards") + rules}


def rule(made: Suite, name: str) -> Rule:
    assert made.policies, made.diagnostics
    (found,) = (rule for rule in made.policies.rulebook.rules if rule.id.endswith(f"#{name}"))
    return found


def wanted(of: Rule) -> set[str]:
    return {point.wanting for point in points(of)}


def test_of_a_table_a_timeline_a_parameter_and_a_definition_only_the_use_is_asked_for() -> None:
    made = suite(USE + USING, **others())
    assert wanted(rule(made, "mine")) == MINE | BOUNDS
    inside = {"row", "judged on", "GBP 5,000"}
    at_home = wanted(rule(suite(USED + USING), "mine"))
    assert all(any(word in said for said in at_home - MINE - BOUNDS) for word in inside)


def test_and_only_the_use_is_changed() -> None:
    found = {mutant.change for mutant in mutants(rule(suite(USE + USING, **others()), "mine"))}
    assert found == {
        "`except when the lot is a small lot` was left out",
        "limb a was left out",
        "limb b was left out",
        "`should` became `must`",
        "`must` became `should`",
        "`at most most value` became `below most value`",
        "`value of the lot should be at most most value` became its opposite",
        "`at least least share` became `above least share`",
        "`quality weight must be at least least share` became its opposite",
    }
    at_home = {mutant.change for mutant in mutants(rule(suite(USED + USING), "mine"))}
    assert found < at_home
    assert {"small cap of GBP 100,000 from 1 January 2026 became GBP 100,001", "least share (50%) became 51%"} < at_home


def test_together_each_is_counted_with_its_own_policy() -> None:
    """Whether a policy is tested alone or with those that use it, its tests are asked for the same."""
    tests = f"{BASE}cases:\n  - case: it\n    expect: {{capped: undetermined}}\n"
    texts = {**others(), "council/standards.tests.yaml": tests}
    home = Files(texts).suite("council/standards.tests.yaml")
    guest = suite(USE + USING, **others())
    alone = measured([home]).rules
    assert [one.rule for one in alone] == ["council/standards#capped"]
    assert any("row" in said for said in alone[0].wanting)
    together = {one.rule: one for one in measured([guest, home]).rules}
    assert together["council/standards#capped"] == alone[0]
    assert set(together["council/care#mine"].wanting) == MINE | BOUNDS
    tried = {one.rule: one.tried for one in mutated([guest, home]).rules}
    assert tried["council/standards#capped"] == mutated([home]).rules[0].tried
    assert tried["council/care#mine"] == 9


TIGHTER = """\
tighten rule council/standards#capped
  value of the lot must be below GBP 50,000
"""


def test_a_tightened_rule_is_asked_of_each_policy_for_what_it_says() -> None:
    own = 'rule capped "Below the cap"\n  for each lot\n  value of the lot should be below GBP 70,000\n'
    made = suite(USE + TIGHTER, **others(own))
    _, changed = testing_coverage.tested_rules(made)
    assert changed.id == "council/standards#capped"
    _, tighter = measured([made]).rules
    limb = "limb a (council/care)"
    assert {said for said in tighter.wanting if "GBP" not in said} == {
        f"no test has {limb} met",
        f"no test has {limb} breached",
        f"no test has {limb} undetermined",
    }
    assert {said for said in tighter.wanting if "GBP" in said} == {
        f"no test has value of the lot just below GBP 50,000 ({limb})",
        f"no test has value of the lot at GBP 50,000 ({limb})",
        f"no test has value of the lot just above GBP 50,000 ({limb})",
    }
    survivors = {one.change for one in mutated([made]).rules[1].survivors}
    assert "GBP 50,000 became GBP 50,001" in survivors
    assert not any("70,000" in change for change in survivors)


PARAMETER = """\
parameter least lots is 5 between 1 and 5
  "how many lots"

rule split "Split"
  applies when least lots is above 1
  number of lots should be at least least lots
"""


def test_no_value_is_asked_for_that_a_parameter_cannot_be_set_to() -> None:
    of = rule(suite(PARAMETER), "split")
    about = {said for said in wanted(of) if "applies" in said}
    assert about == {
        "in no test does `least lots is above 1` hold (`applies when`)",
        "in no test does `least lots is above 1` fail (`applies when`)",
        "no test has least lots at 1 (`applies when`)",
        "no test has least lots just above 1 (`applies when`)",
    }
    stepped = [mutant.change for mutant in mutants(of) if mutant.change.startswith("least lots")]
    assert all("became 4" in change for change in stepped)
    assert stepped
