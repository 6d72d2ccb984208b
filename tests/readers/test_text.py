"""Bytes that are no text, or no tender at all."""

import io
import zipfile

import pytest

from policyspec.base.diagnostics import Diagnostic
from policyspec.model.vocabulary import standard
from policyspec.readers import read
from policyspec.syntax.text import read_text

TENDER = "tender: Café\n"


def refused(data: bytes, name: str = "t.yaml") -> Diagnostic:
    tenders, diagnostics = read(data, name, standard())
    assert tenders == ()
    (diagnostic,) = diagnostics
    return diagnostic


def zipped(*names: str) -> bytes:
    """A zip file that holds files of these names."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return held.getvalue()


@pytest.mark.parametrize("data", [b"", b"  \n\n", b"\xef\xbb\xbf", b"# only a comment\n", b"{}", b"--- \n", b"null"])
def test_a_file_that_states_nothing(data: bytes) -> None:
    assert refused(data).code == "PS501"


@pytest.mark.parametrize(
    "data", [TENDER.encode(), b"\xef\xbb\xbf" + TENDER.encode(), TENDER.replace("\n", "\r\n").encode()]
)
def test_a_byte_order_mark_and_windows_line_ends_are_read(data: bytes) -> None:
    (tender,), diagnostics = read(data, "t.yaml", standard())
    assert tender.name == "Café"
    assert diagnostics == ()
    assert tender.diagnostics == ()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_named(encoding: str) -> None:
    diagnostic = refused(TENDER.encode(encoding))
    assert diagnostic.code == "PS002"
    assert "UTF-16" in diagnostic.message


def test_a_latin_1_byte_is_named_with_its_place() -> None:
    diagnostic = refused(b"tender: T\n" + "buyer: {name: é, Café}\n".encode("latin-1"))
    assert diagnostic.code == "PS002"
    assert "an older way of writing letters (ANSI)" in diagnostic.message
    assert diagnostic.hint == "save it as UTF-8: in Notepad, Save as, Encoding: UTF-8"
    assert diagnostic.span is not None
    assert (diagnostic.span.line, diagnostic.span.column) == (2, 15)


def test_the_column_of_a_broken_byte_counts_characters() -> None:
    span = refused("tender: é".encode() + b"\xff").span
    assert span is not None
    assert span.column == 10


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\u202e", "\u2066", "\x7f"])
def test_a_character_that_cannot_be_shown(char: str) -> None:
    diagnostic = refused(f"tender: T\n# a{char}b\n".encode())
    assert diagnostic.code == "PS002"
    assert "cannot be seen" in diagnostic.message
    assert diagnostic.span is not None
    assert (diagnostic.span.line, diagnostic.span.column) == (2, 4)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (zipped("[Content_Types].xml", "word/document.xml"), "a Word document"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
    ],
)
def test_files_of_other_kinds_are_named(data: bytes, word: str) -> None:
    diagnostic = refused(data, "notice")
    assert diagnostic.code == "PS507"
    assert word in diagnostic.message


def test_a_file_beyond_the_limit_is_not_looked_into() -> None:
    assert refused(b"[" * (20 * 1024 * 1024 + 1)).code == "PS506"


@pytest.mark.parametrize(
    ("text", "name"),
    [(text, "t.yaml") for text in ("hello", "- a\n- b", "3")]
    + [(text, "t.json") for text in ("[1, 2]", '"x"', "3", "[]")],
)
def test_a_text_or_a_list_is_no_tender(text: str, name: str) -> None:
    assert refused(text.encode(), name).code == "PS507"


def test_a_file_of_which_no_key_is_known_is_no_tender() -> None:
    diagnostic = refused(b"services:\n  web: {image: x}\nvolumes: []\n")
    assert diagnostic.code == "PS507"
    assert diagnostic.span is not None
    assert diagnostic.span.line == 1


@pytest.mark.parametrize(
    "data",
    ["price: £1".encode("cp1252"), "a\nb".encode("utf-16"), zipped("word/document.xml"), b"%PDF-1.7\n"],
    ids=["ANSI", "UTF-16", "Word", "PDF"],
)
def test_a_policy_is_told_in_the_same_words(data: bytes) -> None:
    of_policy, of_tender = read_text(data, "p.policy"), refused(data, "t.yaml")
    assert isinstance(of_policy, Diagnostic)
    assert (of_policy.message, of_policy.hint) == (of_tender.message, of_tender.hint)
    assert of_policy.span is not None
    assert of_tender.span is not None
    assert (of_policy.span.line, of_policy.span.column) == (of_tender.span.line, of_tender.span.column)
