"""The formatter: same meaning, same comments in the same order, and nothing left to do after it."""

import re
from functools import reduce
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspec.base.source import Source
from policyspec.syntax.format import format_policy, meaning
from policyspec.syntax.parse import parse
from tests.syntax.reading import EVERY_FORM, HEADER, SAMPLE, source

ROOT = Path(__file__).parents[2]
POLICIES = [
    EVERY_FORM,
    SAMPLE,
    *sorted((ROOT / "policies").rglob("*.policy")),
    *sorted((ROOT / "tests/cases").rglob("*.policy")),
    *sorted((ROOT / "tests/golden/good").rglob("*.policy")),
]


def formatted(text: str, name: str = "test.policy") -> str:
    made = format_policy(Source(name, text))
    assert isinstance(made, str), made
    return made


def rules(*lines: str) -> str:
    return HEADER + "\n" + "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_policy_keeps_its_meaning_and_comments_and_is_done_after_once(path: Path) -> None:
    before = source(path)
    once = formatted(before.text)
    file, again = parse(before)[0], parse(Source("again.policy", once))
    assert again[1] == ()
    assert meaning(again[0]) == meaning(file)
    assert [c.text for c in again[0].comments] == [c.text for c in file.comments]
    assert formatted(once) == once


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


def test_only_the_blocks_of_a_paper_are_laid_out() -> None:
    paper = '# Paper\n\n*  one\n\n```policy\npolicy council/a   "A"\n```\n\ntext   text\n\n```policy\nrule a "A"\ntitle must be stated\n```\n\n```yaml\na:   b\n```\n'
    laid = formatted(paper, "paper.policy.md")
    assert laid == paper.replace("council/a   ", "council/a ").replace("\ntitle must", "\n  title must")


# --- noise -----------------------------------------------------------------------------------------------------------

#: Declarations with the comments above them, from the policies that have every form.
PARTS = [
    part
    for path in POLICIES[:3]
    for part in source(path).text.split("\n\n")[1:]
    if not parse(Source("part.policy", f"{HEADER}\n{part}"))[1]
]
_BLANK = st.sampled_from([" ", "  ", "\t", "   "])
_EVERYDAY = [(" is at least ", " >= "), (" is below ", " < "), ("GBP ", "£"), ("must be at least ", "must be >= ")]


@st.composite
def noisy(draw: st.DrawFn) -> str:
    """A declaration as a hurried author would type it."""
    lines = (HEADER + "\n" + draw(st.sampled_from(PARTS))).split("\n")
    return draw(st.sampled_from(["\n", "\r\n"])).join(noise for line in lines for noise in typed(draw, line))


def typed(draw: st.DrawFn, line: str) -> list[str]:
    bare = '"' not in line and "#" not in line
    match draw(st.integers(0, 9)):
        case 0 if bare:
            return [re.sub(" +", lambda _: draw(_BLANK), line)]
        case 1 if bare and not re.search("there|give", line):
            return [reduce(lambda said, pair: said.replace(*pair), _EVERYDAY, line)]
        case 2 if bare and line.strip() and "|" not in line:
            return [f"{line}   # {draw(st.sampled_from(['why', 'see A01', '« »']))}"]
        case 3:
            return [draw(st.sampled_from(["", "   ", "# between", "      # far in"])), line]
        case 4:
            return [line.lstrip()]
        case _:
            return [line]


@given(noisy())
def test_noise_goes_and_meaning_stays(text: str) -> None:
    file, found = parse(Source("noise.policy", text))
    assert found == ()
    once = formatted(text)
    again, found = parse(Source("again.policy", once))
    assert found == ()
    assert meaning(again) == meaning(file)
    assert [c.text for c in again.comments] == [c.text for c in file.comments]
    assert formatted(once) == once
