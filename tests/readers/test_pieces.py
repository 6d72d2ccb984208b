"""Files that come in pieces: packed, in UTF-16, broken off. However they are cut, the same is read."""

import gzip
import zlib
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspec.base.codes import CODES
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.model.facts import Tender
from policyspec.model.vocabulary import standard
from policyspec.readers import read_each
from policyspec.readers.limits import STANDARD, Limits
from policyspec.readers.pieces import Pieces

RELEASE = '{"ocid": "o-1", "tender": {"title": "Café",\n "value": {"amount": 5, "currency": "GBP"}}}'
LINES = '{"ocid": "a", "tender": {"title": "A"}}\n\n{"ocid": "b", "tender": {"title": "Bé"}}\r\n'
GONE = Diagnostic("PS001", CODES["PS001"].severity, "`f` cannot be read: input/output error", None)


def found(pieces: Pieces, name: str = "f.json", limits: Limits = STANDARD) -> tuple[list[Tender], list[Diagnostic]]:
    read = list(read_each(pieces, name, standard(), limits=limits))
    return [one for one in read if isinstance(one, Tender)], [one for one in read if isinstance(one, Diagnostic)]


def cut(data: bytes, size: int) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))


FORMS: dict[str, Callable[[str], bytes]] = {
    "as it is": lambda text: text.encode(),
    "with a mark": lambda text: text.encode("utf-8-sig"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16, big end first": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "UTF-16 without a mark": lambda text: text.encode("utf-16-le"),
    "UTF-16 without a mark, big end first": lambda text: text.encode("utf-16-be"),
    "packed": lambda text: gzip.compress(text.encode(), mtime=0),
    "packed in two": lambda text: gzip.compress(text[:9].encode(), mtime=0) + gzip.compress(text[9:].encode(), mtime=0),
    "packed UTF-16": lambda text: gzip.compress(text.encode("utf-16"), mtime=0),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("size", [1, 2, 7, 10**6])
@pytest.mark.parametrize(("text", "name"), [(RELEASE, "f.json"), (LINES, "f.jsonl"), (LINES, "standard input")])
def test_the_form_and_the_cuts_of_a_file_make_no_difference(form: str, size: int, text: str, name: str) -> None:
    plain = found([text.encode()], name)
    assert [t.name for t in plain[0]] in (["Café"], ["A", "Bé"])
    assert found(cut(FORMS[form](text), size), name) == plain


@pytest.mark.parametrize("name", ["notices.json.gz", "notices.jsonl.gz", "NOTICES.JSON.GZ", "notices", "notices.json"])
def test_a_packed_file_is_known_by_what_stands_in_it(name: str) -> None:
    (tender,), refused = found([gzip.compress(b'{"tender": {"title": "T"}}')], name)
    assert (tender.name, refused) == ("T", [])


@pytest.mark.parametrize("rest", [-1, -4, -8, -12, 12])
def test_a_packed_file_that_is_cut_off_is_told_after_what_was_read(rest: int) -> None:
    data = gzip.compress(LINES.encode(), mtime=0)[:rest]
    _, (diagnostic,) = found([data], "f.jsonl.gz")
    assert (diagnostic.code, diagnostic.message) == ("PS018", "this gzip file is cut off: its end is missing")


def test_a_packed_file_with_a_broken_byte() -> None:
    data = bytearray(gzip.compress(LINES.encode() * 50, mtime=0))
    data[30] ^= 0xFF
    _, refused = found([bytes(data)], "f.jsonl.gz")
    assert refused[-1].code == "PS018"


def test_a_packed_file_may_grow_as_much_as_is_allowed_and_no_more() -> None:
    blanks = zlib.compressobj(wbits=31)
    data = blanks.compress(b" " * 50_000) + blanks.flush()
    ratio = -(-50_000 // len(data))
    enough, short = Limits(ratio=ratio, grace=100), Limits(ratio=ratio - 1, grace=100)
    assert [d.code for d in found([data], "f.jsonl", enough)[1]] == ["PS501"]
    assert [d.code for d in found([data], "f.jsonl", short)[1]] == ["PS019"]


def test_a_small_bomb_is_no_bomb() -> None:
    data = gzip.compress(b" " * 50_000)
    assert [d.code for d in found([data], "f.jsonl", Limits(ratio=1, grace=50_000))[1]] == ["PS501"]
    assert [d.code for d in found([data], "f.jsonl", Limits(ratio=1, grace=49_999))[1]] == ["PS019"]


@pytest.mark.parametrize("name", ["f.json", "f.jsonl", "f.xml", "f.yaml", "f.csv"])
@pytest.mark.parametrize("before", [b"", b"{", b"<a>", b"PK\x03\x04", b"\x1f\x8b"])
def test_a_file_that_breaks_off_in_reading_is_told_as_such(name: str, before: bytes) -> None:
    tenders, refused = found([before, GONE], name)
    assert tenders == []
    assert refused == [GONE]


def test_what_is_read_before_a_file_breaks_off_stays_read() -> None:
    (tender,), refused = found([b'{"tender": {"title": "A"}}\n{"tender":', GONE], "f.jsonl")
    assert (tender.name, refused) == ("A", [GONE])


def test_damaged_utf16_is_told_with_its_line() -> None:
    data = ('{"tender":\n{"title": "').encode("utf-16") + b"\x00\xdc" + '"}}'.encode("utf-16-le")
    _, (diagnostic,) = found(cut(data, 2), "f.json")
    assert (diagnostic.code, diagnostic.span) == ("PS002", Span("f.json", 2, 1, 2, 1))


def test_utf16_that_is_no_json_is_refused() -> None:
    _, (diagnostic,) = found(["tender: T\n".encode("utf-16")], "f.yaml")
    assert diagnostic.code == "PS002"


def test_another_way_of_writing_letters_is_refused_with_its_place() -> None:
    _, (diagnostic,) = found(['{"tender":\n {"title": "Café"}}'.encode("latin-1")])
    assert (diagnostic.code, diagnostic.span) == ("PS002", Span("f.json", 2, 16, 2, 17))
    assert "UTF-8" in (diagnostic.hint or "")


@given(st.binary(max_size=60), st.sampled_from(["f.json", "f.jsonl", "f.yaml", "f.json.gz", "f", "f.csv", "f.xlsx"]))
def test_no_bytes_raise(data: bytes, name: str) -> None:
    small = Limits(record=20, whole=40, ratio=2, grace=30, refused=2)
    for limits in (STANDARD, small):
        assert found([data], name, limits) is not None
        assert found([b"\x1f\x8b\x08", data], name, limits) is not None
