"""Straight code: one loop for all rules over a list, verdicts without ranges where all is stated, and none where not."""

import re
from pathlib import Path

import pytest

from policyspec.engines.python import Compiled, compile_rulebook
from policyspec.engines.python.ground import ground_of
from policyspec.model.facts import Tender
from policyspec.model.outcomes import Gate
from policyspec.model.vocabulary import standard
from policyspec.readers import read
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import load

POLICY = """policy council/care "Care" version 1.0.0
  judged on publication date
  under "Standing orders" checked on 1 November 2026

threshold light touch threshold is
  GBP 600,000 from 1 January 2024 until 31 December 2025
  GBP 700,000 from 1 January 2026

rule quality "Quality"
  for each lot
  quality weight must be at least 60%

rule ratio "Ratio"
  for each lot
  the quality:cost ratio must be at least 60:40

rule whole "Whole"
  for each lot
  total weight of criteria must be exactly 100%, give or take 1 percentage point

rule dominant "Dominant"
  the highest value of lots must be at most 60% of estimated value

rule share "Share"
  the share of lots where (the lot is suitable for SMEs) by value should be at least 33%

rule some "Some"
  applies when estimated value is at least light touch threshold
  there must be at least 1 lot where the lot is suitable for SMEs

rule small "Small"
  estimated value must be below GBP 1,300,000 excluding VAT

rule time "Time"
  the time from publication date to submission deadline must be at least 25 days
"""
TENDER = """tender: Supported living
estimated value: GBP 1,200,000
publication date: 2 March 2026
submission deadline: 7 April 2026
lots:
  - title: North
    value: GBP 700,000
    suitable for SMEs: no
    criteria:
      - {name: Care, kind: quality, weight: 70%}
      - {name: Price, kind: price, weight: 30%}
  - title: South
    value: GBP 500,000
    suitable for SMEs: yes
    criteria:
      - {name: Care, kind: quality, weight: 55%}
      - {name: Price, kind: price, weight: 45%}
"""


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    path: Path = tmp_path_factory.mktemp("straight") / "care.policy"
    path.write_text(POLICY, encoding="utf-8")
    policies = load([str(path)], Disk())
    assert policies.usable, policies.diagnostics
    return compile_rulebook(policies.rulebook, policies.vocabulary)


def tender_of(text: str) -> Tender:
    (tender,), _ = read(text.encode(), "tender.yaml", standard())
    return tender


def told(compiled: Compiled, text: str) -> dict[str, list[str] | None]:
    """What straight code alone tells: the verdicts of each rule, by its name."""
    ground = ground_of(
        compiled.rulebook, tender_of(text), compiled.vocabulary, gate=Gate.DRAFT, on=None, assumptions=True
    )
    found = compiled.straight(ground)
    return {
        rule.rpartition("#")[2]: None if rows is None else [str(row.verdict) for row in rows]
        for rule, rows in found.items()
    }


def test_all_that_is_stated_is_told_without_ranges(compiled: Compiled) -> None:
    assert told(compiled, TENDER) == {
        "quality": ["met", "breached"],
        "ratio": ["met", "breached"],
        "whole": ["met", "met"],
        "dominant": ["met"],
        "share": ["met"],
        "some": ["met"],
        "small": ["met"],
        "time": ["met"],
    }


@pytest.mark.parametrize(
    ("without", "untold"),
    [
        ("    value: GBP 500,000\n", {"dominant", "share"}),
        ("    suitable for SMEs: no\n", {"share", "some"}),  # how many there are is a range
        ("estimated value: GBP 1,200,000\n", {"dominant", "some", "small"}),
        (", weight: 45%", {"ratio", "whole"}),
        (", kind: price, weight: 30%", {"quality", "ratio", "whole"}),
        ("submission deadline: 7 April 2026\n", {"time"}),
    ],
)
def test_what_is_missing_leaves_its_rules_to_the_ranges_and_no_others(
    compiled: Compiled, without: str, untold: set[str]
) -> None:
    assert without in TENDER
    assert {rule for rule, rows in told(compiled, TENDER.replace(without, "")).items() if rows is None} == untold


def test_an_amount_on_both_bases_is_told_on_that_of_the_bound(compiled: Compiled) -> None:
    both = "estimated value: GBP 1,200,000 excluding VAT, GBP 1,440,000 including VAT"
    found = told(compiled, TENDER.replace("estimated value: GBP 1,200,000", both))
    assert found["small"] == ["met"]
    assert found["some"] is None  # the threshold names no basis, so that both have to agree


def test_rules_share_a_loop_over_lots_and_one_over_the_criteria_of_each(compiled: Compiled) -> None:
    straight = compiled.source[compiled.source.index("def straight(") :]
    assert len(re.findall(r"for lot_\d+ in", straight)) == 1
    assert len(re.findall(r"for criterion_\d+ in", straight)) == 1


def test_nothing_is_divided_in_straight_code(compiled: Compiled) -> None:
    straight = compiled.source[compiled.source.index("def straight(") :]
    assert "/" not in re.sub(r"'[^']*'", "", straight)


def test_a_table_of_any_length_is_compiled(tmp_path: Path) -> None:
    rows = "\n".join(f"  | at least GBP {10_000 * n:,} | {n % 90 + 1}% |" for n in range(400, 0, -1))
    path = tmp_path / "long.policy"
    path.write_text(
        f"""policy council/long "Long" version 1.0.0
  under "Standing orders" not checked

table bands decides minimum quality weight
  | estimated value | minimum quality weight |
{rows}
  | any | 1% |
  the first matching row applies

rule banded "Banded"
  for each lot
  quality weight must be at least minimum quality weight
""",
        encoding="utf-8",
    )
    policies = load([str(path)], Disk())
    assert policies.usable, policies.diagnostics
    compiled = compile_rulebook(policies.rulebook, policies.vocabulary)
    assert [str(row.verdict) for row in compiled.judge(tender_of(TENDER))] == ["met", "met"]
