"""`use`, `tighten`, `relax`, `drop`, `subject to` and `despite`."""

import pytest

from policyspec.base.diagnostics import Severity
from policyspec.ir.dump import lines
from tests.passes.compiling import HEADER, compiled, mistake, sound

ACT = """policy uk/act "Act" version 1
  judged on publication date
  under "An Act" not checked
parameter least time is 25 days between 10 days and 60 days
threshold large is GBP 500 from 1 January 2024
define a small lot as a lot where value of the lot is below GBP 5
fact carbon plan of the tender is yes or no
rule time-to-bid "Time"
  except when the tender is urgent
  the time from publication date to submission deadline must be at least least time
rule lots "Lots"
  for each lot
  title must be stated
"""

ACT = ACT.replace("  title must be stated", "  area must be stated\n  CPV code must be stated\n  or explain")
TIME = "the time from publication date to submission deadline must be at least"


def rule_lines(text: str, rule: str, *others: str) -> list[str]:
    book, said = compiled(text, *others)
    assert [d for d in said if d.severity is Severity.ERROR] == []
    (found,) = [r for r in book.rules if r.id == rule]
    return [line.strip() for line in lines(found)]


def test_the_rules_of_used_policies_are_in_the_book_after_ones_own() -> None:
    book = sound('use uk/act\nrule r "R"\n  flag when electronic is yes\n', ACT)
    assert [r.id for r in book.rules] == ["test/p#r", "uk/act#time-to-bid", "uk/act#lots"]
    assert book.policies == (("test/p", "1"), ("uk/act", "1"))


def test_names_of_used_policies_are_seen() -> None:
    sentence = "estimated value is above large and every lot is a small lot and carbon plan is yes"
    text = f'use uk/act\nrule r "R"\n  flag when {sentence}\n'
    found = rule_lines(text, "test/p#r", ACT)
    assert (
        found[-1] == "(a) flag (tender.estimated_value above large[1]"
        " and every(lot in tender.lots: lot.value below GBP 5) and tender.carbon_plan)"
    )


def test_names_are_not_seen_through_a_policy_between() -> None:
    between = 'policy uk/between "B"\n  judged on publication date\n  under "A" not checked\nuse uk/act\n'
    found = mistake('use uk/between\nrule r "R"\n  flag when estimated value is above «large»\n', between, ACT)
    assert found.code == "PS201"


def test_a_name_of_two_used_policies_is_an_error_where_it_is_used() -> None:
    other = ACT.replace("uk/act", "uk/other")
    _, said = compiled('use uk/act\nuse uk/other\nrule r "R"\n  flag when electronic is yes\n', ACT, other)
    assert {d.code for d in said} == {"PS418"}  # both acts ask for the same
    found = mistake('use uk/act\nuse uk/other\nrule r "R"\n  flag when estimated value is above «large»\n', ACT, other)
    assert found.code == "PS211"
    assert [r.span.file for r in found.related] == ["1.policy", "2.policy"]


def test_ones_own_name_comes_before_a_used_policys() -> None:
    text = 'use uk/act\nthreshold large is GBP 7\nrule r "R"\n  flag when estimated value is above large\n'
    book = sound(text, ACT)
    assert "large[1]" in "".join(lines(book.rules[0]))


def test_nothing_is_said_of_names_when_a_used_policy_is_not_there() -> None:
    _, said = compiled(
        'use uk/act\nrule r "R"\n  subject to uk/act#time-to-bid\n  flag when estimated value is above large\n'
    )
    assert said == []


def test_a_setting_sets_a_parameter() -> None:
    found = rule_lines("use uk/act with least time is 40 days\n", "uk/act#time-to-bid", ACT)
    assert found[-1].endswith("at least least time=40 days")


@pytest.mark.parametrize(
    ("use", "code"),
    [
        ("use uk/act with «leest time» is 40 days", "PS212"),
        ("use uk/act with «large» is GBP 5", "PS212"),
        ("use uk/act with least time is «5 days»", "PS316"),
        ("use uk/act with least time is «61 days»", "PS316"),
        ("use uk/act with least time is «40»", "PS316"),
    ],
)
def test_a_setting_with_a_mistake(use: str, code: str) -> None:
    assert mistake(f"{use}\n", ACT).code == code


