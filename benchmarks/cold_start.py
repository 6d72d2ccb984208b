"""How long a check takes from a cold start, beside Python itself: `python -m benchmarks.cold_start [RUNS]`.

Each run times a fresh `python -c pass` and then a fresh `policyspec check` of one tender, so that a busy moment on
the machine falls on both. Wall-clock time of the whole process.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
POLICY = ROOT / "policies" / "commissioning" / "five-principles.policy"
TENDER = ROOT / "examples" / "youth-service.yaml"

BARE = [sys.executable, "-c", "pass"]
CHECK = [str(Path(sys.executable).with_name("policyspec")), "check", str(TENDER), "--policy", str(POLICY)]
# Bytecode is kept, as where policyspec is installed, whatever this shell says of it.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
ANSWERS = {0, 1}  # nothing in the way of publication, or something


def seconds(command: list[str], answers: set[int]) -> float:
    """The time that a command takes; it must end with one of these exit codes."""
    start = time.perf_counter()
    run = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, check=False)
    taken = time.perf_counter() - start
    if run.returncode not in answers:
        sys.exit(f"{' '.join(command)} ended with {run.returncode}\n{run.stderr.decode()}")
    return taken


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    seconds(BARE, {0}), seconds(CHECK, ANSWERS)  # the first of each warms the disk and the bytecode
    pairs = [(seconds(BARE, {0}), seconds(CHECK, ANSWERS)) for _ in range(runs)]
    bare, check = ([one[side] for one in pairs] for side in (0, 1))

    print(f"Cold start, {runs} alternated runs, {TENDER.name} against {POLICY.name}")
    print(f"{'':24}{'best':>10}{'median':>10}")
    for name, times in (("python -c pass", bare), ("policyspec check", check)):
        print(f"{name:24}{min(times) * 1000:>7.0f} ms{median(times) * 1000:>7.0f} ms")
    print(f"{'ratio':24}{min(check) / min(bare):>10.1f}{median(check) / median(bare):>10.1f}")


if __name__ == "__main__":
    main()
