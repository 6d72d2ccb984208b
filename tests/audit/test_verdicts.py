"""Rows of verdicts against `check`: the same tenders, the same verdicts, the same complaints, in the same order.

One thing differs on purpose: in a line of OCDS what no rule reads is passed over, so that it may hold what the reader of
a whole document refuses (a key stated twice, for one).
"""

import csv
import gzip
import io
import json
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.releases import release
from policyspec.api import load_policies
from policyspec.audit import lines
from policyspec.audit.lines import Task
from policyspec.audit.verdicts import Part, verdicts
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.extras import ExtraMissing
from policyspec.model.outcomes import Gate, Verdict
from policyspec.report.run import Run
from policyspec.report.verdicts import NOT_CHECKED, WORDS, form
from policyspec.workspace import typed
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import Policies
from policyspec.workspace.tenders import How, check

ROOT = Path(__file__).parents[2]


@cache
def policies() -> Policies:
    return load_policies(ROOT / "benchmarks/peers/rules.policy")


def task(format_: str = "csv") -> Task:
    return Task(policies(), How(Gate.PUBLISH), WORDS, form(format_, [rule.id for rule in policies().rulebook.rules]))


def parts(file: Path, workers: int = 1, size: int = 2**22, format_: str = "csv") -> list[Part]:
    return list(verdicts([str(file)], Disk(), task(format_), workers=workers, size=size))


def text_of(found: list[Part]) -> str:
    return "".join(part.text for part in found)


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def plain(number: int, missing: int = 0) -> bytes:
    return json.dumps(release(Random(number), number, missing=missing)).encode()  # noqa: S311 – no secret


def with_(number: int, **changes: object) -> bytes:
    return json.dumps(json.loads(plain(number)) | changes).encode()


NATIVE = {"tender": "A", "procurement method": "open", "identifier": "n-1"}
EXPLAINED = NATIVE | {
    "identifier": "n-2",
    "explanations": [
        {"rule": "bench/peers#r7", "reason": "urgent", "author": "Head of buying", "date": "1 April 2026"}
    ],
}
#: Lines of every kind; those of one process twice among them.
LINES = {
    "plain": plain(1),
    "another": plain(2),
    "the first again": plain(1),
    "some missing": plain(3, missing=8),
    "blank": b"",
    "white space": b" \t",
    "its number after its lists": json.dumps(dict(sorted(json.loads(plain(4)).items(), reverse=True))).encode(),
    "letters beyond ASCII": with_(5, language="ελληνικά").replace(b"Contract", "Σύμβαση".encode()),
    "a number like a formula": with_(6, ocid="=1+1"),
    "a number with a sign": with_(7, ocid='ocds-"7"'),
    "a number that is none": with_(8, ocid=17),
    "without a number": json.dumps({k: v for k, v in json.loads(plain(9)).items() if k != "ocid"}).encode(),
    "a package of one": json.dumps({"releases": [json.loads(plain(10))]}).encode(),
    "a package of two": json.dumps({"releases": [json.loads(plain(11)), json.loads(plain(12))]}).encode(),
    "a package with the first": json.dumps({"releases": [json.loads(plain(1)), json.loads(plain(13))]}).encode(),
    "an empty package": b'{"releases": []}',
    "a package that is none": b'{"releases": null}',
    "a release of nothing": b'{"ocid": "ocds-x-1"}',
    "a native tender": json.dumps(NATIVE).encode(),
    "with an explanation": json.dumps(EXPLAINED).encode(),
    "cut off": plain(14)[:700],
    "two on a line": plain(15) + plain(16),
    "no JSON": b"ocid,verdict",
    "a list": b"[1, 2]",
    "null": b"null",
    "nothing stated": b"{}",
    "NaN": with_(17, tender={"value": {"amount": 1}}).replace(b'"amount": 1', b'"amount": NaN'),
    "no letter of UTF-8": plain(18).replace(b"Care", b"Car\xe9"),
    "a hidden character": with_(19, language="\u202e").replace(b"\\u202e", "\u202e".encode()),
    "a deleted character": plain(20).replace(b"Care", b"C\x7fare"),
    "a control character": plain(21).replace(b"Care", b"C\x01are"),
    "a pair": with_(24, language="🏛"),
    "half a pair": plain(22).replace(b"Care", b"C\\ud800are"),
    "a large number": with_(23, tender={"value": {"amount": 10**40, "currency": "GBP"}}),
}


def checked(file: Path) -> Run:
    return check([str(file)], policies(), Disk(), How(Gate.PUBLISH))


