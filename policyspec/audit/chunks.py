"""A chunk of a dataset to its outcomes: what one worker does at a time. Whatever the worker, the same bytes.

The query of the rulebook judges the tenders that fit the columns. The rules that it cannot say, and the tenders that do
not fit, are judged by the Python engine; what that cannot do, and what is recorded beside a tender, by the interpreter.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from policyspec.audit.describing import COLUMNS, described, selection
from policyspec.audit.duck import Connection, connection, quoted
from policyspec.audit.finding import FOUND, set_of, write_found
from policyspec.audit.judge import How, compiled, rows_from
from policyspec.audit.parquet import attach, read_tenders
from policyspec.base.dataclasses import dataclass
from policyspec.engines import python
from policyspec.engines.interpret import evaluate
from policyspec.engines.sql import CompiledQuery
from policyspec.ir.nodes import Rulebook
from policyspec.model.columns import SOURCE, UNFIT
from policyspec.model.facts import Tender
from policyspec.model.outcomes import Verdict
from policyspec.model.verdicts import Row
from policyspec.model.vocabulary import Vocabulary
from policyspec.workspace.testing_run import narrowed

SQL, SPARK, PYTHON = "sql", "spark", "python"


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """What every chunk is judged by. `engine`: `sql`, `spark`, or `python` for all of it."""

    rulebook: Rulebook
    vocabulary: Vocabulary
    how: How
    engine: str = SQL


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some files of a dataset that are judged together."""

    number: int
    files: tuple[Path, ...]
    tenders: int


@dataclass(frozen=True, slots=True)
class Made:
    """The files that a chunk became, not yet in their places."""

    tenders: Path
    outcomes: Path


def judge_chunk(task: Task, chunk: Chunk, work: Path, query: CompiledQuery | None = None) -> Made:
    """Write the tenders of a chunk and their outcomes as Parquet into `work`. Raises ExtraMissing, OSError.

    `query`: what finds the verdicts, where it is not the query of the rulebook itself.
    """
    made = Made(work / f"tenders-{chunk.number:05}.parquet", work / f"outcomes-{chunk.number:05}.parquet")
    with database(task, work) as duck:
        available = attach(duck, chunk.files)
        if query is None and task.engine != PYTHON:
            query = compiled(duck, chunk.files, task.rulebook, task.vocabulary, task.how)
        _described(duck, chunk.files, available)
        failed = _queried(duck, task, query)
        rest = None if query is None or failed else frozenset(one.rule for one in query.unsupported)
        lines = work / f"rest-{chunk.number:05}.jsonl"
        _written(_rest(task, chunk.files, rest, unfit=UNFIT in available), lines)
        _read(duck, lines)
        write_found(duck, task.rulebook, made.tenders, made.outcomes)
        lines.unlink()
    return made


@contextmanager
def database(task: Task, work: Path) -> Iterator[Connection]:
    """A database that spills into `work` what its memory does not hold."""
    with connection(threads=task.how.threads, memory=task.how.memory) as duck:
        duck.execute(f"SET temp_directory = {quoted(str(work / 'spilt'))}")
        yield duck


# --- by the query -----------------------------------------------------------------------------------------------


def limbs_of(rulebook: Rulebook) -> dict[tuple[str, str], int]:
    """The number of each limb of each rule."""
    return {key: n for n, key in enumerate((rule.id, limb.label) for rule in rulebook.rules for limb in rule.limbs)}


def _queried(duck: Connection, task: Task, query: CompiledQuery | None) -> str | None:
    """Put what the query gives among what is found; what went wrong with it, if anything did."""
    duck.execute(
        f"CREATE TEMP TABLE found (n INTEGER, {', '.join(f'{name} {type_}' for name, type_ in FOUND.items())})"
    )
    if query is None or not query.columns:
        return None
    numbers = limbs_of(task.rulebook)
    limbs = [numbers[one.rule, one.limb] for one in query.columns]
    try:
        duck.execute(
            f"CREATE TEMP TABLE judged AS SELECT told.n, q.* FROM (\n{query.text}) AS q "
            f"JOIN told ON told.source = q.{SOURCE}"
        )
        for rows in rows_from(duck, query, ("n",), limbs):
            duck.execute(f"INSERT INTO found {rows}")
        duck.execute("DROP TABLE judged")
    except Exception as error:  # noqa: BLE001 – whatever it is, the chunk is judged without the query
        reason = f"the query failed: {str(error).splitlines()[0][:200]}"
        duck.execute("DELETE FROM found")
        duck.execute("UPDATE told SET beside = ?", [reason])
        return reason
    return None


