"""Advice on what rules say: words that drift, conditions and duties that say nothing, amounts and days that have gone by."""

from datetime import date

import pytest

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Source
from policyspec.model.vocabulary import standard
from policyspec.passes.compile import compile_policies
from policyspec.syntax.parse import parse
from tests.passes.compiling import HEADER, compiled, mistake, sound

QUALITY = "for each lot\n  quality weight must be at least 60%"


def codes(text: str, *others: str) -> list[str]:
    return [found.code for found in compiled(HEADER + text, *others)[1]]


# --- words that say another thing than the rule -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "mended"),
    [
        (f'rule r "Quality carries «70%»"\n  {QUALITY}\n', "60%"),
        (f'rule r "R"\n  {QUALITY}\n  suggest "Raise it to «four fifths», and say so."\n', "60%"),
        (f'rule r "R"\n  {QUALITY}\n  because "The guide asks for at least «70%»."\n', "60%"),
        ('rule r "At least «three» lots"\n  there must be at least 2 lots\n', "2"),
        ('rule r "Up to «£10k»"\n  estimated value must be at most GBP 9,000\n', "GBP 9,000"),
        ('rule r "Pay within «14 days»"\n  payment period must be at most 30 days\n', "30 days"),
        ('rule r "From «1 May 2026»"\n  publication date must be on or after 1 April 2026\n', "1 April 2026"),
        ('rule r "«60:40»"\n  for each lot\n  the quality:cost ratio must be at least 80:20\n', "80:20"),
    ],
)
def test_a_number_that_the_rule_does_not_have(rule: str, mended: str) -> None:
    found = mistake(rule)
    assert (found.code, found.replacement) == ("PS412", mended)


def test_words_over_a_line_end_are_not_mended() -> None:
    text = f'rule r "R"\n  {QUALITY}\n  because "We ask for at least"\n    "«70%»."\n'
    found = mistake(text)
    assert (found.code, found.replacement) == ("PS412", "60%")
    text = f'rule «r» "R"\n  {QUALITY}\n  suggest "Lower the quality"\n    "weight."\n'
    found = mistake(text)
    assert (found.code, found.replacement) == ("PS412", None)


@pytest.mark.parametrize(
    "rule",
    [
        f'rule r "Quality is «at most 60%»"\n  {QUALITY}\n',
        f'rule r "R"\n  {QUALITY}\n  suggest "«Lower the quality weight»."\n',
        'rule r "«Two lots or fewer»"\n  there must be at least 2 lots\n',
    ],
)
def test_a_direction_that_is_not_the_rules(rule: str) -> None:
    found = mistake(rule)
    assert (found.code, found.replacement) == ("PS412", None)


@pytest.mark.parametrize(
    "rule",
    [
        f'rule r "Quality carries three fifths"\n  {QUALITY}\n',
        'rule r "A third of the marks"\n  for each lot\n  quality weight must be at least 33%\n',
        f'rule r "Cost carries at most 40%"\n  {QUALITY}\n',
        f'rule r "R"\n  {QUALITY}\n  because "At 90:10, or 10% for quality, the cheapest bid wins."\n',
        f'rule r "R"\n  {QUALITY}\n  suggest "Raise the quality weight, for example to 70%."\n',
        f'rule r "Section 18, within 2 years"\n  {QUALITY}\n',
        'rule r "15 whole days"\n  flag when payment period is below 360 hours\n',
        'rule r "At least 15 days"\n  flag when payment period is below 15 days\n',
        'rule r "£10,000 or more"\n  applies when estimated value is at least GBP 10,000\n  budget must be stated\n',
        'rule r "80% quality to 20% cost"\n  for each lot\n  the quality:cost ratio must be at least 80:20\n',
        'rule r "Between 10% and 20%"\n  for each lot\n  quality weight must be between 10% and 20%\n',
        'parameter quality floor is 60%\nrule r "At least 60%"\n  for each lot\n  quality weight must be at least quality floor\n',
    ],
)
def test_words_that_agree_with_the_rule_or_speak_of_something_else(rule: str) -> None:
    sound(rule)


