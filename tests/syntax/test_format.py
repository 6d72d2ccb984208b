"""The formatter: same meaning, same comments in the same order, and nothing left to do after it."""

import re
from dataclasses import fields
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policyspec.base.diagnostics import has_errors
from policyspec.base.source import Source
from policyspec.syntax import errors
from policyspec.syntax.ast import Literal, PolicyFile
from policyspec.syntax.format import format_policy, layout
from policyspec.syntax.format.layout import Piece
from policyspec.syntax.parse import parse
from tests.syntax import noise, sentences
from tests.syntax.reading import HEADER, nodes


def formatted(text: str, name: str = "test.policy") -> str:
    made = format_policy(Source(name, text))
    assert isinstance(made, str), made
    return made


def rules(*lines: str) -> str:
    return HEADER + "\n" + "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", noise.FILES, ids=lambda path: str(path.relative_to(noise.ROOT)))
def test_a_policy_keeps_its_meaning_and_comments_and_is_done_after_once(path: Path) -> None:
    check(path.read_text(encoding="utf-8"), path.name)


# --- the canonical layout, as docs/formatting.md describes it --------------------------------------------------------


def test_clauses_are_indented_and_declarations_stand_apart() -> None:
    said = formatted(rules('rule a "A"', "there must be at least 2 lots", 'rule b "B"', "      title must be stated"))
    assert said == HEADER + '\nrule a "A"\n  there must be at least 2 lots\n\nrule b "B"\n  title must be stated\n'


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("estimated value must be >= £10000", "estimated value must be at least GBP 10,000"),
        ("estimated value must be < GBP 10,000.00", "estimated value must be below GBP 10,000"),
        ("estimated value must be ≠ GBP 1", "estimated value must not be GBP 1"),
        ("publication date must be after 2026-04-01", "publication date must be after 1 April 2026"),
        ("the quality:cost ratio  must be at least 60 : 40", "the quality:cost ratio must be at least 60:40"),
        ("quality weight Must Be At Least 60 per cent", "quality weight must be at least 60%"),
        ("framework length must be at most 4  years", "framework length must be at most 4 years"),
        ("title must mention “care”", 'title must mention "care"'),
        ("sub-contractors ( x )", None),
    ],
)
def test_everyday_spellings_become_the_canonical_ones(written: str, canonical: str | None) -> None:
    text = rules('rule a "A"', f"  {written}")
    if canonical is None:
        assert not isinstance(format_policy(Source("test.policy", text)), str)
    else:
        assert formatted(text) == rules('rule a "A"', f"  {canonical}")


def test_signs_in_conditions() -> None:
    clause = "applies when estimated value ≥ GBP 5 and category = services and kind != grant"
    said = formatted(rules('rule a "A"', clause, "title must be stated"))
    assert "  applies when estimated value is at least GBP 5 and category is services and kind is not grant\n" in said


def test_a_long_clause_is_broken_before_each_condition_and_its_parentheses_further_in() -> None:
    clause = (
        "flag when estimated value is at least 90% of light touch threshold and estimated value is below light touch "
        "threshold and (title is stated or description is stated)"
    )
    said = formatted(rules('rule a "A"', clause))
    assert said.split("\n")[3:6] == [
        "  flag when estimated value is at least 90% of light touch threshold",
        "    and estimated value is below light touch threshold",
        "    and (title is stated or description is stated)",
    ]


def test_the_and_of_between_is_no_place_for_a_break() -> None:
    operand = "total weight of criteria of the lot where kind of the criterion is quality"
    clause = f"{operand} must be between the lower of minimum quality weight and minimum other weight and 100%"
    said = formatted(rules('rule a "A"', "for each lot", clause))
    assert not re.search(r"\n\s+and", said)