def test_two_policies_that_set_a_parameter_must_agree() -> None:
    other = HEADER.replace("test/p", "test/q") + "use uk/act with least time is 30 days\n"
    _, said = compiled("use uk/act with least time is 40 days\n", other, ACT)
    assert [d.code for d in said] == ["PS325"]
    sound("use uk/act with least time is 30 days\n", other, ACT)


# --- tighten, relax, drop ---------------------------------------------------------------------------------------


def test_a_tightening_keeps_the_old_duties_beside_the_new() -> None:
    text = f'use uk/act\ntighten rule uk/act#time-to-bid\n  {TIME} 30 days\n  under "S" not checked\n'
    found = rule_lines(text, "uk/act#time-to-bid", ACT)
    assert found[2:] == [
        "except tender.urgent",
        "(a) must (tender.publication_date → tender.submission_deadline) at least least time=25 days",
        "(a (test/p)) must (tender.publication_date → tender.submission_deadline) at least 30 days",
    ]
    assert [d.code for d in compiled(text, ACT)[1]] == ["PS407"]


def test_two_tightenings_both_apply() -> None:
    one = f"use uk/act\ntighten rule uk/act#time-to-bid\n  {TIME} 30 days\n"
    other = HEADER.replace("test/p", "test/q") + one.replace("30", "35")
    found = rule_lines(one, "uk/act#time-to-bid", other, ACT)
    assert [line.partition(" must")[0] for line in found[3:]] == ["(a)", "(a (test/p))", "(a (test/q))"]


def test_a_tightening_is_in_the_scope_of_its_rule_and_the_names_of_its_policy() -> None:
    change = 'tighten rule uk/act#lots\n  area must be "N"\n  number of criteria must be at most most\n'
    text = f"use uk/act\nparameter most is 7\n{change}"
    found = rule_lines(text, "uk/act#lots", ACT)
    assert found[-2:] == [
        '(a (test/p)) must lot.area equal "N"',
        "(b (test/p)) must number(lot.criteria) at most most=7",
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("tighten rule «uk/act#lots»\n  area must be stated", "PS319"),
        ("tighten rule uk/act#lots\n  «area should be stated»\n  CPV code must be stated", "PS319"),
        ("tighten rule uk/act#lots\n  «area must be stated\n  or explain\n  CPV code must be stated", "PS319"),
        ("tighten rule «uk/act#time-to-bidd»\n  area must be stated", "PS209"),
        ("tighten rule «uk/acts#time-to-bid»\n  area must be stated", "PS209"),
        ("tighten rule «own»\n  area must be stated", "PS320"),
        ("«relax rule uk/act#lots»\n  area must be stated", "PS320"),
        ("«drop rule uk/act#lots»", "PS320"),
    ],
)
def test_a_change_that_cannot_be_made(change: str, code: str) -> None:
    assert mistake(f'use uk/act\n{change}\nrule own "Own"\n  flag when electronic is yes\n', ACT).code == code


def test_an_explanation_may_go() -> None:
    text = "use uk/act\ntighten rule uk/act#lots\n  area must be stated\n  CPV code must be stated\n"
    assert [d.code for d in compiled(text, ACT)[1]] == ["PS407"]


def test_relax_replaces_and_drop_removes() -> None:
    source = '  under "S" not checked\n'
    relaxed = f"relax rule uk/act#time-to-bid\n  {TIME} 10 days\n{source}"
    text = f"use uk/act\n{relaxed}drop rule uk/act#lots\n{source}"
    book = sound(text, ACT)
    assert [r.id for r in book.rules] == ["uk/act#time-to-bid"]
    assert (
        list(lines(book.rules[0]))[-1].strip()
        == "(a) must (tender.publication_date → tender.submission_deadline) at least 10 days"
    )


