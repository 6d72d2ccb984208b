"""Several reports of one run: which are wanted, where each goes, and that none is half-written."""

import json
import os
from pathlib import Path

import pytest

from policyspec.base.extras import ExtraMissing
from policyspec.cli.files import drafts
from policyspec.cli.outputs import Output, no_inputs, wanted
from policyspec.cli.usage import CannotStart
from tests.cli.conftest import BREACHING, GOOD, Shop


@pytest.mark.parametrize(
    ("texts", "output", "reports"),
    [
        ([], None, [("text", None)]),
        ([], "r.txt", [("text", "r.txt")]),
        (["json"], None, [("json", None)]),
        (["json"], "r.json", [("json", "r.json")]),
        (["json=r.json"], None, [("json", "r.json")]),
        (["json=-"], None, [("json", None)]),
        (["json=a=b.json"], None, [("json", "a=b.json")]),
        (["json=r.json", "text"], None, [("json", "r.json"), ("text", None)]),
        (["json=r.json", "text"], "r.txt", [("json", "r.json"), ("text", "r.txt")]),
        (["json=r.json", "csv=r.csv", "text=r.txt"], None, [("json", "r.json"), ("csv", "r.csv"), ("text", "r.txt")]),
    ],
)
def test_what_is_wanted(texts: list[str], output: str | None, reports: list[tuple[str, str | None]]) -> None:
    assert wanted(texts, output) == tuple(Output(*one) for one in reports)


@pytest.mark.parametrize(
    ("texts", "output", "told", "hint"),
    [
        (["text", "json"], None, "`text` and `json` would both go to standard output", "--format text=FILE"),
        (["json", "json"], None, "both go to standard output", "--format json=FILE"),
        (["json=r.json"], "r.txt", "every `--format` has a file already", "leave one of the two out"),
        (["json=r", "text=./r"], None, "two reports would go to `./r`", "each its own file"),
        (["json=r"], "r", "every `--format` has a file already", "leave one"),
        (["jsn"], None, "`jsn` is not known", "did you mean `json`?"),
        (["pdf=r.pdf"], None, "`pdf` is not known", "choose from text, plain"),
        (["json="], None, "`json=` names no file", "--format json=FILE"),
        (["json=no/r.json"], None, "option `--format`: there is no folder `no`", "make it first"),
        (["json"], "no/r.json", "option `--output`: there is no folder `no`", "make it first"),
        (["json=."], None, "option `--format`: `.` is a folder", "name a file in it"),
    ],
)
def test_what_cannot_be_wanted(texts: list[str], output: str | None, told: str, hint: str) -> None:
    with pytest.raises(CannotStart) as refused:
        wanted(texts, output)
    assert told in refused.value.message
    assert hint in str(refused.value.hint)


def test_a_format_for_tenders_is_not_for_policies() -> None:
    with pytest.raises(CannotStart, match="`csv` is not for this command"):
        wanted(["csv"], None, ["text", "json"])


@pytest.mark.parametrize("name", ["t.yaml", "./t.yaml", "soft.yaml", "hard.yaml"])
def test_a_report_never_goes_over_what_it_is_about(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.yaml").write_text("tender: x", encoding="utf-8")
    Path("soft.yaml").symlink_to("t.yaml")
    os.link("t.yaml", "hard.yaml")
    with pytest.raises(CannotStart, match="is what is to be read"):
        no_inputs([Output("json", "r.json"), Output("text", name)], ["-", "t.yaml"])
    no_inputs([Output("text", "other.yaml")], ["t.yaml", "-", "gone.yaml"])


def test_nor_over_a_tender_in_a_folder_or_a_policy_that_is_used(shop: Shop) -> None:
    shop.write("tenders/a.yaml", GOOD)
    shop.write("used.policy", 'policy used "Used" version 1.0.0\n')
    shop.write(
        "p.policy", 'policy a/b "B"\n  under "X" not checked\n\nuse used\n\nrule r "R"\n  title must be stated\n'
    )
    for file in ("tenders/a.yaml", "used.policy"):
        ran = shop.run("check", "tenders", "--policy", "p.policy", "--format", f"json={file}")
        assert (ran.code, ran.out) == (2, "")
        assert f"option `--format`: `{file}` is what is to be read" in ran.err
    assert (shop.folder / "tenders" / "a.yaml").read_text(encoding="utf-8") == GOOD


def test_several_reports_of_one_run(shop: Shop) -> None:
    ran = shop.check(BREACHING, "--format", "json=r.json", "--format", "text")
    assert ran.code == 1
    assert "Holds back publication" in ran.out
    assert json.loads((shop.folder / "r.json").read_bytes())["tenders"][0]["blocks"] is True
    assert sorted(p.name for p in shop.folder.iterdir()) == ["p.policy", "r.json", "t.yaml"]


def test_all_files_take_their_places_or_none(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    files = [str(tmp_path / "a"), str(tmp_path / "b")]
    with pytest.raises(KeyError), drafts(files) as (a, b):  # noqa: PT012 – the second fails after the first
        a.write(b"new")
        b.write(b"ne")
        raise KeyError
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a", b"old")]
    with drafts(files) as (a, b):
        a.write(b"new")
        b.write(b"new")
    assert sorted((p.name, p.read_bytes()) for p in tmp_path.iterdir()) == [("a", b"new"), ("b", b"new")]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_is_told_and_leaves_nothing(shop: Shop) -> None:
    ran = shop.check(GOOD, "--format", "text=/dev/full", "--format", "json=r.json")
    assert ran.code == 2
    assert "could not be written to `/dev/full`: no space left on device" in ran.err
    assert not (shop.folder / "r.json").exists()


def test_errors_of_policies_are_in_every_report(shop: Shop) -> None:
    shop.write("p.policy", 'policy a/b "B"\n\nrule r "R"\n  estimated valu must be at most GBP 5\n')
    ran = shop.check(GOOD, "--format", "json=r.json", "--format", "text=r.txt")
    assert (ran.code, ran.out) == (2, "")
    assert "nothing was checked" in ran.err
    assert "nothing was checked" in (shop.folder / "r.txt").read_text(encoding="utf-8")
    assert json.loads((shop.folder / "r.json").read_bytes())["tenders"] == []


def test_errors_of_policies_are_told_plainly_where_the_report_is_plain(shop: Shop) -> None:
    shop.write("p.policy", 'policy a/b "B"\n\nrule r "R"\n  estimated valu must be at most GBP 5\n')
    ran = shop.check(GOOD, "--format", "plain")
    assert (ran.code, ran.out) == (2, "")
    assert "Error PS201. Line 4 of p.policy: " in ran.err
    assert "^" not in ran.err


def test_a_library_that_is_missing_is_told_and_nothing_is_written(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> str:
        raise ExtraMissing("a report as a workbook", "sheets")

    monkeypatch.setattr("policyspec.report.formats.render", missing)
    ran = shop.check(GOOD, "--format", "xlsx=r.xlsx", "--format", "text=r.txt")
    assert ran.code == 2
    assert "a report as a workbook needs a library that is not installed" in ran.err
    assert "policyspec[sheets]" in ran.err
    assert not (shop.folder / "r.txt").exists()
