"""An audit, from a dataset to its figures: the order of its steps, each of which is done once and noted."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from shutil import rmtree
from typing import Any, TypeVar

from policyspec.audit import spark, summing, written
from policyspec.audit.asking import answer, questions
from policyspec.audit.chunks import PYTHON, SPARK, Chunk, Made, Task, database, judge_chunk
from policyspec.audit.dataset import Dataset
from policyspec.audit.duck import version
from policyspec.audit.journal import PLAN, Journal, as_json
from policyspec.audit.reading import file_of
from policyspec.audit.workers import end_with_parent
from policyspec.base.dataclasses import dataclass
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.version import __version__
from policyspec.engines.sql import DIALECTS, compile_rulebook
from policyspec.report.summary import Summary
from policyspec.workspace.policies import Policies

#: How many tenders a chunk has, unless one file of the dataset has more.
CHUNK = 10_000

T = TypeVar("T")

#: Hears what is being done, how much of it is done, and of how much.
Told = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be audited, and how. `facts`: of how many tenders for each rule missing facts are looked for."""

    policies: Policies
    dataset: Dataset
    task: Task
    facts: int | None
    workers: int
    inputs: Mapping[str, Any]  # what `show` needs to find policies and dataset again, and what goes into the plan
    master: str = "local"  # where Spark runs, if that is the engine


#: Jobs by name, each a function of a task and what else it takes; their results come as they are done.
_Do = Callable[[Mapping[str, tuple[Callable[..., Any], tuple[Any, ...]]]], Iterator[tuple[str, Any]]]


class Changed(Exception):
    """The folder holds an audit of something else. `what`: the names of the digests and settings that differ."""

    def __init__(self, what: Sequence[tuple[str, str, str]]) -> None:
        super().__init__(what)
        self.what = what