# --- conditions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rule",
    [
        'rule «r» "R"\n  applies when budget is above GBP 5 and budget is below GBP 5\n  title must be stated\n',
        'rule «r» "R"\n  applies when budget is stated\n  applies when budget is not stated\n  title must be stated\n',
        (
            'rule «r» "R"\n  in force from 1 May 2026\n  applies when publication date is before 1 May 2026\n'
            "  title must be stated\n"
        ),
        (
            'rule «r» "R"\n  applies when category is works\n  applies when category is one of goods, services\n'
            "  title must be stated\n"
        ),
        'rule r "R"\n  applies when category is works\n  title must be stated when «category is goods»\n',
        (
            'rule «r» "R"\n  applies when the procedure is urgent or category is works\n'
            "  applies when category is not works\n  applies when not (the procedure is urgent)\n  title must be stated\n"
        ),
    ],
)
def test_a_rule_that_never_applies(rule: str) -> None:
    assert mistake(rule).code == "PS413"


@pytest.mark.parametrize(
    ("clauses", "code"),
    [
        ("applies when budget is above GBP 9\n  except when «budget is above GBP 5»", "PS415"),
        ("applies when the procedure is urgent\n  except when «the procedure is urgent»", "PS415"),
        ("applies when category is works\n  except when «category is works or the procedure is urgent»", "PS415"),
        ("applies when the procedure is urgent\n  except when «the procedure is not urgent»", "PS416"),
        ("applies when category is one of goods, works\n  except when «category is services»", "PS416"),
        ("applies when budget is above GBP 9\n  «applies when budget is at least GBP 5»", "PS417"),
        ("applies when category is works\n  «applies when category is works»", "PS417"),
    ],
)
def test_a_condition_that_says_nothing_beside_another(clauses: str, code: str) -> None:
    assert mistake(f'rule r "R"\n  {clauses}\n  title must be stated\n').code == code


@pytest.mark.parametrize(
    "clauses",
    [
        "applies when budget is above GBP 5\n  except when budget is above GBP 9",
        "applies when budget is above GBP 5\n  except when estimated value is above GBP 5",
        "applies when budget is above GBP 5 excluding VAT\n  except when budget is below GBP 6 including VAT",
        "applies when category is one of goods, works\n  except when category is works",
        "applies when payment period is at least 1 month\n  except when payment period is below 30 days",
        "applies when some lot is suitable for SMEs\n  except when some lot is not suitable for SMEs",
    ],
)
def test_conditions_that_leave_each_other_something(clauses: str) -> None:
    sound(f'rule r "R"\n  {clauses}\n  title must be stated\n')


def test_what_the_header_says_need_not_be_said_again() -> None:
    header = HEADER + "  applies when category is works\n"
    found = mistake(f'{header}rule r "R"\n  «applies when category is one of works, goods»\n  title must be stated\n')
    assert (found.code, found.replacement) == ("PS417", "")


# --- duties -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "duties",
    [
        "there must be at least 2 lots\n  «there must be at least 2 lots»",
        "«there must be at least 2 lots»\n  there must be at least 3 lots",
        "there must be at least 2 lots\n  «there should be at least 2 lots»",
    ],
)
def test_a_duty_that_another_covers(duties: str) -> None:
    assert mistake(f'rule r "R"\n  {duties}\n').code == "PS418"


@pytest.mark.parametrize(
    "duties",
    [
        "there must be at least 2 lots\n  there should be at least 3 lots",
        "there must be at least 2 lots\n  there must be at least 3 lots\n  or explain",
        (
            "there must be at least 2 lots\n  or explain in reason for not dividing into lots\n"
            "  there must be at least 2 lots\n  or explain"
        ),
        "there must be at least 2 lots when category is works\n  there must be at least 2 lots when category is goods",
        "there must be at least 2 lots\n  there must be at most 9 lots",
    ],
)
def test_duties_that_each_ask_for_something(duties: str) -> None:
    sound(f'rule r "R"\n  {duties}\n')


