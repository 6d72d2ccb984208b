"""Spark gives what DuckDB gives. The long ones start it; the others look at what it is told."""

import shutil
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from policyspec.audit import chunks, spark
from policyspec.audit.judge import How
from policyspec.cli.audit import command
from policyspec.engines.sql import DIALECTS, compile_rulebook
from policyspec.workspace.disk import Disk
from policyspec.workspace.policies import Policies, load
from tests.audit.sample import TENDERS, written

#: A rule for each construct whose text differs between the two, and one that neither can say.
POLICY = """policy spark/all "Everything that Spark says in its own words" version 1.0.0

rule words "A text"
  title should mention "Repair's \\\\ road"

rule weights "The sum of a list of lists"
  for each lot
  total weight of criteria must be exactly 100%

rule highest "The highest of a list"
  the highest value of lots must be at most 60% of total value of lots

rule days "Days"
  the time from submission start date to submission deadline must be at least 10 days

rule months "Months, clipped"
  the time from submission start date to submission deadline must be at most 1 months

rule working "What neither query can say"
  the time from award date to submission deadline must be at least 8 working days
"""

LOTS = """tender: Repair's \\ road
identifier: t-lots
submission start date: 31 January 2027
submission deadline: 28 February 2027
award date: 1 March 2027
lots:
  - {title: One, value: "GBP 700,000 excluding VAT", criteria: [{name: Quality, weight: 60%}, {name: Price, weight: 40%}]}
  - {title: Two, value: "GBP 100,000 excluding VAT", criteria: [{name: Quality, weight: 33.3333%}]}
  - {title: Three}
"""


def policies(folder: Path) -> tuple[Path, Policies]:
    file = folder / "spark.policy"
    file.write_text(POLICY, encoding="utf-8")
    loaded = load([str(file)], Disk())
    assert loaded.usable, loaded.diagnostics
    return file, loaded


def test_the_constructs_are_said_in_sparks_words(tmp_path: Path) -> None:
    _, loaded = policies(tmp_path)
    query = compile_rulebook(loaded.rulebook, loaded.vocabulary, DIALECTS["spark"])
    assert [one.reason for one in query.unsupported] == ["working days"]
    for text in ("transform(", "aggregate(", "try_element_at(", "array_max(", "datediff(", "add_months(", "contains("):
        assert text in query.text, text
    for text in ("list_", "to_months", "UTINYINT", "lambda"):
        assert text not in query.text, text


def test_a_definition_stays_in_its_column(tmp_path: Path) -> None:
    _, loaded = policies(tmp_path)
    query = compile_rulebook(loaded.rulebook, loaded.vocabulary, DIALECTS["spark"]).text
    definitions = [line for line in query.splitlines() if " AS x" in line]
    assert definitions
    assert all(line.strip().startswith("if(spark_partition_id() >= 0, ") for line in definitions)


def test_the_name_of_a_file_is_handed_through(tmp_path: Path) -> None:
    _, loaded = policies(tmp_path)
    task = chunks.Task(loaded.rulebook, loaded.vocabulary, How(), chunks.SPARK)
    query = spark.compiled(task, frozenset({"source_", "identity_", "lots"}))
    assert query.text.rpartition("SELECT")[2].split()[:3] == ["source_,", "identity_,", "part_,"]


@pytest.mark.parametrize(
    ("duck", "word"),
    [("VARCHAR", "STRING"), ("INTEGER[]", "ARRAY<INT>"), ("DECIMAL(18,4)[][]", "ARRAY<ARRAY<DECIMAL(18,4)>>")],
)
def test_types(duck: str, word: str) -> None:
    assert spark.type_of(duck) == word


# --- with Spark -------------------------------------------------------------------------------------------------


def audited(tenders: Path, policy: Path, out: Path, *options: str) -> Path:
    told = CliRunner().invoke(
        command, [str(tenders), "--policy", str(policy), "--out", str(out), "--facts", "0", "-j", "1", *options]
    )
    assert told.exit_code in {0, 3}, told.output
    return out


def rows(out: Path) -> list[str]:
    found = duckdb.connect().execute(f"FROM read_parquet('{out}/outcomes/*.parquet')").fetchall()
    return sorted(map(repr, found))


@pytest.mark.long
@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs java, which is not installed")
@pytest.mark.parametrize("own", [False, True])
def test_spark_gives_the_same_outcomes(tmp_path: Path, own: bool) -> None:
    pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
    tenders, policy = written(tmp_path)
    if own:
        policy, _ = policies(tmp_path)
        (tenders / "lots.yaml").write_text(LOTS, encoding="utf-8")
    one = audited(tenders, policy, tmp_path / "sql")
    two = audited(one / "dataset", policy, tmp_path / "spark", "--engine", "spark", "--master", "local[2]")
    assert rows(one) == rows(two)
    assert len({row.split(",")[0] for row in rows(two)}) == len(TENDERS) + own
    for file in (one / "outcomes").glob("*.parquet"):
        assert file.read_bytes() == (two / "outcomes" / file.name).read_bytes()
