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
    sound('use uk/l\nrule r "R"\n  flag when electronic is yes\n', with_rule)


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
