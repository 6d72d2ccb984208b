"""Apache Spark, which runs the query of a rulebook on more machines than one. It is an extra.

Spark gives for each tender what the query says of it, the columns of the query as they stand, in files beside each
other: a folder for each file of the dataset. What follows is the same as without it (`policyspec.audit.chunks`), so
the outcomes are the same bytes.
"""

import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from policyspec.audit.chunks import Chunk, Task
from policyspec.audit.duck import Connection, connection, quoted
from policyspec.audit.parquet import attach
from policyspec.base.dataclasses import replace
from policyspec.base.extras import library
from policyspec.engines.sql import DIALECTS, CompiledQuery, compile_rulebook
from policyspec.engines.sql.compile import KEYS

Session = Any

#: How many chunks one job of Spark has: about a million tenders.
TOGETHER = 100
#: The file of the dataset from which a tender was read, by its name.
_PART = "part_"

_QUIET = """\
rootLogger.level = error
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = spark: %m%n
"""

_SETTINGS: Mapping[str, str] = {
    # The meaning: overflows are errors, decimals keep their places, days have no zone and one calendar.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parser.escapedStringLiterals": "false",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    # Java does not translate the methods that such a query becomes into machine code: interpreting its tree is quicker.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.ui.showConsoleProgress": "false",
}
_STACK = "-Xss64m"  # for expressions within expressions


class Broken(Exception):
    """Spark did not start, or broke off. `reason`: one line."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@contextmanager
def session(master: str, work: Path) -> Iterator[Session]:
    """A session on a master (`local[4]`, `spark://host:7077`, `yarn`). Raises ExtraMissing and Broken."""
    spark = library("pyspark.sql", what="judging with Spark", extra="spark").SparkSession
    os.environ["PYSPARK_PYTHON"] = sys.executable
    quiet = work / "log4j2.properties"
    quiet.write_text(_QUIET, encoding="utf-8")
    options = f"{_STACK} -Dlog4j2.configurationFile={quiet.absolute().as_uri()}"
    builder = spark.builder.master(master).appName("policyspec audit")
    own = {
        "spark.driver.extraJavaOptions": options,
        "spark.executor.extraJavaOptions": _STACK,
        "spark.ui.enabled": str(not master.startswith("local")).lower(),  # a page on a port, for whoever runs a cluster
    }
    for name, value in {**_SETTINGS, **own}.items():
        builder = builder.config(name, value)
    try:
        started = builder.getOrCreate()
    except Exception as error:
        raise Broken(_reason(error)) from error
    try:
        yield started
    finally:
        started.stop()


def judged(spark: Session, task: Task, chunks: Sequence[Chunk], made: Path) -> dict[int, CompiledQuery]:
    """Judge some chunks in one job. What comes of it for each, by its number, as a query that finds it in `made`.

    `made` is a folder that every machine sees under that name. Raises Broken.
    """
    files = [file for chunk in chunks for file in chunk.files]
    with connection() as duck:
        schema = _schema(duck, files)
    query = compiled(task, frozenset(schema))
    if query.columns:
        try:
            _run(spark, query.text, files, schema, made)
        except Exception as error:
            raise Broken(_reason(error)) from error
    return {chunk.number: _found(query, chunk, made) for chunk in chunks}


def compiled(task: Task, available: frozenset[str]) -> CompiledQuery:
    """The query of a rulebook in Spark's SQL, which hands the name of the tender's file through."""
    return compile_rulebook(
        task.rulebook,
        task.vocabulary,
        DIALECTS["spark"],
        gate=task.how.gate,
        on=task.how.on,
        assumptions=task.how.assumptions,
        available=available | {_PART},
        keys=(*KEYS, _PART),
    )


def _run(spark: Session, query: str, files: Sequence[Path], schema: Mapping[str, str], made: Path) -> None:
    ddl = ", ".join(f"`{name}` {type_}" for name, type_ in schema.items())
    read = spark.read.schema(ddl).parquet(*(file.absolute().as_uri() for file in files))
    read.selectExpr("*", f"_metadata.file_name AS {_PART}").createOrReplaceTempView("tenders")
    spark.sql(query).write.partitionBy(_PART).parquet(made.absolute().as_uri())


def _found(query: CompiledQuery, chunk: Chunk, made: Path) -> CompiledQuery:
    """What stands in `made` of a chunk. Of a file whose tenders all do not fit there is nothing."""
    files = [one for file in chunk.files for one in sorted((made / f"{_PART}={file.name}").glob("*.parquet"))]
    if not files:
        return replace(query, columns=())
    names = ", ".join(quoted(str(file)) for file in files)
    return replace(query, text=f"SELECT * FROM read_parquet([{names}], hive_partitioning = false)\n")


# --- types ------------------------------------------------------------------------------------------------------

_TYPES = {"VARCHAR": "STRING", "INTEGER": "INT"}


def _schema(duck: Connection, files: Sequence[Path]) -> dict[str, str]:
    """The columns that some files have, each with its type in Spark's words, so that Spark need not look for them."""
    attach(duck, files)
    return {row[0]: type_of(row[1]) for row in duck.execute("DESCRIBE tenders").fetchall()}


def type_of(type_: str) -> str:
    """A type of DuckDB in Spark's words: `VARCHAR[]` is `ARRAY<STRING>`."""
    depth = type_.count("[]")
    inner = type_.removesuffix("[]" * depth)
    return "ARRAY<" * depth + _TYPES.get(inner, inner) + ">" * depth


def _reason(error: Exception) -> str:
    """The first line that says something."""
    text = re.sub(r"^An error occurred while calling \S+\s*:?", "", str(error)).strip() or type(error).__name__
    return text.splitlines()[0][:200]
