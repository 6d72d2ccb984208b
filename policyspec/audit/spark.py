"""Apache Spark, which runs the query of a rulebook on more machines than one. It is an extra.

Spark gives for each tender what the query says of it, the columns of the query as they stand, in files beside each
other: a folder for each file of the dataset. What follows is the same as without it (`policyspec.audit.chunks`), so
the outcomes are the same bytes.
"""

import logging
import os
import re
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from policyspec.audit.chunks import Chunk, Task
from policyspec.audit.duck import Connection, connection, quoted
from policyspec.audit.parquet import attach
from policyspec.base.dataclasses import replace
from policyspec.base.extras import library
from policyspec.engines.sql import DIALECTS, CompiledQuery, compile_rulebook
from policyspec.engines.sql.compile import KEYS
from policyspec.model.columns import UNFIT

Session = Any

#: How many chunks one job of Spark has: about a million tenders.
TOGETHER = 100
#: The file of the dataset from which a tender was read, by its name.
_PART = "part_"

_QUIET = """\
rootLogger.level = error
logger.shell.name = org.apache.spark.api.python.PythonGatewayServer
logger.shell.level = error
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
    "spark.sql.legacy.decimal.retainFractionDigitsOnTruncate": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parser.escapedStringLiterals": "false",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    # Java does not translate the methods that such a query becomes into machine code: interpreting its tree is quicker.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.ui.showConsoleProgress": "false",
    # Of what is done nothing is kept: the plans of a few hundred jobs would fill the memory.
    "spark.sql.ui.retainedExecutions": "1",
    "spark.sql.maxPlanStringLength": "1000",
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
    sql = library("pyspark.sql", what="judging with Spark", extra="spark")
    builder = sql.SparkSession.builder.master(master).appName("policyspec audit")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    for name, value in {**_SETTINGS, **_settings_on(master, work)}.items():
        builder = builder.config(name, value)
    with _unlogged():
        try:
            started = builder.getOrCreate()
        except Exception as error:
            raise Broken(_reason(error)) from error
        try:
            yield started
        finally:
            # Where it broke off there is nothing to stop, and that has been told.
            with suppress(Exception), warnings.catch_warnings(action="ignore"):
                started.stop()


@contextmanager
def _unlogged() -> Iterator[None]:
    """What breaks off is told in a line of ours, not in the pages that Spark's libraries log."""
    before = logging.root.manager.disable
    logging.disable()
    try:
        yield
    finally:
        logging.disable(before)


def _settings_on(master: str, work: Path) -> dict[str, str]:
    quiet = work / "log4j2.properties"
    quiet.write_text(_QUIET, encoding="utf-8")
    return {
        "spark.driver.extraJavaOptions": f"{_STACK} -Dlog4j2.configurationFile={quiet.absolute().as_uri()}",
        "spark.executor.extraJavaOptions": _STACK,
        "spark.ui.enabled": str(not master.startswith("local")).lower(),  # a page on a port, for whoever runs a cluster
    }


def version() -> str:
    """The version that runs here. Raises ExtraMissing."""
    return str(library("pyspark.version", what="judging with Spark", extra="spark").__version__)


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
            _none_lost(duck, made, unfit=UNFIT in schema)
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
    files = [one for file in chunk.files for one in (made / f"{_PART}={file.name}").glob("*.parquet")]
    return replace(query, text=f"SELECT * FROM {_parquet(files)}\n") if files else replace(query, columns=())


def _none_lost(duck: Connection, made: Path, *, unfit: bool) -> None:
    """Spark calls a job done, too, whose machines each wrote to a disk of their own."""
    files = list(made.glob(f"{_PART}=*/*.parquet"))
    wanted = _count(duck, f"tenders WHERE {UNFIT} IS NULL" if unfit else "tenders")
    given = _count(duck, _parquet(files)) if files else 0
    if given != wanted:
        raise Broken(f"it gave back {given} of {wanted} tenders; do all machines see the folder of `--out`?")


def _count(duck: Connection, rows: str) -> int:
    ((number,),) = duck.execute(f"SELECT count(*) FROM {rows}").fetchall()
    return int(number)


def _parquet(files: Iterable[Path]) -> str:
    names = ", ".join(quoted(str(file)) for file in sorted(files))
    return f"read_parquet([{names}], hive_partitioning = false)"


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
    text = re.sub(r"^An error occurred while calling \S+\s*:?", "", str(error)).strip()
    if isinstance(error, ConnectionError) or not text:
        return "Java no longer answers"
    return text.splitlines()[0][:200]
