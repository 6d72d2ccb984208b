"""What is measured, and how it is written down.

Processor seconds, not those of the clock on the wall, wherever something else may be running on the machine: they count
what the work takes on all cores, and hardly move when the machine is busy.
"""

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from math import log

_PEAK = """
import resource, sys
from policyspec.cli.main import main
try:
    main()
finally:
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(*peaks, file=sys.stderr)
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What a process took, with those that it started. `peak`: MB of the largest of them."""

    wall: float
    processor: float
    peak: float


def processor(work: Callable[[], object], times: int = 3) -> float:
    """The least processor seconds of some runs of a piece of work in this process, on all its threads."""
    return min(_taken(work) for _ in range(times))


def in_turn(works: Sequence[Callable[[], object]], times: int) -> list[float]:
    """The same of several pieces of work, one after another and again, so that all meet the same machine."""
    taken = [[_taken(work) for work in works] for _ in range(times)]
    return [min(each) for each in zip(*taken, strict=True)]


def _taken(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def run(*arguments: str) -> Run:
    """Run policyspec, as its own process."""
    command = [sys.executable, "-c", _PEAK, *arguments]
    before, start = os.times(), time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    wall, after = time.perf_counter() - start, os.times()
    if done.returncode:
        sys.exit(f"the run ended with {done.returncode}\n{done.stderr[-2000:]}")
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    peak = max(map(int, done.stderr.split()[-2:])) / 1024
    return Run(wall, spent, peak)


def doubling(before: tuple[float, float], after: tuple[float, float]) -> float:
    """By what each doubling multiplies the time, from one size with its time to another."""
    (small, short), (large, long) = before, after
    return float((long / short) ** (log(2) / log(large / small)))


def growth(title: str, rows: Sequence[tuple[int, float, str]]) -> None:
    """Write a table: sizes with their seconds, what each doubling comes to, and what else is to be said."""
    print(f"\n{title}")
    for place, (size, taken, more) in enumerate(rows):
        before = rows[place - 1][:2] if place else None
        times = f"{doubling(before, (size, taken)):.2f}" if before else ""
        print(f"{size:>11,}{taken:>11.4f} s{times:>8}  {more}", flush=True)


@dataclass(frozen=True, slots=True)
class Tables:
    """Processor seconds of several pieces of work at several sizes."""

    title: str
    rows: dict[str, list[tuple[int, float, str]]] = field(default_factory=dict)

    def add(self, size: int, found: Iterable[tuple[str, float]]) -> None:
        for name, taken in found:
            self.rows.setdefault(name, []).append((size, taken, ""))
            print(f"{size:>11,}{taken:>11.4f} s  {name}", flush=True)

    def write(self) -> None:
        for name, rows in self.rows.items():
            growth(f"{self.title}: {name}", rows)


def busy() -> str:
    """How busy the machine is."""
    return f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}"
