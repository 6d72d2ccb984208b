"""XML as such: what is refused, where, and what is said of it."""

import re
import time
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyspec.base.diagnostics import Diagnostic, Severity
from policyspec.model.facts import Absence, Absent, items
from policyspec.readers.xml_tree import Limits, XmlFile, read_xml
from tests.readers.eforms.notices import NAMESPACES, notice, refusal, tender_of
from tests.readers.eforms.notices import read_xml as read_notice_xml

TITLED = notice("<cac:ProcurementProject><cbc:Name>Blåbærsyltetøy</cbc:Name></cac:ProcurementProject>")


def file_of(data: str, limits: Limits) -> XmlFile | Diagnostic:
    return read_xml(data.encode(), "a.xml", {}, limits)


@pytest.mark.parametrize(
    ("data", "line", "column", "words"),
    [
        ("<a>\n<b>x & y</b></a>", 2, 7, "a character stands here"),
        ("<a>\n  <b>x</c></a>", 2, 9, "`b` of line 2 is still open"),
        ("<a>\n<b>x</b>\n", 3, 1, "the file ends here, and `a` of line 1 is still open"),
        ("<a>\n<b>&nbsp;</b></a>", 2, 4, "XML does not know"),
        ('<a>\n<b c="1" c="2"/></a>', 2, 10, "one attribute twice"),
        ("<a/>\n<b/>", 2, 1, "the notice ends before this"),
        ("<a>\n<cbc:b/></a>", 2, 1, "is not declared"),
        ("<a>\x00</a>", 1, 4, "a character stands here"),
        ("<a>&#27;</a>", 1, 4, "a character that XML does not have"),
        (" <?xml version='1.0'?><a/>", 1, 2, "not at the very beginning"),
        ("<a><![CDATA[x", 1, 14, "CDATA"),
        ("<a>\n<b c", 2, 1, "begins here and does not end"),
        ("<?xml version='1.0'?>\n", 2, 1, "no tag"),
    ],
)
def test_broken_xml_names_the_place_and_what_to_do(data: str, line: int, column: int, words: str) -> None:
    diagnostic = refusal(data)
    assert diagnostic.code == "PS530"
    assert words in diagnostic.message
    assert diagnostic.hint
    assert diagnostic.span is not None
    assert (diagnostic.span.line, diagnostic.span.column) == (line, column)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_document_type_is_refused_before_it_is_looked_at(encoding: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("nobody reads this", encoding="utf-8")
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 20))
    data = f'<!DOCTYPE x SYSTEM "{secret.as_uri()}" [<!ENTITY a0 "0">{bomb}]>\n<x>&a19;</x>'.encode(encoding)
    start = time.perf_counter()
    diagnostic = refusal(data)
    assert time.perf_counter() - start < 0.1
    assert diagnostic.code == "PS531"
    assert diagnostic.message.startswith("a DOCTYPE")
    assert "remove it" in (diagnostic.hint or "")
    assert diagnostic.span is not None
    assert (diagnostic.span.line, diagnostic.span.column) == (1, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_encodings_that_are_read(encoding: str) -> None:
    named = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    tender = tender_of(TITLED.replace("UTF-8", named).encode(encoding))
    assert tender.name == "Blåbærsyltetøy"
    assert tender.diagnostics == ()
    origin = tender.root.facts["title"].origin
    assert origin is not None
    assert (origin.line, origin.column) == (5, 35)


@pytest.mark.parametrize(
    ("declared", "encoding", "actual"),
    [("ISO-8859-1", "utf-8", "UTF-8"), ("UTF-16", "utf-8", "UTF-8"), ("UTF-8", "utf-16", "UTF-16")],
)
def test_another_encoding_than_it_says_is_read_by_its_letters(declared: str, encoding: str, actual: str) -> None:
    tender = tender_of(TITLED.replace("UTF-8", declared).encode(encoding))
    assert tender.name == "Blåbærsyltetøy"
    (diagnostic,) = tender.diagnostics
    assert (diagnostic.code, diagnostic.severity) == ("PS532", Severity.WARNING)
    assert diagnostic.message == f"the first line says `{declared}`, and the file is {actual}: it is read so"
    assert diagnostic.span is not None
    assert (diagnostic.span.line, diagnostic.span.column) == (1, 31)


def test_letters_that_fit_no_encoding_are_refused_at_their_place() -> None:
    diagnostic = refusal(TITLED.encode("iso-8859-1"))
    assert diagnostic.code == "PS532"
    assert diagnostic.span is not None
    assert (diagnostic.span.line, diagnostic.span.column) == (5, 37)


@pytest.mark.parametrize("named", ["EBCDIC-CP-US", "utf-7", "shift_jis", "no-such", "hex"])
def test_encodings_that_are_not_read(named: str) -> None:
    diagnostic = refusal(TITLED.replace("UTF-8", named).encode("iso-8859-1"))
    assert diagnostic.code == "PS532"
    assert f"`{named}`" in diagnostic.message


def test_other_files_are_not_included() -> None:
    inside = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>'
    tender = tender_of(notice(f"<cac:ProcurementProject><cbc:Name>{inside}Care</cbc:Name></cac:ProcurementProject>"))
    assert tender.name == "Care"


@pytest.mark.parametrize(
    ("data", "beyond", "limits", "words"),
    [
        ("<a><b/></a>", "<a><b/><b/></a>", Limits(elements=2), "more than 2 parts"),
        ("<a><b/></a>", "<a><b><c/></b></a>", Limits(depth=2), "more than 2 elements"),
        ("<a>12345</a>", "<a>123<b/>456</a>", Limits(text=5), "more than 5 characters"),
        ('<a b="12345"/>', '<a b="123456"/>', Limits(text=5), "more than 5 characters"),
        ('<a b="1" c="2"/>', '<a b="1" c="2" d="3"/>', Limits(attributes=2), "3 attributes"),
        ("<a>1</a>", "<a>12</a>", Limits(size=8), "9 characters"),
    ],
)
def test_limits_are_held_at_their_number(data: str, beyond: str, limits: Limits, words: str) -> None:
    assert isinstance(file_of(data, limits), XmlFile)
    refused = file_of(beyond, limits)
    assert isinstance(refused, Diagnostic)
    assert refused.code == "PS506"
    assert words in refused.message
    assert refused.hint


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("<Notice/>", "`Notice` is no notice"),
        ("<html/>", "a web page"),
        ("<TED_EXPORT/>", "the form that came before eForms"),
        ("<ContractNotice/>", "in no namespace"),
        ('<ContractNotice xmlns="urn:x"/>', "in the namespace `urn:x`"),
    ],
)
def test_xml_that_is_no_notice_is_told(data: str, words: str) -> None:
    diagnostic = refusal(data)
    assert diagnostic.code == "PS533"
    assert words in diagnostic.message


