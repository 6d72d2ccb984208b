"""Files of many tenders to a row of verdicts for each, in the order in which they stand, whatever the processes."""

import signal
import sys
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext
from pathlib import Path

from policyspec.audit.blocks import SIZE, Unit, units
from policyspec.audit.lines import Judge, Task, Told
from policyspec.audit.workers import end_with_parent
from policyspec.base.dataclasses import dataclass
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.source import Span
from policyspec.readers import container_errors, errors
from policyspec.readers.limits import STANDARD
from policyspec.readers.streams import Seen
from policyspec.workspace.disk import answered
from policyspec.workspace.loader import Loader
from policyspec.workspace.tenders import files_of

FAULT = "PS901"
_AHEAD = 3  # parts of files that wait for each process


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows, in order, and what is to be said of them. `unread`: how many of them are of what was not checked."""

    text: str
    said: tuple[Diagnostic, ...]
    tenders: int
    unread: int
    fault: bool  # one of ours


def verdicts(
    names: Sequence[str],
    loader: Loader,
    task: Task,
    *,
    workers: int = 1,
    piped: Collection[str] = (),
    size: int = SIZE,
) -> Iterator[Part]:
    """The rows of every tender of some files and folders, a part at a time; nothing is kept.

    JSON Lines are read by all processes at once; a file of another format by one. `piped`: names of what comes through
    a pipe and can be read only once. `size`: of what is read at a time, in bytes. The rows are the same whatever the
    number of processes and the size.
    """
    parts = chain.from_iterable(
        units(name, loader, again=name not in piped and answered(Path(name).is_file), size=size)
        for name in files_of(names, loader)
    )
    file = _File(task)
    for told in _judged(parts, task, workers):
        yield file.part(told)
        if told.ended:
            file = _File(task)


class _File:
    """What has to be known of a file as a whole: of which processes it has spoken, and how much was said of it."""

    def __init__(self, task: Task) -> None:
        self.form = task.form
        self.seen = Seen()
        self.any = False
        self.listed = self.more = 0
        self.other: Span | None = None  # the place of the first that is only counted

    def part(self, told: Told) -> Part:
        rows: list[str] = []
        said, unread = [*told.said], 0
        again: list[Diagnostic] = []
        for digest, source, ocid, row, checked in told.rows:
            if digest and not self.seen.first_time(digest):
                again.append(_again(told.name, source, str(ocid)))
                rows.append(self.form.unread(source, ocid, again[-1]))
                unread += 1
            else:
                rows.append(row)
                unread += not checked
        if again:
            said = sorted([*said, *again], key=_line)
        self.any |= bool(rows)
        if told.ended and not self.any:
            said.append(errors.empty(_start(told.name, 1), "write one OCDS release or record on each line"))
            rows.append(self.form.unread(told.name, None, said[-1]))
            unread += 1
        fault = any(one.code == FAULT for one in said)
        return Part("".join(rows), tuple(self._listed(told, said)), len(rows) - unread, unread, fault)

    def _listed(self, told: Told, said: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
        """The first of a file, and at its end how many more there were."""
        left = max(STANDARD.refused - self.listed, 0)
        yield from said[:left]
        self.listed += len(said[:left])
        for one in said[left:]:
            self.other = self.other or one.span
            self.more += 1
        if told.ended and self.more:
            yield container_errors.more_refused(self.other or _start(told.name, 1), self.more)


def _again(name: str, source: str, ocid: str) -> Diagnostic:
    line, _, _ = source.removeprefix(f"{name}:").partition("#")
    return container_errors.process_again(_start(name, int(line)), ocid)


def _line(said: Diagnostic) -> int:
    return said.span.line if said.span else 0


def _start(name: str, line: int) -> Span:
    return Span(name, line, 1, line, 1)


# --- processes ----------------------------------------------------------------------------------------------------


def _judged(parts: Iterator[Unit], task: Task, workers: int) -> Iterator[Told]:
    """What came of each part, in order. A single one is not worth a second process."""
    first = list(islice(parts, 3))
    parts = chain(first, parts)
    if workers < 2 or len(first) < 3:  # a part and the end of its file
        yield from map(Judge(task), parts)
        return
    pool = ProcessPoolExecutor(workers, _context(), _prepare, (task,))
    try:
        waiting: deque[Future[Told]] = deque()
        for part in parts:
            waiting.append(pool.submit(_work, part))
            if len(waiting) > workers * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)  # nobody wants what is left, if anything is


def _context() -> BaseContext:
    """A copy of this process has all modules already, which is quicker where copies are safe."""
    copies = sys.platform == "linux" and "fork" in get_all_start_methods()
    return get_context("fork" if copies else "spawn")


_judge: Judge | None = None  # of this process


def _prepare(task: Task) -> None:
    global _judge  # noqa: PLW0603 – the pool hands nothing else from its start to its work
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who interrupts the run means the process that was started
    end_with_parent()
    _judge = Judge(task)


def _work(part: Unit) -> Told:
    assert _judge is not None
    return _judge(part)
