"""An audit that is broken off, wherever, and taken up again leaves what an undisturbed one does; one run at a time."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from policyspec.audit import inputs, journal, run, written
from policyspec.audit.lock import InUse, locked
from policyspec.cli.audit import command
from policyspec.report.summary import Summary, to_json
from tests.audit.sample import POLICY, bytes_in
from tests.audit.sample import written as sample


def audit(folder: Path, out: str = "out", *more: str) -> Result:
    given = [str(folder / "in"), "--policy", str(folder / "sample.policy"), "--out", str(folder / out), *more]
    return CliRunner().invoke(command, given, standalone_mode=False, catch_exceptions=False)


def resumed(folder: Path, out: str = "out", *more: str) -> Result:
    return audit(folder, out, "--resume", "-j", "1", *more)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two tenders, which are one chunk."""
    sample(tmp_path)
    for name in ("a", "c", "e", "f", "g"):
        (tmp_path / f"in/{name}.yaml").unlink()
    (tmp_path / "in/h.json").unlink()
    return tmp_path


class Killed(BaseException):
    """What no code of ours catches."""


def killed_after(writes: int, patch: pytest.MonkeyPatch) -> None:
    """Let so many files take their places, and no more."""
    put, left = journal.Journal.put, iter(range(writes))

    def dies(self: journal.Journal, made: Path, name: str) -> None:
        if next(left, None) is None:
            raise Killed
        put(self, made, name)

    patch.setattr(journal.Journal, "put", dies)


def kill_at_each(folder: Path, whole: dict[str, bytes], begun: Callable[[Path], object], step: int = 1) -> int:
    """Kill a run at its first write, at one some writes later, and so on until it gets through; where that was."""
    writes = 0
    while True:
        out = folder / f"killed-{writes}"
        begun(out)
        with pytest.MonkeyPatch.context() as patch:
            killed_after(writes, patch)
            try:
                audit(folder, out.name, "--resume", "-j", "1")
            except Killed:
                pass
            else:
                return writes
        resumed(folder, out.name)
        assert bytes_in(out) == whole
        writes += step


@pytest.fixture
def _figures_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what is for people to read, nothing is written: it has tests of its own."""

    def figures(summary: Summary, ours: journal.Journal, _: object) -> None:
        ours.write(to_json(summary), "summary.json")

    monkeypatch.setattr(written, "write", figures)


def read_already(folder: Path) -> Callable[[Path], object]:
    return lambda out: shutil.copytree(folder / "whole/dataset", out / "dataset")


# The plan; tenders, outcomes and their note; what was asked and its note; the figures: seven in all.
@pytest.mark.usefixtures("_figures_only")
@pytest.mark.parametrize("step", [3, pytest.param(1, marks=pytest.mark.long)])
def test_killed_at_each_write_and_resumed_nothing_is_lost_and_nothing_twice(folder: Path, step: int) -> None:
    audit(folder, "whole", "-j", "1")
    writes = kill_at_each(folder, bytes_in(folder / "whole"), read_already(folder), step)
    assert 7 <= writes < 7 + step


@pytest.mark.long
def test_the_same_of_several_chunks_with_everything_that_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "UNIT", 250)
    monkeypatch.setattr(run, "CHUNK", 3)
    sample(tmp_path)
    audit(tmp_path, "whole", "-j", "1")
    assert kill_at_each(tmp_path, bytes_in(tmp_path / "whole"), lambda _: None) > 20


@pytest.mark.long
@pytest.mark.usefixtures("_figures_only")
def test_two_workers_leave_the_same_bytes_as_one(folder: Path) -> None:
    audit(folder, "one", "-j", "1")
    audit(folder, "two", "-j", "2")
    assert bytes_in(folder / "two") == bytes_in(folder / "one")


@pytest.mark.usefixtures("_figures_only")
def test_a_part_that_was_damaged_since_is_made_again(folder: Path) -> None:
    audit(folder, "out", "-j", "1")
    whole = bytes_in(folder / "out")
    (folder / "out/outcomes/00000.parquet").write_bytes(b"")
    resumed(folder)
    assert bytes_in(folder / "out") == whole


@pytest.mark.usefixtures("_figures_only")
def test_what_an_audit_is_of_does_not_change_under_it(folder: Path) -> None:
    audit(folder, "out", "-j", "1")
    before = bytes_in(folder / "out")
    assert "PS042" in audit(folder).stderr
    assert "the gate was draft and is publish" in " ".join(resumed(folder, "out", "--gate", "publish").stderr.split())
    (folder / "sample.policy").write_text(POLICY.replace("1,000,000", "2,000,000"), encoding="utf-8")
    told = " ".join(resumed(folder).stderr.split())
    assert ("PS041" in told, "the digest of the policies was" in told) == (True, True)
    (folder / "sample.policy").write_text(POLICY, encoding="utf-8")
    (folder / "in/b.yaml").write_text("tender: B\n", encoding="utf-8")
    told = "".join(resumed(folder).stderr.split())
    assert ("PS041" in told, "b.yaml`haschangedsinceitwasread" in told) == (True, True)
    assert bytes_in(folder / "out") == before


# --- one run at a time ------------------------------------------------------------------------------------------

_HOLDS = """
import sys, time
from pathlib import Path
from policyspec.audit.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def holder(file: Path) -> subprocess.Popen[str]:
    """A process that holds the lock."""
    started = subprocess.Popen([sys.executable, "-c", _HOLDS, str(file)], stdout=subprocess.PIPE, text=True)
    assert started.stdout is not None
    assert started.stdout.readline() == "held\n"
    return started


def test_a_second_run_is_refused_and_that_of_a_dead_process_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    file = tmp_path / "out/lock"
    with holder(file) as other:
        told = audit_of_nothing(tmp_path)
        assert f"another run works on `{tmp_path / 'out'}` (process {other.pid})" in told
        with pytest.raises(InUse):
            locked(file).__enter__()
        other.kill()
    assert f"process {other.pid} was broken off here" in audit_of_nothing(tmp_path)
    with locked(file) as before:
        assert before is None  # the run before this one ended by itself
        assert file.read_text() == str(os.getpid())


def audit_of_nothing(folder: Path) -> str:
    (folder / "in").mkdir(exist_ok=True)
    (folder / "sample.policy").write_text(POLICY, encoding="utf-8")
    return " ".join(resumed(folder).stderr.split())


def test_a_plan_that_is_no_plan_is_none(tmp_path: Path) -> None:
    for text in ("", "[]", "{"):
        (tmp_path / "audit.json").write_text(text)
        assert journal.plan_of(tmp_path) is None
    (tmp_path / "audit.json").write_text(json.dumps({"gate": "draft"}))
    assert journal.plan_of(tmp_path) == {"gate": "draft"}
