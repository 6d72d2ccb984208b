"""Places in a text as the protocol counts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types as lsp

from policyspec.base.source import Span
from policyspec.lsp.text import Text

TEXTS = st.text(st.sampled_from("ab \n\r\u2028\x0b\x85é😀\t"), max_size=40)
ENCODINGS = st.sampled_from(["utf-8", "utf-16", "utf-32"])
CODECS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
SIZES = {"utf-8": 1, "utf-16": 2, "utf-32": 4}


def test_an_emoji_counts_as_two_units_in_utf_16() -> None:
    text = Text('because "😀 fine"\nnext')
    assert text.position(text.content.index("fine")) == lsp.Position(0, 12)
    assert text.content[text.offset(lsp.Position(0, 12)) :].startswith("fine")


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 5), ("utf-16", 3), ("utf-32", 2)])
def test_columns_are_counted_as_the_client_asked(encoding: str, column: int) -> None:
    text = Text("😀 x", encoding)
    assert text.position(2) == lsp.Position(0, column)
    assert text.offset(lsp.Position(0, column)) == 2


def test_a_place_within_an_emoji_is_brought_before_it() -> None:
    assert Text("😀x").offset(lsp.Position(0, 1)) == 0


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_end_as_in_the_protocol(ends: str) -> None:
    text = Text(f"one{ends}two{ends}")
    assert text.position(len(text.content)) == lsp.Position(2, 0)
    assert text.line(1) == "two"
    assert text.offset(lsp.Position(0, 99)) == 3


def test_other_signs_end_no_line() -> None:
    assert Text("one\u2028two\x0bthree\x85four").lines == 1


@pytest.mark.parametrize(
    "position", [lsp.Position(9, 0), lsp.Position(1, 99), lsp.Position(99, 99), lsp.Position(2**31 - 1, 2**31 - 1)]
)
def test_an_edit_outside_the_text_is_brought_to_its_end(position: lsp.Position) -> None:
    edited = Text("one\ntwo").edited(lsp.TextDocumentContentChangePartial(lsp.Range(position, position), "!"))
    assert edited.content == "one\ntwo!"


def test_a_range_the_wrong_way_round_is_turned() -> None:
    backwards = lsp.Range(lsp.Position(0, 3), lsp.Position(0, 1))
    assert Text("abcd").edited(lsp.TextDocumentContentChangePartial(backwards, "-")).content == "a-d"


def test_a_span_beyond_the_text_is_cut() -> None:
    assert Text("ab").of_span(Span("x", 1, 1, 7, 9)) == lsp.Range(lsp.Position(0, 0), lsp.Position(0, 2))


@given(TEXTS, ENCODINGS)
def test_every_place_is_found_again(content: str, encoding: str) -> None:
    text = Text(content, encoding)
    inside = (n for n in range(len(content) + 1) if content[n - 1 : n + 1] != "\r\n")
    ends = [n for n in inside if text.offset(text.position(n)) != n]
    assert ends == []


@given(TEXTS, ENCODINGS, st.integers(0, 6), st.integers(0, 12), st.integers(0, 6), st.integers(0, 12), TEXTS)
def test_an_edit_is_that_of_a_client_that_counts_bytes(
    content: str, encoding: str, line: int, character: int, end_line: int, end_character: int, new: str
) -> None:
    """The client is told by its own measure: a text cut into lines, each of them into code units."""
    start = _place(content, encoding, line, character)
    end = _place(content, encoding, end_line, end_character)
    range_ = lsp.Range(lsp.Position(line, character), lsp.Position(end_line, end_character))
    edited = Text(content, encoding).edited(lsp.TextDocumentContentChangePartial(range_, new))
    assert edited.content == content[: min(start, end)] + new + content[max(start, end) :]
    assert edited == Text(edited.content, encoding)


def _place(content: str, encoding: str, line: int, character: int) -> int:
    lines = content.replace("\r\n", "\n\0").replace("\r", "\n").split("\n")  # \0: the line feed of a pair
    if line >= len(lines):
        return len(content)
    before = sum(len(one) + 1 for one in lines[:line])
    own = lines[line].removeprefix("\0")
    start = before + len(lines[line]) - len(own)
    units = own.encode(CODECS[encoding])[: character * SIZES[encoding]]
    return start + len(units.decode(CODECS[encoding], "ignore"))
