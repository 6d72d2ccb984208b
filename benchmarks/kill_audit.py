"""Kill a real audit at random moments, again and again, and see that in the end it leaves what it always leaves.

    python benchmarks/kill_audit.py [KILLS] [SEED] [ENGINE]

The audit is of made-up tenders in several chunks, by the engine `sql` or `spark`. Each round kills the process and all
that it started (SIGKILL), or that process alone, or one that it started, and resumes; at the end the bytes of every
file are compared with those of a run that nobody disturbed.
"""

import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_POLICY = """policy audit/killed "Killed" version 1.0.0

rule small "Contracts are small"
  estimated value must be at most GBP 1,000,000 excluding VAT

rule small-lots "Lots are small"
  for each lot
  value of the lot should be at most GBP 300,000 excluding VAT

rule friendly "Small firms can bid"
  the tender should be suitable for SMEs
"""
# Small parts and chunks, so that there is much to be killed at.
_RUN = """
import sys
from policyspec.audit import inputs, run, spark
from policyspec.cli.main import main
inputs.UNIT, run.CHUNK, spark.TOGETHER = 4_000, 60, 2
if __name__ == "__main__":
    main()
"""


def made_up(folder: Path, number: int = 400) -> None:
    """Tenders, and the policy that they are held against."""
    drawn = random.Random(1)
    (folder / "in").mkdir()
    for n in range(number):
        value = drawn.choice(["", f"estimated value: GBP {drawn.randrange(10**5, 2 * 10**6)} excluding VAT\n"])
        lots = "".join(f"  - {{value: GBP {drawn.randrange(10**5, 10**6)} excluding VAT}}\n" for _ in range(n % 4))
        suits = drawn.choice(["", "suitable for SMEs: yes\n", "suitable for SMEs: no\n"])
        text = f"tender: T{n}\nidentifier: t-{n}\n{value}{suits}{'lots:' if lots else ''}\n{lots}"
        (folder / f"in/{n:04}.yaml").write_text(text, encoding="utf-8")
    (folder / "killed.policy").write_text(_POLICY, encoding="utf-8")
    (folder / "run.py").write_text(_RUN, encoding="utf-8")


def begun(folder: Path, out: str, workers: int, engine: str) -> subprocess.Popen[bytes]:
    given = ["--policy", "killed.policy", "--out", out, "--engine", engine, "-j", str(workers), "--resume"]
    return subprocess.Popen(
        [sys.executable, "run.py", "audit", "in", *given],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def kill(process: subprocess.Popen[bytes], drawn: random.Random) -> None:
    """Kill all of it; or the process alone, while its workers live on and must do no harm; or one of these."""
    which = drawn.choices(("all", "alone", "children"), (5, 3, 2))[0]
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    if which == "all":
        os.killpg(process.pid, signal.SIGKILL)
    elif which == "alone" or not children:
        os.kill(process.pid, signal.SIGKILL)
    else:
        os.kill(int(drawn.choice(children)), signal.SIGKILL)


def left(folder: Path) -> dict[str, str]:
    """The digest of each file that an audit left."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def main(kills: int, seed: int, engine: str) -> None:
    drawn = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made_up(folder)
        start = time.perf_counter()
        assert begun(folder, "whole", 1, engine).wait() == 0
        took = time.perf_counter() - start
        whole, done, rounds = left(folder / "whole"), 0, 0
        while done < kills:
            rounds += 1
            out = f"killed-{rounds}"
            while done < kills:
                process = begun(folder, out, drawn.choice([1, 2]), engine)
                try:
                    process.wait(drawn.uniform(0.3, took))
                    break
                except subprocess.TimeoutExpired:
                    kill(process, drawn)
                    process.wait()
                    done += 1
            assert begun(folder, out, 1, engine).wait() == 0
            found = left(folder / out)
            differing = sorted(file for file in whole.keys() | found.keys() if whole.get(file) != found.get(file))
            print(f"audit {rounds}: {done} kills so far, {len(found)} files, {len(differing)} differ {differing[:5]}")
            assert not differing
        print(f"{done} kills over {rounds} audits of {took:.1f} s: nothing lost, nothing twice, the same bytes")


if __name__ == "__main__":
    kills, seed, engine = [*sys.argv[1:], *("50", "1", "sql")[len(sys.argv) - 1 :]]
    main(int(kills), int(seed), engine)