def as_checked(run: Run) -> list[tuple[str, list[str]]]:
    return [(one.result.source, [rule.verdict.value for rule in one.rules]) for one in run.tenders]


def codes(found: list[Diagnostic]) -> list[tuple[str, int]]:
    return sorted((one.code, one.span.line if one.span else 0) for one in found)


def agrees(file: Path, found: list[Part]) -> None:
    """The rows that are verdicts are those of `check`, and so is what is said; whatever is not checked has a row."""
    run = checked(file)
    rows = rows_of(text_of(found))
    told = [(row[0], row[2:]) for row in rows if row[2] != NOT_CHECKED]
    said = [one for part in found for one in part.said]
    assert told == as_checked(run)
    assert codes(said) == codes([*run.diagnostics])
    assert sum(part.tenders for part in found) == len(run.tenders)
    assert sum(part.unread for part in found) == len(rows) - len(told)
    assert any(part.unread for part in found) or not run.unread  # of a line that states nothing `check` may only warn
    unread = {row[0] for row in rows if row[2] == NOT_CHECKED}
    wrong = {f"{file}:{one.span.line}" for one in run.diagnostics if one.is_error and one.span}
    assert {name.partition("#")[0] for name in unread} >= wrong - {f"{file}:1"}


def test_every_kind_of_line(tmp_path: Path) -> None:
    file = tmp_path / "t.jsonl"
    file.write_bytes(b"\n".join(LINES.values()))
    agrees(file, parts(file))


def large(lots: int, criteria: int) -> bytes:
    named = {"criteria": [{"name": "x"}] * criteria}
    return json.dumps({"ocid": "ocds-x-1", "tender": {"lots": [{"id": "1"}] * lots, "awardCriteria": named}}).encode()


@pytest.mark.parametrize(("lots", "criteria", "codes"), [(10_001, 0, ["PS506"]), (450, 450, ["PS506"]), (2, 899, [])])
def test_a_line_of_very_many_lots_or_criteria(lots: int, criteria: int, codes: list[str], tmp_path: Path) -> None:
    """As for every tender: `tests/bad/test_limits.py`."""
    file = tmp_path / "t.jsonl"
    file.write_bytes(large(lots, criteria))
    found = parts(file)
    assert [one.code for part in found for one in part.said] == codes
    assert [bool(part.tenders) for part in found] == [not codes, False]


def test_what_stands_deep_within_one_another_breaks_nothing(tmp_path: Path) -> None:
    file = tmp_path / "t.jsonl"
    file.write_bytes(b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b', "ocid": "x"}\n' + plain(1))
    found = parts(file)
    assert [row[1] for row in rows_of(text_of(found))] == ["", "ocds-b5fd17-1"]
    assert [one.code for part in found for one in part.said] == ["PS506"]


