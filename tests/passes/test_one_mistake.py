"""One mistake gives one diagnostic, where it is: cases by hand, and edits of the shipped policies by chance."""

import pytest

from benchmarks.one_token_edits import FILES, KINDS, LEAST_NEAR, ROOT, Edit, answer, edits, measure, tokens
from policyspec.base.source import Source
from tests.passes.compiling import HEADER, compiled

RULE = """\
rule first "First"
  for each lot
  value of the lot must be stated
  because "It has to be."

rule second-rule "Second"
  applies when the tender is a care service
  for each lot
  value of the lot must be at most lot cap
  area of the lot must be stated
  because "It is."
  suggest "Do."

rule third-rule "Third"
  applies when the tender is a care service
  there must be at least 1 criterion where (kind of the criterion is quality
    and weight of the criterion is above 0%)
  number of lots must be at most 5
"""
NAMES = """\
parameter lot cap is GBP 5

define a care service as a tender where category is services

"""


def said(wrong: str, right: str) -> list[tuple[int, str]]:
    """What is said of the policy with one of its lines changed: the line, counted from that, and the code."""
    text = HEADER + NAMES + RULE
    assert text.count(right) == 1, right
    line = text[: text.index(right)].count("\n") + 1
    _, found = compiled(text.replace(right, wrong))
    return [(d.span.line - line, d.code) for d in found if d.span is not None]


def test_the_policy_is_sound() -> None:
    assert compiled(HEADER + NAMES + RULE)[1] == []


@pytest.mark.parametrize(
    ("wrong", "right", "code"),
    [
        ('yule second-rule "Second"', 'rule second-rule "Second"', "PS104"),
        ('lots rule second-rule "Second"', 'rule second-rule "Second"', "PS104"),
        ('second-rule rule "Second"', 'rule second-rule "Second"', "PS115"),
        ('must rule second-rule "Second"', 'rule second-rule "Second"', "PS114"),
        ('rule second-rule must "Second"', 'rule second-rule "Second"', "PS115"),
        ('rule rule second-rule "Second"', 'rule second-rule "Second"', "PS104"),
        ('  policy because "It is."', '  because "It is."', "PS104"),
        ('  is because "It is."', '  because "It is."', "PS104"),
        ("a care service as a tender where category is services", "define a care service as a tender", "PS104"),
        ("define a care servise as a tender", "define a care service as a tender", "PS201"),
        ("define a service care as a tender", "define a care service as a tender", "PS201"),
        ("define a care service now as a tender", "define a care service as a tender", "PS201"),
    ],
)
def test_a_first_line_or_a_name_with_one_word_wrong(wrong: str, right: str, code: str) -> None:
    if wrong.startswith("a care service"):
        right = f"{right} where category is services"
    assert said(wrong, right) == [(0, code)]


@pytest.mark.parametrize(
    "wrong", ["for should each lot", "the for each lot", "eor each lot", "for lot each", "for each"]
)
def test_what_a_rule_speaks_of_is_lost_once(wrong: str) -> None:
    clause = '"Second"\n  applies when the tender is a care service\n  for each lot\n'
    found = said(clause.replace("for each lot", wrong), clause)
    assert [line for line, _ in found] == [2]


def test_what_is_not_in_scope_is_said_once_in_a_rule() -> None:
    clause = '"Second"\n  applies when the tender is a care service\n  for each lot\n'
    found = said(clause.replace("lot", "option"), clause)
    assert [code for _, code in found] == ["PS204"]


@pytest.mark.parametrize("stray", ["should", "parameter", "the", "because"])
def test_a_line_that_closes_a_parenthesis_goes_on_with_the_clause(stray: str) -> None:
    line = "    and weight of the criterion is above 0%)"
    assert len(said(line.replace("and", f"{stray} and"), line)) == 1


@pytest.mark.parametrize("stray", ["explain", "flag", "each"])
def test_a_line_below_a_comma_goes_on_with_the_clause(stray: str) -> None:
    duty = "for each lot\n  total weight of criteria of the lot must be exactly 100%,\n    {}give or take 1 percentage point"
    assert compiled(f'rule r "R"\n  {duty.format("")}\n')[1] == []
    assert len(compiled(f'rule r "R"\n  {duty.format(f"{stray} ")}\n')[1]) == 1


def test_a_line_that_goes_on_with_a_name_is_no_declaration() -> None:
    fact = 'fact fact sheet of the tender is yes or no "It has one."\n'
    rule = 'rule r "R"\n  applies when budget is stated\n    and fact sheet is stated\n  title must be stated\n'
    assert [found.code for found in compiled(fact + rule)[1]] == []


def test_a_name_that_is_declared_nowhere_is_said_once_with_its_places() -> None:
    text = RULE.replace("a care service", "a large service")
    _, found = compiled(HEADER + NAMES.partition("define")[0] + text)
    (unknown,) = [d for d in found if d.code == "PS201"]
    assert len(unknown.related) == 1


def test_what_is_wrong_with_several_facts_at_once_is_said_once() -> None:
    duty = 'rule r "R"\n  each of budget, {}, title must be {}\n'
    assert [d.code for d in compiled(duty.format("publication date", "at least 5%"))[1]] == ["PS301"]
    assert [d.code for d in compiled(duty.format("publication date", "statd"))[1]] == ["PS201"]
    assert len(compiled(duty.format("bugdet, titel", "stated"))[1]) == 2


# --- by chance --------------------------------------------------------------------------------------------------------


def test_an_edit_is_one_token_and_the_same_for_the_same_seed() -> None:
    some, again, others = list(edits(40, 1)), list(edits(40, 1)), list(edits(40, 2))
    assert some == again != others
    assert {edit.kind for edit in some} == set(KINDS)


def test_tokens_are_words_values_texts_and_signs_outside_comments() -> None:
    found = tokens(Source("p.policy", 'rule a-b "A title"  # no\n# no\n  GBP 1,000, 60:40 (60%)\n'))
    assert [token.text for token in found] == [
        "rule",
        "a-b",
        '"A title"',
        "GBP",
        "1,000",
        ",",
        "60:40",
        "(",
        "60%",
        ")",
    ]
    assert [token.line for token in found] == [1, 1, 1, 3, 3, 3, 3, 3, 3, 3]
    paper = Source("p.policy.md", "A paper.\n\n```policy\nrule a-b\n```\n")
    assert [(token.text, token.start) for token in tokens(paper)] == [("rule", 20), ("a-b", 25)]


def test_an_answer_is_what_the_edit_adds() -> None:
    file = str(FILES[0].relative_to(ROOT))
    text = FILES[0].read_text(encoding="utf-8")
    assert answer(Edit(file, "delete", 1, "", text)).added == ()
    (added,) = answer(Edit(file, "delete", 1, "", text + "nonsense\n")).added
    assert added.span is not None
    assert added.span.line == text.count("\n") + 1


def test_some_edits() -> None:
    """So few may by chance fall on several names that are declared and used once: the floor is for many."""
    figures = measure(40, seed=5, workers=1, show=0)
    assert figures.many == 0
    assert figures.near * 100 >= figures.wrong * 80


@pytest.mark.long
def test_many_edits() -> None:
    figures = measure(20_000, seed=2026, workers=1, show=0)
    assert figures.many == 0
    assert figures.near * 100 >= figures.wrong * LEAST_NEAR
