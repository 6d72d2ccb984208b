"""Inputs one after another: what is given, in which order, and what a mistake in one leaves of the others."""

import gzip
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path, PurePath

import pytest

from policyspec.base.diagnostics import Diagnostic
from policyspec.model.facts import Tender
from policyspec.readers.ocds import release
from policyspec.report.run import Judged
from policyspec.workspace import tenders
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import Policies, load
from policyspec.workspace.tenders import SUFFIXES, How, Unread, check, check_each

RULE = 'policy c/p "P"\n  under "Paper" not checked\n\nrule r "R"\n  estimated value must be at least GBP 1,000\n'


@pytest.fixture
def policies() -> Policies:
    return load(["p.policy"], Disk({"p.policy": RULE.encode()}))


def line(number: int, **more: object) -> str:
    return json.dumps({"ocid": f"o-{number}", "tender": {"title": f"T{number}", **more}}) + "\n"


def told(found: Iterator[Judged | Diagnostic | Unread]) -> list[str]:
    return [
        one.result.source if isinstance(one, Judged) else one.code if isinstance(one, Diagnostic) else f"not {one.name}"
        for one in found
    ]


def given(text: str | bytes, policies: Policies, name: str = "n.jsonl", how: How = How()) -> list[str]:  # noqa: B008
    data = text if isinstance(text, bytes) else text.encode()
    return told(check_each([name], policies, Disk({name: data}), how))


def test_each_tender_comes_as_it_is_read(policies: Policies) -> None:
    endless = "".join(line(n) for n in range(3)) + "{"
    found = check_each(["n.jsonl", "gone.json"], policies, Disk({"n.jsonl": endless.encode()}), How())
    assert told(islice(found, 2)) == ["n.jsonl:1", "n.jsonl:2"]
    assert told(found) == ["n.jsonl:3", "PS504", "not n.jsonl", "PS001", "not gone.json"]


def test_a_bad_line_leaves_the_others_and_the_input_is_not_read_whole(policies: Policies) -> None:
    assert given(line(1) + "{\n" + line(2), policies) == ["n.jsonl:1", "PS504", "n.jsonl:3", "not n.jsonl"]


def test_a_warning_leaves_the_input_read(policies: Policies) -> None:
    package = json.dumps({"version": "1.0", "releases": [json.loads(line(1))]})
    assert given(package, policies, "n.json") == ["n.json", "PS507"]


def test_blank_lines_are_no_tender(policies: Policies) -> None:
    assert given("\n \n", policies) == ["PS501", "not n.jsonl"]
    assert given("", policies) == ["PS501", "not n.jsonl"]


def test_a_packed_file_from_the_disk(tmp_path: Path, policies: Policies) -> None:
    path = tmp_path / "n.jsonl.gz"
    path.write_bytes(gzip.compress("".join(line(n) for n in range(300)).encode()))
    assert told(check_each([str(path)], policies, Disk(), How())) == [f"{path}:{n}" for n in range(1, 301)]


def test_a_fault_of_ours_with_one_tender_leaves_the_others(policies: Policies, monkeypatch: pytest.MonkeyPatch) -> None:
    real = tenders.judge

    def judge(tender: Tender, *rest: object) -> Judged:
        if tender.name == "T2":
            raise RuntimeError
        return real(tender, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(tenders, "judge", judge)
    text = "".join(line(n) for n in (1, 2, 3))
    assert given(text, policies) == ["n.jsonl:1", "PS901", "n.jsonl:3", "not n.jsonl"]
    with pytest.raises(RuntimeError):
        given(text, policies, how=How(debug=True))


def test_a_fault_in_reading_ends_the_file(policies: Policies, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "_root", lambda *_: 1 / 0)
    assert given(line(1) + line(2), policies) == ["PS901", "not n.jsonl"]


def test_check_is_all_of_it(policies: Policies) -> None:
    text = line(1, value={"amount": 5, "currency": "GBP"}) + "{\n" + line(2)
    run = check(["n.jsonl"], policies, Disk({"n.jsonl": text.encode()}), How())
    assert [judged.result.source for judged in run.tenders] == ["n.jsonl:1", "n.jsonl:3"]
    assert [d.code for d in run.diagnostics] == ["PS504"]
    assert run.unread == ("n.jsonl",)


def test_a_folder_stands_for_all_kinds_of_tender_files(tmp_path: Path) -> None:
    for name in (
        "a.yaml",
        "b.YML",
        "c.json",
        "d.jsonl",
        "e.json.gz",
        "f.jsonl.gz",
        "g.xml",
        "h.xlsx",
        "i.ods",
        "j.csv",
    ):
        (tmp_path / name).touch()
    for name in ("k.txt", "l.policy", ".m.json", "~$h.xlsx", "n.gz", "o.docx"):
        (tmp_path / name).touch()
    (tmp_path / "below").mkdir()
    (tmp_path / "below/p.json").touch()
    found = Disk().files(str(tmp_path), SUFFIXES, deep=False)
    assert found is not None
    assert [Path(name).name[0] for name in found] == list("abcdefghij")


@pytest.fixture
def nested(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with one tender in it, and two further down beside what is none."""
    monkeypatch.chdir(tmp_path)
    for name in ("t/a.json", "t/2026/b.json", "t/2026/c.json", "t/2026/notes.txt", "u/2026/d.json"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(line(1), encoding="utf-8")


@pytest.mark.usefixtures("nested")
@pytest.mark.parametrize("names", [["t"], ["t", "t/2026"], ["t/./", "t/2026/"], ["t", "t/2026/b.json"]])
def test_a_folder_stands_for_the_tenders_in_it_and_in_its_folders(names: list[str], policies: Policies) -> None:
    run = check(names, policies, Disk(), How())
    assert sorted(PurePath(judged.result.source).name for judged in run.tenders) == ["a.json", "b.json", "c.json"]
    assert run.diagnostics == ()


@pytest.mark.usefixtures("nested")
def test_a_folder_without_tenders_is_told(policies: Policies) -> None:
    Path("u/2026/d.json").unlink()
    (found,) = check(["u"], policies, Disk(), How()).diagnostics
    assert found.code == "PS004"


def test_a_file_that_cannot_be_read_to_its_end_is_told(tmp_path: Path, policies: Policies) -> None:
    class Breaking(Disk):
        def pieces(self, name: str) -> Iterator[bytes | Diagnostic]:  # noqa: ARG002
            yield line(1).encode()
            yield from super().pieces(str(tmp_path))  # a folder cannot be read

    assert told(check_each(["n.jsonl"], policies, Breaking(), How())) == ["n.jsonl:1", "PS001", "not n.jsonl"]


@pytest.mark.parametrize("most", [9, 10])
def test_so_much_is_read_of_a_file_at_once_and_no_more(tmp_path: Path, most: int) -> None:
    (tmp_path / "f").write_bytes(b"x" * 10)
    data = Disk().read(str(tmp_path / "f"), most)
    assert data == b"x" * 10 if most == 10 else isinstance(data, Diagnostic) and data.code == "PS003"


@pytest.mark.usefixtures("nested")
def test_a_file_that_is_named_twice_is_judged_once(policies: Policies) -> None:
    run = check(["t/a.json", "t/./a.json", "t/2026/b.json", "t/a.json"], policies, Disk(), How())
    assert [PurePath(judged.result.source).name for judged in run.tenders] == ["a.json", "b.json"]
