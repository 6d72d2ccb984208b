"""Advice: sources, titles, names without a use, rules that look too deep."""

import pytest

from policyspec.base.diagnostics import Severity
from tests.passes.compiling import compiled, mistake, sound

BARE = 'policy test/p "P"\n'


def test_a_must_needs_a_source() -> None:
    found = mistake(f'{BARE}rule r "R"\n  «budget must be stated»\n  title must be stated\n')
    assert (found.code, found.severity) == ("PS401", Severity.WARNING)


@pytest.mark.parametrize(
    "text",
    [
        f'{BARE}rule r "R"\n  budget should be stated\n',
        f'{BARE}rule r "R"\n  flag when budget is stated\n',
        f'{BARE}rule r "R"\n  budget must be stated\n  under "A" not checked\n',
        f'{BARE}rule r "R"\n  under "A" checked on 2 March 2026\n  budget must be stated\n',
        f'{BARE}  under "A" checked in the-register\nrule r "R"\n  budget must be stated\n',
    ],
)
def test_a_source_may_stand_at_the_limb_the_rule_or_the_policy(text: str) -> None:
    sound(text)


@pytest.mark.parametrize(
    "text",
    [
        f'{BARE}  «under "A"»\nrule r "R"\n  budget must be stated\n',
        f'{BARE}rule r "R"\n  budget must be stated\n  «under "A" section "1"»\n',
        f'{BARE}rule r "R"\n  «under "A"»\n  budget should be stated\n',
    ],
)
def test_a_source_says_whether_it_was_checked(text: str) -> None:
    assert mistake(text).code == "PS402"


@pytest.mark.parametrize(
    "declaration",
    [
        "parameter «least part» is 5%",
        "threshold «large» is GBP 5",
        "define a «gem» as a lot where area is stated",
        "table t decides «least weight»\n  | regime | least weight |\n  | any | 5% |\n  the first matching row applies",
    ],
)
def test_a_name_that_nothing_uses(declaration: str) -> None:
    assert mistake(f'{declaration}\nrule r "R"\n  flag when electronic is yes\n').code == "PS403"


def test_names_for_others_are_left_alone() -> None:
    library = 'policy uk/l "L"\n  under "A" not checked\nparameter least part is 5%\n'
    sound(library)
    with_rule = library + 'rule s "S"\n  flag when electronic is yes\n'
    sound('use uk/l\nrule r "R"\n  flag when budget is stated\n', with_rule)


def test_a_name_is_used_where_another_declaration_uses_it() -> None:
    sound(
        "threshold large is GBP 5\ndefine a gem as a lot where value of the lot is above large\n"
        'rule r "R"\n  every lot should be a gem\n'
    )


def test_a_rule_without_a_title() -> None:
    assert mistake("rule «r»\n  flag when electronic is yes\n").code == "PS404"


def test_a_rule_that_looks_too_deep_is_told_through_which_lists() -> None:
    inner = "the lot is suitable for SMEs"
    for _ in range(4):
        inner = f"there is a lot where ({inner})"
    sound(f'rule r "R"\n  flag when {inner}\n')
    found = mistake(f'rule «r» "R"\n  for each criterion\n  flag when {inner}\n')
    assert found.code == "PS321"
    assert "for each criterion" in found.message


def test_lints_are_silent_where_the_text_could_not_be_read() -> None:
    _, said = compiled(f'{BARE}parameter least part is 5%\nrule r "R"\n  budget must be stated\n  title must be at (\n')
    assert [d.code[:3] for d in said] == ["PS1"]


@pytest.mark.parametrize(
    ("duty", "code", "hint"),
    [
        ("quality weight must «be 60%»", "PS410", "`at least 60%`"),
        ("the quality:cost ratio should «be 60:40»", "PS410", "`exactly 60:40`"),
        ("payment period must «be 30 days»", "PS410", "`at most 30 days`"),
        ("the quality:cost ratio must be at least «160:40»", "PS411", "`80:20`"),
        ("the ratio of quality weight to cost weight must be at least «70:40»", "PS411", "parts of 100"),
        ("quality weight must be between 50% and «125%»", "PS311", "between 0% and 100%"),
        ("quality weight must «be at least 125%»", "PS311", "every tender is judged alike"),
    ],
)
def test_a_number_that_is_nearly_always_a_slip(duty: str, code: str, hint: str) -> None:
    found = mistake(f'rule r "R"\n  {duty.replace("«be ", "be «")}\n')
    assert found.code == code
    assert hint in (found.hint or "")


@pytest.mark.parametrize(
    "duty",
    [
        "quality weight must be exactly 60%",
        "total weight of criteria must be 100%",
        "payment at risk must be 0%",
        "number of lots must be 2",
        "contract start date must be 1 April 2027",
        "quality weight must not be 60%",
        "the quality:cost ratio must be at least 3:2",
        "the quality:cost ratio must be at least 60:40",
        "the ratio of budget to estimated value must be at most 110:100",
    ],
)
def test_a_number_that_may_well_be_meant(duty: str) -> None:
    sound(f'rule r "R"\n  {duty}\n')


def test_what_is_said_exactly_of_another_type_is_said_once() -> None:
    assert mistake('rule r "R"\n  payment period must be «GBP 30»\n').code == "PS301"


def test_an_explanation_that_stands_by_the_wrong_duty() -> None:
    one, other = "quality weight must be at least 60%", "cost weight must be at most 40%"
    assert mistake(f'rule r "R"\n  {one}\n\n  «or explain»\n  {other}\n').code == "PS409"
    sound(f'rule r "R"\n  {one}\n  or explain\n\n  {other}\n')
    over_lines = f"{one}\n    when electronic is yes\n      and procedure is stated"
    sound(f'rule r "R"\n  {over_lines}\n  or explain\n  {other}\n')
    assert mistake(f'rule r "R"\n  {over_lines}\n\n  «or explain»\n  {other}\n').code == "PS409"
    sound(f'rule r "R"\n  {one}\n  or explain\n  {other}\n')
    sound(f'rule r "R"\n  {one}\n  under "A" not checked\n  or explain\n  {other}\n  or explain\n')
