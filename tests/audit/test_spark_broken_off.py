"""Spark that is not there, does not answer or breaks off; and the audit, taken up again. The long ones start Spark."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

from policyspec.audit import dataset, inputs, journal, run, spark, written
from policyspec.audit.duck import connection
from policyspec.cli.audit import command
from policyspec.cli.usage import CannotStart
from policyspec.engines.sql import DIALECTS
from policyspec.report.summary import Summary, to_json
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import load
from tests.audit.sample import bytes_in
from tests.audit.sample import written as sample
from tests.audit.test_resuming import Killed, killed_after


def audited(folder: Path, out: str, *options: str, engine: str = "spark") -> Result:
    given = [str(folder / "dataset"), "--policy", str(folder / "sample.policy"), "--out", str(folder / out), *options]
    given += ["--engine", engine, "--facts", "0", "-j", "1"]
    return CliRunner().invoke(command, given, standalone_mode=False, catch_exceptions=False)


def said(result: Result) -> str:
    return " ".join(result.stderr.split())


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven tenders in some files of a dataset, and the policy."""
    folder = tmp_path_factory.mktemp("read")
    tenders, policy = sample(folder)
    (tenders / "h.json").unlink()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inputs, "UNIT", 250)
        dataset.ingest([str(tenders)], folder / "dataset", Disk(), load([str(policy)], Disk()).vocabulary)
    return folder


@pytest.fixture
def folder(read: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same in three chunks, each of which is a job."""
    folder = tmp_path / "audits"
    shutil.copytree(read, folder)
    monkeypatch.setattr(run, "CHUNK", 3)
    monkeypatch.setattr(spark, "TOGETHER", 1)
    monkeypatch.setattr(written, "write", figures)
    return folder


def figures(summary: Summary, ours: journal.Journal, _: object) -> None:
    """All that is written of what is for people to read."""
    ours.write(to_json(summary), "summary.json")


# --- without Spark ----------------------------------------------------------------------------------------------


class Builder:
    """What pyspark has for starting a session. `fault`: what comes of that."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.fault = fault

    def master(self, _: str) -> "Builder":
        return self

    appName = master  # noqa: N815 – pyspark's name

    def config(self, _: str, __: str) -> "Builder":
        return self

    def getOrCreate(self) -> Any:  # noqa: N802 – pyspark's name
        if self.fault is not None:
            raise self.fault
        return SimpleNamespace(stop=lambda: None)


def pyspark(patch: pytest.MonkeyPatch, builder: Builder) -> None:
    sql = SimpleNamespace(SparkSession=SimpleNamespace(builder=builder), __version__="4.0.0")
    patch.setattr(spark, "library", lambda *_, **__: sql)


def in_duckdb(_: Any, query: str, files: Sequence[Path], __: Any, made: Path) -> None:
    """A job, done by DuckDB: what is written has the form of what Spark writes."""
    with connection() as duck:
        rows = f"read_parquet({[str(file) for file in files]}, union_by_name = true, filename = 'file_')"
        named = f"SELECT * EXCLUDE (file_), parse_filename(file_) AS part_ FROM {rows}"  # noqa: S608 – files of ours
        duck.execute(f"CREATE VIEW tenders AS {named}")
        duck.execute(f"COPY ({query}) TO '{made}' (FORMAT parquet, PARTITION_BY (part_))")


@pytest.fixture
def _stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    pyspark(monkeypatch, Builder())
    monkeypatch.setattr(spark, "DIALECTS", {"spark": DIALECTS["duckdb"]})
    monkeypatch.setattr(spark, "_run", in_duckdb)


def test_without_the_library_it_says_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(CannotStart) as told:
        audited(folder, "out")
    assert told.value.message == "judging with Spark needs a library that is not installed"
    assert told.value.hint == 'pip install "policyspec[spark]"'


def test_a_master_that_does_not_answer_is_told_in_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "An error occurred while calling None.SparkContext.\n: java.lang.Gone: no master\n\tat org.apache.spark.Some"
    pyspark(monkeypatch, Builder(RuntimeError(text)))
    told = audited(folder, "out")
    assert told.return_value == 2
    assert "error[PS048]: the query broke off in Spark: java.lang.Gone: no master hint:" in said(told)
    assert "calling" not in told.stderr


@pytest.mark.usefixtures("_stand_in")
def test_tenders_that_do_not_come_back_are_missed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "_run", lambda *_: None)  # each machine wrote to a disk of its own
    told = audited(folder, "out")
    assert "PS048" in said(told)
    assert re.search("it gave back 0 of [1-3] tenders", said(told))
    assert not list((folder / "out").glob("outcomes/*.parquet"))


