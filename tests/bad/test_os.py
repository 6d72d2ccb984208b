"""What the operating system may do to a run: files that go, links, full disks, odd names, clocks, other runs."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from policyspec.base.diagnostics import Diagnostic
from policyspec.report.formats import FORMATS
from policyspec.workspace.disk import Disk
from tests.bad.sheets_inputs import workbook
from tests.cli.conftest import BREACHING, GOOD, Shop, shop
from tests.house.tree import ROOT

__all__ = ["shop"]

CHECK = ("check", "t.yaml", "--policy", "p.policy")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open every file, so nothing is refused here")
@pytest.mark.parametrize(("name", "code"), [("t.yaml", 3), ("p.policy", 2), ("r.yaml", 2)])
def test_a_file_that_may_not_be_opened(shop: Shop, name: str, code: int) -> None:
    shop.write("t.yaml", GOOD)
    shop.write("r.yaml", "waivers: []\n")
    (shop.folder / name).chmod(0)
    ran = shop.run(*CHECK, "--records", "r.yaml")
    assert ran.code == code
    assert "you may not open it" in ran.out + ran.err


def test_a_file_that_vanishes_between_listing_and_reading(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.write("in/a.yaml", GOOD)
    shop.write("in/b.yaml", GOOD)
    pieces = Disk.pieces

    def vanishing(disk: Disk, name: str) -> Iterator[bytes | Diagnostic]:
        if name == "in/a.yaml":
            Path(name).unlink()
        return pieces(disk, name)

    monkeypatch.setattr(Disk, "pieces", vanishing)
    ran = shop.run("check", "in", "--policy", "p.policy")
    assert ran.code == 3
    assert "error[PS001]: `in/a.yaml` cannot be read: no such file" in ran.out
    assert "1 tender, 1 input not read" in ran.out


def test_a_report_goes_through_a_link_and_leaves_it_one(shop: Shop) -> None:
    shop.write("t.yaml", GOOD)
    shop.write("real/report.json", "old")
    (shop.folder / "link.json").symlink_to("real/report.json")
    assert shop.run(*CHECK, "--format", "json=link.json").code == 0
    assert (shop.folder / "link.json").is_symlink()
    assert json.loads((shop.folder / "real/report.json").read_text())["tenders"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("where", [["--output", "/dev/full"], ["--format", "json=/dev/full", "--format", "text"]])
def test_a_full_disk_is_told_and_no_pass(shop: Shop, where: list[str]) -> None:
    shop.write("t.yaml", GOOD)
    ran = shop.run(*CHECK, *where)
    assert ran.code == 2
    assert "the report could not be written to `/dev/full`: no space left on device" in ran.err


def test_no_home_is_needed(shop: Shop) -> None:
    shop.write("t.yaml", GOOD)
    before = sorted(p.name for p in shop.folder.iterdir())
    ran = shop.spawn(*CHECK, environment={"HOME": "/nonexistent", "TMPDIR": "/nonexistent"})
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert sorted(p.name for p in shop.folder.iterdir()) == before


@pytest.mark.skipif(sys.platform == "win32", reason="a folder in use cannot be deleted there")
def test_a_working_folder_that_is_gone(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    tender, policy = str(shop.folder / shop.write("t.yaml", GOOD)), str(shop.folder / "p.policy")
    gone = shop.folder / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert shop.run("check", tender, "--policy", policy).code == 0


def test_ten_thousand_arguments(shop: Shop) -> None:
    there = [f"t{number}.yaml" for number in range(50)]
    for name in there:
        shop.write(name, "tender: Day care\n")
    gone = [f"gone{number}.yaml" for number in range(9_950)]
    ran = shop.run("check", *there, *gone, "--policy", "p.policy", "--format", "json")
    assert ran.code == 3
    made = json.loads(ran.out)
    assert (len(made["tenders"]), len(made["unread"])) == (50, 9_950)


ODD = {
    "line break": "t\n::error::forged.yaml",
    "carriage return": "t\r##vso[task.complete]forged.yaml",
    "escape": "t\x1b[2J\x1b]8;;https://example.org\x07.yaml",
    "emoji": "t🏗️.yaml",
    "colons": "::error file=t.yaml::forged.yaml",
    "bytes that are no text": os.fsdecode(b"t\xff\xfe.yaml"),
    "right to left": "t\u202elmay.exe.yaml",
    "blank and quotes": "a 'b' \"c\" $(d) `e`.yaml",
    "option": "./--policy.yaml",
}


@pytest.mark.parametrize("format_", [name for name, one in FORMATS.items() if not one.binary and name != "github"])
@pytest.mark.parametrize("name", ODD.values(), ids=ODD.keys())
def test_a_name_acts_on_nothing(shop: Shop, name: str, format_: str) -> None:
    try:
        shop.write(name, BREACHING)
    except OSError:
        pytest.skip("this file system has no such names")
    ran = shop.run("check", name, "--policy", "p.policy", "--format", format_)
    assert ran.code == 1, ran.err
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out
    assert not any(row.startswith(("::error", "##vso")) for row in ran.out.splitlines())


@pytest.mark.parametrize("name", ODD.values(), ids=ODD.keys())
def test_a_name_forges_no_annotation(shop: Shop, name: str) -> None:
    shop.write(name, BREACHING)
    plain = shop.check(BREACHING, "--format", "github").out
    ran = shop.run("check", name, "--policy", "p.policy", "--format", "github")
    commands = [row.partition(" ")[0] for row in ran.out.splitlines()]
    assert commands == [row.partition(" ")[0] for row in plain.splitlines()]


def test_two_runs_with_one_output_leave_one_whole_report(shop: Shop) -> None:
    shop.write("t.yaml", BREACHING)
    command = [sys.executable, "-m", "policyspec.cli.main", *CHECK, "--format", "json=report.json"]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}
    runs = [subprocess.Popen(command, cwd=shop.folder, env=environment) for _ in range(2)]
    assert [run.wait() for run in runs] == [1, 1]
    assert json.loads((shop.folder / "report.json").read_text())["tenders"]
    assert [p.name for p in shop.folder.iterdir() if p.name.startswith(".")] == []


def test_the_clock_says_nothing(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    now = shop.check(BREACHING, "--format", "json").out
    for clock in ("time", "monotonic", "perf_counter"):
        monkeypatch.setattr(time, clock, lambda: 0.0)
    assert shop.check(BREACHING, "--format", "json").out == now


@pytest.mark.parametrize(
    ("library", "file", "data", "extra"),
    [("python_calamine", "t.xlsx", None, "sheets"), ("xlsxwriter", "t.yaml", GOOD, "sheets")],
)
def test_a_library_that_is_not_installed_is_named(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, library: str, file: str, data: str | None, extra: str
) -> None:
    if data is None:
        shop.write(file, workbook())
    else:
        shop.write(file, data)
    monkeypatch.setitem(sys.modules, library, None)
    ran = shop.run("check", file, "--policy", "p.policy", *([] if data is None else ["--format", "xlsx=r.xlsx"]))
    assert ran.code in {2, 3}
    assert "needs a library that is not installed" in " ".join((ran.out + ran.err).split())
    assert f'pip install "policyspec[{extra}]"' in ran.out + ran.err