def test_what_a_fact_may_be_stands_on_one_line() -> None:
    said = f'"{"Whether the buyer is in the list of central bodies. " * 2}"'
    made = formatted(f"{HEADER}\nfact centrally listed of the tender is yes or no {said}\n")
    assert made == f"{HEADER}\nfact centrally listed of the tender is yes or no\n  {said}\n"


def test_the_cells_of_a_table_stand_under_each_other() -> None:
    table = [
        "table minimum weight decides quality weight",
        "|category|minimum weight|",
        "|---|---:|",
        "|services|£5|  # for people",
        "|one of goods, works|GBP 12,000|",
        "the first matching row applies",
    ]
    assert formatted(rules(*table)).split("\n")[2:] == [
        "table minimum weight decides quality weight",
        "  | category            | minimum weight |",
        "  | services            | GBP 5          |  # for people",
        "  | one of goods, works | GBP 12,000     |",
        "  the first matching row applies",
        "",
    ]


def test_a_timeline_has_a_line_for_each_entry() -> None:
    said = formatted(rules("threshold cap is £5 until 2025-12-31", "      £6 from 2026-01-01"))
    assert said == rules("threshold cap is", "  GBP 5 until 31 December 2025", "  GBP 6 from 1 January 2026")


# --- comments and blank lines ----------------------------------------------------------------------------------------


def test_comments_stay_with_what_they_speak_of() -> None:
    text = rules(
        "# of the rule",
        'rule a "A"   # beside',
        "# of the duty",
        "title must be stated",
        "    # after it",
        "",
        "# of b",
        'rule b "B"',
        "title must be stated",
    )
    assert formatted(text) == rules(
        "# of the rule",
        'rule a "A"  # beside',
        "  # of the duty",
        "  title must be stated",
        "  # after it",
        "",
        "# of b",
        'rule b "B"',
        "  title must be stated",
    )


def test_a_clause_with_comments_inside_keeps_its_lines() -> None:
    text = rules(
        'rule a "A"',
        "applies when category = services  # people",
        "# and large",
        "and estimated value >= £5",
        "title must be stated",
    )
    assert formatted(text) == rules(
        'rule a "A"',
        "  applies when category is services  # people",
        "    # and large",
        "    and estimated value is at least GBP 5",
        "  title must be stated",
    )


def test_blank_lines_that_group_clauses_are_kept_one_for_several() -> None:
    text = rules('rule a "A"', "title must be stated", "", "", "", "description must be stated")
    assert formatted(text) == rules('rule a "A"', "  title must be stated", "", "  description must be stated")


# --- it refuses rather than loses ------------------------------------------------------------------------------------


def test_a_policy_with_a_mistake_is_left_alone() -> None:
    found = format_policy(Source("test.policy", rules('rule a "A"', "title must be statd and", "x must")))
    assert not isinstance(found, str)
    assert all(diagnostic.is_error for diagnostic in found)


def test_a_policy_with_a_warning_is_laid_out() -> None:
    text = rules('rule a "A"', "or explain", "title must be stated")
    assert [d.code for d in parse(Source("a.policy", text))[1]] == ["PS124"]
    assert formatted(text) == rules('rule a "A"', "  or explain", "  title must be stated")


def test_what_would_lose_anything_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    real = layout.pieces

    def careless(*given: Any) -> list[Piece]:
        return real(*given)[:-1]

    monkeypatch.setattr("policyspec.syntax.format.pieces", careless)
    for text in (rules('rule a "A"', "  title must be stated", "  fee must be stated"), f"{HEADER}# a last word\n"):
        found = format_policy(Source("test.policy", text))
        assert found == (errors.not_laid_out(Source("test.policy", text).span(0, 0)),)


@pytest.mark.parametrize("name", ["a.policy", "a.policy.md"])
def test_lines_end_as_they_did(name: str) -> None:
    text = f'```policy\n{HEADER}rule a "A"\ntitle must be stated\n```\n'
    text = text if name.endswith(".md") else text.replace("```policy\n", "").replace("```\n", "")
    laid = formatted(text, name)
    assert "\r" not in laid
    assert formatted(text.replace("\n", "\r\n"), name) == laid.replace("\n", "\r\n")