def test_one_duty_in_two_rules() -> None:
    one, other = "applies when category is works\n", "applies when category is goods\n"
    duty = "  title must be stated\n"
    assert codes(f'rule a "A"\n  {one}{duty}rule b "B"\n  {one}{duty}') == ["PS418"]
    assert codes(f'rule a "A"\n  {one}{duty}rule b "B"\n  {other}{duty}') == []
    assert codes(f'rule a "A"\n{duty}rule b "B"\n  for each lot\n{duty.replace("title", "title of the lot")}') == []
    assert codes(f'rule a "A"\n{duty}rule b "B"\n  subject to a\n{duty}') == []


@pytest.mark.parametrize(
    ("clauses", "said"),
    [
        ("applies when budget is stated\n  «budget must be stated»", "always met"),
        ("for each lot where area of the lot is stated\n  «area of the lot must be stated»", "always met"),
        ("applies when budget is above GBP 9\n  «budget must be at most GBP 5»", "never be met"),
        ("applies when category is works\n  «flag when category is goods»", "never flagged"),
    ],
)
def test_a_duty_that_the_conditions_decide(clauses: str, said: str) -> None:
    found = mistake(f'rule r "R"\n  {clauses}\n')
    assert found.code == "PS420"
    assert said in found.message


def test_a_share_of_a_class_that_is_told_by_its_value() -> None:
    small = "define a small lot as a lot where value of the lot is at most GBP 5\n"
    found = mistake(f'{small}rule r "R"\n  «the share of small lots» should be at least 10%\n')
    assert (found.code, found.replacement) == ("PS419", "the share of small lots by value")
    sound(f'{small}rule r "R"\n  the share of small lots by value should be at least 10%\n')
    assert codes('rule r "R"\n  share of lots where (the lot is suitable for SMEs) should be at least 10%\n') == []


def test_an_option_that_stands_twice() -> None:
    found = mistake('rule r "R"\n  category must be one of works, goods«, works»\n')
    assert (found.code, found.replacement) == ("PS421", "")


# --- names ------------------------------------------------------------------------------------------------------------


def test_a_fact_of_ones_own_that_no_rule_names() -> None:
    fact = 'fact «carbon plan» of the tender is yes or no "A plan."\n'
    assert mistake(f'{fact}rule r "R"\n  flag when budget is stated\n').code == "PS403"
    sound(f'{fact.replace("«", "").replace("»", "")}rule r "R"\n  flag when the tender is carbon plan\n')


def test_a_used_policy_of_which_nothing_is_said() -> None:
    names = 'policy uk/l "L"\n  under "A" not checked\nthreshold large is GBP 5\n'
    assert mistake('use «uk/l»\nrule r "R"\n  flag when budget is stated\n', names).code == "PS403"
    sound('use uk/l\nrule r "R"\n  flag when budget is above large\n', names)


# --- on a date --------------------------------------------------------------------------------------------------------

LARGE = "threshold large is\n  GBP 5 from 1 January 2024 until 31 December 2025\n  GBP 6 from 1 January 2026\n"


def said_on(text: str, on: date | None) -> list[Diagnostic]:
    source = Source("p.policy", HEADER + text)
    file, found = parse(source)
    _, said = compile_policies([file], standard(), {source.name: source}, found, on)
    return [*found, *said]


def codes_on(text: str, on: date | None) -> list[str]:
    return [found.code for found in said_on(text, on)]


def test_an_amount_that_a_threshold_had_once() -> None:
    rule = 'rule r "R"\n  flag when budget is above GBP {}\nrule s "S"\n  flag when estimated value is above large\n'
    (found,) = said_on(LARGE + rule.format(5), None)
    assert (found.code, found.replacement) == ("PS414", "large")
    assert codes_on(LARGE + rule.format(6), None) == []
    assert codes_on(LARGE + rule.format(7), None) == []
    assert codes_on(LARGE + rule.format(5), date(2025, 6, 1)) == []
    assert codes_on(LARGE + rule.format(6), date(2025, 6, 1)) == ["PS414"]


