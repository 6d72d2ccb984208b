"""What is offered where a policy is being written."""

from pathlib import Path

import pytest
from lsprotocol import types as lsp

from policyspec.lsp.completion import completions
from tests.lsp.talk import HEADER, at_cursor, desk_with, put

NAMES = """
threshold care threshold is GBP 663,540 including VAT from 1 January 2024
parameter least weight is 50%
define a small lot as a lot where value of the lot is at most GBP 500,000
define a care service as a tender where main CPV code is within CPV 85000000
fact carbon plan of the tender is yes or no "Whether there is one."
rule first-rule "First"
  there must be at least 2 lots

rule the-rule "The rule"
  for each lot
"""


def offered(tmp_path: Path, line: str, before: str = HEADER + NAMES, name: str = "p.policy") -> list[str]:
    text, at = at_cursor(before + line)
    desk = desk_with(tmp_path)
    page = put(desk, tmp_path, name, text)
    return [item.label for item in completions(desk.analysis(page), at, lambda: ["uk/thresholds", "uk/act"])]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("  applies when procedure is ‸", ["open procedure", "direct award", "call-off"]),
        ("  applies when procedure is one of direct award, ‸", ["open procedure", "call-off"]),
        ("  applies when procedure is dir‸", ["direct award"]),
        ("  applies when procedure is one of direct aw‸", ["direct award"]),
        ("  applies when main CPV code is within ‸", ["CPV 85000000", "CPV 45000000"]),
        ("  applies when main CPV code is within CPV 85‸", ["CPV 85000000"]),
        ("  applies when the tender is ‸", ["a care service", "people-facing"]),
        ("  applies when the lot is ‸", ["a small lot", "suitable for SMEs"]),
        ("  applies when estimated value is ‸", ["at least", "below", "care threshold", "stated", "between"]),
        ("  applies when estimated value is at least ‸", ["care threshold", "estimated value", "GBP 10,000"]),
        ("  quality weight must be at least ‸", ["least weight", "60%"]),
        ("  the quality:cost ratio must be at least ‸", ["60:40"]),
        ("  publication date must be before ‸", ["submission deadline", "1 April 2026"]),
        ("  estimated ‸", ["estimated value"]),
        ("  applies when estimated val‸", ["estimated value"]),
        ("  value of ‸", ["the lot"]),
        ("  value of the ‸", ["the lot", "lot"]),
        ("  total weight of ‸", ["criteria"]),
        ("  number of ‸", ["small lots", "lots", "outcomes"]),
        ("  for each ‸", ["lot", "criterion", "small lot"]),
        ("  subject to ‸", ["first-rule"]),
        ('  under "Act" ‸', ["section", "checked", "paragraph"]),
        ("  ‸", ["applies when", "because", "except when", "estimated value", "rule"]),
        ("  app‸", ["applies when"]),
        ("  carbon‸", ["carbon plan"]),
        ("  judged on ‸", ["publication date", "contract start date"]),
        ("use ‸", ["uk/thresholds", "uk/act"]),
        ("  value of the lot must ‸", ["be", "not"]),
        ("  value of the lot must be at least GBP 3 ‸", ["when", "or explain", "or", "plus"]),
    ],
)  # fmt: skip
def test_what_fits_is_offered(tmp_path: Path, line: str, expected: list[str]) -> None:
    found = offered(tmp_path, line)
    assert [one for one in expected if one not in found] == []


@pytest.mark.parametrize(
    ("line", "unfit"),
    [
        ("  applies when procedure is ‸", ["goods", "estimated value", "rule", "applies when", "care threshold"]),
        ("  applies when estimated value is at least ‸", ["direct award", "publication date", "least weight"]),
        ("  quality weight must be at least ‸", ["estimated value", "care threshold", "publication date"]),
        ("  value of ‸", ["estimated value", "the outcome"]),
        ("  subject to ‸", ["estimated value", "section"]),
        ("  judged on ‸", ["estimated value", "title"]),
        ("  applies when the lot is ‸", ["a care service", "people-facing"]),
    ],
)
def test_what_does_not_fit_is_not(tmp_path: Path, line: str, unfit: list[str]) -> None:
    found = offered(tmp_path, line)
    assert found
    assert [one for one in unfit if one in found] == []


@pytest.mark.parametrize(
    "line", ['  because "estimated ‸', "  # estimated ‸", '  under "Act" section "1‸', "  applies when !!! ???  ‸"]
)
def test_nothing_is_offered_in_texts_comments_and_nonsense(tmp_path: Path, line: str) -> None:
    assert offered(tmp_path, line) == []


def test_codes_come_first(tmp_path: Path) -> None:
    assert offered(tmp_path, "  applies when category is ‸")[:3] == ["goods", "services", "works"]


def test_an_empty_file_begins_with_its_header(tmp_path: Path) -> None:
    assert offered(tmp_path, "‸", before="") == ["policy"]


def test_a_phrase_is_replaced_from_its_first_word(tmp_path: Path) -> None:
    text, at = at_cursor(HEADER + NAMES + "  applies when estimated val‸")
    desk = desk_with(tmp_path)
    page = put(desk, tmp_path, "p.policy", text)
    (item,) = [i for i in completions(desk.analysis(page), at) if i.label == "estimated value"]
    assert isinstance(item.text_edit, lsp.TextEdit)
    start, end = (page.text.offset(p) for p in (item.text_edit.range.start, item.text_edit.range.end))
    assert text[start:end] == "estimated val"


def test_a_cell_takes_what_its_column_asks_for(tmp_path: Path) -> None:
    table = HEADER + "table service quality decides least quality\n  | service type | least quality |\n"
    assert "care" in offered(tmp_path, "  | ‸", before=table)
    assert "any" in offered(tmp_path, "  | ‸", before=table)
    assert "service type" in offered(tmp_path, "  | serv‸", before=HEADER + "table t decides q\n")


def test_a_paper_is_completed_within_its_blocks_only(tmp_path: Path) -> None:
    paper = f"# Standards\n\n```policy\n{HEADER}```\n\nEstimated "
    assert offered(tmp_path, "‸", before=paper, name="p.policy.md") == []
    inside = f"# Standards\n\n```policy\n{HEADER}rule a-b\n  applies when category is "
    assert "goods" in offered(tmp_path, "‸\n```\n", before=inside, name="p.policy.md")


def test_names_of_a_used_policy_are_offered(tmp_path: Path) -> None:
    (tmp_path / "uk").mkdir()
    (tmp_path / "uk/limits.policy").write_text(
        "policy uk/limits\nthreshold works threshold is GBP 5,000,000\nrule uk-rule\n  title must be stated\n"
    )
    before = f"{HEADER}use uk/limits\nrule a-b\n"
    assert "works threshold" in offered(tmp_path, "  applies when estimated value is above ‸", before=before)
    assert "uk/limits#uk-rule" in offered(tmp_path, "  despite ‸", before=before)
    assert "uk/limits#uk-rule" in offered(tmp_path, "tighten rule ‸", before=before)