# --- the rest ---------------------------------------------------------------------------------------------------


def _rest(
    task: Task, files: Sequence[Path], rules: frozenset[str] | None, *, unfit: bool
) -> Iterator[tuple[Tender, list[Any]]]:
    """What the query leaves: tenders with their rows. `rules`: these, of the tenders that it holds; None: all."""
    if rules is None or rules:
        for tender in read_tenders(files, f"{UNFIT} IS NULL" if unfit else "TRUE"):
            yield tender, judged_rows(task, tender, rules)
    if unfit:
        for tender in read_tenders(files, f"{UNFIT} IS NOT NULL"):
            yield tender, judged_rows(task, tender, None)


def judged_rows(task: Task, tender: Tender, rules: frozenset[str] | None) -> list[tuple[int, str, int]]:
    """Limb, item and the set of what is possible, of these rules or of all. A fault of ours is the verdict *failed*."""
    numbers = limbs_of(task.rulebook)
    try:
        found = (
            _by_interpreter(task, tender, rules)
            if tender.explanations or tender.waivers
            else _by_python(task, tender, rules)
        )
    except Exception:  # noqa: BLE001 – one engine's fault is the other's work
        try:
            found = _by_interpreter(task, tender, rules)
        except Exception:  # noqa: BLE001 – as above; it must not end the audit
            found = [Row(rule, limb, "", frozenset({Verdict.FAILED})) for rule, limb in numbers]
    return [
        (numbers[row.rule, row.limb], row.item, set_of(row.possible))
        for row in found
        if rules is None or row.rule in rules
    ]


def _by_python(task: Task, tender: Tender, rules: frozenset[str] | None) -> Sequence[Row]:
    how = task.how
    return _program(task, rules).judge(tender, gate=how.gate, on=how.on, assumptions=how.assumptions)


@lru_cache(maxsize=2)
def _program(task: Task, rules: frozenset[str] | None) -> python.Compiled:
    return python.compile_rulebook(_book(task, rules), task.vocabulary)


@lru_cache(maxsize=2)
def _book(task: Task, rules: frozenset[str] | None) -> Rulebook:
    """These rules and those that they yield to, or all."""
    return task.rulebook if rules is None else narrowed(task.rulebook, rules)


def _by_interpreter(task: Task, tender: Tender, rules: frozenset[str] | None) -> Sequence[Row]:
    how = task.how
    result, _ = evaluate(
        _book(task, rules), tender, task.vocabulary, gate=how.gate, on=how.on, assumptions=how.assumptions
    )
    return [Row(o.rule, o.limb, o.item, frozenset(o.possible)) for o in result.outcomes]


def _written(rest: Iterable[tuple[Tender, list[Any]]], file: Path) -> None:
    """Write the rows as lines of JSON."""
    with file.open("w", encoding="utf-8") as out:
        for tender, rows in rest:
            for row in rows:
                line = {"source": tender.source, **dict(zip(FOUND, row, strict=True))}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")


def _read(duck: Connection, lines: Path) -> None:
    if lines.stat().st_size:
        typed = ", ".join(f"{name}: {quoted(type_)}" for name, type_ in {"source": "VARCHAR", **FOUND}.items())
        read = f"read_json({quoted(str(lines))}, format = 'newline_delimited', columns = {{{typed}}})"
        duck.execute(f"INSERT INTO found SELECT n, {', '.join(FOUND)} FROM {read} JOIN told USING (source)")


# --- the tenders ------------------------------------------------------------------------------------------------


def _described(duck: Connection, files: Sequence[Path], available: frozenset[str]) -> None:
    """The table `told` of tenders, numbered in the order of their sources."""
    unfit = UNFIT in available
    fit = f"WHERE {UNFIT} IS NULL" if unfit else ""
    duck.execute(f"CREATE TEMP TABLE tellable AS SELECT {selection(available)} FROM tenders {fit}")
    if unfit:
        reasons = dict(duck.execute(f"SELECT {SOURCE}, {UNFIT} FROM tenders WHERE {UNFIT} IS NOT NULL").fetchall())
        places = ", ".join(f"CAST(? AS {type_})" for type_ in COLUMNS.values())
        for tender in read_tenders(files, f"{UNFIT} IS NOT NULL"):
            told = described(tender, reasons[tender.source])
            duck.execute(f"INSERT INTO tellable VALUES ({places})", list(asdict(told).values()))
    duck.execute("CREATE TEMP TABLE ordered AS FROM tellable ORDER BY source, ocid")
    duck.execute("CREATE TEMP TABLE told AS SELECT CAST(rowid AS INTEGER) AS n, * FROM ordered")
