"""What reaches a terminal: nothing that acts on it, and nothing that forges a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspec.report.page import BLANK, Piece, Style, columns, line, tidy, visible, wrapped, write

HOSTILE = {
    "\x1b[31mred": "\\x1b[31mred",
    "\x1b]8;;http://x\x07link": "\\x1b]8;;http://x\\x07link",
    "two\nlines": "two\\x0alines",
    "back\rover": "back\\x0dover",
    "c1\x9b31m": "c1\\x9b31m",
    "price \u202e001\u202c": "price \\u202e001\\u202c",
    "iso\u2066late": "iso\\u2066late",
    "para\u2029graph": "para\\u2029graph",
    "zero\u200bwidth": "zero\\u200bwidth",
    "broken \udce9 byte": "broken \\udce9 byte",
}


@pytest.mark.parametrize(("text", "shown"), HOSTILE.items())
def test_controls_and_hidden_marks_are_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_letters_of_every_script_and_emoji_are_left_alone() -> None:
    text = "Gwasanaethau Cymorth · £1,200,000 · šolstvo · 支援 · 👩‍👧"
    assert visible(text) == text


@given(st.text())
def test_one_line_of_a_page_is_one_line_of_text(text: str) -> None:
    written = write([line("a ", Piece(text, Style.BAD))], color=True)
    assert written.endswith("\n")
    assert len(written.splitlines()) == 1


@given(st.text())
def test_without_colour_no_escape_sequence_is_written(text: str) -> None:
    assert "\x1b" not in write([line(text), *wrapped(text, 60)])


def test_colour_is_added_outside_the_text() -> None:
    assert write([line(Piece("\x1b[0m", Style.BAD))], color=True) == "\x1b[1;31m\\x1b[0m\x1b[0m\n"


def test_plain_output_has_our_signs_in_ascii() -> None:
    assert write([line("a · b – c…")], plain=True) == "a - b - c...\n"


def test_a_paragraph_is_set_in_under_its_lead() -> None:
    rows = wrapped("one two three four five six seven", 32, indent=2, lead="Because: ")
    assert write(rows) == "  Because: one two three four\n           five six seven\n"


def test_blank_lines_are_single_and_within() -> None:
    assert tidy([BLANK, line("a"), BLANK, BLANK, line("b"), BLANK]) == [line("a"), BLANK, line("b")]


def test_wide_letters_take_two_columns_and_combining_marks_none() -> None:
    assert columns("支援") == 4
    assert columns("e\u0301") == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::forged", "\\x3a:error::forged\n"),
        ("  ::error::forged", "  \\x3a:error::forged\n"),
        ("a ::error::", "a ::error::\n"),
        ("say ##[error]forged", "say \\x23#[error]forged\n"),
        ("##vso[task.x]", "\\x23#vso[task.x]\n"),
        ("## heading", "## heading\n"),
    ],
)
def test_no_line_is_a_command_to_the_log_of_a_pipeline(text: str, shown: str) -> None:
    assert write([line(text)]) == shown
    assert write([line(Piece("  "), Piece(text))]) == f"  {shown}"


def test_nor_is_a_line_in_colour() -> None:
    assert "m::" not in write([line(Piece("::error::forged", Style.BAD))], color=True)