def test_a_threshold_without_a_value() -> None:
    rule = 'rule r "R"\n  {}flag when budget is above large\n'
    assert codes_on(LARGE + rule.format(""), date(2026, 6, 1)) == []
    assert codes_on(LARGE + rule.format(""), date(2023, 6, 1)) == ["PS423"]
    assert codes_on(LARGE + rule.format("in force from 1 January 2025\n  "), date(2023, 6, 1)) == []
    assert codes_on(LARGE + rule.format("in force until 31 December 2023\n  "), None) == ["PS423"]


@pytest.mark.parametrize(
    ("checked", "on", "expected"),
    [
        ("2 March 2026", date(2026, 3, 2), []),
        ("2 March 2026", date(2026, 3, 1), ["PS422"]),
        ("2 March 2026", date(2029, 3, 2), []),
        ("2 March 2026", date(2029, 3, 3), ["PS422"]),
        ("2 March 2019", None, []),
    ],
)
def test_the_day_on_which_a_source_was_checked(checked: str, on: date | None, expected: list[str]) -> None:
    text = f'rule r "R"\n  title must be stated\n  under "A" section "1" checked on {checked}\n'
    assert codes_on(text, on) == expected


# --- what is allowed --------------------------------------------------------------------------------------------------

ALLOW = '# policyspec: allow {} because "it is meant"'


@pytest.mark.parametrize(
    "text",
    [
        f'{ALLOW.format("PS412")}\nrule r "Quality carries 70%"\n  {QUALITY}\n',
        f'rule r "Quality carries 70%" {ALLOW.format("PS412")}\n  {QUALITY}\n',
        f'rule r "R"\n  for each lot\n  {ALLOW.format("PS410")}\n  quality weight must be 60%\n',
        f'rule r "R"\n  for each lot\n  quality weight must be 60% {ALLOW.format("PS410")}\n',
        f'rule r "R"\n  for each lot\n  quality weight must\n    be 60% {ALLOW.format("PS410")}\n',
        f'{ALLOW.format("PS410")}\nrule r "R"\n  for each lot\n  quality weight must be 60%\n',
        f'{ALLOW.format("PS410")}\n{ALLOW.format("PS412")}\nrule r "70%"\n  for each lot\n  quality weight must be 60%\n',
        f'{ALLOW.format("ps403").replace("because", "BECAUSE")}\nparameter quality floor is 5%\nrule r "R"\n  flag when budget is stated\n',
    ],
)
def test_advice_that_is_allowed_is_not_given(text: str) -> None:
    assert codes(text) == []


def test_it_is_allowed_there_alone() -> None:
    one = "  quality weight must be 60%\n"
    rule = f'rule r "R"\n  for each lot\n  {ALLOW.format("PS410")}\n{one}  or explain\n  cost weight must be 40%\n'
    assert codes(rule) == ["PS410"]
    rules = f'{ALLOW.format("PS410")}\nrule r "R"\n  for each lot\n{one}rule s "S"\n  for each option\n  cost must be GBP 5\n'
    assert codes(rules)[-1] != "PS425"


@pytest.mark.parametrize(
    ("comment", "code"),
    [
        ("# policyspec: allow PS412", "PS424"),
        ('# policyspec: allow PS412 because ""', "PS424"),
        ("# policyspec: allow PS412 because it is meant", "PS424"),
        ('# policyspec: alow PS412 because "it is meant"', "PS424"),
        ('# policyspec: allow PS201 because "it is meant"', "PS424"),
        ("# policyspec:", "PS424"),
        ('# policyspec: allow PS404 because "it is meant"', "PS425"),
    ],
)
def test_an_allow_that_is_none(comment: str, code: str) -> None:
    rule = f'rule r "Quality carries {"70" if "PS412" in comment and "allow" in comment else "60"}%"\n  {QUALITY}\n'
    assert codes(f"{comment}\n{rule}")[0] == code


def test_an_error_cannot_be_allowed_and_an_unread_file_says_nothing_of_allows() -> None:
    broken = f'{ALLOW.format("PS404")}\nrule r "R"\n  budgte must be stated\n'
    assert codes(broken) == ["PS201"]


def test_a_comment_about_the_tool_is_a_comment() -> None:
    assert codes(f'# policyspec checks this file.\nrule r "R"\n  {QUALITY}\n') == []
