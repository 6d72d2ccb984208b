"""The engines beside each other: `python -m benchmarks.engines [TENDERS]`, a thousand by default.

The eight rules of the peers' benchmark over the same tenders, which stand in memory: the interpreter, which also says
why; the Python engine; and the query, which begins at Parquet and ends there. Processor seconds of one run, in turn.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.datasets import read_once, rules
from benchmarks.measured import busy, in_turn, processor
from policyspec.audit.duck import connection, quoted
from policyspec.audit.judge import How, compiled
from policyspec.audit.parquet import read_tenders
from policyspec.engines import python
from policyspec.engines.interpret import evaluate

TIMES = 3
ONE_BY_ONE = 200


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    policies = rules()
    book, words = policies.rulebook, policies.vocabulary
    program = python.compile_rulebook(book, words)
    with tempfile.TemporaryDirectory() as name, connection() as duck:
        dataset = read_once(Path(name), number, policies)
        tenders = list(read_tenders(dataset.files))
        query = compiled(duck, dataset.files, book, words, How(threads=1))
        out = quoted(str(Path(name, "out.parquet")))
        found = in_turn(
            [
                lambda: [program.judge(one) for one in tenders],
                lambda: [evaluate(book, one, words) for one in tenders],
                lambda: duck.execute(f"COPY ({query.text}) TO {out} (FORMAT parquet)"),
            ],
            TIMES,
        )
    print(f"{len(tenders):,} tenders, eight rules; {busy()}")
    for called, taken in zip(("the Python engine", "the interpreter", "the query"), found, strict=True):
        each = taken / len(tenders) * 1e6
        print(f"{called:20}{taken:9.3f} s{each:10.1f} µs each{taken / found[0]:9.2f} × the Python engine")
    some = tenders[:ONE_BY_ONE]
    warm = [processor(lambda one=one: [program.judge(one) for _ in range(10)]) / 10 for one in some]  # type: ignore[misc]
    print(f"one tender, warm, by the Python engine: median {median(warm) * 1e6:.1f} µs of {len(some)}")


if __name__ == "__main__":
    main()