def plan_of(asked: Asked) -> dict[str, Any]:
    """What an audit is of, as `audit.json` has it: what has to be the same for a run to be taken up again."""
    how = asked.task.how
    return {
        "policyspec": __version__,
        "duckdb": version(),
        "engine": asked.task.engine,
        **({"pyspark": spark.version()} if asked.task.engine == SPARK else {}),
        "gate": how.gate.value,
        "on": how.on.isoformat() if how.on else None,
        "assumptions": how.assumptions,
        "facts": asked.facts,
        "digests": {"dataset": _dataset_digest(asked.dataset), "policy": policy_digest(asked.policies)},
        **asked.inputs,
        "chunks": [[file.name for file in chunk.files] for chunk in chunks_of(asked.dataset)],
    }


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What differs between two plans: its name, what it was and what it is now."""
    flat = [{**plan, **plan.get("digests", {})} for plan in (old, new)]
    names = ["policyspec", "duckdb", "engine", "gate", "on", "assumptions", "facts", "dataset", "policy"]
    before, after = flat
    if before.get("engine") == after.get("engine"):  # of another engine it goes without saying
        names.insert(3, "pyspark")
    return [
        (name, str(before.get(name)), str(after.get(name))) for name in names if before.get(name) != after.get(name)
    ]


def policy_digest(policies: Policies) -> str:
    """SHA-256 of the texts of all policies of a rulebook, and of what was set in them."""
    texts = sorted(hashlib.sha256(source.text.encode()).hexdigest() for source in policies.sources)
    return _digest(texts)


def _dataset_digest(dataset: Dataset) -> str:
    parts = (f"{part.id} {part.tenders}" for part in dataset.parts)
    return _digest([dataset.circumstances, *parts])


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def chunks_of(dataset: Dataset) -> list[Chunk]:
    """The files of a dataset, in order, as many together as make a chunk."""
    chunks: list[Chunk] = []
    files: list[Path] = []
    tenders = 0
    for part in (part for part in dataset.parts if part.tenders):
        if files and tenders + part.tenders > CHUNK:
            chunks.append(Chunk(len(chunks), tuple(files), tenders))
            files, tenders = [], 0
        files.append(file_of(dataset.folder / "parts", part.id))
        tenders += part.tenders
    return [*chunks, Chunk(len(chunks), tuple(files), tenders)] if files else chunks


# --- the steps --------------------------------------------------------------------------------------------------


def audit(asked: Asked, journal: Journal, told: Told, missing: Callable[[Diagnostic], None]) -> Summary:
    """Do what is not done yet, and write the figures. Same dataset, policies and settings, same bytes.

    `missing` hears what is left out for want of a library. Raises Changed where the folder has an audit of something
    else, ExtraMissing, OSError.
    """
    plan, old = plan_of(asked), journal.plan()
    if old is None:
        journal.write(as_json(plan), PLAN)
    elif changed := differences(old, plan):
        raise Changed(changed)
    chunks = chunks_of(asked.dataset)
    with _workers(asked) as do:
        _judge(asked, chunks, do, journal, told)
        _ask(asked, chunks, do, journal, told)
    summary = _sum(asked, chunks, plan, journal)
    written.write(summary, journal, missing)
    return summary


def tenders_file(chunk: Chunk) -> str:
    return f"tenders/{chunk.number:05}.parquet"


def outcomes_file(chunk: Chunk) -> str:
    return f"outcomes/{chunk.number:05}.parquet"


def _judge(asked: Asked, chunks: Sequence[Chunk], do: _Do, journal: Journal, told: Told) -> None:
    units = {f"outcomes/{chunk.number:05}": chunk for chunk in chunks}
    left = {unit: chunk for unit, chunk in units.items() if not journal.finished(unit)}
    total = sum(chunk.tenders for chunk in chunks)
    done = total - sum(chunk.tenders for chunk in left.values())
    told("judged", done, total)
    for unit, made in _made(asked, left, do, journal.work):
        chunk = units[unit]
        journal.finish(unit, {tenders_file(chunk): made.tenders, outcomes_file(chunk): made.outcomes})
        done += chunk.tenders
        told("judged", done, total)


def _made(asked: Asked, left: Mapping[str, Chunk], do: _Do, work: Path) -> Iterator[tuple[str, Made]]:
    if asked.task.engine != SPARK or not left:
        yield from do({unit: (judge_chunk, (chunk, work)) for unit, chunk in left.items()})
        return
    with spark.session(asked.master, work) as session:
        units = list(left.items())
        for start in range(0, len(units), spark.TOGETHER):
            some = dict(units[start : start + spark.TOGETHER])
            folder = work / f"spark-{start:05}"
            found = spark.judged(session, asked.task, list(some.values()), folder)
            yield from do({u: (judge_chunk, (chunk, work, found[chunk.number])) for u, chunk in some.items()})
            rmtree(folder, ignore_errors=True)


def _ask(asked: Asked, chunks: Sequence[Chunk], do: _Do, journal: Journal, told: Told) -> None:
    with database(asked.task, journal.work) as duck:
        outcomes = [(chunk, journal.folder / outcomes_file(chunk)) for chunk in chunks]
        found = questions(duck, outcomes, asked.task.rulebook, asked.facts)
    units = {f"asked/{one.number:05}": one for one in found}
    left = {unit: one for unit, one in units.items() if not journal.finished(unit)}
    total = sum(len(one.tenders) for one in found)
    done = total - sum(len(one.tenders) for one in left.values())
    told("asked about", done, total)
    for unit, made in do({unit: (answer, (one, journal.work)) for unit, one in left.items()}):
        journal.finish(unit, {f"{unit}.parquet": made})
        done += len(units[unit].tenders)
        told("asked about", done, total)


def _sum(asked: Asked, chunks: Sequence[Chunk], plan: Mapping[str, Any], journal: Journal) -> Summary:
    files = [(journal.folder / tenders_file(chunk), journal.folder / outcomes_file(chunk)) for chunk in chunks]
    answers = sorted((journal.folder / "asked").glob("*.parquet")) if chunks else []
    with database(asked.task, journal.work) as duck:
        left = _left(asked) if asked.task.engine != PYTHON else {}
        return summing.summary(duck, asked.policies, asked.dataset, plan, files, answers, left)


def _left(asked: Asked) -> dict[str, str]:
    """The rules that the query cannot say, with the reasons."""
    query = compile_rulebook(
        asked.task.rulebook, asked.task.vocabulary, DIALECTS["spark" if asked.task.engine == SPARK else "duckdb"]
    )
    return {one.rule: one.reason for one in query.unsupported}


# --- workers ----------------------------------------------------------------------------------------------------

_task: Task | None = None  # of a worker: sent once


def _prepare(task: Task) -> None:
    global _task  # noqa: PLW0603
    _task = task
    end_with_parent()


def _work(function: Callable[..., T], arguments: tuple[Any, ...]) -> T:
    assert _task is not None
    return function(_task, *arguments)


@contextmanager
def _workers(asked: Asked) -> Iterator[_Do]:
    """The processes that do the work; one worker is this process itself."""
    if asked.workers < 2:
        yield lambda jobs: ((name, function(asked.task, *given)) for name, (function, given) in jobs.items())
        return
    with ProcessPoolExecutor(asked.workers, get_context("spawn"), _prepare, (asked.task,)) as pool:

        def do(jobs: Mapping[str, tuple[Callable[..., Any], tuple[Any, ...]]]) -> Iterator[tuple[str, Any]]:
            waiting: dict[Future[Any], str] = {
                pool.submit(_work, function, given): name for name, (function, given) in jobs.items()
            }
            try:
                for one in as_completed(waiting):
                    yield waiting[one], one.result()
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise

        yield do