STRAY = '<x:Note xmlns:x="{}">here</x:Note>'


@pytest.mark.parametrize("namespace", ["urn:x", "http://www.w3.org/2001/XInclude"])
def test_elements_that_notices_do_not_have_are_left_out_with_a_remark(namespace: str) -> None:
    (diagnostic,) = tender_of(notice(STRAY.format(namespace) * 3)).diagnostics
    assert (diagnostic.code, diagnostic.severity) == ("PS510", Severity.WARNING)
    assert f"`{namespace}`" in diagnostic.message
    assert diagnostic.message.endswith("(and 2 more like it)")


@pytest.mark.parametrize("known", [NAMESPACES["cbc"], NAMESPACES["efbc"]])
def test_a_namespace_that_is_nearly_right_is_no_part_of_a_notice(known: str) -> None:
    """What it holds would be missed: lots that are there would be taken for none."""
    diagnostic = refusal(notice(STRAY.format(f"{known[:-1]}9")))
    assert diagnostic.code == "PS533"
    assert diagnostic.hint == f"the namespace is `{known}`"


def test_extensions_of_others_may_hold_what_they_like() -> None:
    inside = f"<ext:ExtensionContent>{STRAY.format('urn:x')}</ext:ExtensionContent>"
    data = notice(f"<ext:UBLExtensions><ext:UBLExtension>{inside}</ext:UBLExtension></ext:UBLExtensions>")
    assert tender_of(data).diagnostics == ()


