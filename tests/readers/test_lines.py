"""JSON Lines: each line by itself, with its place."""

import tracemalloc

import pytest

from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import file_of
from policyspec.model.facts import Stated, Tender, items
from policyspec.model.vocabulary import standard
from policyspec.readers import read_each
from policyspec.readers.limits import Limits
from tests.readers.test_pieces import found

A, B = '{"ocid": "a", "tender": {"title": "A"}}', '{"ocid": "b", "tender": {"title": "B"}}'


def lines(
    *each: str | bytes, name: str = "n.jsonl", limits: Limits | None = None
) -> tuple[list[Tender], list[Diagnostic]]:
    data = b"\n".join(line.encode() if isinstance(line, str) else line for line in each)
    return found([data], name, limits or Limits())


def places(diagnostics: list[Diagnostic]) -> list[str]:
    return [f"{d.code} {d.span.line}:{d.span.column}" for d in diagnostics if d.span]


def test_each_tender_has_the_number_of_its_line() -> None:
    tenders, refused = lines(A, "", "  \t", B, "")
    assert [t.source for t in tenders] == ["n.jsonl:1", "n.jsonl:4"]
    assert refused == []


def test_places_are_those_of_the_file() -> None:
    tenders, _ = lines(A, B)
    title = tenders[1].root.fact("title")
    assert isinstance(title, Stated)
    assert title.origin is not None
    assert (str(title.origin), title.origin.pointer) == ("n.jsonl:2:35", "/tender/title")
    assert {fact.origin.file for item in items(tenders[1].root) for fact in item.facts.values() if fact.origin} == {
        "n.jsonl"
    }


@pytest.mark.parametrize(
    ("bad", "place"),
    [
        ('{"ocid": "x", "tender": }', "PS504 2:25"),
        ('{"ocid": "x", "tender": {"title": "X"', "PS504 2:38"),
        ('{"ocid": "x", "ocid": "y"}', "PS505 2:15"),
        ("[" * 65, "PS506 2:65"),
        ('{"ocid": "é'.encode() + b"\xe9" + b'"}', "PS002 2:12"),
        ('{"ocid": "\u202e"}', "PS002 2:11"),
        ("[]", "PS507 2:1"),
        ("17", "PS507 2:1"),
        ("null", "PS507 2:1"),
        ("{}", "PS501 2:1"),
        ('{"ocid": "x"}', "PS507 2:1"),
        (A + " " + B, "PS504 2:41"),
    ],
)
def test_a_line_that_cannot_be_read_stops_no_other(bad: str | bytes, place: str) -> None:
    tenders, refused = lines(A, bad, B)
    assert [t.name for t in tenders] == ["A", "B"]
    assert places(refused) == [place]


def test_a_line_may_hold_a_package() -> None:
    tenders, refused = lines(f'{{"releases": [{A}, {B}]}}', '{"ocid": "c", "tender": {"title": "C"}}')
    assert [t.source for t in tenders] == ["n.jsonl:1#/releases/0", "n.jsonl:1#/releases/1", "n.jsonl:2"]
    assert refused == []


def test_a_line_may_hold_a_tender_of_the_native_format() -> None:
    (tender,), _ = lines('{"tender": "T", "category": "works"}')
    assert (tender.name, tender.format, tender.source) == ("T", "native", "n.jsonl:1")


def test_a_process_that_comes_again_is_refused_and_not_read_by_itself() -> None:
    tenders, refused = lines(A, B, A)
    assert [t.name for t in tenders] == ["A", "B"]
    assert places(refused) == ["PS508 3:10"]


def test_a_line_may_be_as_long_as_the_limit_and_no_longer() -> None:
    assert lines(A, B, limits=Limits(record=len(A)))[1] == []
    tenders, refused = lines(A, B + " ", A.replace('"a"', '"c"'), limits=Limits(record=len(A)))
    assert [t.name for t in tenders] == ["A", "A"]
    assert places(refused) == ["PS506 2:1"]


def test_a_last_line_may_be_too_long() -> None:
    assert places(lines(A, B + " " * 99, limits=Limits(record=50))[1]) == ["PS506 2:1"]


def test_so_many_refusals_are_listed_and_the_others_counted() -> None:
    bad = ["{"] * 5
    assert places(lines(*bad, A, limits=Limits(refused=5))[1]) == [f"PS504 {n}:2" for n in range(1, 6)]
    tenders, refused = lines(*bad, A, *bad, limits=Limits(refused=4))
    assert len(tenders) == 1
    assert places(refused)[4:] == ["PS550 5:2"]
    assert refused[-1].message == "6 more lines are not read, from here on"


@pytest.mark.parametrize(
    ("text", "is_lines"),
    [
        (f"{A}\n{B}", True),
        (f"\ufeff{A}\r\n\r\n{B}\r\n", True),
        (f"{A}\n", False),
        (f"[{A},\n{B}]", False),
        ('{"tender":\n{"title": "T"}}', False),
        ('{"tender": {}\n,"a": {"title": "T"}}', False),
    ],
)
def test_lines_are_known_without_a_name(text: str, is_lines: bool) -> None:
    tenders, _ = found([text.encode()], "standard input")
    assert [t.source.startswith("standard input:") for t in tenders] == [is_lines] * len(tenders)


def peak(lines: int) -> int:
    """The most memory in use while so many lines are read, in bytes."""
    pieces = (b'{"ocid": "o-%d", "tender": {"title": "T"}}\n{\n' % number for number in range(lines))
    tracemalloc.start()
    try:
        read = sum(isinstance(one, Tender) for one in read_each(pieces, "n.jsonl", standard()))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        assert read == lines


def test_memory_does_not_grow_with_the_file() -> None:
    peak(10)  # what is loaded once is loaded
    assert peak(900) < peak(300) + 500_000  # less than a kilobyte for each line more: a tender has more


@pytest.mark.parametrize(
    ("source", "file"),
    [
        ("n.jsonl:17", "n.jsonl"),
        ("a/n.jsonl.gz:17#/releases/2", "a/n.jsonl.gz"),
        ("n.json#/records/3/compiledRelease", "n.json"),
        ("n.json#/12", "n.json"),
        ("n.json", "n.json"),
        ("c#/work/n.json", "c#/work/n.json"),
        ("C:\\17\\n.json", "C:\\17\\n.json"),
    ],
)
def test_the_file_of_a_tender_is_known_from_its_name(source: str, file: str) -> None:
    assert file_of(source) == file
