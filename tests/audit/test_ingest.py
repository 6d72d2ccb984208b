"""Inputs to a dataset: each read once, dropped when it goes, and told of when it cannot be read."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from policyspec.audit import code, dataset, inputs
from policyspec.audit.dataset import Ingested, ingest, load
from policyspec.audit.duck import connection
from policyspec.audit.lock import InUse, locked
from policyspec.audit.parquet import read_tenders
from policyspec.cli.ingest import command
from policyspec.model.vocabulary import standard
from policyspec.workspace.disk import Disk


def release(number: int) -> str:
    return json.dumps({"ocid": f"ocds-x-{number}", "id": "1", "date": "2026-01-01T00:00:00Z", "tag": ["tender"],
                       "tender": {"id": str(number), "title": f"Tender {number}"}})  # fmt: skip


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.yaml").write_text("tender: A\n")
    (folder / "b.yaml").write_text("tender: B\n")
    (folder / "c.jsonl").write_text("".join(release(n) + "\n" for n in range(40)))
    (folder / "d.json").write_text("{")
    return folder


def run(sources: Path, out: Path, workers: int = 1) -> Ingested:
    return ingest([str(sources)], out, Disk(), standard(), workers=workers)


def names(found: Ingested) -> set[str]:
    return {tender.name for tender in read_tenders(found.dataset.files)}


def test_inputs_become_tenders_and_what_cannot_be_read_is_listed(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    found = run(sources, out)
    assert names(found) == {"A", "B", *(f"Tender {n}" for n in range(40))}
    assert found.dataset.tenders == 42
    (said,) = [json.loads(line) for line in (out / "unreadable.jsonl").read_text().splitlines()]
    assert (said["input"], said["severity"]) == (str(sources / "d.json"), "error")


def test_the_second_run_reads_what_is_new_or_changed_and_drops_what_is_gone(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(sources, out)
    (sources / "a.yaml").write_text("tender: A again\n")
    (sources / "b.yaml").unlink()
    (sources / "e.yaml").write_text("tender: E\n")
    found = run(sources, out)
    assert {Path(name).name for name in found.read} == {"a.yaml", "e.yaml"}
    assert {Path(name).name for name in found.dropped} == {"b.yaml"}
    assert names(found) == {"A again", "E", *(f"Tender {n}" for n in range(40))}
    assert load(out) == found.dataset
    assert len(found.dataset.said) == 1  # of the file that is as it was


def test_nothing_is_read_when_nothing_has_changed(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(sources, out)
    before = {file: file.stat().st_mtime_ns for file in (out / "parts").iterdir()}
    assert run(sources, out).read == ()
    assert {file: file.stat().st_mtime_ns for file in (out / "parts").iterdir()} == before


def test_what_other_code_read_is_read_anew_and_said(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    assert not run(sources, out).anew
    (sources / "b.yaml").unlink()
    monkeypatch.setattr(dataset, "fingerprint", lambda: "of other code")
    arguments = [str(sources), "--out", str(out), "-j", "1"]
    said = CliRunner().invoke(command, arguments, standalone_mode=False).output
    assert "by other code: all is read anew." in said
    assert "3 inputs read, 0 as before, 1 taken out" in said
    assert "anew" not in CliRunner().invoke(command, arguments, standalone_mode=False).output


#: What the code that reads has from elsewhere: how files are carried and worked on, words for faults, and what the
#: reading of lines for some rules, which makes no dataset, asks of them.
BESIDE = {"audit.code", "audit.duck", "audit.errors", "audit.lock", "audit.workers", "workspace.errors", "workspace.loader",
          "workspace.tenders", "ir.basis"}  # fmt: skip


def test_the_fingerprint_is_of_all_code_that_reads() -> None:
    package = Path(code.__file__).parents[1]
    own = {".".join(file.relative_to(package).with_suffix("").parts) for file in code.modules()}
    imported = {
        name
        for file in code.modules()
        for name in re.findall(r"^ *from policyspec\.(\S+) import", file.read_text(encoding="utf-8"), re.MULTILINE)
        if (package / f"{name.replace('.', '/')}.py").exists()
    }
    assert {"audit.flatten", "readers.ocds.release", "model.inherit"} <= own
    assert imported - own <= BESIDE


def test_one_run_at_a_time_works_on_a_dataset(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(sources, out)
    with locked(out / "lock"):
        with pytest.raises(InUse):
            run(sources, out)
        result = CliRunner().invoke(command, [str(sources), "--out", str(out)], standalone_mode=False)
    assert "another run works on" in str(result.exception)
    assert run(sources, out).read == ()


def test_a_run_that_was_broken_off_is_taken_up(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    whole = run(sources, out)
    before = {file: file.stat().st_mtime_ns for file in (out / "parts").iterdir()}
    (out / "dataset.json").unlink()  # it is written last
    assert run(sources, out).dataset == whole.dataset
    assert {file: file.stat().st_mtime_ns for file in (out / "parts").iterdir()} == before


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_the_files_are_the_same_for_any_number_of_workers(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "UNIT", 1000)
    monkeypatch.setattr(inputs, "_PIECE", 700)
    alone = run(sources, tmp_path / "one")
    run(sources, tmp_path / "two", workers=2)
    assert len(alone.dataset.parts) > 3
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")
    assert {tender.source.rpartition(":")[2] for tender in read_tenders(alone.dataset.files)} >= {"1", "17", "40"}


def test_a_process_that_comes_again_in_a_file_is_taken_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "UNIT", 1000)
    monkeypatch.setattr(inputs, "_PIECE", 700)
    lines = tmp_path / "c.jsonl"
    lines.write_text("".join(release(n) + "\n" for n in (*range(20), 3)))
    found = ingest([str(lines)], tmp_path / "out", Disk(), standard())
    assert found.dataset.tenders == 20
    (said,) = found.dataset.said
    assert said.line == 21


def test_the_command_says_what_it_did(sources: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(
        command, [str(sources), "--out", str(tmp_path / "out"), "-j", "1"], standalone_mode=False
    )
    assert result.return_value == 3
    assert "d.json" in result.output
    assert "4 inputs read, 0 as before, 0 taken out: 42 tenders in the dataset." in result.output


# --- Parquet ----------------------------------------------------------------------------------------------------


def of_parquet(tmp_path: Path, select: str) -> Ingested:
    file = tmp_path / "in.parquet"
    with connection() as duck:
        duck.execute(f"COPY ({select}) TO '{file}' (FORMAT parquet)")
    return ingest([str(file)], tmp_path / "of-parquet", Disk(), standard())


def test_a_file_of_a_dataset_is_an_input(sources: Path, tmp_path: Path) -> None:
    parts = [str(file) for file in run(sources, tmp_path / "out").dataset.files]
    found = ingest(parts, tmp_path / "again", Disk(), standard())
    assert names(found) == {"A", "B", *(f"Tender {n}" for n in range(40))}
    assert not found.dataset.said


def test_a_row_of_parquet_is_a_release(tmp_path: Path) -> None:
    select = """SELECT 'ocds-x-' || n AS ocid, '1' AS id, '2026-01-01T00:00:00Z' AS date, ['tender'] AS tag,
        {'id': '1', 'title': 'Road ' || n} AS tender FROM range(2) AS r(n)"""
    found = of_parquet(tmp_path, select)
    assert names(found) == {"Road 0", "Road 1"}
    assert not found.dataset.said


def test_other_parquet_is_told_once_however_many_rows_it_has(tmp_path: Path) -> None:
    found = of_parquet(tmp_path, "SELECT n AS price, 'x' AS supplier FROM range(1000) AS r(n)")
    (said,) = found.dataset.said
    assert (found.dataset.tenders, said.code, said.severity) == (0, "PS507", "error")
    assert said.message.endswith("in.parquet` has no tenders in its columns `price`, `supplier`")
    assert said.hint is not None
    assert "`ocid`" in said.hint


def test_what_is_called_parquet_and_is_none_is_no_fault_of_ours(tmp_path: Path) -> None:
    file = tmp_path / "in.parquet"
    file.write_text("PAR1, or so")
    (said,) = ingest([str(file)], tmp_path / "out", Disk(), standard()).dataset.said
    assert said.code == "PS507"
    assert said.message.endswith("in.parquet` is not Parquet that can be read")
