"""How many tenders one run checks in a second: `python -m benchmarks.thousand_tenders [TENDERS]`.

The tenders are made up by `tenders.py`, the same ones every time. One process checks them all; its whole time counts,
start and report included. The report goes nowhere.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import policyspec
from benchmarks.cold_start import ENVIRONMENT
from benchmarks.tenders import write_tenders

ROOT = Path(__file__).parents[1]
POLICY = ROOT / "policies" / "commissioning" / "five-principles.policy"
COMMAND = [str(Path(sys.executable).with_name("policyspec")), "check", "--policy", str(POLICY)]
ANSWERS = {0, 1}  # nothing in the way of publication, or something


def seconds(files: list[Path]) -> float:
    """The time that one run over these files takes."""
    start = time.perf_counter()
    command = [*COMMAND, *map(str, files)]
    run = subprocess.run(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    taken = time.perf_counter() - start
    if run.returncode not in ANSWERS:
        sys.exit(f"the run ended with {run.returncode}\n{run.stderr.decode()[-2000:]}")
    return taken


def shares(files: list[Path]) -> tuple[float, float]:
    """The seconds that reading these files takes, and those that evaluating them takes, in this process."""
    policies = policyspec.load_policies(POLICY)
    start = time.perf_counter()
    tenders = [policyspec.read_tender(path, policies) for path in files]
    between = time.perf_counter()
    for tender in tenders:
        policyspec.check(policies, tender)
    return between - start, time.perf_counter() - between


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        files = write_tenders(Path(folder), number)
        size = sum(path.stat().st_size for path in files)
        seconds(files[:1])  # warms the disk and the bytecode
        one, many = seconds(files[:1]), seconds(files)
        sample = files[: max(1, number // 10)]
        reading, evaluating = shares(sample)

    print(f"{number:,} tenders in one run, {size / number:,.0f} bytes each, against {POLICY.name}")
    print(f"{'whole run':24}{many:>9.2f} s")
    print(f"{'a run of one':24}{one:>9.2f} s")
    print(f"{'tenders per second':24}{number / many:>9.0f}")
    print(f"{'per further tender':24}{(many - one) / (number - 1) * 1000:>9.2f} ms")
    print(f"{'  of which reading':24}{reading / len(sample) * 1000:>9.2f} ms")
    print(f"{'  of which evaluating':24}{evaluating / len(sample) * 1000:>9.2f} ms")


if __name__ == "__main__":
    main()
