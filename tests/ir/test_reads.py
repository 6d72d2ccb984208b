"""Which facts a rule may look at: its own, those on which it is judged, and those of rules that may prevail over it."""

from policyspec.ir.reads import reads_of
from tests.passes.compiling import compiled

POLICY = """policy council/a "A" version 1
  judged on publication date

rule low "Low"
  for each lot
  subject to high
  applies when the country of the buyer is "GB"
  the value of the lot must be at least GBP 5

rule high "High"
  applies when the estimated value is above GBP 5
  title must be stated
"""


def test_a_rule_reads_its_facts_and_those_of_the_rules_that_it_yields_to() -> None:
    rulebook, found = compiled(POLICY)
    assert [one.message for one in found if one.is_error] == []
    reads = {rule.rpartition("#")[2]: facts for rule, facts in reads_of(rulebook).items()}
    assert reads["high"] == {"publication_date", "estimated_value", "title"}
    assert reads["low"] == reads["high"] | {"lots", "value", "buyer", "country"}
