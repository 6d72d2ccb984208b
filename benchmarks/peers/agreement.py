"""Our verdicts on the peers' benchmark against its reference; those that it leaves open, against completions.

    python -m benchmarks.peers.agreement BENCH [--tenders 1000] [--completions 60] [--adapter policyspec_]

BENCH is a folder with the benchmark's `reference.py` and, in `data`, what its `gen.py` makes.
"""

import argparse
import importlib
import json
import sys
from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random

from benchmarks.peers.completing import completed

HERE = Path(__file__).parent


def main() -> int:
    options = _options()
    sys.path[:0] = [str(options.bench), str(HERE / "adapters")]
    from_dict, from_json = importlib.import_module(options.adapter).load()
    reference = importlib.import_module("reference")
    counts: Counter[str] = Counter()
    with (options.bench / "data/tenders_100k.jsonl").open("rb") as lines:
        for number, line in enumerate(islice(lines, options.tenders)):
            release = json.loads(line)
            ours = from_dict(release) if from_dict else from_json(line)
            theirs = reference.evaluate(release)
            for rule, (mine, wanted) in enumerate(zip(ours, theirs, strict=True)):
                later = partial(_later, reference.RULES[rule], release, options.completions)
                said = _held(mine, wanted, later)
                counts[said] += 1
                if said not in ("the same", "decided by bounds"):
                    print(f"tender {number}, R{rule + 1}: reference {wanted}, ours {mine}: {said}")
    print(f"{options.tenders:,} tenders, " + ", ".join(f"{what} {count:,}" for what, count in counts.most_common()))
    return 0 if counts.keys() <= {"the same", "decided by bounds"} else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("bench", type=Path)
    parser.add_argument("--tenders", type=int, default=1000)
    parser.add_argument("--completions", type=int, default=60)
    parser.add_argument("--adapter", default="policyspec_")
    return parser.parse_args()


def _held(ours: str, theirs: str, later: Callable[[], set[str]]) -> str:
    """What our verdict is beside the reference's, whose U bounds may decide where all completions bear them out."""
    if ours == theirs:
        return "the same"
    if theirs != "U":
        return "not decided" if ours == "U" else "contradicted"
    return "decided by bounds" if later() <= {ours, "U"} else "refuted by a completion"


def _later(rule: Callable[[dict[str, object]], str], release: dict[str, object], many: int) -> set[str]:
    """What the reference says of completions of a release. Some stay open: a ratio of 0:0, another currency."""
    rng = Random(str(release["ocid"]))
    return {rule(completed(rng, release)["tender"]) for _ in range(many)}


if __name__ == "__main__":
    sys.exit(main())
