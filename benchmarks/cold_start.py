"""How long a check takes from a cold start, beside Python itself: `python -m benchmarks.cold_start [RUNS]`.

One tender is held against a policy that has never been seen, and against one that is kept from an earlier run. Each
round times a fresh `python -c pass` and then a fresh process of each kind, so that a busy moment on the machine falls
on all of them. Processor time (user and system) and wall-clock time of the whole process,
which runs in a folder without any configuration: a `pyproject.toml` would be read for one.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
POLICIES = {
    "five-principles.policy": ROOT / "policies" / "commissioning" / "five-principles.policy",
    "rules.policy of the peers": ROOT / "benchmarks" / "peers" / "rules.policy",
}
TENDER = ROOT / "examples" / "youth-service.yaml"

BARE = [sys.executable, "-c", "pass"]
CHECK = [str(Path(sys.executable).with_name("policyspec")), "check", str(TENDER), "--policy"]
# Bytecode is kept, as where policyspec is installed, whatever this shell says of it.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
ANSWERS = {0, 1, 3}  # nothing in the way of publication, something, or no rule that applies

#: Processor and wall-clock seconds of a process.
Times = tuple[float, float]


def times(command: list[str], cache: Path) -> Times:
    """What a command takes; it must end with one of `ANSWERS`."""
    start = time.perf_counter()
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 – a device
        streams = [(os.POSIX_SPAWN_DUP2, nowhere.fileno(), 1)]
        environ = {**ENVIRONMENT, "POLICYSPEC_CACHE": str(cache)}
        child = os.posix_spawn(command[0], command, environ, file_actions=streams)
        _, status, used = os.wait4(child, 0)
    taken = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in ANSWERS:
        sys.exit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime, taken


def kinds(cache: Path) -> dict[str, Callable[[], Times]]:
    """The rows of the table, and what is timed for each."""

    def never_seen(policy: Path) -> Times:
        shutil.rmtree(cache, ignore_errors=True)
        return times([*CHECK, str(policy)], cache)

    rows: dict[str, Callable[[], Times]] = {"python -c pass": lambda: times(BARE, cache)}
    for name, policy in POLICIES.items():
        rows[f"{name}, never seen"] = lambda policy=policy: never_seen(policy)  # type: ignore[misc]
        rows[f"{name}, kept"] = lambda policy=policy: times([*CHECK, str(policy)], cache)  # type: ignore[misc]
    return rows


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        rows = kinds(Path(folder, "kept"))
        for measure in rows.values():
            measure()  # the first of each warms the disk and the bytecode
        found = [{name: measure() for name, measure in rows.items()} for _ in range(rounds)]

    print(f"Cold start, {rounds} rounds, {TENDER.name}; ratios to the least of `python -c pass`")
    print(f"{'':40}{'processor':>12}{'ratio':>8}{'wall':>12}{'ratio':>8}{'median':>12}")
    bare = [min(one["python -c pass"][side] for one in found) for side in (0, 1)]
    for name in rows:
        cpu, wall = (min(one[name][side] for one in found) for side in (0, 1))
        middle = median(one[name][1] for one in found)
        print(
            f"{name:40}{cpu * 1000:>9.0f} ms{cpu / bare[0]:>8.1f}{wall * 1000:>9.0f} ms{wall / bare[1]:>8.1f}"
            f"{middle * 1000:>9.0f} ms"
        )


if __name__ == "__main__":
    main()