@pytest.mark.parametrize("kind", LINES)
def test_a_line_by_itself(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "t.jsonl"
    file.write_bytes(LINES[kind])
    agrees(file, parts(file))


@settings(max_examples=10)
@given(
    st.lists(st.sampled_from(list(LINES)), max_size=8),
    st.sampled_from([b"\n", b"\r\n"]),
    st.booleans(),
    st.booleans(),
    st.sampled_from([1, 3000, 10_000, 2**22]),
)
def test_any_lines_wherever_the_cuts_fall(
    tmp_path_factory: pytest.TempPathFactory, kinds: list[str], end: bytes, mark: bool, last: bool, size: int
) -> None:
    file = tmp_path_factory.mktemp("lines") / "t.jsonl"
    file.write_bytes(
        (b"\xef\xbb\xbf" if mark else b"") + end.join(LINES[kind] for kind in kinds) + (end if last else b"")
    )
    agrees(file, parts(file, size=size))


@pytest.mark.parametrize("format_", ["csv", "jsonl"])
def test_the_rows_are_the_same_whatever_the_processes(format_: str, tmp_path: Path) -> None:
    file = tmp_path / "t.jsonl"
    file.write_bytes(b"\n".join([*LINES.values(), *(plain(n) for n in range(100, 130))]))
    alone = text_of(parts(file, format_=format_))
    assert text_of(parts(file, workers=2, size=10_000, format_=format_)) == alone
    assert text_of(parts(file, workers=3, size=50_000, format_=format_)) == alone


def test_processes_that_begin_from_nothing_do_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As they do where a process cannot be copied: what they are to judge by goes to them as bytes."""
    monkeypatch.setattr("policyspec.audit.verdicts._context", lambda: get_context("spawn"))
    file = tmp_path / "t.jsonl"
    file.write_bytes(b"\n".join(plain(n) for n in range(8)))
    assert text_of(parts(file, workers=2, size=10_000)) == text_of(parts(file))


@pytest.mark.parametrize(
    "data",
    [
        b"\n".join(LINES.values()).decode("utf-8", "replace").replace("\ufffd", "").encode("utf-16"),
        gzip.compress(b"\n".join(LINES.values())),
        gzip.compress(b"\n".join(LINES.values()) * 5)[:-500],
        b"",
        b"\n \n",
        b"\xef\xbb\xbf" + plain(1),
    ],
    ids=["UTF-16", "packed", "packed and cut off", "empty", "blank", "a byte order mark"],
)
def test_a_file_as_it_comes(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "t.jsonl"
    file.write_bytes(data)
    agrees(file, parts(file))


def test_files_of_other_formats_have_their_rows_too(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("tender: A\n")
    (tmp_path / "b.json").write_bytes(LINES["a package of two"])
    (tmp_path / "c.xml").write_text("<notice/>")
    (tmp_path / "d.jsonl").write_bytes(plain(1))
    (tmp_path / "e.policy").write_text("policy x/y")
    names = [str(tmp_path), str(tmp_path / "e.policy"), str(tmp_path / "none.jsonl"), str(tmp_path / "a.yaml")]
    found = list(verdicts(names, Disk(), task()))
    run = check(names, policies(), Disk(), How(Gate.PUBLISH))
    rows = rows_of(text_of(found))
    assert [(row[0], row[2:]) for row in rows if row[2] != NOT_CHECKED] == as_checked(run)
    assert [row[0] for row in rows if row[2] == NOT_CHECKED] == list(run.unread)
    assert codes([one for part in found for one in part.said]) == codes([*run.diagnostics])


def test_without_the_decoder_the_rows_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "t.jsonl"
    file.write_bytes(b"\n".join(LINES.values()))
    with_it = text_of(parts(file))

    def missing(_name: str, *, what: str, extra: str) -> object:
        raise ExtraMissing(what, extra)

    monkeypatch.setattr(typed, "library", missing)
    assert text_of(parts(file)) == with_it


def test_very_many_complaints_are_counted(tmp_path: Path) -> None:
    file = tmp_path / "t.jsonl"
    file.write_bytes(b"{\n" * 250)
    found = parts(file, size=100)
    said = [one for part in found for one in part.said]
    assert [one.code for one in said[99:]] == ["PS504", "PS550"]
    assert "150 more lines" in said[-1].message
    assert sum(part.unread for part in found) == len(rows_of(text_of(found))) == 250


def test_a_fault_of_ours_is_the_verdict_failed_and_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "t.jsonl"
    file.write_bytes(b"\n".join([plain(1), LINES["a native tender"], plain(2)]))

    def broken(*_: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(lines, "compile_rulebook", broken)
    found = parts(file)
    assert [set(row[2:]) for row in rows_of(text_of(found))][1] == {Verdict.FAILED.value}
    assert [part.fault for part in found] == [True, False]
    assert [one.code for part in found for one in part.said] == ["PS901"]


def test_a_cell_is_no_formula_and_no_command(tmp_path: Path) -> None:
    file = tmp_path / "t.jsonl"
    file.write_bytes(b"\n".join([with_(1, ocid="=1+1"), with_(2, ocid="@x"), with_(3, ocid="::error::x")]))
    cells = [row[1] for row in rows_of(text_of(parts(file)))]
    assert cells == ["'=1+1", "'@x", "\\x3a:error::x"]


def test_a_row_of_json_names_each_rule(tmp_path: Path) -> None:
    file = tmp_path / "t.jsonl"
    file.write_bytes(b"\n".join([plain(1), b"{", plain(1)]))
    first, second, third = map(json.loads, text_of(parts(file, format_="jsonl")).splitlines())
    assert (first["source"], first["ocid"]) == (f"{file}:1", "ocds-b5fd17-1")
    assert first["verdicts"] == dict(
        zip([rule.id for rule in policies().rulebook.rules], rows_of(text_of(parts(file)))[0][2:], strict=True)
    )
    assert (second["ocid"], second["verdicts"], second["not_checked"][:6]) == (None, None, "PS504:")
    assert (third["ocid"], third["verdicts"], third["not_checked"][:6]) == ("ocds-b5fd17-1", None, "PS508:")