# --- priorities -------------------------------------------------------------------------------------------------


def two(first: str, second: str, one: str = "", other: str = "") -> str:
    flag = "flag when electronic is yes"
    return f'rule a "A"\n  {first}\n  {one}\n  {flag}\nrule b "B"\n  {second}\n  {other}\n  {flag}\n'


@pytest.mark.parametrize(
    ("text", "yields"),
    [
        (two("subject to b", ""), "yields to test/p#b"),
        (two("", "despite a"), "yields to test/p#b"),
        (two("subject to b", "", "for each lot"), "yields to test/p#b"),
        (two("subject to b", "", "for each lot", "for each lot"), "yields to test/p#b for the same item"),
        (
            two("subject to b", "", "for each lot where area is stated", "for each lot"),
            "yields to test/p#b for the same item",
        ),
    ],
)
def test_a_rule_gives_way(text: str, yields: str) -> None:
    assert yields in [line.strip() for line in lines(sound(text).rules[0])]


def test_said_from_both_sides_it_is_one_priority() -> None:
    assert len(sound(two("subject to b", "despite a")).rules[0].yields_to) == 1


@pytest.mark.parametrize(
    "text",
    [
        two("subject to «b»", "", "", "for each lot"),
        two("", "despite «a»", "", "for each lot"),
        two("subject to «b»", "", "for each lot", "for each outcome"),
    ],
)
def test_items_do_not_prevail_over_other_things(text: str) -> None:
    assert mistake(text).code == "PS217"


@pytest.mark.parametrize("text", [two("subject to b", "subject to «a»"), two("subject to «a»", "")])
def test_a_circle_is_shown(text: str) -> None:
    found = mistake(text)
    assert found.code == "PS216"
    assert "gives way to `test/p#a`" in found.message


@pytest.mark.parametrize("reference", ["bb", "test/p#bb", "uk/nothing#b"])
def test_a_priority_over_no_rule(reference: str) -> None:
    assert mistake(two(f"subject to «{reference}»", "")).code == "PS209"


def test_a_priority_over_a_dropped_rule_is_none() -> None:
    rule = 'rule r "R"\n  subject to uk/act#lots\n  flag when electronic is yes\n'
    text = f'use uk/act\ndrop rule uk/act#lots\n  under "S" not checked\n{rule}'
    assert sound(text, ACT).rules[0].yields_to == ()


def test_rule_ids_are_single() -> None:
    found = mistake('rule a "A"\n  flag when electronic is yes\nrule «a» "B"\n  flag when electronic is no\n')
    assert found.code == "PS208"
    assert [r.span.line for r in found.related] == [4]


def test_two_policies_do_not_both_weaken_a_rule() -> None:
    drop = 'use uk/act\ndrop rule uk/act#lots\n  under "S" not checked\n'
    _, said = compiled(drop, HEADER.replace("test/p", "test/q") + drop, ACT)
    assert [d.code for d in said] == ["PS320"]


def test_flags_are_no_part_of_a_tightening_and_outlive_a_relaxation() -> None:
    act = ACT.replace("  CPV code must be stated\n  or explain", "  flag when the lot is suitable for SMEs")
    tight = "use uk/act\ntighten rule uk/act#lots\n  area must be stated\n"
    assert [d.code for d in compiled(tight, act)[1]] == ["PS407"]
    relax = 'use uk/act\nrelax rule uk/act#lots\n  area should be stated\n  under "S" not checked\n'
    assert rule_lines(relax, "uk/act#lots", act)[-2:] == [
        "(a) should lot.area stated",
        "(b) flag lot.suitable_for_smes",
    ]


def test_a_fact_declared_by_two_policies_has_one_type() -> None:
    other = 'policy uk/other "O"\n  under "A" not checked\nfact carbon plan of the tender is yes or no\n'
    sound("use uk/act\n", ACT, other)
    _, said = compiled("use uk/act\n", ACT, other.replace("yes or no", "text"))
    assert [d.code for d in said] == ["PS211"]