@pytest.mark.parametrize("page", ["<!DOCTYPE html>\n<html/>", "<!doctype html>\n<p>", " <html>\n<p>a<br>b"])
def test_a_web_page_is_told_as_such(page: str) -> None:
    diagnostic = refusal(page)
    assert diagnostic.code == "PS533"
    assert "a web page" in diagnostic.message


@pytest.mark.parametrize("named", ["utf-7", "UTF7", "ISO-2022-JP", "hz-gb-2312"])
def test_encodings_that_only_look_like_plain_letters_are_not_read(named: str) -> None:
    diagnostic = refusal(notice().replace("UTF-8", named))
    assert (diagnostic.code, diagnostic.message) == ("PS532", f"the encoding `{named}` is not read")


@pytest.mark.parametrize("sdk", ["", "eforms-sdk-2.0", "eforms-sdk-1.99", "eforms-sdk-${MINOR}", "ubl-2.3"])
def test_a_version_that_is_not_known_is_read_with_a_warning(sdk: str) -> None:
    (diagnostic,) = tender_of(notice(sdk=sdk)).diagnostics
    assert (diagnostic.code, diagnostic.severity) == ("PS534", Severity.WARNING)


@pytest.mark.parametrize(
    "sdk", ["eforms-sdk-1.3", "eforms-sdk-1.16", "eforms-sdk-1.7#extended#urn:fdc:anskaffelser.no:2023:eforms:eu"]
)
def test_versions_that_are_known(sdk: str) -> None:
    assert tender_of(notice(sdk=sdk)).diagnostics == ()


@given(st.binary(max_size=200))
def test_any_bytes_are_a_file_or_a_diagnostic(data: bytes) -> None:
    assert isinstance(read_xml(b"<" + data, "a.xml", {}), XmlFile | Diagnostic)


@given(st.text(st.sampled_from("<>/ab&;!?[]-\"'=xml:\n\x00é DOCTYPE"), max_size=60))
def test_any_marks_are_a_file_or_a_diagnostic(data: str) -> None:
    found = read_xml(data.encode(), "a.xml", {})
    assert isinstance(found, XmlFile | Diagnostic)


WHOLE = (Path(__file__).parent / "replicas" / "everything.xml").read_bytes()
#: Where each text of the notice stands.
TEXTS = [match.span(1) for match in re.finditer(rb">([^<>\s][^<>]*)</cbc:|>([^<>\s][^<>]*)</efbc:", WHOLE) if match[1]]
PIECES = [
    b"",
    b"<",
    b">",
    b"&",
    b"\x00",
    b"\xff",
    b"unpublished",
    b"-1",
    b"9" * 30,
    b"true",
    b"none",
    b"<cbc:ID/>",
    b"GBP",
]


@given(st.integers(0, len(WHOLE)), st.integers(0, 400), st.sampled_from(PIECES) | st.binary(max_size=20))
@settings(max_examples=60)
def test_a_notice_with_a_piece_cut_out_or_changed_is_read_or_refused(start: int, width: int, piece: bytes) -> None:
    tenders, refused = read_notice_xml(WHOLE[:start] + piece + WHOLE[start + width :])
    assert len(tenders) + len(refused) == 1


@given(st.sampled_from(TEXTS), st.text(max_size=20).map(escape))
@settings(max_examples=150)
def test_a_notice_with_any_text_in_place_of_one_is_read_or_refused(place: tuple[int, int], text: str) -> None:
    tenders, refused = read_notice_xml(WHOLE[: place[0]] + text.encode("utf-8", "replace") + WHOLE[place[1] :])
    assert len(tenders) + len(refused) == 1
    for tender in tenders:
        absent = [fact for one in items(tender.root) for fact in one.facts.values() if isinstance(fact, Absent)]
        assert all(fact.origin and fact.reason for fact in absent if fact.why is Absence.UNREADABLE)
