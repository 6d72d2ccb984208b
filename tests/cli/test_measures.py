"""`policyspec test --coverage`, `--fail-under` and `--mutate`: exit codes and reports."""

import json

import pytest

from tests.cli.conftest import GOOD, Shop

HALF = """\
tenders: {base: t.yaml}
cases:
  - case: it is good
    expect: {quality: met, lots: met, near: not applicable}
"""


@pytest.fixture
def care(shop: Shop) -> Shop:
    shop.write("t.yaml", GOOD)
    shop.write("p.tests.yaml", HALF)
    return shop


def test_without_being_asked_nothing_is_measured(care: Shop) -> None:
    ran = care.run("test", "--format", "json")
    assert {"coverage", "mutation"} & set(json.loads(ran.out)) == set()


def test_coverage_alone_fails_nothing(care: Shop) -> None:
    ran = care.run("test", "--coverage")
    assert ran.code == 0
    assert "- No test has the rule breached." in ran.out
    assert "The tests exercise " in ran.out.splitlines()[-1]


def test_too_little_coverage_exits_1(care: Shop) -> None:
    said = json.loads(care.run("test", "--coverage", "--format", "json").out)["coverage"]
    reached = 100 * said["exercised"] // said["points"]
    assert 0 < reached < 100
    assert care.run("test", "--fail-under", str(reached)).code == 0
    ran = care.run("test", "--fail-under", str(reached + 1))
    assert ran.code == 1
    assert "Coverage" in ran.out  # the reason is shown
    assert care.run("test", "--fail-under", "101").code == 2


def test_a_survivor_exits_1(care: Shop) -> None:
    ran = care.run("test", "--mutate")
    assert ran.code == 1
    assert "No test of `quality` would notice if `must` became `should`." in ran.out.replace("\n      ", " ")
    assert care.run("test", "--mutate", "--coverage").code == 1


def test_a_mistake_is_graver_than_a_survivor(care: Shop) -> None:
    care.write("p.tests.yaml", HALF.replace("quality:", "qualty:"))
    assert care.run("test", "--mutate").code == 2


def test_no_tests_have_no_measures(shop: Shop) -> None:
    ran = shop.run("test", "--coverage", "--mutate", "--fail-under", "0")
    assert ran.code == 3
    assert "No rule is tested, so nothing is covered." in ran.out
    assert "No rule is tested, so no change was tried." in ran.out


def test_the_json_report_has_what_the_page_has(care: Shop) -> None:
    said = json.loads(care.run("test", "--coverage", "--mutate", "--format", "json").out)
    coverage, mutation = said["coverage"], said["mutation"]
    assert [rule["rule"].rpartition("#")[2] for rule in coverage["rules"]] == ["quality", "lots", "near"]
    for rule in coverage["rules"]:
        assert rule["points"] - len(rule["wanting"]) == rule["exercised"]
        assert (rule["cases"], rule["place"]["file"]) == (1, "p.policy")
    (quality, *_) = mutation["rules"]
    assert quality["changes"] - len(quality["survivors"]) == quality["noticed"]
    assert {"change", "telling", "because"} == set(quality["survivors"][0])
    assert mutation["unexplained"] == sum(len(rule["survivors"]) for rule in mutation["rules"])


ALL = """\
survivors:
{entries}
"""


def test_survivors_that_are_all_accepted_exit_0(care: Shop) -> None:
    rules = json.loads(care.run("test", "--mutate", "--format", "json").out)["mutation"]["rules"]
    entries = [
        f"  - rule: {rule['rule']}\n    change: '{one['change']}'\n    because: We leave it."
        for rule in rules
        for one in rule["survivors"]
    ]
    care.write("p.tests.yaml", HALF + ALL.format(entries="\n".join(entries)))
    ran = care.run("test", "--mutate")
    assert (ran.code, f"{len(entries)} accepted with a reason" in ran.out) == (0, True)


def test_an_entry_that_is_no_survivor_exits_1_and_shows_its_place(care: Shop) -> None:
    entry = "  - {rule: lots, change: at most 2 became 3, because: It does not matter.}"
    care.write("p.tests.yaml", HALF + ALL.format(entries=entry))
    ran = care.run("test", "--mutate")
    assert ran.code == 1
    assert "PS066" in ran.out
    assert "p.tests.yaml:6:26" in ran.out
    assert "PS066" not in care.run("test").out  # nothing is tried without --mutate


def test_what_a_policy_says_forges_no_line(care: Shop) -> None:
    """Words of a policy stand in sentences of the page; a line break or an escape sequence in them does nothing."""
    policy = (care.folder / "p.policy").read_text(encoding="utf-8")
    care.write("p.tests.yaml", HALF.replace("it is good", '"\\x1b[31m::error::x\\n::error::y"'))
    care.write("p.policy", policy)
    ran = care.run("test", "--mutate", "--coverage", "--color", "never")
    assert "\x1b" not in ran.out
    assert not any(line.lstrip().startswith("::") for line in ran.out.splitlines())
