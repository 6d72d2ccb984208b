"""The long run: cases by the million, over several processes, to be stopped and taken up again at will.

    python -m tests.differential --engines python,sql --cases 1000000 --workers 2 --journal FILE

Seeds are taken in blocks; a block that is done is a line of the journal, and is not done again. Differences are made small
and written beside the journal, as cases for `tests/cases/`.
"""

# ruff: noqa: T201 - it prints its figures
import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice, repeat
from pathlib import Path
from typing import Any

from tests.differential.cases import TENDERS, Case, cases
from tests.differential.comparing import Difference, differences
from tests.differential.engines import ENGINES, interpreted
from tests.differential.shrinking import shrunk
from tests.differential.writing import written

BLOCK = 25  # seeds
#: Of the differences of one block so many are made small: the rest are likely to be the same ones.
SHOWN = 3
PATIENCE = 60  # seconds for making one small


def block(first: int, engines: Sequence[str], tenders: int) -> dict[str, Any]:
    """What a block of seeds comes to: cases, verdicts seen, seconds, and differences made small, by engine."""
    verdicts: Counter[str] = Counter()
    seconds = dict.fromkeys(engines, 0.0)
    found: list[tuple[str, str, str]] = []
    for seed in range(first, first + BLOCK):
        drawn = cases(seed, tenders)
        expected = interpreted(drawn)
        verdicts.update(row.verdict for rows in expected for row in rows)
        for engine in engines:
            started = time.perf_counter()
            unlike = differences(ENGINES[engine], drawn, expected)
            seconds[engine] += time.perf_counter() - started
            few = unlike[: max(0, SHOWN - len(found))]
            found += [(engine, one.case.name, on_paper(engine, one)) for one in few]
    return {
        "first": first,
        "cases": BLOCK * tenders,
        "verdicts": dict(verdicts),
        "seconds": seconds,
        "found": found,
    }


def on_paper(engine: str, difference: Difference) -> str:
    """A difference made small, and written down."""
    failed, until = isinstance(difference.found, str), time.monotonic() + PATIENCE
    small = shrunk(difference.case, lambda case: time.monotonic() < until and still(engine, case, failed=failed))
    (again,) = differences(ENGINES[engine], [small])
    return written(small, str(again))


def still(engine: str, case: Case, *, failed: bool) -> bool:
    """Whether an engine differs on a case in the same way. One that the interpreter cannot judge makes no sense."""
    try:
        found = differences(ENGINES[engine], [case])
    except Exception:  # noqa: BLE001 - a thing that was taken away is still spoken of
        return False
    return any(isinstance(one.found, str) is failed for one in found)


def done(journal: Path) -> list[dict[str, Any]]:
    """The blocks of a journal. A line that was cut off is not one."""
    found = []
    for line in journal.read_text(encoding="utf-8").splitlines() if journal.exists() else ():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


def pending(wanted: int, tenders: int, before: Sequence[dict[str, Any]], start: int) -> Iterator[int]:
    known = {one["first"] for one in before}
    firsts = range(start, start + -(-wanted // tenders), BLOCK)
    return (first for first in firsts if first not in known)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, and tell how many cases came out unlike: that is the exit code's one."""
    options = _options().parse_args(arguments)
    engines = options.engines.split(",")
    options.journal.parent.mkdir(parents=True, exist_ok=True)
    before = done(options.journal)
    results = list(before)
    with ProcessPoolExecutor(options.workers) as pool, options.journal.open("a", encoding="utf-8") as journal:
        firsts = pending(options.cases, options.tenders, before, options.start)
        while wave := list(islice(firsts, 4 * options.workers)):
            for result in pool.map(block, wave, repeat(engines), repeat(options.tenders)):
                journal.write(json.dumps(result) + "\n")
                journal.flush()
                results.append(result)
                _tell(result, results)
    return _summary(results, options.journal)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="The engines held against the interpreter.")
    parser.add_argument("--engines", default=",".join(one for one in ENGINES if one != "spark"))
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--tenders", type=int, default=TENDERS, help="of one rulebook; a query takes many at once")
    parser.add_argument("--start", type=int, default=0, help="the first seed")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--journal", type=Path, default=Path(".venv/differential/journal.jsonl"))
    return parser


def _tell(result: dict[str, Any], results: Sequence[dict[str, Any]]) -> None:
    count = sum(one["cases"] for one in results)
    for engine, name, _ in result["found"]:
        print(f"case {name}: {engine} differs", flush=True)
    print(f"\r{count:,} cases", end="", file=sys.stderr, flush=True)


def _summary(results: Sequence[dict[str, Any]], journal: Path) -> int:
    verdicts: Counter[str] = Counter()
    for one in results:
        verdicts.update(one["verdicts"])
    found = [small for one in results for small in one["found"]]
    print(f"\n{sum(one['cases'] for one in results):,} cases, {len(found)} differences")
    print(", ".join(f"{verdict} {count:,}" for verdict, count in verdicts.most_common()))
    for number, (engine, name, text) in enumerate(found, 1):
        place = journal.parent / f"{engine}-{number:03}.md"
        place.write_text(text, encoding="utf-8")
        print(f"{place}: case {name}")
    return 1 if found else 0