@pytest.mark.usefixtures("_stand_in")
def test_what_was_done_when_it_broke_off_is_kept_and_the_rest_done(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    audited(folder, "whole")
    asked: list[Path] = []

    def breaks(session: Any, query: str, files: Sequence[Path], schema: Any, made: Path) -> None:
        if asked:
            raise OSError("the line went dead")
        asked.extend(files)
        in_duckdb(session, query, files, schema, made)

    monkeypatch.setattr(spark, "_run", breaks)
    told = audited(folder, "out")
    assert (told.return_value, "Spark: the line went dead" in said(told)) == (2, True)
    assert [file.name for file in sorted((folder / "out/outcomes").iterdir())] == ["00000.json", "00000.parquet"]
    again: list[Path] = []

    def runs(session: Any, query: str, files: Sequence[Path], schema: Any, made: Path) -> None:
        again.extend(files)
        in_duckdb(session, query, files, schema, made)

    monkeypatch.setattr(spark, "_run", runs)
    assert audited(folder, "out", "--resume").return_value == 0
    assert asked
    assert not set(asked) & set(again)
    assert bytes_in(folder / "out") == bytes_in(folder / "whole")


@pytest.mark.usefixtures("_stand_in")
def test_what_is_done_already_needs_no_spark(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    audited(folder, "out")
    pyspark(monkeypatch, Builder(RuntimeError("not wanted")))
    assert audited(folder, "out", "--resume").return_value == 0


@pytest.mark.usefixtures("_stand_in")
@pytest.mark.parametrize(("first", "then"), [("spark", "sql"), ("sql", "spark")])
def test_an_audit_is_ended_by_the_engine_that_began_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, first: str, then: str
) -> None:
    with monkeypatch.context() as patch:
        killed_after(1, patch)
        with pytest.raises(Killed):
            audited(folder, "out", engine=first)
    told = audited(folder, "out", "--resume", engine=then)
    assert told.return_value == 2
    assert f"the engine was {first} and is {then}" in said(told)
    assert audited(folder, "out", "--resume", engine=first).return_value == 0


# --- with Spark -------------------------------------------------------------------------------------------------

without_java = pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs java, which is not installed")


def in_the_middle_of_a_job(patch: pytest.MonkeyPatch) -> None:
    """The first job is done; of the second something is written when the process dies."""
    job, left = spark._run, iter(range(1))

    def dies(*given: Any) -> None:
        job(*given)
        if next(left, None) is None:
            raise Killed

    patch.setattr(spark, "_run", dies)


@pytest.mark.long
@without_java
@pytest.mark.parametrize(
    "dies",
    [
        pytest.param(lambda patch: killed_after(4, patch), id="between two chunks"),
        pytest.param(lambda patch: killed_after(5, patch), id="between the files of a chunk"),
        pytest.param(in_the_middle_of_a_job, id="in the middle of a job"),
    ],
)
def test_killed_and_resumed_it_leaves_the_same_bytes(folder: Path, dies: Callable[[pytest.MonkeyPatch], None]) -> None:
    pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
    assert audited(folder, "whole").return_value == 0
    with pytest.MonkeyPatch.context() as patch:
        dies(patch)
        with pytest.raises(Killed):
            audited(folder, "out")
    assert len(list((folder / "out/outcomes").glob("*.json"))) == 1
    assert audited(folder, "out", "--resume").return_value == 0
    assert bytes_in(folder / "out") == bytes_in(folder / "whole")


_JAVA_DIES = """
import sys
from policyspec.audit import run, spark
from policyspec.cli.main import main
run.CHUNK, spark.TOGETHER = 3, 1
job, jobs = spark._run, []
def dies(session, *given):
    if jobs and "--resume" not in sys.argv:
        session.sparkContext._gateway.proc.kill()
    jobs.append(given)
    job(session, *given)
spark._run = dies
if __name__ == "__main__":
    main()
"""


@pytest.mark.long
@without_java
def test_java_that_dies_is_told_and_the_audit_taken_up_again(folder: Path) -> None:
    pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
    (folder / "run.py").write_text(_JAVA_DIES, encoding="utf-8")

    def started(out: str, *options: str) -> subprocess.CompletedProcess[str]:
        given = ["audit", "dataset", "--policy", "sample.policy", "--out", out, "--engine", "spark", "-j", "1"]
        command = [sys.executable, "run.py", *given, "--facts", "0", *options]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)

    assert started("whole", "--resume").returncode == 0
    told = started("out")
    assert "Java no longer answers" in told.stderr
    assert (told.returncode, "error[PS048]" in told.stderr, "Traceback" in told.stderr) == (2, True, False)
    assert len(list((folder / "out/outcomes").glob("*.json"))) == 1
    assert started("out", "--resume").returncode == 0
    assert bytes_in(folder / "out") == bytes_in(folder / "whole")