def test_only_the_blocks_of_a_paper_are_laid_out() -> None:
    paper = '# Paper\n\n*  one\n\n```policy\npolicy council/a   "A"\n```\n\ntext   text\n\n```policy\nrule a "A"\ntitle must be stated\n```\n\n```yaml\na:   b\n```\n'
    laid = formatted(paper, "paper.policy.md")
    assert laid == paper.replace("council/a   ", "council/a ").replace("\ntitle must", "\n  title must")


def test_a_clause_over_two_blocks_of_a_paper_is_put_together_in_the_first() -> None:
    paper = '```policy\npolicy a/b\nrule a "A"\n  applies when category is services\n```\n\nAnd:\n\n```policy\nand title is stated\ntitle must be stated\n```\n'
    laid = formatted(paper, "paper.policy.md")
    assert laid == paper.replace("services\n", "services and title is stated\n").replace(
        "and title is stated\ntitle", "  title"
    ).replace("a/b\n", "a/b\n\n")


@pytest.mark.parametrize(("fence", "margin"), [("   ~~~~ policy", "   "), (" ```policy", " ")])
def test_a_block_stands_as_far_in_as_its_fence(fence: str, margin: str) -> None:
    paper = f"- An item\n\n{fence}\npolicy a/b\nowner  'A'\n{fence.replace('policy', '').rstrip()}\n"
    laid = formatted(paper.replace("'", '"'), "paper.policy.md")
    assert f'{margin}policy a/b\n{margin}  owner "A"\n{margin}' in laid


def test_a_double_negation_stays_one() -> None:
    said = formatted(
        rules('rule a "A"', "price must not be ≠ 5", "price must be ≠ 5", "fee must be stated when fee != 4")
    )
    assert said.split("\n")[3:6] == [
        "  price must not be ≠ 5",
        "  price must not be 5",
        "  fee must be stated when fee is not 4",
    ]


def test_a_line_is_not_broken_where_it_would_begin_something_else() -> None:
    codes = ", ".join(f"service of sort {letter}" for letter in "abcd")
    said = formatted(rules('rule a "A"', f"category must be one of {codes}, table tennis for all ages"))
    assert "\n    table" not in said


# --- noise -----------------------------------------------------------------------------------------------------------


def check(text: str, name: str = "noise.policy") -> None:
    """It is laid out, with the same meaning and the same comments, and laid out again it stays."""
    file = parse(Source(name, text))[0]
    once = formatted(text, name)
    again, found = parse(Source(name, once))
    assert found == ()
    assert sense(again) == sense(file)
    assert [c.text for c in again.comments] == [c.text for c in file.comments]
    assert formatted(once, name) == once
    assert name.endswith(".md") or all(row == row.rstrip() for row in once.splitlines())


def sense(file: PolicyFile) -> list[object]:
    """The nodes of a file in their order, with their words, and of a literal its value and not how it was written."""
    return [
        (type(node).__name__, (node.value, node.kind) if isinstance(node, Literal) else _words(node))
        for node in nodes((file.policy, file.declarations))
    ]


def _words(node: Any) -> list[object]:
    values = (getattr(node, field.name) for field in fields(node))
    return [value for value in values if value is None or isinstance(value, (str, bool, int))]


@given(st.integers(0, 2**32))
def test_noise_goes_and_meaning_stays(seed: int) -> None:
    text = noise.policy(Random(seed))  # noqa: S311 – the same examples on every run
    assume(not has_errors(parse(Source("noise.policy", text))[1]))
    check(text)


@given(st.integers(0, 2**32))
def test_every_sentence_of_the_grammar_is_laid_out(seed: int) -> None:
    text = sentences.policy(Random(seed))  # noqa: S311
    assume(not has_errors(parse(Source("noise.policy", text))[1]))
    check(text)
