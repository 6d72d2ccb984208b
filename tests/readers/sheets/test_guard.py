"""What is looked at before a workbook is opened: each limit at the last that is read and the first that is not."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_STORED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyspec.base.extras import ExtraMissing
from policyspec.readers import read
from policyspec.readers.sheets import book
from policyspec.readers.sheets.limits import LIMITS, Limits
from tests.bad.sheets_inputs import FACTS, OLD_OFFICE, with_parts, workbook
from tests.readers.sheets.made import VOCABULARY, ods, read_bytes, refused, table, tender_in

DATA = workbook()
with ZipFile(BytesIO(DATA)) as archive:
    ENTRIES = len(archive.infolist())
    RAW = sum(entry.file_size for entry in archive.infolist())
RATIO = -(-RAW // len(DATA))


#: Of the sheet that shows most.
CHARACTERS = sum(len(str(cell)) for row in FACTS for cell in row)


def reads(limits: Limits, data: bytes = DATA, name: str = "t.xlsx") -> bool:
    tenders, found = read_bytes(data, name, limits)
    assert tenders or [one.code for one in found] == ["PS566"]
    return bool(tenders)


@pytest.mark.parametrize(
    ("most", "less"),
    [
        (Limits(packed=len(DATA)), Limits(packed=len(DATA) - 1)),
        (Limits(raw=RAW), Limits(raw=RAW - 1)),
        (Limits(ratio=RATIO), Limits(ratio=RATIO - 1)),
        (Limits(entries=ENTRIES), Limits(entries=ENTRIES - 1)),
        (Limits(rows=5), Limits(rows=4)),
        (Limits(cells=12), Limits(cells=11)),
        (Limits(characters=CHARACTERS), Limits(characters=CHARACTERS - 1)),
    ],
    ids=["packed", "raw", "ratio", "entries", "rows", "cells", "characters"],
)
def test_the_last_that_is_read_and_the_first_that_is_not(most: Limits, less: Limits) -> None:
    assert reads(most)
    assert not reads(less)


def test_the_rows_of_a_table() -> None:
    data = table((("ocid", "tender/title"), ("a-1", "A"), ("a-2", "B")))
    assert reads(Limits(rows=3), data, "t.csv")
    assert not reads(Limits(rows=2), data, "t.csv")


def test_the_limits_are_those_that_are_documented() -> None:
    assert Limits(10 * 2**20, 50 * 2**20, 100, 100, 100_000, 1_000_000, 20 * 2**20) == LIMITS


def test_rows_and_columns_that_a_cell_stands_for_are_counted() -> None:
    many = '<table:table-cell table:number-columns-repeated="16000" office:value-type="string"><text:p>x</text:p></table:table-cell>'
    error = refused(ods(Lots=(("title",), *[(many,)] * 100)), "t.ods")
    assert error.code == "PS566"


def test_a_blank_cell_far_away_is_no_matter() -> None:
    data = with_parts(DATA, **{"xl__worksheets__sheet1.xml": far(b'<c r="XFD1048576" s="1"/>')})
    assert tender_in(data).diagnostics == ()


def far(cell: bytes) -> Callable[[bytes], bytes]:
    row = b'<row r="1048576">' + cell + b"</row></sheetData>"
    return lambda part: part.replace(b"</sheetData>", row)


def test_one_long_text_that_many_cells_show() -> None:
    rows = (("title",), *[("x" * 30_000,)] * 1_000)
    assert refused(workbook(Lots=rows)).code == "PS566"


def test_two_sheets_of_one_name() -> None:
    data = with_parts(DATA, **{"xl__workbook.xml": lambda part: part.replace(b'name="Criteria"', b'name="Lots"')})
    assert refused(data).code == "PS565"


# Files that are no workbooks, or broken ones


def test_a_part_that_is_larger_than_the_directory_says() -> None:
    lying = bytearray(with_parts(DATA, **{"xl__extra.xml": b"x" * 5_000}))
    at = lying.rindex(b"xl/extra.xml") - 46  # its entry in the directory
    lying[at + 24 : at + 28] = (10).to_bytes(4, "little")
    error = refused(bytes(lying))
    assert (error.code, error.message) == (
        "PS565",
        "this workbook is damaged: its part `xl/extra.xml` is not what its directory says",
    )


@pytest.mark.parametrize("kept", ["4 bytes", "30 bytes", "100 bytes", "one half", "all but one byte"])
def test_a_workbook_cut_off(kept: str) -> None:
    # Names rather than lengths: the library dates the workbook, so its length differs from one process to another.
    length = {"one half": len(DATA) // 2, "all but one byte": len(DATA) - 1}.get(kept) or int(kept.split(maxsplit=1)[0])
    assert refused(DATA[:length]).code == "PS565"


@pytest.mark.parametrize("part", ["xl__workbook.xml", "xl___rels__workbook.xml.rels", "xl__worksheets__sheet1.xml"])
@pytest.mark.parametrize("content", [b"", b"<a", b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', b"<a/>", b"\xff\xfe"])
def test_a_part_that_is_not_what_it_should_be(part: str, content: bytes) -> None:
    tenders, found = read_bytes(with_parts(DATA, **{part: content}))
    assert not [one for one in found if one.is_error and one.code not in ("PS565", "PS501")]
    assert tenders or found


def test_a_zip_packed_in_another_way() -> None:
    out = BytesIO()
    with ZipFile(BytesIO(DATA)) as old, ZipFile(out, "w", ZIP_BZIP2) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert refused(out.getvalue()).code == "PS565"


def test_a_part_locked_with_a_password() -> None:
    locked = bytearray(DATA)
    at = locked.index(b"PK\x01\x02")
    locked[at + 8] |= 1
    assert refused(bytes(locked)).code == "PS567"


def test_an_open_document_locked_with_a_password() -> None:
    data = with_parts(ods(Tender=(("title", "A"),)), **{"META-INF__manifest.xml": b"<manifest:encryption-data/>"})
    assert refused(data, "t.ods").code == "PS567"


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (("xl/workbook.bin",), "PS568"),
        (("a.json",), "PS568"),
        (("word/document.xml",), "PS507"),
        (("picture.png",), "PS507"),
        ((), "PS565"),
    ],
)
def test_another_zip(parts: tuple[str, ...], code: str) -> None:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as other:
        for part in parts:
            other.writestr(part, "x")
    assert refused(out.getvalue()).code == code


def test_old_office_files_are_told_apart() -> None:
    assert refused(OLD_OFFICE + "EncryptedPackage".encode("utf-16-le")).code == "PS567"
    assert refused(OLD_OFFICE + bytes(100), "t.xls").code == "PS568"


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str, *, what: str, extra: str) -> object:
        raise ExtraMissing(what, extra)

    monkeypatch.setattr(book, "library", missing)
    error = refused(DATA)
    assert (error.code, error.hint) == ("PS017", 'pip install "policyspec[sheets]"')


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_makes_it_raise(data: st.DataObject) -> None:
    """Bytes of a workbook turned, or of one of its parts, cut or doubled."""
    whole = data.draw(st.sampled_from([DATA, ods(Tender=(("title", "A"),), Lots=(("title",), ("B",)))]))
    if data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(whole) - 1))
        broken = whole[:at] + data.draw(st.binary(max_size=4)) + whole[at + data.draw(st.integers(0, 4)) :]
    else:
        with ZipFile(BytesIO(whole)) as parts:
            name = data.draw(st.sampled_from([n for n in parts.namelist() if n.endswith(".xml")]))
            part = parts.read(name)
        at = data.draw(st.integers(0, len(part)))
        changed = part[:at] + data.draw(st.binary(max_size=8)) + part[data.draw(st.integers(at, len(part))) :]
        broken = with_parts(whole, **{name.replace("/", "__"): changed})
    tenders, found = read(broken, "t.xlsx", VOCABULARY)
    assert tenders or found
    assert all(one.span for one in found)


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from('ab,;\t"\n\r/0 ocidtender:#'), max_size=60))
def test_no_table_makes_it_raise(text: str) -> None:
    for start in ("", "ocid,tender/title\n"):
        tenders, found = read((start + text).encode(), "t.csv", VOCABULARY)
        assert tenders or found
