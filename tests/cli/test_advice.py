"""`policyspec lint --on`: what a day says of thresholds and of checks of sources."""

from tests.cli.conftest import Shop

POLICY = """\
policy council/standards "Standards" version 1.0.0
  judged on publication date

threshold large is
  GBP 5 from 1 January 2024 until 31 December 2025
  GBP 6 from 1 January 2026

rule planned "Large purchases are planned"
  applies when estimated value is above large
  specification date must be stated
  under "Standing orders" section "3" checked on 2 March 2026

rule published "What was large is published"
  applies when estimated value is above GBP 5
  publication date must be stated
  under "Standing orders" section "4" checked on 2 March 2026
"""


def codes(shop: Shop, *options: str) -> list[str]:
    shop.write("p.policy", POLICY)
    out = shop.run("lint", "p.policy", *options).out
    return [line[len("warning[") :][:5] for line in out.splitlines() if line.startswith("warning[")]


def test_without_a_day_the_newest_entry_counts_and_nothing_is_said_of_checks(shop: Shop) -> None:
    assert codes(shop) == ["PS414"]


def test_the_day_given_counts(shop: Shop) -> None:
    assert codes(shop, "--on", "2 March 2026") == ["PS414"]
    assert codes(shop, "--on", "1 March 2026") == ["PS422", "PS414", "PS422"]
    assert codes(shop, "--on", "1 March 2025") == ["PS422", "PS422"]
    assert codes(shop, "--on", "2023-03-01")[:2] == ["PS423", "PS422"]


def test_a_day_that_is_none_is_said(shop: Shop) -> None:
    shop.write("p.policy", POLICY)
    ran = shop.run("lint", "p.policy", "--on", "soon")
    assert ran.code == 2
    assert "option `--on`" in ran.err


def test_a_tender_of_an_earlier_day_is_judged_without_a_word_on_checks(shop: Shop) -> None:
    shop.write("p.policy", POLICY)
    shop.write("t.yaml", "tender: Roads\npublication date: 3 March 2025\n")
    ran = shop.run("check", "t.yaml", "--policy", "p.policy", "--on", "3 March 2025")
    assert "PS422" not in ran.out + ran.err
